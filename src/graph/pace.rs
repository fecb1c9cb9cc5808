//! Paces writes by Graph's quota and by the waits that it asks for.
//!
//! Pure: the caller passes the monotonic time and does the waiting.
use std::collections::VecDeque;
use std::time::Duration;

use crate::domain::retry_after::{self, TooLong};

/// Writes in one window, for an application in a tenant (Graph's identity and
/// access limits: 3,000 in 150 seconds).
pub const QUOTA: usize = 3_000;

/// The window of the quota.
pub const WINDOW: Duration = Duration::from_secs(150);

/// Calls of the authentication methods API in one of its windows, in addition to the
/// quota of writes: resets that are written back to Active Directory.
pub const METHODS_QUOTA: usize = 5;

/// The window of [`METHODS_QUOTA`].
const METHODS_WINDOW: Duration = Duration::from_secs(10);

/// Writes this close together are counted as one entry, so that a window takes no
/// more memory for many writes than for few.
const GRAIN: Duration = Duration::from_millis(100);

/// Time for which the reported load of other clients counts: a tenth of the window.
const SHARED_FOR: Duration = Duration::from_secs(15);

/// Wait after a 429 without `Retry-After`.
const DEFAULT_WAIT: Duration = Duration::from_secs(10);

/// Rate limiter for the writes of one application in one tenant.
#[derive(Debug)]
pub struct Pace {
    /// Writes in one window.
    quota: usize,
    window: Duration,
    /// Times at which writes leave the window, and their number, earliest first.
    sent: VecDeque<(Duration, usize)>,
    in_window: usize,
    paused_until: Option<Duration>,
    throttled_in_a_row: u32,
    /// The limit while other clients use a part of the quota, and when it expires.
    shared_limit: Option<(usize, Duration)>,
}

impl Default for Pace {
    fn default() -> Self {
        Self::with_quota(QUOTA)
    }
}

impl Pace {
    /// A pace of `quota` writes per window.
    pub fn with_quota(quota: usize) -> Self {
        Self::new(WINDOW, quota)
    }

    /// The pace of the authentication methods API.
    pub fn for_authentication_methods() -> Self {
        Self::new(METHODS_WINDOW, METHODS_QUOTA)
    }

    fn new(window: Duration, quota: usize) -> Self {
        Self {
            quota,
            window,
            sent: VecDeque::new(),
            in_window: 0,
            paused_until: None,
            throttled_in_a_row: 0,
            shared_limit: None,
        }
    }

    /// Counts `count` writes that another run sent `age` ago; the oldest first.
    pub fn record_earlier(&mut self, count: usize, age: Duration, now: Duration) {
        if age < self.window {
            self.add(count, now + self.window.saturating_sub(age));
        }
    }

    /// Returns the maximum number of writes in one request: the quota.
    pub fn max_batch(&self) -> usize {
        self.quota.max(1)
    }

    /// Reserves `count` writes to be sent now.
    ///
    /// # Errors
    /// How long to wait before the next attempt.
    pub fn try_acquire(&mut self, count: usize, now: Duration) -> Result<(), Duration> {
        if let Some(until) = self.paused_until.filter(|until| *until > now) {
            return Err(until.saturating_sub(now));
        }
        self.paused_until = None;
        while let Some((end, number)) = self.sent.front().copied() {
            if end > now {
                break;
            }
            self.in_window = self.in_window.saturating_sub(number);
            self.sent.pop_front();
        }
        self.shared_limit = self.shared_limit.filter(|(_, until)| *until > now);
        let quota = self.shared_limit.map_or(self.quota, |(left, _)| left);
        if self.in_window + count > quota
            && let Some((end, _)) = self.sent.front()
        {
            let free = self.shared_limit.map_or(*end, |(_, until)| until.min(*end));
            return Err(free.saturating_sub(now));
        }
        self.add(count, now + self.window);
        Ok(())
    }

    fn add(&mut self, count: usize, end: Duration) {
        let end = grain_end(end);
        match self.sent.back_mut() {
            Some((last, number)) if *last >= end => *number += count,
            _ => self.sent.push_back((end, count)),
        }
        self.in_window += count;
    }

    /// Returns the writes of the last reservation, none of which is sent.
    pub fn release(&mut self, count: usize) {
        if let Some((_, number)) = self.sent.back_mut() {
            *number = number.saturating_sub(count);
            self.in_window = self.in_window.saturating_sub(count);
        }
    }

    /// Pauses after a 429, for `asked` or an increasing default.
    ///
    /// # Errors
    /// Fails if Graph requests more than [`retry_after::MAX_WAIT`]: the run ends.
    pub fn on_throttled(
        &mut self,
        asked: Option<Duration>,
        chance: u8,
        now: Duration,
    ) -> Result<(), TooLong> {
        let wait = if asked.is_some() {
            retry_after::wait_before_retry(asked, 0, || chance)?
        } else {
            let wait = DEFAULT_WAIT * 2_u32.pow(self.throttled_in_a_row.min(4));
            self.throttled_in_a_row += 1;
            retry_after::add_jitter(wait, chance)
        };
        self.pause_for(wait, now);
        Ok(())
    }

    /// Sends nothing for `wait`.
    pub fn pause_for(&mut self, wait: Duration, now: Duration) {
        let until = now.saturating_add(wait);
        self.paused_until = Some(self.paused_until.map_or(until, |known| known.max(until)));
    }

    /// Limits writes for a while to the rest of the quota by
    /// `x-ms-throttle-limit-percentage`. Graph sends it when four fifths of the quota
    /// are used, by this run or by other clients of the application.
    pub fn limit_to_load(&mut self, share: Option<f64>, now: Duration) {
        let Some(share) = share.filter(|share| share.is_finite()) else {
            return;
        };
        #[expect(
            clippy::cast_precision_loss,
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a part of the quota, between nothing and all of it"
        )]
        let left = ((1.0 - share).clamp(0.0, 1.0) * self.quota as f64) as usize;
        let most = self.in_window + left;
        self.shared_limit = (most < self.quota).then_some((most, now + SHARED_FOR));
    }

    /// Resets the default wait after a write was accepted.
    pub fn reset_backoff(&mut self) {
        self.throttled_in_a_row = 0;
    }
}

/// Rounds up to the end of the grain: a write counts for no less than the window.
fn grain_end(time: Duration) -> Duration {
    match time.subsec_nanos() % GRAIN.subsec_nanos() {
        0 => time,
        over => time + GRAIN.saturating_sub(Duration::from_nanos(over.into())),
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::{Pace, QUOTA, TooLong, WINDOW};

    /// Returns a monotonic time, as of a machine that has been up for a year.
    fn at(seconds: u64) -> Duration {
        Duration::from_secs(365 * 86_400 + seconds)
    }

    #[test]
    fn writes_in_any_window_stay_within_quota() {
        let mut pace = Pace::default();
        let mut now = at(0);
        let mut sent: Vec<(Duration, usize)> = Vec::new();
        while sent.iter().map(|(_, n)| n).sum::<usize>() < 10_000 {
            match pace.try_acquire(20, now) {
                Ok(()) => sent.push((now, 20)),
                Err(wait) => now += wait,
            }
        }
        for (start, _) in &sent {
            let end = *start + WINDOW;
            let inside: usize = sent
                .iter()
                .filter(|(at, _)| at >= start && *at < end)
                .map(|(_, n)| n)
                .sum();
            assert!(inside <= QUOTA, "{inside}");
        }
        assert_eq!(now, at(450));
    }

    #[test]
    fn many_writes_stay_within_quota_in_little_memory() {
        let mut pace = Pace::default();
        let start = at(0);
        let mut now = start;
        let mut sent: Vec<Duration> = Vec::new();
        while sent.len() < 10_000 {
            match pace.try_acquire(1, now) {
                Ok(()) => sent.push(now),
                Err(wait) => now += wait,
            }
            now += Duration::from_micros(7_919);
            assert!(pace.sent.len() <= 1_501, "{}", pace.sent.len());
        }
        for pair in sent.windows(QUOTA + 1) {
            assert!(pair[QUOTA].saturating_sub(pair[0]) >= WINDOW);
        }
        // Three windows, and the last thousand; a tenth of a second each is the price.
        assert!(now.saturating_sub(start) < Duration::from_secs(460));
    }

    #[test]
    fn authentication_methods_are_limited_to_five_in_ten_seconds() {
        let mut pace = Pace::for_authentication_methods();
        assert_eq!(pace.try_acquire(3, at(0)), Ok(()));
        assert_eq!(pace.try_acquire(2, at(4)), Ok(()));
        assert_eq!(pace.try_acquire(1, at(4)), Err(Duration::from_secs(6)));
        assert_eq!(pace.try_acquire(3, at(10)), Ok(()));
        assert_eq!(pace.try_acquire(1, at(10)), Err(Duration::from_secs(4)));
    }

    #[test]
    fn writes_of_other_runs_count() {
        let mut pace = Pace::default();
        for (count, age) in [(500, 180), (2_000, 120), (980, 80)] {
            pace.record_earlier(count, Duration::from_secs(age), at(180));
        }
        // The first is out of the window.
        assert_eq!(pace.try_acquire(20, at(180)), Ok(()));
        assert_eq!(pace.try_acquire(20, at(180)), Err(Duration::from_secs(30)));
        assert_eq!(pace.try_acquire(20, at(210)), Ok(()));
    }

    #[test]
    fn quota_that_another_run_just_used_costs_one_window() {
        let mut pace = Pace::default();
        pace.record_earlier(QUOTA, Duration::ZERO, at(0));
        assert_eq!(pace.try_acquire(1, at(0)), Err(WINDOW));
        assert_eq!(pace.try_acquire(1, at(150)), Ok(()));
    }

    #[test]
    fn longer_wait_wins() {
        let mut pace = Pace::default();
        let seconds = |seconds| Some(Duration::from_secs(seconds));
        pace.on_throttled(seconds(30), 0, at(0)).unwrap();
        pace.on_throttled(Some(Duration::from_millis(249)), 0, at(1))
            .unwrap();
        assert_eq!(pace.try_acquire(1, at(1)), Err(Duration::from_secs(29)));
        assert_eq!(pace.try_acquire(1, at(30)), Ok(()));
        pace.on_throttled(None, 0, at(30)).unwrap();
        assert_eq!(pace.try_acquire(1, at(31)), Err(Duration::from_secs(9)));
    }

    #[test]
    fn requested_wait_has_minimum_and_maximum() {
        let mut pace = Pace::default();
        // A date that has passed, or zero: a second and a bit.
        pace.on_throttled(Some(Duration::ZERO), 128, at(0)).unwrap();
        assert_eq!(
            pace.try_acquire(1, at(0)),
            Err(Duration::from_millis(1_125))
        );
        let year = Duration::from_secs(31_536_000);
        assert_eq!(pace.on_throttled(Some(year), 0, at(0)), Err(TooLong(year)));
        let limit = Duration::from_secs(1_800);
        assert_eq!(pace.on_throttled(Some(limit), 0, at(0)), Ok(()));
        assert_eq!(pace.try_acquire(1, at(0)), Err(limit));
    }

    #[test]
    fn reported_load_of_others_limits_writes() {
        let mut pace = Pace::default();
        assert_eq!(pace.try_acquire(600, at(0)), Ok(()));
        // 2,400 of 3,000 are used, a quarter of them by this run: 600 are left.
        pace.limit_to_load(Some(0.8), at(1));
        assert_eq!(pace.try_acquire(599, at(1)), Ok(()));
        assert_eq!(pace.try_acquire(20, at(1)), Err(Duration::from_secs(15)));
        // Not reported again: the others may have finished.
        assert_eq!(pace.try_acquire(20, at(16)), Ok(()));
    }

    #[test]
    fn reported_load_of_this_run_does_not_slow_it() {
        let mut pace = Pace::default();
        for used in 1..=QUOTA / 20 {
            assert_eq!(pace.try_acquire(20, at(0)), Ok(()));
            #[expect(clippy::cast_precision_loss, reason = "small")]
            pace.limit_to_load(Some((used * 20) as f64 / QUOTA as f64), at(0));
        }
        assert_eq!(pace.try_acquire(20, at(0)), Err(WINDOW));
    }

    #[test]
    fn default_wait_grows_until_write_is_accepted() {
        let mut pace = Pace::default();
        let mut now = at(0);
        for seconds in [10, 20, 40] {
            pace.on_throttled(None, 0, now).unwrap();
            assert_eq!(pace.try_acquire(1, now), Err(Duration::from_secs(seconds)));
            now += Duration::from_secs(seconds);
        }
        pace.reset_backoff();
        pace.on_throttled(None, 0, now).unwrap();
        assert_eq!(pace.try_acquire(1, now), Err(Duration::from_secs(10)));
    }
}
