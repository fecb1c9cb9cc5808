//! One text in several items, for keyrings with small items.
//!
//! Windows allows 2,560 bytes per item. The parts of a new text are written beside
//! those of the old one; the manifest with their names and digest is written last. An
//! incompletely written text reads as missing, never as a shorter text.
use ring::digest::{SHA256, digest};

/// Maximum size of one part in bytes.
pub const LIMIT: usize = 2_000;
/// Maximum number of parts of one text.
const MOST: usize = 64;
/// Names of the two sets of parts, used alternately.
const TURNS: [&str; 2] = ["a", "b"];

/// A list of named items.
pub trait Items {
    /// Error of an item.
    type Error;
    /// Returns the item of this name.
    fn get(&self, name: &str) -> Result<Option<Vec<u8>>, Self::Error>;
    /// Stores bytes under a name.
    fn set(&self, name: &str, bytes: &[u8]) -> Result<(), Self::Error>;
    /// Removes the item of this name, if there is one.
    fn remove(&self, name: &str) -> Result<(), Self::Error>;
}

/// The manifest: `v1 TURN COUNT DIGEST`.
struct Manifest {
    turn: &'static str,
    count: usize,
    digest: String,
}

impl Manifest {
    fn read(bytes: &[u8]) -> Option<Self> {
        let text = std::str::from_utf8(bytes).ok()?;
        let mut words = text.split(' ');
        let ("v1", Some(turn), Some(count), Some(digest), None) = (
            words.next()?,
            words.next(),
            words.next(),
            words.next(),
            words.next(),
        ) else {
            return None;
        };
        Some(Self {
            turn: TURNS.into_iter().find(|known| *known == turn)?,
            count: count.parse().ok().filter(|count| *count <= MOST)?,
            digest: digest.to_owned(),
        })
    }
}

fn part_name(key: &str, turn: &str, index: usize) -> String {
    format!("{key} part {turn}{index}")
}

fn hex(bytes: &[u8]) -> String {
    hex::encode(digest(&SHA256, bytes))
}

/// Returns the text under `key`; `None` if any part of it is missing or changed.
pub fn load<I: Items>(items: &I, key: &str) -> Result<Option<Vec<u8>>, I::Error> {
    let Some(manifest) = items.get(key)?.and_then(|bytes| Manifest::read(&bytes)) else {
        return Ok(None);
    };
    let mut whole = Vec::new();
    for index in 0..manifest.count {
        match items.get(&part_name(key, manifest.turn, index))? {
            Some(bytes) => whole.extend_from_slice(&bytes),
            None => return Ok(None),
        }
    }
    Ok((hex(&whole) == manifest.digest).then_some(whole))
}

/// Stores `bytes` under `key`: writes the parts and the manifest, then removes the old parts.
pub fn save<I: Items>(items: &I, key: &str, bytes: &[u8], limit: usize) -> Result<(), I::Error> {
    let old = items.get(key)?.and_then(|bytes| Manifest::read(&bytes));
    let [first, second] = TURNS;
    let turn = match &old {
        Some(old) if old.turn == first => second,
        Some(_) | None => first,
    };
    let limit = limit.max(bytes.len().div_ceil(MOST)).max(1);
    let chunks = bytes.chunks(limit);
    let count = chunks.len();
    for (index, chunk) in chunks.enumerate() {
        items.set(&part_name(key, turn, index), chunk)?;
    }
    items.set(key, format!("v1 {turn} {count} {}", hex(bytes)).as_bytes())?;
    let kept = |other: &str, index: usize| other == turn && index < count;
    remove_other_parts(items, key, kept)
}

/// Removes everything under `key`, even if it is damaged.
pub fn remove<I: Items>(items: &I, key: &str) -> Result<(), I::Error> {
    items.remove(key)?;
    remove_other_parts(items, key, |_, _| false)
}

/// Removes the parts that are not in `kept`.
fn remove_other_parts<I: Items>(
    items: &I,
    key: &str,
    kept: impl Fn(&str, usize) -> bool,
) -> Result<(), I::Error> {
    for turn in TURNS {
        for index in (0..MOST).filter(|index| !kept(turn, *index)) {
            items.remove(&part_name(key, turn, index))?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::cell::{Cell, RefCell};
    use std::collections::BTreeMap;

    use super::{Items, load, remove, save};

    /// Items in memory that fail after a number of writes.
    #[derive(Default)]
    struct Memory {
        items: RefCell<BTreeMap<String, Vec<u8>>>,
        writes_left: Cell<Option<usize>>,
    }

    impl Memory {
        fn spend(&self) -> Result<(), ()> {
            match self.writes_left.get() {
                Some(0) => Err(()),
                Some(left) => {
                    self.writes_left.set(Some(left - 1));
                    Ok(())
                }
                None => Ok(()),
            }
        }
    }

    impl Items for Memory {
        type Error = ();
        fn get(&self, name: &str) -> Result<Option<Vec<u8>>, ()> {
            Ok(self.items.borrow().get(name).cloned())
        }
        fn set(&self, name: &str, bytes: &[u8]) -> Result<(), ()> {
            self.spend()?;
            self.items
                .borrow_mut()
                .insert(name.to_owned(), bytes.to_vec());
            Ok(())
        }
        fn remove(&self, name: &str) -> Result<(), ()> {
            self.spend()?;
            self.items.borrow_mut().remove(name);
            Ok(())
        }
    }

    #[test]
    fn texts_of_any_length_come_back_and_leave_nothing_behind() {
        let items = Memory::default();
        for length in [0, 1, 1_999, 2_000, 2_001, 8_000, 50_000, 1_000_000, 5] {
            let text = vec![b'x'; length];
            save(&items, "k", &text, super::LIMIT).unwrap();
            assert_eq!(load(&items, "k").unwrap(), Some(text), "{length}");
        }
        assert_eq!(items.items.borrow().len(), 2);
        remove(&items, "k").unwrap();
        assert!(items.items.borrow().is_empty());
    }

    #[test]
    fn a_crash_at_any_point_leaves_the_old_text_or_the_new_one() {
        let (old, new) = (vec![b'o'; 50], vec![b'n'; 70]);
        for writes in 0..20 {
            let items = Memory::default();
            save(&items, "k", &old, 10).unwrap();
            items.writes_left.set(Some(writes));
            let saved = save(&items, "k", &new, 10);
            items.writes_left.set(None);
            let found = load(&items, "k").unwrap().unwrap();
            assert!(found == old || found == new, "{writes}");
            assert!(saved.is_err() || found == new);
            remove(&items, "k").unwrap();
            assert!(items.items.borrow().is_empty(), "{writes}");
        }
    }

    #[test]
    fn a_torn_text_is_no_text() {
        let items = Memory::default();
        save(&items, "k", &[b'x'; 50], 10).unwrap();
        items.set("k part a3", b"short").unwrap();
        assert_eq!(load(&items, "k").unwrap(), None);
        items.set("k", b"nonsense").unwrap();
        assert_eq!(load(&items, "k").unwrap(), None);
    }
}
