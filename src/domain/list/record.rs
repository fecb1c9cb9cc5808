//! Parses one record of a table, which may span lines (RFC 4180).
//!
//! `csv-core` finds cells and record ends, but accepts any text. Input that two
//! programs would split into different records is refused here: part of a cell must
//! never become a record.
use csv_core::{ReadRecordResult, ReaderBuilder};

use super::ListError;

/// Maximum size of one record in bytes: a quote that is never closed must not take in the
/// rest of a long list.
const MAX_RECORD: usize = 1024 * 1024;

/// The cells of a record.
pub(super) type Cells = Vec<String>;

/// Parses the records of a table, line by line.
pub(super) struct RecordParser {
    parser: csv_core::Reader,
    quotes: QuoteTracker,
    /// Unescaped text of the record so far.
    text: Vec<u8>,
    text_len: usize,
    ends: Vec<usize>,
    ends_len: usize,
    /// Bytes of the record so far.
    read: usize,
}

impl std::fmt::Debug for RecordParser {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Records")
            .field("quotes", &self.quotes)
            .field("read", &self.read)
            .finish_non_exhaustive()
    }
}

impl RecordParser {
    /// Creates a parser for a table with this separator between cells.
    pub(super) fn new(separator: u8) -> Self {
        Self {
            parser: ReaderBuilder::new().delimiter(separator).build(),
            quotes: QuoteTracker::new(separator),
            text: vec![0; 512],
            text_len: 0,
            ends: vec![0; 32],
            ends_len: 0,
            read: 0,
        }
    }

    /// Whether a record has started and not ended.
    pub(super) fn is_open(&self) -> bool {
        self.read > 0
    }

    /// Parses line number `line`, including its line end. Returns the cells of the record
    /// that ends on it; `None` if the record continues.
    ///
    /// # Errors
    /// Fails on quotes and line ends that programs interpret differently: see [`ListError`].
    pub(super) fn push_line(
        &mut self,
        line: usize,
        text: &str,
    ) -> Result<Option<Cells>, ListError> {
        self.quotes.push_line(line, text)?;
        self.read += text.len();
        if self.read > MAX_RECORD {
            return Err(ListError::OpenQuote {
                line: self.quotes.opened,
            });
        }
        let mut rest = text.as_bytes();
        loop {
            let (result, read, written, ended) = self.parser.read_record(
                rest,
                self.text.get_mut(self.text_len..).unwrap_or_default(),
                self.ends.get_mut(self.ends_len..).unwrap_or_default(),
            );
            rest = rest.get(read..).unwrap_or_default();
            self.text_len += written;
            self.ends_len += ended;
            match result {
                ReadRecordResult::OutputFull => self.text.resize(self.text.len() * 2, 0),
                ReadRecordResult::OutputEndsFull => self.ends.resize(self.ends.len() * 2, 0),
                ReadRecordResult::InputEmpty if self.quotes.is_open() => return Ok(None),
                // The two parsers find different ends of the record.
                ReadRecordResult::InputEmpty | ReadRecordResult::End => {
                    return Err(ListError::Quote { line });
                }
                ReadRecordResult::Record if self.quotes.is_open() || !is_line_end(rest) => {
                    return Err(ListError::Quote { line });
                }
                ReadRecordResult::Record => return Ok(Some(self.take_cells())),
            }
        }
    }

    /// Checks, after the last line, that no record is incomplete.
    ///
    /// # Errors
    /// [`ListError::OpenQuote`] if a record is incomplete.
    pub(super) fn ensure_complete(&self) -> Result<(), ListError> {
        if self.is_open() {
            return Err(ListError::OpenQuote {
                line: self.quotes.opened,
            });
        }
        Ok(())
    }

    fn take_cells(&mut self) -> Cells {
        let mut cells = Vec::with_capacity(self.ends_len);
        let mut from = 0;
        for &end in self.ends.iter().take(self.ends_len) {
            let cell = self.text.get(from..end).unwrap_or_default();
            cells.push(String::from_utf8_lossy(cell).into_owned());
            from = end;
        }
        (self.text_len, self.ends_len, self.read) = (0, 0, 0);
        cells
    }
}

/// Whether nothing remains of the line, except perhaps the second half of its line end.
fn is_line_end(rest: &[u8]) -> bool {
    matches!(rest, b"" | b"\n")
}

/// Returns the cells of a line if it is a complete record.
pub(super) fn parse_complete_line(line: usize, text: &str, separator: u8) -> Option<Cells> {
    RecordParser::new(separator)
        .push_line(line, &with_line_end(text))
        .ok()
        .flatten()
}

/// Returns `text` with a line end.
pub(super) fn with_line_end(text: &str) -> std::borrow::Cow<'_, str> {
    if text.ends_with('\n') {
        text.into()
    } else {
        format!("{text}\n").into()
    }
}

/// Where in a cell the tracker is, relative to quotes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum QuoteState {
    /// At the start of a cell: before its first character.
    Start,
    /// In a cell without quotes; `odd`: after an odd number of quotes inside its text.
    Bare { odd: bool },
    /// In quotes.
    Quoted,
    /// After a quote that closes the cell, or is the first of a doubled quote.
    Closed,
    /// Blanks after a closed cell.
    Blank,
}

/// Tracks the quotes of a table. Refuses text that RFC 4180 does not allow and that
/// programs split into records differently.
#[derive(Debug)]
struct QuoteTracker {
    separator: char,
    state: QuoteState,
    /// The line of the last quote that opened a cell.
    opened: usize,
}

impl QuoteTracker {
    fn new(separator: u8) -> Self {
        Self {
            separator: separator.into(),
            state: QuoteState::Start,
            opened: 0,
        }
    }

    fn is_open(&self) -> bool {
        self.state == QuoteState::Quoted
    }

    fn push_line(&mut self, line: usize, text: &str) -> Result<(), ListError> {
        let wrong = Err(ListError::Quote { line });
        let mut rest = text.chars().peekable();
        while let Some(c) = rest.next() {
            let line_end = c == '\n' || (c == '\r' && rest.peek() == Some(&'\n'));
            if c == '\r' && !line_end && self.state != QuoteState::Quoted {
                return Err(ListError::Return { line });
            }
            self.state = match self.state {
                QuoteState::Quoted if c == '"' => QuoteState::Closed,
                QuoteState::Quoted => QuoteState::Quoted,
                QuoteState::Bare { odd: true } if line_end || c == self.separator => return wrong,
                QuoteState::Closed if c == '"' => QuoteState::Quoted,
                _ if line_end || c == self.separator => QuoteState::Start,
                QuoteState::Start if c == '"' => {
                    self.opened = line;
                    QuoteState::Quoted
                }
                QuoteState::Start => QuoteState::Bare { odd: false },
                QuoteState::Bare { odd } => QuoteState::Bare {
                    odd: odd != (c == '"'),
                },
                QuoteState::Closed | QuoteState::Blank if c == ' ' || c == '\t' => {
                    QuoteState::Blank
                }
                QuoteState::Closed | QuoteState::Blank => return wrong,
            };
        }
        Ok(())
    }
}
