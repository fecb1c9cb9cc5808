//! Kernel file locks, which end with the process.
use std::fs::{self, File};
use std::io::{Read as _, Seek as _, SeekFrom, Write as _};
use std::path::Path;

use super::{FileError, io_error, open_read_write};

/// Attempts at the lock of a short section, 50 ms apart: five seconds in all. A process that
/// holds it longer hangs.
const LOCK_ATTEMPTS: u32 = 100;

/// Maximum length of the text that names the holder.
const MAX_HOLDER: u64 = 400;

/// A kernel lock on a file, which is released when the process ends.
#[derive(Debug)]
pub struct Lock(File);

impl Lock {
    /// Acquires the lock without waiting.
    ///
    /// # Errors
    /// [`FileError::Locked`] if another process holds it.
    pub fn try_acquire(path: &Path) -> Result<Self, FileError> {
        Self::acquire_within(path, 1)
    }

    /// Acquires the lock of a short section, waiting up to five seconds.
    ///
    /// # Errors
    /// [`FileError::Locked`] after that time; fails on file systems without locks.
    pub fn acquire(path: &Path) -> Result<Self, FileError> {
        Self::acquire_within(path, LOCK_ATTEMPTS)
    }

    /// Writes the name of the lock's holder into the file, for other processes. Ignores
    /// errors: the lock is effective in any case.
    pub fn write_holder(&self, text: &str) {
        let mut file = &self.0;
        let written = file
            .set_len(0)
            .and_then(|()| file.seek(SeekFrom::Start(0)))
            .and_then(|_| file.write_all(text.as_bytes()));
        drop(written);
    }

    /// Reads the name of the holder of the lock at `path`.
    pub fn read_holder(path: &Path) -> Option<String> {
        let mut text = String::new();
        // Links and FIFOs that were planted there are not opened.
        let file = super::open_private(path).ok()??;
        file.take(MAX_HOLDER).read_to_string(&mut text).ok()?;
        let text = text.trim();
        (!text.is_empty()).then(|| text.to_owned())
    }

    fn acquire_within(path: &Path, attempts: u32) -> Result<Self, FileError> {
        Self::acquire_with(File::try_lock, path, attempts)
    }

    /// Acquires the lock with `try_lock`, and checks that it is exclusive.
    fn acquire_with(try_lock: TryLock, path: &Path, attempts: u32) -> Result<Self, FileError> {
        let file = open_read_write(path)?;
        for left in (0..attempts).rev() {
            match try_lock(&file) {
                Ok(()) => {
                    let lock = Self(file);
                    lock.check_exclusive(try_lock, path)?;
                    return Ok(lock);
                }
                Err(fs::TryLockError::WouldBlock) if left > 0 => pause(),
                Err(fs::TryLockError::WouldBlock) => {}
                Err(fs::TryLockError::Error(error)) => return Err(io_error("lock", path)(error)),
            }
        }
        Err(FileError::Locked {
            path: path.to_owned(),
        })
    }

    /// Attempts to lock the file again, as another process would. Some file systems grant every
    /// lock, so that two runs could work at the same time.
    fn check_exclusive(&self, try_lock: TryLock, path: &Path) -> Result<(), FileError> {
        let second = open_read_write(path)?;
        match try_lock(&second) {
            Err(fs::TryLockError::WouldBlock) => Ok(()),
            Err(fs::TryLockError::Error(error)) => Err(io_error("lock", path)(error)),
            Ok(()) if is_same_file(&self.0, &second) => Err(FileError::NoLocks {
                path: path.to_owned(),
            }),
            // The file was replaced meanwhile, and others may lock the new one.
            Ok(()) => Err(FileError::Locked {
                path: path.to_owned(),
            }),
        }
    }
}

/// Function that locks a file.
type TryLock = fn(&File) -> Result<(), fs::TryLockError>;

/// Whether two handles refer to the same file.
#[cfg(unix)]
fn is_same_file(first: &File, second: &File) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    match (first.metadata(), second.metadata()) {
        (Ok(first), Ok(second)) => (first.dev(), first.ino()) == (second.dev(), second.ino()),
        _ => true,
    }
}

/// Always true: Windows does not replace a file that is open.
#[cfg(not(unix))]
fn is_same_file(_: &File, _: &File) -> bool {
    true
}

impl Drop for Lock {
    fn drop(&mut self) {
        let unlocked = self.0.unlock();
        drop(unlocked);
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "waits for another process, in code without a clock"
)]
fn pause() {
    std::thread::sleep(std::time::Duration::from_millis(50));
}

#[cfg(test)]
mod tests {
    use std::fs::{File, TryLockError};

    use super::{FileError, Lock};

    #[test]
    fn lock_that_is_granted_twice_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("journal.lock");
        let taken = Lock::acquire_with(|_| Ok(()), &path, 1);
        assert!(matches!(taken, Err(FileError::NoLocks { .. })), "{taken:?}");
        // A refused lock is released.
        let lock = Lock::try_acquire(&path).unwrap();
        let again = Lock::try_acquire(&path);
        assert!(matches!(again, Err(FileError::Locked { .. })), "{again:?}");
        drop(lock);
        Lock::try_acquire(&path).unwrap();
    }

    #[test]
    fn lock_that_cannot_be_checked_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("journal.lock");
        let once = |file: &File| {
            let length = file.metadata().map_err(TryLockError::Error)?.len();
            if length == 0 {
                return file.set_len(1).map_err(TryLockError::Error);
            }
            Err(TryLockError::Error(std::io::ErrorKind::Unsupported.into()))
        };
        let taken = Lock::acquire_with(once, &path, 1);
        assert!(
            matches!(taken, Err(FileError::Io { action: "lock", .. })),
            "{taken:?}"
        );
    }

    #[cfg(unix)]
    #[test]
    fn lock_on_file_that_was_replaced_is_not_taken() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("journal.lock");
        let lock = Lock::try_acquire(&path).unwrap();
        std::fs::remove_file(&path).unwrap();
        let checked = lock.check_exclusive(File::try_lock, &path);
        assert!(
            matches!(checked, Err(FileError::Locked { .. })),
            "{checked:?}"
        );
    }
}
