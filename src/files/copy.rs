//! Private copies of files that another user may change or remove.
use std::fs::File;
use std::io::{self, Seek as _};
use std::path::Path;

use jiff::Timestamp;

use super::{FileError, create_new, create_private_folder, io_error, remove, sorted_names};

/// Removes the files of a folder that were last written before `before`; ignores errors.
pub fn remove_files_older_than(folder: &Path, before: Timestamp) {
    for name in sorted_names(folder) {
        let path = folder.join(name);
        let written = path.symlink_metadata().and_then(|meta| meta.modified());
        let written = written.ok().and_then(|at| Timestamp::try_from(at).ok());
        if written.is_some_and(|at| at < before) {
            drop(remove(&path));
        }
    }
}

/// Copies an open file to a private file, and flushes it to disk. Replaces an existing one.
///
/// # Errors
/// Fails if it cannot be read or written; there is no copy then.
pub fn copy_private(source: &mut File, to: &Path) -> Result<(), FileError> {
    create_private_folder(to.parent().unwrap_or(Path::new(".")))?;
    remove(to)?;
    let mut copy = create_new(to)?;
    let copied = source
        .rewind()
        .and_then(|()| io::copy(source, &mut copy))
        .and_then(|_| copy.sync_all());
    if copied.is_err() {
        drop(remove(to));
    }
    copied.map_err(io_error("write", to))
}

#[cfg(test)]
mod tests {
    use super::{copy_private, remove_files_older_than};

    #[test]
    fn copy_is_private_and_is_removed_once_old() {
        let folder = tempfile::tempdir().unwrap();
        let source = folder.path().join("source");
        std::fs::write(&source, "text").unwrap();
        let copies = folder.path().join("copies");
        let copy = copies.join("copy");
        let mut file = std::fs::File::open(&source).unwrap();
        for _ in 0..2 {
            copy_private(&mut file, &copy).unwrap();
            assert_eq!(crate::files::read_private(&copy).unwrap().unwrap(), b"text");
        }
        remove_files_older_than(&copies, "2000-01-01T00:00:00Z".parse().unwrap());
        assert!(copy.exists());
        remove_files_older_than(&copies, "9000-01-01T00:00:00Z".parse().unwrap());
        assert!(!copy.exists());
        remove_files_older_than(
            &folder.path().join("none"),
            "9000-01-01T00:00:00Z".parse().unwrap(),
        );
    }
}
