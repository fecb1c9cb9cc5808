//! How fast writes may go: Graph's quota, and whatever it asks for on the way.
//!
//! Pure: the caller says what time it is and does the waiting.
use std::collections::VecDeque;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};

use crate::domain::retry_after::{self, TooLong};

/// Writes in one window, for an application in a tenant (Graph's identity and
/// access limits: 3,000 in 150 seconds).
pub const QUOTA: usize = 3_000;

/// The window of the quota.
pub const WINDOW: Duration = Duration::from_secs(150);

/// Calls of the authentication methods API in one of its windows, beside the quota of
/// writes: resets that Entra carries to Active Directory.
pub const METHODS_QUOTA: usize = 5;

/// The window of [`METHODS_QUOTA`].
const METHODS_WINDOW: Duration = Duration::from_secs(10);

/// Writes this close together are remembered as one, so that a window takes no
/// more memory for many of them than for few.
const GRAIN: i128 = 100_000_000;

/// How long a share of the quota that others use counts, unless it is told
/// again: a tenth of the window.
const SHARED_FOR: SignedDuration = SignedDuration::from_secs(15);

/// Wait after a 429 that names none.
const UNNAMED: Duration = Duration::from_secs(10);

/// The pace of one application in one tenant, for all that is under way.
#[derive(Debug)]
pub struct Pace {
    /// Writes in one window.
    quota: usize,
    window: Duration,
    sent: VecDeque<(Timestamp, usize)>,
    in_window: usize,
    until: Option<Timestamp>,
    unnamed: u32,
    /// Others use a part of the quota: what was left of it then, and until when
    /// that counts.
    shared: Option<(usize, Timestamp)>,
}

impl Default for Pace {
    fn default() -> Self {
        Self::of(QUOTA)
    }
}

impl Pace {
    /// The pace where `quota` writes go into one window.
    pub fn of(quota: usize) -> Self {
        Self::within(WINDOW, quota)
    }

    /// The pace of the authentication methods API.
    pub fn of_methods() -> Self {
        Self::within(METHODS_WINDOW, METHODS_QUOTA)
    }

    fn within(window: Duration, quota: usize) -> Self {
        Self {
            quota,
            window,
            sent: VecDeque::new(),
            in_window: 0,
            until: None,
            unnamed: 0,
            shared: None,
        }
    }

    /// Notes that `count` writes went out at an earlier time, as other runs did; the
    /// earliest first. A time to come, as after a clock was set back, counts as `now`.
    pub fn note(&mut self, count: usize, at: Timestamp, now: Timestamp) {
        if between(at, now) < self.window {
            self.count(count, grain_end(at.min(now)));
        }
    }

    /// Most writes of one request: more than the quota never fit.
    pub fn most(&self) -> usize {
        self.quota.max(1)
    }

    /// Takes leave to send `count` writes now, or says how long to wait.
    ///
    /// # Errors
    /// The time until asking again makes sense.
    pub fn take(&mut self, count: usize, now: Timestamp) -> Result<(), Duration> {
        if let Some(until) = self.until.filter(|until| *until > now) {
            return Err(between(now, until));
        }
        self.until = None;
        while let Some((at, number)) = self.sent.front().copied() {
            if between(at, now) < self.window {
                break;
            }
            self.in_window = self.in_window.saturating_sub(number);
            self.sent.pop_front();
        }
        self.shared = self.shared.filter(|(_, until)| *until > now);
        let quota = self.shared.map_or(self.quota, |(left, _)| left);
        if self.in_window + count > quota
            && let Some((oldest, _)) = self.sent.front()
        {
            let free = self.window.saturating_sub(between(*oldest, now));
            let over = self.shared.map(|(_, until)| between(now, until));
            return Err(over.map_or(free, |over| free.min(over)));
        }
        self.count(count, grain_end(now));
        Ok(())
    }

    fn count(&mut self, count: usize, at: Timestamp) {
        match self.sent.back_mut() {
            Some((last, number)) if *last >= at => *number += count,
            _ => self.sent.push_back((at, count)),
        }
        self.in_window += count;
    }

    /// Of what leave was just taken for, nothing goes out.
    pub fn give_back(&mut self, count: usize) {
        if let Some((_, number)) = self.sent.back_mut() {
            *number = number.saturating_sub(count);
            self.in_window = self.in_window.saturating_sub(count);
        }
    }

    /// Graph asked to wait, for `asked` if it named a time. Nothing goes out before
    /// that has passed.
    ///
    /// # Errors
    /// If it asks for more than is believed: the run ends.
    pub fn throttled(
        &mut self,
        asked: Option<Duration>,
        chance: u8,
        now: Timestamp,
    ) -> Result<(), TooLong> {
        let wait = if asked.is_some() {
            retry_after::wait_before_retry(asked, 0, || chance)?
        } else {
            let wait = UNNAMED * 2_u32.pow(self.unnamed.min(4));
            self.unnamed += 1;
            retry_after::add_jitter(wait, chance)
        };
        self.hold(wait, now);
        Ok(())
    }

    /// Nothing goes out for `wait`.
    pub fn hold(&mut self, wait: Duration, now: Timestamp) {
        let until = now
            .saturating_add(SignedDuration::try_from(wait).unwrap_or(SignedDuration::MAX))
            .unwrap_or(now);
        self.until = Some(self.until.map_or(until, |known| known.max(until)));
    }

    /// Graph's `x-ms-throttle-limit-percentage`, which comes when four fifths
    /// of the quota are used: by us, as we know, and by whoever else signs in
    /// with this application. For a while no more goes out than that leaves.
    pub fn load(&mut self, share: Option<f64>, now: Timestamp) {
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
        self.shared = (most < self.quota).then(|| {
            let until = now.saturating_add(SHARED_FOR).unwrap_or(now);
            (most, until)
        });
    }

    /// Something was accepted: the next 429 without a wait is a first one.
    pub fn accepted(&mut self) {
        self.unnamed = 0;
    }
}

/// The end of the grain that `now` lies in: what was sent counts for no less
/// than the window.
fn grain_end(now: Timestamp) -> Timestamp {
    let over = now.as_nanosecond().rem_euclid(GRAIN);
    let left = if over == 0 { 0 } else { GRAIN - over };
    let left = SignedDuration::from_nanos(i64::try_from(left).unwrap_or_default());
    now.saturating_add(left).unwrap_or(now)
}

/// From `earlier` to `later`; nothing where it is the other way round, as
/// after a clock was set back.
fn between(earlier: Timestamp, later: Timestamp) -> Duration {
    Duration::try_from(later.duration_since(earlier)).unwrap_or(Duration::ZERO)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use jiff::{SignedDuration, Timestamp};

    use super::{Pace, QUOTA, TooLong, WINDOW, between};

    fn at(seconds: i64) -> Timestamp {
        let start: Timestamp = "2026-01-01T00:00:00Z".parse().unwrap();
        start + SignedDuration::from_secs(seconds)
    }

    #[test]
    fn never_more_than_the_quota_in_any_window() {
        let mut pace = Pace::default();
        let mut now = at(0);
        let mut sent: Vec<(Timestamp, usize)> = Vec::new();
        while sent.iter().map(|(_, n)| n).sum::<usize>() < 10_000 {
            match pace.take(20, now) {
                Ok(()) => sent.push((now, 20)),
                Err(wait) => now = now.saturating_add(wait).unwrap(),
            }
        }
        for (start, _) in &sent {
            let end = start.saturating_add(WINDOW).unwrap();
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
    fn many_writes_at_odd_times_keep_to_the_quota_and_take_little_memory() {
        let mut pace = Pace::default();
        let start = at(0);
        let mut now = start;
        let mut sent: Vec<Timestamp> = Vec::new();
        while sent.len() < 10_000 {
            match pace.take(1, now) {
                Ok(()) => sent.push(now),
                Err(wait) => now = now.saturating_add(wait).unwrap(),
            }
            now += SignedDuration::from_micros(7_919);
            assert!(pace.sent.len() <= 1_501, "{}", pace.sent.len());
        }
        for pair in sent.windows(QUOTA + 1) {
            assert!(between(pair[0], pair[QUOTA]) >= WINDOW);
        }
        // Three windows, and the last thousand; a tenth of a second each is the price.
        assert!(between(start, now) < Duration::from_secs(460));
    }

    #[test]
    fn authentication_methods_keep_five_in_ten_seconds() {
        let mut pace = Pace::of_methods();
        assert_eq!(pace.take(3, at(0)), Ok(()));
        assert_eq!(pace.take(2, at(4)), Ok(()));
        assert_eq!(pace.take(1, at(4)), Err(Duration::from_secs(6)));
        assert_eq!(pace.take(3, at(10)), Ok(()));
        assert_eq!(pace.take(1, at(10)), Err(Duration::from_secs(4)));
    }

    #[test]
    fn what_other_runs_sent_counts() {
        let mut pace = Pace::default();
        for (count, seconds) in [(500, 0), (2_000, 60), (980, 100)] {
            pace.note(count, at(seconds), at(180));
        }
        // The first is out of the window.
        assert_eq!(pace.take(20, at(180)), Ok(()));
        assert_eq!(pace.take(20, at(180)), Err(Duration::from_secs(30)));
        assert_eq!(pace.take(20, at(210)), Ok(()));
    }

    #[test]
    fn a_clock_that_was_set_back_costs_one_window_at_most() {
        let mut pace = Pace::default();
        pace.note(QUOTA, at(3_600), at(0));
        assert_eq!(pace.take(1, at(0)), Err(WINDOW));
        assert_eq!(pace.take(1, at(150)), Ok(()));
    }

    #[test]
    fn nothing_goes_out_inside_a_wait_and_the_longest_counts() {
        let mut pace = Pace::default();
        let seconds = |seconds| Some(Duration::from_secs(seconds));
        pace.throttled(seconds(30), 0, at(0)).unwrap();
        pace.throttled(Some(Duration::from_millis(249)), 0, at(1))
            .unwrap();
        assert_eq!(pace.take(1, at(1)), Err(Duration::from_secs(29)));
        assert_eq!(pace.take(1, at(30)), Ok(()));
        pace.throttled(None, 0, at(30)).unwrap();
        assert_eq!(pace.take(1, at(31)), Err(Duration::from_secs(9)));
    }

    #[test]
    fn named_wait_has_a_floor_and_a_cap() {
        let mut pace = Pace::default();
        // A date that has passed, or zero: a second and a bit.
        pace.throttled(Some(Duration::ZERO), 128, at(0)).unwrap();
        assert_eq!(pace.take(1, at(0)), Err(Duration::from_millis(1_125)));
        let year = Duration::from_secs(31_536_000);
        assert_eq!(pace.throttled(Some(year), 0, at(0)), Err(TooLong(year)));
        let limit = Duration::from_secs(1_800);
        assert_eq!(pace.throttled(Some(limit), 0, at(0)), Ok(()));
        assert_eq!(pace.take(1, at(0)), Err(limit));
    }

    #[test]
    fn what_others_use_of_the_quota_is_left_to_them() {
        let mut pace = Pace::default();
        assert_eq!(pace.take(600, at(0)), Ok(()));
        // 2,400 of 3,000 are used, a quarter of them by us: 600 are left.
        pace.load(Some(0.8), at(1));
        assert_eq!(pace.take(599, at(1)), Ok(()));
        assert_eq!(pace.take(20, at(1)), Err(Duration::from_secs(15)));
        // It is not told again: others may have gone.
        assert_eq!(pace.take(20, at(16)), Ok(()));
    }

    #[test]
    fn what_only_we_use_makes_nobody_slower() {
        let mut pace = Pace::default();
        for used in 1..=QUOTA / 20 {
            assert_eq!(pace.take(20, at(0)), Ok(()));
            #[expect(clippy::cast_precision_loss, reason = "small")]
            pace.load(Some((used * 20) as f64 / QUOTA as f64), at(0));
        }
        assert_eq!(pace.take(20, at(0)), Err(WINDOW));
    }

    #[test]
    fn a_wait_that_is_not_named_grows_until_something_is_accepted() {
        let mut pace = Pace::default();
        let mut now = at(0);
        for seconds in [10, 20, 40] {
            pace.throttled(None, 0, now).unwrap();
            assert_eq!(pace.take(1, now), Err(Duration::from_secs(seconds)));
            now += SignedDuration::try_from(Duration::from_secs(seconds)).unwrap();
        }
        pace.accepted();
        pace.throttled(None, 0, now).unwrap();
        assert_eq!(pace.take(1, now), Err(Duration::from_secs(10)));
    }
}
