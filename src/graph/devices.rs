//! Registered devices as Graph answers them.
use serde::Deserialize;

use crate::domain::device;
use crate::ids::ObjectId;

/// A device, with the fields that `calls::devices` selects.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Device {
    /// Object id.
    pub id: ObjectId,
    /// Display name.
    pub display_name: Option<String>,
    /// Whether the device can get tokens.
    pub account_enabled: Option<bool>,
    /// `Workplace`, `AzureAd` or `ServerAd`.
    pub trust_type: Option<String>,
    /// Whether the device is synced from Active Directory.
    pub on_premises_sync_enabled: Option<bool>,
    /// Whether the device is in a restricted management administrative unit.
    pub is_management_restricted: Option<bool>,
}

/// A registered owner or user of a device.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Owner {
    /// Object id.
    pub id: ObjectId,
    /// User principal name.
    pub user_principal_name: Option<String>,
    /// Display name.
    pub display_name: Option<String>,
}

impl From<Owner> for device::Owner {
    fn from(owner: Owner) -> Self {
        Self {
            name: owner
                .user_principal_name
                .or(owner.display_name)
                .unwrap_or_else(|| owner.id.to_string()),
            id: owner.id,
        }
    }
}

/// Owners and users are read separately.
impl From<Device> for device::Device {
    fn from(device: Device) -> Self {
        Self {
            join: device::JoinType::from_trust_type(device.trust_type.as_deref()),
            synced: device.on_premises_sync_enabled == Some(true),
            restricted: device.is_management_restricted == Some(true),
            owners: None,
            id: device.id,
            name: device.display_name,
            enabled: device.account_enabled,
        }
    }
}
