//! `explain`: the meaning of a code, status, permission or term. Sends nothing.
use crate::catalog::explanations;
use crate::cli::command_line::CommandLine;
use crate::cli::explain::ExplainArgs;
use crate::context::lookup;
use crate::context::{CommandResult, Ctx, Outcome};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::reports::explain::ExplainReport;

/// Runs `explain CODE`.
pub(crate) fn run(ctx: &mut Ctx<'_>, args: &ExplainArgs) -> CommandResult {
    let text = args.text.join(" ");
    let mut found = explanations::explain(&text).cloned();
    if found.is_none() {
        let catalog = lookup::catalog(ctx)?;
        let set = catalog.explain_set(&text);
        found = set.or_else(|| catalog.explain_permission(&text));
    }
    let Some(found) = found else {
        let shown: String = text.chars().take(80).collect();
        let mut failure = Failure::new(
            Exit::NotFound,
            format!("{shown:?} is not a known code, status, action, permission, set or term"),
        );
        for near in explanations::near_codes(&text) {
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
        code: found.code,
        name: found.name,
        class: found.class,
        meaning: found.meaning,
        remedy: (!found.remedy.is_empty()).then_some(found.remedy),
        next,
    }))
}
