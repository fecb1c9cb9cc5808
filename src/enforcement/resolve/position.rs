//! The position of a record in a list, for errors and reports.
use super::rows::InvalidLine;
use crate::domain::list::ListEntry;
use crate::ids::UserRef;

/// The position of a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Position {
    /// Number of its first line, from 1.
    pub line: usize,
    /// Number of its last line.
    pub last_line: usize,
    /// Number of the record, from 1.
    pub record: usize,
    /// Text of the record, truncated.
    pub content: String,
}

impl Position {
    /// Splits an entry into its position, its user and the UPN next to an object id.
    pub(crate) fn split_entry(entry: ListEntry) -> (Self, Result<UserRef, String>, Option<String>) {
        let ListEntry {
            line,
            last_line,
            record,
            user,
            paired_upn: beside,
            content,
        } = entry;
        let at = Self {
            line,
            last_line,
            record,
            content,
        };
        (at, user, beside)
    }
}

impl InvalidLine {
    /// Describes the record and its error.
    pub(crate) fn sentence(&self) -> String {
        let Position {
            line,
            last_line,
            content,
            ..
        } = &self.at;
        let lines = if line == last_line {
            format!("line {line}")
        } else {
            format!("lines {line} to {last_line}")
        };
        format!("{lines} ({content}): {}", self.why.text())
    }
}
