//! What was sent so far, by all tasks of the tenant.
use std::collections::BTreeSet;

use jiff::{SignedDuration, Timestamp};
use rusqlite::params;

use super::columns::{time, word};
use super::{Journal, JournalError, TaskId};

impl Journal {
    /// The tasks of which at least one step was sent.
    ///
    /// # Errors
    /// Fails where the journal cannot be read.
    pub fn sent_tasks(&self) -> Result<BTreeSet<TaskId>, JournalError> {
        let mut query = self.connection.prepare(
            "SELECT id FROM tasks WHERE EXISTS \
             (SELECT 1 FROM steps WHERE steps.task = tasks.id AND sent IS NOT NULL)",
        )?;
        let ids = query.query_map([], |row| row.get(0))?;
        Ok(ids.collect::<Result<_, _>>()?)
    }

    /// Tells `each` of every time after `since` at which steps were sent, earliest
    /// first, of how many, and how many of them were write-backs. Of a step that was sent again it knows the last time.
    /// The steps of the task `except` are not looked at: nothing of it was sent.
    ///
    /// # Errors
    /// Fails where the journal cannot be read or holds what we never write.
    pub fn each_sent_since(
        &self,
        since: Timestamp,
        except: Option<TaskId>,
        mut each: impl FnMut(Timestamp, usize, usize),
    ) -> Result<(), JournalError> {
        // Times are text, of which the later one is greater, up to part of a second.
        let about = since
            .saturating_sub(SignedDuration::from_secs(1))
            .unwrap_or(since)
            .to_string();
        // A run that was killed could not say when it ended.
        let mut query = self.connection.prepare(
            "SELECT sent, count(*), sum(way = 'write-back') FROM steps WHERE sent >= ?1 AND task IN \
             (SELECT id FROM tasks WHERE (updated >= ?1 OR status = 'running') AND id IS NOT ?2) \
             GROUP BY sent ORDER BY sent",
        )?;
        let mut rows = query.query(params![about, except])?;
        while let Some(row) = rows.next()? {
            let at = word(row, 0, time)?;
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
