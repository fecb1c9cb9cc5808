//! A registered device of an account, and the warnings before it is disabled.
use serde_json::{Value, json};

use crate::ids::ObjectId;
use crate::text::printable;

/// A registered device of an account that is to be contained.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountDevice {
    /// Index of the account among those that the command names.
    pub account: usize,
    /// The device.
    pub device: Device,
    /// Why a guard-rail excludes the device; `None` if none does.
    pub skip_reason: Option<String>,
}

impl AccountDevice {
    /// Whether the device is already disabled.
    pub fn is_disabled(&self) -> bool {
        self.device.enabled == Some(false)
    }
}

/// How a device is joined to the tenant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JoinType {
    /// A user's own device
    Registered,
    /// Joined to Entra
    Joined,
    /// Joined to Active Directory and to Entra
    Hybrid,
    /// Unknown
    Unknown,
}

impl JoinType {
    /// Converts Graph's `trustType`.
    pub fn from_trust_type(trust_type: Option<&str>) -> Self {
        match trust_type.map(str::to_lowercase).as_deref() {
            Some("workplace") => Self::Registered,
            Some("azuread") => Self::Joined,
            Some("serverad") => Self::Hybrid,
            Some(_) | None => Self::Unknown,
        }
    }

    /// Returns the name that the Entra admin center uses.
    pub fn title(self) -> &'static str {
        match self {
            Self::Registered => "Microsoft Entra registered",
            Self::Joined => "Microsoft Entra joined",
            Self::Hybrid => "Microsoft Entra hybrid joined",
            Self::Unknown => "join type unknown",
        }
    }
}

/// Maximum number of devices that are disabled per account. Entra lets a user register 50:
/// an account with more registers devices for others.
pub const MAX_DEVICES: usize = 50;

/// Formats like "1 registered device", "7 registered devices".
pub fn device_count_text(count: usize) -> String {
    match count {
        1 => "1 registered device".to_owned(),
        more => format!("{more} registered devices"),
    }
}

/// Formats like ", and 4 other users of their devices"; empty for none.
pub fn other_users_suffix(accounts: usize, users: usize) -> String {
    let whose = if accounts == 1 { "its" } else { "their" };
    match users {
        0 => String::new(),
        1 => format!(", and 1 other user of {whose} devices"),
        more => format!(", and {more} other users of {whose} devices"),
    }
}

/// Number of owners and users from which on a device counts as shared: it is not disabled,
/// since that would affect too many other users.
pub const MANY_USERS: usize = 20;

/// The device that a step changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StepDevice {
    /// Object id.
    pub id: ObjectId,
    /// Display name when the step was planned; the object id if the device has no name.
    pub name: String,
}

/// A registered owner or user of a device.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Owner {
    /// Object id.
    pub id: ObjectId,
    /// User principal name, or another name if there is none.
    pub name: String,
}

/// A registered device.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Device {
    /// Object id.
    pub id: ObjectId,
    /// Display name.
    pub name: Option<String>,
    /// Whether the device may be used for sign-in; `None` if that could not be read.
    pub enabled: Option<bool>,
    /// Join type.
    pub join: JoinType,
    /// Whether it is synced from Active Directory.
    pub synced: bool,
    /// Whether it is in a restricted management administrative unit.
    pub restricted: bool,
    /// Registered owners and users; `None` if not all of them could be read.
    pub owners: Option<Vec<Owner>>,
}

impl Device {
    /// Returns id and name for a step.
    pub fn to_step_device(&self) -> StepDevice {
        StepDevice {
            id: self.id.clone(),
            name: self
                .name
                .clone()
                .filter(|name| !name.trim().is_empty())
                .unwrap_or_else(|| self.id.to_string()),
        }
    }

    /// Returns the known owners and users of the device other than `account`.
    pub fn other_owners(&self, account: &ObjectId) -> impl Iterator<Item = &Owner> {
        let owners = self.owners.iter().flatten();
        owners.filter(move |owner| owner.id != *account)
    }

    /// Whether the next sync from Active Directory can revert a change to the device.
    pub fn is_reverted_by_sync(&self) -> bool {
        self.join == JoinType::Hybrid || self.synced
    }

    /// Returns the state of the device before it is disabled, for the journal and undo.
    pub fn prior_state(&self, account: &ObjectId) -> Value {
        let others = self.other_owners(account);
        let others = others.map(|owner| format!("{} ({})", owner.name, owner.id));
        let mut prior = json!({
            "accountEnabled": self.enabled,
            "otherOwners": others.collect::<Vec<_>>(),
        });
        if self.is_reverted_by_sync()
            && let Some(fields) = prior.as_object_mut()
        {
            fields.insert("synced".to_owned(), true.into());
        }
        prior
    }

    /// Returns the warnings to show before this device of `account` is disabled.
    pub fn warnings(&self, account: &ObjectId) -> Vec<String> {
        let mut warnings = Vec::new();
        if self.owners.is_none() {
            let text = "not all of its owners and users could be read: others may use it";
            warnings.push(text.to_owned());
        }
        let names: Vec<String> = self
            .other_owners(account)
            .map(|owner| printable(&owner.name))
            .collect();
        if !names.is_empty() {
            warnings.push(format!("shared: {} cannot use it either", names.join(", ")));
        }
        if self.is_reverted_by_sync() {
            warnings.push(
                "hybrid joined: disable the computer in Active Directory as well, or the next sync \
                 may enable it again"
                    .to_owned(),
            );
        }
        if self.restricted {
            warnings.push(
                "in a restricted management administrative unit: only a role scoped to that unit \
                 may disable it"
                    .to_owned(),
            );
        }
        if self.enabled == Some(false) {
            warnings.push("disabled already".to_owned());
        }
        warnings
    }
}

#[cfg(test)]
mod tests {
    use super::{Device, JoinType, Owner};
    use crate::ids::ObjectId;

    fn id(last: u8) -> ObjectId {
        format!("11111111-1111-4111-8111-1111111111{last:02}")
            .parse()
            .unwrap()
    }

    fn device() -> Device {
        Device {
            id: id(1),
            name: Some("WARD-3".to_owned()),
            enabled: Some(true),
            join: JoinType::Joined,
            synced: false,
            restricted: false,
            owners: Some(vec![Owner {
                id: id(2),
                name: "own@contoso.com".to_owned(),
            }]),
        }
    }

    #[test]
    fn what_must_be_known_before_a_device_is_disabled() {
        let shared = vec![
            Owner {
                id: id(2),
                name: "own@contoso.com".to_owned(),
            },
            Owner {
                id: id(3),
                name: "colleague@contoso.com".to_owned(),
            },
        ];
        let cases = [
            (device(), ""),
            (
                Device {
                    owners: Some(shared),
                    ..device()
                },
                "shared: colleague@contoso.com cannot use it either",
            ),
            (
                Device {
                    owners: None,
                    ..device()
                },
                "not all of its owners and users could be read",
            ),
            (
                Device {
                    join: JoinType::Hybrid,
                    ..device()
                },
                "Active Directory",
            ),
            (
                Device {
                    synced: true,
                    ..device()
                },
                "Active Directory",
            ),
            (
                Device {
                    restricted: true,
                    ..device()
                },
                "restricted management",
            ),
            (
                Device {
                    enabled: Some(false),
                    ..device()
                },
                "disabled already",
            ),
        ];
        for (device, wanted) in cases {
            let warnings = device.warnings(&id(2));
            let said = warnings.join("; ");
            assert_eq!(warnings.is_empty(), wanted.is_empty(), "{said}");
            assert!(said.contains(wanted), "{wanted}: {said}");
            assert!(!said.contains("own@contoso.com"), "{said}");
        }
    }

    #[test]
    fn prior_state_names_other_owners_and_marks_what_the_sync_decides() {
        let mut device = device();
        let prior = device.prior_state(&id(1));
        assert_eq!(prior["accountEnabled"], true);
        assert!(prior["otherOwners"][0].as_str().unwrap().contains("own@"));
        assert!(prior.get("synced").is_none());
        device.join = JoinType::Hybrid;
        assert_eq!(device.prior_state(&id(2))["synced"], true);
        device.name = Some(" ".to_owned());
        assert_eq!(device.to_step_device().name, device.id.to_string());
    }

    #[test]
    fn trust_types_are_those_of_graph() {
        let cases = [
            (Some("Workplace"), JoinType::Registered),
            (Some("AzureAd"), JoinType::Joined),
            (Some("ServerAd"), JoinType::Hybrid),
            (Some("New"), JoinType::Unknown),
            (None, JoinType::Unknown),
        ];
        for (text, wanted) in cases {
            assert_eq!(JoinType::from_trust_type(text), wanted);
        }
    }
}
