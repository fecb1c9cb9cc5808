//! The guard-rails of the settings files, and the effective ones: a file can only make them
//! stricter.
use std::path::PathBuf;

use serde::Deserialize;

use crate::domain::bulk::Limits;
use crate::ids::{ObjectId, TenantId, UserRef};
use crate::text::to_nfkc;

/// The guard-rails of one settings file.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(default)]
pub struct GuardRails {
    /// Object ids and principal names of protected accounts.
    pub protected: Vec<String>,
    /// Groups whose members, also through nested groups, are protected.
    pub protected_groups: Vec<ObjectId>,
    /// File of users who may sign plans (allowed signers of `ssh-keygen`).
    pub allowed_signers: Option<PathBuf>,
    /// The only tenants that may be used.
    pub allowed_tenants: Option<Vec<TenantId>>,
    /// Number of accounts above which the user must type the number to confirm.
    pub typed_above: Option<usize>,
    /// Number of accounts above which a second person must sign.
    pub signed_above: Option<usize>,
    /// Percentage of the tenant's accounts above which a second person must sign.
    pub signed_above_percent: Option<usize>,
    /// Whether bulk actions require that eligible role assignments can be read.
    pub require_eligibility: bool,
    /// Line number of each entry of `protected`.
    #[serde(skip)]
    pub protected_lines: Vec<usize>,
    /// Line number of each entry of `protected_groups`.
    #[serde(skip)]
    pub protected_group_lines: Vec<usize>,
    /// Whether a second person must sign grants of critical permissions.
    pub signed_for_critical: bool,
    /// Whether changes require `--reason`.
    pub reason_required: bool,
}

/// All keys of `[guard_rails]`, in display order.
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
    /// Checks the values.
    ///
    /// # Errors
    /// Says what is wrong, with the key.
    pub(super) fn check(&self) -> Result<(), String> {
        for entry in &self.protected {
            to_nfkc(entry)
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

/// Where a rule is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// No file: the built-in default.
    BuiltIn,
    /// The user's `config.toml`.
    Config,
    /// The machine's policy file.
    Policy,
}

/// An entry of a list, with its file and line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Located<T> {
    /// The entry itself.
    pub value: T,
    /// File that has the entry.
    pub source: Source,
    /// Line number in the file, from 1; `None` if unknown.
    pub line: Option<usize>,
}

fn locate_entries<'a, T: Clone>(
    values: &'a [T],
    lines: &'a [usize],
    source: Source,
) -> impl Iterator<Item = Located<T>> + 'a {
    values
        .iter()
        .enumerate()
        .map(move |(index, value)| Located {
            value: value.clone(),
            source,
            line: lines.get(index).copied(),
        })
}

/// The effective guard-rails: those of the machine's policy and of the user's settings.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct EffectiveGuardRails {
    /// The machine's policy, if there is one.
    pub policy: Option<GuardRails>,
    /// The user's settings.
    pub config: GuardRails,
}

impl EffectiveGuardRails {
    fn rule_sets(&self) -> impl Iterator<Item = &GuardRails> {
        self.policy.iter().chain(std::iter::once(&self.config))
    }

    fn rule_sets_with_source(&self) -> impl Iterator<Item = (&GuardRails, Source)> {
        let policy = self.policy.iter().map(|one| (one, Source::Policy));
        policy.chain([(&self.config, Source::Config)])
    }

    /// Returns the protected accounts of both files.
    pub fn protected(&self) -> Vec<Located<String>> {
        self.rule_sets_with_source()
            .flat_map(|(one, source)| locate_entries(&one.protected, &one.protected_lines, source))
            .collect()
    }

    /// Returns the protected groups of both files, each once.
    pub fn protected_groups(&self) -> Vec<Located<ObjectId>> {
        let mut all: Vec<Located<ObjectId>> = Vec::new();
        for (one, source) in self.rule_sets_with_source() {
            for group in locate_entries(&one.protected_groups, &one.protected_group_lines, source) {
                if !all.iter().any(|known| known.value == group.value) {
                    all.push(group);
                }
            }
        }
        all
    }

    /// Returns the allowed signers file of the machine's policy, or else of the settings.
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

    /// Checks that both files allow this tenant.
    ///
    /// # Errors
    /// Returns the file that does not allow the tenant.
    pub fn check_tenant(&self, tenant: &TenantId) -> Result<(), Source> {
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

    /// Returns the limits in effect: the strictest of the defaults and both files.
    pub fn limits(&self) -> Limits {
        let usual = Limits::default();
        let least = |usual: usize, of: fn(&GuardRails) -> Option<usize>| {
            self.rule_sets().filter_map(of).fold(usual, usize::min)
        };
        Limits {
            typed_above: least(usual.typed_above, |one| one.typed_above),
            signed_above: least(usual.signed_above, |one| one.signed_above),
            signed_above_percent: least(usual.signed_above_percent, |one| one.signed_above_percent),
        }
    }

    /// Whether bulk actions require that eligible role assignments can be read.
    pub fn require_eligibility(&self) -> bool {
        self.rule_sets().any(|one| one.require_eligibility)
    }

    /// Whether a second person must sign grants of critical permissions.
    pub fn signed_for_critical(&self) -> bool {
        self.rule_sets().any(|one| one.signed_for_critical)
    }

    /// Whether a file requires `--reason` for changes. A profile can require it too.
    pub fn reason_required(&self) -> bool {
        self.rule_sets().any(|one| one.reason_required)
    }

    /// Returns the file that sets `value`, the policy first; `of` reads the value of a file.
    pub fn source_of<T: PartialEq>(
        &self,
        value: &T,
        of: impl Fn(&GuardRails) -> Option<T>,
    ) -> Source {
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
    use super::{EffectiveGuardRails, GuardRails, Source};

    const A: &str = "11111111-1111-4111-8111-111111111111";
    const B: &str = "22222222-2222-4222-8222-222222222222";

    fn rules(change: impl FnOnce(&mut GuardRails)) -> GuardRails {
        let mut rules = GuardRails::default();
        change(&mut rules);
        rules
    }

    #[test]
    fn stricter_rule_of_two_files_applies() {
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
            let both = EffectiveGuardRails {
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
    fn tenant_must_be_allowed_by_both_files() {
        let tenants = |ids: &[&str]| {
            let ids = ids.iter().map(|id| id.parse().unwrap()).collect();
            rules(|one| one.allowed_tenants = Some(ids))
        };
        let both = EffectiveGuardRails {
            policy: Some(tenants(&[A])),
            config: tenants(&[A, B]),
        };
        assert_eq!(both.check_tenant(&A.parse().unwrap()), Ok(()));
        assert_eq!(both.check_tenant(&B.parse().unwrap()), Err(Source::Policy));
        let none = EffectiveGuardRails {
            policy: None,
            config: tenants(&[]),
        };
        assert_eq!(none.check_tenant(&A.parse().unwrap()), Err(Source::Config));
        assert_eq!(
            EffectiveGuardRails::default().check_tenant(&A.parse().unwrap()),
            Ok(())
        );
    }

    #[test]
    fn file_cannot_raise_a_limit() {
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
