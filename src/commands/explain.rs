//! `explain`: what an error code means. Local: asks nobody.
use crate::catalog::errors;
use crate::cli::access::ExplainArgs;
use crate::cli::command_line::CommandLine;
use crate::context::{CommandResult, Ctx, Outcome};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::reports::explain::ExplainReport;

/// Runs `explain CODE`.
#[expect(clippy::unused_async, reason = "every command is called the same way")]
pub(crate) async fn run(ctx: &mut Ctx<'_>, args: &ExplainArgs) -> CommandResult {
    let Some(found) = errors::explain(&args.code) else {
        let code: String = args.code.chars().take(80).collect();
        let mut failure = Failure::new(
            Exit::NotFound,
            format!("{code:?} is not a code that is known here"),
        );
        for near in errors::near_codes(&args.code) {
            failure = failure.run(ctx.command("explain").arg(near));
        }
        return Err(failure.advise("Microsoft's list: https://login.microsoftonline.com/error"));
    };
    let next = found
        .next
        .iter()
        .map(|line| match CommandLine::parse(line) {
            Some(line) => ctx.command(line).to_string(),
            None => (*line).to_owned(),
        })
        .collect();
    Ok(Outcome::done(ExplainReport {
        code: found.code.to_owned(),
        name: found.name.to_owned(),
        class: found.class,
        meaning: found.meaning.to_owned(),
        remedy: found.remedy.to_owned(),
        next,
    }))
}
