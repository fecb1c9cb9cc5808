//! Parsers of values for several flags.
use std::time::Duration;

use jiff::{SignedDuration, Span, SpanRelativeTo, Timestamp};

/// Longest wait that can be requested: one day.
const MAX_WAIT: Duration = Duration::from_secs(24 * 60 * 60);

/// Parses a wait such as `30s`, `10m` or `1h`.
///
/// # Errors
/// Returns the error message for clap to print.
pub fn parse_wait(text: &str) -> Result<Duration, String> {
    let parsed: jiff::SignedDuration = text
        .parse()
        .map_err(|_| "write a wait as 30s, 10m or 1h".to_owned())?;
    let wait = Duration::try_from(parsed).map_err(|_| "a wait cannot be negative".to_owned())?;
    if wait.is_zero() || wait > MAX_WAIT {
        return Err("a wait is between 1s and 24h".to_owned());
    }
    Ok(wait)
}

/// Parses the number of a task.
///
/// # Errors
/// Returns the error message for clap to print.
pub fn parse_task_number(text: &str) -> Result<u64, String> {
    text.parse()
        .map_err(|_| "a task has a number, such as 7; tasks list shows them".to_owned())
}

/// Returns a wait as typed, in the largest unit that is exact.
pub fn wait_text(wait: Duration) -> String {
    let seconds = wait.as_secs();
    if wait.subsec_nanos() > 0 {
        return format!("{}ms", wait.as_millis().max(1));
    }
    match (seconds % 3_600, seconds % 60) {
        (0, _) => format!("{}h", seconds / 3_600),
        (_, 0) => format!("{}m", seconds / 60),
        (_, _) => format!("{seconds}s"),
    }
}

/// Parses the name of a profile, cloud or scenario: lower-case letters, digits,
/// dots, dashes and underscores, at most 64, so that it can never be a path.
///
/// # Errors
/// Returns the error message for clap to print.
pub fn parse_name(text: &str) -> Result<String, String> {
    let first = text
        .chars()
        .next()
        .is_some_and(|c| c.is_ascii_lowercase() || c.is_ascii_digit());
    let rest = text
        .chars()
        .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || "._-".contains(c));
    if first && rest && text.len() <= 64 {
        return Ok(text.to_owned());
    }
    Err("a name has 1 to 64 of a-z 0-9 . _ - and starts with a letter or digit".to_owned())
}

/// A point in time, or how long ago it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// A point in time.
    At(Timestamp),
    /// A time span before now.
    Ago(SignedDuration),
}

impl When {
    /// Returns the point in time, relative to `now`.
    pub fn to_timestamp(self, now: Timestamp) -> Timestamp {
        match self {
            Self::At(at) => at,
            Self::Ago(ago) => now.saturating_sub(ago).unwrap_or(Timestamp::MIN),
        }
    }
}

/// Parses a point in time such as `2026-05-04` or `2026-05-04T03:00:00Z`, or how long
/// ago it was, such as `2h` or `7d`.
///
/// # Errors
/// Returns the error message for clap to print.
pub fn parse_when(text: &str) -> Result<When, String> {
    let wrong = || "write a time as 2026-05-04, 2026-05-04T03:00:00Z, 2h or 7d".to_owned();
    let midnight = format!("{text}T00:00:00Z");
    if let Ok(at) = text.parse().or_else(|_| midnight.parse()) {
        return Ok(When::At(at));
    }
    let span: Span = text.parse().map_err(|_| wrong())?;
    let ago = span
        .to_duration(SpanRelativeTo::days_are_24_hours())
        .map_err(|_| wrong())?;
    if ago.is_negative() {
        return Err("that time is still to come".to_owned());
    }
    Ok(When::Ago(ago))
}

/// Parses the hash of a line of the audit log.
///
/// # Errors
/// Returns the error message for clap to print.
pub fn parse_hash(text: &str) -> Result<String, String> {
    let text = text.to_ascii_lowercase();
    if text.len() == 64 && text.chars().all(|c| c.is_ascii_hexdigit()) {
        Ok(text)
    } else {
        Err("a hash is 64 hexadecimal digits".to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::{When, parse_hash, parse_name, parse_wait, parse_when};
    use std::time::Duration;

    #[test]
    fn a_time_is_a_moment_or_a_while_ago() {
        let now: jiff::Timestamp = "2026-05-04T12:00:00Z".parse().unwrap();
        for (text, moment) in [
            ("2026-05-04", "2026-05-04T00:00:00Z"),
            ("2026-05-04T03:00:00Z", "2026-05-04T03:00:00Z"),
            ("2026-05-04T03:00:00+02:00", "2026-05-04T01:00:00Z"),
            ("2h", "2026-05-04T10:00:00Z"),
            ("90m", "2026-05-04T10:30:00Z"),
            ("7d", "2026-04-27T12:00:00Z"),
        ] {
            let seen = parse_when(text).map(|when| when.to_timestamp(now).to_string());
            assert_eq!(seen.as_deref(), Ok(moment), "{text}");
        }
        for wrong in [
            "",
            "yesterday",
            "-2h",
            "10",
            "2026-13-01",
            "2026-05-04T03:00",
        ] {
            assert!(parse_when(wrong).is_err(), "{wrong}");
        }
        let far = parse_when("9000y")
            .unwrap_or(When::At(now))
            .to_timestamp(now);
        assert!(far <= now);
    }

    #[test]
    fn a_hash_is_64_digits() {
        assert_eq!(parse_hash(&"AB".repeat(32)), Ok("ab".repeat(32)));
        for wrong in ["", "ab", &"g".repeat(64), &"a".repeat(65)] {
            assert!(parse_hash(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_wait_has_a_unit_and_an_end() {
        assert_eq!(parse_wait("10m"), Ok(Duration::from_secs(600)));
        for wrong in ["", "10", "-5s", "0s", "48h", "soon"] {
            assert!(parse_wait(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_wait_is_repeated_as_it_can_be_read_again() {
        for text in ["10m", "1h", "90s", "1500ms", "24h"] {
            assert_eq!(super::wait_text(parse_wait(text).unwrap()), text);
        }
        assert_eq!(super::wait_text(parse_wait("120s").unwrap()), "2m");
    }

    #[test]
    fn a_name_is_never_a_path() {
        assert!(parse_name("prod-eu.1").is_ok());
        for wrong in [
            "",
            "..",
            "a/b",
            "C:",
            "con\0",
            "-x",
            "Ünï",
            &"x".repeat(300),
        ] {
            assert!(parse_name(wrong).is_err(), "{wrong}");
        }
    }
}
