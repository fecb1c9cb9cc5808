//! Administrative units: the units of a user, and the rule that only roles assigned at
//! a restricted unit may change its accounts.
use std::collections::BTreeSet;

use serde_json::json;

use super::{Call, access_denied, not_found, query, users};
use crate::sandbox::object::Object;
use crate::sandbox::reply::Answer;
use crate::sandbox::tenant::{Tenant, uuid_of};

impl Tenant {
    /// Creates a restricted management administrative unit with these users or devices.
    pub fn restrict(&mut self, name: &str, users: &[String]) {
        let id = uuid_of(&format!("administrative unit {name}"));
        self.administrative_units.insert(Object::from_value(json!({
            "id": id,
            "deletedDateTime": null,
            "description": format!("{name} (simulated)"),
            "displayName": name,
            "isMemberManagementRestricted": true,
            "visibility": null,
        })));
        for user in users {
            if let Some(user) = self.users.get_mut(user) {
                user.set("isManagementRestricted", true);
            }
            if let Some(device) = self.devices.get_mut(user) {
                device.set("isManagementRestricted", true);
            }
        }
        self.unit_members
            .insert(id, users.iter().cloned().collect());
    }

    fn units_of(&self, user: &str) -> impl Iterator<Item = &Object> {
        let inside = self.unit_members.iter();
        inside
            .filter(move |(_, members)| members.contains(user))
            .filter_map(move |(unit, _)| self.administrative_units.get(unit))
    }

    /// Returns the ids of the restricted units that a user is in.
    pub(super) fn restricted_units(&self, user: &str) -> BTreeSet<String> {
        self.units_of(user)
            .filter(|unit| unit.flag("isMemberManagementRestricted"))
            .map(|unit| unit.id().to_owned())
            .collect()
    }

    /// Returns the template ids of the roles that a principal holds at one of these units.
    pub(super) fn roles_at(&self, principal: &str, units: &BTreeSet<String>) -> Vec<String> {
        let scope = |unit: &String| format!("/administrativeUnits/{unit}");
        let scopes: BTreeSet<String> = units.iter().map(scope).collect();
        self.role_assignments
            .all()
            .filter(|one| one.text("principalId") == principal)
            .filter(|one| scopes.contains(one.text("directoryScopeId")))
            .map(|one| one.text("roleDefinitionId").to_owned())
            .collect()
    }
}

/// Returns status 403 about a user that the caller's roles do not cover.
pub(super) fn restricted_unit_error(tenant: &Tenant, user: &str) -> Answer {
    if tenant.restricted_units(user).is_empty() {
        return access_denied();
    }
    Answer::graph_error(
        403,
        "Authorization_RequestDenied",
        "Insufficient privileges to complete the operation. Target object is a member of a \
         restricted management administrative unit and can only be modified by administrators \
         scoped to that administrative unit. Check that you are assigned a role that has \
         permission to perform the operation for this restricted management administrative unit.",
    )
}

pub(super) fn list_units_of_user(tenant: &mut Tenant, call: &Call) -> Answer {
    let Some(id) = users::user_id(tenant, call) else {
        return not_found(call.id(0));
    };
    let all: Vec<Object> = tenant.units_of(&id).cloned().collect();
    query::list_answer(
        tenant,
        call,
        all,
        "directory/administrativeUnits",
        "administrativeUnit",
    )
}
