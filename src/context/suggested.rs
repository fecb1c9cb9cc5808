//! Names of files in commands that we suggest: none of them exists yet, so that
//! the command does what it says.
use std::path::{Path, PathBuf};

use crate::files::path_exists;
use crate::text::shell_word;

/// Most files of one name that are looked for.
const MAX_NUMBER: u32 = 1_000;

/// A file for a plan, as one word of a command. Its signature will lie beside
/// it, so there is none of that name either.
pub(crate) fn plan_file() -> String {
    word(&free(Path::new("plan.json"), &[".sig"]))
}

/// A file for new passwords, as one word of a command.
pub(crate) fn password_file() -> String {
    word(&free(Path::new("new-passwords.csv"), &[]))
}

fn word(path: &Path) -> String {
    shell_word(&path.to_string_lossy())
}

/// `path`, or the first of `name-2`, `name-3` ... of which nothing exists, alone
/// or with one of these endings.
fn free(path: &Path, endings: &[&str]) -> PathBuf {
    let unused = |path: &PathBuf| {
        let with = |ending: &&str| {
            let mut name = path.clone().into_os_string();
            name.push(ending);
            path_exists(Path::new(&name))
        };
        !path_exists(path) && !endings.iter().any(with)
    };
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let ending = path.extension().unwrap_or_default().to_string_lossy();
    let numbered = |number: u32| path.with_file_name(format!("{stem}-{number}.{ending}"));
    std::iter::once(path.to_owned())
        .chain((2..=MAX_NUMBER).map(numbered))
        .find(unused)
        .unwrap_or_else(|| numbered(MAX_NUMBER + 1))
}

#[cfg(test)]
mod tests {
    use super::free;

    #[test]
    fn suggested_name_does_not_exist() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        let plan = || free(&at("plan.json"), &[".sig"]);
        assert_eq!(plan(), at("plan.json"));
        std::fs::write(at("plan.json.sig"), "").unwrap();
        assert_eq!(plan(), at("plan-2.json"));
        std::fs::write(at("plan-2.json"), "").unwrap();
        assert_eq!(plan(), at("plan-3.json"));
        std::fs::write(at("new-passwords.csv"), "").unwrap();
        let passwords = free(&at("new-passwords.csv"), &[]);
        assert_eq!(passwords, at("new-passwords-2.csv"));
    }
}
