//! The clouds that are built in.
//!
//! Hosts: <https://learn.microsoft.com/graph/deployments>.

use crate::graph::Origin;

/// A Microsoft cloud.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cloud {
    /// Name in the settings.
    pub name: &'static str,
    /// URL of the sign-in service.
    pub authority: &'static str,
    /// URL of Microsoft Graph.
    pub graph: &'static str,
    /// URL of the admin center, shown in advice.
    pub portal: &'static str,
}

/// Name of the default cloud.
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

/// Microsoft's domains: those of sign-in and Graph in all clouds, and aliases of the sign-in
/// services.
const MICROSOFT: [&str; 11] = [
    "microsoft.com",
    "microsoft.us",
    "microsoft.de",
    "microsoftonline.com",
    "microsoftonline.us",
    "microsoftonline.cn",
    "microsoftonline.de",
    "windows.net",
    "usgovcloudapi.net",
    "chinacloudapi.cn",
    "cloudapi.de",
];

/// Checks that a custom cloud does not combine a Microsoft host with the host of someone
/// else, who would get tokens for Microsoft's services.
///
/// # Errors
/// Returns a message with both hosts.
pub fn check_cloud_hosts(authority: &Origin, graph: &Origin) -> Result<(), String> {
    let same = |origin: &Origin, text: &str| origin.to_string() == text;
    let built_in = BUILT_IN
        .iter()
        .any(|cloud| same(authority, cloud.authority) && same(graph, cloud.graph));
    if built_in || !(is_microsoft(authority) || is_microsoft(graph)) {
        return Ok(());
    }
    let names: Vec<&str> = BUILT_IN.iter().map(|cloud| cloud.name).collect();
    Err(format!(
        "{authority} does not belong to {graph}; a Microsoft host can only be used with the other one of its cloud: use a built-in cloud ({})",
        names.join(", ")
    ))
}

/// Whether the host belongs to Microsoft.
fn is_microsoft(origin: &Origin) -> bool {
    let text = origin.to_string();
    let host = text.split_once("://").map_or("", |(_, rest)| rest);
    let host = host.split(':').next().unwrap_or_default();
    MICROSOFT.iter().any(|domain| {
        host.strip_suffix(domain)
            .is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
    })
}

/// Whether `graph` and `other` are both Graph origins of built-in clouds whose sign-in host
/// is `authority`.
pub fn has_same_sign_in_host(authority: &Origin, graph: &Origin, other: &Origin) -> bool {
    let known = |graph: &Origin| {
        BUILT_IN.iter().any(|cloud| {
            cloud.authority == authority.to_string() && cloud.graph == graph.to_string()
        })
    };
    known(graph) && known(other)
}

/// Returns the built-in cloud with this name.
pub fn built_in(name: &str) -> Option<Cloud> {
    BUILT_IN.into_iter().find(|cloud| cloud.name == name)
}

/// Returns the built-in cloud of a sign-in host. `value` is a host name or a URL, as in
/// `AZURE_AUTHORITY_HOST`. The host of `us-gov-dod` is that of `us-gov`, which is returned.
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
    use super::{BUILT_IN, by_authority_host, check_cloud_hosts};
    use crate::graph::Origin;

    #[test]
    fn every_address_is_an_origin() {
        for cloud in BUILT_IN {
            assert!(Origin::parse(cloud.authority).is_ok(), "{}", cloud.name);
            assert!(Origin::parse(cloud.graph).is_ok(), "{}", cloud.name);
        }
    }

    #[test]
    fn host_of_microsoft_goes_with_its_own_cloud_only() {
        let check = |authority: &str, graph: &str| {
            check_cloud_hosts(
                &Origin::parse(authority).unwrap(),
                &Origin::parse(graph).unwrap(),
            )
        };
        for cloud in BUILT_IN {
            assert!(check(cloud.authority, cloud.graph).is_ok());
            assert!(check(cloud.authority, "https://graph.lab.example").is_err());
            assert!(check("https://login.lab.example", cloud.graph).is_err());
        }
        assert!(check("https://login.lab.example", "http://localhost:8443").is_ok());
        let graph = "https://graph.microsoft.com";
        for authority in [
            "https://login.microsoftonline.us",
            "https://login.microsoftonline.com:444",
            "https://login.windows.net",
            "https://notmicrosoft.com",
        ] {
            assert!(check(authority, graph).is_err(), "{authority}");
        }
        assert!(check("https://notmicrosoft.com", "https://graph.example").is_ok());
        assert!(check("http://[::1]:7", "http://127.0.0.1:7").is_ok());
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
