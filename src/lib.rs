//! The library of `entractl`; `main.rs` only calls [`main`].
pub mod app;
pub mod audit;
pub mod auth;
pub mod browser;
pub mod catalog;
pub mod cli;
pub mod clock;
pub mod commands;
mod completion;
mod consent;
pub mod context;
pub mod domain;
pub(crate) mod enforcement;
pub mod entropy;
pub mod env;
pub mod exit;
pub mod failure;
pub mod files;
pub mod graph;
pub mod harden;
pub mod ids;
pub mod io;
pub mod journal;
pub mod machine;
pub mod output;
pub mod poll;
pub mod reports;
pub mod sandbox;
pub mod secret;
pub mod settings;
mod signals;
pub mod signature;
pub mod state;
pub mod text;
pub mod transport;
pub mod world;

use std::ffi::OsString;
use std::process::ExitCode;

use crate::cli::Command;
use crate::cli::command_line::CommandLine;
use crate::cli::sandbox::SandboxCommand;
use crate::exit::Exit;
use crate::world::World;

/// Runs the program on the process's own streams, environment and tenant.
pub fn main(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    harden::set_panic_hook(CommandLine::from_words("tasks list").to_string());
    let env = env::Env::process();
    let args: Vec<OsString> = args.into_iter().collect();
    match completion::answer(&args, &env) {
        Ok(false) => {}
        Ok(true) => return ExitCode::from(Exit::Done.code()),
        // A shell has no place for an error.
        Err(_) => return ExitCode::from(Exit::Usage.code()),
    }
    let mut io = io::Io::process(&env);
    let code = app::run(args, &env, &mut io, |cli, io| {
        harden::set_panic_hook(app::list_tasks_command(cli).to_string());
        if app::is_sandbox(cli) {
            // These start with a fresh tenant, and do not touch the saved one.
            let fresh = match &cli.command {
                Command::Sandbox(SandboxCommand::Tour(_)) => true,
                #[cfg(feature = "serve")]
                Command::Sandbox(SandboxCommand::Serve(args)) => !args.tenant.state,
                #[cfg(feature = "serve")]
                Command::Sandbox(SandboxCommand::Exec(args)) => !args.tenant.state,
                _ => false,
            };
            World::for_simulated_tenant(&env, !fresh)
        } else {
            harden::protect_memory();
            Ok(World::for_user(cli, &env, io))
        }
    });
    ExitCode::from(code)
}
