//! The library of `entractl`; `main.rs` only calls [`main`].
pub mod app;
pub mod audit;
pub mod auth;
pub mod browser;
pub mod catalog;
pub mod cli;
pub mod clock;
pub mod commands;
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
use crate::cli::sandbox::SandboxCommand;
use crate::world::World;

/// Runs the program on the process's own streams, environment and tenant.
pub fn main(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    harden::set_panic_hook("entractl tasks list".to_owned());
    let env = env::Env::process();
    let mut io = io::Io::process(&env);
    let code = app::run(args, &env, &mut io, |cli, io| {
        harden::set_panic_hook(app::tasks_line(cli));
        if app::is_sandbox(cli) {
            // These start with a fresh tenant, and do not touch the saved one.
            let fresh = match &cli.command {
                Command::Sandbox(SandboxCommand::Tour(_)) => true,
                #[cfg(feature = "serve")]
                Command::Sandbox(SandboxCommand::Serve(args)) => !args.state,
                _ => false,
            };
            World::sandbox(&env, !fresh)
        } else {
            harden::protect_memory();
            Ok(World::real(cli, &env, io))
        }
    });
    ExitCode::from(code)
}
