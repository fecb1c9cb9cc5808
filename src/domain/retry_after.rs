//! `Retry-After`: parsing and the retry policy, shared by single requests, lists and
//! sign-in.
use std::time::Duration;

use jiff::Timestamp;

/// Minimum wait before the next attempt, even if the service requests less or names a
/// time in the past: prevents a busy loop.
pub const MIN_WAIT: Duration = Duration::from_secs(1);

/// Maximum wait that is accepted. If the service requests more, the run ends.
pub const MAX_WAIT: Duration = Duration::from_secs(30 * 60);

/// Maximum single wait while a user watches; a longer one is reported as a failure.
pub const MAX_ATTENDED_WAIT: Duration = Duration::from_secs(25);

/// Maximum total wait of one request while a user watches.
pub const MAX_ATTENDED_TOTAL: Duration = Duration::from_secs(28);

/// No new attempt starts after failed connections have taken this long.
const MAX_LOST: Duration = Duration::from_secs(15);

/// Maximum wait that is parsed, in seconds: a day.
const MAX_READ: f64 = 86_400.0;

/// The service requires a wait longer than [`MAX_WAIT`].
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

/// Returns the longest wait that the `values` of the header request. A value is a number
/// of seconds (decimals occur in practice) or an HTTP date, relative to `answered`. Ignores
/// negative numbers and anything else.
pub fn parse_header<'a>(
    values: impl IntoIterator<Item = &'a str>,
    answered: Timestamp,
) -> Option<Duration> {
    let waits = values
        .into_iter()
        .filter_map(|text| parse_value(text, answered));
    waits.max()
}

fn parse_value(text: &str, answered: Timestamp) -> Option<Duration> {
    let text = text.trim();
    if let Ok(seconds) = text.parse::<f64>() {
        return (seconds.is_finite() && seconds >= 0.0)
            .then(|| Duration::from_secs_f64(seconds.min(MAX_READ)));
    }
    let longest = Duration::from_secs_f64(MAX_READ);
    let Some(date) = parse_http_date(text) else {
        return is_end_of_time(text).then_some(longest);
    };
    let wait = Duration::try_from(date.duration_since(answered)).unwrap_or_default();
    Some(wait.min(longest))
}

/// Whether `text` is an HTTP date in the year 9999. The last days of that year cannot be
/// represented as a timestamp.
fn is_end_of_time(text: &str) -> bool {
    let read = jiff::civil::DateTime::strptime("%a, %d %b %Y %H:%M:%S GMT", text);
    read.is_ok_and(|date| date.year() == 9_999)
}

/// Parses an HTTP date.
pub fn parse_http_date(text: &str) -> Option<Timestamp> {
    let parser = jiff::fmt::rfc2822::DateTimeParser::new();
    parser.parse_timestamp(text.trim()).ok()
}

/// Returns the wait before attempt number `attempt + 1`: as requested (`asked`), but at
/// least [`MIN_WAIT`]; 1, 2, 4, then 8 s if none was requested. A wait that the service did
/// not choose is extended by up to a quarter by the random byte `chance`, so that clients
/// spread out.
///
/// # Errors
/// Fails if the service requested more than [`MAX_WAIT`].
pub fn wait_before_retry(
    asked: Option<Duration>,
    attempt: u32,
    chance: impl FnOnce() -> u8,
) -> Result<Duration, TooLong> {
    match asked {
        Some(asked) if asked > MAX_WAIT => Err(TooLong(asked)),
        Some(asked) if asked >= MIN_WAIT => Ok(asked),
        Some(_) => Ok(add_jitter(MIN_WAIT, chance())),
        None => Ok(back_off(attempt, chance())),
    }
}

/// Limits attempts and waits of one request while a user watches.
#[derive(Debug)]
pub struct RetryBudget {
    max_attempts: u32,
    attempts: u32,
    waited: Duration,
    lost: Duration,
}

impl RetryBudget {
    /// Creates a budget of `max_attempts`.
    pub fn with_max_attempts(max_attempts: u32) -> Self {
        Self {
            max_attempts,
            attempts: 0,
            waited: Duration::ZERO,
            lost: Duration::ZERO,
        }
    }

    /// Counts a failed attempt and returns how long to wait before the next one; `None` if
    /// the budget is used up. `asked` is `Retry-After`; `lost` is how long the attempt took
    /// if the network failed, else zero.
    pub fn next_wait(
        &mut self,
        asked: Option<Duration>,
        lost: Duration,
        chance: impl FnOnce() -> u8,
    ) -> Option<Duration> {
        self.attempts += 1;
        self.lost += lost;
        let wait = wait_before_retry(asked, self.attempts, chance).ok()?;
        let over_budget = wait > MAX_ATTENDED_WAIT || self.waited + wait > MAX_ATTENDED_TOTAL;
        if self.attempts >= self.max_attempts || over_budget || self.lost > MAX_LOST {
            return None;
        }
        self.waited += wait;
        Some(wait)
    }
}

/// Returns the wait before attempt number `attempt + 1` if the service requested none.
pub fn back_off(attempt: u32, chance: u8) -> Duration {
    let base = MIN_WAIT * (1_u32 << attempt.saturating_sub(1).min(3));
    add_jitter(base, chance)
}

/// Returns `base` extended by up to a quarter, by the random byte `chance`.
pub fn add_jitter(base: Duration, chance: u8) -> Duration {
    base + base.mul_f64(f64::from(chance) / 1024.0)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use jiff::Timestamp;

    use super::{
        MAX_WAIT, MIN_WAIT, RetryBudget, TooLong, back_off, parse_header, wait_before_retry,
    };

    fn of(text: &str) -> Option<Duration> {
        let now: Timestamp = "2026-01-01T00:00:00Z".parse().unwrap();
        parse_header([text], now)
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
        let several = parse_header(["1", "soon", "5", "-9"], now);
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
                    let wait = wait_before_retry(of(text), attempt, || chance).unwrap();
                    assert!((MIN_WAIT..=MAX_WAIT).contains(&wait), "{text}: {wait:?}");
                }
            }
        }
        // Clients that got the same past date do not retry at the same time.
        assert_ne!(
            wait_before_retry(of("0"), 1, || 0),
            wait_before_retry(of("0"), 1, || 200)
        );
        // A wait that the service requested is not extended.
        assert_eq!(
            wait_before_retry(of("7"), 1, || 200),
            Ok(Duration::from_secs(7))
        );
        for text in ["1801", "31536000", "Fri, 31 Dec 9999 23:59:59 GMT"] {
            let TooLong(wait) = wait_before_retry(of(text), 1, || 0).unwrap_err();
            assert!(wait > MAX_WAIT, "{text}");
        }
    }

    #[test]
    fn network_that_takes_long_to_fail_is_not_tried_as_often() {
        let attempts = |took: u64| {
            let mut budget = RetryBudget::with_max_attempts(5);
            let took = Duration::from_secs(took);
            let again = std::iter::repeat_with(|| budget.next_wait(None, took, || 0));
            1 + again.take_while(Option::is_some).count()
        };
        assert_eq!(attempts(0), 5);
        assert_eq!(attempts(10), 2);
        assert_eq!(attempts(25), 1);
    }

    #[test]
    fn watching_user_waits_half_a_minute_at_most() {
        let total = |text: &str| {
            let mut budget = RetryBudget::with_max_attempts(5);
            let waits = std::iter::repeat_with(|| budget.next_wait(of(text), Duration::ZERO, || 0));
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
