//! `tasks list`: the newest tasks of this machine.
use super::chosen_tenant;
use crate::cli::tasks::ListArgs;
use crate::context::{CommandResult, Ctx, Outcome};
use crate::journal::Journal;
use crate::reports::tasks::entry::TaskEntry;
use crate::reports::tasks::list::TaskList;

/// Lists tasks, newest first.
pub(crate) fn run(ctx: &mut Ctx<'_>, args: &ListArgs) -> CommandResult {
    let tenant = chosen_tenant(ctx)?;
    if let Some(tenant) = &tenant
        && let Some(journal) = Journal::open_read_only(ctx.dirs, tenant)?
    {
        let running = Journal::is_being_written(ctx.dirs, tenant);
        let tasks: Vec<TaskEntry> = journal
            .newest_tasks(args.limit)?
            .iter()
            .map(|task| TaskEntry::from_task(task, running))
            .collect();
        let next = tasks
            .first()
            .map(|task| ctx.command("tasks show").arg(task.id).to_string());
        return Ok(Outcome::done(TaskList {
            tenant: Some(tenant.clone()),
            tasks,
            next: next.into_iter().collect(),
        }));
    }
    Ok(Outcome::done(TaskList {
        tenant,
        tasks: Vec::new(),
        next: vec![ctx.command("users list").to_string()],
    }))
}
