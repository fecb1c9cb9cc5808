//! Proxies of the environment or system. An invalid proxy is an error here, while `reqwest`
//! would ignore it and connect directly.
use std::sync::Arc;

use http::Uri;
use hyper_util::client::proxy::matcher::Matcher;
use thiserror::Error;

use crate::domain::web_address::{PlainUrl, is_loopback};
use crate::text::printable;

/// The variables that name a proxy, for https and for http, by precedence.
const HTTPS: [&str; 4] = ["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"];
const HTTP: [&str; 4] = ["HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"];
/// The variables that name hosts without a proxy.
const NONE: [&str; 2] = ["NO_PROXY", "no_proxy"];
/// Set for CGI programs, which must not trust `HTTP_PROXY`: no proxy is used then.
const CGI: &str = "REQUEST_METHOD";

/// A configured proxy that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("the proxy that {variable} names cannot be used: {why}")]
pub struct UnusableProxy {
    /// The variable.
    pub variable: &'static str,
    /// Reason why its value is invalid. The value is not shown, since it may contain a
    /// password.
    pub why: String,
}

/// The proxies of the environment or system.
#[derive(Debug, Clone)]
pub struct Proxies {
    https: Option<&'static str>,
    http: Option<&'static str>,
    matcher: Arc<Matcher>,
}

/// The proxy of a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proxy {
    /// URL without user name and password.
    pub address: String,
    /// The variable that names it; `None` for system settings.
    pub variable: Option<&'static str>,
}

impl std::fmt::Display for Proxy {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let from = self.variable.unwrap_or("the system's settings");
        write!(f, "{} ({from})", printable(&self.address))
    }
}

impl Proxies {
    /// Returns the proxies of this process. `get` reads its variables.
    ///
    /// # Errors
    /// A variable names a proxy that cannot be used.
    pub fn from_process(get: impl Fn(&str) -> Option<String>) -> Result<Self, UnusableProxy> {
        Self::new(get, |_| Matcher::from_system())
    }

    /// Returns the proxies of these variables only.
    ///
    /// # Errors
    /// As [`Proxies::from_process`].
    pub fn from_variables(get: impl Fn(&str) -> Option<String>) -> Result<Self, UnusableProxy> {
        Self::new(get, |[https, http, none]| {
            Matcher::builder().https(https).http(http).no(none).build()
        })
    }

    fn new(
        get: impl Fn(&str) -> Option<String>,
        matcher: impl FnOnce([String; 3]) -> Matcher,
    ) -> Result<Self, UnusableProxy> {
        let https = first_set(&get, HTTPS);
        let http = first_set(&get, HTTP);
        for (variable, value) in https.iter().chain(&http) {
            check_proxy(variable, value)?;
        }
        if let (Some((variable, _)), Some(_)) = (https.as_ref().or(http.as_ref()), get(CGI)) {
            return Err(UnusableProxy {
                variable,
                why: format!("{CGI} is set, and a web server's program uses no proxy"),
            });
        }
        let none = NONE.iter().find_map(|name| get(name)).unwrap_or_default();
        let value = |one: &Option<(&'static str, String)>| {
            one.as_ref()
                .map(|(_, value)| value.clone())
                .unwrap_or_default()
        };
        let matcher = matcher([value(&https), value(&http), none]);
        Ok(Self {
            https: https.map(|(variable, _)| variable),
            http: http.map(|(variable, _)| variable),
            matcher: Arc::new(matcher),
        })
    }

    /// Returns the proxy for `uri`; none for this machine itself.
    pub fn proxy_for(&self, uri: &Uri) -> Option<Proxy> {
        if uri.host().is_none_or(is_loopback) {
            return None;
        }
        let proxy = self.matcher.intercept(uri)?;
        let to = proxy.uri();
        let address = format!(
            "{}://{}",
            to.scheme_str().unwrap_or("http"),
            to.authority()?
        );
        let variable = if uri.scheme_str() == Some("https") {
            self.https
        } else {
            self.http
        };
        Some(Proxy { address, variable })
    }
}

/// Returns the first variable with a proxy. An empty upper-case variable means none, even if
/// its lower-case form is set.
fn first_set(
    get: impl Fn(&str) -> Option<String>,
    [first, twin, all, all_twin]: [&'static str; 4],
) -> Option<(&'static str, String)> {
    let pair = |one: &'static str, other: &'static str| {
        let value = get(one).map(|value| (one, value));
        let value = value.or_else(|| get(other).map(|value| (other, value)));
        value.filter(|(_, value)| !value.is_empty())
    };
    pair(first, twin).or_else(|| pair(all, all_twin))
}

fn check_proxy(variable: &'static str, value: &str) -> Result<(), UnusableProxy> {
    let wrong = |why: &str| UnusableProxy {
        variable,
        why: why.to_owned(),
    };
    let (scheme, rest) = value.split_once("://").unwrap_or(("http", value));
    let scheme = scheme.to_ascii_lowercase();
    if scheme.starts_with("socks") {
        return Err(wrong("entractl uses http and https proxies, not SOCKS"));
    }
    if !matches!(scheme.as_str(), "http" | "https") {
        return Err(wrong("it is not an http or https URL"));
    }
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host = authority.rsplit('@').next().unwrap_or_default();
    let address = PlainUrl::parse(&format!("{scheme}://{host}"));
    if address.is_none_or(|address| address.port == 0) {
        return Err(wrong("it has no usable host and port"));
    }
    // `reqwest` must not ignore it.
    let matcher = Matcher::builder().all(value.to_owned()).build();
    let probe = Uri::from_static("https://graph.example/");
    match matcher.intercept(&probe) {
        Some(proxy) if proxy.uri().host().is_some() => Ok(()),
        Some(_) | None => Err(wrong("it is not a URL that can be parsed")),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::{Proxies, Proxy, UnusableProxy};

    fn of(variables: &[(&str, &str)]) -> Result<Proxies, UnusableProxy> {
        let all: BTreeMap<String, String> = variables
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect();
        Proxies::from_variables(|name| all.get(name).cloned())
    }

    fn way(variables: &[(&str, &str)], uri: &str) -> Option<Proxy> {
        of(variables).unwrap().proxy_for(&uri.parse().unwrap())
    }

    const GRAPH: &str = "https://graph.microsoft.com/v1.0/users";

    #[test]
    fn proxy_that_cannot_be_read_is_an_error_and_its_password_is_not_shown() {
        for value in [
            "http://proxy example:8080",
            "http://user:p4ss@proxy:80:80",
            "http://user:p4ss@",
            "http://",
            "://proxy:8080",
            "htp://user:p4ss@proxy:8080",
            "ftp://proxy:8080",
            "socks5://user:p4ss@proxy:1080",
            "socks5h://proxy",
            "proxy:port",
            "proxy:99999",
            "proxy:0",
            "proxy:",
            " ",
            " http://proxy:8080",
            "http://pr\u{f6}xy:8080",
            "http://proxy\u{fffd}:8080",
            "http://[::1:8080",
            "http:/proxy:8080",
            "http:proxy:8080",
            "http://pro\\xy:8080",
        ] {
            for name in ["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"] {
                let error = of(&[(name, value)]).map(|_| ()).unwrap_err();
                assert_eq!(error.variable, name, "{value}");
                assert!(!error.to_string().contains("p4ss"), "{error}");
            }
            let error = of(&[("http_proxy", value)]).map(|_| ()).unwrap_err();
            assert_eq!(error.variable, "http_proxy", "{value}");
        }
    }

    #[test]
    fn proxy_that_can_be_read_is_named_without_its_password() {
        for (value, address) in [
            ("http://proxy.example:8080", "http://proxy.example:8080"),
            ("proxy.example:8080", "http://proxy.example:8080"),
            ("proxy", "http://proxy"),
            ("https://user:p4ss@proxy.example", "https://proxy.example"),
            ("HTTP://10.0.0.1:3128/", "http://10.0.0.1:3128"),
            ("http://[fd00::1]:3128", "http://[fd00::1]:3128"),
            ("http://us%40er:p%3a4ss@proxy:1", "http://proxy:1"),
        ] {
            let proxy = way(&[("https_proxy", value)], GRAPH).unwrap();
            assert_eq!(proxy.address, address);
            assert_eq!(proxy.to_string(), format!("{address} (https_proxy)"));
        }
    }

    #[test]
    fn variables_count_as_they_do_for_reqwest() {
        let two = [("HTTPS_PROXY", "one:1"), ("ALL_PROXY", "two:2")];
        assert_eq!(way(&two, GRAPH).unwrap().variable, Some("HTTPS_PROXY"));
        assert_eq!(
            way(&two, "http://a.example/").unwrap().variable,
            Some("ALL_PROXY")
        );
        let empty = [
            ("HTTPS_PROXY", ""),
            ("https_proxy", "one:1"),
            ("ALL_PROXY", "two:2"),
        ];
        assert_eq!(way(&empty, GRAPH).unwrap().variable, Some("ALL_PROXY"));
        let none = [("HTTPS_PROXY", "one:1"), ("NO_PROXY", "microsoft.com")];
        assert_eq!(way(&none, GRAPH), None);
        assert_eq!(way(&[], GRAPH), None);
        assert_eq!(way(&[("http_proxy", "one:1")], GRAPH), None);
        let error = of(&[("HTTPS_PROXY", "one:1"), ("REQUEST_METHOD", "GET")]);
        assert!(
            error
                .map(|_| ())
                .unwrap_err()
                .why
                .contains("REQUEST_METHOD")
        );
        assert!(of(&[("REQUEST_METHOD", "GET")]).is_ok());
    }

    #[test]
    fn nothing_for_this_machine_goes_through_a_proxy() {
        let proxy = [("HTTPS_PROXY", "one:1"), ("HTTP_PROXY", "one:1")];
        for host in [
            "localhost",
            "LocalHost",
            "127.0.0.1",
            "127.8.9.1",
            "[::1]",
            "a.localhost",
        ] {
            for scheme in ["http", "https"] {
                assert_eq!(
                    way(&proxy, &format!("{scheme}://{host}:8443/")),
                    None,
                    "{host}"
                );
            }
        }
        assert!(way(&proxy, "https://128.0.0.1/").is_some());
    }
}
