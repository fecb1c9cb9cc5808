//! `explain`: what an error code means. Local: asks nobody.
use crate::catalog::explanations;
use crate::cli::access::ExplainArgs;
use crate::cli::command_line::CommandLine;
use crate::context::{CommandResult, Ctx, Outcome};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::reports::explain::ExplainReport;

/// Runs `explain CODE`.
pub(crate) fn run(ctx: &mut Ctx<'_>, args: &ExplainArgs) -> CommandResult {
    let Some(found) = explanations::explain(&args.code) else {
        let code: String = args.code.chars().take(80).collect();
        let mut failure = Failure::new(
            Exit::NotFound,
            format!("{code:?} is not a code that is known here"),
        );
        for near in explanations::near_codes(&args.code) {
            failure = failure.run(ctx.command("explain").arg(near));
        }
        return Err(failure.advise("Microsoft's list: https://login.microsoftonline.com/error"));
    };
    let next = found
        .next
        .iter()
        .map(|line| match CommandLine::parse(line) {
            Some(line) => ctx.command(line).to_string(),
            None => line.clone(),
        })
        .collect();
    Ok(Outcome::done(ExplainReport {
        code: found.code.clone(),
        name: found.name.clone(),
        class: found.class,
        meaning: found.meaning.clone(),
        remedy: found.remedy.clone(),
        next,
    }))
}
