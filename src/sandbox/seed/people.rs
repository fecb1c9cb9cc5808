//! The users of the simulated company, its groups and its role holders.
use std::collections::{BTreeMap, BTreeSet};

use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

use super::directory_rows::{AccountKind, DEPARTMENTS, GROUPS, PEOPLE, ROLE_HOLDERS, ROLES};

use crate::sandbox::object::Object;
use crate::sandbox::tenant::{Tenant, rfc3339, sha256, uuid_of};

/// Returns the object id of the seeded user with this principal name.
pub fn user_id(upn: &str) -> String {
    uuid_of(&format!("user {upn}"))
}

/// Returns a principal name in the case that all seeded ones have.
pub(in crate::sandbox) fn to_usual_case(upn: &str) -> String {
    upn.to_lowercase().replace("#ext#", "#EXT#")
}

fn hours_before(now: Timestamp, hours: i64) -> Timestamp {
    now.saturating_sub(SignedDuration::from_hours(hours))
        .unwrap_or(now)
}

/// Returns a number less than `below` that depends only on the text.
fn pick_number(text: &str, below: i64) -> i64 {
    let digest = sha256(text.as_bytes());
    let byte = |n: usize| i64::from(digest.get(n).copied().unwrap_or_default());
    (byte(0) * 256 + byte(1)) % below
}

pub(super) fn user_object(
    upn: &str,
    name: &str,
    title: &str,
    department: &str,
    kind: AccountKind,
    now: Timestamp,
) -> Object {
    let disabled = kind == AccountKind::Disabled;
    let guest = kind == AccountKind::Guest;
    let synced = kind == AccountKind::Synced;
    let (given, family) = name.split_once(' ').unwrap_or((name, ""));
    let seen = (!disabled).then(|| rfc3339(hours_before(now, 1 + pick_number(upn, 240))));
    let activity = seen.map_or(Value::Null, |at| {
        json!({
            "lastSignInDateTime": at,
            "lastSuccessfulSignInDateTime": at,
            "lastNonInteractiveSignInDateTime": at,
        })
    });
    let changed = rfc3339(hours_before(now, 24 * (10 + pick_number(name, 200))));
    let local = upn.split('@').next().unwrap_or_default();
    let mail = if guest {
        local.replace("#EXT#", "").replacen('_', "@", 1)
    } else {
        upn.to_owned()
    };
    Object::from_value(json!({
        "id": user_id(upn),
        "deletedDateTime": null,
        "accountEnabled": !disabled,
        "businessPhones": [],
        "companyName": null,
        "createdDateTime": rfc3339(hours_before(now, 24 * (300 + pick_number(upn, 900)))),
        "creationType": if guest { json!("Invitation") } else { Value::Null },
        "department": department,
        "displayName": name,
        "employeeId": null,
        "externalUserState": if guest { json!("Accepted") } else { Value::Null },
        "givenName": given,
        "isManagementRestricted": null,
        "jobTitle": title,
        "lastPasswordChangeDateTime": changed,
        "mail": mail,
        "mailNickname": local,
        "mobilePhone": null,
        "officeLocation": null,
        "onPremisesDistinguishedName": if synced {
            json!(format!("CN={name},OU=Staff,DC=corp,DC=meridian,DC=example"))
        } else { Value::Null },
        "onPremisesDomainName": if synced { json!("corp.meridian.example") } else { Value::Null },
        "onPremisesImmutableId": if synced { json!(format!("{}==", pick_number(upn, 30_000))) } else { Value::Null },
        "onPremisesLastSyncDateTime": if synced { json!(rfc3339(hours_before(now, 0))) } else { Value::Null },
        "onPremisesSamAccountName": if synced { json!(local) } else { Value::Null },
        "onPremisesSyncEnabled": if synced { json!(true) } else { Value::Null },
        "passwordPolicies": null,
        "passwordProfile": null,
        "preferredLanguage": null,
        "proxyAddresses": [format!("SMTP:{mail}")],
        "signInActivity": activity,
        "signInSessionsValidFromDateTime": changed,
        "surname": family,
        "usageLocation": "DE",
        "userPrincipalName": upn,
        "userType": if guest { "Guest" } else { "Member" },
    }))
}

/// Returns a name in the form of an address: plain letters, digits and dots.
pub(super) fn email_name(name: &str) -> String {
    name.chars()
        .filter_map(|c| match c {
            ' ' => Some('.'),
            'ö' | 'ø' => Some('o'),
            'á' | 'Å' => Some('a'),
            'ë' => Some('e'),
            'ü' => Some('u'),
            'Ł' => Some('l'),
            c if c.is_ascii_alphanumeric() || c == '-' => Some(c.to_ascii_lowercase()),
            _ => None,
        })
        .collect()
}

/// Returns the number of named users.
pub fn named_people() -> usize {
    PEOPLE.len()
}

/// Creates the users, the groups and the roles.
pub(super) fn seed_people(tenant: &mut Tenant, now: Timestamp, crowd: usize) {
    for person in PEOPLE.iter() {
        let mut user = user_object(
            person.upn,
            person.name,
            person.title,
            person.department,
            person.kind,
            now,
        );
        if !person.mail.is_empty() {
            user.set("mail", person.mail);
        }
        tenant.users.insert(user);
    }
    super::bulk_users::seed_bulk_users(tenant, now, crowd);
    seed_groups(tenant, now);
    seed_directory_roles(tenant, now);
}

/// Returns the object id of the seeded group with this name.
pub(super) fn group_id(name: &str) -> String {
    uuid_of(&format!("group {name}"))
}

fn seed_group(
    tenant: &mut Tenant,
    name: &str,
    assignable: bool,
    members: BTreeSet<String>,
    now: Timestamp,
) {
    let id = group_id(name);
    tenant.groups.insert(Object::from_value(json!({
        "id": id,
        "deletedDateTime": null,
        "createdDateTime": rfc3339(hours_before(now, 9_000)),
        "description": format!("{name} (simulated)"),
        "displayName": name,
        "groupTypes": [],
        "isAssignableToRole": if assignable { json!(true) } else { Value::Null },
        "mail": null,
        "mailEnabled": false,
        "mailNickname": email_name(name),
        "membershipRule": null,
        "onPremisesSyncEnabled": null,
        "securityEnabled": true,
        "visibility": if assignable { json!("Private") } else { Value::Null },
    })));
    tenant.members.insert(id, members);
}

fn seed_groups(tenant: &mut Tenant, now: Timestamp) {
    let mut staff: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for user in tenant.users.all() {
        if user.text("userType") == "Member" {
            let department = user.text("department").to_owned();
            let members = staff.entry(department).or_default();
            members.insert(user.id().to_owned());
        }
    }
    for (department, _) in DEPARTMENTS.iter() {
        let members = staff.remove(*department).unwrap_or_default();
        if let Some(head) = members.first() {
            let department = (*department).to_owned();
            tenant.department_heads.insert(department, head.clone());
        }
        seed_group(tenant, department, false, members, now);
    }
    for group in GROUPS.iter() {
        let members = group.members.iter().cloned().collect();
        seed_group(tenant, group.name, group.role_assignable, members, now);
        if !group.owners.is_empty() {
            let owners = group.owners.iter().cloned().collect();
            tenant.owners.insert(group_id(group.name), owners);
        }
    }
}

fn seed_directory_roles(tenant: &mut Tenant, now: Timestamp) {
    for (template, name) in ROLES.iter() {
        tenant.roles.insert(Object::from_value(json!({
            "id": uuid_of(&format!("role {template}")),
            "deletedDateTime": null,
            "description": format!("{name} (built in)"),
            "displayName": name,
            "roleTemplateId": template,
        })));
    }
    for known in ROLE_HOLDERS.iter() {
        if known.eligible {
            tenant.make_eligible(&known.holder, known.role, now);
        } else {
            tenant.give_role(&known.holder, known.role);
        }
    }
}

impl Tenant {
    /// Assigns a directory role to a principal, without replication lag.
    pub fn give_role(&mut self, principal: &str, template: &str) {
        let known = self.role_assignments.all().any(|known| {
            known.text("principalId") == principal && known.text("roleDefinitionId") == template
        });
        if !known {
            self.role_assignments.insert(Object::from_value(json!({
                "id": uuid_of(&format!("role assignment {principal} {template}")),
                "directoryScopeId": "/",
                "principalId": principal,
                "roleDefinitionId": template,
            })));
        }
    }

    /// Removes a directory role from a principal, without replication lag.
    pub fn take_role(&mut self, principal: &str, template: &str) {
        self.role_assignments.retain(|known| {
            known.text("principalId") != principal || known.text("roleDefinitionId") != template
        });
    }

    /// Makes a user or the members of a group eligible for a directory role.
    pub fn make_eligible(&mut self, principal: &str, template: &str, now: Timestamp) {
        let from = now
            .saturating_sub(SignedDuration::from_hours(24 * 90))
            .unwrap_or(now);
        self.role_eligibilities.insert(Object::from_value(json!({
            "id": uuid_of(&format!("eligibility {principal} {template}")),
            "appScopeId": Value::Null,
            "directoryScopeId": "/",
            "endDateTime": Value::Null,
            "memberType": "Direct",
            "principalId": principal,
            "roleDefinitionId": template,
            "roleEligibilityScheduleId": uuid_of(&format!("schedule {principal} {template}")),
            "startDateTime": rfc3339(from),
        })));
    }
}
