//! The user's `config.toml`: profiles, clouds, guard-rails.
//!
//! It is in the user's configuration folder, must belong to the user or root and must not be
//! writable by others. Only commands that need it read it. URLs of servers come from here or
//! are built in, never from the environment, a flag or the current folder.
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
pub use guard_rails::EffectiveGuardRails;
pub use target::SignInTarget;

/// Name of the file in the configuration folder.
pub const FILE: &str = "config.toml";
/// Name of the profile that is used if no other is chosen.
pub const DEFAULT_PROFILE: &str = "default";

/// Error in the settings, or when reading or writing them.
#[derive(Debug, Error)]
pub enum SettingsError {
    /// The file cannot be read or written, or another user may change it.
    #[error(transparent)]
    File(#[from] FileError),
    /// The file is invalid.
    #[error("{}: {why}", path.display())]
    Wrong {
        /// The file.
        path: PathBuf,
        /// Error message, with key and line if known.
        why: String,
    },
    /// The user has no home folder.
    #[error("there is no folder for {FILE}: set HOME or XDG_CONFIG_HOME")]
    NoFolder,
    /// There is no such profile or cloud.
    #[error("there is no {what} {name:?} in {FILE}")]
    Unknown {
        /// `profile` or `cloud`.
        what: &'static str,
        /// The name.
        name: String,
        /// Similar names.
        near: Vec<String>,
    },
    /// The machine's policy file is not trusted or invalid.
    #[error("the system policy {} cannot be used: {why}", path.display())]
    Policy {
        /// The file.
        path: PathBuf,
        /// Error message.
        why: String,
    },
    /// Flags, variables and settings contradict each other.
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
    /// Loads the settings from `folder`; they are empty if there is no folder or no file.
    ///
    /// # Errors
    /// Fails if another user may change the file, or it is invalid.
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
            .map(|settings| settings.resolve_paths(folder))
            .map_err(|why| SettingsError::Wrong { path, why })
    }
}
