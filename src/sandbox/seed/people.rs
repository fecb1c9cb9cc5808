//! The users of the simulated company, its groups and its role holders.
use std::collections::{BTreeMap, BTreeSet};

use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

use super::names::{DEPARTMENTS, email_name};
use super::{cast, roles};
use crate::sandbox::object::Object;
use crate::sandbox::tenant::{Tenant, rfc3339, sha256, uuid_of};

/// Properties that distinguish a user from a cloud-only member.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct AccountKind {
    synced: bool,
    guest: bool,
    disabled: bool,
}

pub(super) const CLOUD: AccountKind = AccountKind {
    synced: false,
    guest: false,
    disabled: false,
};
pub(super) const SYNCED: AccountKind = AccountKind {
    synced: true,
    ..CLOUD
};
pub(super) const GUEST: AccountKind = AccountKind {
    guest: true,
    ..CLOUD
};
pub(super) const DISABLED: AccountKind = AccountKind {
    disabled: true,
    ..CLOUD
};

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
    let (given, family) = name.split_once(' ').unwrap_or((name, ""));
    let seen = (!kind.disabled).then(|| rfc3339(hours_before(now, 1 + pick_number(upn, 240))));
    let activity = seen.map_or(Value::Null, |at| {
        json!({
            "lastSignInDateTime": at,
            "lastSuccessfulSignInDateTime": at,
            "lastNonInteractiveSignInDateTime": at,
        })
    });
    let changed = rfc3339(hours_before(now, 24 * (10 + pick_number(name, 200))));
    let local = upn.split('@').next().unwrap_or_default();
    let mail = if kind.guest {
        local.replace("#EXT#", "").replacen('_', "@", 1)
    } else {
        upn.to_owned()
    };
    Object::from_value(json!({
        "id": user_id(upn),
        "deletedDateTime": null,
        "accountEnabled": !kind.disabled,
        "businessPhones": [],
        "companyName": null,
        "createdDateTime": rfc3339(hours_before(now, 24 * (300 + pick_number(upn, 900)))),
        "creationType": if kind.guest { json!("Invitation") } else { Value::Null },
        "department": department,
        "displayName": name,
        "employeeId": null,
        "externalUserState": if kind.guest { json!("Accepted") } else { Value::Null },
        "givenName": given,
        "isManagementRestricted": null,
        "jobTitle": title,
        "lastPasswordChangeDateTime": changed,
        "mail": mail,
        "mailNickname": local,
        "mobilePhone": null,
        "officeLocation": null,
        "onPremisesDistinguishedName": if kind.synced {
            json!(format!("CN={name},OU=Staff,DC=corp,DC=meridian,DC=example"))
        } else { Value::Null },
        "onPremisesDomainName": if kind.synced { json!("corp.meridian.example") } else { Value::Null },
        "onPremisesImmutableId": if kind.synced { json!(format!("{}==", pick_number(upn, 30_000))) } else { Value::Null },
        "onPremisesLastSyncDateTime": if kind.synced { json!(rfc3339(hours_before(now, 0))) } else { Value::Null },
        "onPremisesSamAccountName": if kind.synced { json!(local) } else { Value::Null },
        "onPremisesSyncEnabled": if kind.synced { json!(true) } else { Value::Null },
        "passwordPolicies": null,
        "passwordProfile": null,
        "preferredLanguage": null,
        "proxyAddresses": [format!("SMTP:{mail}")],
        "signInActivity": activity,
        "signInSessionsValidFromDateTime": changed,
        "surname": family,
        "usageLocation": "DE",
        "userPrincipalName": upn,
        "userType": if kind.guest { "Guest" } else { "Member" },
    }))
}

const IT: &str = "Information Technology";

/// The named people: principal name, name, title, department, kind.
static NAMED: &[(&str, &str, &str, &str, AccountKind)] = &[
    (cast::ADMINISTRATOR, "Ada Admin", "Identity Lead", IT, CLOUD),
    (
        cast::SECOND_ADMINISTRATOR,
        "Gil Guardian",
        "Security Lead",
        IT,
        CLOUD,
    ),
    (
        cast::BREAK_GLASS_1,
        "Break Glass One",
        "Emergency access",
        IT,
        CLOUD,
    ),
    (
        cast::BREAK_GLASS_2,
        "Break Glass Two",
        "Emergency access",
        IT,
        CLOUD,
    ),
    (
        cast::PASSWORD_ADMINISTRATOR,
        "Pia Passworth",
        "Service Desk",
        IT,
        CLOUD,
    ),
    (
        cast::HELPDESK_ADMINISTRATOR,
        "Hal Helpdesk",
        "Service Desk",
        IT,
        CLOUD,
    ),
    (
        cast::USER_ADMINISTRATOR,
        "Una Userwell",
        "Joiners and Leavers",
        IT,
        CLOUD,
    ),
    (
        cast::AUTHENTICATION_ADMINISTRATOR,
        "Aki Authen",
        "Identity Engineer",
        IT,
        CLOUD,
    ),
    (
        cast::ROLE_BY_GROUP,
        "Gwen Grouped",
        "Platform Engineer",
        IT,
        CLOUD,
    ),
    (
        cast::SYNC_ACCOUNT,
        "On-Premises Directory Synchronization Service Account",
        "",
        IT,
        CLOUD,
    ),
    (cast::PLAIN, "Rowan Reyes-Vale", "Nurse", "Emergency", CLOUD),
    (cast::TWIN_1, "Sam Rivers", "Physician", "Cardiology", CLOUD),
    (cast::TWIN_2, "Sam Rivers", "Accountant", "Finance", CLOUD),
    (
        cast::OTHER_MAIL,
        "Maryam Okafor-Reyes",
        "Pharmacist",
        "Pharmacy",
        CLOUD,
    ),
    (
        cast::APOSTROPHE,
        "Niamh O'Harrowby",
        "Radiographer",
        "Radiology",
        CLOUD,
    ),
    (
        cast::NOT_ASCII,
        "Zoë Ångström-Søndergaard",
        "Physician",
        "Cardiology",
        CLOUD,
    ),
    (
        cast::DISABLED,
        "Dana Departed",
        "Coordinator",
        "Patient Services",
        DISABLED,
    ),
    (
        cast::SYNCED,
        "Sven Syncedsson",
        "Engineer",
        "Facilities",
        SYNCED,
    ),
    (
        cast::FEDERATED,
        "Fay Federhall",
        "Recruiter",
        "People",
        SYNCED,
    ),
    (cast::GUEST, "Gus Guestley", "Auditor", "Finance", GUEST),
];

/// Number of named users.
pub const NAMED_PEOPLE: usize = NAMED.len();

/// Creates the users, the groups and the roles.
pub(super) fn seed_people(tenant: &mut Tenant, now: Timestamp, crowd: usize) {
    for &(upn, name, title, department, kind) in NAMED {
        let mut user = user_object(upn, name, title, department, kind, now);
        if upn == cast::OTHER_MAIL {
            user.set("mail", cast::OTHER_MAIL_ADDRESS);
        }
        tenant.users.insert(user);
    }
    super::bulk_users::seed_bulk_users(tenant, now, crowd);
    seed_groups(tenant, now);
    seed_directory_roles(tenant);
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
    for (department, _) in DEPARTMENTS {
        let members = staff.remove(department).unwrap_or_default();
        seed_group(tenant, department, false, members, now);
    }
    let clinical = ["Emergency", "Radiology", "Cardiology"];
    let members = clinical.iter().map(|name| group_id(name)).collect();
    seed_group(tenant, cast::CLINICAL_GROUP, false, members, now);
    let members = [user_id(cast::ROLE_BY_GROUP)].into();
    seed_group(tenant, cast::ROLE_GROUP, true, members, now);
    let owners = [user_id(cast::ADMINISTRATOR)].into();
    tenant.owners.insert(group_id(cast::ROLE_GROUP), owners);
}

fn seed_directory_roles(tenant: &mut Tenant) {
    for (template, name) in roles::ROLES {
        tenant.roles.insert(Object::from_value(json!({
            "id": uuid_of(&format!("role {template}")),
            "deletedDateTime": null,
            "description": format!("{name} (built in)"),
            "displayName": name,
            "roleTemplateId": template,
        })));
    }
    for (holder, role) in [
        (user_id(cast::ADMINISTRATOR), roles::GLOBAL_ADMINISTRATOR),
        (
            user_id(cast::SECOND_ADMINISTRATOR),
            roles::GLOBAL_ADMINISTRATOR,
        ),
        (user_id(cast::BREAK_GLASS_1), roles::GLOBAL_ADMINISTRATOR),
        (user_id(cast::BREAK_GLASS_2), roles::GLOBAL_ADMINISTRATOR),
        (
            user_id(cast::PASSWORD_ADMINISTRATOR),
            roles::PASSWORD_ADMINISTRATOR,
        ),
        (
            user_id(cast::HELPDESK_ADMINISTRATOR),
            roles::HELPDESK_ADMINISTRATOR,
        ),
        (user_id(cast::USER_ADMINISTRATOR), roles::USER_ADMINISTRATOR),
        (
            user_id(cast::AUTHENTICATION_ADMINISTRATOR),
            roles::AUTHENTICATION_ADMINISTRATOR,
        ),
        (
            user_id(cast::SYNC_ACCOUNT),
            roles::DIRECTORY_SYNCHRONIZATION_ACCOUNTS,
        ),
        (
            group_id(cast::ROLE_GROUP),
            roles::PRIVILEGED_ROLE_ADMINISTRATOR,
        ),
    ] {
        tenant.give_role(&holder, role);
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
}
