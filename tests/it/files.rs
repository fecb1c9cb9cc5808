//! Files that somebody else could have put there: refused, and what they lead
//! to is untouched (R60).
#![cfg(unix)]
use std::fs;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, symlink};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use crate::support::bench::{Bench, writes};
use entractl::sandbox::TENANT_ID;
use entractl::sandbox::seed::cast;

/// What is planted in the place of a file.
const PLANTS: [&str; 7] = [
    "symlink",
    "dangling symlink",
    "hard link",
    "fifo",
    "group may read",
    "world may write",
    "folder",
];

fn mode(path: &Path, mode: u32) {
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
}

/// Puts `plant` where `path` was; what it leads to lies in `outside`.
fn put(plant: &str, path: &Path, outside: &Path) -> Vec<u8> {
    let before = fs::read(path).unwrap_or_default();
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::remove_file(path).ok();
    fs::write(outside, &before).unwrap();
    mode(outside, 0o600);
    match plant {
        "symlink" => symlink(outside, path).unwrap(),
        "dangling symlink" => symlink(outside.with_extension("absent"), path).unwrap(),
        "hard link" => fs::hard_link(outside, path).unwrap(),
        "fifo" => assert!(
            Command::new("mkfifo")
                .args(["-m", "600"])
                .arg(path)
                .status()
                .unwrap()
                .success()
        ),
        "group may read" => {
            fs::write(path, &before).unwrap();
            mode(path, 0o640);
        }
        "world may write" => {
            fs::write(path, &before).unwrap();
            mode(path, 0o602);
        }
        _ => fs::create_dir(path).unwrap(),
    }
    before
}

/// The files of a tenant, each with a command that needs it.
fn places() -> Vec<(String, String)> {
    let disable = format!("users disable {} --yes --reason x", cast::PLAIN);
    let bind = "apps bind s3 --client-id 5e700003-aaaa-4aaa-8aaa-00000000da7a".to_owned();
    let own = |name: &str| format!("{TENANT_ID}/{name}");
    vec![
        ("config/config.toml".to_owned(), disable.clone()),
        (own("journal.db"), disable.clone()),
        (own("journal.lock"), disable.clone()),
        (own("audit.jsonl"), disable.clone()),
        (own("audit.lock"), disable.clone()),
        (format!("heads/{TENANT_ID}.json"), disable),
        (own("state.json"), bind.clone()),
        (own("state.lock"), bind),
    ]
}

#[test]
fn a_planted_file_is_refused_and_what_it_leads_to_is_untouched() {
    for (place, line) in places() {
        for plant in PLANTS {
            let mut bench = Bench::new();
            let path = bench.folder.path().join(&place);
            // The files are there before one of them is exchanged.
            bench.run(&format!(
                "users disable {} --yes --reason x",
                cast::DISABLED
            ));
            bench.run("apps bind s3 --client-id 5e700003-aaaa-4aaa-8aaa-00000000da7a");
            if !path.exists() {
                entractl::files::replace_private(&path, b"").unwrap();
            }
            let outside = tempfile::tempdir().unwrap();
            let outside = outside.path().join("target");
            let before = put(plant, &path, &outside);
            bench.requests();
            let ran = bench.run(&line);
            if place == "config/config.toml" && ["symlink", "group may read"].contains(&plant) {
                // A mounted configuration: a link of the user's own, and no secret.
                assert_eq!(ran.exit, 0, "{plant}: {}", ran.all());
                assert_eq!(fs::read(&outside).unwrap(), before, "{plant}");
                continue;
            }
            let is_read_as_text = place.ends_with("config.toml") || place.ends_with("state.json");
            let exit = if plant == "folder" && !is_read_as_text {
                8
            } else {
                10
            };
            assert_eq!(ran.exit, exit, "{place} as {plant}: {}", ran.all());
            assert_eq!(writes(&bench.requests()), 0, "{place} as {plant}");
            assert_eq!(fs::read(&outside).unwrap(), before, "{place} as {plant}");
            assert!(
                !outside.with_extension("absent").exists(),
                "{place} as {plant}"
            );
        }
    }
}

#[test]
fn a_planted_password_file_is_refused_before_anything_is_sent() {
    for plant in PLANTS {
        let mut bench = Bench::new();
        let path = bench.folder.path().join("passwords.csv");
        let outside = tempfile::tempdir().unwrap();
        let outside = outside.path().join("target");
        put(plant, &path, &outside);
        let ran = bench.run(&format!(
            "users reset-password {} --new-password --password-file {} --yes",
            cast::PLAIN,
            path.display()
        ));
        assert_eq!(ran.exit, 2, "{plant}: {}", ran.all());
        assert_eq!(writes(&bench.requests()), 0, "{plant}");
        assert!(fs::read(&outside).unwrap().is_empty(), "{plant}");
        assert!(!outside.with_extension("absent").exists(), "{plant}");
    }
}

/// The real program in the simulated tenant, started by a shell that runs `first`.
fn shell(home: &Path, first: &str, args: &str) -> Output {
    Command::new("/bin/sh")
        .arg("-c")
        .arg(format!("{first}; exec \"$0\" --sandbox {args}"))
        .arg(env!("CARGO_BIN_EXE_entractl"))
        .env_clear()
        .env("HOME", home)
        .env("CI", "1")
        .output()
        .unwrap()
}

fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        found.push(path.clone());
        if path.is_dir() {
            walk(&path, found);
        }
    }
}

#[test]
fn everything_is_private_whatever_the_umask() {
    let home = tempfile::tempdir().unwrap();
    let password = home.path().join("password.csv");
    let reset = format!(
        "users reset-password {} --new-password --password-file {} --yes",
        cast::PLAIN,
        password.display()
    );
    for args in [
        "apps bind s3 --client-id 5e700003-aaaa-4aaa-8aaa-00000000da7a",
        &reset,
        "profile add lab --tenant 11111111-2222-4333-8444-555555555555 --client-id 11111111-2222-4333-8444-555555555556",
    ] {
        let output = shell(home.path(), "umask 000", args);
        assert_eq!(output.status.code(), Some(0), "{args}: {output:?}");
    }
    let mut found = Vec::new();
    walk(&home.path().join(".local/state/entractl"), &mut found);
    found.push(password);
    assert!(found.len() > 6, "{found:#?}");
    for path in found {
        let meta = fs::symlink_metadata(&path).unwrap();
        let wanted = if meta.is_dir() { 0o700 } else { 0o600 };
        assert_eq!(meta.mode() & 0o7777, wanted, "{}", path.display());
    }
}

/// A disk that takes nothing more, once with the signal and once with the error.
#[test]
fn a_save_that_fails_leaves_the_old_file_as_it_was() {
    for (first, killed) in [("ulimit -f 0", true), ("trap '' XFSZ; ulimit -f 0", false)] {
        let home = tempfile::tempdir().unwrap();
        let bind = "apps bind s3 --client-id 5e700003-aaaa-4aaa-8aaa-00000000da7a";
        assert_eq!(shell(home.path(), ":", bind).status.code(), Some(0));
        let mut found = Vec::new();
        walk(home.path(), &mut found);
        let kept: Vec<(PathBuf, Vec<u8>)> = found
            .into_iter()
            .filter(|path| path.extension().is_some_and(|end| end == "json"))
            .map(|path| (path.clone(), fs::read(path).unwrap()))
            .collect();
        assert!(kept.len() >= 2, "{kept:?}");
        let other = "apps bind s2 --client-id 5e700002-aaaa-4aaa-8aaa-00000000da7a";
        let output = shell(home.path(), first, other);
        if killed {
            assert_ne!(output.status.code(), Some(0), "{output:?}");
        } else {
            assert_eq!(output.status.code(), Some(8), "{output:?}");
        }
        for (path, before) in kept {
            assert_eq!(fs::read(&path).unwrap(), before, "{}", path.display());
        }
        assert_eq!(shell(home.path(), ":", other).status.code(), Some(0));
    }
}

#[test]
fn a_leftover_of_a_killed_run_is_in_nobodys_way() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("state.json");
    let left = folder
        .path()
        .join(format!("state.json.{}.new", std::process::id()));
    fs::write(&left, b"half").unwrap();
    entractl::files::replace_private(&path, b"whole").unwrap();
    assert_eq!(fs::read(&path).unwrap(), b"whole");
    assert!(!left.exists());
}
