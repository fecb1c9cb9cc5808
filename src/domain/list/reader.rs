//! Reads a list line by line, and gives an entry for each of its records.
use super::json::{self, NoRecord};
use super::names::Names;
use super::record::{Records, ended};
use super::table::{self, Row, Table};
use super::{Entry, ListError};

/// Most characters of a record that an entry holds.
const MAX_CONTENT: usize = 200;

/// How the records of a list are read.
#[derive(Debug)]
enum Format {
    /// One name a line.
    Plain,
    /// One JSON object a line.
    Json,
    /// A header and records of cells.
    Table {
        separator: u8,
        records: Box<Records>,
        /// Nothing until the header has been read.
        table: Option<Table>,
    },
}

/// A record while it is read.
#[derive(Debug, Default)]
struct Open {
    /// Its first line, from 1.
    line: usize,
    /// Its text, cut.
    content: String,
}

/// Reads a list line by line. Empty lines, and comments that begin with `#`, are
/// left out.
#[derive(Debug, Default)]
pub struct Reader {
    line: usize,
    records: usize,
    /// What Excel's `sep=` line names.
    separator: Option<u8>,
    format: Option<Format>,
    open: Open,
    /// The line of a JSON record that does not end on it.
    cut: Option<usize>,
    named: bool,
    no_account: usize,
}

impl Reader {
    /// Takes in the next line with its line end. Returns the entry of the record
    /// that ends on it, if one does.
    ///
    /// # Errors
    /// See [`ListError`]; what is wrong with one record is in its entry.
    pub fn line(&mut self, bytes: &[u8]) -> Result<Option<Entry>, ListError> {
        self.line += 1;
        let text = decoded(self.line, bytes)?;
        if self.is_between_records() {
            let trimmed = self.trimmed(text);
            if trimmed.is_empty() || (self.line == 1 && self.preamble(trimmed)?) {
                return Ok(None);
            }
            if trimmed.starts_with('#') {
                return self.comment(text);
            }
            self.open.line = self.line;
            self.open.content.clear();
            if self.format.is_none() {
                self.format = Some(self.begin(trimmed)?);
            }
        }
        self.keep(text);
        let row = match self.format.as_mut() {
            None | Some(Format::Plain) => plain(self.line, text.trim())?,
            Some(Format::Json) => self.json(text.trim())?,
            Some(Format::Table {
                separator,
                records,
                table,
            }) => {
                let Some(cells) = records.line(self.line, &ended(text))? else {
                    return Ok(None);
                };
                // As spreadsheets leave them at the end of a sheet.
                if cells.iter().all(|cell| cell.trim().is_empty()) {
                    return Ok(None);
                }
                let Some(table) = table else {
                    *table = Some(Table::of(&cells, *separator, self.open.line)?);
                    return Ok(None);
                };
                table.row(&cells)
            }
        };
        Ok(self.entry(row))
    }

    /// The end of the list.
    ///
    /// # Errors
    /// In the middle of a record, and where no record names an account.
    pub fn end(&self) -> Result<(), ListError> {
        if let Some(Format::Table { records, .. }) = &self.format {
            records.end()?;
        }
        if self.named {
            Ok(())
        } else {
            Err(ListError::Empty)
        }
    }

    /// Records of this program's audit log that are about no account.
    pub fn no_account(&self) -> usize {
        self.no_account
    }

    /// A line without the blanks around it, but with its separators.
    fn trimmed<'t>(&self, text: &'t str) -> &'t str {
        let separator = match &self.format {
            Some(Format::Table { separator, .. }) => Some(char::from(*separator)),
            _ => None,
        };
        text.trim_matches(|c: char| c.is_whitespace() && Some(c) != separator)
    }

    fn is_between_records(&self) -> bool {
        match &self.format {
            Some(Format::Table { records, .. }) => !records.is_open(),
            _ => true,
        }
    }

    /// Whether a first line is only about the form of the list.
    fn preamble(&mut self, text: &str) -> Result<bool, ListError> {
        match table::named_separator(text) {
            Some(Ok(separator)) => self.separator = Some(separator),
            Some(Err(found)) => return Err(ListError::Separator { found }),
            None => return Ok(table::is_version(text)),
        }
        Ok(true)
    }

    /// The format of a list with this first line.
    fn begin(&self, text: &str) -> Result<Format, ListError> {
        if text.starts_with('{') {
            return Ok(Format::Json);
        }
        if text.starts_with('[') {
            return Err(ListError::JsonDocument { line: self.line });
        }
        let separator = self.separator.or_else(|| table::separator(self.line, text));
        Ok(separator.map_or(Format::Plain, |separator| Format::Table {
            separator,
            records: Box::new(Records::new(separator)),
            table: None,
        }))
    }

    /// A comment; or a record whose first cell begins like one.
    fn comment(&mut self, text: &str) -> Result<Option<Entry>, ListError> {
        let Some(Format::Table {
            table: Some(table), ..
        }) = &self.format
        else {
            return Ok(None);
        };
        let alone = Records::new(table.separator()).line(self.line, &ended(text));
        if alone == Ok(None) {
            // Of a record only the first line would be a comment.
            return Err(ListError::OpenQuote { line: self.line });
        }
        if !table.may_be_row(self.line, text) {
            return Ok(None);
        }
        self.open.line = self.line;
        self.open.content.clear();
        self.keep(text);
        let why = "it begins with #, but has the cells of a record: put a space behind the # of a \
                   comment, or the first cell in quotes";
        Ok(self.entry(Err(why.to_owned())))
    }

    fn json(&mut self, text: &str) -> Result<Result<Row, String>, ListError> {
        if let Some(line) = self.cut {
            return Err(ListError::JsonDocument { line });
        }
        Ok(match json::row(text) {
            Ok(row) => Ok(row),
            Err(NoRecord::Wrong(why)) => Err(why),
            Err(NoRecord::Cut) => {
                self.cut = Some(self.line);
                Err("it is no JSON object: it does not end on this line".to_owned())
            }
        })
    }

    /// Adds a line to the text of the record that its entry shows.
    fn keep(&mut self, text: &str) {
        let content = &mut self.open.content;
        let left = MAX_CONTENT.saturating_sub(content.chars().count());
        if left == 0 {
            return;
        }
        if !content.is_empty() {
            content.push_str("\\n");
        }
        let text = text.trim_end_matches(['\r', '\n']);
        content.extend(text.chars().take(left));
        if text.chars().nth(left).is_some() {
            content.push('…');
        }
    }

    fn entry(&mut self, row: Result<Row, String>) -> Option<Entry> {
        self.records += 1;
        let (user, beside) = match row {
            Ok(Row::NoAccount) => {
                self.no_account += 1;
                return None;
            }
            Ok(Row::Names(names)) => names.entry(),
            Err(why) => (Err(why), None),
        };
        self.named = true;
        let secret = match &self.format {
            Some(Format::Table { table, .. }) => table.as_ref().is_some_and(|table| table.secret),
            Some(Format::Json) => json::has_secret(&self.open.content),
            _ => false,
        };
        Some(Entry {
            line: self.open.line,
            last_line: self.line,
            record: self.records,
            user,
            beside,
            content: if secret {
                "(not shown: this list has passwords)".to_owned()
            } else {
                std::mem::take(&mut self.open.content)
            },
        })
    }
}

/// The account of a line of a list without cells.
fn plain(line: usize, text: &str) -> Result<Result<Row, String>, ListError> {
    if !text.matches('"').count().is_multiple_of(2) {
        // Perhaps the first line of a cell: then those after it name nothing.
        return Err(ListError::OpenQuote { line });
    }
    Ok(Ok(Row::Names(Names::lone(text))))
}

/// A line as text.
fn decoded(line: usize, bytes: &[u8]) -> Result<&str, ListError> {
    let wide = bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff");
    let nul = bytes.contains(&0);
    if line == 1 && (wide || nul) {
        return Err(ListError::Utf16);
    }
    if nul {
        return Err(ListError::Nul { line });
    }
    let text = std::str::from_utf8(bytes).map_err(|_| ListError::NotUtf8 { line })?;
    Ok(match line {
        1 => text.strip_prefix('\u{feff}').unwrap_or(text),
        _ => text,
    })
}
