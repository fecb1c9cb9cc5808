//! The process environment, read once, and every variable we know by name.
//!
//! Nothing else reads the environment. Addresses of servers, the protected
//! list and the audit sink never come from here: see `settings`.
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::secret::Secret;

/// A variable that changes what entractl does, for the man page.
#[derive(Debug, Clone, Copy)]
pub struct Variable {
    /// Its name.
    pub name: &'static str,
    /// What it does, one line, no full stop.
    pub effect: &'static str,
}

/// Every variable that is read, in the order of the man page.
pub const VARIABLES: &[Variable] = &[
    Variable {
        name: PROFILE,
        effect: "Profile to use where --profile is not given",
    },
    Variable {
        name: TENANT,
        effect: "Tenant id; a flag, or a profile chosen by name, goes before it",
    },
    Variable {
        name: CLIENT_ID,
        effect: "Client id of your own app registration; a flag, or a profile chosen by name, goes before it",
    },
    Variable {
        name: CLIENT_SECRET,
        effect: "Client secret for unattended sign-in; never stored, never shown",
    },
    Variable {
        name: CERTIFICATE,
        effect: "PEM file with certificate and private key for unattended sign-in",
    },
    Variable {
        name: AUTHORITY_HOST,
        effect: "Chooses a built-in cloud by its sign-in host; any other value is refused",
    },
    Variable {
        name: CI,
        effect: "No questions, no browser, no keyring",
    },
    Variable {
        name: CI_RUNS[0],
        effect: "Noted in the audit log as the run of a CI service (also CI_PIPELINE_ID, BUILD_BUILDID, BUILD_TAG)",
    },
    Variable {
        name: USERS[0],
        effect: "Noted in the audit log as the name of your account on this machine (also USER, USERNAME)",
    },
    Variable {
        name: HOSTS[0],
        effect: "Noted in the audit log as the name of this machine, where the system names none (also HOSTNAME)",
    },
    Variable {
        name: BROWSER,
        effect: "Absolute path of the one program that opens sign-in pages",
    },
    Variable {
        name: NO_COLOR,
        effect: "No color",
    },
    Variable {
        name: CLICOLOR_FORCE,
        effect: "Color even where the output is not a terminal",
    },
    Variable {
        name: TERM,
        effect: "The value dumb turns color off",
    },
    Variable {
        name: COLUMNS,
        effect: "Width of tables where the output is not a terminal",
    },
    Variable {
        name: ACCESSIBLE,
        effect: "Plain lines in place of tables and progress, for screen readers",
    },
    Variable {
        name: LOCALE[0],
        effect: "The locales C and POSIX draw tables with ASCII (also LC_CTYPE, LANG)",
    },
    Variable {
        name: HTTPS_PROXY,
        effect: "Proxy for sign-in and Graph (also HTTP_PROXY, ALL_PROXY, NO_PROXY)",
    },
    Variable {
        name: SSL_CERT_FILE,
        effect: "PEM file of trusted roots in place of the system's (also SSL_CERT_DIR)",
    },
    Variable {
        name: XDG_CONFIG_HOME,
        effect: "Where config.toml lies: entractl below it, by default below ~/.config",
    },
    Variable {
        name: XDG_STATE_HOME,
        effect: "Where bindings, journal and audit log lie: entractl below it, by default below ~/.local/state",
    },
    Variable {
        name: COMPLETE,
        effect: "Set by the completion scripts: the program completes a command line and runs nothing",
    },
];

/// Names a profile.
pub const PROFILE: &str = "ENTRACTL_PROFILE";
/// Names a tenant, as Azure Identity does.
pub const TENANT: &str = "AZURE_TENANT_ID";
/// Names a client, as Azure Identity does.
pub const CLIENT_ID: &str = "AZURE_CLIENT_ID";
/// A client secret, as Azure Identity does.
pub const CLIENT_SECRET: &str = "AZURE_CLIENT_SECRET";
/// A certificate file, as Azure Identity does.
pub const CERTIFICATE: &str = "AZURE_CLIENT_CERTIFICATE_PATH";
/// A sign-in host, as Azure Identity does; only built-in clouds count.
pub const AUTHORITY_HOST: &str = "AZURE_AUTHORITY_HOST";
/// Set by every CI service.
pub const CI: &str = "CI";
/// The number of a CI run: GitHub, GitLab, Azure Pipelines, Jenkins.
pub const CI_RUNS: [&str; 4] = [
    "GITHUB_RUN_ID",
    "CI_PIPELINE_ID",
    "BUILD_BUILDID",
    "BUILD_TAG",
];
/// The name of whoever is logged in to this machine.
pub const USERS: [&str; 3] = ["LOGNAME", "USER", "USERNAME"];
/// The name of this machine, where the system does not say it otherwise.
pub const HOSTS: [&str; 2] = ["COMPUTERNAME", "HOSTNAME"];
/// The browser to start.
pub const BROWSER: &str = "BROWSER";
/// <https://no-color.org>
pub const NO_COLOR: &str = "NO_COLOR";
/// Color even into a pipe.
pub const CLICOLOR_FORCE: &str = "CLICOLOR_FORCE";
/// The terminal type.
pub const TERM: &str = "TERM";
/// The terminal width, where no terminal can be asked.
pub const COLUMNS: &str = "COLUMNS";
/// A screen reader is listening.
pub const ACCESSIBLE: &str = "ACCESSIBLE";
/// The locale of characters, the strongest first.
pub const LOCALE: [&str; 3] = ["LC_ALL", "LC_CTYPE", "LANG"];
/// The proxy for HTTPS.
pub const HTTPS_PROXY: &str = "HTTPS_PROXY";
/// Trusted roots.
pub const SSL_CERT_FILE: &str = "SSL_CERT_FILE";
/// Folder of trusted roots.
pub const SSL_CERT_DIR: &str = "SSL_CERT_DIR";
/// Base of configuration files.
pub const XDG_CONFIG_HOME: &str = "XDG_CONFIG_HOME";
/// Base of state files.
pub const XDG_STATE_HOME: &str = "XDG_STATE_HOME";

/// Set by the completion scripts, to the name of the shell.
pub const COMPLETE: &str = "ENTRACTL_COMPLETE";

/// A snapshot of the environment.
#[derive(Clone, Default)]
pub struct Env(BTreeMap<String, String>);

impl std::fmt::Debug for Env {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_set().entries(self.0.keys()).finish()
    }
}

impl Env {
    /// The environment of this process. Values that are not Unicode are left out, but
    /// those that lead through the network: what cannot be read must be seen there.
    #[expect(
        clippy::disallowed_methods,
        reason = "the one place that reads the environment"
    )]
    pub fn process() -> Self {
        Self(
            std::env::vars_os()
                .filter_map(|(name, value)| {
                    let name = name.into_string().ok()?;
                    let seen = name.to_ascii_uppercase();
                    let value = if seen.ends_with("_PROXY") || seen.starts_with("SSL_CERT_") {
                        value.to_string_lossy().into_owned()
                    } else {
                        value.into_string().ok()?
                    };
                    Some((name, value))
                })
                .collect(),
        )
    }

    /// The folder that the program was started in.
    pub fn working_folder() -> Option<PathBuf> {
        std::env::current_dir().ok()
    }

    /// An environment of exactly these variables.
    pub fn of(pairs: impl IntoIterator<Item = (String, String)>) -> Self {
        Self(pairs.into_iter().collect())
    }

    /// The value of a variable; one that is set but empty counts as not set.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0
            .get(name)
            .map(String::as_str)
            .filter(|value| !value.is_empty())
    }

    /// The value of a variable, also if it is empty.
    pub fn raw(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str)
    }

    /// Whether a variable is set to anything but nothing, `0` or `false`.
    pub fn is_on(&self, name: &str) -> bool {
        self.get(name)
            .is_some_and(|value| value != "0" && !value.eq_ignore_ascii_case("false"))
    }

    /// The client secret, if there is one.
    pub fn client_secret(&self) -> Option<Secret> {
        self.get(CLIENT_SECRET).map(Secret::new)
    }

    /// The first of these variables that is set.
    pub fn first_of(&self, names: &[&str]) -> Option<String> {
        names
            .iter()
            .find_map(|name| self.get(name))
            .map(str::to_owned)
    }

    /// Whether the locale has no characters but ASCII. Containers often set none,
    /// and their terminals know UTF-8.
    pub fn is_ascii_locale(&self) -> bool {
        let locale = LOCALE.iter().find_map(|name| self.get(name));
        matches!(locale, Some("C" | "POSIX"))
    }

    /// The file of this program. On Linux the one that runs, whatever lies in its
    /// place by now.
    pub fn program() -> Option<PathBuf> {
        if cfg!(target_os = "linux") {
            return Some(PathBuf::from("/proc/self/exe"));
        }
        std::env::current_exe().ok()
    }

    /// The number of this process's user.
    pub fn user_id() -> Option<u32> {
        #[cfg(unix)]
        return Some(rustix::process::getuid().as_raw());
        #[cfg(not(unix))]
        return None;
    }

    /// The folder of `config.toml`; none where the user has no home.
    pub fn config_folder(&self) -> Option<PathBuf> {
        self.folder(XDG_CONFIG_HOME, "APPDATA", ".config")
    }

    /// The folder of bindings, journal and audit log; none where the user has no home.
    pub fn state_folder(&self) -> Option<PathBuf> {
        self.folder(XDG_STATE_HOME, "LOCALAPPDATA", ".local/state")
    }

    fn folder(&self, xdg: &str, windows: &str, below_home: &str) -> Option<PathBuf> {
        let absolute = |text: &str| Path::new(text).is_absolute().then(|| PathBuf::from(text));
        let base = self.get(xdg).and_then(absolute).or_else(|| {
            if cfg!(windows) {
                self.get(windows).and_then(absolute)
            } else {
                self.get("HOME")
                    .and_then(absolute)
                    .map(|home| home.join(below_home))
            }
        })?;
        Some(base.join("entractl"))
    }
}

#[cfg(test)]
mod tests {
    use super::Env;

    #[test]
    fn first_locale_that_is_set_says_whether_there_is_more_than_ascii() {
        let cases: [(&[(&str, &str)], bool); 7] = [
            (&[], false),
            (&[("LANG", "C")], true),
            (&[("LANG", "POSIX")], true),
            (&[("LANG", "C.UTF-8")], false),
            (
                &[("LC_ALL", ""), ("LC_CTYPE", "C"), ("LANG", "en_US.UTF-8")],
                true,
            ),
            (
                &[("LC_ALL", "en_US.UTF-8"), ("LC_CTYPE", "C"), ("LANG", "C")],
                false,
            ),
            (&[("LC_ALL", "C"), ("LC_CTYPE", "en_US.UTF-8")], true),
        ];
        for (pairs, ascii) in cases {
            let owned = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
            let env = Env::of(pairs.iter().map(owned));
            assert_eq!(env.is_ascii_locale(), ascii, "{pairs:?}");
        }
    }
}
