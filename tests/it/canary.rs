//! No secret leaves: every token, code, secret and password of the sandbox is
//! looked for in every output and every file, whatever goes wrong.
use std::path::Path;

use entractl::sandbox::FaultKind;

use crate::bench::{Bench, Ran};

/// What every made-up token, code and secret has in it.
const CANARY: &str = "CANARY";

/// Every command, each in a form that gets far; `{}` stands for more flags.
const COMMANDS: &[&str] = &[
    "apps list",
    "apps show search",
    "apps discover",
    "apps bind s3 --client-id 5e700003-aaaa-4aaa-8aaa-00000000da7a",
    "auth doctor",
    "auth status",
    "auth login --for respond --browser",
    "auth login --for grant --device-code",
    "status",
    "status search",
    "troubleshoot search",
    "explain AADSTS50173",
    "grant search --direct --yes --reason sweep",
    "grant search --browser --yes --reason sweep",
    "grant search --device-code --yes --reason sweep",
    "grant search --url",
    "sync --scope none",
    "users list sam",
    "users show rowan.reyes-vale@meridian.example",
    "users disable rowan.reyes-vale@meridian.example --yes --reason sweep",
    "users enable rowan.reyes-vale@meridian.example --yes --reason sweep",
    "users sign-out rowan.reyes-vale@meridian.example --yes --reason sweep",
    "users reset-password rowan.reyes-vale@meridian.example --yes --reason sweep",
    "users contain rowan.reyes-vale@meridian.example --dry-run",
    "users contain rowan.reyes-vale@meridian.example --yes --reason sweep",
    "tasks list",
    "tasks show 1",
    "zero-trust show",
    "zero-trust policy-enforcement on",
    "profile list",
    "block mobile-security --revoke --yes --reason sweep",
    "reset search",
    "sandbox faults list",
    "auth logout",
    "status",
    "users show rowan.reyes-vale@meridian.example",
];

fn check(ran: &Ran, line: &str, passwords: &[String]) {
    for (name, text) in [("stdout", &ran.out), ("stderr", &ran.err)] {
        assert!(
            !text.contains(CANARY),
            "{line}: a secret on {name}:\n{text}"
        );
        for password in passwords {
            assert!(
                !text.contains(password.as_str()),
                "{line}: a password on {name}:\n{text}"
            );
        }
    }
    assert_ne!(ran.exit, 101, "{line}: {}", ran.all());
}

/// Every file below `folder` but the one in which the made-up tenant itself is
/// kept: that is the other side's memory.
fn check_files(folder: &Path, passwords: &[String]) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            check_files(&path, passwords);
            continue;
        }
        let text = String::from_utf8_lossy(&std::fs::read(&path).unwrap()).into_owned();
        assert!(!text.contains(CANARY), "a secret in {}", path.display());
        for password in passwords {
            assert!(
                !text.contains(password.as_str()),
                "a password in {}",
                path.display()
            );
        }
    }
}

fn sweep(bench: &mut Bench, flags: &str) {
    for line in COMMANDS {
        let line = format!("{line} {flags}");
        let ran = bench.run(&line);
        check(&ran, &line, &bench.passwords());
    }
    check_files(bench.folder.path(), &bench.passwords());
}

#[test]
fn no_secret_is_in_any_output_or_file_in_any_form() {
    for flags in [
        "",
        "-o json",
        "-o jsonl --debug",
        "-o markdown --verbose",
        "--debug",
    ] {
        let mut bench = Bench::new();
        sweep(&mut bench, flags);
        assert!(!bench.passwords().is_empty(), "the sweep set no password");
    }
}

#[test]
fn no_secret_is_in_any_output_or_file_whatever_goes_wrong() {
    for fault in FaultKind::ALL {
        let mut bench = Bench::new();
        bench.run(&format!(
            "sandbox faults set {}:rate=0.5,seed=3",
            fault.name()
        ));
        sweep(&mut bench, "--debug");
    }
}

#[test]
fn a_password_leaves_by_its_file_alone() {
    let mut bench = Bench::new();
    let file = bench.folder.path().join("new-passwords.txt");
    let ran = bench
        .run(&format!(
            "users reset-password rowan.reyes-vale@meridian.example --new-password \
             --password-file {} --yes --reason sweep",
            file.display()
        ))
        .exits(0);
    let set = bench.passwords();
    check(&ran, "reset-password", &set);
    let text = std::fs::read_to_string(&file).unwrap();
    assert!(
        set.iter().all(|password| text.contains(password.as_str())),
        "{set:?}"
    );
    std::fs::remove_file(&file).unwrap();
    check_files(bench.folder.path(), &set);
}

#[test]
fn a_secret_is_never_an_argument() {
    let mut bench = Bench::new();
    for line in [
        "auth login --client-secret CANARY",
        "users reset-password a@b.c --password CANARY",
    ] {
        bench.run(line).exits(2);
    }
}
