//! `sandbox exec`: a program against the simulated tenant, under Microsoft's own host names.
//!
//! The command starts itself again in a network and mount namespace of its own
//! (`unshare` and `ip`, so without unsafe code). In there the names lead to loopback, and
//! nothing else can be reached. The machine's own hosts file and roots are not touched.
use crate::cli::sandbox::ExecArgs;
use crate::context::{CommandResult, Ctx};

#[cfg(target_os = "linux")]
mod namespace;
#[cfg(target_os = "linux")]
mod program;

/// Runs the program and ends with its exit code.
///
/// # Errors
/// Exit 2 if this system has no such namespaces or the program cannot be started, 8 if its
/// files cannot be written.
#[cfg(target_os = "linux")]
pub(crate) async fn run(ctx: &mut Ctx<'_>, args: &ExecArgs) -> CommandResult {
    match &args.inside {
        None => namespace::enter(ctx, args),
        Some(folder) => program::run(ctx, args, folder).await,
    }
}

/// Refuses: other systems have no network namespaces.
///
/// # Errors
/// Exit 2, always.
#[cfg(not(target_os = "linux"))]
pub(crate) async fn run(ctx: &mut Ctx<'_>, _args: &ExecArgs) -> CommandResult {
    Err(crate::failure::Failure::new(
        crate::exit::Exit::Usage,
        "sandbox exec works on Linux only: it needs a network namespace",
    )
    .advise("elsewhere, point the program at the addresses of sandbox serve")
    .run(ctx.command("sandbox serve")))
}
