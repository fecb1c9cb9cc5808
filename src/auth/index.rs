//! Index of the sessions in the keyring, so that all of them can be removed.
//!
//! Not every keyring can list its items. The file has the names of items, one per line,
//! and no secrets.
use std::path::Path;

use crate::files::{self, FileError, Lock};

/// Name of the file in the state folder.
const FILE: &str = "sessions";

/// Returns the names in the file; none if the file is not text.
///
/// # Errors
/// Fails if the file cannot be read or is not private.
pub fn list(folder: &Path) -> Result<Vec<String>, FileError> {
    let bytes = files::read_private(&folder.join(FILE))?.unwrap_or_default();
    let text = String::from_utf8(bytes).unwrap_or_default();
    Ok(text.lines().map(str::to_owned).collect())
}

/// Adds a name.
///
/// # Errors
/// Fails if the file cannot be read or written.
pub fn add(folder: &Path, key: &str) -> Result<(), FileError> {
    update(folder, |names| {
        if !names.iter().any(|name| name == key) {
            names.push(key.to_owned());
        }
    })
}

/// Removes names.
///
/// # Errors
/// As [`add`].
pub fn remove(folder: &Path, keys: &[String]) -> Result<(), FileError> {
    update(folder, |names| names.retain(|name| !keys.contains(name)))
}

fn update(folder: &Path, apply: impl FnOnce(&mut Vec<String>)) -> Result<(), FileError> {
    let lock = Lock::acquire(&folder.join("sessions.lock"))?;
    let before = list(folder)?;
    let mut names = before.clone();
    apply(&mut names);
    if names != before {
        let text: String = names.iter().map(|name| format!("{name}\n")).collect();
        files::replace_private(&folder.join(FILE), text.as_bytes())?;
    }
    drop(lock);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{add, list, remove};

    #[test]
    fn names_are_kept_once_until_they_are_removed() {
        let folder = tempfile::tempdir().unwrap();
        assert!(list(folder.path()).unwrap().is_empty());
        for key in ["a b", "c d", "a b"] {
            add(folder.path(), key).unwrap();
        }
        assert_eq!(list(folder.path()).unwrap(), ["a b", "c d"]);
        remove(folder.path(), &["a b".to_owned()]).unwrap();
        assert_eq!(list(folder.path()).unwrap(), ["c d"]);
    }
}
