//! Time as a value that can be passed in.
//!
//! Commands never read the system clock and never sleep directly: both use [`Clock`],
//! so that tests need not wait.
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};

use crate::domain::clock_offset::ClockOffset;

/// A source of time that can also wait.
#[async_trait::async_trait]
pub trait Clock: Send + Sync + fmt::Debug {
    /// Returns the wall clock in UTC, for records and comparisons with times of a
    /// server. It can be set forward or back at any time.
    fn now(&self) -> Timestamp;

    /// Returns the time since an arbitrary start, including the time that the machine
    /// slept: for limits, timeouts and waits. It never goes back.
    fn monotonic(&self) -> Duration;

    /// Waits for `duration`.
    async fn sleep(&self, duration: Duration);
}

/// The service's clock as of its last answer, shared by all clones.
#[derive(Debug, Clone, Default)]
pub struct ServerTime(Arc<Mutex<Option<(Timestamp, ClockOffset)>>>);

impl ServerTime {
    /// Records the time of an answer and this machine's offset from it.
    pub fn received(&self, at: Timestamp, offset: ClockOffset) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some((at, offset));
    }

    /// Returns the time of the last answer, or `None` before the first one.
    pub fn last(&self) -> Option<Timestamp> {
        self.answer().map(|(at, _)| at)
    }

    /// Returns how far this machine's clock is from the service's, or `None` before
    /// the first answer.
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

    #[cfg(unix)]
    fn monotonic(&self) -> Duration {
        use rustix::time::{ClockId, clock_gettime};
        // `std::time::Instant` stops while a Linux machine sleeps.
        #[cfg(target_os = "linux")]
        let clock = ClockId::Boottime;
        #[cfg(not(target_os = "linux"))]
        let clock = ClockId::Monotonic;
        Duration::try_from(clock_gettime(clock)).unwrap_or_default()
    }

    #[cfg(not(unix))]
    #[expect(
        clippy::disallowed_methods,
        reason = "the one place that reads the monotonic clock"
    )]
    fn monotonic(&self) -> Duration {
        static START: std::sync::OnceLock<std::time::Instant> = std::sync::OnceLock::new();
        START.get_or_init(std::time::Instant::now).elapsed()
    }

    #[expect(
        clippy::disallowed_methods,
        reason = "the one place that really sleeps"
    )]
    async fn sleep(&self, duration: Duration) {
        tokio::time::sleep(duration).await;
    }
}

/// A test clock that advances only by sleeps and by calls of its methods.
#[derive(Debug)]
pub struct StepClock(Mutex<StepTime>);

#[derive(Debug)]
struct StepTime {
    wall: Timestamp,
    monotonic: Duration,
    /// Adjustment of the wall clock by the next sleep.
    jump: SignedDuration,
}

impl StepTime {
    fn advance(&mut self, duration: Duration) {
        self.wall = self.wall.saturating_add(duration).unwrap_or(self.wall);
        self.monotonic += duration;
    }
}

impl StepClock {
    /// Returns a clock that shows `start`.
    pub fn at(start: Timestamp) -> Self {
        Self(Mutex::new(StepTime {
            wall: start,
            monotonic: Duration::ZERO,
            jump: SignedDuration::ZERO,
        }))
    }

    /// Moves both clocks forward, as if `duration` had passed.
    pub fn advance(&self, duration: Duration) {
        self.time().advance(duration);
    }

    /// Sets the wall clock forward by `by` in the next sleep, back in the one after it,
    /// and so on, as an administrator or NTP may do.
    pub fn jump_in_sleep(&self, by: SignedDuration) {
        self.time().jump = by;
    }

    fn time(&self) -> MutexGuard<'_, StepTime> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[async_trait::async_trait]
impl Clock for StepClock {
    fn now(&self) -> Timestamp {
        self.time().wall
    }

    fn monotonic(&self) -> Duration {
        self.time().monotonic
    }

    async fn sleep(&self, duration: Duration) {
        let mut time = self.time();
        time.wall = time.wall.saturating_add(time.jump).unwrap_or(time.wall);
        time.jump = -time.jump;
        time.advance(duration);
    }
}
