//! Addresses: the accepted host names, and the mapping between the tenant's simulated
//! origins and the served ones.
use std::net::SocketAddr;

use http::{HeaderMap, Uri};

use crate::sandbox::entra::{Served, form};
use crate::sandbox::{AUTHORITY, GRAPH};

/// Origin of Microsoft's sign-in service.
const MICROSOFT_AUTHORITY: &str = "https://login.microsoftonline.com";

/// Origin of Microsoft Graph.
const MICROSOFT_GRAPH: &str = "https://graph.microsoft.com";

/// Microsoft's host names that clients use without configuration: sign-in under three names,
/// Graph, and the part of Azure Resource Manager that Azure CLI reads at sign-in.
pub const MICROSOFT_HOSTS: [&str; 5] = [
    "login.microsoftonline.com",
    "login.windows.net",
    "login.microsoft.com",
    "graph.microsoft.com",
    "management.azure.com",
];

/// Hosts by which clients without configuration name Microsoft Graph.
const GRAPH_NAMES: [&str; 2] = [MICROSOFT_GRAPH, "00000003-0000-0000-c000-000000000000"];

/// Names and address under which the server is reached.
#[derive(Debug, Clone, Copy)]
pub(super) struct Reach {
    pub(super) own: SocketAddr,
    /// Whether Microsoft's host names lead to the server too.
    pub(super) as_microsoft: bool,
    /// Whether a user signs in on the pages.
    pub(super) attended: bool,
}

impl Reach {
    /// Returns the origins of a tenant that answers to `origin`.
    pub(super) fn served(&self, origin: &str) -> Served {
        let (authority, graph) = if self.as_microsoft {
            (MICROSOFT_AUTHORITY, MICROSOFT_GRAPH)
        } else {
            (origin, origin)
        };
        Served {
            authority: authority.to_owned(),
            graph: graph.to_owned(),
            attended: self.attended,
        }
    }
}

/// Returns the origin of a request if it is one of the server's. Another host name
/// would let a web page reach the server through its own domain (DNS rebinding).
pub(super) fn request_origin(
    uri: &Uri,
    headers: &HeaderMap,
    reach: &Reach,
    secure: bool,
) -> Option<String> {
    let named = match uri.authority() {
        Some(authority) => authority.as_str(),
        None => headers.get("host")?.to_str().ok()?,
    };
    let named = named.to_ascii_lowercase();
    let (host, port) = match named.rsplit_once(':') {
        Some((host, port)) if !port.ends_with(']') => (host, port.parse::<u16>().ok()?),
        _ => (named.as_str(), if secure { 443 } else { 80 }),
    };
    let scheme = if secure { "https" } else { "http" };
    if reach.as_microsoft && port == 443 && MICROSOFT_HOSTS.contains(&host) {
        return Some(format!("{scheme}://{host}"));
    }
    let own_host = match reach.own {
        SocketAddr::V4(own) => own.ip().to_string(),
        SocketAddr::V6(own) => format!("[{}]", own.ip()),
    };
    let ours = ["localhost", "127.0.0.1", "[::1]", own_host.as_str()].contains(&host);
    (ours && port == reach.own.port()).then(|| format!("{scheme}://{named}"))
}

/// Returns a path without doubled slashes.
pub(super) fn normalize_slashes(path: &str) -> String {
    let segments: Vec<&str> = path.split('/').filter(|s| !s.is_empty()).collect();
    format!("/{}", segments.join("/"))
}

/// Returns a text with the tenant's simulated origins replaced by the served ones.
pub(super) fn to_served_origin(text: &str, served: &Served) -> String {
    if text.contains(AUTHORITY) || text.contains(GRAPH) {
        text.replace(AUTHORITY, &served.authority)
            .replace(GRAPH, &served.graph)
    } else {
        text.to_owned()
    }
}

/// Returns the fields of a sign-in request as the tenant expects them: without
/// telemetry, and with the resource's simulated name.
pub(super) fn to_tenant_fields(text: &str, reach: &Reach) -> String {
    let mut plain = Vec::new();
    for (name, value) in form::pairs(text) {
        let lower = name.to_ascii_lowercase();
        let counts = ["x-client-", "x-app-", "x-ms-", "x-anchor"]
            .iter()
            .any(|start| lower.starts_with(start))
            || [
                "client-request-id",
                "return-client-request-id",
                "response_mode",
                "msafed",
                "lc",
            ]
            .contains(&lower.as_str());
        if counts {
            continue;
        }
        let value = if lower == "scope" {
            to_tenant_scope(&value, reach)
        } else {
            value
        };
        plain.push((name, value));
    }
    let pairs: Vec<(&str, &str)> = plain
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    form::with_query("", &pairs)
        .trim_start_matches('?')
        .to_owned()
}

/// Returns a list of scopes with every name of Graph as the tenant writes it.
fn to_tenant_scope(text: &str, reach: &Reach) -> String {
    text.split_whitespace()
        .map(|word| match strip_own_resource(word, reach) {
            Some(rest) => format!("{GRAPH}/{}", rest.trim_start_matches('/')),
            None => word.to_owned(),
        })
        .collect::<Vec<String>>()
        .join(" ")
}

/// Returns the rest of a scope after a prefix that names the server or Microsoft Graph.
fn strip_own_resource<'a>(word: &'a str, reach: &Reach) -> Option<&'a str> {
    if let Some(rest) = GRAPH_NAMES.iter().find_map(|name| word.strip_prefix(name)) {
        return rest.starts_with('/').then_some(rest);
    }
    let (scheme, rest) = word.split_once("://")?;
    let (authority, _) = rest.split_once('/')?;
    let uri: Uri = format!("{scheme}://{authority}/").parse().ok()?;
    let secure = match scheme {
        "https" => true,
        "http" => false,
        _ => return None,
    };
    request_origin(&uri, &HeaderMap::new(), reach, secure)?;
    rest.strip_prefix(authority)
}

#[cfg(test)]
mod tests {
    use super::{Reach, normalize_slashes, request_origin, to_served_origin, to_tenant_fields};
    use crate::sandbox::{AUTHORITY, GRAPH};
    use http::{HeaderMap, Uri};

    fn reach(port: u16, as_microsoft: bool) -> Reach {
        Reach {
            own: ([127, 0, 0, 1], port).into(),
            as_microsoft,
            attended: true,
        }
    }

    #[test]
    fn only_loopback_names_with_our_port_are_ours() {
        let ask = |host: &str| {
            let mut headers = HeaderMap::new();
            headers.insert("host", host.parse().unwrap());
            request_origin(&Uri::from_static("/"), &headers, &reach(8443, false), true)
        };
        assert_eq!(ask("localhost:8443").unwrap(), "https://localhost:8443");
        assert!(ask("LOCALHOST:8443").is_some());
        assert!(ask("[::1]:8443").is_some());
        for wrong in [
            "localhost",
            "localhost:8444",
            "evil.example:8443",
            "localhost.evil.example:8443",
            "127.0.0.1.evil.example:8443",
            "",
        ] {
            assert!(ask(wrong).is_none(), "{wrong}");
        }
        assert!(
            request_origin(
                &Uri::from_static("/"),
                &HeaderMap::new(),
                &reach(8443, false),
                true
            )
            .is_none()
        );
    }

    #[test]
    fn microsofts_names_lead_here_only_in_a_private_network() {
        let ask = |host: &str, reach: &Reach| {
            let mut headers = HeaderMap::new();
            headers.insert("host", host.parse().unwrap());
            request_origin(&Uri::from_static("/"), &headers, reach, true)
        };
        let private = reach(443, true);
        assert_eq!(
            ask("Graph.Microsoft.com", &private).unwrap(),
            "https://graph.microsoft.com"
        );
        assert!(ask("localhost", &private).is_some());
        assert!(ask("graph.microsoft.com:8443", &private).is_none());
        assert!(ask("vault.azure.net", &private).is_none());
        assert!(ask("graph.microsoft.com", &reach(443, false)).is_none());
    }

    #[test]
    fn a_resource_is_known_by_every_name_and_with_doubled_slashes() {
        for scope in [
            "https://localhost:8443/.default",
            "https://localhost:8443//.default",
            "http://127.0.0.1:8443/.default",
            "https://graph.microsoft.com//.default",
            "00000003-0000-0000-c000-000000000000/.default",
        ] {
            let text = to_tenant_fields(
                &format!("scope={scope}&x-client-SKU=MSAL"),
                &reach(8443, false),
            );
            assert_eq!(
                text, "scope=https%3A%2F%2Fgraph.sandbox.example%2F.default",
                "{scope}"
            );
        }
        let other = to_tenant_fields(
            "scope=https://graph.microsoft.com.evil.example/.default",
            &reach(8443, false),
        );
        assert!(other.contains("evil.example"), "{other}");
    }

    #[test]
    fn answers_name_the_served_origin() {
        let text = format!("{AUTHORITY}/x {GRAPH}/v1.0");
        let by = |as_microsoft| reach(8443, as_microsoft).served("http://h:1");
        assert_eq!(
            to_served_origin(&text, &by(false)),
            "http://h:1/x http://h:1/v1.0"
        );
        assert_eq!(
            to_served_origin(&text, &by(true)),
            "https://login.microsoftonline.com/x https://graph.microsoft.com/v1.0"
        );
        assert_eq!(normalize_slashes("//a///b/"), "/a/b");
    }
}
