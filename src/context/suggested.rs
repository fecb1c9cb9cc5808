//! File names in suggested commands. No such file exists yet, so that the command
//! works as printed.
use std::path::{Path, PathBuf};

use crate::files::path_exists;

/// Largest number that is tried in a file name.
const MAX_NUMBER: u32 = 1_000;

/// Returns the name of a new plan of account actions, with no signature beside it.
pub(crate) fn suggested_plan_file() -> PathBuf {
    unused_path(Path::new("plan.json"), &[".sig"])
}

/// Returns the name of a new plan of grants, with no signature beside it.
pub(crate) fn grant_plan_file() -> PathBuf {
    unused_path(Path::new("grant-plan.json"), &[".sig"])
}

/// Returns the name of a new password file.
pub(crate) fn password_file() -> PathBuf {
    unused_path(Path::new("new-passwords.csv"), &[])
}

/// Returns `path`, or the first of `name-2`, `name-3` ... that does not exist, neither
/// alone nor with one of these endings.
pub(crate) fn unused_path(path: &Path, endings: &[&str]) -> PathBuf {
    let is_free = |path: &PathBuf| {
        let with = |ending: &&str| {
            let mut name = path.clone().into_os_string();
            name.push(ending);
            path_exists(Path::new(&name))
        };
        !path_exists(path) && !endings.iter().any(with)
    };
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let base = match stem.rsplit_once('-') {
        Some((base, number)) if number.parse::<u32>().is_ok() => base,
        Some(_) | None => stem.as_ref(),
    };
    let numbered = |number: u32| {
        let mut name = format!("{base}-{number}");
        if let Some(ending) = path.extension() {
            name.push_str(&format!(".{}", ending.to_string_lossy()));
        }
        path.with_file_name(name)
    };
    std::iter::once(path.to_owned())
        .chain((2..=MAX_NUMBER).map(numbered))
        .find(is_free)
        .unwrap_or_else(|| numbered(MAX_NUMBER + 1))
}

#[cfg(test)]
mod tests {
    use super::unused_path;

    #[test]
    fn suggested_name_does_not_exist() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        let plan = || unused_path(&at("plan.json"), &[".sig"]);
        assert_eq!(plan(), at("plan.json"));
        std::fs::write(at("plan.json.sig"), "").unwrap();
        assert_eq!(plan(), at("plan-2.json"));
        std::fs::write(at("plan-2.json"), "").unwrap();
        assert_eq!(plan(), at("plan-3.json"));
        std::fs::write(at("new-passwords.csv"), "").unwrap();
        let passwords = unused_path(&at("new-passwords.csv"), &[]);
        assert_eq!(passwords, at("new-passwords-2.csv"));
    }

    #[test]
    fn a_name_that_path_exists_is_counted_on() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        assert_eq!(unused_path(&at("new.csv"), &[]), at("new.csv"));
        for (taken, free) in [
            ("new.csv", "new-2.csv"),
            ("new-2.csv", "new-3.csv"),
            ("plain", "plain-2"),
            ("a-b.txt", "a-b-2.txt"),
        ] {
            std::fs::write(at(taken), "").unwrap();
            assert_eq!(unused_path(&at(taken), &[]), at(free), "{taken}");
        }
        assert_eq!(unused_path(&at("new.csv"), &[]), at("new-3.csv"));
    }
}
