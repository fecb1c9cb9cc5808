//! Parsers of values that several flags share.
use std::time::Duration;

/// Longest wait that can be asked for: a day.
const LONGEST_WAIT: Duration = Duration::from_secs(24 * 60 * 60);

/// Reads a wait such as `30s`, `10m` or `1h`.
///
/// # Errors
/// Says what is wrong, for clap to print.
pub fn wait(text: &str) -> Result<Duration, String> {
    let parsed: jiff::SignedDuration = text
        .parse()
        .map_err(|_| "write a wait as 30s, 10m or 1h".to_owned())?;
    let wait = Duration::try_from(parsed).map_err(|_| "a wait cannot be negative".to_owned())?;
    if wait.is_zero() || wait > LONGEST_WAIT {
        return Err("a wait is between 1s and 24h".to_owned());
    }
    Ok(wait)
}

/// A wait as it is typed, in the largest unit that says it exactly.
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

/// Reads the name of a profile, cloud or scene: lower-case letters, digits,
/// dots, dashes and underscores, at most 64, so that it can never be a path.
///
/// # Errors
/// Says what is wrong, for clap to print.
pub fn name(text: &str) -> Result<String, String> {
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

#[cfg(test)]
mod tests {
    use super::{name, wait};
    use std::time::Duration;

    #[test]
    fn a_wait_has_a_unit_and_an_end() {
        assert_eq!(wait("10m"), Ok(Duration::from_secs(600)));
        for wrong in ["", "10", "-5s", "0s", "48h", "soon"] {
            assert!(wait(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_wait_is_repeated_as_it_can_be_read_again() {
        for text in ["10m", "1h", "90s", "1500ms", "24h"] {
            assert_eq!(super::wait_text(wait(text).unwrap()), text);
        }
        assert_eq!(super::wait_text(wait("120s").unwrap()), "2m");
    }

    #[test]
    fn a_name_is_never_a_path() {
        assert!(name("prod-eu.1").is_ok());
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
            assert!(name(wrong).is_err(), "{wrong}");
        }
    }
}
