//! Completion in a shell: the scripts, and what the real binary offers.
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::support::binary::{entractl, run, text};

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
    let acted = "--sandbox users disable rowan.reyes-vale@meridian.example --yes --reason x";
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
    offers("entractl sandbox scenario set no-l", "no-license");
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

/// A variable that leaked into the environment never turns a command into a silent
/// success: only the script's own way of asking is answered.
#[test]
fn leaked_variable_does_not_replace_a_command() {
    let home = tempfile::tempdir().unwrap();
    for line in [
        "--sandbox users disable rowan.reyes-vale@meridian.example --yes --reason x -o json",
        "--sandbox users disable --yes --reason x -o json -- rowan.reyes-vale@meridian.example",
    ] {
        let output = entractl(home.path())
            .env("ENTRACTL_COMPLETE", "bash")
            .args(line.split(' '))
            .output()
            .unwrap();
        assert!(text(&output.stdout).contains("users.action"), "{output:?}");
    }
}
