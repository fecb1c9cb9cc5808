//! Where nobody is there to answer (R62): the real program without a terminal
//! and without input never asks, opens nothing and leaves nothing behind.
use std::os::unix::fs::PermissionsExt as _;
use std::os::unix::net::UnixListener;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use crate::support::program::{program_in, serve_cloud, token_answer};
use entractl::sandbox::seed::cast;

/// A program that neither asks nor waits for anything ends in this time.
const LIMIT: Duration = Duration::from_secs(1);
/// How often it may be too slow: a machine with other work may keep any run back
/// that long, and a program that waits would be late in all of them.
const TRIES: usize = 20;

/// A home, a browser that leaves a mark, and a message bus that counts.
struct Alone {
    home: tempfile::TempDir,
    browser: PathBuf,
    mark: PathBuf,
    bus: PathBuf,
    asked: Arc<AtomicUsize>,
    kept: tempfile::TempDir,
}

impl Alone {
    fn new() -> Self {
        let kept = tempfile::tempdir().unwrap();
        let (browser, mark) = (kept.path().join("browser"), kept.path().join("mark"));
        let script = format!("#!/bin/sh\necho opened >'{}'\n", mark.display());
        std::fs::write(&browser, script).unwrap();
        std::fs::set_permissions(&browser, std::fs::Permissions::from_mode(0o700)).unwrap();
        let bus = kept.path().join("bus");
        let listener = UnixListener::bind(&bus).unwrap();
        let asked = Arc::new(AtomicUsize::new(0));
        let count = Arc::clone(&asked);
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                count.fetch_add(1, Ordering::Relaxed);
                drop(stream);
            }
        });
        let home = tempfile::tempdir().unwrap();
        Self {
            home,
            browser,
            mark,
            bus,
            asked,
            kept,
        }
    }

    /// The program in a session of its own: no terminal at all, no input.
    fn command(&self, origin: &str) -> Command {
        let configured = program_in(self.kept.path(), origin, origin);
        let mut command = Command::new("setsid");
        command.arg("--wait").arg(configured.get_program());
        command.env_clear();
        for (name, value) in configured.get_envs() {
            if let Some(value) = value {
                command.env(name, value);
            }
        }
        command
            .env("HOME", self.home.path())
            .env("XDG_STATE_HOME", self.home.path().join("state"))
            .env("BROWSER", &self.browser)
            .env(
                "DBUS_SESSION_BUS_ADDRESS",
                format!("unix:path={}", self.bus.display()),
            )
            .env("DISPLAY", ":99")
            .env("PATH", "/usr/bin:/bin")
            .stdin(Stdio::null());
        command
    }

    fn run(&self, command: &mut Command) -> (i32, String) {
        let mut slow = Vec::new();
        loop {
            let began = Instant::now();
            let output = command.output().unwrap();
            let took = began.elapsed();
            let found = self.judged(output);
            if took < LIMIT {
                return found;
            }
            slow.push(took);
            assert!(slow.len() < TRIES, "{slow:?}: {found:?}");
        }
    }

    fn judged(
        &self,
        Output {
            status,
            stdout,
            stderr,
        }: Output,
    ) -> (i32, String) {
        let said = format!(
            "{}{}",
            String::from_utf8_lossy(&stdout),
            String::from_utf8_lossy(&stderr)
        );
        assert!(!self.mark.exists(), "a browser was opened: {said}");
        assert!(!said.contains("[y/N]"), "a question was put: {said}");
        (status.code().unwrap(), said)
    }
}

fn files(folder: &Path) -> Vec<String> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).into_iter().flatten() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            found.push(path.display().to_string());
        }
    }
    found
}

#[test]
fn in_a_ci_job_nobody_is_asked_no_keyring_is_opened_and_nothing_is_kept() {
    let service = serve_cloud(|_| (200, String::new(), "{\"value\":[]}".to_owned()));
    let alone = Alone::new();
    for (args, expected) in [
        // Nobody can be signed in but by what the job was given.
        (&["auth", "login"][..], &[3][..]),
        (&["auth", "login", "--browser"], &[2]),
        (&["auth", "login", "--device-code"], &[2]),
        (&["grant", "search"], &[2, 3]),
        (&["status", "search"], &[2, 3, 6, 10, 11]),
        (&["users", "list", "sam"], &[3]),
    ] {
        let mut command = alone.command(&service.origin());
        command.env_remove("AZURE_CLIENT_SECRET");
        let (code, said) = alone.run(command.args(args));
        assert!(expected.contains(&code), "{args:?}: {code}: {said}");
    }
    // What the job was given is used, and is not kept.
    let mut command = alone.command(&service.origin());
    let (code, said) = alone.run(command.args(["users", "list", "sam"]));
    assert_eq!(code, 0, "{said}");
    assert_eq!(alone.asked.load(Ordering::Relaxed), 0, "the keyring");
    // The audit log says that somebody signed in and with which program; of what
    // they signed in with nothing is left.
    for file in files(alone.home.path()) {
        assert!(
            file.contains("/audit.")
                || file.contains("/heads/")
                || file.ends_with("/program.sha256"),
            "{file}"
        );
        let text = std::fs::read_to_string(&file).unwrap();
        assert!(!text.contains("CANARY"), "{file}: {text}");
    }
}

#[test]
fn without_a_terminal_what_needs_a_yes_is_not_done_and_not_waited_for() {
    let alone = Alone::new();
    let home = tempfile::tempdir().unwrap();
    for (args, expected) in [
        (&["users", "disable", cast::PLAIN][..], 13),
        (&["users", "contain", cast::PLAIN], 13),
        (&["users", "sign-out", cast::PLAIN], 13),
        (&["grant", "search"], 13),
        (&["users", "disable", "--from", "-"], 2),
    ] {
        let mut command = alone.command("http://127.0.0.1:9");
        command
            .env_remove("CI")
            .env("XDG_STATE_HOME", home.path())
            .arg("--sandbox")
            .args(args);
        let (code, said) = alone.run(&mut command);
        assert_eq!(code, expected, "{args:?}: {said}");
    }
    assert_eq!(alone.asked.load(Ordering::Relaxed), 0, "the keyring");
}

#[test]
fn the_token_of_a_job_is_nowhere_in_what_it_prints() {
    let service = serve_cloud(|_| (401, String::new(), "{}".to_owned()));
    let alone = Alone::new();
    let mut command = alone.command(&service.origin());
    let (_, said) = alone.run(command.args(["users", "list", "sam", "--debug"]));
    assert!(!said.contains("CANARY"), "{said}");
    assert!(token_answer().contains("CANARY"), "the control");
}
