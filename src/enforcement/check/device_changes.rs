//! The devices that a task disabled, and those that someone changed since.
use crate::context::Ctx;
use crate::context::connect::Connected;
use crate::domain::task::{StepKind, StepOutcome};
use crate::domain::undo::ReenableVerdict;
use crate::enforcement::check::changes::{BlockedObject, Changes, steps_span};
use crate::failure::Failure;
use crate::journal::{Journal, JournalError, OpenStep, Task, TaskId};

/// Returns the devices that a task disabled and that were enabled before.
pub(crate) fn devices_blocked_by(
    journal: &Journal,
    task: &Task,
) -> Result<Vec<BlockedObject>, JournalError> {
    let mut blocked = Vec::new();
    journal.for_each_step::<JournalError>(task.id, |step| {
        let was_enabled = step.prior.get("accountEnabled") == Some(&true.into());
        let is_done = step.outcome == Some(StepOutcome::Done);
        if step.kind == StepKind::DisableDevice && was_enabled && is_done {
            let span = steps_span(std::iter::once(&step));
            blocked.push(BlockedObject { step, span });
        }
        Ok(())
    })?;
    Ok(blocked)
}

/// Returns the open steps of `task` that enable a device which someone changed since
/// the task `undone` disabled it. The reason continues a sentence about the account.
///
/// # Errors
/// Fails if the journal cannot be read.
pub(crate) async fn devices_changed_since(
    ctx: &Ctx<'_>,
    connected: &Connected,
    journal: &Journal,
    undone: TaskId,
    task: &Task,
) -> Result<Vec<(OpenStep, String)>, Failure> {
    let open = journal.open_steps(task.id, StepKind::EnableDevice, 0, usize::MAX)?;
    let Some(undone) = journal.task(undone)?.filter(|_| !open.is_empty()) else {
        return Ok(Vec::new());
    };
    let blocked = devices_blocked_by(journal, &undone)?;
    let changes = Changes::read(ctx, connected, &undone, &blocked).await;
    let mut found = Vec::new();
    for step in open {
        let mut own = blocked.iter();
        let Some(own) = own.find(|one| one.step.object_id() == step.object_id()) else {
            continue;
        };
        if let ReenableVerdict::Changed(why) = changes.device_verdict(journal, &undone, own)? {
            let name = step.device.as_ref().map_or("", |device| &device.name);
            let why = format!("keeps device {name} disabled: {why}");
            found.push((step, why));
        }
    }
    Ok(found)
}
