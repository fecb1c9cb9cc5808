//! Where tokens are kept: the operating system's keyring, or memory.
use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Mutex, PoisonError};

use thiserror::Error;

use crate::secret::Secret;

/// Why a store could not be used.
#[derive(Debug, Error)]
pub enum StoreError {
    /// There is no keyring on this machine.
    #[error("there is no keyring on this machine: {0}")]
    Absent(String),
    /// The keyring is locked or access was denied.
    #[error("the keyring is locked: {0}")]
    Locked(String),
    /// The keyring did not answer within its limit.
    #[error("the keyring did not answer within {0} s")]
    Silent(u64),
    /// The keyring went away while it was asked.
    #[error("the keyring ended before it answered: {0}")]
    Ended(String),
    /// What was read back is not what was written.
    #[error("the keyring did not keep what was written to it")]
    Lossy,
    /// The keyring refused for another reason.
    #[error("the keyring failed: {0}")]
    Failed(String),
}

/// Keeps one secret text under a key.
pub trait TokenStore: Send + Sync + fmt::Debug {
    /// What it is, for `auth status`: `keyring (Secret Service)`, `memory`.
    fn place(&self) -> String;

    /// The text under `key`, if there is one.
    ///
    /// # Errors
    /// Fails if the store cannot be read.
    fn load(&self, key: &str) -> Result<Option<Secret>, StoreError>;

    /// Puts `value` under `key`, in place of what was there.
    ///
    /// # Errors
    /// Fails if the store cannot be written.
    fn save(&self, key: &str, value: &Secret) -> Result<(), StoreError>;

    /// Removes what is under `key`; nothing there is as good as removed.
    ///
    /// # Errors
    /// Fails if the store cannot be written.
    fn delete(&self, key: &str) -> Result<(), StoreError>;
}

/// Keeps tokens for this process only, or as long as its caller keeps them
/// in a place of its own.
#[derive(Debug, Default)]
pub struct MemoryStore {
    entries: Mutex<BTreeMap<String, Secret>>,
    kept_in: Option<&'static str>,
}

impl MemoryStore {
    /// A store whose entries the caller keeps in `place` between two commands.
    pub fn kept_in(place: &'static str) -> Self {
        Self {
            entries: Mutex::default(),
            kept_in: Some(place),
        }
    }

    /// Puts entries in: those of the simulated tenant, kept from command to command.
    pub fn fill(&self, entries: BTreeMap<String, String>) {
        let mut kept = self.entries.lock().unwrap_or_else(PoisonError::into_inner);
        kept.extend(
            entries
                .into_iter()
                .map(|(key, value)| (key, Secret::new(value))),
        );
    }

    /// Lends every entry to the file that keeps the simulated tenant.
    pub fn contents(&self) -> BTreeMap<String, String> {
        let kept = self.entries.lock().unwrap_or_else(PoisonError::into_inner);
        kept.iter()
            .map(|(key, value)| (key.clone(), value.expose().to_owned()))
            .collect()
    }
}

impl TokenStore for MemoryStore {
    fn place(&self) -> String {
        self.kept_in
            .unwrap_or("memory (this command only)")
            .to_owned()
    }

    fn load(&self, key: &str) -> Result<Option<Secret>, StoreError> {
        Ok(self
            .entries
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .get(key)
            .cloned())
    }

    fn save(&self, key: &str, value: &Secret) -> Result<(), StoreError> {
        let mut kept = self.entries.lock().unwrap_or_else(PoisonError::into_inner);
        kept.insert(key.to_owned(), value.clone());
        Ok(())
    }

    fn delete(&self, key: &str) -> Result<(), StoreError> {
        self.entries
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .remove(key);
        Ok(())
    }
}
