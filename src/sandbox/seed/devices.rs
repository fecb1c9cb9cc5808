//! Registered devices: a phone of one user, a computer that two share, and one that
//! Active Directory manages; also a scenario in which they break the rules.
use jiff::{SignedDuration, Timestamp};
use serde_json::json;

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

pub(super) fn seed_devices(tenant: &mut Tenant, now: Timestamp) {
    let all: [(&str, &str, &[&str]); 3] = [
        ("Rowan's phone", "Workplace", &[cast::PLAIN]),
        (cast::SHARED_DEVICE, "AzureAd", &[cast::PLAIN, cast::TWIN_1]),
        ("MHH-LT-0417", "ServerAd", &[cast::SYNCED]),
    ];
    for (name, trust, users) in all {
        tenant.register_device(name, trust, users, now);
    }
}

/// Creates devices that must not simply be disabled, and a user with too many.
pub(super) fn add_odd_devices(tenant: &mut Tenant, now: Timestamp) {
    let plain = cast::PLAIN;
    let break_glass = [plain, cast::BREAK_GLASS_1];
    tenant.register_device(cast::GUARDED_DEVICE, "AzureAd", &break_glass, now);
    tenant.register_device("MHH-LT-0099", "ServerAd", &[plain], now);
    let disabled = tenant.register_device("Rowan's old phone", "Workplace", &[plain], now);
    if let Some(device) = tenant.devices.get_mut(&disabled) {
        device.set("accountEnabled", false);
    }
    let restricted = tenant.register_device("EXEC-LT-1", "AzureAd", &[plain], now);
    tenant.restrict(cast::RESTRICTED_UNIT, &[restricted]);
    for number in 1..=MANY {
        let name = format!("LAB-{number:02}");
        tenant.register_device(&name, "AzureAd", &[cast::TWIN_2], now);
    }
}
