//! The text of a plan: written and read piece by piece, since it may be long,
//! and held to how it would be written, byte by byte.
use ring::digest::{Context, SHA256};

use super::plan_file::{FORMAT, PlanError, PlanHead, PlanRow};

/// Writes a plan piece by piece, since it may be long.
pub struct PlanWriter {
    digest: Context,
    first: bool,
}

impl std::fmt::Debug for PlanWriter {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Sealer(..)")
    }
}

impl PlanWriter {
    /// Begins the text of a plan; its accounts follow.
    pub fn begin(head: PlanHead) -> (Self, String) {
        let text = PlanHead {
            format: FORMAT.to_owned(),
            ..head
        }
        .text();
        let mut sealer = Self {
            digest: Context::new(&SHA256),
            first: true,
        };
        sealer.digest.update(text.as_bytes());
        (sealer, text)
    }

    /// The next account.
    pub fn row(&mut self, row: &PlanRow) -> String {
        let first = std::mem::take(&mut self.first);
        let text = format!("{}{}", between(first), row.text());
        self.digest.update(text.as_bytes());
        text
    }

    /// The end of the text, with the digest of all that came before.
    pub fn end(mut self) -> String {
        let close = close(self.first);
        self.digest.update(format!("{close}{UNSEALED}").as_bytes());
        let digest = hex::encode(self.digest.finish());
        format!("{close},\n  \"digest\": \"{digest}\"\n}}\n")
    }
}

/// The end of the text that the digest is taken of.
const UNSEALED: &str = ",\n  \"digest\": \"\"\n}\n";

/// What parts an account from the one before.
fn between(first: bool) -> &'static str {
    if first { "" } else { ",\n" }
}

/// The end of the accounts; the last one has no comma behind it.
fn close(empty: bool) -> &'static str {
    if empty { "  ]" } else { "\n  ]" }
}

/// Where a plan is being read.
enum At {
    /// Before its accounts; so much of it.
    Head(String),
    /// Between two accounts, or in one; so much of it.
    Rows(String),
    /// Behind the last one.
    Digest,
    /// Behind the digest, which the text has as this.
    End(String),
    /// Behind everything.
    Behind(String),
}

/// Reads a plan line by line, and holds each to how it would be written: what
/// differs in one byte was changed.
pub struct Opener {
    at: At,
    head: Option<PlanHead>,
    rows: usize,
    /// A comma says that another account follows.
    more: bool,
    digest: Context,
}

/// What a line of a plan brought.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Parsed {
    /// The next account.
    Row(PlanRow),
    /// Nothing that is whole yet.
    Part,
}

/// More than the part before the accounts has.
const MAX_HEAD: usize = 64 * 1024;

impl std::fmt::Debug for Opener {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Opener({} rows)", self.rows)
    }
}

impl Default for Opener {
    fn default() -> Self {
        Self {
            at: At::Head(String::new()),
            head: None,
            rows: 0,
            more: false,
            digest: Context::new(&SHA256),
        }
    }
}

impl Opener {
    /// The next line, with its end.
    ///
    /// # Errors
    /// See [`PlanError`].
    pub fn line(&mut self, line: &str) -> Result<Parsed, PlanError> {
        match &mut self.at {
            At::Head(text) => {
                text.push_str(line);
                if line.ends_with("\r\n") && text.contains(FORMAT) {
                    return Err(PlanError::LineEnds);
                }
                if line == "  \"rows\": [\n" {
                    let head = head(text)?;
                    self.digest.update(text.as_bytes());
                    self.head = Some(head);
                    self.at = At::Rows(String::new());
                } else if text.len() > MAX_HEAD {
                    return Err(PlanError::Foreign("it has no accounts".to_owned()));
                }
            }
            At::Rows(text) if text.is_empty() && !self.more && line == "  ],\n" => {
                let end = format!("{}{UNSEALED}", close(self.rows == 0));
                self.digest.update(end.as_bytes());
                self.at = At::Digest;
            }
            At::Rows(_) if self.rows > 0 && !self.more => return Err(PlanError::Changed),
            At::Rows(text) => {
                text.push_str(line);
                if !line.starts_with("    }") {
                    return Ok(Parsed::Part);
                }
                let row = text.trim_end_matches('\n').trim_end_matches(',');
                let row: PlanRow = serde_json::from_str(row).map_err(|_| PlanError::Changed)?;
                self.more = line == "    },\n";
                let end = if self.more { ",\n" } else { "\n" };
                let own = row.text();
                if text.strip_suffix(end) != Some(&own) {
                    return Err(PlanError::Changed);
                }
                self.digest.update(between(self.rows == 0).as_bytes());
                self.digest.update(own.as_bytes());
                self.rows += 1;
                text.clear();
                return Ok(Parsed::Row(row));
            }
            At::Digest => {
                let digest = line
                    .strip_prefix("  \"digest\": \"")
                    .and_then(|rest| rest.strip_suffix("\"\n"));
                self.at = At::End(digest.ok_or(PlanError::Changed)?.to_owned());
            }
            At::End(digest) if line == "}\n" => self.at = At::Behind(std::mem::take(digest)),
            At::End(_) | At::Behind(_) => return Err(PlanError::Changed),
        }
        Ok(Parsed::Part)
    }

    /// What the plan says beside its accounts, once that was read.
    pub fn head(&self) -> Option<&PlanHead> {
        self.head.as_ref()
    }

    /// The end of the text: the whole plan beside its accounts, and its digest.
    ///
    /// # Errors
    /// See [`PlanError`].
    pub fn end(self) -> Result<(PlanHead, String), PlanError> {
        let Some(head) = self.head else {
            let why = "it has no accounts";
            return Err(PlanError::Foreign(why.to_owned()));
        };
        let At::Behind(found) = self.at else {
            return Err(PlanError::Cut);
        };
        let digest = hex::encode(self.digest.finish());
        if head.accounts == self.rows && digest == found {
            Ok((head, digest))
        } else {
            Err(PlanError::Changed)
        }
    }
}

/// Reads what stands before the accounts.
fn head(text: &str) -> Result<PlanHead, PlanError> {
    let open = text.strip_suffix(",\n  \"rows\": [\n").unwrap_or(text);
    let head: PlanHead = serde_json::from_str(&format!("{open}\n}}"))
        .map_err(|error| PlanError::Foreign(error.to_string()))?;
    if head.format != FORMAT {
        return Err(PlanError::Foreign("its format is another one".to_owned()));
    }
    if head.text() == text {
        Ok(head)
    } else {
        Err(PlanError::Changed)
    }
}

#[cfg(test)]
mod tests {
    use super::{Opener, Parsed, PlanWriter};
    use crate::domain::account::tests::person;
    use crate::domain::plan_file::tests::head;
    use crate::domain::plan_file::{PlanError, PlanHead, PlanRow};

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
        let (mut sealer, mut text) = PlanWriter::begin(head(rows.len()));
        for row in rows {
            text.push_str(&sealer.row(row));
        }
        text + &sealer.end()
    }

    fn read(text: &str) -> Result<(PlanHead, Vec<PlanRow>), PlanError> {
        let mut opener = Opener::default();
        let mut rows = Vec::new();
        for line in text.split_inclusive('\n') {
            match opener.line(line)? {
                Parsed::Row(row) => rows.push(row),
                Parsed::Part => {}
            }
        }
        Ok((opener.end()?.0, rows))
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
            assert!(matches!(read(text), Err(PlanError::Foreign(_))), "{text}");
        }
        let text = written(&rows(1)).replace("\"enabled\": true", "\"enabled\": false");
        assert_eq!(read(&text), Err(PlanError::Changed));
    }
}
