//! Parses lists of accounts: one name per line, CSV with a header (RFC 4180), or JSON
//! lines. Pure: returns for every record the account that it names, or what is wrong
//! with it.
//!
//! A record is parsed as a whole, and no part of it ever names an account. If programs
//! would disagree on where a record ends, the list is refused.
mod audit;
mod json;
mod names;
mod reader;
mod record;
mod table;
#[cfg(test)]
mod tests;
mod titles;

pub use names::strip_formula_guard;
pub use reader::ListReader;

use crate::ids::UserRef;

/// A record of a list and the account that it names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListEntry {
    /// Number of the first line of the record, from 1.
    pub line: usize,
    /// Number of the last line of the record.
    pub last_line: usize,
    /// Number of the record, from 1, without the header.
    pub record: usize,
    /// The account that the record names, or what is wrong with the record.
    pub user: Result<UserRef, String>,
    /// The UPN, if there is an object id too; both must belong to the same account.
    pub paired_upn: Option<String>,
    /// Text of the record, truncated; a note instead if it may contain passwords.
    pub content: String,
}

/// Reasons why a list is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ListError {
    /// No record names an account.
    #[error("the list names no account")]
    Empty,
    /// The table has no column that names accounts.
    #[error("line {line}: no column is called objectId, userPrincipalName or mail (found {found})")]
    NoColumn {
        /// Number of the line, from 1.
        line: usize,
        /// Columns of the table.
        found: String,
        /// Whether one of them contains display names.
        display_name: bool,
    },
    /// Two columns that name accounts have the same title.
    #[error("line {line}: two columns are called {title}: which of them counts?")]
    TwoColumns {
        /// Number of the line, from 1.
        line: usize,
        /// The title, in lower case without spaces.
        title: String,
    },
    /// The separator in Excel's first line `sep=` is not supported.
    #[error("line 1: the cells are separated by {found:?}")]
    Separator {
        /// The separator.
        found: char,
    },
    /// A quote is not closed.
    #[error("line {line}: a quote is opened there and never closed")]
    OpenQuote {
        /// Number of the line, from 1.
        line: usize,
    },
    /// A quote in the middle of a cell.
    #[error("line {line}: a quote in the middle of a cell: where the cell ends is not clear")]
    Quote {
        /// Number of the line, from 1.
        line: usize,
    },
    /// A carriage return without a line feed, which only some programs treat as a line
    /// end.
    #[error("line {line}: a carriage return without a line feed")]
    Return {
        /// Number of the line, from 1.
        line: usize,
    },
    /// A JSON document of several lines.
    #[error("line {line}: a JSON document that goes on in the next line, not JSON lines")]
    JsonDocument {
        /// Number of the line, from 1.
        line: usize,
    },
    /// Text in UTF-16.
    #[error("the list is UTF-16 text, not UTF-8")]
    Utf16,
    /// Text that is not UTF-8.
    #[error("line {line}: not UTF-8 text")]
    NotUtf8 {
        /// Number of the line, from 1.
        line: usize,
    },
    /// A NUL byte.
    #[error("line {line}: a NUL byte: not UTF-8 text")]
    Nul {
        /// Number of the line, from 1.
        line: usize,
    },
}

impl ListError {
    /// Returns how to fix the list.
    pub fn advice(&self) -> &'static str {
        match self {
            Self::Empty => {
                "name one person a line, by object id, user principal name or mail address"
            }
            Self::NoColumn {
                display_name: true, ..
            } => {
                "a display name identifies no account: several accounts may share it, and users \
                 choose their own. Give the column that names people the title objectId or \
                 userPrincipalName"
            }
            Self::NoColumn { .. } => "give the column that names people one of these titles",
            Self::TwoColumns { .. } => "remove one of the columns",
            Self::Separator { .. } => "separate the cells by comma, semicolon or tab",
            Self::OpenQuote { .. } | Self::Quote { .. } => {
                "put the whole cell in quotes and double each quote in it, as spreadsheets do"
            }
            Self::Return { .. } => {
                "save it with the line ends of Windows or Unix (in a spreadsheet: CSV UTF-8), or \
                 put the cell in quotes"
            }
            Self::JsonDocument { .. } => {
                "write one object a line: -o jsonl here, jq -c elsewhere. A plan file is for \
                 tasks apply"
            }
            Self::Utf16 | Self::NotUtf8 { .. } | Self::Nul { .. } => {
                "save it as UTF-8 (in a spreadsheet: CSV UTF-8; in PowerShell: -Encoding utf8)"
            }
        }
    }
}
