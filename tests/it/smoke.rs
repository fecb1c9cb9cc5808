//! The real binary as its users start it: a handful of runs, none of which
//! reaches the network.
use std::io::{Read as _, Write as _};
use std::process::Stdio;

use serde_json::Value;

use crate::support::binary::{entractl, run, text};

#[test]
fn version_is_that_of_the_package_and_names_the_commit() {
    let output = run(&["--version"]);
    assert_eq!(
        text(&output.stdout),
        format!("entractl {}\n", entractl::cli::VERSION)
    );
    let start = format!("{} (", env!("CARGO_PKG_VERSION"));
    assert!(entractl::cli::VERSION.starts_with(&start));
    assert_eq!(output.status.code(), Some(0));
}

#[test]
fn help_goes_to_stdout_and_is_no_failure() {
    let output = run(&["--help"]);
    assert!(text(&output.stdout).contains("entractl sandbox tour"));
    assert!(output.stderr.is_empty());
    assert_eq!(output.status.code(), Some(0));
}

#[test]
fn every_command_has_help_that_fits_80_columns() {
    fn walk(command: &clap::Command, path: &mut Vec<String>) {
        let mut args: Vec<&str> = path.iter().map(String::as_str).collect();
        args.push("--help");
        let output = run(&args);
        assert_eq!(output.status.code(), Some(0), "{args:?}");
        // clap writes the usage on one line, whatever its length.
        let lines = text(&output.stdout)
            .lines()
            .filter(|line| !line.starts_with("Usage:"));
        for line in lines {
            assert!(line.chars().count() <= 80, "{args:?}: {line}");
        }
        for below in command
            .get_subcommands()
            .filter(|below| below.get_name() != "help")
        {
            path.push(below.get_name().to_owned());
            walk(below, path);
            path.pop();
        }
    }
    walk(&entractl::cli::command(), &mut Vec::new());
}

#[test]
fn a_wrong_flag_is_a_usage_error_on_stderr() {
    let output = run(&["apps", "list", "--colour", "never"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(output.stdout.is_empty());
    assert!(
        text(&output.stderr).contains("--color"),
        "{}",
        text(&output.stderr)
    );
}

#[test]
fn an_unknown_command_names_the_near_one() {
    let output = run(&["user"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(
        text(&output.stderr).contains("users"),
        "{}",
        text(&output.stderr)
    );
}

#[test]
fn no_arguments_print_the_help_and_fail() {
    let output = run(&[]);
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("Usage:"));
}

#[test]
fn a_reader_that_has_gone_is_no_panic() {
    let home = tempfile::tempdir().unwrap();
    for args in [
        &["apps", "list"][..],
        &["--help"],
        &["apps", "list", "-o", "json"],
    ] {
        let mut child = entractl(home.path())
            .args(args)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        assert_eq!(text(&output.stderr), "", "{args:?}");
        assert_eq!(output.status.code(), Some(0), "{args:?}");
    }
}

#[test]
fn a_failure_as_json_is_json_on_stdout_and_text_on_stderr() {
    let output = run(&["apps", "show", "no-such-app", "-o", "json"]);
    let printed: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(printed["kind"], "error");
    assert_eq!(
        printed["error"]["exitCode"].as_i64(),
        output.status.code().map(i64::from)
    );
    assert!(
        text(&output.stderr).starts_with("error:"),
        "{}",
        text(&output.stderr)
    );
}

#[test]
fn apps_are_listed_without_a_home() {
    let home = tempfile::tempdir().unwrap();
    for name in ["HOME", "APPDATA", "LOCALAPPDATA"] {
        let output = entractl(home.path())
            .env_remove(name)
            .args(["apps", "list"])
            .output()
            .unwrap();
        assert_eq!(
            output.status.code(),
            Some(0),
            "{name}: {}",
            text(&output.stderr)
        );
        assert!(text(&output.stdout).contains("search"), "{name}");
    }
}

#[test]
fn a_command_that_needs_a_tenant_says_how_to_get_one_and_asks_nothing() {
    let home = tempfile::tempdir().unwrap();
    let mut child = entractl(home.path())
        .arg("status")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // It may have ended before: it reads nothing.
    child.stdin.take().unwrap().write_all(b"y\n").ok();
    let status = child.wait().unwrap();
    let mut said = String::new();
    child
        .stderr
        .take()
        .unwrap()
        .read_to_string(&mut said)
        .unwrap();
    assert!(matches!(status.code(), Some(2 | 3)), "{status}: {said}");
    assert!(said.contains("entractl auth login"), "{said}");
}

#[test]
fn the_sandbox_says_truly_where_its_tokens_are() {
    let home = tempfile::tempdir().unwrap();
    let tokens = |home_known: bool| {
        let mut command = entractl(home.path());
        command.args(["--sandbox", "auth", "status"]);
        if !home_known {
            for name in ["HOME", "XDG_STATE_HOME", "APPDATA", "LOCALAPPDATA"] {
                command.env_remove(name);
            }
        }
        let output = command.output().unwrap();
        let shown = text(&output.stdout).to_owned();
        let line = shown.lines().find(|line| line.starts_with("Tokens"));
        line.unwrap_or_else(|| panic!("{shown}")).to_owned()
    };
    assert!(tokens(true).contains("tenant.json"), "{}", tokens(true));
    assert!(tokens(false).contains("memory"), "{}", tokens(false));
}
