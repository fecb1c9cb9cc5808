//! What stays open after an account was blocked or signed out, and for how long.
//!
//! An access token that was issued before cannot be taken back: it is good for
//! as long as the tenant's policies say. What could not be read is said to be
//! unknown, and the longest time that Entra allows is given.
use std::collections::BTreeMap;

use jiff::SignedDuration;
use serde_json::Value;

use super::authority::Authority;
use super::task::Action;
use crate::ids::ObjectId;
use crate::text::printable;

/// Longest life of a token without a policy: it is random between 60 and 90 minutes.
const USUAL: SignedDuration = SignedDuration::from_mins(90);

/// The same for clients of Teams and Microsoft 365 in a tenant without
/// Conditional Access.
const WITHOUT_CONDITIONAL_ACCESS: SignedDuration = SignedDuration::from_hours(2);

/// Longest life that a token lifetime policy can give: 23:59:59.
const LONGEST: SignedDuration = SignedDuration::from_hours(24);

/// Days of the sign-in log in which apps are looked for.
pub const DAYS: i64 = 7;

/// Apps that are named.
const MAX_APPS: usize = 5;

/// Where an attacker may have left a way back, and where `contain` does not look.
const NOT_CHECKED: &[&str] = &[
    "mailbox rules and forwarding",
    "OAuth grants to apps",
    "app passwords",
    "authentication methods",
    DEVICES,
    "directory roles",
    "owned applications",
];

/// What `contain --devices` looks at.
const DEVICES: &str = "registered devices";

/// What an action did not look at; only `contain` claims to shut an attacker out.
/// `devices`: it disabled registered devices as well.
pub fn not_checked(action: Action, devices: bool) -> Vec<String> {
    match action {
        Action::Contain => NOT_CHECKED
            .iter()
            .filter(|what| !devices || **what != DEVICES)
            .map(|&what| what.to_owned())
            .collect(),
        Action::Disable | Action::Enable | Action::ResetPassword | Action::SignOut => Vec::new(),
    }
}

/// One token lifetime policy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LifetimePolicy {
    /// Its name.
    pub name: String,
    /// It holds for every app that has no policy of its own.
    pub is_default: bool,
    /// How long an access token lives; `None` if it says nothing of that.
    pub access_token: Option<SignedDuration>,
}

impl LifetimePolicy {
    /// A policy from its `definition`, which is a list of JSON texts. A lifetime
    /// that cannot be read counts as the longest.
    pub fn new(name: String, is_default: bool, definition: &[String]) -> Self {
        let access_token = definition
            .iter()
            .map(|text| lifetime(text))
            .reduce(std::cmp::Ord::max);
        Self {
            name,
            is_default,
            access_token: access_token.unwrap_or(Some(LONGEST)),
        }
    }
}

/// `AccessTokenLifetime` of one definition: `[d.]hh:mm:ss`.
fn lifetime(definition: &str) -> Option<SignedDuration> {
    let Ok(document) = serde_json::from_str::<Value>(definition) else {
        return Some(LONGEST);
    };
    match document.pointer("/TokenLifetimePolicy/AccessTokenLifetime") {
        None | Some(Value::Null) => None,
        Some(Value::String(text)) => Some(span(text).unwrap_or(LONGEST).min(LONGEST)),
        Some(_) => Some(LONGEST),
    }
}

fn span(text: &str) -> Option<SignedDuration> {
    let (days, time) = text.split_once('.').unwrap_or(("0", text));
    let mut parts = time.split(':').map(|part| part.parse::<u16>().ok());
    let mut next = || parts.next().flatten().map(i64::from);
    let (hours, minutes, seconds) = (next()?, next()?, next()?);
    let days = i64::from(days.parse::<u16>().ok()?);
    Some(SignedDuration::from_secs(
        ((days * 24 + hours) * 60 + minutes) * 60 + seconds,
    ))
}

/// What is known of the tenant's Conditional Access policies.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AccessPolicies {
    /// At least one is enabled.
    pub any_enabled: bool,
    /// An enabled one that switches continuous access evaluation off.
    pub no_evaluation: Option<String>,
}

/// What decides how long tokens and sessions last. The default knows nothing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Tokens {
    /// Token lifetime policies; `None` if they could not be read.
    pub lifetimes: Option<Vec<LifetimePolicy>>,
    /// Conditional Access policies; `None` if they could not be read.
    pub access: Option<AccessPolicies>,
    /// Names of the apps that each account used lately; absent if that could not
    /// be read. `None` if it was not asked, as for the accounts of a list.
    pub apps: Option<BTreeMap<ObjectId, Vec<String>>>,
}

impl Tokens {
    /// What stays open after an action on one account.
    pub fn after(&self, action: Action, id: &ObjectId, authority: Authority) -> Vec<String> {
        if action == Action::Enable {
            return Vec::new();
        }
        let mut open = self.after_all();
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
                names(apps)
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

    /// What stays open of every account of any kind.
    pub fn after_all(&self) -> Vec<String> {
        vec![self.tokens(), self.evaluated()]
    }

    fn tokens(&self) -> String {
        let usual = match &self.access {
            Some(access) if access.any_enabled => USUAL,
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
                words(LONGEST)
            );
        };
        let default = policies.iter().find(|policy| policy.is_default);
        // A policy for one app may hold for an app that the account used.
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
        format!("access tokens issued before: up to {}{why}", words(life))
    }

    fn evaluated(&self) -> String {
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

fn names(apps: &[String]) -> String {
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

/// "90 minutes", "2 hours", "23 hours 59 minutes": rounded up to minutes.
fn words(life: SignedDuration) -> String {
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
    use super::{AccessPolicies, LifetimePolicy, Tokens};

    fn policy(name: &str, is_default: bool, life: &str) -> LifetimePolicy {
        let text = format!(
            "{{\"TokenLifetimePolicy\":{{\"Version\":1,\"AccessTokenLifetime\":\"{life}\"}}}}"
        );
        LifetimePolicy::new(name.to_owned(), is_default, &[text])
    }

    fn tokens(lifetimes: Option<Vec<LifetimePolicy>>, enabled: Option<bool>) -> Tokens {
        Tokens {
            lifetimes,
            access: enabled.map(|any_enabled| AccessPolicies {
                any_enabled,
                no_evaluation: None,
            }),
            ..Tokens::default()
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
            let said = tokens.after_all();
            assert!(said[0].contains(wanted), "{wanted}: {said:?}");
        }
    }

    #[test]
    fn policy_that_disables_continuous_access_evaluation_is_named() {
        let mut known = tokens(Some(vec![]), Some(true));
        assert!(known.after_all()[1].contains("about 15 minutes"));
        if let Some(access) = &mut known.access {
            access.no_evaluation = Some("No CAE".to_owned());
        }
        let said = &known.after_all()[1];
        assert!(
            said.contains("No CAE") && !said.contains("15 minutes"),
            "{said}"
        );
    }
}
