//! The head: which line of a log is its last, kept outside of it, so that a log
//! that was cut off or exchanged for an older copy is found.
//!
//! It is written before the lines that it announces and once more after them.
//! A run that is killed in between leaves a head that names both ends, and
//! either is right: one step, never more. The file has two slots of a disk
//! sector each, written in turn, so that a power cut leaves the other one.
use std::fs::File;
use std::io::{self, Read as _, Seek as _, SeekFrom, Write as _};

use serde::{Deserialize, Serialize};

use super::chain::{self, Link};

/// Bytes of a slot.
const SLOT: usize = 512;

/// What is known of the end of a log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    /// Counts the writes of the head; the higher slot is the newer one.
    turn: u64,
    /// Whether the last step is known to be in the log.
    pub settled: bool,
    /// The last line before the last step.
    pub before: Link,
    /// Bytes of the log before the last step.
    pub from: u64,
    /// The last line after it.
    pub after: Link,
    /// Bytes of the log after it.
    pub to: u64,
}

/// What a head file holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kept {
    /// Nothing yet.
    Nothing,
    /// A head.
    Head(Head),
    /// Neither slot can be read.
    Damaged,
}

#[derive(Serialize, Deserialize)]
struct Slot {
    #[serde(flatten)]
    head: Head,
    check: String,
}

impl Head {
    /// The head of a log that is about to grow from `before` to `after`.
    pub(super) fn announcing(
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

    /// The same head, now that the lines are on disk.
    pub(super) fn reached(&self) -> Self {
        Self {
            turn: self.turn + 1,
            settled: true,
            ..self.clone()
        }
    }

    /// The same head, where the lines could not be written and were taken back.
    pub(super) fn taken_back(&self) -> Self {
        Self {
            turn: self.turn + 1,
            settled: true,
            after: self.before.clone(),
            to: self.from,
            ..self.clone()
        }
    }

    /// How many lines are in the log for sure.
    pub fn written(&self) -> u64 {
        let known = if self.settled {
            &self.after
        } else {
            &self.before
        };
        known.sequence
    }

    fn seal(&self) -> String {
        let text = serde_json::to_string(self).unwrap_or_default();
        let mut seal = chain::digest(&[text.as_bytes()]);
        seal.truncate(16);
        seal
    }

    fn slot(&self) -> Vec<u8> {
        let slot = Slot {
            head: self.clone(),
            check: self.seal(),
        };
        let mut bytes = serde_json::to_vec(&slot).unwrap_or_default();
        bytes.resize(SLOT - 1, b' ');
        bytes.push(b'\n');
        bytes
    }

    fn parse(bytes: &[u8]) -> Option<Self> {
        let Slot { head, check } = serde_json::from_slice(bytes).ok()?;
        (head.seal() == check).then_some(head)
    }
}

/// What the bytes of a head file say.
pub fn parse(bytes: &[u8]) -> Kept {
    if bytes.is_empty() {
        return Kept::Nothing;
    }
    let newest = bytes
        .chunks(SLOT)
        .filter_map(Head::parse)
        .max_by_key(|head| head.turn);
    newest.map_or(Kept::Damaged, Kept::Head)
}

/// What an open head file says.
pub(super) fn read(file: &mut File) -> io::Result<Kept> {
    let mut bytes = Vec::new();
    file.seek(SeekFrom::Start(0))?;
    file.take(4 * 1024).read_to_end(&mut bytes)?;
    Ok(parse(&bytes))
}

/// Writes a head into its slot.
pub(super) fn write(file: &mut File, head: &Head) -> io::Result<()> {
    let slot = head.turn % 2 * u64::try_from(SLOT).unwrap_or(0);
    file.seek(SeekFrom::Start(slot))?;
    file.write_all(&head.slot())
}
