//! Kernel locks on files of ours: taken on the open file, gone with the process.
use std::fs::{self, File};
use std::io::{Read as _, Seek as _, SeekFrom, Write as _};
use std::path::Path;

use super::{FileError, failed, open_in_place};

/// How often a lock of a short section is tried, a twentieth of a second apart:
/// five seconds in all. Whoever holds it longer is stuck.
const LOCK_TRIES: u32 = 100;

/// Most bytes of what a holder says of itself.
const LONGEST_SIGNATURE: u64 = 400;

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
        Self::within(path, LOCK_TRIES)
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
        file.take(LONGEST_SIGNATURE)
            .read_to_string(&mut text)
            .ok()?;
        let text = text.trim();
        (!text.is_empty()).then(|| text.to_owned())
    }

    fn within(path: &Path, tries: u32) -> Result<Self, FileError> {
        let file = open_in_place(path)?;
        for left in (0..tries).rev() {
            match file.try_lock() {
                Ok(()) => return Ok(Self(file)),
                Err(fs::TryLockError::WouldBlock) if left > 0 => pause(),
                Err(fs::TryLockError::WouldBlock) => {}
                Err(fs::TryLockError::Error(error)) => return Err(failed("lock", path)(error)),
            }
        }
        Err(FileError::Locked {
            path: path.to_owned(),
        })
    }
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
