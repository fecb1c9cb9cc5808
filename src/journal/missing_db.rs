//! A journal that is gone or cut to nothing, although a run wrote a task into it.
use std::path::Path;

use super::JournalError;
use crate::text::printable;

/// What stands in the lock file before the number of the last task.
pub(super) const MARK: &str = ", task ";

/// `SQLite` takes a file that is shorter than its smallest page for an empty one.
const SMALLEST: u64 = 512;

/// Refuses to start a new one in place of a journal that held a task: whoever looks
/// for what was done must not find nothing.
pub(super) fn ensure_present(path: &Path, earlier: Option<String>) -> Result<(), JournalError> {
    let there = path
        .symlink_metadata()
        .is_ok_and(|file| file.len() >= SMALLEST);
    match earlier.filter(|text| !there && text.contains(MARK)) {
        None => Ok(()),
        Some(wrote) => Err(JournalError::Gone {
            path: path.to_owned(),
            wrote: printable(&wrote),
        }),
    }
}
