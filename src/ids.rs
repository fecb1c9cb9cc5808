//! Identifier types that are always valid: parsed at the boundary, never checked again.
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// The error for text that is not a GUID.
#[derive(Debug, Clone, Error, PartialEq, Eq)]
#[error("{0:?} is not a GUID (8-4-4-4-12 hexadecimal digits)")]
pub struct NotAGuid(pub String);

/// Parses a GUID in Microsoft's format: 36 characters with dashes, in any case. Returns
/// it in lower case.
fn guid(text: &str) -> Result<String, NotAGuid> {
    if text.len() == 36
        && let Ok(parsed) = uuid::Uuid::try_parse(text)
    {
        return Ok(parsed.hyphenated().to_string());
    }
    Err(NotAGuid(text.chars().take(80).collect()))
}

macro_rules! guid_type {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            /// Returns the GUID in lower case with dashes.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl FromStr for $name {
            type Err = NotAGuid;
            fn from_str(text: &str) -> Result<Self, NotAGuid> {
                guid(text).map(Self)
            }
        }

        impl TryFrom<String> for $name {
            type Error = NotAGuid;
            fn try_from(text: String) -> Result<Self, NotAGuid> {
                text.parse()
            }
        }

        impl From<$name> for String {
            fn from(id: $name) -> Self {
                id.0
            }
        }

        impl schemars::JsonSchema for $name {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                schemars::json_schema!({ "type": "string", "format": "uuid" })
            }
        }
    };
}

guid_type!(
    /// The object id of a directory object: user, service principal, group, device.
    ObjectId
);
guid_type!(
    /// The application (client) id of an app registration or enterprise application.
    AppId
);
guid_type!(
    /// The id of a tenant (directory).
    TenantId
);
guid_type!(
    /// The id of a permission: an `appRole` or an `oauth2PermissionScope`.
    PermissionId
);
guid_type!(
    /// The template id of a directory role; the same in every tenant.
    RoleTemplateId
);

macro_rules! from_table {
    ($($name:ident),*) => {
        $(impl $name {
            /// Wraps a GUID of a built-in table, whose tests check that it is valid and
            /// in lower case.
            pub(crate) fn from_table(known: &'static str) -> Self {
                Self(known.to_owned())
            }
        })*
    };
}

from_table!(AppId, PermissionId, RoleTemplateId);

/// A user as named on the command line, not resolved yet.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum UserRef {
    /// An object id.
    Id(ObjectId),
    /// A user principal name or a mail address, which look the same.
    Name(String),
}

/// The error for text that cannot name a user.
#[derive(Debug, Clone, Error, PartialEq, Eq)]
#[error("{text:?} is neither an object id nor a user principal name: {why}")]
pub struct NotAUser {
    /// The text, truncated to 120 characters.
    pub text: String,
    /// Reason why the text is not valid.
    pub why: &'static str,
}

impl UserRef {
    /// Returns the text that was typed.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Id(id) => id.as_str(),
            Self::Name(name) => name,
        }
    }
}

impl fmt::Display for UserRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for UserRef {
    type Err = NotAUser;

    fn from_str(text: &str) -> Result<Self, NotAUser> {
        let wrong = |why| {
            Err(NotAUser {
                text: text.chars().take(120).collect(),
                why,
            })
        };
        if let Ok(id) = text.parse() {
            return Ok(Self::Id(id));
        }
        let Some((local, host)) = text.rsplit_once('@') else {
            return wrong("there is no @ in it");
        };
        if local.is_empty() || !host.contains('.') {
            return wrong("it must look like name@domain");
        }
        if host.ends_with('.') || host.starts_with('.') {
            return wrong("a domain neither begins nor ends with a dot");
        }
        if text.chars().count() > 113 {
            return wrong("a user principal name has at most 113 characters");
        }
        if text.chars().any(|c| c.is_control() || c.is_whitespace()) {
            return wrong("it has spaces or control characters");
        }
        if text.contains(['/', '\\', '?', '%', '<', '>', '*', '|', '"', ':']) {
            return wrong("it has characters that no user principal name has");
        }
        Ok(Self::Name(text.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::{ObjectId, UserRef};

    #[test]
    fn a_guid_is_lower_cased_and_only_one_form_counts() {
        let id: ObjectId = "0F3B1C2D-0000-4000-8000-00000000ABCD".parse().unwrap();
        assert_eq!(id.as_str(), "0f3b1c2d-0000-4000-8000-00000000abcd");
        for wrong in [
            "",
            "me",
            "0f3b1c2d0000400080000000000000ab",
            "{0f3b1c2d-0000-4000-8000-00000000abcd}",
        ] {
            assert!(wrong.parse::<ObjectId>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_user_is_an_id_or_looks_like_an_address() {
        assert!(matches!("a.b@contoso.com".parse(), Ok(UserRef::Name(_))));
        assert!(matches!(
            "a_b#EXT#@contoso.onmicrosoft.com".parse(),
            Ok(UserRef::Name(_))
        ));
        for wrong in [
            "me",
            "",
            "../a@b.c",
            "a b@c.d",
            "a%2f@c.d",
            "@c.d",
            "a@c",
            "a\u{1b}@c.d",
            "a@c.d.",
            "a@.c.d",
        ] {
            assert!(wrong.parse::<UserRef>().is_err(), "{wrong}");
        }
    }
}
