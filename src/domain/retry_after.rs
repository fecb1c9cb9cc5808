//! `Retry-After`: what a service asks for, and what is done about it. One reading
//! and one policy for single requests, lists and sign-in.
use std::time::Duration;

use jiff::Timestamp;

/// Shortest wait before the next attempt. A service that names less, or a moment
/// that has passed, would be asked in a circle.
pub const MIN_WAIT: Duration = Duration::from_secs(1);

/// Longest wait that is believed. What asks for more ends the run.
pub const MAX_WAIT: Duration = Duration::from_secs(30 * 60);

/// Longest wait while a user watches; what asks for more is reported.
pub const MAX_ATTENDED_WAIT: Duration = Duration::from_secs(25);

/// All waits of one request while a user watches.
pub const MAX_ATTENDED_TOTAL: Duration = Duration::from_secs(28);

/// No new attempt starts after connections that failed have taken so long.
const MAX_LOST: Duration = Duration::from_secs(15);

/// Longest wait that is told apart: a day.
const MAX_READ: f64 = 86_400.0;

/// A service asks to wait longer than [`MAX_WAIT`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TooLong(pub Duration);

impl std::fmt::Display for TooLong {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let minutes = self.0.as_secs().div_ceil(60);
        let most = MAX_WAIT.as_secs() / 60;
        write!(
            f,
            "the service asks to wait {minutes} minutes, which is longer than {most}"
        )
    }
}

/// What the `values` of the header ask for: seconds, decimal seconds (seen in the
/// field) or an HTTP date, which counts from `answered`. The longest of several
/// counts; a negative number or anything else counts as no header.
pub fn asked<'a>(
    values: impl IntoIterator<Item = &'a str>,
    answered: Timestamp,
) -> Option<Duration> {
    let waits = values.into_iter().filter_map(|text| one(text, answered));
    waits.max()
}

fn one(text: &str, answered: Timestamp) -> Option<Duration> {
    let text = text.trim();
    if let Ok(seconds) = text.parse::<f64>() {
        return (seconds.is_finite() && seconds >= 0.0)
            .then(|| Duration::from_secs_f64(seconds.min(MAX_READ)));
    }
    let longest = Duration::from_secs_f64(MAX_READ);
    let Some(date) = date(text) else {
        return is_end_of_time(text).then_some(longest);
    };
    let wait = Duration::try_from(date.duration_since(answered)).unwrap_or_default();
    Some(wait.min(longest))
}

/// Whether `text` is a date after the last one that a timestamp can hold, such as the
/// last second of the year 9999.
fn is_end_of_time(text: &str) -> bool {
    let read = jiff::civil::DateTime::strptime("%a, %d %b %Y %H:%M:%S GMT", text);
    read.is_ok_and(|date| date.year() == 9_999)
}

/// An HTTP date.
pub fn date(text: &str) -> Option<Timestamp> {
    let parser = jiff::fmt::rfc2822::DateTimeParser::new();
    parser.parse_timestamp(text.trim()).ok()
}

/// The wait before attempt number `attempt + 1`: what was asked for but at least
/// [`MIN_WAIT`], or 1, 2, 4, 8 s if nothing was. A wait that no server named is up to a
/// quarter longer by `chance`, so that clients do not march in step.
///
/// # Errors
/// If more than [`MAX_WAIT`] was asked for.
pub fn wait(
    asked: Option<Duration>,
    attempt: u32,
    chance: impl FnOnce() -> u8,
) -> Result<Duration, TooLong> {
    match asked {
        Some(asked) if asked > MAX_WAIT => Err(TooLong(asked)),
        Some(asked) if asked >= MIN_WAIT => Ok(asked),
        Some(_) => Ok(jittered(MIN_WAIT, chance())),
        None => Ok(back_off(attempt, chance())),
    }
}

/// Attempts and waits of one request while a user watches.
#[derive(Debug)]
pub struct RetryBudget {
    max_attempts: u32,
    attempts: u32,
    waited: Duration,
    lost: Duration,
}

impl RetryBudget {
    /// A budget of so many attempts.
    pub fn of(max_attempts: u32) -> Self {
        Self {
            max_attempts,
            attempts: 0,
            waited: Duration::ZERO,
            lost: Duration::ZERO,
        }
    }

    /// How long to wait for the next attempt, or `None` if there is none. `asked` is
    /// `Retry-After`, `lost` the time that the last attempt took if the network failed.
    pub fn next(
        &mut self,
        asked: Option<Duration>,
        lost: Duration,
        chance: impl FnOnce() -> u8,
    ) -> Option<Duration> {
        self.attempts += 1;
        self.lost += lost;
        let wait = wait(asked, self.attempts, chance).ok()?;
        let over_budget = wait > MAX_ATTENDED_WAIT || self.waited + wait > MAX_ATTENDED_TOTAL;
        if self.attempts >= self.max_attempts || over_budget || self.lost > MAX_LOST {
            return None;
        }
        self.waited += wait;
        Some(wait)
    }
}

/// The wait before attempt number `attempt + 1` if nothing was asked for.
pub fn back_off(attempt: u32, chance: u8) -> Duration {
    let base = MIN_WAIT * (1_u32 << attempt.saturating_sub(1).min(3));
    jittered(base, chance)
}

/// `base`, up to a quarter longer.
pub fn jittered(base: Duration, chance: u8) -> Duration {
    base + base.mul_f64(f64::from(chance) / 1024.0)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use jiff::Timestamp;

    use super::{MAX_WAIT, MIN_WAIT, RetryBudget, TooLong, asked, back_off, wait};

    fn of(text: &str) -> Option<Duration> {
        let now: Timestamp = "2026-01-01T00:00:00Z".parse().unwrap();
        asked([text], now)
    }

    #[test]
    fn a_wait_is_seconds_decimals_or_a_date() {
        assert_eq!(of("10"), Some(Duration::from_secs(10)));
        assert_eq!(of(" 0.249 "), Some(Duration::from_millis(249)));
        let date = of("Thu, 01 Jan 2026 00:00:07 GMT");
        assert_eq!(date, Some(Duration::from_secs(7)));
        let day = Some(Duration::from_secs(86_400));
        for text in ["1e99", "31536000", "Fri, 31 Dec 9999 23:59:59 GMT"] {
            assert_eq!(of(text), day, "{text}");
        }
        for text in ["0", "-0", "Wed, 31 Dec 2025 00:00:00 GMT"] {
            assert_eq!(of(text), Some(Duration::ZERO), "{text}");
        }
        for text in ["", "-3", "soon", "NaN", "inf", "1, 5", "5 s", "2026-01-01"] {
            assert_eq!(of(text), None, "{text}");
        }
        let now: Timestamp = "2026-01-01T00:00:00Z".parse().unwrap();
        let several = asked(["1", "soon", "5", "-9"], now);
        assert_eq!(several, Some(Duration::from_secs(5)));
    }

    #[test]
    fn whatever_is_asked_the_wait_has_a_floor_and_a_cap() {
        for text in [
            "0",
            "-5",
            "0.001",
            "soon",
            "",
            "NaN",
            "-1e99",
            "Thu, 01 Jan 1970 00:00:00 GMT",
            "7",
            "1799",
            "1800",
        ] {
            for attempt in 0..40 {
                for chance in [0, 127, 255] {
                    let wait = wait(of(text), attempt, || chance).unwrap();
                    assert!((MIN_WAIT..=MAX_WAIT).contains(&wait), "{text}: {wait:?}");
                }
            }
        }
        // Clients that met the same past moment do not come back together.
        assert_ne!(wait(of("0"), 1, || 0), wait(of("0"), 1, || 200));
        // What was named in full is kept to the second.
        assert_eq!(wait(of("7"), 1, || 200), Ok(Duration::from_secs(7)));
        for text in ["1801", "31536000", "Fri, 31 Dec 9999 23:59:59 GMT"] {
            let TooLong(wait) = wait(of(text), 1, || 0).unwrap_err();
            assert!(wait > MAX_WAIT, "{text}");
        }
    }

    #[test]
    fn network_that_takes_long_to_fail_is_not_tried_as_often() {
        let attempts = |took: u64| {
            let mut budget = RetryBudget::of(5);
            let took = Duration::from_secs(took);
            let again = std::iter::repeat_with(|| budget.next(None, took, || 0));
            1 + again.take_while(Option::is_some).count()
        };
        assert_eq!(attempts(0), 5);
        assert_eq!(attempts(10), 2);
        assert_eq!(attempts(25), 1);
    }

    #[test]
    fn watching_user_waits_half_a_minute_at_most() {
        let total = |text: &str| {
            let mut budget = RetryBudget::of(5);
            let waits = std::iter::repeat_with(|| budget.next(of(text), Duration::ZERO, || 0));
            waits.map_while(|wait| wait).sum::<Duration>().as_secs()
        };
        for (text, seconds) in [("0", 4), ("10", 20), ("25", 25), ("26", 0), ("31536000", 0)] {
            assert_eq!(total(text), seconds, "{text}");
        }
    }

    #[test]
    fn waits_grow_and_end() {
        assert!(back_off(1, 0) < back_off(2, 0));
        assert!(back_off(9, 255) <= Duration::from_secs(10));
    }

    #[test]
    fn what_is_too_long_is_said_in_minutes() {
        assert_eq!(
            TooLong(Duration::from_secs(1_801)).to_string(),
            "the service asks to wait 31 minutes, which is longer than 30"
        );
    }
}
