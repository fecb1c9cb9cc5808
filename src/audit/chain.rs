//! How one line of the audit log is bound to the one before it: a sequence
//! number, the hash of the line before, and a hash over all of the line.
//!
//! The last field of a line is `hash`: SHA-256 over the bytes of the line
//! without that field. Nothing has to be understood to check it.
use std::fs::File;
use std::io::{self, Read as _, Seek as _, SeekFrom, Write as _};

use ring::digest::{Context, SHA256};
use serde::{Deserialize, Serialize};

use crate::text::{is_hostile, is_plain, unmarked};

/// What the first line names as the one before it.
const BEGINNING: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// Longest line that is read; ours are about 1 KiB and end below 64 KiB.
pub(super) const MAX_LINE: usize = 256 * 1024;

/// Bytes of `,"hash":"…"}`.
const SEAL: usize = 75;

/// One line as the next one names it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// Its number, from 1.
    pub sequence: u64,
    /// Its hash.
    pub hash: String,
}

impl Link {
    /// What comes before the first line.
    pub(super) fn beginning() -> Self {
        Self {
            sequence: 0,
            hash: BEGINNING.to_owned(),
        }
    }
}

/// A line that is what its own hash says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct ChainedRecord {
    /// What the next line has to name.
    pub link: Link,
    /// The hash of the line before, as this one names it.
    pub previous: String,
}

impl ChainedRecord {
    /// Whether it is the one that comes next.
    pub(super) fn follows(&self, before: &Link) -> bool {
        self.link.sequence == before.sequence + 1 && self.previous == before.hash
    }
}

/// The last line in the part of an open log that lies between `begin` and `end`;
/// `None` where it is damaged.
pub(super) fn last(file: &mut File, begin: u64, end: u64) -> io::Result<Option<Link>> {
    if end == 0 {
        return Ok(Some(Link::beginning()));
    }
    let longest = u64::try_from(MAX_LINE).unwrap_or(u64::MAX);
    let from = end.saturating_sub(longest).max(begin);
    file.seek(SeekFrom::Start(from))?;
    let mut tail = Vec::new();
    file.take(end.saturating_sub(from)).read_to_end(&mut tail)?;
    let Some(whole) = tail.strip_suffix(b"\n") else {
        return Ok(None);
    };
    let line = whole.rsplit(|byte| *byte == b'\n').next().unwrap_or(whole);
    Ok(read(line).map(|bound| bound.link))
}

/// Adds the line of a document, which is an object with fields, to `lines`; returns
/// the link that it makes.
pub(super) fn add<T: Serialize>(
    lines: &mut Vec<u8>,
    document: &T,
    before: &Link,
) -> io::Result<Link> {
    let sequence = before.sequence + 1;
    let begin = lines.len();
    write!(lines, "{{\"seq\":{sequence},\"prev\":\"{}\"", before.hash)?;
    let open = lines.len();
    serde_json::to_writer(&mut *lines, document)?;
    // The fields of the document follow those of the chain in one object.
    match lines.get_mut(open) {
        Some(brace) if *brace == b'{' => *brace = b',',
        _ => return Err(io::ErrorKind::InvalidData.into()),
    }
    let line = lines.get(begin..).unwrap_or_default();
    if let Some(safe) = escaped(std::str::from_utf8(line).map_err(io::Error::other)?) {
        lines.truncate(begin);
        lines.extend_from_slice(safe.as_bytes());
    }
    let hash = digest(&[lines.get(begin..).unwrap_or_default()]);
    lines.pop();
    writeln!(lines, ",\"hash\":\"{hash}\"}}")?;
    Ok(Link { sequence, hash })
}

/// Reads a line without its end; `None` where it is not what its own hash says.
pub(super) fn read(line: &[u8]) -> Option<ChainedRecord> {
    let (body, seal) = line.split_at_checked(line.len().checked_sub(SEAL)?)?;
    let hash = seal.strip_prefix(b",\"hash\":\"")?.strip_suffix(b"\"}")?;
    let hash = std::str::from_utf8(hash).ok()?;
    if digest(&[body, b"}"]) != hash {
        return None;
    }
    let (sequence, rest) = number(body.strip_prefix(b"{\"seq\":")?)?;
    let previous = rest.strip_prefix(b",\"prev\":\"")?.get(..64)?;
    Some(ChainedRecord {
        link: Link {
            sequence,
            hash: hash.to_owned(),
        },
        previous: std::str::from_utf8(previous).ok()?.to_owned(),
    })
}

/// The number that a line begins with, and what follows it.
fn number(text: &[u8]) -> Option<(u64, &[u8])> {
    let end = text.iter().position(|byte| !byte.is_ascii_digit())?;
    let (digits, rest) = text.split_at_checked(end)?;
    Some((std::str::from_utf8(digits).ok()?.parse().ok()?, rest))
}

/// SHA-256 of these bytes, in lower-case hexadecimal.
pub(super) fn digest(parts: &[&[u8]]) -> String {
    let mut context = Context::new(&SHA256);
    for part in parts {
        context.update(part);
    }
    hex::encode(context.finish())
}

/// JSON in which everything that a terminal, a CI job or a log shipper could
/// obey is escaped; the document stays the same. `None` where there is nothing.
fn escaped(text: &str) -> Option<String> {
    if is_plain(text) && !text.contains("##") {
        return None;
    }
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
    // Two of these stand in strings only.
    Some(unmarked(&safe, "\\u0023"))
}
