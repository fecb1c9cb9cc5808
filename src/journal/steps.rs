//! Streams the steps of a task: there may be a hundred thousand.
use rusqlite::{Row, params};

use super::columns::{parse_column, parse_object_id, parse_optional_column, parse_time};
use super::{Journal, JournalError, Step, TaskId};
use crate::domain::device::StepDevice;
use crate::domain::task::{ReadBack, StepKind, StepMethod, StepOutcome};

impl Journal {
    /// Calls `visit` for each step of a task in order.
    ///
    /// # Errors
    /// As [`Journal::newest_tasks`], and the errors of `visit`.
    pub fn for_each_step<E: From<JournalError>>(
        &self,
        id: TaskId,
        mut visit: impl FnMut(Step) -> Result<(), E>,
    ) -> Result<(), E> {
        let sqlite = |error| E::from(JournalError::from(error));
        let mut query = self
            .connection
            .prepare_cached(&format!(
                "SELECT {STEP_COLUMNS} FROM steps WHERE task = ?1 ORDER BY id"
            ))
            .map_err(sqlite)?;
        let mut rows = query.query(params![id]).map_err(sqlite)?;
        while let Some(row) = rows.next().map_err(sqlite)? {
            visit(step_from_row(row)?)?;
        }
        Ok(())
    }
}

/// The columns of a step, in the order of [`step_from_row`].
pub(super) const STEP_COLUMNS: &str = "id, account_id, account_name, kind, prior, intended, sent, \
finished, outcome, read_back, status_code, request_id, error, way, served_from, served_until, \
device_id, device_name";

pub(super) fn step_from_row(row: &Row<'_>) -> Result<Step, JournalError> {
    Ok(Step {
        id: row.get(0)?,
        account_id: parse_column(row, 1, parse_object_id)?,
        account_name: row.get(2)?,
        kind: parse_column(row, 3, StepKind::parse)?,
        prior: parse_column(row, 4, |text| serde_json::from_str(text).ok())?,
        intended: parse_column(row, 5, parse_time)?,
        sent: parse_optional_column(row, 6, parse_time)?,
        finished: parse_optional_column(row, 7, parse_time)?,
        outcome: parse_optional_column(row, 8, StepOutcome::parse)?,
        read_back: parse_optional_column(row, 9, ReadBack::parse)?,
        status_code: row.get(10)?,
        request_id: row.get(11)?,
        error: row.get(12)?,
        way: parse_column(row, 13, StepMethod::parse)?,
        served_from: parse_optional_column(row, 14, parse_time)?,
        served_until: parse_optional_column(row, 15, parse_time)?,
        device: device_from_row(row, 16)?,
    })
}

/// Parses the device of a step: id and name are in the columns `first` and `first + 1`.
pub(super) fn device_from_row(
    row: &Row<'_>,
    first: usize,
) -> Result<Option<StepDevice>, JournalError> {
    let id = parse_optional_column(row, first, parse_object_id)?;
    let name: Option<String> = row.get(first + 1)?;
    Ok(id.map(|id| StepDevice {
        name: name.unwrap_or_else(|| id.to_string()),
        id,
    }))
}
