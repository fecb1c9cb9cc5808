//! One record of a table, whatever lines it spans (RFC 4180).
//!
//! The `csv` crate's parser decides where a record ends and what its cells
//! hold. It takes any text; what two programs would part into different records
//! is refused here instead, since a piece of a cell must never become a record.
use csv_core::{ReadRecordResult, ReaderBuilder};

use super::ListError;

/// Most bytes of one record: a quote that is not closed must not take in the
/// rest of a long list.
const MAX_RECORD: usize = 1024 * 1024;

/// The cells of a record.
pub(super) type Cells = Vec<String>;

/// Parses the records of a table, fed line by line.
pub(super) struct Records {
    parser: csv_core::Reader,
    quotes: Quotes,
    /// Unescaped text of the record so far, and where in it each cell ends.
    text: Vec<u8>,
    text_len: usize,
    ends: Vec<usize>,
    ends_len: usize,
    /// Bytes of the record so far.
    read: usize,
}

impl std::fmt::Debug for Records {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Records")
            .field("quotes", &self.quotes)
            .field("read", &self.read)
            .finish_non_exhaustive()
    }
}

impl Records {
    /// A parser of cells that `separator` parts.
    pub(super) fn new(separator: u8) -> Self {
        Self {
            parser: ReaderBuilder::new().delimiter(separator).build(),
            quotes: Quotes::new(separator),
            text: vec![0; 512],
            text_len: 0,
            ends: vec![0; 32],
            ends_len: 0,
            read: 0,
        }
    }

    /// Whether a record has begun and not ended.
    pub(super) fn is_open(&self) -> bool {
        self.read > 0
    }

    /// Takes in line number `line` with its line end; `None` while the record
    /// goes on.
    ///
    /// # Errors
    /// See [`ListError`]: quotes and line ends that programs read differently.
    pub(super) fn line(&mut self, line: usize, text: &str) -> Result<Option<Cells>, ListError> {
        self.quotes.line(line, text)?;
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
                // The two disagree about where the record ends.
                ReadRecordResult::InputEmpty | ReadRecordResult::End => {
                    return Err(ListError::Quote { line });
                }
                ReadRecordResult::Record if self.quotes.is_open() || !is_line_end(rest) => {
                    return Err(ListError::Quote { line });
                }
                ReadRecordResult::Record => return Ok(Some(self.cells())),
            }
        }
    }

    /// The end of the list.
    ///
    /// # Errors
    /// [`ListError::OpenQuote`] in the middle of a record.
    pub(super) fn end(&self) -> Result<(), ListError> {
        if self.is_open() {
            return Err(ListError::OpenQuote {
                line: self.quotes.opened,
            });
        }
        Ok(())
    }

    fn cells(&mut self) -> Cells {
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

/// Whether nothing but the second half of a line end is left of a line.
fn is_line_end(rest: &[u8]) -> bool {
    matches!(rest, b"" | b"\n")
}

/// The cells of one line, where they are a whole record.
pub(super) fn cells(line: usize, text: &str, separator: u8) -> Option<Cells> {
    Records::new(separator)
        .line(line, &ended(text))
        .ok()
        .flatten()
}

/// `text` with a line end.
pub(super) fn ended(text: &str) -> std::borrow::Cow<'_, str> {
    if text.ends_with('\n') {
        text.into()
    } else {
        format!("{text}\n").into()
    }
}

/// Where in a record its quotes leave off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    /// Before the first character of a cell.
    Start,
    /// In a cell without quotes; `odd`: after an odd number of quotes that are
    /// part of its text.
    Bare { odd: bool },
    /// In quotes.
    Quoted,
    /// After a quote that closes the cell, or is the first of two.
    Closed,
    /// After blanks behind a closed cell.
    Blank,
}

/// Follows the quotes of a table, and refuses what RFC 4180 does not allow and
/// programs part into records in different ways.
#[derive(Debug)]
struct Quotes {
    separator: char,
    state: State,
    /// The line of the last quote that opened a cell.
    opened: usize,
}

impl Quotes {
    fn new(separator: u8) -> Self {
        Self {
            separator: separator.into(),
            state: State::Start,
            opened: 0,
        }
    }

    fn is_open(&self) -> bool {
        self.state == State::Quoted
    }

    fn line(&mut self, line: usize, text: &str) -> Result<(), ListError> {
        let wrong = Err(ListError::Quote { line });
        let mut rest = text.chars().peekable();
        while let Some(c) = rest.next() {
            let line_end = c == '\n' || (c == '\r' && rest.peek() == Some(&'\n'));
            if c == '\r' && !line_end && self.state != State::Quoted {
                return Err(ListError::Return { line });
            }
            self.state = match self.state {
                State::Quoted if c == '"' => State::Closed,
                State::Quoted => State::Quoted,
                State::Bare { odd: true } if line_end || c == self.separator => return wrong,
                State::Closed if c == '"' => State::Quoted,
                _ if line_end || c == self.separator => State::Start,
                State::Start if c == '"' => {
                    self.opened = line;
                    State::Quoted
                }
                State::Start => State::Bare { odd: false },
                State::Bare { odd } => State::Bare {
                    odd: odd != (c == '"'),
                },
                State::Closed | State::Blank if c == ' ' || c == '\t' => State::Blank,
                State::Closed | State::Blank => return wrong,
            };
        }
        Ok(())
    }
}
