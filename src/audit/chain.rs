//! How one line of the audit log is bound to the one before it: a sequence
//! number, the hash of the line before, and a hash over both and the event.
use std::fs::File;
use std::io::{self, Read as _, Seek as _, SeekFrom};

use serde_json::{Map, Value, json};

use crate::domain::text::is_hostile;

/// What the first line names as the one before it.
const BEGINNING: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// Longest line that is read back; ours are about 1 KiB, cut at 64 KiB.
const LONGEST_LINE: u64 = 256 * 1024;

/// The end of a chain: what the next line continues.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Link {
    sequence: u64,
    hash: String,
}

/// Why a log is not as it was written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {why}")]
pub struct Broken {
    /// Number of the line, from 1.
    pub line: usize,
    /// What is wrong with it.
    pub why: &'static str,
}

/// The end of the chain in an open log; `None` where the last line is damaged.
pub(super) fn last(file: &mut File) -> io::Result<Option<Link>> {
    let length = file.seek(SeekFrom::End(0))?;
    if length == 0 {
        return Ok(Some(Link {
            sequence: 0,
            hash: BEGINNING.to_owned(),
        }));
    }
    file.seek(SeekFrom::Start(length.saturating_sub(LONGEST_LINE)))?;
    let mut tail = Vec::new();
    file.take(LONGEST_LINE).read_to_end(&mut tail)?;
    let Some(whole) = tail.strip_suffix(b"\n") else {
        return Ok(None);
    };
    let line = whole.rsplit(|byte| *byte == b'\n').next().unwrap_or(whole);
    Ok(std::str::from_utf8(line)
        .ok()
        .and_then(|line| read(line).ok())
        .map(|(link, _)| link))
}

/// The line of an event, and the link that it makes.
pub(super) fn line(event: &Map<String, Value>, before: &Link) -> (String, Link) {
    let sequence = before.sequence + 1;
    let mut document = Map::new();
    document.insert("seq".to_owned(), json!(sequence));
    document.insert("prev".to_owned(), json!(before.hash));
    document.extend(event.clone());
    let hash = digest(&document);
    document.insert("hash".to_owned(), json!(hash));
    let text = ascii(&Value::Object(document).to_string());
    (format!("{text}\n"), Link { sequence, hash })
}

/// Checks a whole log and returns the number of its lines.
///
/// # Errors
/// Names the first line that is not as it was written.
pub fn verify(text: &str) -> Result<u64, Broken> {
    let mut before = Link {
        sequence: 0,
        hash: BEGINNING.to_owned(),
    };
    for (at, line) in text.split_inclusive('\n').enumerate() {
        let broken = |why| Broken { line: at + 1, why };
        let Some(line) = line.strip_suffix('\n') else {
            return Err(broken("it is cut off"));
        };
        let (end, previous) = read(line).map_err(broken)?;
        if end.sequence != before.sequence + 1 {
            return Err(broken("its number does not follow the one before"));
        }
        if previous != before.hash {
            return Err(broken("it does not follow the line before"));
        }
        before = end;
    }
    Ok(before.sequence)
}

/// The link that a line makes and the hash of the line before it, if the line
/// is what its own hash says.
fn read(line: &str) -> Result<(Link, String), &'static str> {
    let mut document: Map<String, Value> =
        serde_json::from_str(line).map_err(|_| "it is no JSON object")?;
    let Some(Value::String(hash)) = document.shift_remove("hash") else {
        return Err("it has no hash");
    };
    if digest(&document) != hash {
        return Err("it was changed after it was written");
    }
    let sequence = document.get("seq").and_then(Value::as_u64);
    let previous = document.get("prev").and_then(Value::as_str);
    match (sequence, previous) {
        (Some(sequence), Some(previous)) => Ok((Link { sequence, hash }, previous.to_owned())),
        _ => Err("it has no number"),
    }
}

fn digest(document: &Map<String, Value>) -> String {
    let text = Value::Object(document.clone()).to_string();
    let digest = ring::digest::digest(&ring::digest::SHA256, text.as_bytes());
    digest
        .as_ref()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

/// JSON in which everything that a terminal or a log shipper could obey is
/// escaped; the document stays the same.
fn ascii(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        if is_hostile(c) {
            let mut units = [0_u16; 2];
            for unit in c.encode_utf16(&mut units) {
                safe.push_str(&format!("\\u{unit:04x}"));
            }
        } else {
            safe.push(c);
        }
    }
    safe
}
