//! The sent steps of all tasks of the tenant.
use std::collections::BTreeSet;

use jiff::{SignedDuration, Timestamp};
use rusqlite::params;

use super::columns::{parse_column, parse_time};
use super::{Journal, JournalError, TaskId};

impl Journal {
    /// Returns the tasks with at least one sent step.
    ///
    /// # Errors
    /// Fails if the journal cannot be read.
    pub fn tasks_with_sent_steps(&self) -> Result<BTreeSet<TaskId>, JournalError> {
        let mut query = self.connection.prepare(
            "SELECT id FROM tasks WHERE EXISTS \
             (SELECT 1 FROM steps WHERE steps.task = tasks.id AND sent IS NOT NULL)",
        )?;
        let ids = query.query_map([], |row| row.get(0))?;
        Ok(ids.collect::<Result<_, _>>()?)
    }

    /// Calls `each` for every time after `since` when steps were sent, in order, with the
    /// number of steps and of write-backs among them. A step counts at its last attempt. The
    /// task `except`, of which nothing was sent, is skipped for speed.
    ///
    /// # Errors
    /// Fails if the journal cannot be read or has invalid rows.
    pub fn for_each_send_since(
        &self,
        since: Timestamp,
        except: Option<TaskId>,
        mut each: impl FnMut(Timestamp, usize, usize),
    ) -> Result<(), JournalError> {
        // Times are text that sorts by time, except within a second.
        let about = since
            .saturating_sub(SignedDuration::from_secs(1))
            .unwrap_or(since)
            .to_string();
        // A killed run did not record when it ended.
        let mut query = self.connection.prepare(
            "SELECT sent, count(*), sum(way = 'write-back') FROM steps WHERE sent >= ?1 AND task IN \
             (SELECT id FROM tasks WHERE (updated >= ?1 OR status = 'running') AND id IS NOT ?2) \
             GROUP BY sent ORDER BY sent",
        )?;
        let mut rows = query.query(params![about, except])?;
        while let Some(row) = rows.next()? {
            let at = parse_column(row, 0, parse_time)?;
            let count = |column| -> rusqlite::Result<usize> {
                let count: i64 = row.get(column)?;
                Ok(usize::try_from(count).unwrap_or_default())
            };
            if at > since {
                each(at, count(1)?, count(2)?);
            }
        }
        Ok(())
    }
}
