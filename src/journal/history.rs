//! Changes of an account or device by other tasks of this machine.
use rusqlite::params;

use super::{Journal, JournalError, Step, TaskId};
use crate::domain::task::{Action, StepKind, StepOutcome};
use crate::ids::ObjectId;

/// Returns the SQL column that identifies what `step` changed, with its object id.
fn changed_object(step: &Step) -> (&'static str, &ObjectId) {
    match &step.device {
        None => ("device_id IS NULL AND account_id", &step.account_id),
        Some(device) => ("device_id", &device.id),
    }
}

impl Journal {
    /// Returns the last other task that changed the same account or device after `step` was
    /// sent: a later task, or an earlier one that was resumed. Re-enabling counts only if it
    /// is done.
    ///
    /// # Errors
    /// As [`Journal::open_steps`].
    pub fn later_task_that_changed(
        &self,
        task: TaskId,
        step: &Step,
    ) -> Result<Option<TaskId>, JournalError> {
        let (column, id) = changed_object(step);
        let mut query = self.connection.prepare_cached(&format!(
            "SELECT max(task) FROM steps WHERE {column} = ?1 AND task <> ?2 \
             AND sent IS NOT NULL AND (task > ?2 OR sent > ?3) \
             AND (kind NOT IN ('enable', 'enable-device') OR outcome = 'done')"
        ))?;
        let sent = step.sent.map(|at| at.to_string());
        Ok(query.query_row(params![id.as_str(), task, sent], |row| row.get(0))?)
    }

    /// Returns the other task that reversed `step` on purpose, if nothing repeated it since:
    /// of the done steps on the same account or device after it, the last one is the
    /// opposite. A reset and a revocation have none.
    ///
    /// # Errors
    /// As [`Journal::open_steps`].
    pub fn later_task_that_reversed(
        &self,
        task: TaskId,
        step: &Step,
    ) -> Result<Option<TaskId>, JournalError> {
        let opposite = match step.kind {
            StepKind::Disable => StepKind::Enable,
            StepKind::Enable => StepKind::Disable,
            StepKind::DisableDevice => StepKind::EnableDevice,
            StepKind::EnableDevice => StepKind::DisableDevice,
            StepKind::Reset | StepKind::Revoke => return Ok(None),
        };
        let (column, id) = changed_object(step);
        let mut query = self.connection.prepare_cached(&format!(
            "SELECT task, kind = ?4 FROM steps WHERE {column} = ?1 AND task <> ?2 \
             AND kind IN (?4, ?5) AND outcome = 'done' AND (task > ?2 OR sent > ?3) \
             ORDER BY sent DESC, id DESC LIMIT 1"
        ))?;
        let sent = step.sent.map(|at| at.to_string());
        let (own, opposite) = (step.kind.as_str(), opposite.as_str());
        let mut rows = query.query(params![id.as_str(), task, sent, opposite, own])?;
        let Some(row) = rows.next()? else {
            return Ok(None);
        };
        Ok(row.get::<_, bool>(1)?.then_some(row.get(0)?))
    }

    /// Returns the last task that disabled devices of this account, unless later tasks
    /// re-enabled them.
    ///
    /// # Errors
    /// As [`Journal::open_steps`].
    pub fn devices_disabled_by(&self, id: &ObjectId) -> Result<Option<TaskId>, JournalError> {
        let mut query = self.connection.prepare_cached(
            "SELECT max(task) FROM steps AS disabled WHERE account_id = ?1 \
             AND kind = 'disable-device' AND outcome = 'done' AND NOT EXISTS \
             (SELECT 1 FROM steps AS enabled WHERE enabled.device_id = disabled.device_id \
             AND enabled.kind = 'enable-device' AND enabled.outcome = 'done' \
             AND enabled.task > disabled.task)",
        )?;
        Ok(query.query_row(params![id.as_str()], |row| row.get(0))?)
    }

    /// Counts the accounts that this task enabled after a containment task had replaced
    /// their password with an unknown one.
    ///
    /// # Errors
    /// As [`Journal::open_steps`].
    pub fn enabled_without_password(&self, task: TaskId) -> Result<usize, JournalError> {
        let mut count = 0;
        self.for_each_account::<JournalError>(task, |steps| {
            let mut done = steps.iter();
            let done = done.find(|step| {
                step.kind == StepKind::Enable && step.outcome == Some(StepOutcome::Done)
            });
            if let Some(step) = done
                && self
                    .task_that_discarded_password(&step.account_id)?
                    .is_some()
            {
                count += 1;
            }
            Ok(())
        })?;
        Ok(count)
    }

    /// Returns the containment task that replaced the password of an account with an
    /// unknown one, unless a later task set another.
    ///
    /// # Errors
    /// As [`Journal::open_steps`].
    pub fn task_that_discarded_password(
        &self,
        id: &ObjectId,
    ) -> Result<Option<TaskId>, JournalError> {
        let mut query = self.connection.prepare_cached(
            "SELECT tasks.id, tasks.action FROM steps JOIN tasks ON tasks.id = steps.task \
             WHERE account_id = ?1 AND kind = 'reset' AND outcome = 'done' \
             ORDER BY tasks.id DESC LIMIT 1",
        )?;
        let mut rows = query.query(params![id.as_str()])?;
        let Some(row) = rows.next()? else {
            return Ok(None);
        };
        let action: String = row.get(1)?;
        let contained = action == Action::Contain.as_str();
        Ok(contained.then(|| row.get(0)).transpose()?)
    }
}
