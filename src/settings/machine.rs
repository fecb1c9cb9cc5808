//! The state folder and audit sink of the machine's policy. Users cannot choose them:
//! otherwise, they could start over with empty records.
use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::SettingsError;
use super::file::{check_table_keys, parse_toml};
use super::policy::{describe_error, read_text};
use crate::files::SystemFile;
use crate::machine::Sink;

/// Keys of `[state]`.
pub(super) const STATE: [&str; 1] = ["folder"];
/// Keys of `[audit]`.
pub(super) const AUDIT: [&str; 1] = ["sink"];

/// Placeholder for the user id in a path.
const USER_PLACEHOLDER: &str = "%u";

#[derive(Default, Deserialize)]
#[serde(default)]
struct State {
    folder: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Audit {
    sink: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Policy {
    state: State,
    audit: Audit,
}

/// The state folder and audit sink of the machine.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Machine {
    /// Folder of the journal and the audit log; `None` for the default.
    pub state: Option<PathBuf>,
    /// Second destination of audit lines.
    pub sink: Sink,
}

impl Machine {
    /// Loads the state folder and audit sink from the machine's policy. `user` is the id of the
    /// current user.
    ///
    /// # Errors
    /// Fails if the policy does not belong to root or is invalid.
    pub fn load(file: Option<&SystemFile>, user: Option<u32>) -> Result<Self, SettingsError> {
        let Some(file) = file else {
            return Ok(Self::default());
        };
        let wrong = |why: String| SettingsError::Policy {
            path: file.path.clone(),
            why,
        };
        let Some(text) = read_text(file)? else {
            return Ok(Self::default());
        };
        let document = parse_toml(&text).map_err(wrong)?;
        for (table, keys) in [("state", &STATE[..]), ("audit", &AUDIT[..])] {
            check_table_keys(&document, table, keys).map_err(wrong)?;
        }
        let policy: Policy = toml_edit::de::from_document(document)
            .map_err(|error| wrong(error.message().trim().to_owned()))?;
        let state = policy.state.folder.map(|path| state_folder(&path, user));
        let sink = policy.audit.sink.map(|name| parse_sink(&name, file));
        Ok(Self {
            state: state.transpose().map_err(wrong)?,
            sink: sink.transpose().map_err(wrong)?.unwrap_or_default(),
        })
    }
}

fn state_folder(path: &str, user: Option<u32>) -> Result<PathBuf, String> {
    let path = match user {
        Some(user) => path.replace(USER_PLACEHOLDER, &user.to_string()),
        None if path.contains(USER_PLACEHOLDER) => {
            return Err(format!(
                "state.folder: there is no user id for {USER_PLACEHOLDER}"
            ));
        }
        None => path.to_owned(),
    };
    let path = PathBuf::from(path);
    if path.is_absolute() {
        Ok(path)
    } else {
        Err("state.folder: it must be an absolute path".to_owned())
    }
}

fn parse_sink(name: &str, policy: &SystemFile) -> Result<Sink, String> {
    let path = match name {
        "syslog" => return Ok(Sink::Syslog),
        "journald" => return Ok(Sink::Journald),
        path => Path::new(path),
    };
    let wrong = |why: &str| format!("audit.sink: {name:?} {why}");
    if !path.is_absolute() {
        return Err(wrong(
            "is not syslog, journald or the absolute path of a command",
        ));
    }
    let command = SystemFile {
        path: path.to_owned(),
        owner: policy.owner,
    };
    match command.exists() {
        Ok(true) => Ok(Sink::Command(path.to_owned())),
        Ok(false) => Err(wrong("does not exist")),
        Err(error) => Err(wrong(&describe_error(&error))),
    }
}

#[cfg(all(test, unix))]
mod tests {
    use std::os::unix::fs::PermissionsExt as _;

    use super::{Machine, Sink};
    use crate::files::{Owner, SystemFile};

    #[test]
    fn policy_pins_state_folder_and_names_sink() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("policy.toml");
        let command = folder.path().join("sink");
        let mode = |path: &std::path::Path, mode: u32| {
            std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
        };
        std::fs::write(&command, "").unwrap();
        mode(&command, 0o755);
        let load = |text: &str| {
            std::fs::write(&path, text).unwrap();
            mode(&path, 0o644);
            let file = SystemFile {
                path: path.clone(),
                owner: Owner::CurrentUser,
            };
            Machine::load(Some(&file), Some(7)).map_err(|error| format!("{error}"))
        };
        let read = load("[state]\nfolder = '/var/lib/x/%u'\n[audit]\nsink = 'journald'").unwrap();
        assert_eq!(read.state.unwrap(), std::path::Path::new("/var/lib/x/7"));
        assert_eq!(read.sink, Sink::Journald);
        let text = format!("[audit]\nsink = '{}'", command.display());
        assert_eq!(load(&text).unwrap().sink, Sink::Command(command.clone()));
        mode(&command, 0o777);
        assert!(load(&text).unwrap_err().contains("others may change it"));
        assert_eq!(load("[guard_rails]\n").unwrap(), Machine::default());
        for (text, why) in [
            ("[state]\nfolder = 'x'", "absolute"),
            ("[state]\nfoldr = '/x'", "did you mean folder?"),
            ("[audit]\nsink = 'sislog'", "is not syslog"),
            ("[audit]\nsink = '/nowhere/at/all'", "does not exist"),
            ("state = 1", "must be a table"),
        ] {
            let said = load(text).unwrap_err();
            assert!(said.contains(why), "{text}: {said}");
        }
        assert_eq!(Machine::load(None, None).unwrap(), Machine::default());
    }
}
