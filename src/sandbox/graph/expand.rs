//! `$expand`, and the objects that an object leads to.
use serde_json::Value;

use super::select::{Selection, kind_of};
use super::users::{memberships, with_odata_type};
use super::{Call, bad_request};
use crate::sandbox::entra::FEDERATED;
use crate::sandbox::object::Object;
use crate::sandbox::reply::Answer;
use crate::sandbox::tenant::Tenant;

/// Property with the id of a manager who was chosen, or null. Graph never shows it.
pub(super) const MANAGER: &str = "@manager";

/// Maximum number of objects that Graph expands.
const MAX_EXPANDED: usize = 20;

/// The objects behind a navigation property.
#[derive(Debug)]
pub(super) enum Related {
    One(Option<Object>),
    Many(Vec<Object>),
}

/// Adds what `$expand` asks for to a shown object.
///
/// # Errors
/// Fails for a navigation property that the type does not have.
pub(super) fn expand(
    tenant: &Tenant,
    call: &Call,
    object: &Object,
    kind: &str,
    shown: &mut Value,
) -> Result<(), Answer> {
    let (Some(text), Some(shown)) = (call.option("$expand"), shown.as_object_mut()) else {
        return Ok(());
    };
    for (name, options) in parts(text) {
        let Some(related) = related(tenant, kind, object.id(), name) else {
            return Err(bad_request(&format!(
                "Parsing OData Select and Expand failed: Could not find a property named '{name}' on type 'microsoft.graph.{kind}'."
            )));
        };
        let select = options
            .split(';')
            .find_map(|one| one.trim().strip_prefix("$select="));
        let show = |related: &Object| {
            let kind = kind_of(related, "directoryObject");
            let selection = Selection::parse(select, call.caller.strict, kind, Some(related))?;
            Ok::<_, Answer>(selection.apply(related, kind))
        };
        let value = match related {
            Related::One(None) => continue,
            Related::One(Some(one)) => show(&one)?,
            Related::Many(all) => {
                let all = all.iter().take(MAX_EXPANDED).map(show);
                Value::Array(all.collect::<Result<_, _>>()?)
            }
        };
        shown.insert(name.to_owned(), value);
    }
    Ok(())
}

/// Returns the names of a `$expand`, each with the options in its parentheses.
fn parts(text: &str) -> Vec<(&str, &str)> {
    let (mut depth, mut start, mut found) = (0_usize, 0, Vec::new());
    for (at, c) in text.char_indices().chain([(text.len(), ',')]) {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            ',' if depth == 0 => {
                let part = text.get(start..at).unwrap_or_default().trim();
                let (name, options) = part.split_once('(').unwrap_or((part, ""));
                found.push((name, options.trim_end_matches(')')));
                start = at + 1;
            }
            _ => {}
        }
    }
    found
}

/// Returns the objects behind a navigation property; `None` if the type has no such property.
pub(super) fn related(tenant: &Tenant, kind: &str, id: &str, name: &str) -> Option<Related> {
    let many = |ids: Vec<String>| {
        let found = ids.iter().filter_map(|id| tenant.directory_object(id));
        Related::Many(found.collect())
    };
    let ids = |set: Option<&std::collections::BTreeSet<String>>| {
        set.into_iter().flatten().cloned().collect::<Vec<String>>()
    };
    let assigned = |property: &str| {
        let all = tenant.app_role_assignments.all();
        Related::Many(
            all.filter(|one| one.text(property) == id)
                .cloned()
                .collect(),
        )
    };
    let devices = || {
        let all = tenant
            .device_users
            .iter()
            .filter(|(_, users)| users.contains(id));
        many(all.map(|(device, _)| device.clone()).collect())
    };
    Some(match (kind, name) {
        ("user", "manager") => {
            let manager = tenant.manager_of(id);
            Related::One(manager.and_then(|id| tenant.directory_object(&id)))
        }
        ("user" | "group" | "servicePrincipal" | "device", "memberOf") => {
            Related::Many(memberships(tenant, id, false, false))
        }
        ("user" | "group" | "servicePrincipal", "transitiveMemberOf") => {
            Related::Many(memberships(tenant, id, true, false))
        }
        ("user", "ownedObjects" | "createdObjects") => {
            let owned = tenant
                .owners
                .iter()
                .filter(|(_, owners)| owners.contains(id));
            many(owned.map(|(thing, _)| thing.clone()).collect())
        }
        ("user", "registeredDevices") => devices(),
        ("user", "ownedDevices") => {
            let own = tenant
                .device_owners
                .iter()
                .filter(|(_, owner)| *owner == id);
            many(own.map(|(device, _)| device.clone()).collect())
        }
        ("user" | "servicePrincipal" | "group", "appRoleAssignments") => assigned("principalId"),
        ("servicePrincipal", "appRoleAssignedTo") => assigned("resourceId"),
        ("user" | "servicePrincipal", "oauth2PermissionGrants") => {
            let property = if kind == "user" {
                "principalId"
            } else {
                "clientId"
            };
            let all = tenant
                .grants
                .all()
                .filter(|grant| grant.text(property) == id);
            Related::Many(all.cloned().collect())
        }
        ("group", "members") => many(ids(tenant.members.get(id))),
        ("group" | "servicePrincipal" | "application", "owners") => {
            many(ids(tenant.owners.get(id)))
        }
        ("application", "federatedIdentityCredentials") => {
            let application = tenant.applications.get(id)?;
            let all = application
                .get(FEDERATED)
                .as_array()
                .cloned()
                .unwrap_or_default();
            Related::Many(all.into_iter().map(Object::from_value).collect())
        }
        ("device", "registeredOwners") => {
            many(tenant.device_owners.get(id).cloned().into_iter().collect())
        }
        ("device", "registeredUsers") => many(ids(tenant.device_users.get(id))),
        _ => return None,
    })
}

impl Tenant {
    /// Returns a directory object of any type, with its type.
    pub(super) fn directory_object(&self, id: &str) -> Option<Object> {
        [
            (&self.users, "user"),
            (&self.groups, "group"),
            (&self.service_principals, "servicePrincipal"),
            (&self.applications, "application"),
            (&self.devices, "device"),
            (&self.roles, "directoryRole"),
            (&self.administrative_units, "administrativeUnit"),
        ]
        .into_iter()
        .find_map(|(all, kind)| Some(with_odata_type(all.get(id)?, kind)))
    }

    /// Returns the id of a user's manager: the head of the department.
    fn manager_of(&self, user: &str) -> Option<String> {
        let user_object = self.users.get(user)?;
        if let Some(chosen) = user_object.0.get(MANAGER) {
            return chosen.as_str().map(str::to_owned);
        }
        let department = user_object.text("department");
        let head = self.department_heads.get(department)?;
        (head != user).then(|| head.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::parts;

    #[test]
    fn commas_within_parentheses_belong_to_the_options() {
        assert_eq!(
            parts("manager($select=id,mail;$levels=max), memberOf"),
            [("manager", "$select=id,mail;$levels=max"), ("memberOf", "")]
        );
    }
}
