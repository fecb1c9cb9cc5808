//! Addresses: the accepted host names, and the mapping between the tenant's simulated
//! origins and the served ones.
use std::net::SocketAddr;

use http::{HeaderMap, Uri};

use crate::sandbox::entra::form;
use crate::sandbox::{AUTHORITY, GRAPH};

/// Hosts by which clients without configuration name Microsoft Graph.
const GRAPH_NAMES: [&str; 2] = [
    "https://graph.microsoft.com",
    "00000003-0000-0000-c000-000000000000",
];

/// Returns the origin of a request if it is one of the server's. Another host name
/// would let a web page reach the server through its own domain (DNS rebinding).
pub(super) fn request_origin(
    uri: &Uri,
    headers: &HeaderMap,
    own: SocketAddr,
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
    let own_host = match own {
        SocketAddr::V4(own) => own.ip().to_string(),
        SocketAddr::V6(own) => format!("[{}]", own.ip()),
    };
    let ours = ["localhost", "127.0.0.1", "[::1]", own_host.as_str()].contains(&host);
    let scheme = if secure { "https" } else { "http" };
    (ours && port == own.port()).then(|| format!("{scheme}://{named}"))
}

/// Returns a path without doubled slashes.
pub(super) fn normalize_slashes(path: &str) -> String {
    let segments: Vec<&str> = path.split('/').filter(|s| !s.is_empty()).collect();
    format!("/{}", segments.join("/"))
}

/// Returns a text with the tenant's simulated origins replaced by the served one.
pub(super) fn to_served_origin(text: &str, origin: &str) -> String {
    if text.contains(AUTHORITY) || text.contains(GRAPH) {
        text.replace(AUTHORITY, origin).replace(GRAPH, origin)
    } else {
        text.to_owned()
    }
}

/// Returns the fields of a sign-in request as the tenant expects them: without
/// telemetry, and with the resource's simulated name.
pub(super) fn to_tenant_fields(text: &str, own: SocketAddr) -> String {
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
            to_tenant_scope(&value, own)
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
fn to_tenant_scope(text: &str, own: SocketAddr) -> String {
    text.split_whitespace()
        .map(|word| match strip_own_resource(word, own) {
            Some(rest) => format!("{GRAPH}/{}", rest.trim_start_matches('/')),
            None => word.to_owned(),
        })
        .collect::<Vec<String>>()
        .join(" ")
}

/// Returns the rest of a scope after a prefix that names the server or Microsoft Graph.
fn strip_own_resource(word: &str, own: SocketAddr) -> Option<&str> {
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
    request_origin(&uri, &HeaderMap::new(), own, secure)?;
    rest.strip_prefix(authority)
}

#[cfg(test)]
mod tests {
    use super::{normalize_slashes, request_origin, to_served_origin, to_tenant_fields};
    use crate::sandbox::{AUTHORITY, GRAPH};
    use http::{HeaderMap, Uri};

    fn own() -> std::net::SocketAddr {
        "127.0.0.1:8443".parse().unwrap()
    }

    #[test]
    fn only_loopback_names_with_our_port_are_ours() {
        let ask = |host: &str| {
            let mut headers = HeaderMap::new();
            headers.insert("host", host.parse().unwrap());
            request_origin(&Uri::from_static("/"), &headers, own(), true)
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
        assert!(request_origin(&Uri::from_static("/"), &HeaderMap::new(), own(), true).is_none());
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
            let text = to_tenant_fields(&format!("scope={scope}&x-client-SKU=MSAL"), own());
            assert_eq!(
                text, "scope=https%3A%2F%2Fgraph.sandbox.example%2F.default",
                "{scope}"
            );
        }
        let other = to_tenant_fields(
            "scope=https://graph.microsoft.com.evil.example/.default",
            own(),
        );
        assert!(other.contains("evil.example"), "{other}");
    }

    #[test]
    fn answers_name_the_served_origin() {
        let text = format!("{AUTHORITY}/x {GRAPH}/v1.0");
        assert_eq!(
            to_served_origin(&text, "http://h:1"),
            "http://h:1/x http://h:1/v1.0"
        );
        assert_eq!(normalize_slashes("//a///b/"), "/a/b");
    }
}
