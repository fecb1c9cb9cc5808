//! Detects a journal that was deleted or emptied although it had tasks.
use std::path::Path;

use super::JournalError;
use crate::text::printable;

/// Precedes the id of the last task in the lock file.
pub(super) const TASK_MARK: &str = ", task ";

/// Minimum size of a database: `SQLite` treats a file below its smallest page as empty.
const MIN_DB_SIZE: u64 = 512;

/// Checks that the journal still exists if the lock file names a task: an empty one would
/// hide what was done.
///
/// # Errors
/// [`JournalError::Missing`] with the text of the lock file.
pub(super) fn ensure_present(path: &Path, earlier: Option<String>) -> Result<(), JournalError> {
    let there = path
        .symlink_metadata()
        .is_ok_and(|file| file.len() >= MIN_DB_SIZE);
    match earlier.filter(|text| !there && text.contains(TASK_MARK)) {
        None => Ok(()),
        Some(wrote) => Err(JournalError::Missing {
            path: path.to_owned(),
            wrote: printable(&wrote),
        }),
    }
}
