//! The hash chain of the audit log: each line has a sequence number, the hash of the line
//! before it, and its own hash.
//!
//! The last field of a line is `hash`: SHA-256 over the bytes of the line without that
//! field, so that it can be checked without parsing.
use std::fs::File;
use std::io::{self, Read as _, Seek as _, SeekFrom, Write as _};

use ring::digest::{Context, SHA256};
use serde::{Deserialize, Serialize};

use crate::text::{break_hash_commands, is_hostile, is_plain};

/// The previous hash of the first line.
const ZERO_HASH: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// Maximum length of a line. Those of entractl have about 1 KiB, and less than 64 KiB.
pub(super) const MAX_LINE: usize = 256 * 1024;

/// Length of `,"hash":"…"}`.
const HASH_FIELD_LENGTH: usize = 75;

/// Identity of a line: the next line has both values.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// Sequence number, from 1.
    pub sequence: u64,
    /// Hash.
    pub hash: String,
}

impl Link {
    /// Returns the link that the first line follows.
    pub(super) fn before_first() -> Self {
        Self {
            sequence: 0,
            hash: ZERO_HASH.to_owned(),
        }
    }
}

/// A line whose hash is correct.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct ChainedRecord {
    /// Identifies this line.
    pub link: Link,
    /// The hash of the previous line, as named in this one.
    pub previous: String,
}

impl ChainedRecord {
    /// Whether this line directly follows `before`.
    pub(super) fn follows(&self, before: &Link) -> bool {
        self.link.sequence == before.sequence + 1 && self.previous == before.hash
    }
}

/// Returns the last line between the offsets `begin` and `end` of a log, or `None` if it is
/// damaged.
pub(super) fn last_link(file: &mut File, begin: u64, end: u64) -> io::Result<Option<Link>> {
    if end == 0 {
        return Ok(Some(Link::before_first()));
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
    Ok(parse_record(line).map(|record| record.link))
}

/// Appends a document, a JSON object with fields, as a line to `lines`. Returns its link.
pub(super) fn append_record<T: Serialize>(
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
    if let Some(safe) = escape_hostile(std::str::from_utf8(line).map_err(io::Error::other)?) {
        lines.truncate(begin);
        lines.extend_from_slice(safe.as_bytes());
    }
    let hash = sha256_hex(&[lines.get(begin..).unwrap_or_default()]);
    lines.pop();
    writeln!(lines, ",\"hash\":\"{hash}\"}}")?;
    Ok(Link { sequence, hash })
}

/// Parses a line without its line break. Returns `None` if its hash is wrong.
pub(super) fn parse_record(line: &[u8]) -> Option<ChainedRecord> {
    let (body, seal) = line.split_at_checked(line.len().checked_sub(HASH_FIELD_LENGTH)?)?;
    let hash = seal.strip_prefix(b",\"hash\":\"")?.strip_suffix(b"\"}")?;
    let hash = std::str::from_utf8(hash).ok()?;
    if sha256_hex(&[body, b"}"]) != hash {
        return None;
    }
    let (sequence, rest) = leading_number(body.strip_prefix(b"{\"seq\":")?)?;
    let previous = rest.strip_prefix(b",\"prev\":\"")?.get(..64)?;
    Some(ChainedRecord {
        link: Link {
            sequence,
            hash: hash.to_owned(),
        },
        previous: std::str::from_utf8(previous).ok()?.to_owned(),
    })
}

/// Parses the number at the start of `text`. Also returns the rest.
fn leading_number(text: &[u8]) -> Option<(u64, &[u8])> {
    let end = text.iter().position(|byte| !byte.is_ascii_digit())?;
    let (digits, rest) = text.split_at_checked(end)?;
    Some((std::str::from_utf8(digits).ok()?.parse().ok()?, rest))
}

/// Returns the SHA-256 of the concatenated parts as lower-case hexadecimal.
pub(super) fn sha256_hex(parts: &[&[u8]]) -> String {
    let mut context = Context::new(&SHA256);
    for part in parts {
        context.update(part);
    }
    hex::encode(context.finish())
}

/// Escapes everything in a JSON text that a terminal, CI job or log shipper could interpret.
/// Returns `None` if there is nothing to escape.
fn escape_hostile(text: &str) -> Option<String> {
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
    // Two number signs occur only in strings.
    Some(break_hash_commands(&safe, "\\u0023"))
}
