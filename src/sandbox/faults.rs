//! Faults that can be set on the simulated tenant: their names, their grammar and when
//! they apply. They are seeded: the same requests meet the same faults.
use std::collections::VecDeque;
use std::fmt;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::fault_text::FaultError;
use super::tenant::sha256;

macro_rules! kinds {
    ($($(#[doc = $doc:literal])+ $variant:ident = $name:literal,)*) => {
        /// Kinds of faults.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(rename_all = "kebab-case")]
        pub enum FaultKind {
            $($(#[doc = $doc])+ $variant,)*
        }

        impl FaultKind {
            /// Every kind.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// The name on the command line.
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }

            /// One-line description of its effect.
            pub fn description(self) -> &'static str {
                match self { $(Self::$variant => concat!($($doc),+).trim_ascii(),)* }
            }
        }
    };
}

kinds! {
    /// 429 with Retry-After (seconds=N; form=seconds, decimal, date or none), also inside batches
    Throttle = "throttle",
    /// 429 with Retry-After for items of a batch only
    ThrottleBatch = "throttle-batch",
    /// 429 with the rest of the window as Retry-After for all writes beyond writes=N (3000) in seconds=N (150)
    Quota = "quota",
    /// 503 (status=N) before the request is applied
    ErrorBefore = "error-before",
    /// 503 (status=N) after the request was applied
    ErrorAfter = "error-after",
    /// the connection is not made
    Refuse = "refuse",
    /// the connection breaks before the request is applied
    DropBefore = "drop-before",
    /// the connection breaks after the request was applied
    DropAfter = "drop-after",
    /// the answer takes seconds=N (120) longer
    Slow = "slow",
    /// the answer's JSON stops in the middle
    Truncated = "truncated",
    /// an HTML page in place of JSON
    Html = "html",
    /// 401: the access token has expired
    ExpiredToken = "expired-token",
    /// 401 with a claims challenge (times=1; times=0 for ever)
    Cae = "cae",
    /// the device sign-in answers `slow_down`
    SlowDown = "slow-down",
    /// the device sign-in answers `authorization_pending`
    Pending = "pending",
    /// the person declines the sign-in
    Declined = "declined",
    /// the device code has expired
    DeviceExpired = "device-expired",
    /// a nextLink that leads to another host
    CrossOriginLink = "foreign-link",
    /// a nextLink that leads to its own page
    CyclicLink = "cyclic-link",
    /// pages of at most two entries
    TinyPages = "tiny-pages",
    /// an answer about another object than the one asked for
    WrongId = "wrong-id",
    /// reads=N (3) reads or seconds=N after a write still show the old state
    Stale = "stale",
    /// the directory audit log is seconds=N behind
    AuditLag = "audit-lag",
    /// writes to what was just created answer 404
    MissingAfterCreate = "missing-after-create",
    /// display names and error messages with escape, bidirectional and newline characters
    HostileNames = "hostile-names",
    /// role reads and role assignments are denied
    RolesDenied = "roles-denied",
    /// reads and writes of permissions are denied
    PermissionsDenied = "permissions-denied",
    /// a grant that is written says that it exists already
    Duplicate = "duplicate",
    /// another administrator grants something in between
    ExtraGrant = "extra-grant",
}

impl fmt::Display for FaultKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// An active fault.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FaultRule {
    /// Kind of fault.
    pub kind: FaultKind,
    /// Method of the requests that it matches; `None` matches any.
    pub method: Option<String>,
    /// Part of the path of the requests that it matches; `None` matches any.
    pub path: Option<String>,
    /// Number of the one matching request to hit, counted from 1; `None` hits all.
    pub nth: Option<u64>,
    /// Share of matching requests that it affects, 0 to 1.
    pub rate: Option<f64>,
    /// Maximum number of times that it applies.
    pub times: Option<u64>,
    /// Seed of the random choice behind `rate`.
    pub seed: u64,
    /// Duration in seconds, if the fault kind takes one.
    pub seconds: Option<u64>,
    /// HTTP status, if the fault kind takes one.
    pub status: Option<u16>,
    /// Number of reads, if the fault kind takes one.
    pub reads: Option<u32>,
    /// Number of writes, if the fault kind takes one.
    #[serde(default)]
    pub writes: Option<usize>,
    /// Form of Retry-After.
    pub form: Option<String>,
    /// Number of matching requests so far.
    #[serde(default)]
    pub hits: u64,
    /// Number of times it has applied so far.
    #[serde(default)]
    pub strikes: u64,
    /// Times of the allowed writes in the current window.
    #[serde(default)]
    pub(super) window: VecDeque<Timestamp>,
}

impl FaultRule {
    /// Returns a fault that applies to every request.
    pub fn new(kind: FaultKind) -> Self {
        Self {
            kind,
            method: None,
            path: None,
            nth: None,
            rate: None,
            times: (kind == FaultKind::Cae).then_some(1),
            seed: 1,
            seconds: None,
            status: None,
            reads: None,
            writes: None,
            form: None,
            hits: 0,
            strikes: 0,
            window: VecDeque::new(),
        }
    }

    /// Whether it applies to requests with this method and path.
    pub(super) fn matches(&self, method: &str, path: &str) -> bool {
        self.method
            .as_deref()
            .is_none_or(|m| m.eq_ignore_ascii_case(method))
            && self.path.as_deref().is_none_or(|part| path.contains(part))
    }

    fn count_and_check(&mut self, method: &str, path: &str) -> bool {
        if !self.matches(method, path) || self.times.is_some_and(|times| self.strikes >= times) {
            return false;
        }
        self.hits += 1;
        let chosen = match (self.nth, self.rate) {
            (Some(nth), _) => self.hits == nth,
            (None, Some(rate)) => random_share(self.seed, self.hits) < rate,
            (None, None) => true,
        };
        self.strikes += u64::from(chosen);
        chosen
    }
}

impl fmt::Display for FaultRule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut parts = Vec::new();
        let mut part = |name: &str, value: Option<String>| {
            if let Some(value) = value {
                parts.push(format!("{name}={value}"));
            }
        };
        part("method", self.method.clone());
        part("path", self.path.clone());
        part("nth", self.nth.map(|n| n.to_string()));
        part("rate", self.rate.map(|r| r.to_string()));
        part("times", self.times.map(|n| n.to_string()));
        part("seconds", self.seconds.map(|n| n.to_string()));
        part("status", self.status.map(|n| n.to_string()));
        part("reads", self.reads.map(|n| n.to_string()));
        part("writes", self.writes.map(|n| n.to_string()));
        part("form", self.form.clone());
        part("seed", self.rate.map(|_| self.seed.to_string()));
        f.write_str(self.kind.name())?;
        if !parts.is_empty() {
            write!(f, ":{}", parts.join(","))?;
        }
        Ok(())
    }
}

/// Returns a number from 0 up to 1 that depends only on the seed and the count.
fn random_share(seed: u64, count: u64) -> f64 {
    let mut number = 0_u32;
    for byte in sha256(format!("{seed} {count}").as_bytes()).iter().take(4) {
        number = number << 8 | u32::from(*byte);
    }
    f64::from(number) / (f64::from(u32::MAX) + 1.0)
}

/// The active faults.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Faults {
    /// Rules in the order in which they were set.
    pub rules: Vec<FaultRule>,
}

impl Faults {
    /// Parses one fault, such as `throttle:rate=0.3,seed=7,path=/users`.
    ///
    /// # Errors
    /// [`FaultError`] names the part that is not valid.
    pub fn parse(text: &str) -> Result<FaultRule, FaultError> {
        text.parse()
    }

    /// Adds a fault.
    pub fn set(&mut self, rule: FaultRule) {
        self.rules.push(rule);
    }

    /// Removes the faults of a kind, or all. Returns their number.
    pub fn clear(&mut self, kind: Option<FaultKind>) -> usize {
        let before = self.rules.len();
        self.rules
            .retain(|rule| kind.is_some_and(|kind| rule.kind != kind));
        before - self.rules.len()
    }

    /// Whether a fault of this kind applies to this request. Counts the request.
    pub(super) fn take_matching_rule(
        &mut self,
        kind: FaultKind,
        method: &str,
        path: &str,
    ) -> Option<FaultRule> {
        self.rules
            .iter_mut()
            .filter(|rule| rule.kind == kind)
            .find_map(|rule| rule.count_and_check(method, path).then(|| rule.clone()))
    }
}

#[cfg(test)]
mod tests {
    use super::{FaultKind, Faults};
    use crate::sandbox::FaultError;

    #[test]
    fn a_fault_reads_as_it_is_shown() {
        let rule = Faults::parse("throttle:rate=0.3,seed=7,path=/users").unwrap();
        assert_eq!(rule.to_string(), "throttle:path=/users,rate=0.3,seed=7");
        assert_eq!(Faults::parse(&rule.to_string()), Ok(rule));
        assert_eq!(
            Faults::parse("throtle"),
            Err(FaultError::Kind("throtle".to_owned()))
        );
        assert!(Faults::parse("throttle:rate=2").is_err());
        assert!(Faults::parse("throttle:color=red").is_err());
    }

    #[test]
    fn every_kind_has_a_name_and_a_description() {
        for kind in FaultKind::ALL {
            assert!(!kind.name().is_empty() && kind.description().len() > 10);
            assert!(Faults::parse(kind.name()).is_ok());
        }
    }

    #[test]
    fn a_seeded_share_strikes_the_same_requests_every_time() {
        let strikes = || {
            let mut faults = Faults::default();
            faults.set(Faults::parse("error-before:rate=0.5,seed=3").unwrap());
            (0..200)
                .map(|_| {
                    faults
                        .take_matching_rule(FaultKind::ErrorBefore, "GET", "/me")
                        .is_some()
                })
                .collect::<Vec<_>>()
        };
        let first = strikes();
        assert_eq!(first, strikes());
        let struck = first.iter().filter(|struck| **struck).count();
        assert!((60..140).contains(&struck), "{struck}");
    }

    #[test]
    fn only_the_nth_matching_request_is_struck() {
        let mut faults = Faults::default();
        faults.set(Faults::parse("drop-after:nth=2,method=PATCH").unwrap());
        let mut strike = |method| {
            faults
                .take_matching_rule(FaultKind::DropAfter, method, "/users/1")
                .is_some()
        };
        assert!(!strike("GET"));
        assert!(!strike("PATCH"));
        assert!(strike("PATCH"));
        assert!(!strike("PATCH"));
    }
}
