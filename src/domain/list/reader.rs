//! Reads a list line by line and returns an entry per record.
use super::json::{self, RecordError};
use super::names::AccountNames;
use super::record::{RecordParser, with_line_end};
use super::table::{self, RecordTarget, Table};
use super::{ListEntry, ListError};

/// Maximum number of characters in [`ListEntry::content`].
const MAX_CONTENT: usize = 200;

/// The format of a list.
#[derive(Debug)]
enum Format {
    /// One name per line.
    Plain,
    /// One JSON object per line.
    Json,
    /// A header and records of cells.
    Table {
        separator: u8,
        records: Box<RecordParser>,
        /// `None` until the header has been read.
        table: Option<Table>,
    },
}

/// The record that is being read.
#[derive(Debug, Default)]
struct OpenRecord {
    /// Number of the first line, from 1.
    line: usize,
    /// Text of the record, truncated.
    content: String,
}

/// Reads a list line by line. Skips empty lines, and comments that start with `#`.
#[derive(Debug, Default)]
pub struct ListReader {
    line: usize,
    records: usize,
    /// The separator from Excel's `sep=` line.
    separator: Option<u8>,
    format: Option<Format>,
    open: OpenRecord,
    /// Number of the line on which a JSON record starts but does not end.
    cut: Option<usize>,
    named: bool,
    no_account: usize,
}

impl ListReader {
    /// Reads the next line, including its line end. Returns the entry of the record that
    /// ends on this line, if any.
    ///
    /// # Errors
    /// See [`ListError`]. Errors in a single record are in its entry.
    pub fn push_line(&mut self, bytes: &[u8]) -> Result<Option<ListEntry>, ListError> {
        self.line += 1;
        let text = decode_line(self.line, bytes)?;
        if self.is_between_records() {
            let trimmed = self.trim_except_separators(text);
            if trimmed.is_empty() || (self.line == 1 && self.parse_preamble(trimmed)?) {
                return Ok(None);
            }
            if trimmed.starts_with('#') {
                return self.parse_hash_line(text);
            }
            self.open.line = self.line;
            self.open.content.clear();
            if self.format.is_none() {
                self.format = Some(self.detect_format(trimmed)?);
            }
        }
        self.append_content(text);
        let row = match self.format.as_mut() {
            None | Some(Format::Plain) => parse_plain_line(self.line, text.trim())?,
            Some(Format::Json) => self.parse_json_line(text.trim())?,
            Some(Format::Table {
                separator,
                records,
                table,
            }) => {
                let Some(cells) = records.push_line(self.line, &with_line_end(text))? else {
                    return Ok(None);
                };
                // Spreadsheets leave such rows at the end of a sheet.
                if cells.iter().all(|cell| cell.trim().is_empty()) {
                    return Ok(None);
                }
                let Some(table) = table else {
                    *table = Some(Table::from_header(&cells, *separator, self.open.line)?);
                    return Ok(None);
                };
                table.parse_row(&cells)
            }
        };
        Ok(self.build_entry(row))
    }

    /// Checks, after the last line, that the list is complete.
    ///
    /// # Errors
    /// Fails if a record is incomplete, or no record names an account.
    pub fn ensure_complete(&self) -> Result<(), ListError> {
        if let Some(Format::Table { records, .. }) = &self.format {
            records.ensure_complete()?;
        }
        if self.named {
            Ok(())
        } else {
            Err(ListError::Empty)
        }
    }

    /// Returns the number of audit log records that are not about an account.
    pub fn non_account_records(&self) -> usize {
        self.no_account
    }

    /// Trims the white space around a line, but keeps separators such as tabs.
    fn trim_except_separators<'t>(&self, text: &'t str) -> &'t str {
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

    /// Parses the first line if it only describes the format of the list. Returns whether
    /// it does.
    fn parse_preamble(&mut self, text: &str) -> Result<bool, ListError> {
        match table::excel_separator(text) {
            Some(Ok(separator)) => self.separator = Some(separator),
            Some(Err(found)) => return Err(ListError::Separator { found }),
            None => return Ok(table::is_template_version_line(text)),
        }
        Ok(true)
    }

    /// Detects the format of a list from its first line.
    fn detect_format(&self, text: &str) -> Result<Format, ListError> {
        if text.starts_with('{') {
            return Ok(Format::Json);
        }
        if text.starts_with('[') {
            return Err(ListError::JsonDocument { line: self.line });
        }
        let separator = self
            .separator
            .or_else(|| table::detect_separator(self.line, text));
        Ok(separator.map_or(Format::Plain, |separator| Format::Table {
            separator,
            records: Box::new(RecordParser::new(separator)),
            table: None,
        }))
    }

    /// Parses a line that starts with `#`. Returns `None` for a comment; an entry with an
    /// error if it may be a record.
    fn parse_hash_line(&mut self, text: &str) -> Result<Option<ListEntry>, ListError> {
        let Some(Format::Table {
            table: Some(table), ..
        }) = &self.format
        else {
            return Ok(None);
        };
        let alone = RecordParser::new(table.separator()).push_line(self.line, &with_line_end(text));
        if alone == Ok(None) {
            // Only the first line of this record would be a comment.
            return Err(ListError::OpenQuote { line: self.line });
        }
        if !table.may_be_row(self.line, text) {
            return Ok(None);
        }
        self.open.line = self.line;
        self.open.content.clear();
        self.append_content(text);
        let why = "it begins with #, but has the cells of a record: put a space behind the # of a \
                   comment, or the first cell in quotes";
        Ok(self.build_entry(Err(why.to_owned())))
    }

    fn parse_json_line(&mut self, text: &str) -> Result<Result<RecordTarget, String>, ListError> {
        if let Some(line) = self.cut {
            return Err(ListError::JsonDocument { line });
        }
        Ok(match json::parse_record(text) {
            Ok(row) => Ok(row),
            Err(RecordError::Invalid(why)) => Err(why),
            Err(RecordError::Incomplete) => {
                self.cut = Some(self.line);
                Err("it is no JSON object: it does not end on this line".to_owned())
            }
        })
    }

    /// Appends a line to the text of the record, up to [`MAX_CONTENT`] characters.
    fn append_content(&mut self, text: &str) {
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

    fn build_entry(&mut self, row: Result<RecordTarget, String>) -> Option<ListEntry> {
        self.records += 1;
        let (user, beside) = match row {
            Ok(RecordTarget::NoAccount) => {
                self.no_account += 1;
                return None;
            }
            Ok(RecordTarget::Names(names)) => names.into_user_and_upn(),
            Err(why) => (Err(why), None),
        };
        self.named = true;
        let secret = match &self.format {
            Some(Format::Table { table, .. }) => table.as_ref().is_some_and(|table| table.secret),
            Some(Format::Json) => json::has_secret(&self.open.content),
            _ => false,
        };
        Some(ListEntry {
            line: self.open.line,
            last_line: self.line,
            record: self.records,
            user,
            paired_upn: beside,
            content: if secret {
                "(not shown: this list has passwords)".to_owned()
            } else {
                std::mem::take(&mut self.open.content)
            },
        })
    }
}

/// Parses a line of a list without cells.
fn parse_plain_line(line: usize, text: &str) -> Result<Result<RecordTarget, String>, ListError> {
    if !text.matches('"').count().is_multiple_of(2) {
        // The line may be the first one of a quoted cell.
        return Err(ListError::OpenQuote { line });
    }
    Ok(Ok(RecordTarget::Names(AccountNames::from_name(text))))
}

/// Decodes a line and removes the byte order mark.
fn decode_line(line: usize, bytes: &[u8]) -> Result<&str, ListError> {
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
