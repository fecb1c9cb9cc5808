//! `tasks export`: every step of a task, one line each, as JSON lines or CSV.
use super::chosen_tenant;
use super::open::{self, OpenedTask};
use crate::cli::tasks::ShowArgs;
use crate::context::{CommandResult, Ctx, Outcome};
use crate::journal::JournalError;
use crate::reports::tasks::export::TaskExport;

/// Exports a task.
pub(crate) fn run(ctx: &mut Ctx<'_>, args: &ShowArgs) -> CommandResult {
    let tenant = chosen_tenant(ctx)?.ok_or_else(|| open::unknown_task_failure(ctx, args.id))?;
    let OpenedTask { journal, task } = open::open_task_read_only(ctx, &tenant, args.id)?;
    let mut steps = Vec::new();
    journal.for_each_step::<JournalError>(task.id, |step| {
        steps.push(step.into());
        Ok(())
    })?;
    Ok(Outcome::done(TaskExport {
        tenant,
        task: task.id,
        steps,
    }))
}
