//! Registered devices: a user's devices, their owners and users, disabling and enabling.
use std::collections::BTreeSet;

use super::service_principals::holds_any;
use super::users::{user_id, with_odata_type};
use super::{
    Call, access_denied, administrative_units, audit_logs, bad_request, not_found, query,
    replication_lag,
};
use crate::sandbox::directory_audits::AuditedChange;
use crate::sandbox::ledger::TokenKind;
use crate::sandbox::object::Object;
use crate::sandbox::reply::Answer;
use crate::sandbox::seed::roles;
use crate::sandbox::tenant::Tenant;

pub(super) fn list_devices_of_user(tenant: &mut Tenant, call: &Call) -> Answer {
    let Some(user) = user_id(tenant, call) else {
        return not_found(call.id(0));
    };
    let own: Vec<Object> = tenant
        .device_users
        .iter()
        .filter(|(_, users)| users.contains(&user))
        .filter_map(|(device, _)| tenant.devices.read(device, call.now))
        .map(|device| with_odata_type(device, "device"))
        .collect();
    query::list_answer(tenant, call, own, "directoryObjects", "device")
}

pub(super) fn get(tenant: &mut Tenant, call: &Call) -> Answer {
    let Some(device) = tenant.devices.read(call.id(0), call.now).cloned() else {
        return not_found(call.id(0));
    };
    query::object_answer(tenant, call, &device, "devices", "device")
}

pub(super) fn list(tenant: &mut Tenant, call: &Call) -> Answer {
    let all = tenant.devices.list(call.now).into_iter().cloned().collect();
    query::list_answer(tenant, call, all, "devices", "device")
}

pub(super) fn get_by_device_id(tenant: &mut Tenant, call: &Call) -> Answer {
    match tenant.devices.find("deviceId", call.id(0)) {
        Some(device) => query::object_answer(tenant, call, device, "devices", "device"),
        None => not_found(call.id(0)),
    }
}

/// Answers with the registered owner of a device: one user at most.
pub(super) fn owners(tenant: &mut Tenant, call: &Call) -> Answer {
    let owner = tenant.device_owners.get(call.id(0)).cloned();
    list_users(tenant, call, &owner.into_iter().collect())
}

/// Answers with the registered users of a device.
pub(super) fn users(tenant: &mut Tenant, call: &Call) -> Answer {
    let users = tenant.device_users.get(call.id(0)).cloned();
    list_users(tenant, call, &users.unwrap_or_default())
}

fn list_users(tenant: &mut Tenant, call: &Call, ids: &BTreeSet<String>) -> Answer {
    if tenant.devices.read(call.id(0), call.now).is_none() {
        return not_found(call.id(0));
    }
    let all = ids.iter();
    let all = all
        .filter_map(|id| tenant.users.read(id, call.now))
        .map(|user| with_odata_type(user, "user"))
        .collect();
    query::list_answer(tenant, call, all, "directoryObjects", "user")
}

pub(super) fn update(tenant: &mut Tenant, call: &Call) -> Answer {
    if let Err(answer) = call.check_known_properties(&["accountEnabled"]) {
        return answer;
    }
    let able = [
        roles::GLOBAL_ADMINISTRATOR,
        roles::CLOUD_DEVICE_ADMINISTRATOR,
    ];
    let units = tenant.restricted_units(call.id(0));
    if !units.is_empty() {
        // Neither tenant-wide roles nor permissions count.
        let at_unit = tenant.roles_at(&call.caller.principal, &units);
        let suffices = at_unit
            .iter()
            .any(|role| role == roles::CLOUD_DEVICE_ADMINISTRATOR);
        if !suffices {
            return administrative_units::restricted_unit_error(tenant, call.id(0));
        }
    } else if call.caller.kind == TokenKind::Delegated && !holds_any(tenant, call, &able) {
        return access_denied();
    }
    let Some(enabled) = call.property("accountEnabled").as_bool() else {
        return bad_request(
            "Invalid value specified for property 'accountEnabled' of resource 'Device'.",
        );
    };
    let usual = tenant.other_lag;
    let lag = replication_lag(tenant, call, usual);
    let Some(mut device) = tenant.devices.get(call.id(0)).cloned() else {
        return not_found(call.id(0));
    };
    device.set("accountEnabled", enabled);
    let change = if enabled {
        AuditedChange::EnableDevice
    } else {
        AuditedChange::DisableDevice
    };
    let id = device.id().to_owned();
    tenant.devices.write(device, lag, call.now);
    audit_logs::record_audit(tenant, call, change, &id);
    Answer::empty(204).with_write_applied()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::sandbox::seed::{cast, user_id};
    use crate::sandbox::test_support::TestClient;

    const SCOPES: &[&str] = &[
        "User.Read.All",
        "Directory.Read.All",
        "Directory.AccessAsUser.All",
    ];

    #[test]
    fn devices_of_user_are_disabled_and_name_their_owners() {
        let mut desk = TestClient::new();
        desk.as_user(cast::ADMINISTRATOR, SCOPES);
        let plain = user_id(cast::PLAIN);
        let seen = desk.get(&format!("/users/{plain}/registeredDevices"));
        assert_eq!(seen.status, 200, "{}", seen.body);
        assert_eq!(seen.values("displayName").len(), 2);
        let shared = desk
            .tenant
            .devices
            .all()
            .find(|one| one.text("displayName") == cast::SHARED_DEVICE)
            .unwrap()
            .id()
            .to_owned();
        let path = format!("/devices/{shared}?$select=id,accountEnabled");
        for (relation, count) in [("registeredOwners", 1), ("registeredUsers", 2)] {
            let select = "$select=id,userPrincipalName,displayName";
            let seen = desk.get(&format!("/devices/{shared}/{relation}?{select}"));
            assert_eq!(seen.status, 200, "{}", seen.body);
            assert_eq!(seen.values("userPrincipalName").len(), count, "{relation}");
            let seen = desk.get(&format!("/devices/{plain}/{relation}"));
            assert_eq!(seen.status, 404, "{}", seen.body);
        }
        let body = json!({ "accountEnabled": false });
        let seen = desk.patch(&format!("/devices/{shared}"), body);
        assert_eq!(seen.status, 204, "{}", seen.body);
        let seen = desk.get(&path);
        assert_eq!(seen.body["accountEnabled"], false);
    }

    #[test]
    fn device_needs_its_own_permission_and_role() {
        let mut desk = TestClient::new();
        let device = desk.tenant.devices.all().next().unwrap().id().to_owned();
        let path = format!("/devices/{device}");
        let body = json!({ "accountEnabled": false });
        // The permissions that reading needs are not enough.
        assert_eq!(desk.patch(&path, body.clone()).status, 403);
        desk.as_user(cast::USER_ADMINISTRATOR, SCOPES);
        assert_eq!(desk.patch(&path, body.clone()).status, 403);
        desk.as_user(cast::ADMINISTRATOR, SCOPES);
        assert_eq!(desk.patch(&path, body).status, 204);
    }
}
