//! How fast writes may go: Graph's quota, and whatever it asks for on the way.
//!
//! Pure: the caller says what time it is and does the waiting.
use std::collections::VecDeque;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};

/// Writes in one window, for an application in a tenant (Graph's identity and
/// access limits: 3,000 in 150 seconds).
pub const QUOTA: usize = 3_000;

/// The window of the quota.
pub const WINDOW: Duration = Duration::from_secs(150);

/// Wait after a 429 that names none.
const UNNAMED: Duration = Duration::from_secs(10);

/// The pace of one application in one tenant, for all that is under way.
#[derive(Debug, Default)]
pub struct Pace {
    sent: VecDeque<(Timestamp, usize)>,
    in_window: usize,
    until: Option<Timestamp>,
    unnamed: u32,
    /// Graph said that the limit is near: half as fast.
    near: bool,
}

impl Pace {
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
            if between(at, now) < WINDOW {
                break;
            }
            self.in_window = self.in_window.saturating_sub(number);
            self.sent.pop_front();
        }
        let quota = if self.near { QUOTA / 2 } else { QUOTA };
        if self.in_window + count > quota
            && let Some((oldest, _)) = self.sent.front()
        {
            return Err(WINDOW.saturating_sub(between(*oldest, now)));
        }
        match self.sent.back_mut() {
            Some((at, number)) if *at == now => *number += count,
            _ => self.sent.push_back((now, count)),
        }
        self.in_window += count;
        Ok(())
    }

    /// Graph asked to wait. Nothing goes out before that time has passed.
    pub fn throttled(&mut self, wait: Option<Duration>, now: Timestamp) {
        let wait = wait.unwrap_or_else(|| {
            let wait = UNNAMED * 2_u32.pow(self.unnamed.min(4));
            self.unnamed += 1;
            wait
        });
        self.hold(wait, now);
    }

    /// Nothing goes out for `wait`.
    pub fn hold(&mut self, wait: Duration, now: Timestamp) {
        let until = now
            .saturating_add(SignedDuration::try_from(wait).unwrap_or(SignedDuration::MAX))
            .unwrap_or(now);
        self.until = Some(self.until.map_or(until, |known| known.max(until)));
    }

    /// Graph's `x-ms-throttle-limit-percentage`: from 0.8 on the limit is near.
    pub fn load(&mut self, share: Option<f64>) {
        if let Some(share) = share {
            self.near = share >= 0.8;
        }
    }
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

    use super::{Pace, QUOTA, WINDOW};

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
    fn nothing_goes_out_inside_a_wait_and_the_longest_counts() {
        let mut pace = Pace::default();
        pace.throttled(Some(Duration::from_secs(30)), at(0));
        pace.throttled(Some(Duration::from_millis(249)), at(1));
        assert_eq!(pace.take(1, at(1)), Err(Duration::from_secs(29)));
        assert_eq!(pace.take(1, at(30)), Ok(()));
        pace.throttled(None, at(30));
        assert_eq!(pace.take(1, at(31)), Err(Duration::from_secs(9)));
    }

    #[test]
    fn near_the_limit_it_goes_half_as_fast() {
        let mut pace = Pace::default();
        pace.load(Some(0.9));
        assert_eq!(pace.take(QUOTA / 2, at(0)), Ok(()));
        assert!(pace.take(1, at(1)).is_err());
        pace.load(Some(0.3));
        assert_eq!(pace.take(1, at(1)), Ok(()));
    }
}
