//! Advisories of dependencies: the release workflow checks them, and a run that
//! cannot says that they were not checked.
#![cfg(unix)]
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::Command;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// Runs `packaging/advisories.sh` with a `cargo` that does this; returns its exit
/// code and what it said.
fn advisories(cargo: &str, arguments: &[&str]) -> (Option<i32>, String) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("cargo");
    let script = format!(
        "#!/bin/sh\necho \"$*\" >>'{}/log'\n{cargo}\n",
        folder.path().display()
    );
    std::fs::write(&path, script).unwrap();
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).unwrap();
    let ran = Command::new("bash")
        .arg(Path::new(ROOT).join("packaging/advisories.sh"))
        .args(arguments)
        .env("PATH", format!("{}:/usr/bin:/bin", folder.path().display()))
        .output()
        .unwrap();
    (ran.status.code(), String::from_utf8(ran.stderr).unwrap())
}

#[test]
fn advisories_that_cannot_be_checked_are_not_said_to_be_fine() {
    let none = "exit 1";
    let offline = "case \"$*\" in *fetch*) exit 1 ;; esac";
    for (cargo, why) in [(none, "not installed"), (offline, "not reachable")] {
        let (code, said) = advisories(cargo, &[]);
        assert_eq!(code, Some(77), "{said}");
        assert!(said.contains("were not checked"), "{said}");
        assert!(said.contains(why), "{said}");
        // What is released must have been checked.
        let (code, said) = advisories(cargo, &["--required"]);
        assert_eq!(code, Some(1), "{said}");
    }
}

#[test]
fn dependency_with_advisory_fails_the_check() {
    let found = "case \"$*\" in *'check --disable-fetch advisories'*) exit 1 ;; esac";
    for arguments in [&[][..], &["--required"]] {
        let (code, said) = advisories(found, arguments);
        assert_eq!(code, Some(1), "{said}");
        assert!(said.contains("has a dependency with an advisory"), "{said}");
        assert_eq!(advisories("exit 0", arguments).0, Some(0));
    }
}

#[test]
fn nothing_is_released_before_advisories_are_checked() {
    let workflow = Path::new(ROOT).join(".github/workflows/release.yml");
    let workflow = std::fs::read_to_string(workflow).unwrap();
    let jobs: Vec<&str> = workflow.split("\n  ").collect();
    assert!(
        jobs.iter()
            .any(|line| line.contains("packaging/advisories.sh --required"))
    );
    assert!(workflow.contains("needs: [advisories, tests]"));
    let publish = workflow.split("\n  publish:").nth(1).unwrap();
    assert!(publish.contains("needs: packages"), "{publish}");
    // Only here is anything written, and by actions that no one else can replace.
    assert_eq!(workflow.matches(": write").count(), 1);
    for action in workflow.split("uses: ").skip(1) {
        let commit = action.split(['@', ' ', '\n']).nth(1).unwrap();
        assert_eq!(commit.len(), 40, "{action}");
        assert!(commit.chars().all(|c| c.is_ascii_hexdigit()), "{action}");
    }
    let run = std::fs::read_to_string(Path::new(ROOT).join("tests/run.sh")).unwrap();
    assert!(run.contains("bash packaging/advisories.sh"));
}

#[path = "../../build.rs"]
#[expect(dead_code, reason = "cargo calls main")]
mod build_script;

/// A clone names its commit and watches the files that change with it; a folder
/// without git, as a package's sources are, names none.
#[test]
fn build_names_the_commit_of_a_clone_alone() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(build_script::commit(folder.path()), None);
    assert!(build_script::watched(folder.path()).is_empty());
    let git = |line: &str| {
        let ran = std::process::Command::new("git")
            .arg("-C")
            .arg(folder.path())
            .args(["-c", "user.name=a", "-c", "user.email=a@b.example"])
            .args(line.split(' '))
            .env("GIT_COMMITTER_DATE", "2026-05-04T12:00:00Z")
            .output()
            .unwrap();
        assert!(ran.status.success(), "{ran:?}");
        String::from_utf8(ran.stdout).unwrap().trim().to_owned()
    };
    git("init -q -b main");
    git("commit -q --allow-empty -m first");
    let hash = git("rev-parse --short=12 HEAD");
    let expected = format!("{hash} 2026-05-04");
    assert_eq!(build_script::commit(folder.path()), Some(expected));
    let watched = build_script::watched(folder.path());
    assert!(
        watched.iter().any(|file| file.ends_with("HEAD")),
        "{watched:?}"
    );
    assert!(
        watched.iter().any(|file| file.ends_with("main")),
        "{watched:?}"
    );
    let tree = tempfile::tempdir().unwrap();
    let at = tree.path().join("tree");
    git(&format!("worktree add -q -b other {}", at.display()));
    assert!(build_script::commit(&at).is_some_and(|commit| commit.starts_with(&hash)));
    let watched = build_script::watched(&at);
    assert!(
        watched.iter().any(|file| file.ends_with("other")),
        "{watched:?}"
    );
}
