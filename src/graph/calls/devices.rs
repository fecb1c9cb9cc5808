//! Calls on devices that are registered in the tenant.
use serde_json::json;

use crate::graph::call::Call;
use crate::ids::ObjectId;

/// The devices that a user registered.
pub fn of_user(user: &ObjectId) -> Call {
    Call::get(&["users", user.as_str(), "registeredDevices"])
        .select(
            "id,displayName,accountEnabled,trustType,operatingSystem,onPremisesSyncEnabled,\
isManagementRestricted",
        )
        .query("$top", "999")
}

/// The registered owner of a device: the user who joined or registered it.
pub fn registered_owners(device: &ObjectId) -> Call {
    users_of(device, "registeredOwners")
}

/// The registered users of a device: everyone who shares it.
pub fn registered_users(device: &ObjectId) -> Call {
    users_of(device, "registeredUsers")
}

/// Lists one relation of a device to users. Neither `$top` nor two `$expand` at once are
/// documented, so each relation is a call.
fn users_of(device: &ObjectId, relation: &str) -> Call {
    Call::get(&["devices", device.as_str(), relation]).select("id,userPrincipalName,displayName")
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
