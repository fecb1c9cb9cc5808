//! The guard-rails as files say them, and what is in force of two of them: a
//! file makes them stricter, never looser.
use std::path::PathBuf;

use serde::Deserialize;

use crate::domain::bulk::Limits;
use crate::ids::{ObjectId, TenantId, UserRef};
use crate::text::compatible;

/// What a file says of guard-rails.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(default)]
pub struct GuardRails {
    /// Object ids and principal names of protected accounts.
    pub protected: Vec<String>,
    /// Groups whose members, also through groups, are protected.
    pub protected_groups: Vec<ObjectId>,
    /// File of the people who may sign plans (`ssh-keygen`'s allowed signers).
    pub allowed_signers: Option<PathBuf>,
    /// The only tenants that may be worked on.
    pub allowed_tenants: Option<Vec<TenantId>>,
    /// Accounts above which their number must be typed.
    pub typed_above: Option<usize>,
    /// Accounts above which a second person must have signed.
    pub signed_above: Option<usize>,
    /// Part of the tenant, in percent, above which a second person must have
    /// signed.
    pub signed_above_percent: Option<usize>,
    /// No list is acted on while nobody can read who could activate a role.
    pub require_eligibility: bool,
    /// The line of each of the `protected` accounts.
    #[serde(skip)]
    pub protected_lines: Vec<usize>,
    /// The line of each of the `protected_groups`.
    #[serde(skip)]
    pub protected_group_lines: Vec<usize>,
    /// Permissions of critical risk are granted with a second person's signature.
    pub signed_for_critical: bool,
    /// Whatever changes something says why.
    pub reason_required: bool,
}

/// Every key, in the order in which they are shown.
pub(super) const KEYS: [&str; 10] = [
    "protected",
    "protected_groups",
    "allowed_signers",
    "allowed_tenants",
    "typed_above",
    "signed_above",
    "signed_above_percent",
    "require_eligibility",
    "signed_for_critical",
    "reason_required",
];

impl GuardRails {
    /// Finds what no guard-rail can be.
    ///
    /// # Errors
    /// Says what is wrong, naming the key.
    pub(super) fn check(&self) -> Result<(), String> {
        for entry in &self.protected {
            compatible(entry)
                .parse::<UserRef>()
                .map_err(|error| format!("guard_rails.protected: {error}"))?;
        }
        let usual = Limits::default();
        for (key, value, most) in [
            ("typed_above", self.typed_above, usual.typed_above),
            ("signed_above", self.signed_above, usual.signed_above),
            (
                "signed_above_percent",
                self.signed_above_percent,
                usual.signed_above_percent,
            ),
        ] {
            if value.is_some_and(|value| value > most) {
                return Err(format!(
                    "guard_rails.{key} may be at most {most}: a file makes the guard-rails \
                     stricter, never looser"
                ));
            }
        }
        Ok(())
    }
}

/// Which file a rule comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// No file says anything.
    BuiltIn,
    /// The user's own `config.toml`.
    Config,
    /// The machine's policy file.
    Policy,
}

/// An entry of a list, and where it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written<T> {
    /// What it says.
    pub value: T,
    /// The file.
    pub source: Source,
    /// The line, from 1.
    pub line: Option<usize>,
}

fn written<'a, T: Clone>(
    values: &'a [T],
    lines: &'a [usize],
    source: Source,
) -> impl Iterator<Item = Written<T>> + 'a {
    values
        .iter()
        .enumerate()
        .map(move |(index, value)| Written {
            value: value.clone(),
            source,
            line: lines.get(index).copied(),
        })
}

/// The guard-rails that hold: those of the machine and those of the user.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct InForce {
    /// What the machine's policy says; `None` where there is none.
    pub policy: Option<GuardRails>,
    /// What the user's settings say.
    pub config: GuardRails,
}

impl InForce {
    fn both(&self) -> impl Iterator<Item = &GuardRails> {
        self.policy.iter().chain(std::iter::once(&self.config))
    }

    fn files(&self) -> impl Iterator<Item = (&GuardRails, Source)> {
        let policy = self.policy.iter().map(|one| (one, Source::Policy));
        policy.chain([(&self.config, Source::Config)])
    }

    /// Protected accounts of either file.
    pub fn protected(&self) -> Vec<Written<String>> {
        self.files()
            .flat_map(|(one, source)| written(&one.protected, &one.protected_lines, source))
            .collect()
    }

    /// Protected groups of either file.
    pub fn protected_groups(&self) -> Vec<Written<ObjectId>> {
        let mut all: Vec<Written<ObjectId>> = Vec::new();
        for (one, source) in self.files() {
            for group in written(&one.protected_groups, &one.protected_group_lines, source) {
                if !all.iter().any(|known| known.value == group.value) {
                    all.push(group);
                }
            }
        }
        all
    }

    /// The file of those who may sign: the machine's, else the user's. With
    /// the machine's, the user's adds nobody.
    pub fn allowed_signers(&self) -> Option<(PathBuf, Source)> {
        let policy = self
            .policy
            .as_ref()
            .and_then(|one| one.allowed_signers.clone());
        policy.map(|path| (path, Source::Policy)).or_else(|| {
            let own = self.config.allowed_signers.clone();
            own.map(|path| (path, Source::Config))
        })
    }

    /// Whether each file allows this tenant; the one that does not otherwise.
    ///
    /// # Errors
    /// The file that does not name it.
    pub fn allows(&self, tenant: &TenantId) -> Result<(), Source> {
        let refuses = |one: &GuardRails| {
            let allowed = one.allowed_tenants.as_ref();
            allowed.is_some_and(|tenants| !tenants.contains(tenant))
        };
        if self.policy.as_ref().is_some_and(refuses) {
            return Err(Source::Policy);
        }
        if refuses(&self.config) {
            return Err(Source::Config);
        }
        Ok(())
    }

    /// The strictest limits that either file sets.
    pub fn limits(&self) -> Limits {
        let usual = Limits::default();
        let least = |usual: usize, of: fn(&GuardRails) -> Option<usize>| {
            self.both().filter_map(of).fold(usual, usize::min)
        };
        Limits {
            typed_above: least(usual.typed_above, |one| one.typed_above),
            signed_above: least(usual.signed_above, |one| one.signed_above),
            signed_above_percent: least(usual.signed_above_percent, |one| one.signed_above_percent),
        }
    }

    /// Whether a list waits until somebody can read who could activate a role.
    pub fn require_eligibility(&self) -> bool {
        self.both().any(|one| one.require_eligibility)
    }

    /// Whether permissions of critical risk need a second person's signature.
    pub fn signed_for_critical(&self) -> bool {
        self.both().any(|one| one.signed_for_critical)
    }

    /// Whether `--reason` is mandatory, also by the profile that is used.
    pub fn reason_required(&self) -> bool {
        self.both().any(|one| one.reason_required)
    }

    /// Where the value of a rule comes from.
    pub fn source<T: PartialEq>(&self, value: &T, of: impl Fn(&GuardRails) -> Option<T>) -> Source {
        if self.policy.as_ref().and_then(&of).as_ref() == Some(value) {
            Source::Policy
        } else if of(&self.config).as_ref() == Some(value) {
            Source::Config
        } else {
            Source::BuiltIn
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{GuardRails, InForce, Source};

    const A: &str = "11111111-1111-4111-8111-111111111111";
    const B: &str = "22222222-2222-4222-8222-222222222222";

    fn rules(change: impl FnOnce(&mut GuardRails)) -> GuardRails {
        let mut rules = GuardRails::default();
        change(&mut rules);
        rules
    }

    #[test]
    fn of_two_files_the_stricter_rule_holds_whichever_has_it() {
        let strict = rules(|one| {
            one.protected = vec!["a@b.example".to_owned()];
            one.signed_above = Some(10);
            one.typed_above = Some(40);
            one.require_eligibility = true;
            one.allowed_signers = Some("/etc/x".into());
        });
        let lax = rules(|one| {
            one.protected = vec!["c@d.example".to_owned()];
            one.signed_above = Some(400);
            one.typed_above = Some(5);
            one.allowed_signers = Some("theirs".into());
        });
        for (policy, config, signers) in [
            (strict.clone(), lax.clone(), "/etc/x"),
            (lax, strict, "theirs"),
        ] {
            let both = InForce {
                policy: Some(policy),
                config,
            };
            let limits = both.limits();
            assert_eq!((limits.signed_above, limits.typed_above), (10, 5));
            assert_eq!(limits.signed_above_percent, 5);
            assert!(both.require_eligibility());
            let sources: Vec<Source> = both.protected().iter().map(|one| one.source).collect();
            assert_eq!(sources, [Source::Policy, Source::Config]);
            let (path, source) = both.allowed_signers().unwrap();
            assert_eq!((path.to_str(), source), (Some(signers), Source::Policy));
        }
    }

    #[test]
    fn a_tenant_must_be_allowed_by_both_files() {
        let tenants = |ids: &[&str]| {
            let ids = ids.iter().map(|id| id.parse().unwrap()).collect();
            rules(|one| one.allowed_tenants = Some(ids))
        };
        let both = InForce {
            policy: Some(tenants(&[A])),
            config: tenants(&[A, B]),
        };
        assert_eq!(both.allows(&A.parse().unwrap()), Ok(()));
        assert_eq!(both.allows(&B.parse().unwrap()), Err(Source::Policy));
        let none = InForce {
            policy: None,
            config: tenants(&[]),
        };
        assert_eq!(none.allows(&A.parse().unwrap()), Err(Source::Config));
        assert_eq!(InForce::default().allows(&A.parse().unwrap()), Ok(()));
    }

    #[test]
    fn no_file_makes_a_limit_looser() {
        for rules in [
            rules(|one| one.typed_above = Some(51)),
            rules(|one| one.signed_above = Some(501)),
            rules(|one| one.signed_above_percent = Some(6)),
        ] {
            assert!(rules.check().unwrap_err().contains("never looser"));
        }
        assert_eq!(GuardRails::default().check(), Ok(()));
    }
}
