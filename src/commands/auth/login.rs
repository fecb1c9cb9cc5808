//! `auth login` is being written.
use crate::cli::auth::LoginArgs;
use crate::commands::context::{CommandResult, Ctx};
use crate::exit::Exit;
use crate::failure::Failure;

/// Says that the command is being written.
#[expect(clippy::unused_async, reason = "replaced by the command")]
pub(crate) async fn run(ctx: &mut Ctx<'_>, args: &LoginArgs) -> CommandResult {
    Err(Failure::new(
        Exit::Fault,
        format!("being written: {args:?} {:?}", ctx.place),
    ))
}
