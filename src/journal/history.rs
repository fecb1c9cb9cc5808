//! What other tasks of this machine did to an account or a device.
use rusqlite::params;

use super::{Journal, JournalError, Step, TaskId};
use crate::domain::task::Action;
use crate::ids::ObjectId;

impl Journal {
    /// The last other task that changed what `step` changed, after it was sent: a
    /// later one, or an earlier one that was resumed. An unfinished attempt to
    /// re-enable it is no change.
    ///
    /// # Errors
    /// As [`Journal::open_steps`].
    pub fn changed_later(&self, task: TaskId, step: &Step) -> Result<Option<TaskId>, JournalError> {
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

    /// The task that replaced this account's password by one that nobody keeps,
    /// where none has set another since.
    ///
    /// # Errors
    /// As [`Journal::open_steps`].
    pub fn password_taken_by(&self, id: &ObjectId) -> Result<Option<TaskId>, JournalError> {
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
