//! `tasks show`: one task with each of its steps.
use super::chosen_tenant;
use crate::cli::tasks::ShowArgs;
use crate::cli::users::MAX_ACCOUNTS;
use crate::context::{CommandResult, Ctx, Outcome};
use crate::domain::task::{StepKind, StepOutcome};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::journal::Journal;
use crate::reports::tasks::entry::TaskEntry;
use crate::reports::tasks::show::TaskShow;

/// Shows a task.
pub(crate) fn run(ctx: &mut Ctx<'_>, args: &ShowArgs) -> CommandResult {
    let unknown = || {
        Failure::new(
            Exit::NotFound,
            format!("there is no task {} on this machine", args.id),
        )
        .run(ctx.command("tasks list"))
    };
    let tenant = chosen_tenant(ctx)?.ok_or_else(unknown)?;
    let journal = Journal::open_read_only(ctx.dirs, &tenant)?.ok_or_else(unknown)?;
    let id = i64::try_from(args.id).map_err(|_| unknown())?;
    let task = journal.task_with_steps(id)?.ok_or_else(unknown)?;
    let running = Journal::is_being_written(ctx.dirs, &tenant);
    let entry = TaskEntry::from_task(&task, running);
    let mut next = Vec::new();
    let mut disabled: Vec<String> = Vec::new();
    let mut devices = false;
    for step in &task.steps {
        devices |= step.kind == StepKind::DisableDevice && step.outcome == Some(StepOutcome::Done);
        let undone = step.kind == StepKind::Disable
            && step.outcome == Some(StepOutcome::Done)
            && step.prior.get("accountEnabled") != Some(&serde_json::Value::Bool(false));
        if undone && !disabled.contains(&step.account_name) && disabled.len() <= MAX_ACCOUNTS {
            disabled.push(step.account_name.clone());
        }
    }
    if journal.count_open_steps(id)? > 0 && !running {
        next.push(ctx.command("tasks resume").arg(id).to_string());
    }
    if disabled.len() > MAX_ACCOUNTS || devices {
        disabled.clear();
        next.push(ctx.command("tasks undo").arg(id).to_string());
    }
    if !disabled.is_empty() {
        next.push(ctx.command("users enable").args(&disabled).to_string());
    }
    Ok(Outcome::done(TaskShow {
        tenant,
        task: entry,
        steps: task.steps.into_iter().map(Into::into).collect(),
        next,
    }))
}
