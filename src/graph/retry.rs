//! Retry limits, and the gate that a throttled client waits at.
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

pub use crate::domain::retry_after::back_off;

/// Maximum number of attempts of one call.
pub const MAX_ATTEMPTS: u32 = 5;

/// A wait requested by Graph, which holds back every call of a client.
#[derive(Debug, Clone, Default)]
pub(super) struct ThrottleGate(Arc<Mutex<Option<Duration>>>);

impl ThrottleGate {
    /// Closes the gate for `wait`.
    pub(super) fn close(&self, now: Duration, wait: Duration) {
        let until = now.saturating_add(wait);
        let mut gate = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        *gate = (*gate).max(Some(until));
    }

    /// Returns the time for which the gate remains closed.
    pub(super) fn remaining(&self, now: Duration) -> Option<Duration> {
        let until = (*self.0.lock().unwrap_or_else(PoisonError::into_inner))?;
        let remaining = until.saturating_sub(now);
        (!remaining.is_zero()).then_some(remaining)
    }
}
