//! The journal of a bulk run: steps are read in chunks, and the results of some steps are
//! recorded in one transaction with the sending of others.
use std::sync::Arc;

use jiff::Timestamp;
use rusqlite::params;
use serde_json::Value;

use super::steps::{STEP_COLUMNS, device_from_row, step_from_row};
use super::{Journal, JournalError, Step, StepId, StepResult, TaskId};
use crate::domain::device::StepDevice;
use crate::domain::task::{ReadBack, StepKind, StepMethod, StepOutcome};
use crate::ids::ObjectId;

/// SQL condition of steps that are still to be executed: never sent, unclear, or failed for
/// a temporary reason. A refusal is final; so are the documented success for the sessions
/// of a guest and an accepted write-back.
pub(super) const IS_OPEN: &str = "way <> 'not-possible' AND (outcome IS NULL OR outcome = 'not-tried' \
OR (outcome = 'unconfirmed' AND (status_code IS NULL OR way = 'call' \
OR (way = 'guest' AND status_code >= 300))) \
OR (outcome = 'failed' AND (status_code IS NULL OR status_code IN (401, 429) \
OR status_code >= 500)))";

/// SQL condition of steps that were sent and may have been applied.
const MAY_BE_APPLIED: &str = "sent IS NOT NULL AND (outcome IS NULL OR (outcome <> 'not-tried' \
AND NOT (outcome = 'failed' AND status_code IS NOT NULL AND status_code IN (401, 429))))";

/// SQL condition of steps that lock accounts out, in tasks without a second signature
/// that were started or resumed since `?1`. Times are stored as text, whose order is
/// correct except within a second.
const IS_UNSIGNED: &str = "approved_by IS NULL AND action <> 'enable' AND way <> 'not-possible' \
AND (tasks.updated >= ?1 OR tasks.created >= ?1)";

/// Returns a time as text that sorts before the text of any later time. The text of
/// timestamps sorts by time, except within a second.
fn at_or_before(time: Timestamp) -> String {
    let second = jiff::SignedDuration::from_secs(1);
    time.saturating_sub(second).unwrap_or(time).to_string()
}

/// A step that is still to be executed.
#[derive(Debug, Clone)]
pub struct OpenStep {
    /// Id.
    pub id: StepId,
    /// The account.
    pub account_id: ObjectId,
    /// User principal name when the task started.
    pub account_name: String,
    /// Kind of change.
    pub kind: StepKind,
    /// Method of the step.
    pub way: StepMethod,
    /// Previous state of the account.
    pub prior: Arc<Value>,
    /// Time of the last attempt.
    pub sent: Option<Timestamp>,
    /// Whether an earlier attempt may have been applied.
    pub doubtful: bool,
    /// The device to change; `None` if the step changes the account.
    pub device: Option<StepDevice>,
}

impl OpenStep {
    /// Returns the object id of the device or account to change.
    pub fn object_id(&self) -> &ObjectId {
        self.device
            .as_ref()
            .map_or(&self.account_id, |device| &device.id)
    }
}

/// Open steps per chunk.
const STEPS_PER_CHUNK: usize = 400;

impl Journal {
    /// Iterates over the open steps of these kinds, in non-empty chunks of one kind. Ends
    /// with the first error.
    pub fn open_chunks<'a>(
        &'a self,
        task: TaskId,
        kinds: &'a [StepKind],
    ) -> impl Iterator<Item = Result<Vec<OpenStep>, JournalError>> + 'a {
        let (mut kinds, mut after) = (kinds.iter().copied().peekable(), 0);
        std::iter::from_fn(move || {
            while let Some(kind) = kinds.peek().copied() {
                let open = self.open_steps(task, kind, after, STEPS_PER_CHUNK);
                match open.as_deref().map(<[OpenStep]>::last) {
                    Ok(Some(last)) => after = last.id,
                    Ok(None) => {
                        kinds.next();
                        after = 0;
                        continue;
                    }
                    Err(_) => kinds.by_ref().for_each(drop),
                }
                return Some(open);
            }
            None
        })
    }

    /// Returns the next open steps of a kind, after the step `after`.
    ///
    /// # Errors
    /// Fails if the journal cannot be read or has invalid rows.
    pub fn open_steps(
        &self,
        task: TaskId,
        kind: StepKind,
        after: StepId,
        most: usize,
    ) -> Result<Vec<OpenStep>, JournalError> {
        // With a bare `?3` SQLite prepares the query again for each value.
        let mut query = self.connection.prepare_cached(&format!(
            "SELECT id, account_id, account_name, prior, way, {MAY_BE_APPLIED}, sent, \
             device_id, device_name FROM steps \
             WHERE task = ?1 AND kind = ?2 AND id > +?3 AND {IS_OPEN} ORDER BY id LIMIT ?4"
        ))?;
        let most = i64::try_from(most).unwrap_or(i64::MAX);
        let mut rows = query.query(params![task, kind.as_str(), after, most])?;
        let mut steps = Vec::new();
        while let Some(row) = rows.next()? {
            let text = |column: usize| row.get::<_, String>(column);
            let invalid = JournalError::InvalidRow;
            let (id, prior, way) = (text(1)?, text(3)?, text(4)?);
            steps.push(OpenStep {
                id: row.get(0)?,
                account_id: id.parse().map_err(|_| invalid(id))?,
                account_name: text(2)?,
                kind,
                prior: serde_json::from_str::<Value>(&prior)
                    .map_err(|_| invalid(prior))?
                    .into(),
                way: StepMethod::parse(&way).ok_or(invalid(way))?,
                doubtful: row.get(5)?,
                sent: row
                    .get::<_, Option<String>>(6)?
                    .map(|at| at.parse().map_err(|_| invalid(at)))
                    .transpose()?,
                device: device_from_row(row, 7)?,
            });
        }
        Ok(steps)
    }

    /// Returns the next steps, after the step `after`, that were sent since `since` and not
    /// verified by a read.
    ///
    /// # Errors
    /// As [`Journal::open_steps`].
    pub fn steps_to_verify(
        &self,
        task: TaskId,
        since: Timestamp,
        after: StepId,
        most: usize,
    ) -> Result<Vec<Step>, JournalError> {
        let mut query = self.connection.prepare_cached(&format!(
            "SELECT {STEP_COLUMNS} FROM steps WHERE task = ?1 AND id > +?2 AND sent IS NOT NULL \
             AND finished >= ?3 AND outcome IN ('done', 'unconfirmed') \
             AND read_back IS NOT 'seen' ORDER BY id LIMIT ?4"
        ))?;
        let most = i64::try_from(most).unwrap_or(i64::MAX);
        let mut rows = query.query(params![task, after, at_or_before(since), most])?;
        let mut steps = Vec::new();
        while let Some(row) = rows.next()? {
            steps.push(step_from_row(row)?);
        }
        Ok(steps)
    }

    /// Records the results of reads, in one transaction.
    ///
    /// # Errors
    /// As [`Journal::record_attempts`].
    pub fn record_read_backs(
        &mut self,
        results: &[(StepId, StepOutcome, ReadBack)],
        now: Timestamp,
    ) -> Result<(), JournalError> {
        if results.is_empty() {
            return Ok(());
        }
        let now = now.to_string();
        let change = self.connection.transaction()?;
        for (step, outcome, read_back) in results {
            change
                .prepare_cached(
                    "UPDATE steps SET finished = ?2, outcome = ?3, read_back = ?4 WHERE id = ?1",
                )?
                .execute(params![step, now, outcome.as_str(), read_back.as_str()])?;
        }
        change.commit()?;
        Ok(())
    }

    /// Whether a task has open steps that are written back to Active Directory.
    ///
    /// # Errors
    /// As [`Journal::open_steps`].
    pub fn has_open_write_back(&self, task: TaskId) -> Result<bool, JournalError> {
        let sql = format!(
            "SELECT EXISTS (SELECT 1 FROM steps WHERE task = ?1 AND way = 'write-back' AND {IS_OPEN})"
        );
        let mut query = self.connection.prepare_cached(&sql)?;
        Ok(query.query_row(params![task], |row| row.get(0))?)
    }

    /// Counts the open steps of a task.
    ///
    /// # Errors
    /// As [`Journal::open_steps`].
    pub fn count_open_steps(&self, task: TaskId) -> Result<usize, JournalError> {
        let sql = format!("SELECT count(*) FROM steps WHERE task = ?1 AND {IS_OPEN}");
        let count: i64 = self
            .connection
            .query_row(&sql, params![task], |row| row.get(0))?;
        Ok(usize::try_from(count).unwrap_or(0))
    }

    /// Records the results of some steps, and that others are about to be sent, in one
    /// transaction.
    ///
    /// # Errors
    /// Nothing more may be sent if this fails.
    pub fn record_attempts(
        &mut self,
        results: &[(StepId, &StepResult)],
        sent: &[(StepId, StepMethod)],
        now: Timestamp,
    ) -> Result<(), JournalError> {
        if results.is_empty() && sent.is_empty() {
            return Ok(());
        }
        let now = now.to_string();
        let served = self.server.last().map(|at| at.to_string());
        let change = self.connection.transaction()?;
        {
            let mut finish = change.prepare_cached(
                // A step that was ready but never left was not sent after all.
                "UPDATE steps SET finished = ?2, outcome = ?3, read_back = ?4, status_code = ?5, \
                 request_id = ?6, error = ?7, sent = CASE WHEN ?5 IS NULL AND (?3 = 'not-tried' \
                 OR (?3 = 'not-possible' AND ?4 = 'not-read')) THEN NULL ELSE sent END, \
                 served_until = ?8 WHERE id = ?1",
            )?;
            for (step, result) in results {
                finish.execute(params![
                    step,
                    now,
                    result.outcome.as_str(),
                    result.read_back.as_str(),
                    result.status_code,
                    result.request_id,
                    result.error,
                    served,
                ])?;
            }
            // The result of an earlier attempt no longer counts.
            let mut going = change.prepare_cached(
                "UPDATE steps SET sent = ?2, finished = NULL, outcome = NULL, read_back = NULL, \
                 status_code = NULL, request_id = NULL, error = NULL, \
                 served_from = coalesce(served_from, ?3), way = ?4 WHERE id = ?1",
            )?;
            for (step, way) in sent {
                going.execute(params![step, now, served, way.as_str()])?;
            }
        }
        change.commit()?;
        Ok(())
    }

    /// Marks steps as not sent: no attempt at them ever left.
    ///
    /// # Errors
    /// As [`Journal::record_attempts`].
    pub fn mark_unsent(&mut self, steps: &[StepId]) -> Result<(), JournalError> {
        let change = self.connection.transaction()?;
        for step in steps {
            change
                .prepare_cached("UPDATE steps SET sent = NULL WHERE id = ?1")?
                .execute([step])?;
        }
        change.commit()?;
        Ok(())
    }

    /// Returns the task that applied the plan with this digest.
    ///
    /// # Errors
    /// As [`Journal::open_steps`].
    pub fn task_of_plan(&self, digest: &str) -> Result<Option<TaskId>, JournalError> {
        let mut query = self
            .connection
            .prepare_cached("SELECT id FROM tasks WHERE plan_digest = ?1 ORDER BY id LIMIT 1")?;
        let mut rows = query.query(params![digest])?;
        Ok(rows.next()?.map(|row| row.get(0)).transpose()?)
    }

    /// Counts the accounts of all tasks since `since` that no second person signed. Each
    /// account counts once.
    ///
    /// # Errors
    /// As [`Journal::open_steps`].
    pub fn count_unsigned_accounts(&self, since: Timestamp) -> Result<usize, JournalError> {
        let mut query = self.connection.prepare_cached(&format!(
            "SELECT count(DISTINCT account_id) FROM steps JOIN tasks ON tasks.id = steps.task \
             WHERE {IS_UNSIGNED}"
        ))?;
        let count: i64 = query.query_row(params![since.to_string()], |row| row.get(0))?;
        Ok(usize::try_from(count).unwrap_or(0))
    }

    /// Whether [`Journal::count_unsigned_accounts`] counts this account.
    ///
    /// # Errors
    /// As [`Journal::open_steps`].
    pub fn is_unsigned_account(
        &self,
        id: &ObjectId,
        since: Timestamp,
    ) -> Result<bool, JournalError> {
        let mut query = self.connection.prepare_cached(&format!(
            "SELECT EXISTS (SELECT 1 FROM steps JOIN tasks ON tasks.id = steps.task \
             WHERE {IS_UNSIGNED} AND account_id = ?2)"
        ))?;
        Ok(query.query_row(params![since.to_string(), id.as_str()], |row| row.get(0))?)
    }

    /// Counts the accounts of a task with open steps, and the other accounts that
    /// [`Journal::count_unsigned_accounts`] counts.
    ///
    /// # Errors
    /// As [`Journal::open_steps`].
    pub fn count_open_and_unsigned(
        &self,
        task: TaskId,
        since: Timestamp,
    ) -> Result<(usize, usize), JournalError> {
        let own = "SELECT account_id FROM steps WHERE task = ?1";
        let sql = format!(
            "SELECT (SELECT count(DISTINCT account_id) FROM ({own} AND {IS_OPEN})), \
             (SELECT count(DISTINCT account_id) FROM steps JOIN tasks ON tasks.id = steps.task \
             WHERE {} AND account_id NOT IN ({own}))",
            IS_UNSIGNED.replace("?1", "?2")
        );
        let count = |number: i64| usize::try_from(number).unwrap_or(0);
        let counts = self
            .connection
            .query_row(&sql, params![task, since.to_string()], |row| {
                Ok((count(row.get(0)?), count(row.get(1)?)))
            })?;
        Ok(counts)
    }

    /// Calls `visit` with the steps of each account of a task.
    ///
    /// # Errors
    /// As [`Journal::for_each_step`].
    pub fn for_each_account<E: From<JournalError>>(
        &self,
        task: TaskId,
        mut visit: impl FnMut(&[Step]) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut own: Vec<Step> = Vec::new();
        self.for_each_step::<E>(task, |step| {
            if own
                .last()
                .is_some_and(|last| last.account_id != step.account_id)
            {
                visit(&own)?;
                own.clear();
            }
            own.push(step);
            Ok(())
        })?;
        if own.is_empty() { Ok(()) } else { visit(&own) }
    }
}
