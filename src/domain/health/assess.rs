//! From facts to a condition: the rules of the Status column.
use super::{
    AppHealth, Condition, Facts, PrincipalFacts, Record, Remedy, SetFacts, SetHealth,
    SettingHealth, UnreadCause,
};
use crate::catalog::{App, Catalog, Permission, PermissionSet};
use crate::domain::consent::{Difference, Names, compare};
use crate::ids::AppId;

/// How `app` stands: as its worst required set, or blocked.
pub fn assess(catalog: &Catalog, app: &App, facts: &Facts, record: &Record) -> AppHealth {
    let of = |set: &PermissionSet| assess_set(catalog, set, facts, record);
    let required: Vec<SetHealth> = catalog.required_sets(app).map(of).collect();
    let optional: Vec<SetHealth> = catalog
        .optional_sets(app)
        .filter(|set| record.bound.contains_key(&set.id) && facts.sets.contains_key(&set.id))
        .map(of)
        .collect();
    let mut worst: Option<&SetHealth> = None;
    for set in &required {
        if worst.is_none_or(|known| set.condition > known.condition) {
            worst = Some(set);
        }
    }
    let (condition, reason, decided_by, remedy) = match worst {
        worst if record.blocked.contains(app.id.as_ref()) => blocked(worst),
        Some(set) => (
            set.condition,
            set.reason.clone(),
            Some(set.id.clone()),
            set.remedy.clone(),
        ),
        None => (
            Condition::Unknown,
            "the catalog names no permission set for it".to_owned(),
            None,
            Remedy::Nothing,
        ),
    };
    AppHealth {
        id: app.id.to_string(),
        name: app.name.to_string(),
        condition,
        reason,
        decided_by,
        remedy,
        failed_grant: record.failed.get(app.id.as_ref()).cloned(),
        required,
        optional,
    }
}

/// A block is this machine's own; what Entra holds is said beside it, and a
/// grant mends both.
fn blocked(
    worst: Option<&SetHealth>,
) -> (Condition, String, Option<crate::catalog::SetId>, Remedy) {
    let (entra, remedy) = match worst {
        None => ("nothing is known of Entra".to_owned(), Remedy::Grant),
        Some(set) if set.condition.is_healthy() => (
            "Entra still holds what was granted".to_owned(),
            Remedy::Grant,
        ),
        Some(set) => {
            let remedy = match set.remedy {
                // The page of an application that is not there may not open.
                Remedy::Recreate => Remedy::Recreate,
                Remedy::Bind(ref set) => Remedy::Bind(set.clone()),
                Remedy::Microsoft => Remedy::Microsoft,
                Remedy::Enable => Remedy::Enable,
                Remedy::SignIn => Remedy::SignIn,
                Remedy::Role => Remedy::Role,
                Remedy::Consent => Remedy::Consent,
                Remedy::Nothing
                | Remedy::Grant
                | Remedy::Settings
                | Remedy::Product
                | Remedy::Again => Remedy::Grant,
            };
            (format!("in Entra: {}", set.reason), remedy)
        }
    };
    let reason = format!("blocked on this machine; {entra}");
    (Condition::Blocked, reason, None, remedy)
}

/// How one set stands.
pub fn assess_set(
    catalog: &Catalog,
    set: &PermissionSet,
    facts: &Facts,
    record: &Record,
) -> SetHealth {
    let recorded = record.granted.get(&set.id).copied();
    let mut health = SetHealth {
        id: set.id.clone(),
        name: set.name.to_string(),
        client: record.bound.get(&set.id).cloned(),
        principal: None,
        display_name: None,
        condition: Condition::NotGranted,
        reason: String::new(),
        remedy: Remedy::Grant,
        difference: Difference::default(),
        settings: Vec::new(),
    };
    let verdict = match facts.sets.get(&set.id).unwrap_or(&SetFacts::Unbound) {
        SetFacts::Unbound => Verdict::new(
            Condition::NotBound,
            "no enterprise application is bound to its permission set",
            Remedy::Bind(set.id.clone()),
        ),
        SetFacts::Unread { client, unread } => {
            health.client = Some(client.clone());
            let remedy = match unread.cause {
                UnreadCause::SignIn | UnreadCause::Denied => Remedy::SignIn,
                UnreadCause::Barred => Remedy::Role,
                UnreadCause::Unconsented => Remedy::Consent,
                UnreadCause::Untrusted | UnreadCause::Storage | UnreadCause::TryAgain => {
                    Remedy::Again
                }
            };
            Verdict::new(Condition::Unknown, &unread.why, remedy)
        }
        SetFacts::Gone { client } => {
            health.client = Some(client.clone());
            if recorded.is_some() {
                Verdict::new(
                    Condition::AuthenticationError,
                    "its enterprise application was deleted from the tenant",
                    Remedy::Recreate,
                )
            } else {
                Verdict::new(
                    Condition::NotGranted,
                    "its enterprise application is not in the tenant",
                    Remedy::Recreate,
                )
            }
        }
        SetFacts::Read(principal) => {
            health.client = Some(principal.app_id.clone());
            health.principal = Some(principal.id.clone());
            health.display_name.clone_from(&principal.display_name);
            let names = Names {
                catalog,
                learned: &record.names,
            };
            let beside = beside(catalog, set, &principal.app_id, record);
            health.difference = compare(
                &set.permissions,
                &beside,
                &principal.held,
                &facts.resources,
                names,
            );
            health.settings = settings(set, principal);
            judge(&health, principal, recorded, &set.permissions)
        }
    };
    Verdict {
        condition: health.condition,
        reason: health.reason,
        remedy: health.remedy,
    } = verdict;
    health
}

struct Verdict {
    condition: Condition,
    reason: String,
    remedy: Remedy,
}

impl Verdict {
    fn new(condition: Condition, reason: impl Into<String>, remedy: Remedy) -> Self {
        Self {
            condition,
            reason: reason.into(),
            remedy,
        }
    }
}

/// What the other sets on the same application ask for.
fn beside<'a>(
    catalog: &'a Catalog,
    set: &PermissionSet,
    client: &AppId,
    record: &Record,
) -> Vec<&'a Permission> {
    catalog
        .sets
        .iter()
        .filter(|other| other.id != set.id && record.bound.get(&other.id) == Some(client))
        .flat_map(|other| &other.permissions)
        .collect()
}

fn settings(set: &PermissionSet, principal: &PrincipalFacts) -> Vec<SettingHealth> {
    set.settings
        .iter()
        .map(|setting| SettingHealth {
            role: setting.role.clone(),
            role_name: setting.role_name.to_string(),
            need: setting.need,
            why: setting.why.to_string(),
            held: principal
                .roles
                .as_ref()
                .is_some_and(|roles| roles.contains(&setting.role)),
        })
        .collect()
}

/// The rules, in the order in which one outweighs the next.
fn judge(
    health: &SetHealth,
    principal: &PrincipalFacts,
    recorded: Option<u32>,
    permissions: &[Permission],
) -> Verdict {
    let SetHealth {
        difference,
        settings,
        ..
    } = health;
    let never = difference.granted.is_empty() && recorded.is_none();
    if never && !permissions.is_empty() && principal.disabled_by_microsoft.is_none() {
        let count = difference.missing.len();
        let reason = format!("none of its {count} permissions is granted");
        return Verdict::new(Condition::NotGranted, reason, Remedy::Grant);
    }
    if let Some(status) = &principal.disabled_by_microsoft {
        let reason = format!("Microsoft disabled its enterprise application ({status})");
        return Verdict::new(Condition::ApplicationDisabled, reason, Remedy::Microsoft);
    }
    if !principal.enabled {
        return Verdict::new(
            Condition::ApplicationDisabled,
            "sign-in to its enterprise application is switched off",
            Remedy::Enable,
        );
    }
    if !difference.missing.is_empty() {
        return missing(difference, recorded.or(fulfilled(difference)));
    }
    let open: Vec<&str> = settings
        .iter()
        .filter(|setting| !setting.held)
        .map(|setting| setting.role_name.as_str())
        .collect();
    if !open.is_empty() {
        let reason = format!(
            "its service principal lacks the directory role {}",
            open.join(" and ")
        );
        return Verdict::new(Condition::NeedsSettings, reason, Remedy::Settings);
    }
    let reason = match difference.surplus.len() {
        0 => "everything it asks for is granted".to_owned(),
        1 => "granted; 1 permission is there and not needed".to_owned(),
        count => format!("granted; {count} permissions are there and not needed"),
    };
    Verdict::new(Condition::Granted, reason, Remedy::Nothing)
}

fn missing(difference: &Difference, base: Option<u32>) -> Verdict {
    let names: Vec<&str> = difference
        .missing
        .iter()
        .take(2)
        .map(|line| line.name.as_str())
        .collect();
    let more = difference.missing.len().saturating_sub(names.len());
    let mut list = names.join(", ");
    if more > 0 {
        list = format!("{list} and {more} more");
    }
    let unavailable = difference.missing.iter().all(|line| line.unavailable);
    let remedy = if unavailable {
        Remedy::Product
    } else {
        Remedy::Grant
    };
    let newer = |version: u32| {
        let mut all = difference.missing.iter();
        all.all(|line| line.since.is_some_and(|since| since > version))
    };
    if base.is_some_and(newer) {
        let reason = format!("new in the catalog and not granted: {list}");
        return Verdict::new(Condition::PermissionUpdateRequired, reason, remedy);
    }
    Verdict::new(
        Condition::PermissionError,
        format!("missing: {list}"),
        remedy,
    )
}

/// The newest catalog version of which everything is there: what somebody
/// granted elsewhere, where this machine recorded nothing. `None` where some
/// of the oldest is missing as well.
fn fulfilled(difference: &Difference) -> Option<u32> {
    let oldest_missing = difference
        .missing
        .iter()
        .filter_map(|line| line.since)
        .min()?;
    difference
        .granted
        .iter()
        .filter_map(|line| line.since)
        .filter(|since| *since < oldest_missing)
        .max()
}
