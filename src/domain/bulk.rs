//! The rows of a bulk run, small enough to hold many; and when a run that goes
//! wrong stops by itself. Pure.
use std::collections::VecDeque;

use jiff::Timestamp;
use uuid::Uuid;

use super::account::Account;
use crate::ids::ObjectId;

/// Accounts above which a run begins slowly.
pub const SLOW_START_ABOVE: usize = 500;

/// Accounts that one person may decide on alone however small the tenant is.
const ALWAYS_ALONE: usize = 50;

/// A number of accounts in words.
pub fn accounts(count: usize) -> String {
    if count == 1 {
        "1 account".to_owned()
    } else {
        format!("{count} accounts")
    }
}

/// How many accounts one person may decide on alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Accounts above which their number must be typed.
    pub typed_above: usize,
    /// Accounts above which a second person must have signed the plan.
    pub signed_above: usize,
    /// Part of the tenant, in percent, above which a second person must have
    /// signed, but at least 50 accounts.
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
    /// Accounts above which the plan needs a second person's signature, in a
    /// tenant with `people` users: the larger of 50 and 5 % of the tenant, and never
    /// more than 500. A tenant whose size is not known counts as a small one.
    pub fn signed_above(&self, people: Option<usize>) -> usize {
        let hundredths =
            people.map_or(0, |people| people.saturating_mul(self.signed_above_percent));
        let part = ALWAYS_ALONE.max(hundredths / 100);
        part.min(self.signed_above)
    }
}

/// One account of a bulk run: what decides about it and no more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    id: Uuid,
    /// User principal name.
    pub upn: Box<str>,
    /// Whether sign-in is allowed.
    pub enabled: Option<bool>,
    /// Invited from another tenant.
    pub guest: bool,
    /// Mastered in Active Directory.
    pub synced: bool,
    /// Signs in at another identity provider.
    pub federated: Option<bool>,
    /// Sessions begun before this no longer count.
    pub sessions_valid_from: Option<Timestamp>,
    /// When the password was last changed.
    pub password_changed: Option<Timestamp>,
}

impl Row {
    /// The row of an account; `None` where its id is none, which no
    /// [`ObjectId`] is.
    pub fn of(account: &Account) -> Option<Self> {
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

    /// A row of which nothing but its account is known; `None` as [`Row::of`].
    pub fn named(id: &ObjectId, upn: &str) -> Option<Self> {
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

    /// The account again, as one that holds no role: rows of those who do are
    /// never made.
    pub fn account(&self) -> Option<Account> {
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

    /// Object id.
    pub fn id(&self) -> Option<ObjectId> {
        self.id.hyphenated().to_string().parse().ok()
    }
}

/// Equal refusals in a row that end a run.
const IN_A_ROW: usize = 5;

/// Results that the error rate is taken of.
const WINDOW: usize = 100;

/// Fewer results than this say nothing about the rate.
const ENOUGH: usize = 20;

/// Stops a run that goes wrong.
#[derive(Debug, Default)]
pub struct Breaker {
    last: Option<u16>,
    in_a_row: usize,
    window: VecDeque<bool>,
}

impl Breaker {
    /// Notes that a step is done.
    pub fn good(&mut self) {
        self.last = None;
        self.in_a_row = 0;
        self.push(true);
    }

    /// Notes that a step failed, with the status of the answer if there was one.
    pub fn bad(&mut self, status: Option<u16>) {
        let counted = status.filter(|status| matches!(status, 403 | 404));
        self.in_a_row = match counted {
            Some(_) if counted == self.last => self.in_a_row + 1,
            Some(_) => 1,
            None => 0,
        };
        self.last = counted;
        self.push(false);
    }

    fn push(&mut self, good: bool) {
        self.window.push_back(good);
        if self.window.len() > WINDOW {
            self.window.pop_front();
        }
    }

    /// Why the run must stop; `None`: it may go on.
    pub fn tripped(&self) -> Option<String> {
        if let Some(status) = self.last
            && self.in_a_row >= IN_A_ROW
        {
            return Some(format!(
                "Graph refused {} steps in a row with {status}",
                self.in_a_row
            ));
        }
        let bad = self.window.iter().filter(|good| !**good).count();
        let all = self.window.len();
        (all >= ENOUGH && bad * 5 > all).then(|| format!("{bad} of the last {all} steps failed"))
    }
}

/// How many steps may be under way: all, or 1, 10, 100 and then all, each
/// level only when the one before it has ended.
#[derive(Debug)]
pub struct Ramp {
    levels: &'static [usize],
    taken: usize,
}

impl Ramp {
    /// The ramp of a run over `accounts`.
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

    /// How many more steps may be sent before everything has come back.
    pub fn room(&self) -> usize {
        self.levels
            .first()
            .map_or(usize::MAX, |level| level.saturating_sub(self.taken))
    }

    /// Notes that steps are sent.
    pub fn took(&mut self, steps: usize) {
        self.taken += steps;
    }

    /// Everything that was sent has come back and is good enough.
    pub fn all_back(&mut self) {
        if self.room() == 0 {
            self.levels = self.levels.get(1..).unwrap_or_default();
            self.taken = 0;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Breaker, Limits, Ramp};

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
            assert_eq!(usual.signed_above(people), limit, "{people:?}");
        }
        let strict = Limits {
            signed_above: 20,
            ..usual
        };
        for people in [None, Some(200), Some(4_000)] {
            assert_eq!(strict.signed_above(people), 20);
        }
    }

    #[test]
    fn five_equal_refusals_or_a_fifth_of_errors_stop_a_run() {
        let mut breaker = Breaker::default();
        for _ in 0..4 {
            breaker.bad(Some(403));
        }
        breaker.bad(Some(404));
        assert_eq!(breaker.tripped(), None);
        for _ in 0..4 {
            breaker.bad(Some(404));
        }
        assert!(breaker.tripped().unwrap().contains("404"));
        let mut breaker = Breaker::default();
        for number in 0..40 {
            if number % 4 == 0 {
                breaker.bad(Some(400));
            } else {
                breaker.good();
            }
        }
        assert!(breaker.tripped().unwrap().contains("10 of the last 40"));
        let mut breaker = Breaker::default();
        for number in 0..200 {
            if number % 10 == 0 {
                breaker.bad(Some(404));
            } else {
                breaker.good();
            }
        }
        assert_eq!(breaker.tripped(), None);
    }

    #[test]
    fn a_large_run_begins_with_one_ten_and_a_hundred() {
        let mut ramp = Ramp::new(501);
        for level in [1, 10, 100] {
            assert_eq!(ramp.room(), level);
            ramp.took(level);
            assert_eq!(ramp.room(), 0);
            ramp.all_back();
        }
        assert_eq!(ramp.room(), usize::MAX);
        assert_eq!(Ramp::new(500).room(), usize::MAX);
    }
}
