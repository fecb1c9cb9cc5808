//! Writes and reads the text of a plan piece by piece, since plans may be long. The
//! reader compares each piece byte by byte with its serialization.
use ring::digest::{Context, SHA256};

use super::plan_file::{FORMAT, PlanError, PlanHeader, PlanRow};

/// Writes a plan piece by piece.
pub struct PlanWriter {
    digest: Context,
    first: bool,
}

impl std::fmt::Debug for PlanWriter {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("PlanWriter(..)")
    }
}

impl PlanWriter {
    /// Starts a plan. Returns the writer, and the text before the first account.
    pub fn start(head: PlanHeader) -> (Self, String) {
        let text = PlanHeader {
            format: FORMAT.to_owned(),
            ..head
        }
        .to_text();
        let mut sealer = Self {
            digest: Context::new(&SHA256),
            first: true,
        };
        sealer.digest.update(text.as_bytes());
        (sealer, text)
    }

    /// Returns the text of the next account and adds it to the digest.
    pub fn row_text(&mut self, row: &PlanRow) -> String {
        let first = std::mem::take(&mut self.first);
        let text = format!("{}{}", row_separator(first), row.to_text());
        self.digest.update(text.as_bytes());
        text
    }

    /// Returns the end of the text, with the digest.
    pub fn finish(mut self) -> String {
        let close = rows_end(self.first);
        self.digest
            .update(format!("{close}{END_WITHOUT_DIGEST}").as_bytes());
        let digest = hex::encode(self.digest.finish());
        format!("{close},\n  \"digest\": \"{digest}\"\n}}\n")
    }
}

/// The text after the accounts as it is hashed: with an empty digest.
const END_WITHOUT_DIGEST: &str = ",\n  \"digest\": \"\"\n}\n";

/// Returns the separator before an account; none before the first.
fn row_separator(is_first: bool) -> &'static str {
    if is_first { "" } else { ",\n" }
}

/// Returns the text that closes the list of accounts.
fn rows_end(is_list_empty: bool) -> &'static str {
    if is_list_empty { "  ]" } else { "\n  ]" }
}

/// Position of the reader in the text of a plan.
enum ReadPosition {
    /// Before the accounts; holds the text so far.
    Head(String),
    /// In the accounts; holds the text of the current account.
    Rows(String),
    /// After the accounts, before the digest.
    Digest,
    /// After the digest; holds the digest from the text.
    End(String),
    /// After the last line; holds the digest from the text.
    Behind(String),
}

/// Reads a plan line by line and compares each account with its serialization, so that
/// any changed byte is noticed.
pub struct PlanReader {
    at: ReadPosition,
    head: Option<PlanHeader>,
    rows: usize,
    /// Whether a comma was read, so that another account must follow.
    more: bool,
    digest: Context,
}

/// The result of reading a line of a plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Parsed {
    /// An account.
    Row(PlanRow),
    /// The line completes no account.
    Incomplete,
}

/// Maximum size of the text before the accounts.
const MAX_HEADER: usize = 64 * 1024;

impl std::fmt::Debug for PlanReader {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "PlanReader({} rows)", self.rows)
    }
}

impl Default for PlanReader {
    fn default() -> Self {
        Self {
            at: ReadPosition::Head(String::new()),
            head: None,
            rows: 0,
            more: false,
            digest: Context::new(&SHA256),
        }
    }
}

impl PlanReader {
    /// Reads the next line, including its line end. Returns an account when it is complete.
    ///
    /// # Errors
    /// See [`PlanError`].
    pub fn push_line(&mut self, line: &str) -> Result<Parsed, PlanError> {
        match &mut self.at {
            ReadPosition::Head(text) => {
                text.push_str(line);
                if line.ends_with("\r\n") && text.contains(FORMAT) {
                    return Err(PlanError::LineEnds);
                }
                if line == "  \"rows\": [\n" {
                    let head = parse_plan_header(text)?;
                    self.digest.update(text.as_bytes());
                    self.head = Some(head);
                    self.at = ReadPosition::Rows(String::new());
                } else if text.len() > MAX_HEADER {
                    return Err(PlanError::NotAPlan("it has no accounts".to_owned()));
                }
            }
            ReadPosition::Rows(text) if text.is_empty() && !self.more && line == "  ],\n" => {
                let end = format!("{}{END_WITHOUT_DIGEST}", rows_end(self.rows == 0));
                self.digest.update(end.as_bytes());
                self.at = ReadPosition::Digest;
            }
            ReadPosition::Rows(_) if self.rows > 0 && !self.more => return Err(PlanError::Changed),
            ReadPosition::Rows(text) => {
                text.push_str(line);
                if !line.starts_with("    }") {
                    return Ok(Parsed::Incomplete);
                }
                let row = text.trim_end_matches('\n').trim_end_matches(',');
                let row: PlanRow = serde_json::from_str(row).map_err(|_| PlanError::Changed)?;
                self.more = line == "    },\n";
                let end = if self.more { ",\n" } else { "\n" };
                let own = row.to_text();
                if text.strip_suffix(end) != Some(&own) {
                    return Err(PlanError::Changed);
                }
                self.digest.update(row_separator(self.rows == 0).as_bytes());
                self.digest.update(own.as_bytes());
                self.rows += 1;
                text.clear();
                return Ok(Parsed::Row(row));
            }
            ReadPosition::Digest => {
                let digest = line
                    .strip_prefix("  \"digest\": \"")
                    .and_then(|rest| rest.strip_suffix("\"\n"));
                self.at = ReadPosition::End(digest.ok_or(PlanError::Changed)?.to_owned());
            }
            ReadPosition::End(digest) if line == "}\n" => {
                self.at = ReadPosition::Behind(std::mem::take(digest));
            }
            ReadPosition::End(_) | ReadPosition::Behind(_) => return Err(PlanError::Changed),
        }
        Ok(Parsed::Incomplete)
    }

    /// Returns the header; `None` until it has been read.
    pub fn header(&self) -> Option<&PlanHeader> {
        self.head.as_ref()
    }

    /// Checks that the plan is complete and unchanged. Returns the header and the digest.
    ///
    /// # Errors
    /// See [`PlanError`].
    pub fn finish(self) -> Result<(PlanHeader, String), PlanError> {
        let Some(head) = self.head else {
            let why = "it has no accounts";
            return Err(PlanError::NotAPlan(why.to_owned()));
        };
        let ReadPosition::Behind(found) = self.at else {
            return Err(PlanError::Truncated);
        };
        let digest = hex::encode(self.digest.finish());
        if head.accounts == self.rows && digest == found {
            Ok((head, digest))
        } else {
            Err(PlanError::Changed)
        }
    }
}

/// Parses the text before the accounts, which must be exactly as this program writes it.
fn parse_plan_header(text: &str) -> Result<PlanHeader, PlanError> {
    let open = text.strip_suffix(",\n  \"rows\": [\n").unwrap_or(text);
    let head: PlanHeader = serde_json::from_str(&format!("{open}\n}}"))
        .map_err(|error| PlanError::NotAPlan(error.to_string()))?;
    if head.format != FORMAT {
        return Err(PlanError::NotAPlan("its format is another one".to_owned()));
    }
    if head.to_text() == text {
        Ok(head)
    } else {
        Err(PlanError::Changed)
    }
}

#[cfg(test)]
mod tests {
    use super::{Parsed, PlanReader, PlanWriter};
    use crate::domain::account::tests::person;
    use crate::domain::plan_file::tests::head;
    use crate::domain::plan_file::{PlanError, PlanHeader, PlanRow};

    fn rows(count: u32) -> Vec<PlanRow> {
        (1..=count)
            .map(|number| PlanRow {
                id: person(number).id,
                upn: person(number).upn,
                enabled: Some(true),
                guest: false,
                synced: false,
            })
            .collect()
    }

    fn written(rows: &[PlanRow]) -> String {
        let (mut sealer, mut text) = PlanWriter::start(head(rows.len()));
        for row in rows {
            text.push_str(&sealer.row_text(row));
        }
        text + &sealer.finish()
    }

    fn read(text: &str) -> Result<(PlanHeader, Vec<PlanRow>), PlanError> {
        let mut opener = PlanReader::default();
        let mut rows = Vec::new();
        for line in text.split_inclusive('\n') {
            match opener.push_line(line)? {
                Parsed::Row(row) => rows.push(row),
                Parsed::Incomplete => {}
            }
        }
        Ok((opener.finish()?.0, rows))
    }

    #[test]
    fn a_plan_reads_back_and_one_changed_byte_shows() {
        for count in [0, 1, 3] {
            let rows = rows(count);
            let text = written(&rows);
            let (head, found) = read(&text).unwrap();
            assert_eq!((head.accounts, &found), (rows.len(), &rows));
            assert!(serde_json::from_str::<serde_json::Value>(&text).is_ok());
            for at in 0..text.len() {
                let mut bytes = text.clone().into_bytes();
                bytes[at] = if bytes[at] == b'1' { b'2' } else { b'1' };
                let changed = String::from_utf8(bytes).unwrap();
                assert!(read(&changed).is_err(), "byte {at}");
                let (before, behind) = text.split_at(at);
                assert!(read(before).is_err(), "cut at {at}");
                assert!(read(&format!("{before} {behind}")).is_err(), "at {at}");
            }
            assert!(read(&format!("{text} ")).is_err());
            let lines: Vec<&str> = text.split_inclusive('\n').collect();
            for at in 0..lines.len() {
                let mut fewer = lines.clone();
                let line = fewer.remove(at);
                assert!(read(&fewer.concat()).is_err(), "without line {at}");
                fewer.splice(at..at, [line, line]);
                assert!(read(&fewer.concat()).is_err(), "twice line {at}");
            }
        }
    }

    #[test]
    fn a_text_that_is_no_plan_is_told_from_one_that_was_changed() {
        for text in ["", "{}", "{}\n", "{\n  \"rows\": [\n"] {
            assert!(matches!(read(text), Err(PlanError::NotAPlan(_))), "{text}");
        }
        let text = written(&rows(1)).replace("\"enabled\": true", "\"enabled\": false");
        assert_eq!(read(&text), Err(PlanError::Changed));
    }
}
