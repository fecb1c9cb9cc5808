//! Access that remains after an account was blocked or signed out, and for how long.
//!
//! An access token cannot be revoked: it is valid for as long as the tenant's policies
//! say. Policies that could not be read are reported as unknown, with the maximum
//! lifetime.
use std::collections::BTreeMap;

use jiff::SignedDuration;
use serde_json::Value;

use super::authority::Authority;
use super::task::Action;
use crate::ids::ObjectId;
use crate::text::printable;

/// Maximum token lifetime without a policy: random between 60 and 90 minutes.
const DEFAULT_LIFETIME: SignedDuration = SignedDuration::from_mins(90);

/// Maximum lifetime for clients of Teams and Microsoft 365 in a tenant without
/// Conditional Access.
const WITHOUT_CONDITIONAL_ACCESS: SignedDuration = SignedDuration::from_hours(2);

/// Maximum lifetime that a token lifetime policy can set: 23:59:59.
const MAX_LIFETIME: SignedDuration = SignedDuration::from_hours(24);

/// Number of days of the sign-in log that are searched for apps.
pub const DAYS: i64 = 7;

/// Maximum number of apps to list.
const MAX_APPS: usize = 5;

/// An attacker's possible ways back into an account that `contain` does not check.
const NOT_CHECKED: &[&str] = &[
    "mailbox rules and forwarding",
    "OAuth grants to apps",
    "app passwords",
    "authentication methods",
    DEVICES,
    "directory roles",
    "owned applications",
];

/// The entry of [`NOT_CHECKED`] that `contain --devices` does check.
const DEVICES: &str = "registered devices";

/// Returns an attacker's possible ways back that an action did not check. Empty unless the
/// action is `contain`, since no other action claims to lock an attacker out.
/// `devices_disabled`: the action disabled registered devices too.
pub fn unchecked_areas(action: Action, devices_disabled: bool) -> Vec<String> {
    match action {
        Action::Contain => NOT_CHECKED
            .iter()
            .filter(|what| !devices_disabled || **what != DEVICES)
            .map(|&what| what.to_owned())
            .collect(),
        Action::Disable | Action::Enable | Action::ResetPassword | Action::SignOut => Vec::new(),
    }
}

/// A token lifetime policy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LifetimePolicy {
    /// Name.
    pub name: String,
    /// Whether it applies to every app without its own policy.
    pub is_default: bool,
    /// Lifetime of access tokens; `None` if the policy sets none.
    pub access_token: Option<SignedDuration>,
}

impl LifetimePolicy {
    /// Creates a policy from its `definition`, a list of JSON texts. A lifetime that
    /// cannot be parsed counts as the maximum.
    pub fn new(name: String, is_default: bool, definition: &[String]) -> Self {
        let access_token = definition
            .iter()
            .map(|text| parse_lifetime(text))
            .reduce(std::cmp::Ord::max);
        Self {
            name,
            is_default,
            access_token: access_token.unwrap_or(Some(MAX_LIFETIME)),
        }
    }
}

/// Parses `AccessTokenLifetime` (`[d.]hh:mm:ss`) of one definition; `None` if it is not set.
fn parse_lifetime(definition: &str) -> Option<SignedDuration> {
    let Ok(document) = serde_json::from_str::<Value>(definition) else {
        return Some(MAX_LIFETIME);
    };
    match document.pointer("/TokenLifetimePolicy/AccessTokenLifetime") {
        None | Some(Value::Null) => None,
        Some(Value::String(text)) => Some(
            parse_time_span(text)
                .unwrap_or(MAX_LIFETIME)
                .min(MAX_LIFETIME),
        ),
        Some(_) => Some(MAX_LIFETIME),
    }
}

fn parse_time_span(text: &str) -> Option<SignedDuration> {
    let (days, time) = text.split_once('.').unwrap_or(("0", text));
    let mut parts = time.split(':').map(|part| part.parse::<u16>().ok());
    let mut next = || parts.next().flatten().map(i64::from);
    let (hours, minutes, seconds) = (next()?, next()?, next()?);
    let days = i64::from(days.parse::<u16>().ok()?);
    Some(SignedDuration::from_secs(
        ((days * 24 + hours) * 60 + minutes) * 60 + seconds,
    ))
}

/// Facts about the tenant's Conditional Access policies.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AccessPolicies {
    /// Whether at least one policy is enabled.
    pub any_enabled: bool,
    /// Name of an enabled policy that disables continuous access evaluation.
    pub no_evaluation: Option<String>,
}

/// The facts that determine how long tokens and sessions last. By default, all are unknown.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TokenFacts {
    /// Token lifetime policies; `None` if they could not be read.
    pub lifetimes: Option<Vec<LifetimePolicy>>,
    /// Conditional Access policies; `None` if they could not be read.
    pub access: Option<AccessPolicies>,
    /// Names of the apps that each account used recently, without the accounts whose apps
    /// could not be read. `None` if not requested, as for lists of accounts.
    pub apps: Option<BTreeMap<ObjectId, Vec<String>>>,
}

impl TokenFacts {
    /// Returns the kinds of access that remain after an action on one account, as text.
    pub fn remaining_access(
        &self,
        action: Action,
        id: &ObjectId,
        authority: Authority,
    ) -> Vec<String> {
        if action == Action::Enable {
            return Vec::new();
        }
        let mut open = self.remaining_access_for_any_account();
        let apps = self.apps.as_ref().map(|apps| apps.get(id));
        open.push(match apps.map(|apps| apps.map(Vec::as_slice)) {
            None => "apps' own sessions: as long as each app decides".to_owned(),
            Some(None) => {
                "apps' own sessions: unknown; which apps the account used could not be read \
                 (sign-in log, AuditLog.Read.All)"
                    .to_owned()
            }
            Some(Some([])) => {
                format!("apps' own sessions: no app was used in the last {DAYS} days")
            }
            Some(Some(apps)) => format!(
                "the own sessions of {}: as long as each app decides",
                app_list(apps)
            ),
        });
        if authority.guest {
            open.push("sessions at the guest's own tenant: until that tenant ends them".to_owned());
        }
        if authority.federated {
            open.push(
                "the password at the other identity provider: until it is changed there".to_owned(),
            );
        }
        if authority.synced && matches!(action, Action::Disable | Action::Contain) {
            open.push(
                "sign-in, from the next directory sync on (about 30 minutes): disable the account \
                 in Active Directory now"
                    .to_owned(),
            );
        }
        open
    }

    /// Returns the kinds of access that remain for every account, as text.
    pub fn remaining_access_for_any_account(&self) -> Vec<String> {
        vec![
            self.token_lifetime_text(),
            self.continuous_evaluation_text(),
        ]
    }

    fn token_lifetime_text(&self) -> String {
        let usual = match &self.access {
            Some(access) if access.any_enabled => DEFAULT_LIFETIME,
            Some(_) | None => WITHOUT_CONDITIONAL_ACCESS,
        };
        let why = match &self.access {
            Some(access) if access.any_enabled => "",
            Some(_) => " (no Conditional Access policy is enabled)",
            None => " (Conditional Access policies could not be read)",
        };
        let Some(policies) = &self.lifetimes else {
            return format!(
                "access tokens issued before: unknown, at most {}; token lifetime policies could \
                 not be read",
                duration_text(MAX_LIFETIME)
            );
        };
        let default = policies.iter().find(|policy| policy.is_default);
        // A policy for one app may apply to an app that the account used.
        let usual = default
            .and_then(|policy| policy.access_token)
            .map_or((usual, None), |life| (life, default));
        let (life, policy) = policies
            .iter()
            .filter_map(|policy| Some((policy.access_token?, Some(policy))))
            .fold(
                usual,
                |one, other| if other.0 > one.0 { other } else { one },
            );
        let why = match policy {
            Some(policy) => format!(" (token lifetime policy {})", printable(&policy.name)),
            None => why.to_owned(),
        };
        format!(
            "access tokens issued before: up to {}{why}",
            duration_text(life)
        )
    }

    fn continuous_evaluation_text(&self) -> String {
        let services = "Exchange Online, SharePoint Online and Teams";
        match self
            .access
            .as_ref()
            .and_then(|one| one.no_evaluation.as_ref())
        {
            Some(policy) => format!(
                "{services}: as long as other access tokens, since policy {} disables continuous \
                 access evaluation",
                printable(policy)
            ),
            None => format!(
                "{services}: about 15 minutes, if app and client use continuous access evaluation"
            ),
        }
    }
}

fn app_list(apps: &[String]) -> String {
    let shown: Vec<String> = apps
        .iter()
        .take(MAX_APPS)
        .map(|name| printable(name))
        .collect();
    match apps.len().saturating_sub(MAX_APPS) {
        0 => shown.join(", "),
        more => format!("{} and {more} more apps", shown.join(", ")),
    }
}

/// Formats like "90 minutes", "2 hours", "23 hours 59 minutes"; rounds up to minutes.
fn duration_text(life: SignedDuration) -> String {
    let minutes = life.as_secs().saturating_add(59) / 60;
    let (hours, rest) = (minutes / 60, minutes % 60);
    let one = |count: i64, unit: &str| match count {
        1 => format!("1 {unit}"),
        more => format!("{more} {unit}s"),
    };
    match (hours, rest) {
        (0 | 1, rest) if rest > 0 || hours == 0 => one(minutes, "minute"),
        (hours, 0) => one(hours, "hour"),
        (hours, rest) => format!("{} {}", one(hours, "hour"), one(rest, "minute")),
    }
}

#[cfg(test)]
mod tests {
    use super::{AccessPolicies, LifetimePolicy, TokenFacts};

    fn policy(name: &str, is_default: bool, life: &str) -> LifetimePolicy {
        let text = format!(
            "{{\"TokenLifetimePolicy\":{{\"Version\":1,\"AccessTokenLifetime\":\"{life}\"}}}}"
        );
        LifetimePolicy::new(name.to_owned(), is_default, &[text])
    }

    fn tokens(lifetimes: Option<Vec<LifetimePolicy>>, enabled: Option<bool>) -> TokenFacts {
        TokenFacts {
            lifetimes,
            access: enabled.map(|any_enabled| AccessPolicies {
                any_enabled,
                no_evaluation: None,
            }),
            ..TokenFacts::default()
        }
    }

    #[test]
    fn how_long_tokens_last() {
        let cases = [
            (tokens(Some(vec![]), Some(true)), "up to 90 minutes"),
            (
                tokens(Some(vec![]), Some(false)),
                "up to 2 hours (no Conditional Access policy is enabled)",
            ),
            (
                tokens(Some(vec![]), None),
                "up to 2 hours (Conditional Access policies could not be read)",
            ),
            (tokens(None, Some(true)), "unknown, at most 24 hours"),
            (
                tokens(Some(vec![policy("Long", true, "23:00:00")]), Some(true)),
                "up to 23 hours (token lifetime policy Long)",
            ),
            (
                tokens(Some(vec![policy("Short", true, "00:10:00")]), Some(true)),
                "up to 10 minutes (token lifetime policy Short)",
            ),
            (
                tokens(
                    Some(vec![
                        policy("Short", true, "00:10:00"),
                        policy("One app", false, "0.23:59:59"),
                    ]),
                    Some(true),
                ),
                "up to 24 hours (token lifetime policy One app)",
            ),
            (
                tokens(Some(vec![policy("App", false, "00:10:00")]), Some(true)),
                "up to 90 minutes",
            ),
            (
                tokens(Some(vec![policy("Odd", true, "a day")]), Some(true)),
                "up to 24 hours (token lifetime policy Odd)",
            ),
            (
                tokens(
                    Some(vec![LifetimePolicy::new(
                        "None".to_owned(),
                        true,
                        &["{\"TokenLifetimePolicy\":{\"Version\":1}}".to_owned()],
                    )]),
                    Some(true),
                ),
                "up to 90 minutes",
            ),
        ];
        for (tokens, wanted) in cases {
            let said = tokens.remaining_access_for_any_account();
            assert!(said[0].contains(wanted), "{wanted}: {said:?}");
        }
    }

    #[test]
    fn policy_that_disables_continuous_access_evaluation_is_named() {
        let mut known = tokens(Some(vec![]), Some(true));
        assert!(known.remaining_access_for_any_account()[1].contains("about 15 minutes"));
        if let Some(access) = &mut known.access {
            access.no_evaluation = Some("No CAE".to_owned());
        }
        let said = &known.remaining_access_for_any_account()[1];
        assert!(
            said.contains("No CAE") && !said.contains("15 minutes"),
            "{said}"
        );
    }
}
