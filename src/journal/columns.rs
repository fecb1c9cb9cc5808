//! Columns of the journal as values: everything in it was written by us, so what
//! cannot be read is an error.
use jiff::Timestamp;
use rusqlite::{Row, RowIndex};

use super::JournalError;
use crate::ids::ObjectId;

/// What the text of a column means; a text that means nothing was not written by us.
pub(super) fn word<T>(
    row: &Row<'_>,
    column: impl RowIndex,
    parse: impl Fn(&str) -> Option<T>,
) -> Result<T, JournalError> {
    let text = row
        .get_ref(column)?
        .as_str()
        .map_err(rusqlite::Error::from)?;
    parse(text).ok_or_else(|| JournalError::Strange(text.to_owned()))
}

/// The same where there may be none.
pub(super) fn maybe<T>(
    row: &Row<'_>,
    column: impl RowIndex,
    parse: impl Fn(&str) -> Option<T>,
) -> Result<Option<T>, JournalError> {
    let text = row.get_ref(column)?.as_str_or_null();
    text.map_err(rusqlite::Error::from)?
        .map(|text| parse(text).ok_or_else(|| JournalError::Strange(text.to_owned())))
        .transpose()
}

pub(super) fn time(text: &str) -> Option<Timestamp> {
    text.parse().ok()
}

pub(super) fn id(text: &str) -> Option<ObjectId> {
    text.parse().ok()
}
