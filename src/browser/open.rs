//! Starts the program that opens a page: by its absolute path, without a shell, in a
//! minimal environment.
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use super::BrowserError;
use crate::domain::web_address::PlainUrl;
use crate::env::{self, Env};

/// Paths of the programs that open pages; the first that exists is used.
#[cfg(target_os = "macos")]
const PROGRAMS: [&str; 1] = ["/usr/bin/open"];
/// Paths of the programs that open pages; the first that exists is used.
#[cfg(not(any(target_os = "macos", windows)))]
const PROGRAMS: [&str; 5] = [
    "/usr/bin/xdg-open",
    "/usr/local/bin/xdg-open",
    "/usr/bin/wslview",
    "/usr/bin/sensible-browser",
    "/run/current-system/sw/bin/xdg-open",
];
/// Paths of the programs that open pages; the first that exists is used.
#[cfg(windows)]
const PROGRAMS: [&str; 1] = [r"C:\Windows\System32\rundll32.exe"];
/// Name of the program in the error if none of them exists.
#[cfg(windows)]
const PROGRAM_NAME: &str = "rundll32.exe";
/// Name of the program in the error if none of them exists.
#[cfg(target_os = "macos")]
const PROGRAM_NAME: &str = "open";
/// Name of the program in the error if none of them exists.
#[cfg(not(any(target_os = "macos", windows)))]
const PROGRAM_NAME: &str = "xdg-open";
/// Arguments before the URL. Explorer would treat a URL with a query as the name of a folder.
#[cfg(windows)]
const ARGUMENTS: &[&str] = &["url.dll,FileProtocolHandler"];
/// Arguments before the URL.
#[cfg(not(windows))]
const ARGUMENTS: &[&str] = &[];

/// Variables that a browser needs to find its display and its user.
const PASSED_VARIABLES: &[&str] = &[
    "HOME",
    "USER",
    "LOGNAME",
    "LANG",
    "LC_ALL",
    "DISPLAY",
    "XAUTHORITY",
    "WAYLAND_DISPLAY",
    "DBUS_SESSION_BUS_ADDRESS",
    "XDG_RUNTIME_DIR",
    "XDG_CURRENT_DESKTOP",
    "XDG_SESSION_DESKTOP",
    "XDG_SESSION_TYPE",
    "XDG_DATA_DIRS",
    "XDG_DATA_HOME",
    "XDG_CONFIG_DIRS",
    "XDG_CONFIG_HOME",
    "SystemRoot",
    "SystemDrive",
    "USERPROFILE",
    "USERNAME",
    "APPDATA",
    "LOCALAPPDATA",
    "ProgramData",
    "ProgramFiles",
    "TEMP",
    "TMP",
    "WSL_INTEROP",
];
/// The `PATH` of the program that is started.
#[cfg(not(windows))]
const PATH: &str = "/usr/local/bin:/usr/bin:/bin";
/// The `PATH` of the program that is started.
#[cfg(windows)]
const PATH: &str = r"C:\Windows\System32;C:\Windows";

/// Time limit within which the program may fail. One that still runs after it is the
/// browser itself.
const START_LIMIT: Duration = Duration::from_secs(2);
/// Interval between two checks of the program.
const POLL_INTERVAL: Duration = Duration::from_millis(50);

/// Opens pages.
#[derive(Debug)]
pub struct Opener {
    browser: Option<String>,
    passed: Vec<(&'static str, String)>,
}

impl Opener {
    /// Returns an opener that passes on `PASSED_VARIABLES` of `env` and nothing else.
    pub fn from_env(env: &Env) -> Self {
        Self {
            browser: env.get(env::BROWSER).map(str::to_owned),
            passed: PASSED_VARIABLES
                .iter()
                .filter_map(|name| Some((*name, env.get(name)?.to_owned())))
                .collect(),
        }
    }

    /// Starts the program that opens `url`. Returns a message about its state after at
    /// most `START_LIMIT`.
    ///
    /// # Errors
    /// [`BrowserError::Open`] if the URL is not safe, if no program is found or starts,
    /// or if it exits with an error.
    pub async fn open(&self, url: &str) -> Result<String, BrowserError> {
        ensure_safe_url(url)?;
        let program = self.program()?;
        let own = self.browser.is_some();
        let child = Command::new(&program)
            .args(if own { &[] } else { ARGUMENTS })
            .arg(url)
            .env_clear()
            .env("PATH", PATH)
            .envs(self.passed.iter().map(|(name, value)| (name, value)))
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|error| {
                BrowserError::Open(format!("{} does not start: {error}", program.display()))
            })?;
        // A browser that keeps running is left alone.
        match early_exit(child).await {
            None => Ok("Your browser was started.".to_owned()),
            Some(Ok(())) => Ok("The page was opened in your browser.".to_owned()),
            Some(Err(why)) => Err(BrowserError::Open(format!("{} {why}", program.display()))),
        }
    }

    fn program(&self) -> Result<PathBuf, BrowserError> {
        if let Some(browser) = &self.browser {
            let path = Path::new(browser);
            if path.is_absolute() && path.is_file() {
                return Ok(path.to_owned());
            }
            return Err(BrowserError::Open(format!(
                "BROWSER is {browser:?}, which is not the absolute path of a program"
            )));
        }
        PROGRAMS
            .iter()
            .map(PathBuf::from)
            .find(|path| path.is_file())
            .ok_or_else(|| {
                BrowserError::Open(format!("there is no {PROGRAM_NAME} on this machine"))
            })
    }
}

/// Returns the exit status of `child`; `None` if it still runs after [`START_LIMIT`].
#[expect(
    clippy::disallowed_methods,
    reason = "a real program is waited for, whatever clock a test has"
)]
async fn early_exit(mut child: Child) -> Option<Result<(), String>> {
    let end = tokio::time::Instant::now() + START_LIMIT;
    loop {
        match child.try_wait() {
            Ok(Some(status)) if status.success() => return Some(Ok(())),
            Ok(Some(status)) => return Some(Err(format!("failed: {status}"))),
            Err(error) => return Some(Err(format!("was lost: {error}"))),
            Ok(None) if tokio::time::Instant::now() >= end => return None,
            Ok(None) => tokio::time::sleep(POLL_INTERVAL).await,
        }
    }
}

/// Refuses any URL but https and http on loopback, and any that a program could take
/// for an option.
fn ensure_safe_url(address: &str) -> Result<(), BrowserError> {
    let wrong = || BrowserError::Open("this is no https address".to_owned());
    if address.contains(|c: char| c.is_control() || c.is_whitespace() || "\"'`\\<>|;".contains(c)) {
        return Err(wrong());
    }
    // The fragment after `#` is not sent to any host.
    let address = address.split('#').next().unwrap_or_default();
    let read = PlainUrl::parse(address).ok_or_else(wrong)?;
    let loopback = matches!(read.host.as_str(), "localhost" | "127.0.0.1" | "[::1]");
    if read.scheme == "https" || loopback {
        Ok(())
    } else {
        Err(wrong())
    }
}

#[cfg(test)]
mod tests {
    use super::{Opener, ensure_safe_url};
    use crate::env::Env;

    #[test]
    fn only_safe_addresses_are_opened() {
        for good in [
            "https://login.microsoftonline.com/t/oauth2/v2.0/authorize?a=b&c=d%20e",
            "http://localhost:4000/x",
        ] {
            assert!(ensure_safe_url(good).is_ok(), "{good}");
        }
        for wrong in [
            "",
            "file:///etc/passwd",
            "javascript:alert(1)",
            "http://login.example/",
            "https://a@evil.example/",
            "https://x/$(id)`id`",
            "https://x/;id",
            "--help",
            "https://x/\nid",
        ] {
            assert!(ensure_safe_url(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_browser_is_one_absolute_path() {
        for value in [
            "firefox",
            "/usr/bin/env sh -c id",
            "./xdg-open",
            "/no/such/program",
        ] {
            let env = Env::of([("BROWSER".to_owned(), value.to_owned())]);
            assert!(Opener::from_env(&env).program().is_err(), "{value}");
        }
    }

    /// Creates a program in `folder` that runs `text`.
    #[cfg(target_os = "linux")]
    fn script(folder: &tempfile::TempDir, text: &str) -> std::path::PathBuf {
        use std::os::unix::fs::PermissionsExt as _;
        let script = folder.path().join("browser");
        std::fs::write(&script, format!("#!/bin/sh\n{text}\n")).unwrap();
        std::fs::set_permissions(&script, std::fs::Permissions::from_mode(0o755)).unwrap();
        script
    }

    #[cfg(target_os = "linux")]
    #[tokio::test]
    async fn opened_is_said_only_if_the_opener_succeeded() {
        for (text, expected) in [
            ("exit 0", Some("The page was opened in your browser.")),
            ("exit 3", None),
            ("exec sleep 5", Some("Your browser was started.")),
        ] {
            let folder = tempfile::tempdir().unwrap();
            let script = script(&folder, text).to_string_lossy().into_owned();
            let env = Env::of([("BROWSER".to_owned(), script)]);
            let opened = Opener::from_env(&env).open("https://login.example/").await;
            match (opened, expected) {
                (Ok(text), Some(expected)) => assert_eq!(text, expected),
                (Err(error), None) => assert!(error.to_string().contains("failed"), "{error}"),
                (opened, _) => panic!("{text}: {opened:?}"),
            }
        }
    }

    #[cfg(target_os = "linux")]
    #[tokio::test]
    async fn the_browser_sees_the_address_and_nothing_of_ours() {
        let folder = tempfile::tempdir().unwrap();
        let seen = folder.path().join("seen");
        let text = format!("{{ echo \"$#\" \"$1\"; env; }} > {}", seen.display());
        let script = script(&folder, &text);
        let env = Env::of(
            [
                ("BROWSER", script.to_string_lossy().into_owned()),
                ("AZURE_CLIENT_SECRET", "CANARY".to_owned()),
                ("PATH", ".:/evil".to_owned()),
                ("DISPLAY", ":7".to_owned()),
            ]
            .map(|(name, value)| (name.to_owned(), value)),
        );
        Opener::from_env(&env)
            .open("https://login.example/?a=b&c=d")
            .await
            .unwrap();
        let found = std::fs::read_to_string(&seen).unwrap();
        assert!(
            found.starts_with("1 https://login.example/?a=b&c=d\n"),
            "{found}"
        );
        assert!(found.contains("DISPLAY=:7"), "{found}");
        assert!(
            !found.contains("CANARY") && !found.contains("/evil"),
            "{found}"
        );
    }
}
