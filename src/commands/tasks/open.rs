//! One task of the journal, found by its number.
use crate::context::Ctx;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::ids::TenantId;
use crate::journal::{Journal, Task, TaskId};

/// A task and the journal that contains it.
#[derive(Debug)]
pub(super) struct OpenedTask {
    pub journal: Journal,
    pub task: Task,
}

/// Returns the task with this number, for reading.
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

/// Returns the task with this number, for writing. Other runs cannot write meanwhile.
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
