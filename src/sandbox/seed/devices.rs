//! Registered devices: a telephone of one user, a computer that two share, and
//! one that Active Directory keeps.
use jiff::{SignedDuration, Timestamp};
use serde_json::json;

use super::{cast, user_id};
use crate::sandbox::object::Object;
use crate::sandbox::tenant::{Tenant, seconds, uuid_of};

pub(super) fn fill(tenant: &mut Tenant, now: Timestamp) {
    let seen = now
        .saturating_sub(SignedDuration::from_hours(3))
        .unwrap_or(now);
    let all: [(&str, &str, &str, &[&str]); 3] = [
        ("Rowan's phone", "iOS", "Workplace", &[cast::PLAIN]),
        (
            cast::SHARED_DEVICE,
            "Windows",
            "AzureAd",
            &[cast::PLAIN, cast::TWIN_1],
        ),
        ("MHH-LT-0417", "Windows", "ServerAd", &[cast::SYNCED]),
    ];
    for (name, system, trust, owners) in all {
        let id = uuid_of(&format!("device {name}"));
        let hybrid = trust == "ServerAd";
        tenant.devices.insert(Object::from_value(json!({
            "id": id,
            "deletedDateTime": null,
            "accountEnabled": true,
            "approximateLastSignInDateTime": seconds(seen),
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
        let owners = owners.iter().map(|upn| user_id(upn)).collect();
        tenant.device_owners.insert(id, owners);
    }
}
