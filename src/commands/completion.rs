//! `completion`: prints the completion script of a shell.
use crate::cli::completion::CompletionArgs;
use crate::context::{CommandResult, Ctx, Outcome};
use crate::exit::Exit;
use crate::failure::Failure;

/// Prints the script unchanged, in every output format.
pub(crate) fn run(ctx: &mut Ctx<'_>, args: &CompletionArgs) -> CommandResult {
    let failed = |error: std::io::Error| {
        Failure::from_error(Exit::Fault, error).context("the script could not be written")
    };
    let script = crate::completion::script(args.shell).map_err(failed)?;
    let script = String::from_utf8_lossy(&script);
    match ctx.io.answer(&script) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => Err(failed(error)),
        Ok(()) | Err(_) => Ok(Outcome::silent(Exit::Done)),
    }
}
