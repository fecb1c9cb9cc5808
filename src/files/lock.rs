//! Kernel locks on files of ours: taken on the open file, gone with the process.
use std::fs::{self, File};
use std::io::{Read as _, Seek as _, SeekFrom, Write as _};
use std::path::Path;

use super::{FileError, failed, open_in_place};

/// How often a lock of a short section is tried, a twentieth of a second apart:
/// five seconds in all. Whoever holds it longer is stuck.
const LOCK_ATTEMPTS: u32 = 100;

/// Most bytes of what a holder says of itself.
const MAX_SIGNATURE: u64 = 400;

/// A kernel lock on a file; it goes with the process, however that ends.
#[derive(Debug)]
pub struct Lock(File);

impl Lock {
    /// Takes the lock, or says at once that somebody else has it.
    ///
    /// # Errors
    /// [`FileError::Locked`] where another process holds it.
    pub fn try_take(path: &Path) -> Result<Self, FileError> {
        Self::within(path, 1)
    }

    /// Takes the lock of a short section, waiting a few seconds for it.
    ///
    /// # Errors
    /// [`FileError::Locked`] where somebody holds it too long; fails where the
    /// file system knows no locks.
    pub fn take(path: &Path) -> Result<Self, FileError> {
        Self::within(path, LOCK_ATTEMPTS)
    }

    /// Writes into the file who holds it, for those who are kept out. Where
    /// that fails they are kept out all the same.
    pub fn sign(&self, text: &str) {
        let mut file = &self.0;
        let written = file
            .set_len(0)
            .and_then(|()| file.seek(SeekFrom::Start(0)))
            .and_then(|_| file.write_all(text.as_bytes()));
        drop(written);
    }

    /// What whoever holds the lock at `path` has written into it.
    pub fn signature(path: &Path) -> Option<String> {
        let mut text = String::new();
        // Whatever was planted there is neither followed nor waited for.
        let file = super::open_private(path).ok()??;
        file.take(MAX_SIGNATURE).read_to_string(&mut text).ok()?;
        let text = text.trim();
        (!text.is_empty()).then(|| text.to_owned())
    }

    fn within(path: &Path, attempts: u32) -> Result<Self, FileError> {
        Self::with(File::try_lock, path, attempts)
    }

    /// Takes the lock by `try_lock`, and checks that it keeps others out.
    fn with(try_lock: TryLock, path: &Path, attempts: u32) -> Result<Self, FileError> {
        let file = open_in_place(path)?;
        for left in (0..attempts).rev() {
            match try_lock(&file) {
                Ok(()) => {
                    let lock = Self(file);
                    lock.check_exclusive(try_lock, path)?;
                    return Ok(lock);
                }
                Err(fs::TryLockError::WouldBlock) if left > 0 => pause(),
                Err(fs::TryLockError::WouldBlock) => {}
                Err(fs::TryLockError::Error(error)) => return Err(failed("lock", path)(error)),
            }
        }
        Err(FileError::Locked {
            path: path.to_owned(),
        })
    }

    /// Asks for the lock a second time, as another process would. Some file
    /// systems grant every lock: two runs would both believe to be alone.
    fn check_exclusive(&self, try_lock: TryLock, path: &Path) -> Result<(), FileError> {
        let second = open_in_place(path)?;
        match try_lock(&second) {
            Err(fs::TryLockError::WouldBlock) => Ok(()),
            Err(fs::TryLockError::Error(error)) => Err(failed("lock", path)(error)),
            Ok(()) if is_same(&self.0, &second) => Err(FileError::NoLocks {
                path: path.to_owned(),
            }),
            // The name was given to another file meanwhile, which others may lock.
            Ok(()) => Err(FileError::Locked {
                path: path.to_owned(),
            }),
        }
    }
}

/// How a lock is asked for.
type TryLock = fn(&File) -> Result<(), fs::TryLockError>;

/// Whether two handles are of one file.
#[cfg(unix)]
fn is_same(first: &File, second: &File) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    match (first.metadata(), second.metadata()) {
        (Ok(first), Ok(second)) => (first.dev(), first.ino()) == (second.dev(), second.ino()),
        _ => true,
    }
}

/// Whether two handles are of one file: a name in use is given to no other.
#[cfg(not(unix))]
fn is_same(_: &File, _: &File) -> bool {
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
    reason = "another process is waited for, in code that knows no clock"
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
        let taken = Lock::with(|_| Ok(()), &path, 1);
        assert!(matches!(taken, Err(FileError::NoLocks { .. })), "{taken:?}");
        // What was refused holds nothing.
        let lock = Lock::try_take(&path).unwrap();
        let again = Lock::try_take(&path);
        assert!(matches!(again, Err(FileError::Locked { .. })), "{again:?}");
        drop(lock);
        Lock::try_take(&path).unwrap();
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
        let taken = Lock::with(once, &path, 1);
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
        let lock = Lock::try_take(&path).unwrap();
        std::fs::remove_file(&path).unwrap();
        let checked = lock.check_exclusive(File::try_lock, &path);
        assert!(
            matches!(checked, Err(FileError::Locked { .. })),
            "{checked:?}"
        );
    }
}
