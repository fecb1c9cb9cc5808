//! The user's own `config.toml`: profiles, clouds, guard-rails.
//!
//! It lies in the user's configuration folder, must be the user's or root's and
//! not writable by others, and is read only by commands that need it. Addresses
//! of servers come from here or are built in; never from the environment, a flag
//! or the current directory.
pub mod clouds;
pub mod edit;
pub mod file;
pub mod guard_rails;
pub mod machine;
pub mod policy;
pub mod resolve;
pub mod target;

use std::path::{Path, PathBuf};

use thiserror::Error;

use crate::exit::Exit;
use crate::failure::Failure;
use crate::files::FileError;

pub use file::{CloudEntry, ProfileEntry, Settings};
pub use guard_rails::InForce;
pub use target::SignInTarget;

/// Name of the file in the configuration folder.
pub const FILE: &str = "config.toml";
/// Name of the profile that is used where none is named.
pub const DEFAULT_PROFILE: &str = "default";

/// Why the settings cannot be used.
#[derive(Debug, Error)]
pub enum SettingsError {
    /// The file cannot be read or written, or another user may change it.
    #[error(transparent)]
    File(#[from] FileError),
    /// The file says something that it cannot say.
    #[error("{}: {why}", path.display())]
    Wrong {
        /// The file.
        path: PathBuf,
        /// What is wrong, with key and line where they are known.
        why: String,
    },
    /// The user has no home, so there is no place for the file.
    #[error("there is no folder for {FILE}: set HOME or XDG_CONFIG_HOME")]
    NoFolder,
    /// There is no such profile or cloud.
    #[error("there is no {what} {name:?} in {FILE}")]
    Unknown {
        /// `profile` or `cloud`.
        what: &'static str,
        /// The name.
        name: String,
        /// Names that look like it.
        near: Vec<String>,
    },
    /// The machine's policy file cannot be trusted or understood.
    #[error("the system policy {} cannot be used: {why}", path.display())]
    Policy {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        why: String,
    },
    /// What was typed, set or written does not fit together.
    #[error("{0}")]
    Conflict(String),
}

impl From<SettingsError> for Failure {
    fn from(error: SettingsError) -> Self {
        let exit = match &error {
            SettingsError::File(FileError::Untrusted { .. }) | SettingsError::Policy { .. } => {
                Exit::Untrusted
            }
            SettingsError::File(FileError::Locked { .. }) => Exit::Locked,
            SettingsError::File(FileError::NoLocks { .. }) => Exit::Storage,
            SettingsError::File(FileError::Io { .. })
            | SettingsError::Wrong { .. }
            | SettingsError::NoFolder
            | SettingsError::Unknown { .. }
            | SettingsError::Conflict(_) => Exit::Usage,
        };
        let near = match &error {
            SettingsError::Unknown { near, .. } => near.join(", "),
            _ => String::new(),
        };
        let unknown_profile = matches!(
            &error,
            SettingsError::Unknown {
                what: "profile",
                ..
            }
        );
        let policy = matches!(&error, SettingsError::Policy { .. });
        let mut failure = Self::from_error(exit, error);
        if policy {
            failure =
                failure.advise("nothing is done without it: ask the administrator of this machine");
        }
        if !near.is_empty() {
            failure = failure.advise(format!("did you mean {near}?"));
        }
        if unknown_profile {
            failure = failure.run("profile list");
        }
        failure
    }
}

impl Settings {
    /// Reads the settings in `folder`; where there is no folder or no file,
    /// they are empty.
    ///
    /// # Errors
    /// Fails where another user may change the file, or it says something wrong.
    pub fn load(folder: Option<&Path>) -> Result<Self, SettingsError> {
        let Some(folder) = folder else {
            return Ok(Self::default());
        };
        let path = folder.join(FILE);
        let Some(bytes) = crate::files::read_trusted(&path)? else {
            return Ok(Self::default());
        };
        let text = String::from_utf8(bytes).map_err(|_| SettingsError::Wrong {
            path: path.clone(),
            why: "it is no UTF-8 text".to_owned(),
        })?;
        Self::parse(&text)
            .map(|settings| settings.placed_in(folder))
            .map_err(|why| SettingsError::Wrong { path, why })
    }
}
