//! Reads `Retry-After` of a response.
use std::time::Duration;

use http::HeaderMap;
use http::header::{DATE, RETRY_AFTER};
use jiff::Timestamp;

use crate::domain::retry_after;

/// Returns the wait that `headers` request. A date is relative to the `Date` of the response,
/// since the clock of this machine, `now`, may be wrong.
pub fn requested_wait(headers: &HeaderMap, now: Timestamp) -> Option<Duration> {
    let answered_at = headers.get(DATE).and_then(|value| value.to_str().ok());
    let answered_at = answered_at.and_then(retry_after::date).unwrap_or(now);
    let values = headers.get_all(RETRY_AFTER).iter();
    retry_after::asked(values.filter_map(|value| value.to_str().ok()), answered_at)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use http::HeaderMap;
    use jiff::Timestamp;

    use super::requested_wait;

    #[test]
    fn date_counts_from_the_date_of_the_response() {
        let now: Timestamp = "2026-01-01T01:00:00Z".parse().unwrap();
        let mut headers = HeaderMap::new();
        assert_eq!(requested_wait(&headers, now), None);
        let until = "Thu, 01 Jan 2026 00:00:07 GMT";
        headers.insert("retry-after", until.parse().unwrap());
        assert_eq!(requested_wait(&headers, now), Some(Duration::ZERO));
        headers.insert("date", "Thu, 01 Jan 2026 00:00:00 GMT".parse().unwrap());
        assert_eq!(requested_wait(&headers, now), Some(Duration::from_secs(7)));
        headers.append("retry-after", "9".parse().unwrap());
        assert_eq!(requested_wait(&headers, now), Some(Duration::from_secs(9)));
    }
}
