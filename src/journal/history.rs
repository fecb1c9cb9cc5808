//! Changes of an account or device by other tasks of this machine.
use rusqlite::params;

use super::{Journal, JournalError, Step, TaskId};
use crate::domain::task::Action;
use crate::ids::ObjectId;

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
        let (column, id) = match &step.device {
            None => ("device_id IS NULL AND account_id", &step.account_id),
            Some(device) => ("device_id", &device.id),
        };
        let mut query = self.connection.prepare_cached(&format!(
            "SELECT max(task) FROM steps WHERE {column} = ?1 AND task <> ?2 \
             AND sent IS NOT NULL AND (task > ?2 OR sent > ?3) \
             AND (kind NOT IN ('enable', 'enable-device') OR outcome = 'done')"
        ))?;
        let sent = step.sent.map(|at| at.to_string());
        Ok(query.query_row(params![id.as_str(), task, sent], |row| row.get(0))?)
    }

    /// Returns the containment task that replaced the password of an account with one that
    /// nobody knows, unless a later task set another.
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
