//! Accounts of the simulated company that could become privileged: through a role that
//! can be activated, or as owners of a role group or of the tool's application.
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

use super::people::group_id;
use super::{cast, roles, user_id};
use crate::sandbox::CLIENT_ID;
use crate::sandbox::object::Object;
use crate::sandbox::tenant::{Tenant, rfc3339, uuid_of};

/// Creates eligible roles and owners.
pub(super) fn seed_privileges(tenant: &mut Tenant, now: Timestamp) {
    tenant.make_eligible(&user_id(cast::ELIGIBLE), roles::USER_ADMINISTRATOR, now);
    let application = tenant
        .service_principal_of(CLIENT_ID)
        .map(|sp| sp.id().to_owned());
    for (thing, owner) in [
        (Some(group_id(cast::ROLE_GROUP)), cast::GROUP_OWNER),
        (application, cast::APPLICATION_OWNER),
        (Some(CLIENT_ID.to_owned()), cast::APPLICATION_OWNER),
    ] {
        let owners = tenant.owners.entry(thing.unwrap_or_default()).or_default();
        owners.insert(user_id(owner));
    }
}

impl Tenant {
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
