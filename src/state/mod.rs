//! Local state of a tenant: bindings, blocked apps, failed grants, switches, last statuses.
//! One JSON file per tenant.
//!
//! The file is private, locked while it is written, and replaced as a whole. A file of another
//! version or tenant is an error, and never reset. Nothing here uses Graph, and local state
//! never decides whether a grant exists.
mod model;
mod tenants;

use std::path::PathBuf;

use thiserror::Error;

pub use model::{
    Binding, Blocked, FailedGrant, GrantRecord, GroupScope, StatusRecord, Switches, SyncRecord,
    TenantState, VERSION,
};
pub use tenants::{KnownTenant, known_tenant};

use crate::files::{self, FileError};
use crate::ids::TenantId;
use crate::machine::{Memory, StateDirs};

/// Errors of local state.
#[derive(Debug, Error)]
pub enum StateError {
    /// The file cannot be used.
    #[error("the local state of the tenant is not available")]
    File(#[from] FileError),
    /// The file is not a valid state file.
    #[error("{} cannot be read: {why}", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// Error message.
        why: String,
    },
    /// Another version of entractl wrote it.
    #[error("{} was written by another version of entractl (format {found}, this one knows {VERSION})", path.display())]
    Version {
        /// The file.
        path: PathBuf,
        /// The version in it.
        found: u64,
    },
    /// State file that belongs to another tenant than its folder.
    #[error("{} is about tenant {found}", path.display())]
    OtherTenant {
        /// The file.
        path: PathBuf,
        /// The tenant in it.
        found: TenantId,
    },
}

/// The state of one tenant, in a file or in memory.
#[derive(Debug, Clone)]
pub struct Store {
    tenant: TenantId,
    file: Option<PathBuf>,
    memory: Memory,
}

impl Store {
    /// Returns the store of a tenant, without reading it.
    pub fn for_tenant(dirs: &StateDirs, tenant: &TenantId) -> Self {
        let file = dirs
            .state
            .as_ref()
            .map(|folder| folder.join(tenant.as_str()).join("state.json"));
        Self {
            tenant: tenant.clone(),
            file,
            memory: dirs.memory.clone(),
        }
    }

    /// Whether there is state of this tenant.
    pub fn exists(&self) -> bool {
        match &self.file {
            Some(file) => file.symlink_metadata().is_ok(),
            None => self.memory.get(&self.tenant).is_some(),
        }
    }

    /// Loads the state; an empty one if there is no file.
    ///
    /// # Errors
    /// See [`StateError`].
    pub fn load(&self) -> Result<TenantState, StateError> {
        let bytes = match &self.file {
            Some(file) => files::read_private(file)?,
            None => self.memory.get(&self.tenant),
        };
        let Some(bytes) = bytes else {
            return Ok(TenantState::new(&self.tenant));
        };
        let path = || self.file.clone().unwrap_or_default();
        let unreadable = |error: &serde_json::Error| StateError::Unreadable {
            path: path(),
            why: error.to_string(),
        };
        let state: TenantState = match serde_json::from_slice(&bytes) {
            Ok(state) => state,
            Err(error) => {
                // A newer version may have another shape: report that first.
                let value: serde_json::Value =
                    serde_json::from_slice(&bytes).map_err(|_| unreadable(&error))?;
                return Err(
                    match value.get("version").and_then(serde_json::Value::as_u64) {
                        Some(found) if found != u64::from(VERSION) => StateError::Version {
                            path: path(),
                            found,
                        },
                        Some(_) | None => unreadable(&error),
                    },
                );
            }
        };
        if state.version != VERSION {
            return Err(StateError::Version {
                path: path(),
                found: u64::from(state.version),
            });
        }
        if state.tenant != self.tenant {
            return Err(StateError::OtherTenant {
                path: path(),
                found: state.tenant,
            });
        }
        Ok(state)
    }

    /// Updates the state with the file locked from reading to writing. Returns the new state.
    ///
    /// # Errors
    /// See [`StateError`]; the file is then unchanged.
    pub fn update(&self, act: impl FnOnce(&mut TenantState)) -> Result<TenantState, StateError> {
        let lock = self
            .file
            .as_ref()
            .map(|file| file.with_file_name("state.lock"));
        let _lock = lock.map(|path| files::Lock::acquire(&path)).transpose()?;
        let before = self.load()?;
        let mut state = before.clone();
        act(&mut state);
        if state != before || !self.exists() {
            let mut text =
                serde_json::to_vec_pretty(&state).map_err(|error| StateError::Unreadable {
                    path: self.file.clone().unwrap_or_default(),
                    why: error.to_string(),
                })?;
            text.push(b'\n');
            match &self.file {
                Some(file) => files::replace_private(file, &text)?,
                None => self.memory.set(&self.tenant, text),
            }
        }
        Ok(state)
    }
}

#[cfg(test)]
mod tests {
    use super::{StateError, Store, TenantState};
    use crate::ids::TenantId;
    use crate::machine::StateDirs;

    fn tenant() -> TenantId {
        "11111111-2222-4333-8444-555555555555".parse().unwrap()
    }

    fn dirs(folder: &std::path::Path) -> StateDirs {
        StateDirs {
            state: Some(folder.to_owned()),
            ..StateDirs::default()
        }
    }

    #[test]
    fn update_is_read_back_from_private_file() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::for_tenant(&dirs(folder.path()), &tenant());
        assert!(!store.exists());
        store
            .update(|state| state.switches.data_upload = true)
            .unwrap();
        assert!(store.load().unwrap().switches.data_upload);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            let path = folder.path().join(tenant().as_str()).join("state.json");
            let mode = std::fs::metadata(path).unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o600);
        }
    }

    #[test]
    fn newer_file_is_an_error_and_stays_unchanged() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::for_tenant(&dirs(folder.path()), &tenant());
        store.update(|_| {}).unwrap();
        let path = folder.path().join(tenant().as_str()).join("state.json");
        let newer = r#"{"version":99,"shape":"another"}"#;
        crate::files::replace_private(&path, newer.as_bytes()).unwrap();
        assert!(matches!(
            store.load(),
            Err(StateError::Version { found: 99, .. })
        ));
        assert!(store.update(|_| {}).is_err());
        assert_eq!(std::fs::read_to_string(&path).unwrap(), newer);
        crate::files::replace_private(&path, b"{cut").unwrap();
        assert!(matches!(store.load(), Err(StateError::Unreadable { .. })));
        let mut other = TenantState::new(&tenant());
        other.tenant = "99999999-2222-4333-8444-555555555555".parse().unwrap();
        crate::files::replace_private(&path, &serde_json::to_vec(&other).unwrap()).unwrap();
        assert!(matches!(store.load(), Err(StateError::OtherTenant { .. })));
    }

    #[test]
    fn state_without_folder_is_in_memory() {
        let dirs = StateDirs::default();
        let store = Store::for_tenant(&dirs, &tenant());
        store
            .update(|state| state.switches.policy_enforcement = true)
            .unwrap();
        let again = Store::for_tenant(&dirs, &tenant());
        assert!(again.load().unwrap().switches.policy_enforcement);
    }
}
