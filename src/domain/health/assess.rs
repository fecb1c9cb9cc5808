//! The rules of the Status column: from facts to a condition.
use super::{
    AppHealth, Condition, HealthFacts, LocalRecord, PrincipalFacts, Remedy, SetFacts, SetHealth,
    SettingHealth, UnreadCause,
};
use crate::catalog::{App, Catalog, Permission, PermissionSet};
use crate::domain::consent::{Difference, PermissionNames, compare};
use crate::ids::AppId;

/// Returns the status of `app`: blocked, or the status of its worst required set.
pub fn assess(
    catalog: &Catalog,
    app: &App,
    facts: &HealthFacts,
    record: &LocalRecord,
) -> AppHealth {
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
        worst if record.blocked.contains(app.id.as_ref()) => assess_blocked(worst),
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

/// Returns condition, reason, deciding set and remedy of an app that is blocked on this
/// machine. `worst` is its state in Entra, which the reason reports too.
fn assess_blocked(
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
                // The admin center page of a missing application may not open.
                Remedy::Recreate
                | Remedy::Bind(_)
                | Remedy::Microsoft
                | Remedy::Enable
                | Remedy::SignIn
                | Remedy::Role
                | Remedy::Consent => set.remedy.clone(),
                _ => Remedy::Grant,
            };
            (format!("in Entra: {}", set.reason), remedy)
        }
    };
    let reason = format!("blocked on this machine; {entra}");
    (Condition::Blocked, reason, None, remedy)
}

/// Returns the status of one set.
pub fn assess_set(
    catalog: &Catalog,
    set: &PermissionSet,
    facts: &HealthFacts,
    record: &LocalRecord,
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
                UnreadCause::ForbiddenDespitePermission => Remedy::Role,
                UnreadCause::NotConsented => Remedy::Consent,
                UnreadCause::Untrusted | UnreadCause::Storage | UnreadCause::TryAgain => {
                    Remedy::Retry
                }
            };
            Verdict::new(Condition::Unknown, &unread.why, remedy)
        }
        SetFacts::Missing { client } => {
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
            let names = PermissionNames {
                catalog,
                learned: &record.names,
            };
            let of_other_sets = permissions_of_other_sets(catalog, set, &principal.app_id, record);
            health.difference = compare(
                &set.permissions,
                &of_other_sets,
                &principal.held,
                &facts.resources,
                names,
            );
            health.settings = settings_health(set, principal);
            principal_verdict(&health, principal, recorded, &set.permissions)
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

/// Returns the permissions that other sets on the same application require.
fn permissions_of_other_sets<'a>(
    catalog: &'a Catalog,
    set: &PermissionSet,
    client: &AppId,
    record: &LocalRecord,
) -> Vec<&'a Permission> {
    catalog
        .sets
        .iter()
        .filter(|other| other.id != set.id && record.bound.get(&other.id) == Some(client))
        .flat_map(|other| &other.permissions)
        .collect()
}

fn settings_health(set: &PermissionSet, principal: &PrincipalFacts) -> Vec<SettingHealth> {
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

/// Returns the verdict on a set whose service principal was read: that of the first rule
/// that applies. `recorded` is the catalog version that this machine recorded as granted.
fn principal_verdict(
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
        return missing_permissions_verdict(
            difference,
            recorded.or(newest_complete_version(difference)),
        );
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

fn missing_permissions_verdict(difference: &Difference, granted_version: Option<u32>) -> Verdict {
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
    if granted_version.is_some_and(newer) {
        let reason = format!("new in the catalog and not granted: {list}");
        return Verdict::new(Condition::PermissionUpdateRequired, reason, remedy);
    }
    Verdict::new(
        Condition::PermissionError,
        format!("missing: {list}"),
        remedy,
    )
}

/// Returns the newest catalog version whose permissions are all granted, for grants
/// that this machine did not record. `None` if permissions of the oldest version are
/// missing too.
fn newest_complete_version(difference: &Difference) -> Option<u32> {
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
