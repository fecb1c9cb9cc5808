//! Names that would be paths, options or look-alikes: refused where they are
//! typed, and nothing is made outside the folder (R59).
use crate::support::bench::Bench;
use std::path::{Path, PathBuf};

const NAMES: [&str; 22] = [
    "..",
    "../x",
    "../../etc/cron.d/x",
    "/etc/passwd",
    "a/b",
    "a\\b",
    "C:",
    "c:\\x",
    "CON",
    "Prod",
    "x\u{0}y",
    "x\ny",
    "x\u{1b}[2J",
    "x y",
    "pr\u{f6}d",
    "pro\u{301}d",
    "рrod",
    "\u{ff50}rod",
    ".hidden",
    "",
    "x?y=z",
    "::error::x",
];

fn everything(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        found.push(path.clone());
        if path.is_dir() {
            everything(&path, found);
        }
    }
}

fn run(bench: &mut Bench, args: &[&str]) -> crate::support::bench::Ran {
    let all = ["entractl", "--sandbox"].iter().chain(args);
    bench.run_args(all.map(|arg| (*arg).to_owned()).collect())
}

#[test]
fn a_name_that_could_be_a_path_is_a_usage_error_and_leaves_no_trace() {
    let long = "x".repeat(300);
    let mut bench = Bench::new();
    let mut before = Vec::new();
    everything(bench.folder.path(), &mut before);
    let tenant = "11111111-2222-4333-8444-555555555555";
    for name in NAMES.into_iter().chain([long.as_str()]) {
        let ids = ["--tenant", tenant, "--client-id", tenant];
        let add: Vec<&str> = ["profile", "add", name].into_iter().chain(ids).collect();
        for args in [
            add.as_slice(),
            &["profile", "use", name],
            &["profile", "remove", name],
            &["-p", name, "profile", "show"],
            &["apps", "show", name],
            &["apps", "bind", name, "--client-id", tenant],
            &["status", name],
            &["block", name],
            &["reset", name],
            &["sandbox", "reset", "--scenario", name],
            &["users", "show", name],
            &["users", "disable", name, "--yes"],
            &["users", "disable", "--yes", "--", "-x"],
            &["tasks", "show", name],
        ] {
            let ran = run(&mut bench, args);
            // Found nowhere, or no name at all; never taken for one.
            assert!([2, 5].contains(&ran.exit), "{args:?}: {}", ran.all());
            let hostile = |c: char| c.is_control() && c != '\n';
            assert!(!ran.err.contains(hostile), "{args:?}: {:?}", ran.err);
            assert!(
                !ran.err
                    .lines()
                    .any(|line| line.trim_start().starts_with("::")),
                "{args:?}: {}",
                ran.err
            );
        }
    }
    bench.requests();
    let mut after = Vec::new();
    everything(bench.folder.path(), &mut after);
    let new: Vec<&PathBuf> = after
        .iter()
        .filter(|path| !before.contains(path))
        .filter(|path| !path.ends_with("config") && path.extension().is_none_or(|e| e != "lock"))
        .collect();
    assert!(new.is_empty(), "{new:#?}");
}

#[test]
fn a_profile_from_the_environment_is_checked_as_one_that_is_typed() {
    for name in NAMES.into_iter().filter(|name| !name.is_empty()) {
        let home = tempfile::tempdir().unwrap();
        if name.contains('\0') {
            continue;
        }
        let output = std::process::Command::new(env!("CARGO_BIN_EXE_entractl"))
            .env_clear()
            .env("HOME", home.path())
            .env("CI", "1")
            .env("ENTRACTL_PROFILE", name)
            .args(["auth", "status"])
            .output()
            .unwrap();
        let code = output.status.code();
        assert!(matches!(code, Some(2 | 3)), "{name}: {output:?}");
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(!said.contains('\u{1b}'), "{said:?}");
        let mut found = Vec::new();
        everything(home.path(), &mut found);
        assert!(found.is_empty(), "{name}: {found:#?}");
    }
}
