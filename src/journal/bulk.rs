//! The journal of a run over many accounts: steps are read in pieces, and
//! what came of some and what is sent next is one durable change.
use std::sync::Arc;

use jiff::Timestamp;
use rusqlite::params;
use serde_json::Value;

use super::steps::{STEP, device, step};
use super::{Journal, JournalError, Step, StepId, StepResult, TaskId};
use crate::domain::device::StepDevice;
use crate::domain::task::{ReadBack, StepKind, StepMethod, StepOutcome};
use crate::ids::ObjectId;

/// A step whose outcome is open, and that may go: never sent, unclear, or failed
/// for a reason that passes. A definite no stays a no; so does the documented
/// success for a guest's sessions, and a write-back that was accepted.
pub(super) const OPEN: &str = "way <> 'not-possible' AND (outcome IS NULL OR outcome = 'not-tried' \
OR (outcome = 'unconfirmed' AND (status_code IS NULL OR way = 'call' \
OR (way = 'guest' AND status_code >= 300))) \
OR (outcome = 'failed' AND (status_code IS NULL OR status_code IN (401, 429) \
OR status_code >= 500)))";

/// Whether a step that was sent may have been carried out.
const DOUBTFUL: &str = "sent IS NOT NULL AND (outcome IS NULL OR (outcome <> 'not-tried' \
AND NOT (outcome = 'failed' AND status_code IS NOT NULL AND status_code IN (401, 429))))";

/// A step of a task that one person decided on and that locks out, begun or
/// resumed since `?1`. Times are text, of which the later one is greater, up to
/// part of a second.
const ALONE: &str = "approved_by IS NULL AND action <> 'enable' AND way <> 'not-possible' \
AND (tasks.updated >= ?1 OR tasks.created >= ?1)";

/// A time as text that is no greater than that of any later moment: as text, the
/// later of two times is greater, up to part of a second.
fn about(time: Timestamp) -> String {
    let second = jiff::SignedDuration::from_secs(1);
    time.saturating_sub(second).unwrap_or(time).to_string()
}

/// A step that is still to be taken.
#[derive(Debug, Clone)]
pub struct OpenStep {
    /// Its number.
    pub id: StepId,
    /// The account.
    pub account_id: ObjectId,
    /// Its user principal name when the task began.
    pub account_name: String,
    /// What is to be done.
    pub kind: StepKind,
    /// How.
    pub way: StepMethod,
    /// What was so before.
    pub prior: Arc<Value>,
    /// When it was sent last.
    pub sent: Option<Timestamp>,
    /// An earlier try got no definite answer: it may have been carried out.
    pub doubtful: bool,
    /// The device that it changes; `None`: it changes the account.
    pub device: Option<StepDevice>,
}

impl OpenStep {
    /// Object id of what it changes: the device, or else the account.
    pub fn object_id(&self) -> &ObjectId {
        self.device
            .as_ref()
            .map_or(&self.account_id, |device| &device.id)
    }
}

/// Open steps that are read together.
const AT_A_TIME: usize = 400;

impl Journal {
    /// All open steps of these kinds, in chunks of one kind that are never empty.
    /// It ends with the first error.
    pub fn open_chunks<'a>(
        &'a self,
        task: TaskId,
        kinds: &'a [StepKind],
    ) -> impl Iterator<Item = Result<Vec<OpenStep>, JournalError>> + 'a {
        let (mut kinds, mut after) = (kinds.iter().copied().peekable(), 0);
        std::iter::from_fn(move || {
            while let Some(kind) = kinds.peek().copied() {
                let open = self.open_steps(task, kind, after, AT_A_TIME);
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

    /// The next open steps of a kind, after the step `after`.
    ///
    /// # Errors
    /// Fails where the journal cannot be read or holds what we never write.
    pub fn open_steps(
        &self,
        task: TaskId,
        kind: StepKind,
        after: StepId,
        most: usize,
    ) -> Result<Vec<OpenStep>, JournalError> {
        // With a bare `?3` the query is planned anew for each step.
        let mut query = self.connection.prepare_cached(&format!(
            "SELECT id, account_id, account_name, prior, way, {DOUBTFUL}, sent, \
             device_id, device_name FROM steps \
             WHERE task = ?1 AND kind = ?2 AND id > +?3 AND {OPEN} ORDER BY id LIMIT ?4"
        ))?;
        let most = i64::try_from(most).unwrap_or(i64::MAX);
        let mut rows = query.query(params![task, kind.as_str(), after, most])?;
        let mut steps = Vec::new();
        while let Some(row) = rows.next()? {
            let text = |column: usize| row.get::<_, String>(column);
            let strange = JournalError::Strange;
            let (id, prior, way) = (text(1)?, text(3)?, text(4)?);
            steps.push(OpenStep {
                id: row.get(0)?,
                account_id: id.parse().map_err(|_| strange(id))?,
                account_name: text(2)?,
                kind,
                prior: serde_json::from_str::<Value>(&prior)
                    .map_err(|_| strange(prior))?
                    .into(),
                way: StepMethod::parse(&way).ok_or(strange(way))?,
                doubtful: row.get(5)?,
                sent: row
                    .get::<_, Option<String>>(6)?
                    .map(|at| at.parse().map_err(|_| strange(at)))
                    .transpose()?,
                device: device(row, 7)?,
            });
        }
        Ok(steps)
    }

    /// The next steps after the step `after` that a run since `since` sent, and
    /// of which no read showed yet what came of them.
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
            "SELECT {STEP} FROM steps WHERE task = ?1 AND id > +?2 AND sent IS NOT NULL \
             AND finished >= ?3 AND outcome IN ('done', 'unconfirmed') \
             AND read_back IS NOT 'seen' ORDER BY id LIMIT ?4"
        ))?;
        let most = i64::try_from(most).unwrap_or(i64::MAX);
        let mut rows = query.query(params![task, after, about(since), most])?;
        let mut steps = Vec::new();
        while let Some(row) = rows.next()? {
            steps.push(step(row)?);
        }
        Ok(steps)
    }

    /// Notes what reads showed of some steps, in one durable change.
    ///
    /// # Errors
    /// As [`Journal::exchange`].
    pub fn read_back(
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

    /// Whether some open step of a task goes by way of Active Directory.
    ///
    /// # Errors
    /// As [`Journal::open_steps`].
    pub fn has_open_write_back(&self, task: TaskId) -> Result<bool, JournalError> {
        let sql = format!(
            "SELECT EXISTS (SELECT 1 FROM steps WHERE task = ?1 AND way = 'write-back' AND {OPEN})"
        );
        let mut query = self.connection.prepare_cached(&sql)?;
        Ok(query.query_row(params![task], |row| row.get(0))?)
    }

    /// How many steps of a task are open.
    ///
    /// # Errors
    /// As [`Journal::open_steps`].
    pub fn open_count(&self, task: TaskId) -> Result<usize, JournalError> {
        let sql = format!("SELECT count(*) FROM steps WHERE task = ?1 AND {OPEN}");
        let count: i64 = self
            .connection
            .query_row(&sql, params![task], |row| row.get(0))?;
        Ok(usize::try_from(count).unwrap_or(0))
    }

    /// Notes what came of some steps and that others are sent from now on, in
    /// one durable change.
    ///
    /// # Errors
    /// Nothing more may be sent where this fails.
    pub fn exchange(
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
                // What lay ready and never left was not sent after all.
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
            // What came of an earlier try no longer counts once it goes again.
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

    /// Takes back that steps are sent: nothing of them left, now or before.
    ///
    /// # Errors
    /// As [`Journal::exchange`].
    pub fn never_left(&mut self, steps: &[StepId]) -> Result<(), JournalError> {
        let change = self.connection.transaction()?;
        for step in steps {
            change
                .prepare_cached("UPDATE steps SET sent = NULL WHERE id = ?1")?
                .execute([step])?;
        }
        change.commit()?;
        Ok(())
    }

    /// Whether a plan with this digest was applied, and by which task.
    ///
    /// # Errors
    /// As [`Journal::open_steps`].
    pub fn applied(&self, digest: &str) -> Result<Option<TaskId>, JournalError> {
        let mut query = self
            .connection
            .prepare_cached("SELECT id FROM tasks WHERE plan_digest = ?1 ORDER BY id LIMIT 1")?;
        let mut rows = query.query(params![digest])?;
        Ok(rows.next()?.map(|row| row.get(0)).transpose()?)
    }

    /// How many accounts the tasks since then were about, those left out that
    /// a second person signed for. An account counts once, whatever was done
    /// to it and how often.
    ///
    /// # Errors
    /// As [`Journal::open_steps`].
    pub fn decided_alone(&self, since: Timestamp) -> Result<usize, JournalError> {
        let mut query = self.connection.prepare_cached(&format!(
            "SELECT count(DISTINCT account_id) FROM steps JOIN tasks ON tasks.id = steps.task \
             WHERE {ALONE}"
        ))?;
        let count: i64 = query.query_row(params![since.to_string()], |row| row.get(0))?;
        Ok(usize::try_from(count).unwrap_or(0))
    }

    /// Whether this account is among those of [`Journal::decided_alone`].
    ///
    /// # Errors
    /// As [`Journal::open_steps`].
    pub fn is_decided_alone(&self, id: &ObjectId, since: Timestamp) -> Result<bool, JournalError> {
        let mut query = self.connection.prepare_cached(&format!(
            "SELECT EXISTS (SELECT 1 FROM steps JOIN tasks ON tasks.id = steps.task \
             WHERE {ALONE} AND account_id = ?2)"
        ))?;
        Ok(query.query_row(params![since.to_string(), id.as_str()], |row| row.get(0))?)
    }

    /// How many accounts of a task are open, and how many others the tasks
    /// since then were about, as [`Journal::decided_alone`] counts them.
    ///
    /// # Errors
    /// As [`Journal::open_steps`].
    pub fn open_and_others(
        &self,
        task: TaskId,
        since: Timestamp,
    ) -> Result<(usize, usize), JournalError> {
        let own = "SELECT account_id FROM steps WHERE task = ?1";
        let sql = format!(
            "SELECT (SELECT count(DISTINCT account_id) FROM ({own} AND {OPEN})), \
             (SELECT count(DISTINCT account_id) FROM steps JOIN tasks ON tasks.id = steps.task \
             WHERE {} AND account_id NOT IN ({own}))",
            ALONE.replace("?1", "?2")
        );
        let count = |number: i64| usize::try_from(number).unwrap_or(0);
        let counts = self
            .connection
            .query_row(&sql, params![task, since.to_string()], |row| {
                Ok((count(row.get(0)?), count(row.get(1)?)))
            })?;
        Ok(counts)
    }

    /// Shows the steps of a task to `visit`, account by account.
    ///
    /// # Errors
    /// As [`Journal::each_step`].
    pub fn each_account<E: From<JournalError>>(
        &self,
        task: TaskId,
        mut visit: impl FnMut(&[Step]) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut own: Vec<Step> = Vec::new();
        self.each_step::<E>(task, |step| {
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
