//! Going through the steps of a task, one at a time: there may be a hundred
//! thousand.
use rusqlite::{Row, params};

use super::columns::{id, maybe, time, word};
use super::{Journal, JournalError, Step, TaskId};
use crate::domain::device::StepDevice;
use crate::domain::task::{ReadBack, StepKind, StepMethod, StepOutcome};

impl Journal {
    /// Shows each step of a task, in their order, to `visit`.
    ///
    /// # Errors
    /// As [`Journal::list`], and whatever `visit` returns.
    pub fn each_step<E: From<JournalError>>(
        &self,
        id: TaskId,
        mut visit: impl FnMut(Step) -> Result<(), E>,
    ) -> Result<(), E> {
        let sqlite = |error| E::from(JournalError::from(error));
        let mut query = self
            .connection
            .prepare_cached(&format!(
                "SELECT {STEP} FROM steps WHERE task = ?1 ORDER BY id"
            ))
            .map_err(sqlite)?;
        let mut rows = query.query(params![id]).map_err(sqlite)?;
        while let Some(row) = rows.next().map_err(sqlite)? {
            visit(step(row)?)?;
        }
        Ok(())
    }
}

/// The columns of a step, in the order in which [`step`] takes them.
pub(super) const STEP: &str = "id, account_id, account_name, kind, prior, intended, sent, \
finished, outcome, read_back, status_code, request_id, error, way, served_from, served_until, \
device_id, device_name";

pub(super) fn step(row: &Row<'_>) -> Result<Step, JournalError> {
    Ok(Step {
        id: row.get(0)?,
        account_id: word(row, 1, id)?,
        account_name: row.get(2)?,
        kind: word(row, 3, StepKind::parse)?,
        prior: word(row, 4, |text| serde_json::from_str(text).ok())?,
        intended: word(row, 5, time)?,
        sent: maybe(row, 6, time)?,
        finished: maybe(row, 7, time)?,
        outcome: maybe(row, 8, StepOutcome::parse)?,
        read_back: maybe(row, 9, ReadBack::parse)?,
        status_code: row.get(10)?,
        request_id: row.get(11)?,
        error: row.get(12)?,
        way: word(row, 13, StepMethod::parse)?,
        served_from: maybe(row, 14, time)?,
        served_until: maybe(row, 15, time)?,
        device: device(row, 16)?,
    })
}

/// The device of a step, whose id and name are the columns from `first` on.
pub(super) fn device(row: &Row<'_>, first: usize) -> Result<Option<StepDevice>, JournalError> {
    let id = maybe(row, first, id)?;
    let name: Option<String> = row.get(first + 1)?;
    Ok(id.map(|id| StepDevice {
        name: name.unwrap_or_else(|| id.to_string()),
        id,
    }))
}
