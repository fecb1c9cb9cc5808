//! The process environment, read once, and the names of all variables.
//!
//! Nothing else reads the environment. URLs of servers, protected accounts and the audit sink
//! never come from here: see `settings`.
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::secret::Secret;

/// A variable that entractl reads, for the man page.
#[derive(Debug, Clone, Copy)]
pub struct Variable {
    /// Name of the variable.
    pub name: &'static str,
    /// Effect of the variable in one line, without a period.
    pub effect: &'static str,
}

impl Variable {
    const fn new(name: &'static str, effect: &'static str) -> Self {
        Self { name, effect }
    }
}

/// All variables in the order of the man page.
pub const VARIABLES: &[Variable] = &[
    Variable::new(PROFILE, "Profile to use where --profile is not given"),
    Variable::new(
        TENANT,
        "Tenant id; a flag, or a profile chosen by name, goes before it",
    ),
    Variable::new(
        CLIENT_ID,
        "Client id of your own app registration; a flag, or a profile chosen by name, goes before it",
    ),
    Variable::new(
        CLIENT_SECRET,
        "Client secret for unattended sign-in; never stored, never shown",
    ),
    Variable::new(
        CERTIFICATE,
        "PEM file with certificate and private key for unattended sign-in",
    ),
    Variable::new(
        AUTHORITY_HOST,
        "Chooses a built-in cloud by its sign-in host; any other value is refused",
    ),
    Variable::new(CI, "No questions, no browser, no keyring"),
    Variable::new(
        CI_RUN_IDS[0],
        "Noted in the audit log as the run of a CI service (also CI_PIPELINE_ID, BUILD_BUILDID, BUILD_TAG)",
    ),
    Variable::new(
        USER_NAMES[0],
        "Noted in the audit log as the name of your account on this machine (also USER, USERNAME)",
    ),
    Variable::new(
        HOST_NAMES[0],
        "Noted in the audit log as the name of this machine, where the system names none (also HOSTNAME)",
    ),
    Variable::new(
        BROWSER,
        "Absolute path of the one program that opens sign-in pages",
    ),
    Variable::new(NO_COLOR, "No color"),
    Variable::new(
        CLICOLOR_FORCE,
        "Color even where the output is not a terminal",
    ),
    Variable::new(TERM, "The value dumb turns color off"),
    Variable::new(
        COLUMNS,
        "Width of tables where the output is not a terminal",
    ),
    Variable::new(
        ACCESSIBLE,
        "Plain lines in place of tables and progress, for screen readers",
    ),
    Variable::new(
        LOCALE[0],
        "The locales C and POSIX draw tables with ASCII (also LC_CTYPE, LANG)",
    ),
    Variable::new(
        HTTPS_PROXY,
        "Proxy for sign-in and Graph (also HTTP_PROXY, ALL_PROXY, NO_PROXY)",
    ),
    Variable::new(
        SSL_CERT_FILE,
        "PEM file of trusted roots in place of the system's (also SSL_CERT_DIR)",
    ),
    Variable::new(
        XDG_CONFIG_HOME,
        "Where config.toml lies: entractl below it, by default below ~/.config",
    ),
    Variable::new(
        XDG_STATE_HOME,
        "Where bindings, journal and audit log lie: entractl below it, by default below ~/.local/state",
    ),
    Variable::new(
        COMPLETE,
        "Set by the completion scripts: the program completes a command line and runs nothing",
    ),
];

/// Variable with the name of the profile.
pub const PROFILE: &str = "ENTRACTL_PROFILE";
/// Variable with the tenant, as for Azure Identity.
pub const TENANT: &str = "AZURE_TENANT_ID";
/// Variable with the client id, as for Azure Identity.
pub const CLIENT_ID: &str = "AZURE_CLIENT_ID";
/// Variable with the client secret, as for Azure Identity.
pub const CLIENT_SECRET: &str = "AZURE_CLIENT_SECRET";
/// Variable with the certificate file, as for Azure Identity.
pub const CERTIFICATE: &str = "AZURE_CLIENT_CERTIFICATE_PATH";
/// Variable with the sign-in host, as for Azure Identity; only hosts of built-in clouds.
pub const AUTHORITY_HOST: &str = "AZURE_AUTHORITY_HOST";
/// Variable that every CI service sets.
pub const CI: &str = "CI";
/// Variables with the id of a CI run: GitHub, GitLab, Azure Pipelines, Jenkins.
pub const CI_RUN_IDS: [&str; 4] = [
    "GITHUB_RUN_ID",
    "CI_PIPELINE_ID",
    "BUILD_BUILDID",
    "BUILD_TAG",
];
/// Variables with the name of the user of this machine.
pub const USER_NAMES: [&str; 3] = ["LOGNAME", "USER", "USERNAME"];
/// Variables with the name of this machine, if the system has none.
pub const HOST_NAMES: [&str; 2] = ["COMPUTERNAME", "HOSTNAME"];
/// Variable with the browser to start.
pub const BROWSER: &str = "BROWSER";
/// Variable that turns color off: <https://no-color.org>
pub const NO_COLOR: &str = "NO_COLOR";
/// Variable that turns color on, even if the output is not a terminal.
pub const CLICOLOR_FORCE: &str = "CLICOLOR_FORCE";
/// Variable with the terminal type.
pub const TERM: &str = "TERM";
/// Variable with the width of tables if the output is not a terminal.
pub const COLUMNS: &str = "COLUMNS";
/// Variable that turns on plain output for screen readers.
pub const ACCESSIBLE: &str = "ACCESSIBLE";
/// Variables with the locale of characters, by precedence.
pub const LOCALE: [&str; 3] = ["LC_ALL", "LC_CTYPE", "LANG"];
/// Variable with the proxy for HTTPS.
pub const HTTPS_PROXY: &str = "HTTPS_PROXY";
/// Variable with the file of trusted roots.
pub const SSL_CERT_FILE: &str = "SSL_CERT_FILE";
/// Variable with the folder of trusted roots.
pub const SSL_CERT_DIR: &str = "SSL_CERT_DIR";
/// Variable with the base folder of configuration files.
pub const XDG_CONFIG_HOME: &str = "XDG_CONFIG_HOME";
/// Variable with the base folder of state files.
pub const XDG_STATE_HOME: &str = "XDG_STATE_HOME";

/// Variable with the name of the shell, set by the completion scripts.
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
    /// Returns the environment of this process. Values that are not Unicode are omitted, except
    /// those of proxies and roots, where an invalid value must be an error.
    #[expect(
        clippy::disallowed_methods,
        reason = "the one place that reads the environment"
    )]
    pub fn process() -> Self {
        Self(
            std::env::vars_os()
                .filter_map(|(name, value)| {
                    let name = name.into_string().ok()?;
                    let upper = name.to_ascii_uppercase();
                    let value = if upper.ends_with("_PROXY") || upper.starts_with("SSL_CERT_") {
                        value.to_string_lossy().into_owned()
                    } else {
                        value.into_string().ok()?
                    };
                    Some((name, value))
                })
                .collect(),
        )
    }

    /// Returns the folder that the program was started in.
    pub fn working_folder() -> Option<PathBuf> {
        std::env::current_dir().ok()
    }

    /// Returns an environment with only these variables.
    pub fn of(pairs: impl IntoIterator<Item = (String, String)>) -> Self {
        Self(pairs.into_iter().collect())
    }

    /// Returns the names of all variables.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    /// Returns the value of a variable, unless it is empty.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0
            .get(name)
            .map(String::as_str)
            .filter(|value| !value.is_empty())
    }

    /// Returns the value of a variable, even if it is empty.
    pub fn raw(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str)
    }

    /// Whether a variable is set, and is neither empty, `0` nor `false`.
    pub fn is_enabled(&self, name: &str) -> bool {
        self.get(name)
            .is_some_and(|value| value != "0" && !value.eq_ignore_ascii_case("false"))
    }

    /// Returns the client secret, if set.
    pub fn client_secret(&self) -> Option<Secret> {
        self.get(CLIENT_SECRET).map(Secret::new)
    }

    /// Returns the value of the first variable that is set.
    pub fn first_set(&self, names: &[&str]) -> Option<String> {
        names
            .iter()
            .find_map(|name| self.get(name))
            .map(str::to_owned)
    }

    /// Whether the locale is limited to ASCII. Containers often set none, and their terminals
    /// support UTF-8.
    pub fn is_ascii_locale(&self) -> bool {
        let locale = LOCALE.iter().find_map(|name| self.get(name));
        matches!(locale, Some("C" | "POSIX"))
    }

    /// Returns the path of this program. On Linux it leads to the running file, even if it was
    /// replaced.
    pub fn executable() -> Option<PathBuf> {
        if cfg!(target_os = "linux") {
            return Some(PathBuf::from("/proc/self/exe"));
        }
        Self::executable_for_others()
    }

    /// Returns the path of this program for another process to start; `None` if it is not known.
    pub fn executable_for_others() -> Option<PathBuf> {
        std::env::current_exe().ok()
    }

    /// Returns the user id of this process.
    pub fn user_id() -> Option<u32> {
        Self::user_and_group().map(|(user, _)| user)
    }

    /// Returns the ids of the user and group of this process.
    pub fn user_and_group() -> Option<(u32, u32)> {
        #[cfg(unix)]
        return Some((
            rustix::process::getuid().as_raw(),
            rustix::process::getgid().as_raw(),
        ));
        #[cfg(not(unix))]
        return None;
    }

    /// Returns the folder of `config.toml`, or `None` without a home folder.
    pub fn config_folder(&self) -> Option<PathBuf> {
        self.base_folder(XDG_CONFIG_HOME, "APPDATA", ".config")
    }

    /// Returns the folder of bindings, journal and audit log, or `None` without a home folder.
    pub fn state_folder(&self) -> Option<PathBuf> {
        self.base_folder(XDG_STATE_HOME, "LOCALAPPDATA", ".local/state")
    }

    fn base_folder(&self, xdg: &str, windows: &str, below_home: &str) -> Option<PathBuf> {
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
    fn first_locale_that_is_set_decides() {
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
