//! The difference between this machine's clock and the service's.
use std::fmt;

use jiff::{SignedDuration, Timestamp};

/// The smallest difference worth a warning. Entra accepts five minutes.
const NOTABLE: SignedDuration = SignedDuration::from_mins(2);

/// The service's time minus this machine's, as measured by one response.
///
/// A timestamp of this machine and one of the service can only be compared after one of
/// them is converted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ClockOffset {
    seconds: i64,
}

impl ClockOffset {
    /// Computes the offset from the `Date` header of a response and the local times when
    /// the request was sent and the response received. A `Date` between these times, in
    /// whole seconds, counts as no offset.
    pub fn from_response(date: Timestamp, sent: Timestamp, received: Timestamp) -> Self {
        let (date, sent, received) = (date.as_second(), sent.as_second(), received.as_second());
        let seconds = if date < sent {
            date.saturating_sub(sent)
        } else {
            date.saturating_sub(received.max(sent)).max(0)
        };
        Self { seconds }
    }

    /// Returns the offset of this many seconds; negative if this machine is ahead.
    pub fn from_seconds(seconds: i64) -> Self {
        Self { seconds }
    }

    /// Returns the offset in seconds; negative if this machine is ahead.
    pub fn seconds(self) -> i64 {
        self.seconds
    }

    /// Converts a local time to the service's time.
    pub fn service_time(self, local: Timestamp) -> Timestamp {
        shift_by_seconds(local, self.seconds)
    }

    /// Whether the difference is worth a warning.
    pub fn is_notable(self) -> bool {
        self.seconds.saturating_abs() >= NOTABLE.as_secs()
    }
}

fn shift_by_seconds(at: Timestamp, seconds: i64) -> Timestamp {
    at.saturating_add(SignedDuration::from_secs(seconds))
        .unwrap_or(at)
}

/// Formats how this machine's clock compares to the service's, such as `12 minutes behind`.
impl fmt::Display for ClockOffset {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let seconds = self.seconds.saturating_abs();
        let (number, unit) = match seconds {
            0..120 => (seconds, "second"),
            120..7_200 => (seconds / 60, "minute"),
            7_200..172_800 => (seconds / 3_600, "hour"),
            _ => (seconds / 86_400, "day"),
        };
        let plural = if number == 1 { "" } else { "s" };
        let side = if self.seconds < 0 { "ahead" } else { "behind" };
        write!(f, "{number} {unit}{plural} {side}")
    }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::ClockOffset;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    #[test]
    fn offset_is_what_the_way_of_the_answer_does_not_explain() {
        let (sent, received) = (at("2026-03-02T03:00:00.9Z"), at("2026-03-02T03:00:10Z"));
        for (date, seconds) in [
            ("2026-03-02T03:00:00Z", 0),
            ("2026-03-02T03:00:07Z", 0),
            ("2026-03-02T03:00:10Z", 0),
            ("2026-03-02T03:12:10Z", 720),
            ("2026-03-02T02:50:00Z", -600),
        ] {
            let offset = ClockOffset::from_response(at(date), sent, received);
            assert_eq!(offset.seconds(), seconds, "{date}");
            assert_eq!(offset.is_notable(), seconds != 0, "{date}");
        }
        // The clock was set back while the response was in transit.
        let offset = ClockOffset::from_response(at("2026-03-02T03:00:20Z"), received, sent);
        assert_eq!(offset.seconds(), 10);
    }

    #[test]
    fn local_moment_is_converted_to_the_service_clock() {
        let offset = ClockOffset::from_seconds(720);
        let local = at("2026-03-02T03:00:00Z");
        let service = at("2026-03-02T03:12:00Z");
        assert_eq!(offset.service_time(local), service);
        let far = ClockOffset::from_seconds(i64::MIN);
        assert_eq!(far.service_time(local), Timestamp::MIN);
    }

    #[test]
    fn offset_reads_as_what_is_wrong_with_this_machine() {
        for (seconds, text) in [
            (720, "12 minutes behind"),
            (-840, "14 minutes ahead"),
            (1, "1 second behind"),
            (-7_200, "2 hours ahead"),
            (172_800, "2 days behind"),
            (i64::MIN, "106751991167300 days ahead"),
        ] {
            assert_eq!(ClockOffset::from_seconds(seconds).to_string(), text);
        }
    }
}
