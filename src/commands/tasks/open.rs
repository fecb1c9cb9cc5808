//! One task of the journal, found by its number.
use crate::context::Ctx;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::ids::TenantId;
use crate::journal::{Journal, Task, TaskId};

/// A task and the journal that it is in.
#[derive(Debug)]
pub(super) struct OpenedTask {
    pub journal: Journal,
    pub task: Task,
}

/// The task of this number, to read it.
///
/// # Errors
/// Exit 5 if there is none.
pub(super) fn open_task_read_only(
    ctx: &Ctx<'_>,
    tenant: &TenantId,
    id: u64,
) -> Result<OpenedTask, Failure> {
    match Journal::open_read_only(ctx.dirs, tenant)? {
        Some(journal) => find_task(ctx, journal, id),
        None => Err(unknown_task_failure(ctx, id)),
    }
}

/// The task of this number, to write it; other runs are kept out.
///
/// # Errors
/// Exit 5 if there is none, 7 if another run holds the journal.
pub(super) fn open_task(ctx: &Ctx<'_>, tenant: &TenantId, id: u64) -> Result<OpenedTask, Failure> {
    find_task(ctx, Journal::open(ctx.dirs, tenant)?, id)
}

fn find_task(ctx: &Ctx<'_>, journal: Journal, id: u64) -> Result<OpenedTask, Failure> {
    let number = TaskId::try_from(id).map_err(|_| unknown_task_failure(ctx, id))?;
    match journal.task(number)? {
        Some(task) => Ok(OpenedTask { journal, task }),
        None => Err(unknown_task_failure(ctx, id)),
    }
}

pub(super) fn unknown_task_failure(ctx: &Ctx<'_>, id: u64) -> Failure {
    Failure::new(
        Exit::NotFound,
        format!("there is no task {id} on this machine"),
    )
    .run(ctx.command("tasks list"))
}
