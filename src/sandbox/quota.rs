//! The write quota, if one is set as a fault: a maximum number of writes in any window
//! of time. Its used share is reported from 80 percent on. Items of batches count;
//! reads and the batches themselves do not.
use jiff::{SignedDuration, Timestamp};

use super::faults::{FaultKind, Faults};

/// Graph's own limit (identity and access, for an application in a tenant).
const WRITES: usize = 3_000;
const SECONDS: i64 = 150;

/// State of the quota at a write.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Quota {
    /// The write is allowed; this share of the quota is used.
    Near(f64),
    /// The write is refused for this long.
    Spent(SignedDuration),
}

impl Faults {
    /// Counts a write. Returns `None` if no quota is set or less than 80 percent of it is used.
    pub(super) fn count_write(
        &mut self,
        method: &str,
        path: &str,
        now: Timestamp,
    ) -> Option<Quota> {
        let write = !method.eq_ignore_ascii_case("GET") && !path.ends_with("/$batch");
        let mut rules = self.rules.iter_mut();
        let rule = rules
            .find(|rule| write && rule.kind == FaultKind::Quota && rule.matches(method, path))?;
        let seconds = rule.seconds.and_then(|seconds| i64::try_from(seconds).ok());
        let window = SignedDuration::from_secs(seconds.unwrap_or(SECONDS));
        let writes = rule.writes.unwrap_or(WRITES).max(1);
        while let Some(first) = rule.window.front()
            && now.duration_since(*first) >= window
        {
            rule.window.pop_front();
        }
        if let Some(first) = rule.window.front()
            && rule.window.len() >= writes
        {
            rule.strikes += 1;
            return Some(Quota::Spent(window - now.duration_since(*first)));
        }
        rule.window.push_back(now);
        #[expect(clippy::cast_precision_loss, reason = "a share for people to read")]
        let share = rule.window.len() as f64 / writes as f64;
        (share >= 0.8).then_some(Quota::Near(share))
    }
}

#[cfg(test)]
mod tests {
    use jiff::{SignedDuration, Timestamp};

    use super::Quota;
    use crate::sandbox::faults::Faults;

    #[test]
    fn so_many_writes_go_into_any_window() {
        let mut faults = Faults::default();
        faults.set(Faults::parse("quota:writes=5,seconds=10").unwrap());
        let at = |seconds| Timestamp::UNIX_EPOCH + SignedDuration::from_secs(seconds);
        let mut said = |method, seconds| faults.count_write(method, "/v1.0/users/1", at(seconds));
        assert_eq!(said("GET", 0), None);
        for expected in [
            None,
            None,
            None,
            Some(Quota::Near(0.8)),
            Some(Quota::Near(1.0)),
        ] {
            assert_eq!(said("PATCH", 1), expected);
        }
        let left = SignedDuration::from_secs(7);
        assert_eq!(said("POST", 4), Some(Quota::Spent(left)));
        assert_eq!(said("POST", 11), None);
    }
}
