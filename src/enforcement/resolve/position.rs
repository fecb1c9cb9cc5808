//! Where in a list a record stands, as errors and reports say it.
use super::rows::BadLine;
use crate::domain::list::Entry;
use crate::ids::UserRef;

/// Where a record stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Position {
    /// Number of its first line, from 1.
    pub line: usize,
    /// Number of its last line.
    pub last_line: usize,
    /// Number of the record, from 1.
    pub record: usize,
    /// Its text, cut.
    pub content: String,
}

impl Position {
    /// The position of an entry, and what else it says.
    pub(crate) fn of(entry: Entry) -> (Self, Result<UserRef, String>, Option<String>) {
        let Entry {
            line,
            last_line,
            record,
            user,
            beside,
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

impl BadLine {
    /// What is wrong with the record, as a sentence that shows it.
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
