//! When a call goes again, and after how long. Pure: the client does the waiting.
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use http::HeaderMap;
use jiff::{SignedDuration, Timestamp};

use super::error::GraphError;

/// How often one call is tried in all.
pub const MOST_TRIES: u32 = 5;
/// Longest wait that is honoured by waiting; what asks for more is reported.
pub const LONGEST_WAIT: Duration = Duration::from_secs(25);
/// All waits of one call together stay below this.
pub const WAIT_BUDGET: Duration = Duration::from_secs(28);
/// No new try begins after connections that failed have taken so long.
const LONGEST_LOSS: SignedDuration = SignedDuration::from_secs(15);

/// Until when nothing may be sent: a wait that Graph asked for counts for
/// every call of a client, whoever met it.
#[derive(Debug, Clone, Default)]
pub(super) struct Gate(Arc<Mutex<Option<Timestamp>>>);

impl Gate {
    /// Nothing may be sent for `wait`.
    pub(super) fn close(&self, now: Timestamp, wait: Duration) {
        let until = now.saturating_add(wait).unwrap_or(Timestamp::MAX);
        let mut gate = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        *gate = (*gate).max(Some(until));
    }

    /// How long it is still closed.
    pub(super) fn left(&self, now: Timestamp) -> Option<Duration> {
        let until = (*self.0.lock().unwrap_or_else(PoisonError::into_inner))?;
        let left = Duration::try_from(until.duration_since(now)).ok()?;
        (!left.is_zero()).then_some(left)
    }
}

/// How often and how long one call has been tried.
#[derive(Debug, Default)]
pub(super) struct Patience {
    tried: u32,
    waited: Duration,
    lost: SignedDuration,
}

impl Patience {
    /// After a try that came to nothing: how long to wait for the next, if
    /// there is one. `wait` is what the server named, `took` the time of the try.
    pub(super) fn next(
        &mut self,
        error: &GraphError,
        wait: Option<Duration>,
        took: SignedDuration,
        chance: impl FnOnce() -> u8,
    ) -> Option<Duration> {
        self.tried += 1;
        if error.is_transport() {
            self.lost += took;
        }
        let wait = wait.unwrap_or_else(|| back_off(self.tried, chance()));
        let over_budget = wait > LONGEST_WAIT || self.waited + wait > WAIT_BUDGET;
        if self.tried >= MOST_TRIES || over_budget || self.lost > LONGEST_LOSS {
            return None;
        }
        self.waited += wait;
        Some(wait)
    }
}

/// Reads `Retry-After`: whole seconds, decimal seconds (seen in the field) or
/// an HTTP date. Of several the longest counts; nonsense counts as none.
pub fn retry_after(headers: &HeaderMap, now: Timestamp) -> Option<Duration> {
    headers
        .get_all(http::header::RETRY_AFTER)
        .iter()
        .filter_map(|value| parse_wait(value.to_str().ok()?, now))
        .max()
}

/// Reads one `Retry-After` value.
pub fn parse_wait(text: &str, now: Timestamp) -> Option<Duration> {
    let text = text.trim();
    if let Ok(seconds) = text.parse::<f64>() {
        return (seconds.is_finite() && seconds >= 0.0)
            .then(|| Duration::from_secs_f64(seconds.min(86_400.0)));
    }
    let date = jiff::fmt::rfc2822::DateTimeParser::new()
        .parse_timestamp(text)
        .ok()?;
    Duration::try_from(date.duration_since(now))
        .ok()
        .or(Some(Duration::ZERO))
}

/// The wait before try number `tried + 1` where the server named none: 1, 2,
/// 4, 8 s, each up to a quarter longer so that clients do not march in step.
pub fn back_off(tried: u32, chance: u8) -> Duration {
    let base = Duration::from_secs(1_u64 << tried.saturating_sub(1).min(3));
    base + base.mul_f64(f64::from(chance) / 1024.0)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use jiff::{SignedDuration, Timestamp};

    use super::{Patience, back_off, parse_wait};
    use crate::graph::error::GraphError;
    use crate::transport::TransportError;

    #[test]
    fn a_wait_is_seconds_decimals_or_a_date() {
        let now: Timestamp = "2026-01-01T00:00:00Z".parse().unwrap();
        assert_eq!(parse_wait("10", now), Some(Duration::from_secs(10)));
        assert_eq!(parse_wait("0.249", now), Some(Duration::from_millis(249)));
        assert_eq!(
            parse_wait("Thu, 01 Jan 2026 00:00:07 GMT", now),
            Some(Duration::from_secs(7))
        );
        assert_eq!(
            parse_wait("Wed, 31 Dec 2025 00:00:00 GMT", now),
            Some(Duration::ZERO)
        );
        assert_eq!(parse_wait("-3", now), None);
        assert_eq!(parse_wait("soon", now), None);
        assert_eq!(parse_wait("1e99", now), Some(Duration::from_secs(86_400)));
    }

    #[test]
    fn a_network_that_takes_long_to_fail_is_not_tried_as_often() {
        let error = GraphError::Transport {
            call: "GET /users".to_owned(),
            source: TransportError::Timeout {
                host: "graph.example".to_owned(),
            },
        };
        let tries = |took: i64| {
            let mut patience = Patience::default();
            let took = SignedDuration::from_secs(took);
            let again = std::iter::repeat_with(|| patience.next(&error, None, took, || 0));
            1 + again.take_while(Option::is_some).count()
        };
        assert_eq!(tries(0), 5);
        assert_eq!(tries(10), 2);
        assert_eq!(tries(25), 1);
    }

    #[test]
    fn waits_grow_and_end() {
        assert!(back_off(1, 0) < back_off(2, 0));
        assert!(back_off(9, 255) <= Duration::from_secs(10));
    }
}
