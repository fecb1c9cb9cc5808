//! http and https URLs that every parser reads the same way.
//!
//! The `url` crate repairs its input as browsers do: it turns backslashes into slashes,
//! drops tabs, converts numbers to hosts, decodes characters. Two parsers may see two
//! hosts in such a URL. So a URL counts only if it is spelled as `url` would serialize
//! it.
use url::{Host, Url};

/// The parts of an http or https URL that every parser reads the same way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlainUrl {
    /// `https` or `http`.
    pub scheme: String,
    /// The host in lower case; IPv6 in brackets.
    pub host: String,
    /// The port: explicit, or the default of the scheme.
    pub port: u16,
    /// Whether it has a path beyond `/`, or a query.
    pub has_path: bool,
}

impl PlainUrl {
    /// Parses a URL. `None` if it is not http or https, if it has user information, or if
    /// parsers could disagree on its host.
    pub fn parse(text: &str) -> Option<Self> {
        let is_plain = |byte: u8| byte.is_ascii_graphic() && !matches!(byte, b'\\' | b'#');
        if !text.bytes().all(is_plain) {
            return None;
        }
        let url = Url::parse(text).ok()?;
        let scheme = url.scheme();
        let (typed, rest) = text.split_once("://")?;
        if !matches!(scheme, "https" | "http") || !typed.eq_ignore_ascii_case(scheme) {
            return None;
        }
        let host = url.host_str().filter(|host| !host.ends_with('.'))?;
        let port = url.port_or_known_default()?;
        let authority = rest.split(['/', '?']).next()?.to_ascii_lowercase();
        let is_spelled_so = authority == host || authority == format!("{host}:{port}");
        let is_anonymous =
            !host.is_empty() && url.username().is_empty() && url.password().is_none();
        (is_spelled_so && is_anonymous).then(|| Self {
            scheme: scheme.to_owned(),
            host: host.to_owned(),
            port,
            has_path: url.path() != "/" || url.query().is_some(),
        })
    }
}

/// Whether `host` is this machine: `localhost`, a subdomain of it, 127.0.0.0/8 or
/// `::1`.
pub fn is_loopback(host: &str) -> bool {
    let host = host.strip_suffix('.').unwrap_or(host);
    match Host::parse(host) {
        Ok(Host::Domain(name)) => {
            let name = name.to_ascii_lowercase();
            name == "localhost" || name.ends_with(".localhost")
        }
        Ok(Host::Ipv4(address)) => address.is_loopback(),
        Ok(Host::Ipv6(address)) => {
            let mapped = address.to_ipv4_mapped();
            address.is_loopback() || mapped.is_some_and(|address| address.is_loopback())
        }
        Err(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use url::Url;

    use super::{PlainUrl, is_loopback};

    #[test]
    fn plain_address_is_read() {
        let read = |text| PlainUrl::parse(text).unwrap();
        let address = read("https://Graph.Microsoft.com/v1.0/users?$top=5");
        assert_eq!(address.host, "graph.microsoft.com");
        assert_eq!((address.port, address.has_path), (443, true));
        assert_eq!(
            read("HTTPS://graph.microsoft.com:443"),
            read("https://graph.microsoft.com/")
        );
        assert_eq!(read("http://[::1]:80").host, "[::1]");
        assert_eq!(read("http://127.0.0.1:8080").port, 8080);
    }

    #[test]
    fn what_url_repairs_is_refused() {
        // `url` accepts each of these as an address.
        for text in [
            "https:graph.example/",
            "https:/graph.example/",
            "https:///graph.example/",
            "https:\\\\graph.example/",
            "https://graph.example\\@evil.example/",
            "https://gra\tph.example/",
            "https://graph.example\n/",
            " https://graph.example/",
            "https://graph.example/ ",
            "https://\u{ff47}raph.example/",
            "https://graph\u{3002}example/",
            "https://gr\u{430}ph.example/",
            "https://graph.ex\u{ad}ample/",
            "https://graph%2eexample/",
            "https://%67raph.example/",
            "https://2130706433/",
            "https://0x7f.1/",
            "https://127.1/",
            "https://0177.0.0.1/",
            "https://[0:0:0:0:0:0:0:1]/",
            "https://graph.example:/",
            "https://graph.example:0443/",
            "https://graph.example./",
            "https://@graph.example/",
            "https://:@graph.example/",
            "https://user@graph.example/",
            "https://graph.example#@evil.example/",
        ] {
            assert!(Url::parse(text).is_ok(), "{text:?}");
            assert_eq!(PlainUrl::parse(text), None, "{text:?}");
        }
        for text in [
            "",
            "graph.example",
            "//graph.example/",
            "ftp://graph.example/",
            "https://",
            "https://graph.example:99999/",
            "https://graph.example:443:443/",
            "https://a b/",
            "javascript:alert(1)",
            "https://graph.example%00/",
        ] {
            assert_eq!(PlainUrl::parse(text), None, "{text:?}");
        }
    }

    #[test]
    fn this_machine_is_known_by_each_of_its_names() {
        for host in [
            "localhost",
            "LOCALHOST",
            "localhost.",
            "graph.localhost",
            "127.0.0.1",
            "127.255.3.4",
            "[::1]",
            "[0:0:0:0:0:0:0:1]",
            "[::ffff:127.0.0.1]",
        ] {
            assert!(is_loopback(host), "{host}");
        }
        for host in [
            "graph.example",
            "localhost.example",
            "128.0.0.1",
            "[::2]",
            "0.0.0.0",
            "",
            "notlocalhost",
            "127.0.0.1.example",
        ] {
            assert!(!is_loopback(host), "{host}");
        }
    }
}
