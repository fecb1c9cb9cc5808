//! Parses columns of the journal. Only entractl writes them, so anything else is an error.
use jiff::Timestamp;
use rusqlite::{Row, RowIndex};

use super::JournalError;
use crate::ids::ObjectId;

/// Parses the text of a column.
///
/// # Errors
/// [`JournalError::InvalidRow`] if `parse` returns `None`.
pub(super) fn parse_column<T>(
    row: &Row<'_>,
    column: impl RowIndex,
    parse: impl Fn(&str) -> Option<T>,
) -> Result<T, JournalError> {
    let text = row
        .get_ref(column)?
        .as_str()
        .map_err(rusqlite::Error::from)?;
    parse(text).ok_or_else(|| JournalError::InvalidRow(text.to_owned()))
}

/// Parses the text of a column that may be NULL.
///
/// # Errors
/// As [`parse_column`].
pub(super) fn parse_optional_column<T>(
    row: &Row<'_>,
    column: impl RowIndex,
    parse: impl Fn(&str) -> Option<T>,
) -> Result<Option<T>, JournalError> {
    let text = row.get_ref(column)?.as_str_or_null();
    text.map_err(rusqlite::Error::from)?
        .map(|text| parse(text).ok_or_else(|| JournalError::InvalidRow(text.to_owned())))
        .transpose()
}

pub(super) fn parse_time(text: &str) -> Option<Timestamp> {
    text.parse().ok()
}

pub(super) fn parse_object_id(text: &str) -> Option<ObjectId> {
    text.parse().ok()
}
