//! `sandbox`: the simulated tenant. One file per subcommand.
pub mod begin;
#[cfg(feature = "serve")]
pub(crate) mod exec;
pub(crate) mod faults;
mod records;
pub(crate) mod reset;
pub(crate) mod scenario;
#[cfg(feature = "serve")]
pub(crate) mod serve;
pub(crate) mod tour;

use std::sync::Arc;

use crate::cli::sandbox::SandboxCommand;
use crate::context::Ctx;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::sandbox::Sandbox;

crate::commands::commands! {
    SandboxCommand {
        SandboxCommand::Tour(args) => remote(args, tour::run), "sandbox.tour" sandbox::tour::Tour ["steps"];
        #[cfg(feature = "serve")]
        SandboxCommand::Serve(args) => remote(args, serve::run), "sandbox.serve" sandbox::serve::SandboxServe;
        #[cfg(feature = "serve")]
        SandboxCommand::Exec(args) => remote(args, exec::run);
        SandboxCommand::Reset(args) => local(args, reset::run), "sandbox.reset" sandbox::reset::SandboxReset;
        SandboxCommand::Faults(args) => local(args, faults::run), "sandbox.faults" sandbox::faults::SandboxFaults ["set"];
        SandboxCommand::Scenario(args) => local(args, scenario::run);
    }
    also {
        "sandbox.scenarios" sandbox::scenarios::SandboxScenes ["scenarios"];
    }
}

/// Returns the simulated tenant of this command.
///
/// # Errors
/// Exit 1 if there is none: `app.rs` gives one to every `sandbox` command.
fn sandbox_of(ctx: &Ctx<'_>) -> Result<Arc<Sandbox>, Failure> {
    ctx.sandbox
        .as_ref()
        .map(Arc::clone)
        .ok_or_else(|| Failure::new(Exit::Fault, "this command cannot run in the sandbox"))
}
