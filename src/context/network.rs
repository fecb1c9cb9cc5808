//! Proxies and trusted roots that the environment sets. A user who controls both can read
//! tokens and secrets, so both are shown on stderr and recorded in the audit log, and the
//! machine policy can forbid either.
use std::path::Path;

use http::Uri;

use crate::context::Ctx;
use crate::env::{self, Env};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::graph::Origin;
use crate::settings::policy::{self, NetworkRules};
use crate::text::printable;
use crate::transport::proxy::{Proxies, Proxy, UnusableProxy};

/// Proxies and roots on the way to the service.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct NetworkPath {
    /// Proxies used for sign-in and Graph, without duplicates.
    proxies: Vec<Proxy>,
    /// Files of roots that replace the system's, each with its variable.
    roots: Vec<String>,
}

impl NetworkPath {
    fn of(proxies: &Proxies, env: &Env, origins: &[&Origin]) -> Self {
        let mut found = Self::default();
        for origin in origins {
            let uri = origin.to_string().parse::<Uri>().ok();
            if let Some(proxy) = uri.and_then(|uri| proxies.proxy_for(&uri))
                && !found.proxies.contains(&proxy)
            {
                found.proxies.push(proxy);
            }
        }
        // On these systems the platform verifies certificates and ignores the variables.
        if cfg!(not(any(windows, target_vendor = "apple"))) {
            for name in [env::SSL_CERT_FILE, env::SSL_CERT_DIR] {
                if let Some(path) = env.get(name) {
                    found.roots.push(format!("{} ({name})", printable(path)));
                }
            }
        }
        found
    }

    fn proxy_text(&self) -> Option<String> {
        let all: Vec<String> = self.proxies.iter().map(ToString::to_string).collect();
        (!all.is_empty()).then(|| all.join(" and "))
    }

    fn roots_text(&self) -> Option<String> {
        (!self.roots.is_empty()).then(|| self.roots.join(" and "))
    }

    /// Returns the message for stderr.
    fn to_line(&self) -> Option<String> {
        let proxy = self.proxy_text();
        let proxy = proxy.map(|proxy| format!("requests go through the proxy {proxy}"));
        let roots = self.roots_text();
        let roots = roots.map(|roots| format!("certificates are checked against {roots}"));
        match (proxy, roots) {
            (Some(proxy), Some(roots)) => Some(format!(
                "warning: {proxy}, and {roots}: the proxy may read tokens and secrets"
            )),
            (Some(one), None) | (None, Some(one)) => Some(format!("note: {one}")),
            (None, None) => None,
        }
    }

    /// Checks the proxies and roots against the machine policy.
    ///
    /// # Errors
    /// Exit 12 if the machine policy forbids a proxy or roots that are set.
    fn check_rules(&self, rules: NetworkRules) -> Result<(), Failure> {
        let refused = |what: String, variables: &str| {
            Err(Failure::new(
                Exit::Refused,
                format!("this machine's policy does not allow {what}: nothing was sent"),
            )
            .advise(format!("unset {variables} and run the same command again")))
        };
        if rules.forbid_proxy
            && let Some(proxy) = self.proxy_text()
        {
            return refused(
                format!("a proxy, and {proxy} is set"),
                "HTTPS_PROXY, HTTP_PROXY and ALL_PROXY",
            );
        }
        if rules.forbid_environment_roots
            && let Some(roots) = self.roots_text()
        {
            return refused(
                format!("roots of trust from the environment, and {roots} is set"),
                "SSL_CERT_FILE and SSL_CERT_DIR",
            );
        }
        Ok(())
    }
}

/// Finds the proxies and roots used for `origins`, shows them once and records them for
/// the audit log.
///
/// # Errors
/// Exit 2 if a proxy is set that cannot be used, 12 if the machine policy forbids a proxy
/// or roots that are set, 10 if the policy cannot be read.
pub(crate) fn check_network(
    ctx: &Ctx<'_>,
    origins: &[&Origin],
    ca_file: Option<&Path>,
) -> Result<(), Failure> {
    if ctx.dirs.sandbox {
        return Ok(());
    }
    let proxies = proxies_from_env(ctx.env).map_err(unusable_proxy_failure)?;
    let found = NetworkPath::of(&proxies, ctx.env, origins);
    found.check_rules(policy::network_rules(ctx.dirs.policy.as_ref())?)?;
    let ca_file = ca_file.map(|path| format!("{} (ca_file)", printable(&path.to_string_lossy())));
    let roots: Vec<String> = found.roots_text().into_iter().chain(ca_file).collect();
    let roots = (!roots.is_empty()).then(|| roots.join(" and "));
    let is_new = ctx.dirs.origin.network.set_once(found.proxy_text(), roots);
    if let Some(line) = found.to_line().filter(|_| is_new) {
        if line.starts_with("warning") {
            ctx.io.warn(&line);
        } else {
            ctx.io.say(&line);
        }
    }
    Ok(())
}

/// Returns the proxies of this process.
///
/// # Errors
/// Fails if a proxy is set that cannot be used.
pub(crate) fn proxies_from_env(env: &Env) -> Result<Proxies, UnusableProxy> {
    Proxies::from_process(|name| env.raw(name).map(str::to_owned))
}

fn unusable_proxy_failure(error: UnusableProxy) -> Failure {
    let advice = format!(
        "set {} to an address such as http://proxy.example:8080, or unset it",
        error.variable
    );
    Failure::from_error(Exit::Usage, error)
        .context("nothing was sent")
        .advise(advice)
}

#[cfg(test)]
mod tests {
    use super::NetworkPath;
    use crate::env::Env;
    use crate::exit::Exit;
    use crate::settings::policy::NetworkRules;
    use crate::settings::target::example;
    use crate::transport::proxy::Proxies;

    fn path(variables: &[(&str, &str)]) -> NetworkPath {
        let pairs = variables.iter();
        let env = Env::of(pairs.map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
        let proxies = Proxies::from_variables(|name| env.raw(name).map(str::to_owned)).unwrap();
        let target = example();
        NetworkPath::of(&proxies, &env, &[&target.authority, &target.graph])
    }

    const PROXY: (&str, &str) = ("HTTPS_PROXY", "http://me:p4ss@proxy.example:8080");
    const ROOTS: (&str, &str) = ("SSL_CERT_FILE", "/tmp/ro\u{1b}ots.pem");

    #[test]
    fn proxy_and_roots_are_named_without_the_password() {
        assert_eq!(path(&[]).to_line(), None);
        assert_eq!(
            path(&[PROXY]).to_line().unwrap(),
            "note: requests go through the proxy http://proxy.example:8080 (HTTPS_PROXY)"
        );
        let both = path(&[PROXY, ROOTS]).to_line().unwrap();
        assert!(both.starts_with("warning: requests go through"), "{both}");
        assert!(
            both.contains("the proxy may read tokens and secrets"),
            "{both}"
        );
        assert!(
            both.contains("/tmp/ro\\u{1b}ots.pem (SSL_CERT_FILE)"),
            "{both}"
        );
        assert!(!both.contains("p4ss"), "{both}");
        let none = path(&[PROXY, ("NO_PROXY", "example")]);
        assert_eq!(none.to_line(), None);
        let one = path(&[PROXY, ("NO_PROXY", "login.example")]);
        assert_eq!(one.proxies.len(), 1);
    }

    #[test]
    fn policy_forbids_either() {
        let rules = |forbid_proxy, forbid_environment_roots| NetworkRules {
            forbid_proxy,
            forbid_environment_roots,
        };
        for (variables, rules, wanted) in [
            (vec![PROXY, ROOTS], rules(false, false), None),
            (vec![PROXY], rules(false, true), None),
            (vec![ROOTS], rules(true, false), None),
            (vec![], rules(true, true), None),
            (
                vec![PROXY],
                rules(true, false),
                Some("does not allow a proxy"),
            ),
            (
                vec![ROOTS],
                rules(false, true),
                Some("does not allow roots of trust"),
            ),
            (
                vec![("SSL_CERT_DIR", "/x")],
                rules(false, true),
                Some("/x (SSL_CERT_DIR)"),
            ),
            (vec![PROXY, ("NO_PROXY", "*")], rules(true, false), None),
        ] {
            let allowed = path(&variables).check_rules(rules);
            match (allowed, wanted) {
                (Ok(()), None) => {}
                (Err(failure), Some(wanted)) => {
                    assert_eq!(failure.exit, Exit::Refused);
                    let text = format!("{:#}", failure.error);
                    assert!(text.contains(wanted), "{text}");
                    assert!(!text.contains("p4ss"), "{text}");
                }
                (allowed, _) => panic!("{variables:?} {rules:?}: {allowed:?}"),
            }
        }
    }
}
