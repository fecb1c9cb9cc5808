//! The real binary as its users start it: a handful of runs, none of which
//! reaches the network.
use std::io::{Read as _, Write as _};
use std::path::Path;
use std::process::{Command, Output, Stdio};

use serde_json::Value;

/// The binary with an empty environment and a home of its own.
fn entractl(home: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_entractl"));
    // A dead proxy: whatever tried to leave would fail, and fast.
    command
        .env_clear()
        .env("HOME", home)
        .env("APPDATA", home)
        .env("LOCALAPPDATA", home)
        .env("HTTPS_PROXY", "http://127.0.0.1:9")
        .env("CI", "1")
        .stdin(Stdio::null());
    if let Some(root) = std::env::var_os("SystemRoot") {
        command.env("SystemRoot", root);
    }
    command
}

fn run(args: &[&str]) -> Output {
    let home = tempfile::tempdir().unwrap();
    entractl(home.path()).args(args).output().unwrap()
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}

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

/// Every command of the program with its path, the program itself first.
fn commands() -> Vec<(Vec<String>, clap::Command)> {
    fn add(command: &clap::Command, path: &[String], all: &mut Vec<(Vec<String>, clap::Command)>) {
        all.push((path.to_vec(), command.clone()));
        for below in command.get_subcommands() {
            add(below, &[path, &[below.get_name().to_owned()]].concat(), all);
        }
    }
    let mut all = Vec::new();
    add(&entractl::cli::command(), &[], &mut all);
    all
}

#[test]
fn short_help_fits_a_screen_and_says_where_global_options_are() {
    let mut wrong = Vec::new();
    for (path, command) in commands() {
        let mut args: Vec<&str> = path.iter().map(String::as_str).collect();
        args.push("-h");
        let output = run(&args);
        let help = text(&output.stdout);
        assert_eq!(output.status.code(), Some(0), "{args:?}");
        if help.lines().count() > 40 {
            wrong.push(format!("{args:?}: {} lines", help.lines().count()));
        }
        let global = help.lines().filter(|line| line.contains("Global options"));
        assert_eq!(global.count(), 1, "{help}");
        assert!(
            help.contains("--help") && !help.contains("--no-store"),
            "{help}"
        );
        // A line that was broken goes on in the column of the texts.
        let broken = help.lines().filter(|line| line.starts_with("            "));
        wrong.extend(broken.map(|line| format!("{args:?}: {line}")));
        let wide = help.lines().filter(|line| line.chars().count() > 80);
        let wide = wide.filter(|line| !line.starts_with("Usage:"));
        wrong.extend(wide.map(|line| format!("{args:?}: {line}")));
        let about = command.get_about().map(ToString::to_string);
        let options = command.get_arguments().filter(|arg| !arg.is_positional());
        let texts = options.filter_map(|arg| arg.get_help().map(ToString::to_string));
        for said in texts.chain(about) {
            let first = said.split([' ', ',']).next().unwrap_or_default();
            if !VERBS.contains(&first) || said.ends_with('.') || said.contains('`') {
                wrong.push(format!("{args:?}: {said}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The verbs that help begins with.
const VERBS: &[&str] = &[
    "Accept",
    "Act",
    "Add",
    "Allow",
    "Apply",
    "Archive",
    "Ask",
    "Assign",
    "Bind",
    "Check",
    "Choose",
    "Clear",
    "Confirm",
    "Delete",
    "Disable",
    "Disconnect",
    "Enable",
    "Explain",
    "Export",
    "Find",
    "Force",
    "Forget",
    "Give",
    "Grant",
    "Keep",
    "Let",
    "List",
    "Listen",
    "Log",
    "Manage",
    "Name",
    "Never",
    "Open",
    "Print",
    "Re-enable",
    "Read",
    "Refresh",
    "Remove",
    "Require",
    "Reset",
    "Resume",
    "Revoke",
    "Select",
    "Serve",
    "Set",
    "Show",
    "Sign",
    "Skip",
    "Start",
    "Stop",
    "Unblock",
    "Use",
    "Verify",
    "Wait",
    "Walk",
    "Write",
];

#[test]
fn program_help_groups_commands() {
    for flag in ["-h", "--help"] {
        let output = run(&[flag]);
        let help = text(&output.stdout);
        for group in ["Permissions:", "Accounts:", "Tenant:", "More:"] {
            assert!(help.contains(group), "{help}");
        }
        assert_eq!(help.matches("\n  users ").count(), 1, "{help}");
    }
}

/// What the completion engine offers for the last of `words`.
fn completed(home: &Path, words: &[&str]) -> Vec<String> {
    let output = entractl(home)
        .env("ENTRACTL_COMPLETE", "bash")
        .env("_CLAP_COMPLETE_INDEX", (words.len() - 1).to_string())
        .env("_CLAP_COMPLETE_COMP_TYPE", "9")
        .env("_CLAP_COMPLETE_SPACE", "false")
        .env("_CLAP_IFS", "\n")
        .arg("--")
        .args(words)
        .output()
        .unwrap();
    assert!(output.status.success(), "{output:?}");
    text(&output.stdout).lines().map(str::to_owned).collect()
}

#[test]
fn completion_offers_names_and_no_files() {
    let home = tempfile::tempdir().unwrap();
    let made = entractl(home.path())
        .args(["profile", "add", "prod-eu", "--client-id"])
        .args(["11111111-2222-4333-8444-555555555555", "--tenant"])
        .arg("11111111-2222-4333-8444-555555555555")
        .output()
        .unwrap();
    assert!(made.status.success(), "{made:?}");
    let acted = "--sandbox users disable patti.fernandez@meridian.example --yes --reason x";
    let acted = entractl(home.path())
        .args(acted.split(' '))
        .output()
        .unwrap();
    let listed = entractl(home.path())
        .args([
            "--sandbox",
            "tasks",
            "list",
            "-o",
            "json",
            "--query",
            "tasks[].id",
        ])
        .output()
        .unwrap();
    let has_task = text(&listed.stdout).contains('1');
    let offers = |line: &str, wanted: &str| {
        let words: Vec<&str> = line.split(' ').collect();
        let found = completed(home.path(), &words);
        assert!(found.iter().any(|one| one == wanted), "{line}: {found:?}");
    };
    offers("entractl st", "status");
    offers("entractl grant sea", "search");
    offers("entractl grant search --set s", "s1");
    offers("entractl -p ", "prod-eu");
    offers("entractl profile use pr", "prod-eu");
    offers("entractl explain AADSTS5300", "AADSTS53003");
    offers("entractl sandbox reset --scenario no-l", "no-license");
    offers("entractl sandbox faults set thr", "throttle");
    assert!(has_task, "{acted:?}");
    offers("entractl --sandbox tasks show ", "1");
    for line in [
        "entractl grant ",
        "entractl users show ",
        "entractl explain src",
    ] {
        let words: Vec<&str> = line.split(' ').collect();
        let found = completed(home.path(), &words);
        let file = found.iter().find(|one| Path::new(one.as_str()).exists());
        assert_eq!(file, None, "{line}: {found:?}");
    }
}

#[test]
fn completion_script_asks_the_program() {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let output = run(&["completion", shell]);
        assert_eq!(output.status.code(), Some(0), "{shell}");
        assert!(
            text(&output.stdout).contains("ENTRACTL_COMPLETE"),
            "{shell}"
        );
    }
    if Command::new("bash").arg("--version").output().is_err() {
        return;
    }
    let output = run(&["completion", "bash"]);
    let mut bash = Command::new("bash")
        .arg("-n")
        .stdin(Stdio::piped())
        .spawn()
        .unwrap();
    bash.stdin
        .take()
        .unwrap()
        .write_all(&output.stdout)
        .unwrap();
    assert!(bash.wait().unwrap().success());
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
    child.stdin.take().unwrap().write_all(b"y\n").unwrap();
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
