//! The clouds that are built in.
//!
//! Hosts: <https://learn.microsoft.com/graph/deployments>.

/// A cloud of Microsoft's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cloud {
    /// Its name here.
    pub name: &'static str,
    /// Where people sign in.
    pub authority: &'static str,
    /// Its Microsoft Graph.
    pub graph: &'static str,
    /// Its portal, for advice.
    pub portal: &'static str,
}

/// The name of the cloud that is used where none is named.
pub const DEFAULT: &str = "public";

/// Every built-in cloud. `us-gov` is GCC High; GCC is in `public`.
pub const BUILT_IN: [Cloud; 4] = [
    Cloud {
        name: DEFAULT,
        authority: "https://login.microsoftonline.com",
        graph: "https://graph.microsoft.com",
        portal: "https://entra.microsoft.com",
    },
    Cloud {
        name: "us-gov",
        authority: "https://login.microsoftonline.us",
        graph: "https://graph.microsoft.us",
        portal: "https://entra.microsoft.us",
    },
    Cloud {
        name: "us-gov-dod",
        authority: "https://login.microsoftonline.us",
        graph: "https://dod-graph.microsoft.us",
        portal: "https://entra.microsoft.us",
    },
    Cloud {
        name: "china",
        authority: "https://login.partner.microsoftonline.cn",
        graph: "https://microsoftgraph.chinacloudapi.cn",
        portal: "https://portal.azure.cn",
    },
];

/// The built-in cloud of this name.
pub fn built_in(name: &str) -> Option<Cloud> {
    BUILT_IN.into_iter().find(|cloud| cloud.name == name)
}

/// The built-in cloud whose sign-in host `AZURE_AUTHORITY_HOST` names, as a
/// host or as an address. `us-gov-dod` shares its host with `us-gov`.
pub fn by_authority_host(value: &str) -> Option<Cloud> {
    let value = value.trim_end_matches('/');
    BUILT_IN.into_iter().find(|cloud| {
        value.eq_ignore_ascii_case(cloud.authority)
            || cloud
                .authority
                .strip_prefix("https://")
                .is_some_and(|host| value.eq_ignore_ascii_case(host))
    })
}

#[cfg(test)]
mod tests {
    use super::{BUILT_IN, by_authority_host};
    use crate::graph::Origin;

    #[test]
    fn every_address_is_an_origin() {
        for cloud in BUILT_IN {
            assert!(Origin::parse(cloud.authority).is_ok(), "{}", cloud.name);
            assert!(Origin::parse(cloud.graph).is_ok(), "{}", cloud.name);
        }
    }

    #[test]
    fn only_a_built_in_host_chooses_a_cloud() {
        for (value, name) in [
            ("https://login.microsoftonline.com/", Some("public")),
            ("login.microsoftonline.us", Some("us-gov")),
            ("https://login.microsoftonline.com.evil.example", None),
            ("http://login.microsoftonline.com", None),
            ("https://login.microsoftonline.com@evil.example", None),
        ] {
            assert_eq!(
                by_authority_host(value).map(|cloud| cloud.name),
                name,
                "{value}"
            );
        }
    }
}
