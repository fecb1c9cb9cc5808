//! Time as a value that can be handed in.
//!
//! Commands never ask the operating system for the time and never sleep on
//! their own: both go through [`Clock`], so that a test waits for nothing.
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use jiff::Timestamp;

use crate::domain::clock_offset::ClockOffset;

/// Where a command gets the time from, and how it waits.
#[async_trait::async_trait]
pub trait Clock: Send + Sync + fmt::Debug {
    /// The wall clock, in UTC.
    fn now(&self) -> Timestamp;

    /// Waits for `duration`.
    async fn sleep(&self, duration: Duration);
}

/// The time by the clock of the service, as its last answer said it; the same
/// in every copy.
#[derive(Debug, Clone, Default)]
pub struct ServerTime(Arc<Mutex<Option<(Timestamp, ClockOffset)>>>);

impl ServerTime {
    /// Notes what an answer says, and how far this machine's clock is from it.
    pub fn received(&self, at: Timestamp, offset: ClockOffset) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some((at, offset));
    }

    /// What the last answer said; `None`: nobody answered yet.
    pub fn last(&self) -> Option<Timestamp> {
        self.answer().map(|(at, _)| at)
    }

    /// How far this machine's clock is from the service's; `None` before the
    /// first answer.
    pub fn offset(&self) -> Option<ClockOffset> {
        self.answer().map(|(_, offset)| offset)
    }

    fn answer(&self) -> Option<(Timestamp, ClockOffset)> {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The machine's own clock.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

#[async_trait::async_trait]
impl Clock for SystemClock {
    #[expect(
        clippy::disallowed_methods,
        reason = "the one place that reads the wall clock"
    )]
    fn now(&self) -> Timestamp {
        Timestamp::try_from(std::time::SystemTime::now()).unwrap_or(Timestamp::UNIX_EPOCH)
    }

    #[expect(
        clippy::disallowed_methods,
        reason = "the one place that really sleeps"
    )]
    async fn sleep(&self, duration: Duration) {
        tokio::time::sleep(duration).await;
    }
}

/// A clock that moves only when someone sleeps on it.
#[derive(Debug)]
pub struct StepClock(Mutex<Timestamp>);

impl StepClock {
    /// A clock that stands at `start`.
    pub fn at(start: Timestamp) -> Self {
        Self(Mutex::new(start))
    }

    /// Moves the clock forward without anybody sleeping.
    pub fn advance(&self, duration: Duration) {
        let mut now = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        *now = now.saturating_add(duration).unwrap_or(*now);
    }
}

#[async_trait::async_trait]
impl Clock for StepClock {
    fn now(&self) -> Timestamp {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn sleep(&self, duration: Duration) {
        self.advance(duration);
    }
}
