//! Registered devices: a phone of one user, a computer that two share, and one that
//! Active Directory manages; also a scenario in which they break the rules.
use jiff::{SignedDuration, Timestamp};
use serde_json::json;

use super::directory_rows::DEVICES;
use super::{cast, user_id};
use crate::sandbox::object::Object;
use crate::sandbox::tenant::{Tenant, rfc3339, uuid_of};

/// Number of devices that one user has enrolled in the scenario.
const MANY: usize = 25;

impl Tenant {
    /// Registers a device that these users share, and returns its object id. The first
    /// user registered and owns it. `trust` is `Workplace`, `AzureAd` or `ServerAd`.
    pub fn register_device(
        &mut self,
        name: &str,
        trust: &str,
        users: &[&str],
        now: Timestamp,
    ) -> String {
        let seen = now
            .saturating_sub(SignedDuration::from_hours(3))
            .unwrap_or(now);
        let id = uuid_of(&format!("device {name}"));
        let hybrid = trust == "ServerAd";
        let system = if trust == "Workplace" {
            "iOS"
        } else {
            "Windows"
        };
        self.devices.insert(Object::from_value(json!({
            "id": id,
            "deletedDateTime": null,
            "accountEnabled": true,
            "approximateLastSignInDateTime": rfc3339(seen),
            "deviceId": uuid_of(&format!("device id {name}")),
            "displayName": name,
            "isCompliant": trust != "Workplace",
            "isManaged": trust != "Workplace",
            "isManagementRestricted": null,
            "onPremisesSyncEnabled": hybrid.then_some(true),
            "operatingSystem": system,
            "operatingSystemVersion": "17.1",
            "profileType": "RegisteredDevice",
            "trustType": trust,
        })));
        let users: Vec<String> = users.iter().map(|upn| user_id(upn)).collect();
        if let Some(owner) = users.first() {
            self.device_owners.insert(id.clone(), owner.clone());
        }
        self.device_users
            .insert(id.clone(), users.into_iter().collect());
        id
    }
}

/// Creates the devices that exist in every scenario.
pub(super) fn seed_devices(tenant: &mut Tenant, now: Timestamp) {
    add_devices_of(tenant, "", now);
}

/// Creates devices that must not simply be disabled, and a user with too many.
pub(super) fn add_odd_devices(tenant: &mut Tenant, now: Timestamp) {
    add_devices_of(tenant, "odd-devices", now);
    for number in 1..=MANY {
        let name = format!("LAB-{number:02}");
        tenant.register_device(&name, "AzureAd", &[cast::TWIN_2], now);
    }
}

/// Creates the devices of a scenario; of every scenario if the name is empty.
fn add_devices_of(tenant: &mut Tenant, scenario: &str, now: Timestamp) {
    for device in DEVICES.iter().filter(|row| row.scenario == scenario) {
        let id = tenant.register_device(device.name, device.trust, &device.users, now);
        if let Some(object) = tenant.devices.get_mut(&id) {
            object.set("accountEnabled", device.enabled);
        }
        if !device.restricted_unit.is_empty() {
            tenant.restrict(device.restricted_unit, &[id]);
        }
    }
}
