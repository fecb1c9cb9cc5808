//! Rows of `data/`: resource APIs, their permissions, and the vendor's applications.
use std::sync::LazyLock;

use super::VendorApp;
use super::directory_rows::{role, yes_or_no};
use super::scenarios::SetState;
use crate::catalog::table::{Table, list, table};

/// A permission of a resource API, with its public ids.
#[derive(Debug)]
pub(super) struct Permission {
    /// Application id of the API.
    pub(super) resource: &'static str,
    /// Name, such as `User.Read.All`.
    pub(super) value: &'static str,
    /// Id of the application permission; empty if there is none.
    pub(super) application: &'static str,
    /// Id of the delegated permission; empty if there is none.
    pub(super) delegated: &'static str,
    /// Whether the delegated permission needs an administrator.
    pub(super) admin: bool,
}

const PERMISSIONS_TABLE: Table<5> = table!(
    "data/permissions.tsv",
    ["resource", "name", "application", "delegated", "admin"]
);

/// Permissions of every resource API.
pub(super) static PERMISSIONS: LazyLock<Vec<Permission>> =
    LazyLock::new(|| PERMISSIONS_TABLE.parse(permission));

fn permission(cells: [&'static str; 5]) -> Result<Permission, String> {
    let [resource, value, application, delegated, admin] = cells;
    if !APIS.iter().any(|(app, _)| *app == resource) {
        return Err(format!("{resource:?} is not an API of apis.tsv"));
    }
    Ok(Permission {
        resource,
        value,
        application,
        delegated,
        admin: yes_or_no(admin)?,
    })
}

const APIS_TABLE: Table<2> = table!("data/apis.tsv", ["app_id", "name"]);

/// Application id and name of every resource API.
pub(super) static APIS: LazyLock<Vec<(&'static str, &'static str)>> =
    LazyLock::new(|| APIS_TABLE.parse(|[app_id, name]| Ok((app_id, name))));

const VENDOR_APPS_TABLE: Table<6> = table!(
    "data/vendor_apps.tsv",
    ["set", "client_id", "loopback", "start", "name", "roles"]
);

/// The vendor's enterprise applications, one for each permission set.
pub(super) static VENDOR_APPS: LazyLock<Vec<VendorApp>> =
    LazyLock::new(|| VENDOR_APPS_TABLE.parse(vendor_app));

fn vendor_app(cells: [&'static str; 6]) -> Result<VendorApp, String> {
    let [set, client_id, loopback, start, name, role_names] = cells;
    let of_set = |since: Option<&str>| {
        let rows = VENDOR_PERMISSIONS.iter().filter(|row| row.set == set);
        rows.filter(|row| since.is_none_or(|since| row.since == since))
            .map(|row| (row.resource, row.permission))
            .collect()
    };
    Ok(VendorApp {
        set,
        client_id,
        loopback: yes_or_no(loopback)?,
        start: SetState::of_name(start).ok_or_else(|| format!("{start:?} is not a state"))?,
        name,
        roles: list(role_names, " | ")
            .into_iter()
            .map(role)
            .collect::<Result<_, _>>()?,
        permissions: of_set(None),
        newest: of_set(Some("newest")),
        oldest: of_set(Some("oldest")),
    })
}

/// A permission that a set requests.
#[derive(Debug)]
struct VendorPermission {
    set: &'static str,
    resource: &'static str,
    permission: &'static str,
    /// `newest` if the newest catalog added it, `oldest` if its loss is shown by a scenario,
    /// else empty.
    since: &'static str,
}

const VENDOR_PERMISSIONS_TABLE: Table<4> = table!(
    "data/vendor_permissions.tsv",
    ["set", "resource", "permission", "since"]
);

static VENDOR_PERMISSIONS: LazyLock<Vec<VendorPermission>> =
    LazyLock::new(|| VENDOR_PERMISSIONS_TABLE.parse(vendor_permission));

fn vendor_permission(cells: [&'static str; 4]) -> Result<VendorPermission, String> {
    let [set, resource, permission, since] = cells;
    find_permission(resource, permission)
        .ok_or_else(|| format!("{permission:?} of {resource} is not in permissions.tsv"))?;
    match since {
        "" | "newest" | "oldest" => Ok(VendorPermission {
            set,
            resource,
            permission,
            since,
        }),
        other => Err(format!("{other:?} is not a point in time")),
    }
}

/// Returns the id of a permission, and whether it is an application permission.
pub(super) fn find_permission(resource: &str, value: &str) -> Option<(&'static str, bool)> {
    let mut all = PERMISSIONS.iter();
    let found = all.find(|known| known.resource == resource && known.value == value)?;
    Some(if found.application.is_empty() {
        (found.delegated, false)
    } else {
        (found.application, true)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_valid() {
        APIS_TABLE.check(|[id, name]| {
            if id.len() == 36 {
                Ok(name)
            } else {
                Err(id.to_owned())
            }
        });
        PERMISSIONS_TABLE.check(permission);
        VENDOR_PERMISSIONS_TABLE.check(vendor_permission);
        VENDOR_APPS_TABLE.check(vendor_app);
    }
}
