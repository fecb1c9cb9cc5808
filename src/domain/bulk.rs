//! Rows of a bulk run in little memory, its slow start, and the circuit breaker. Pure.
use std::collections::VecDeque;

use jiff::Timestamp;
use uuid::Uuid;

use super::account::Account;
use crate::ids::ObjectId;

/// Number of accounts above which a run starts slowly.
pub const SLOW_START_ABOVE: usize = 500;

/// Number of accounts that never needs a second signature, however small the tenant is.
const MIN_SIGNATURE_THRESHOLD: usize = 50;

/// Plan sizes above which more confirmation is required.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Number of accounts above which the user must type that number to confirm.
    pub typed_above: usize,
    /// Number of accounts above which a second person must sign the plan.
    pub signed_above: usize,
    /// Percentage of the users of the tenant above which a second person must sign, if
    /// that is more than 50 accounts.
    pub signed_above_percent: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            typed_above: 50,
            signed_above: 500,
            signed_above_percent: 5,
        }
    }
}

impl Limits {
    /// Returns the number of accounts above which a plan needs a second signature, in a
    /// tenant with `people` users. By default: 5 % of the users, but at least 50 and at
    /// most 500. A tenant of unknown size counts as small.
    pub fn signature_threshold(&self, people: Option<usize>) -> usize {
        let hundredths =
            people.map_or(0, |people| people.saturating_mul(self.signed_above_percent));
        let part = MIN_SIGNATURE_THRESHOLD.max(hundredths / 100);
        part.min(self.signed_above)
    }
}

/// One account of a bulk run, with only the fields that decisions need.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BulkRow {
    id: Uuid,
    /// User principal name.
    pub upn: Box<str>,
    /// Whether sign-in is allowed.
    pub enabled: Option<bool>,
    /// Whether the account was invited from another tenant.
    pub guest: bool,
    /// Whether the account is synced from Active Directory.
    pub synced: bool,
    /// Whether the account signs in at another identity provider.
    pub federated: Option<bool>,
    /// Time before which all sessions are revoked.
    pub sessions_valid_from: Option<Timestamp>,
    /// Time of the last password change.
    pub password_changed: Option<Timestamp>,
}

impl BulkRow {
    /// Returns the row of an account; `None` if its id is not a GUID, which never
    /// happens.
    pub fn from_account(account: &Account) -> Option<Self> {
        Some(Self {
            id: Uuid::try_parse(account.id.as_str()).ok()?,
            upn: account.upn.as_str().into(),
            enabled: account.enabled,
            guest: account.guest,
            synced: account.synced,
            federated: account.federated,
            sessions_valid_from: account.sessions_valid_from,
            password_changed: account.password_changed,
        })
    }

    /// Returns a row with id and UPN only; `None` if the id is not a GUID.
    pub fn from_id(id: &ObjectId, upn: &str) -> Option<Self> {
        Some(Self {
            id: Uuid::try_parse(id.as_str()).ok()?,
            upn: upn.into(),
            enabled: None,
            guest: false,
            synced: false,
            federated: None,
            sessions_valid_from: None,
            password_changed: None,
        })
    }

    /// Returns the row as an account without roles: an account that has roles is never kept
    /// as a row.
    pub fn to_account(&self) -> Option<Account> {
        Some(Account {
            id: self.id()?,
            upn: self.upn.to_string(),
            name: None,
            mail: None,
            department: None,
            job_title: None,
            enabled: self.enabled,
            guest: self.guest,
            synced: self.synced,
            federated: self.federated,
            roles: Some(Vec::new()),
            role_assignable_group: Some(false),
            owns_role_group: Some(false),
            eligible: Some(false),
            restricted: None,
            sessions_valid_from: self.sessions_valid_from,
            password_changed: self.password_changed,
            created: None,
        })
    }

    /// Returns the object id.
    pub fn id(&self) -> Option<ObjectId> {
        self.id.hyphenated().to_string().parse().ok()
    }
}

/// Number of consecutive equal refusals that stops a run.
const MAX_CONSECUTIVE_REFUSALS: usize = 5;

/// Number of latest results that the error rate is computed over.
const ERROR_RATE_WINDOW: usize = 100;

/// Minimum number of results for an error rate.
const MIN_RESULTS_FOR_RATE: usize = 20;

/// Stops a run when too many steps fail.
#[derive(Debug, Default)]
pub struct CircuitBreaker {
    last: Option<u16>,
    in_a_row: usize,
    window: VecDeque<bool>,
}

impl CircuitBreaker {
    /// Records a step that succeeded.
    pub fn record_success(&mut self) {
        self.last = None;
        self.in_a_row = 0;
        self.push_result(true);
    }

    /// Records a failed step, with the HTTP status if there was an answer.
    pub fn record_failure(&mut self, status: Option<u16>) {
        let counted = status.filter(|status| matches!(status, 403 | 404));
        self.in_a_row = match counted {
            Some(_) if counted == self.last => self.in_a_row + 1,
            Some(_) => 1,
            None => 0,
        };
        self.last = counted;
        self.push_result(false);
    }

    fn push_result(&mut self, succeeded: bool) {
        self.window.push_back(succeeded);
        if self.window.len() > ERROR_RATE_WINDOW {
            self.window.pop_front();
        }
    }

    /// Returns why the run must stop; `None` if it may continue.
    pub fn stop_reason(&self) -> Option<String> {
        if let Some(status) = self.last
            && self.in_a_row >= MAX_CONSECUTIVE_REFUSALS
        {
            return Some(format!(
                "Graph refused {} steps in a row with {status}",
                self.in_a_row
            ));
        }
        let bad = self.window.iter().filter(|good| !**good).count();
        let all = self.window.len();
        (all >= MIN_RESULTS_FOR_RATE && bad * 5 > all)
            .then(|| format!("{bad} of the last {all} steps failed"))
    }
}

/// Limits the steps in flight: first 1, then 10, then 100, then unlimited. A level starts
/// when all steps of the level before have ended.
#[derive(Debug)]
pub struct SlowStart {
    levels: &'static [usize],
    taken: usize,
}

impl SlowStart {
    /// Returns the slow start for a run over `accounts`; small runs have no limit.
    pub fn new(accounts: usize) -> Self {
        Self {
            levels: if accounts > SLOW_START_ABOVE {
                &[1, 10, 100]
            } else {
                &[]
            },
            taken: 0,
        }
    }

    /// Returns how many more steps may be sent at this level.
    pub fn capacity(&self) -> usize {
        self.levels
            .first()
            .map_or(usize::MAX, |level| level.saturating_sub(self.taken))
    }

    /// Records that this many steps were sent.
    pub fn record_sent(&mut self, steps: usize) {
        self.taken += steps;
    }

    /// Starts the next level if this one has no capacity left. Called when nothing is in
    /// flight and the error rate is acceptable.
    pub fn advance_level_if_used_up(&mut self) {
        if self.capacity() == 0 {
            self.levels = self.levels.get(1..).unwrap_or_default();
            self.taken = 0;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{CircuitBreaker, Limits, SlowStart};

    #[test]
    fn a_large_part_of_a_tenant_needs_a_second_person() {
        let usual = Limits::default();
        for (people, limit) in [
            // 5 % are less than 50: 51 accounts are more than the larger of both.
            (Some(0), 50),
            (Some(200), 50),
            (Some(1_000), 50),
            (Some(1_019), 50),
            (Some(1_020), 51),
            (Some(4_000), 200),
            (Some(10_000), 500),
            (Some(1_000_000), 500),
            (None, 50),
        ] {
            assert_eq!(usual.signature_threshold(people), limit, "{people:?}");
        }
        let strict = Limits {
            signed_above: 20,
            ..usual
        };
        for people in [None, Some(200), Some(4_000)] {
            assert_eq!(strict.signature_threshold(people), 20);
        }
    }

    #[test]
    fn five_equal_refusals_or_a_fifth_of_errors_stop_a_run() {
        let mut breaker = CircuitBreaker::default();
        for _ in 0..4 {
            breaker.record_failure(Some(403));
        }
        breaker.record_failure(Some(404));
        assert_eq!(breaker.stop_reason(), None);
        for _ in 0..4 {
            breaker.record_failure(Some(404));
        }
        assert!(breaker.stop_reason().unwrap().contains("404"));
        let mut breaker = CircuitBreaker::default();
        for number in 0..40 {
            if number % 4 == 0 {
                breaker.record_failure(Some(400));
            } else {
                breaker.record_success();
            }
        }
        assert!(breaker.stop_reason().unwrap().contains("10 of the last 40"));
        let mut breaker = CircuitBreaker::default();
        for number in 0..200 {
            if number % 10 == 0 {
                breaker.record_failure(Some(404));
            } else {
                breaker.record_success();
            }
        }
        assert_eq!(breaker.stop_reason(), None);
    }

    #[test]
    fn a_large_run_begins_with_one_ten_and_a_hundred() {
        let mut ramp = SlowStart::new(501);
        for level in [1, 10, 100] {
            assert_eq!(ramp.capacity(), level);
            ramp.record_sent(level);
            assert_eq!(ramp.capacity(), 0);
            ramp.advance_level_if_used_up();
        }
        assert_eq!(ramp.capacity(), usize::MAX);
        assert_eq!(SlowStart::new(500).capacity(), usize::MAX);
    }
}
