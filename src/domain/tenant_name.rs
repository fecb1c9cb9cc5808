//! A tenant as typed: by its id, or by one of its domain names.
use std::fmt;
use std::str::FromStr;

use thiserror::Error;

use crate::ids::TenantId;
use crate::text::printable;

/// A tenant as typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TenantName {
    /// Tenant id.
    Id(TenantId),
    /// A domain name in lower case. Only the sign-in service knows its tenant.
    Domain(String),
}

/// The error for a text that cannot name a tenant.
#[derive(Debug, Clone, Error, PartialEq, Eq)]
#[error("{0:?} is neither a tenant id (a GUID) nor a domain name such as contoso.com")]
pub struct NotATenantName(String);

impl TenantName {
    /// Returns the id, if it was typed.
    pub fn id(&self) -> Option<&TenantId> {
        match self {
            Self::Id(id) => Some(id),
            Self::Domain(_) => None,
        }
    }
}

impl fmt::Display for TenantName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Id(id) => id.fmt(f),
            Self::Domain(name) => f.write_str(name),
        }
    }
}

impl FromStr for TenantName {
    type Err = NotATenantName;

    fn from_str(text: &str) -> Result<Self, NotATenantName> {
        if let Ok(id) = text.parse() {
            return Ok(Self::Id(id));
        }
        // The name becomes a part of a URL path, so only the characters of a DNS name
        // are allowed.
        let name = text.to_ascii_lowercase();
        let is_label = |label: &str| {
            (1..=63).contains(&label.len())
                && label
                    .bytes()
                    .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
                && !label.starts_with('-')
                && !label.ends_with('-')
        };
        let top = name.rsplit('.').next().unwrap_or_default();
        let is_domain = name.contains('.')
            && name.len() <= 253
            && name.split('.').all(is_label)
            && !top.bytes().all(|byte| byte.is_ascii_digit());
        if is_domain {
            Ok(Self::Domain(name))
        } else {
            Err(NotATenantName(printable(text).chars().take(80).collect()))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::TenantName;

    #[test]
    fn tenant_is_named_by_guid_or_domain() {
        let id = "11111111-2222-4333-8444-555555555555";
        assert!(matches!(id.parse(), Ok(TenantName::Id(_))));
        for name in [
            "contoso.com",
            "Contoso.onmicrosoft.com",
            "xn--bcher-kva.example",
        ] {
            let parsed = name.parse::<TenantName>().unwrap();
            assert_eq!(parsed.to_string(), name.to_lowercase());
        }
    }

    #[test]
    fn tenant_name_is_never_a_path_or_another_host() {
        for wrong in [
            "",
            "common",
            "organizations",
            "contoso",
            "contoso.com/..",
            "../contoso.com",
            "contoso.com?x=1",
            "contoso.com#x",
            "contoso.com.",
            ".contoso.com",
            "con toso.com",
            "user@contoso.com",
            "contoso.com:443",
            "127.0.0.1",
            "-contoso.com",
            "cöntoso.com",
            "contoso%2ecom",
            "contoso.com\u{202e}",
        ] {
            assert!(wrong.parse::<TenantName>().is_err(), "{wrong}");
        }
    }
}
