//! When a call goes again, and after how long. Pure: the client does the waiting.
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

pub use crate::domain::retry_after::back_off;

/// How often one call is tried in all.
pub const MAX_ATTEMPTS: u32 = 5;

/// Until when nothing may be sent: a wait that Graph asked for counts for
/// every call of a client, whoever met it.
#[derive(Debug, Clone, Default)]
pub(super) struct Gate(Arc<Mutex<Option<Duration>>>);

impl Gate {
    /// Nothing may be sent for `wait`.
    pub(super) fn close(&self, now: Duration, wait: Duration) {
        let until = now.saturating_add(wait);
        let mut gate = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        *gate = (*gate).max(Some(until));
    }

    /// How long it is still closed.
    pub(super) fn left(&self, now: Duration) -> Option<Duration> {
        let until = (*self.0.lock().unwrap_or_else(PoisonError::into_inner))?;
        let left = until.saturating_sub(now);
        (!left.is_zero()).then_some(left)
    }
}
