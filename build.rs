//! Says which commit the program is built from, for `entractl --version`.
#![expect(
    clippy::disallowed_methods,
    reason = "a build script is told by the environment what it builds"
)]
use std::path::Path;
use std::process::Command;

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-env-changed=ENTRACTL_COMMIT");
    let packaged = std::env::var("ENTRACTL_COMMIT").ok();
    let folder = std::env::var("CARGO_MANIFEST_DIR").unwrap_or_default();
    let folder = Path::new(&folder);
    // A build for development would be done again after every commit.
    let release = std::env::var("PROFILE").is_ok_and(|profile| profile == "release");
    let commit = match packaged {
        Some(commit) => commit,
        None if release => {
            for file in watched(folder) {
                println!("cargo:rerun-if-changed={file}");
            }
            commit(folder).unwrap_or_else(|| "commit unknown".to_owned())
        }
        None => "commit unknown, not a release build".to_owned(),
    };
    println!("cargo:rustc-env=ENTRACTL_COMMIT={commit}");
}

/// The short hash of the commit in `folder` and its date; `None` without git.
pub fn commit(folder: &Path) -> Option<String> {
    git(folder, &["log", "-1", "--abbrev=12", "--format=%h %cs"])
}

/// The files that change with the commit, for a clone and for a worktree.
pub fn watched(folder: &Path) -> Vec<String> {
    let head = git(folder, &["symbolic-ref", "-q", "HEAD"]);
    ["HEAD", "packed-refs"]
        .into_iter()
        .chain(head.as_deref())
        .filter_map(|name| git(folder, &["rev-parse", "--git-path", name]))
        .map(|path| folder.join(path))
        .filter(|path| path.exists())
        .map(|path| path.to_string_lossy().into_owned())
        .collect()
}

fn git(folder: &Path, args: &[&str]) -> Option<String> {
    // A package that lies inside of another repository is not of that commit.
    if !folder.join(".git").exists() {
        return None;
    }
    let output = Command::new("git")
        .arg("-C")
        .arg(folder)
        .args(args)
        .output()
        .ok()?;
    let text = String::from_utf8(output.stdout).ok()?.trim().to_owned();
    (output.status.success() && !text.is_empty()).then_some(text)
}
