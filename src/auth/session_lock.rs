//! The lock around the stored session, shared by processes: one at a time may renew,
//! replace or remove it.
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::error::AuthError;
use crate::clock::Clock;
use crate::files::{FileError, Lock};

/// Pause between two attempts at the lock.
const PAUSE: Duration = Duration::from_millis(100);
/// Maximum number of attempts: half a minute.
const TRIES: u32 = 300;

/// Returns the path of the lock in the state folder.
pub fn path(folder: &Path) -> PathBuf {
    folder.join("session.lock")
}

/// Waits for the lock without blocking the runtime.
///
/// # Errors
/// [`AuthError::Busy`] if another process holds it for half a minute.
pub async fn take(path: &Path, clock: &dyn Clock) -> Result<Lock, AuthError> {
    for _ in 0..TRIES {
        match Lock::try_acquire(path) {
            Err(FileError::Locked { .. }) => clock.sleep(PAUSE).await,
            Err(error) => return Err(error.into()),
            Ok(lock) => return Ok(lock),
        }
    }
    Err(AuthError::Busy)
}
