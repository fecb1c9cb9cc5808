//! A registered device, and what must be known before it is disabled.
use super::ids::ObjectId;
use super::text::printable;

/// How a device belongs to the tenant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Join {
    /// A user's own device, registered
    Registered,
    /// Joined to Entra
    Joined,
    /// Joined to Active Directory and to Entra
    Hybrid,
    /// Not known
    Unknown,
}

impl Join {
    /// What `trustType` says.
    pub fn of(trust_type: Option<&str>) -> Self {
        match trust_type.map(str::to_lowercase).as_deref() {
            Some("workplace") => Self::Registered,
            Some("azuread") => Self::Joined,
            Some("serverad") => Self::Hybrid,
            Some(_) | None => Self::Unknown,
        }
    }

    /// The words of Entra's admin center.
    pub fn title(self) -> &'static str {
        match self {
            Self::Registered => "Microsoft Entra registered",
            Self::Joined => "Microsoft Entra joined",
            Self::Hybrid => "Microsoft Entra hybrid joined",
            Self::Unknown => "join type unknown",
        }
    }
}

/// An owner of a device.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Owner {
    /// Object id.
    pub id: ObjectId,
    /// User principal name, or what there is of a name.
    pub name: String,
}

/// A registered device.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Device {
    /// Object id.
    pub id: ObjectId,
    /// Display name.
    pub name: Option<String>,
    /// Whether it may be used to sign in; `None` if that could not be read.
    pub enabled: Option<bool>,
    /// How it belongs to the tenant.
    pub join: Join,
    /// Active Directory decides about it at the next sync.
    pub synced: bool,
    /// It is in a restricted management administrative unit.
    pub restricted: bool,
    /// Its owners; `None` if they could not be read.
    pub owners: Option<Vec<Owner>>,
}

impl Device {
    /// What to know before this device of `account` is disabled.
    pub fn warnings(&self, account: &ObjectId) -> Vec<String> {
        let mut warnings = Vec::new();
        match &self.owners {
            None => warnings.push("its owners could not be read: others may use it".to_owned()),
            Some(owners) => {
                let others = owners.iter().filter(|owner| owner.id != *account);
                let names: Vec<String> = others.map(|owner| printable(&owner.name)).collect();
                if !names.is_empty() {
                    warnings.push(format!("shared: {} cannot use it either", names.join(", ")));
                }
            }
        }
        if self.join == Join::Hybrid || self.synced {
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
    use super::{Device, Join, Owner};
    use crate::domain::ids::ObjectId;

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
            join: Join::Joined,
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
                "could not be read",
            ),
            (
                Device {
                    join: Join::Hybrid,
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
    fn trust_types_are_those_of_graph() {
        let cases = [
            (Some("Workplace"), Join::Registered),
            (Some("AzureAd"), Join::Joined),
            (Some("ServerAd"), Join::Hybrid),
            (Some("New"), Join::Unknown),
            (None, Join::Unknown),
        ];
        for (text, wanted) in cases {
            assert_eq!(Join::of(text), wanted);
        }
    }
}
