//! The one origin that may receive a credential.
//!
//! Two parsers must agree on a URL: `url` through [`WebAddress`], and `http`, which
//! requests are made of.
use http::Uri;
use thiserror::Error;

use crate::domain::web_address::WebAddress;

/// Scheme, host and port of Microsoft Graph in the cloud that is used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    scheme: String,
    host: String,
    port: u16,
}

/// A link to another origin than the pinned one.
#[derive(Debug, Clone, Error, PartialEq, Eq)]
#[error("the answer links to {shown:?}, which is not {home}")]
pub struct CrossOriginLink {
    /// The link, cut to 120 characters.
    pub shown: String,
    /// The pinned origin.
    pub home: String,
}

impl Origin {
    /// Parses the URL of an origin: https, or http on loopback, without user information
    /// and path.
    ///
    /// # Errors
    /// Says what is wrong with the URL.
    pub fn parse(address: &str) -> Result<Self, String> {
        let read = WebAddress::parse(address)
            .ok_or_else(|| format!("{address:?} has no usable scheme, host and port"))?;
        let loopback = matches!(read.host.as_str(), "localhost" | "127.0.0.1" | "[::1]");
        if read.scheme == "http" && !loopback {
            return Err(format!("{address:?} must be https"));
        }
        if read.has_path {
            return Err(format!("{address:?} must be a scheme and a host only"));
        }
        let origin = Self {
            scheme: read.scheme,
            host: read.host,
            port: read.port,
        };
        match address.parse::<Uri>() {
            Ok(uri) if origin.is_same_origin(&uri) => Ok(origin),
            Ok(_) | Err(_) => Err(format!("{address:?} is not a URL")),
        }
    }

    /// Returns the host as in a URI.
    pub fn host(&self) -> &str {
        &self.host
    }

    /// Whether `uri` has this scheme, host and port, and no user information.
    pub fn is_same_origin(&self, uri: &Uri) -> bool {
        let Some(authority) = uri.authority() else {
            return false;
        };
        let default = if self.scheme == "https" { 443 } else { 80 };
        let is_same = uri.scheme_str() == Some(&self.scheme)
            && authority.host().eq_ignore_ascii_case(&self.host)
            && authority.port_u16().unwrap_or(default) == self.port;
        is_same && self.is_same_origin_text(&uri.to_string())
    }

    fn is_same_origin_text(&self, text: &str) -> bool {
        WebAddress::parse(text).is_some_and(|read| {
            read.scheme == self.scheme && read.host == self.host && read.port == self.port
        })
    }

    /// Parses a link from the server.
    ///
    /// # Errors
    /// [`CrossOriginLink`] if it leads to another origin or is not a URL.
    pub fn check_link(&self, link: &str) -> Result<Uri, CrossOriginLink> {
        let uri = link.parse::<Uri>().ok();
        uri.filter(|uri| self.is_same_origin_text(link) && self.is_same_origin(uri))
            .ok_or_else(|| CrossOriginLink {
                shown: link.chars().take(120).collect(),
                home: self.to_string(),
            })
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

#[cfg(test)]
mod tests {
    use super::Origin;

    #[test]
    fn only_same_scheme_host_and_port_is_same_origin() {
        let home = Origin::parse("https://graph.microsoft.com").unwrap();
        for link in [
            "https://graph.microsoft.com/v1.0/users?$skiptoken=x",
            "https://GRAPH.microsoft.com:443/v1.0/users",
        ] {
            assert!(home.check_link(link).is_ok(), "{link}");
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
            "https://gra\tph.microsoft.com/",
            "https://graph.microsoft.com\\@evil.example/",
            "https:\\\\graph.microsoft.com/",
            "https:graph.microsoft.com/",
            "https:///graph.microsoft.com/",
            "https://\u{ff47}raph.microsoft.com/",
            "https://graph\u{3002}microsoft.com/",
            "https://graph%2emicrosoft.com/",
            "https://@graph.microsoft.com/",
            "https://graph.microsoft.com:0443/",
            "https://graph.microsoft.com:443:443/",
            "https://graph.microsoft.com/ x",
            "https://graph.microsoft.com/\u{430}",
            "",
        ] {
            assert!(home.check_link(link).is_err(), "{link}");
        }
    }

    proptest::proptest! {
        #[test]
        fn both_parsers_agree_on_same_origin(
            prefix in "(https?:[/\\\\]{0,3})?",
            user in "([a-z:%@\\\\]{0,4}@)?",
            host in "[gG]r?aph[.\u{3002}%\t]?example[.]?",
            port in "(:[0-9x:]{0,5})?",
            rest in "[/?#\\\\@ a-z%.:]{0,12}",
        ) {
            let home = Origin::parse("https://graph.example").unwrap();
            let text = format!("{prefix}{user}{host}{port}{rest}");
            if let Ok(uri) = home.check_link(&text) {
                let url = url::Url::parse(&text).unwrap();
                for host in [uri.host().unwrap(), url.host_str().unwrap()] {
                    assert_eq!(host.to_ascii_lowercase(), "graph.example", "{text}");
                }
                assert_eq!(url.port_or_known_default(), Some(443), "{text}");
                assert_eq!(uri.port_u16().unwrap_or(443), 443, "{text}");
                assert_eq!((url.scheme(), url.username()), ("https", ""), "{text}");
                assert!(!uri.authority().unwrap().as_str().contains('@'), "{text}");
            }
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
