//! Calls on devices that are registered in the tenant.
use serde_json::json;

use crate::domain::ids::ObjectId;
use crate::graph::call::Call;

/// The devices that a user registered.
pub fn of_user(user: &ObjectId) -> Call {
    Call::get(&["users", user.as_str(), "registeredDevices"])
        .select(
            "id,displayName,accountEnabled,trustType,operatingSystem,onPremisesSyncEnabled,\
isManagementRestricted",
        )
        .query("$top", "999")
}

/// A device with its owners.
pub fn with_owners(device: &ObjectId) -> Call {
    Call::get(&["devices", device.as_str()])
        .select(
            "id,displayName,accountEnabled,trustType,operatingSystem,onPremisesSyncEnabled,\
isManagementRestricted",
        )
        .query(
            "$expand",
            "registeredOwners($select=id,displayName,userPrincipalName)",
        )
}

/// A device, for a read-back.
pub fn state(device: &ObjectId) -> Call {
    Call::get(&["devices", device.as_str()]).select("id,displayName,accountEnabled")
}

/// Enables or disables a device: a disabled one gets no tokens.
pub fn set_enabled(device: &ObjectId, enabled: bool) -> Call {
    Call::patch(
        &["devices", device.as_str()],
        json!({ "accountEnabled": enabled }),
    )
}
