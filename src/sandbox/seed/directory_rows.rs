//! Rows of `data/`: roles, people, groups, role holders and devices.
use std::sync::LazyLock;

use super::people::{group_id, user_id};
use crate::catalog::table::{Table, list, table};

/// Parses a cell that says `yes` or `no`.
pub(super) fn yes_or_no(cell: &str) -> Result<bool, String> {
    match cell {
        "yes" => Ok(true),
        "no" => Ok(false),
        other => Err(format!("{other:?} is neither yes nor no")),
    }
}

/// Parses a cell with the name of a role in `roles.tsv`, and returns the template id.
pub(in crate::sandbox) fn role(name: &str) -> Result<&'static str, String> {
    let known = ROLES.iter().find(|(_, known)| *known == name);
    known
        .map(|(template, _)| *template)
        .ok_or_else(|| format!("{name:?} is not a role of roles.tsv"))
}

const ROLES_TABLE: Table<2> = table!("data/roles.tsv", ["template_id", "name"]);

/// Template id and name of every directory role.
pub(super) static ROLES: LazyLock<Vec<(&'static str, &'static str)>> =
    LazyLock::new(|| ROLES_TABLE.parse(|[template, name]| Ok((template, name))));

/// A user who is named, not generated.
#[derive(Debug)]
pub(super) struct Person {
    pub(super) upn: &'static str,
    pub(super) name: &'static str,
    pub(super) title: &'static str,
    pub(super) department: &'static str,
    pub(super) kind: AccountKind,
    /// Mail address; empty if it is the principal name.
    pub(super) mail: &'static str,
}

/// Kind of an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum AccountKind {
    /// A member whose account exists in Entra alone.
    Cloud,
    /// A member whose account is synchronized from Active Directory.
    Synced,
    /// A guest.
    Guest,
    /// A member whose account is disabled.
    Disabled,
}

const PEOPLE_TABLE: Table<6> = table!(
    "data/people.tsv",
    ["upn", "name", "title", "department", "kind", "mail"]
);

/// The named users.
pub(super) static PEOPLE: LazyLock<Vec<Person>> = LazyLock::new(|| PEOPLE_TABLE.parse(person));

fn person(cells: [&'static str; 6]) -> Result<Person, String> {
    let [upn, name, title, department, kind, mail] = cells;
    let kind = match kind {
        "cloud" => AccountKind::Cloud,
        "synced" => AccountKind::Synced,
        "guest" => AccountKind::Guest,
        "disabled" => AccountKind::Disabled,
        other => return Err(format!("{other:?} is not a kind of account")),
    };
    if !DEPARTMENTS.iter().any(|(known, _)| *known == department) {
        return Err(format!("{department:?} is not in departments.tsv"));
    }
    Ok(Person {
        upn,
        name,
        title,
        department,
        kind,
        mail,
    })
}

const DEPARTMENTS_TABLE: Table<2> = table!("data/departments.tsv", ["department", "title"]);

/// Departments, each with the job title of its generated users.
pub(super) static DEPARTMENTS: LazyLock<Vec<(&'static str, &'static str)>> =
    LazyLock::new(|| DEPARTMENTS_TABLE.parse(|[department, title]| Ok((department, title))));

const NAMES_TABLE: Table<2> = table!("data/names.tsv", ["kind", "name"]);

/// Names of one kind, `given` or `family`, that generated users get. They are common in
/// several countries, and combined so that no real person is meant.
fn names(wanted: &'static str) -> Vec<&'static str> {
    NAMES_TABLE.parse(|[kind, name]| match kind {
        kind if kind == wanted => Ok(name),
        other => Err(format!("{other:?} is not wanted")),
    })
}

/// Given names of generated users.
pub(super) static GIVEN_NAMES: LazyLock<Vec<&'static str>> = LazyLock::new(|| names("given"));

/// Family names of generated users.
pub(super) static FAMILY_NAMES: LazyLock<Vec<&'static str>> = LazyLock::new(|| names("family"));

/// A group besides those of the departments.
#[derive(Debug)]
pub(super) struct Group {
    pub(super) name: &'static str,
    /// Whether directory roles can be assigned to it.
    pub(super) role_assignable: bool,
    /// Object ids of users and groups.
    pub(super) members: Vec<String>,
    /// Object ids of users.
    pub(super) owners: Vec<String>,
}

const GROUPS_TABLE: Table<4> = table!(
    "data/groups.tsv",
    ["name", "role_assignable", "members", "owners"]
);

/// The groups besides those of the departments.
pub(super) static GROUPS: LazyLock<Vec<Group>> = LazyLock::new(|| GROUPS_TABLE.parse(group));

fn group([name, role_assignable, members, owners]: [&'static str; 4]) -> Result<Group, String> {
    let ids = |cell| list(cell, " | ").into_iter().map(principal_id).collect();
    Ok(Group {
        name,
        role_assignable: yes_or_no(role_assignable)?,
        members: ids(members),
        owners: ids(owners),
    })
}

/// Returns the object id of a user, named by UPN, or of a group.
fn principal_id(name: &str) -> String {
    if name.contains('@') {
        user_id(name)
    } else {
        group_id(name)
    }
}

/// A directory role of a user or group.
#[derive(Debug)]
pub(super) struct RoleHolder {
    /// Template id of the role.
    pub(super) role: &'static str,
    /// Object id of the user or group.
    pub(super) holder: String,
    /// Whether the role must be activated first.
    pub(super) eligible: bool,
}

const ROLE_HOLDERS_TABLE: Table<3> =
    table!("data/role_holders.tsv", ["role", "holder", "eligible"]);

/// The holders of directory roles.
pub(super) static ROLE_HOLDERS: LazyLock<Vec<RoleHolder>> =
    LazyLock::new(|| ROLE_HOLDERS_TABLE.parse(role_holder));

fn role_holder([name, holder, eligible]: [&'static str; 3]) -> Result<RoleHolder, String> {
    Ok(RoleHolder {
        role: role(name)?,
        holder: principal_id(holder),
        eligible: yes_or_no(eligible)?,
    })
}

/// A registered device.
#[derive(Debug)]
pub(super) struct Device {
    pub(super) name: &'static str,
    /// `Workplace`, `AzureAd` or `ServerAd`.
    pub(super) trust: &'static str,
    /// Principal names of the users; the first is the owner.
    pub(super) users: Vec<&'static str>,
    pub(super) enabled: bool,
    /// Restricted management administrative unit; empty if there is none.
    pub(super) restricted_unit: &'static str,
    /// Scenario in which it exists; empty if it always does.
    pub(super) scenario: &'static str,
}

const DEVICES_TABLE: Table<6> = table!(
    "data/devices.tsv",
    [
        "name",
        "trust",
        "users",
        "enabled",
        "restricted_unit",
        "scenario"
    ]
);

/// The registered devices.
pub(super) static DEVICES: LazyLock<Vec<Device>> = LazyLock::new(|| DEVICES_TABLE.parse(device));

fn device(cells: [&'static str; 6]) -> Result<Device, String> {
    let [name, trust, users, enabled, restricted_unit, scenario] = cells;
    if !["Workplace", "AzureAd", "ServerAd"].contains(&trust) {
        return Err(format!("{trust:?} is not a trust type"));
    }
    Ok(Device {
        name,
        trust,
        users: list(users, " | "),
        enabled: yes_or_no(enabled)?,
        restricted_unit,
        scenario,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_valid() {
        ROLES_TABLE.check(|[id, name]| {
            if id.len() == 36 {
                Ok(name)
            } else {
                Err(id.to_owned())
            }
        });
        DEPARTMENTS_TABLE.check(|[department, _]| Ok(department));
        NAMES_TABLE.check(|[kind, name]| match kind {
            "given" | "family" => Ok(name),
            other => Err(other.to_owned()),
        });
        PEOPLE_TABLE.check(person);
        GROUPS_TABLE.check(group);
        ROLE_HOLDERS_TABLE.check(role_holder);
        DEVICES_TABLE.check(device);
    }

    #[test]
    fn every_name_is_of_a_seeded_object() {
        let now = "2026-03-01T08:00:00Z".parse().unwrap();
        let tenant = crate::sandbox::Tenant::seed(now);
        let exists = |id: &str| tenant.users.get(id).is_some() || tenant.groups.get(id).is_some();
        for group in GROUPS.iter() {
            for id in group.members.iter().chain(&group.owners) {
                assert!(exists(id), "{}", group.name);
            }
        }
        for known in ROLE_HOLDERS.iter() {
            assert!(exists(&known.holder), "{known:?}");
        }
        for device in DEVICES.iter() {
            for upn in &device.users {
                assert!(exists(&user_id(upn)), "{upn}");
            }
        }
    }
}
