//! The head file: names the last line of a log, so that a truncated log or an older copy is
//! detected.
//!
//! It is written before the lines that it announces, and again after them. If a run is
//! killed in between, the head names both possible ends of the log. The file has two slots
//! of one disk sector each, written in turn, so that one of them survives a power cut.
use std::fs::File;
use std::io::{self, Read as _, Seek as _, SeekFrom, Write as _};

use serde::{Deserialize, Serialize};

use super::chain::{self, Link};

/// Length of a slot.
const SLOT: usize = 512;

/// The end of a log before and after the last write.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    /// Number of writes of the head; the slot with the higher number is newer.
    turn: u64,
    /// Whether the last write is complete.
    pub settled: bool,
    /// The last line before the last write.
    pub before: Link,
    /// Length of the log before the last write.
    pub from: u64,
    /// The last line after the last write.
    pub after: Link,
    /// Length of the log after the last write.
    pub to: u64,
}

/// Contents of a head file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HeadState {
    /// Empty or missing.
    Nothing,
    /// A head.
    Head(Head),
    /// Damaged head file: neither slot is valid.
    Damaged,
}

#[derive(Serialize, Deserialize)]
struct Slot {
    #[serde(flatten)]
    head: Head,
    check: String,
}

impl Head {
    /// Returns the head to write before a log grows from `before` to `after`.
    pub(super) fn pending(
        last: Option<&Self>,
        (before, from): (Link, u64),
        (after, to): (Link, u64),
    ) -> Self {
        Self {
            turn: last.map_or(1, |head| head.turn + 1),
            settled: false,
            before,
            from,
            after,
            to,
        }
    }

    /// Returns the head to write once the lines are on disk.
    pub(super) fn committed(&self) -> Self {
        Self {
            turn: self.turn + 1,
            settled: true,
            ..self.clone()
        }
    }

    /// Returns the head to write once lines that could not be written are removed.
    pub(super) fn roll_back(&self) -> Self {
        Self {
            turn: self.turn + 1,
            settled: true,
            after: self.before.clone(),
            to: self.from,
            ..self.clone()
        }
    }

    /// Returns the number of lines that the log certainly has.
    pub fn written_lines(&self) -> u64 {
        let known = if self.settled {
            &self.after
        } else {
            &self.before
        };
        known.sequence
    }

    fn checksum(&self) -> String {
        let text = serde_json::to_string(self).unwrap_or_default();
        let mut seal = chain::sha256_hex(&[text.as_bytes()]);
        seal.truncate(16);
        seal
    }

    fn slot_bytes(&self) -> Vec<u8> {
        let slot = Slot {
            head: self.clone(),
            check: self.checksum(),
        };
        let mut bytes = serde_json::to_vec(&slot).unwrap_or_default();
        bytes.resize(SLOT - 1, b' ');
        bytes.push(b'\n');
        bytes
    }

    fn parse(bytes: &[u8]) -> Option<Self> {
        let Slot { head, check } = serde_json::from_slice(bytes).ok()?;
        (head.checksum() == check).then_some(head)
    }
}

/// Parses the bytes of a head file.
pub fn parse(bytes: &[u8]) -> HeadState {
    if bytes.is_empty() {
        return HeadState::Nothing;
    }
    let newest = bytes
        .chunks(SLOT)
        .filter_map(Head::parse)
        .max_by_key(|head| head.turn);
    newest.map_or(HeadState::Damaged, HeadState::Head)
}

/// Reads an open head file.
pub(super) fn read(file: &mut File) -> io::Result<HeadState> {
    let mut bytes = Vec::new();
    file.seek(SeekFrom::Start(0))?;
    file.take(4 * 1024).read_to_end(&mut bytes)?;
    Ok(parse(&bytes))
}

/// Writes a head into its slot.
pub(super) fn write(file: &mut File, head: &Head) -> io::Result<()> {
    let slot = head.turn % 2 * u64::try_from(SLOT).unwrap_or(0);
    file.seek(SeekFrom::Start(slot))?;
    file.write_all(&head.slot_bytes())
}
