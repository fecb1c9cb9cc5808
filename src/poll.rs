//! The poll loop: reads with increasing waits until the value is as expected, a limit is
//! reached, or the caller stops it.
//!
//! Reads lag behind writes in Entra, so a value that is not visible yet is not an error: the
//! last one is returned as pending.
use std::ops::ControlFlow;
use std::time::Duration;

use crate::clock::Clock;

/// Minimum wait, so that the loop does not spin near the deadline.
const MIN_WAIT: Duration = Duration::from_millis(100);

/// Attempts, waits and deadline of a poll loop.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PollLoop {
    /// Maximum number of reads; unlimited if `None`.
    pub attempts: Option<u32>,
    /// Wait after the first read, doubled after each further read.
    pub first_wait: Duration,
    /// Maximum wait between two reads.
    pub max_wait: Duration,
    /// Time limit for the start of a read; unlimited if `None`.
    pub deadline: Option<Duration>,
}

impl PollLoop {
    /// Returns a loop with waits of 1, 2, 4 and then 8 s until `deadline`.
    pub const fn within(deadline: Duration) -> Self {
        Self {
            attempts: None,
            first_wait: Duration::from_secs(1),
            max_wait: Duration::from_secs(8),
            deadline: Some(deadline),
        }
    }

    /// Returns a loop of `attempts` reads with waits of 1, 2, 4 and then 8 s.
    pub const fn times(attempts: u32) -> Self {
        Self {
            attempts: Some(attempts),
            deadline: None,
            ..Self::within(Duration::ZERO)
        }
    }

    /// Returns the wait after `done` reads in `elapsed` time, or `None` if a limit is reached.
    pub fn wait_after(&self, done: u32, elapsed: Duration) -> Option<Duration> {
        if self.attempts.is_some_and(|most| done >= most) {
            return None;
        }
        let doubled = 2_u32.checked_pow(done.saturating_sub(1));
        let wait = doubled
            .and_then(|times| self.first_wait.checked_mul(times))
            .map_or(self.max_wait, |wait| wait.min(self.max_wait));
        let Some(deadline) = self.deadline else {
            return Some(wait.max(MIN_WAIT));
        };
        let left = deadline
            .checked_sub(elapsed)
            .filter(|left| !left.is_zero())?;
        Some(wait.min(left).max(MIN_WAIT))
    }

    /// Calls `read` with the number of earlier reads until it breaks. Returns the last value as
    /// `Continue` if a limit is reached or `stop` returns true.
    ///
    /// # Errors
    /// The first error of `read`.
    pub async fn run<T, E>(
        &self,
        clock: &dyn Clock,
        stop: impl Fn() -> bool,
        mut read: impl AsyncFnMut(u32) -> Result<ControlFlow<T, T>, E>,
    ) -> Result<ControlFlow<T, T>, E> {
        let start = clock.monotonic();
        let mut done = 0;
        loop {
            let value = read(done).await?;
            done += 1;
            if value.is_break() || stop() {
                return Ok(value);
            }
            let elapsed = clock.monotonic().saturating_sub(start);
            match self.wait_after(done, elapsed) {
                Some(wait) => clock.sleep(wait).await,
                None => return Ok(value),
            }
        }
    }
}

/// Returns `Break(value)` if `seen`, else `Continue(value)`.
pub fn break_if<T>(seen: bool, value: T) -> ControlFlow<T, T> {
    if seen {
        ControlFlow::Break(value)
    } else {
        ControlFlow::Continue(value)
    }
}

/// Returns the value of either variant.
pub fn into_value<T>(value: ControlFlow<T, T>) -> T {
    match value {
        ControlFlow::Break(value) | ControlFlow::Continue(value) => value,
    }
}

#[cfg(test)]
mod tests {
    use std::ops::ControlFlow;
    use std::time::Duration;

    use super::{PollLoop, break_if};
    use crate::clock::{Clock as _, StepClock};

    const fn seconds(count: u64) -> Duration {
        Duration::from_secs(count)
    }

    /// Seconds after the beginning at which each read takes place.
    async fn reads(poll: PollLoop, each_takes: u64, seen_at: u32, stop_at: u32) -> Vec<u64> {
        let clock = StepClock::at("2026-01-01T00:00:00Z".parse().unwrap());
        let start = clock.monotonic();
        let count = std::cell::Cell::new(0);
        let mut at = Vec::new();
        let last = poll
            .run(
                &clock,
                || count.get() == stop_at,
                async |done| {
                    at.push(clock.monotonic().saturating_sub(start).as_secs());
                    clock.advance(seconds(each_takes));
                    count.set(done + 1);
                    Ok::<_, ()>(break_if(done + 1 == seen_at, done + 1))
                },
            )
            .await;
        let wanted = if count.get() == seen_at {
            ControlFlow::Break(seen_at)
        } else {
            ControlFlow::Continue(count.get())
        };
        assert_eq!(last, Ok(wanted));
        at
    }

    #[tokio::test]
    async fn poll_waits_longer_each_time_until_a_limit() {
        let never = u32::MAX;
        assert_eq!(
            reads(PollLoop::times(5), 0, never, never).await,
            [0, 1, 3, 7, 15]
        );
        let minute = PollLoop::within(seconds(20));
        assert_eq!(reads(minute, 0, never, never).await, [0, 1, 3, 7, 15, 20]);
        assert_eq!(
            reads(PollLoop::within(seconds(0)), 0, never, never).await,
            [0]
        );
    }

    #[tokio::test]
    async fn poll_ignores_wall_clock_that_jumps() {
        let start = "2026-01-01T00:00:00Z".parse().unwrap();
        for hours in [1, -1] {
            let clock = StepClock::at(start);
            clock.jump_in_sleep(jiff::SignedDuration::from_hours(hours));
            let mut at = Vec::new();
            let read = async |done| {
                at.push(clock.monotonic().as_secs());
                Ok::<_, ()>(break_if(false, done))
            };
            let poll = PollLoop::within(seconds(20));
            assert!(poll.run(&clock, || false, read).await.is_ok());
            assert_eq!(at, [0, 1, 3, 7, 15, 20]);
        }
    }

    #[tokio::test]
    async fn poll_ends_once_seen_or_stopped() {
        assert_eq!(reads(PollLoop::times(5), 0, 2, 9).await, [0, 1]);
        assert_eq!(reads(PollLoop::times(5), 0, 9, 3).await, [0, 1, 3]);
    }

    #[tokio::test]
    async fn poll_passes_errors_on() {
        let clock = StepClock::at("2026-01-01T00:00:00Z".parse().unwrap());
        let read = async |_| Err::<ControlFlow<(), ()>, _>("no");
        let result = PollLoop::times(3).run(&clock, || false, read).await;
        assert_eq!(result, Err("no"));
    }

    #[test]
    fn waits_have_a_floor_and_a_ceiling() {
        let poll = PollLoop::within(seconds(60));
        assert_eq!(poll.wait_after(99, seconds(0)), Some(seconds(8)));
        let nearly = Duration::from_micros(59_999_999);
        assert_eq!(poll.wait_after(1, nearly), Some(super::MIN_WAIT));
        assert_eq!(poll.wait_after(1, seconds(60)), None);
    }
}
