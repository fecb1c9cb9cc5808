//! Where a credential may go: one origin, compared part by part.
use http::Uri;
use thiserror::Error;

/// Scheme, host and port of Microsoft Graph in the cloud that is used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    scheme: String,
    host: String,
    port: u16,
}

/// A link that leads away from the pinned origin.
#[derive(Debug, Clone, Error, PartialEq, Eq)]
#[error("the answer links to {shown:?}, which is not {home}")]
pub struct ForeignLink {
    /// The link, cut to 120 characters.
    pub shown: String,
    /// The origin it should have had.
    pub home: String,
}

impl Origin {
    /// The origin of an address: https anywhere, http on loopback only, no
    /// user information, no path.
    ///
    /// # Errors
    /// Says what is wrong with the address.
    pub fn parse(address: &str) -> Result<Self, String> {
        let uri: Uri = address
            .parse()
            .map_err(|_| format!("{address:?} is no address"))?;
        let (scheme, host, port) = parts(&uri)
            .ok_or_else(|| format!("{address:?} has no usable scheme, host and port"))?;
        let loopback = matches!(host.as_str(), "localhost" | "127.0.0.1" | "[::1]");
        if scheme == "http" && !loopback {
            return Err(format!("{address:?} must be https"));
        }
        if !matches!(uri.path(), "" | "/") || uri.query().is_some() {
            return Err(format!("{address:?} must be a scheme and a host only"));
        }
        Ok(Self { scheme, host, port })
    }

    /// Whether `uri` has exactly this scheme, host and port, and no user
    /// information.
    pub fn is_home_of(&self, uri: &Uri) -> bool {
        parts(uri).is_some_and(|(scheme, host, port)| {
            scheme == self.scheme && host == self.host && port == self.port
        })
    }

    /// A link from the server, if it leads home.
    ///
    /// # Errors
    /// [`ForeignLink`] where it does not, or is no address.
    pub fn link(&self, link: &str) -> Result<Uri, ForeignLink> {
        let foreign = || ForeignLink {
            shown: link.chars().take(120).collect(),
            home: self.to_string(),
        };
        if link.contains(['\\', '\t', '\n', '\r', ' ', '#']) {
            return Err(foreign());
        }
        let uri: Uri = link.parse().map_err(|_| foreign())?;
        if self.is_home_of(&uri) {
            Ok(uri)
        } else {
            Err(foreign())
        }
    }
}

impl std::fmt::Display for Origin {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let default = if self.scheme == "https" { 443 } else { 80 };
        write!(f, "{}://{}", self.scheme, self.host)?;
        if self.port == default {
            Ok(())
        } else {
            write!(f, ":{}", self.port)
        }
    }
}

fn parts(uri: &Uri) -> Option<(String, String, u16)> {
    let scheme = uri.scheme_str()?.to_ascii_lowercase();
    let authority = uri.authority()?;
    if authority.as_str().contains('@') {
        return None;
    }
    let default = match scheme.as_str() {
        "https" => 443,
        "http" => 80,
        _ => return None,
    };
    let host = authority.host().to_ascii_lowercase();
    if host.is_empty() || host.ends_with('.') {
        return None;
    }
    // `host:` and `host:x` are no ports; `port_u16` would hide that.
    let port = match authority.as_str().get(authority.host().len()..) {
        None | Some("") => default,
        Some(_) => authority.port_u16()?,
    };
    Some((scheme, host, port))
}

#[cfg(test)]
mod tests {
    use super::Origin;

    #[test]
    fn only_the_same_scheme_host_and_port_is_home() {
        let home = Origin::parse("https://graph.microsoft.com").unwrap();
        for link in [
            "https://graph.microsoft.com/v1.0/users?$skiptoken=x",
            "https://GRAPH.microsoft.com:443/v1.0/users",
        ] {
            assert!(home.link(link).is_ok(), "{link}");
        }
        for link in [
            "http://graph.microsoft.com/v1.0/users",
            "https://graph.microsoft.com.evil.example/",
            "https://graph.microsoft.com@evil.example/",
            "https://evil.example/?https://graph.microsoft.com/",
            "https://graph.microsoft.com:444/",
            "https://graph.microsoft.com:/",
            "https://graph.microsoft.com./",
            "https://evil.example\\@graph.microsoft.com/",
            "//graph.microsoft.com/v1.0/users",
            "/v1.0/users",
            "javascript:alert(1)",
            "ftp://graph.microsoft.com/",
            "",
        ] {
            assert!(home.link(link).is_err(), "{link}");
        }
    }

    #[test]
    fn plain_http_is_for_loopback_only() {
        assert!(Origin::parse("http://localhost:8080").is_ok());
        assert!(Origin::parse("http://127.0.0.1:8080").is_ok());
        for wrong in [
            "http://graph.example",
            "ftp://x",
            "graph.example",
            "https://a@b.example",
            "https://a.example/x",
        ] {
            assert!(Origin::parse(wrong).is_err(), "{wrong}");
        }
    }
}
