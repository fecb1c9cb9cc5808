//! Token storage: the operating system's keyring, or memory.
use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Mutex, PoisonError};

use thiserror::Error;

use crate::secret::Secret;

/// Errors of a token store.
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
    /// The keyring service exited during the request.
    #[error("the keyring ended before it answered: {0}")]
    Ended(String),
    /// The value read back differs from the written one.
    #[error("the keyring did not keep what was written to it")]
    Lossy,
    /// Any other error of the keyring.
    #[error("the keyring failed: {0}")]
    Failed(String),
}

/// Stores one secret text per key.
pub trait TokenStore: Send + Sync + fmt::Debug {
    /// Returns its name for `auth status`, such as `keyring (Secret Service)` or `memory`.
    fn place(&self) -> String;

    /// Returns the text under `key`, if there is one.
    ///
    /// # Errors
    /// Fails if the store cannot be read.
    fn load(&self, key: &str) -> Result<Option<Secret>, StoreError>;

    /// Stores `value` under `key` and replaces the previous one.
    ///
    /// # Errors
    /// Fails if the store cannot be written.
    fn save(&self, key: &str, value: &Secret) -> Result<(), StoreError>;

    /// Removes the value under `key`. A missing value is not an error.
    ///
    /// # Errors
    /// Fails if the store cannot be written.
    fn delete(&self, key: &str) -> Result<(), StoreError>;
}

/// Stores tokens in memory, for this process only or until its caller saves them elsewhere.
#[derive(Debug, Default)]
pub struct MemoryStore {
    entries: Mutex<BTreeMap<String, Secret>>,
    kept_in: Option<&'static str>,
}

impl MemoryStore {
    /// Returns a store whose entries the caller saves in `place` between two commands.
    pub fn kept_in(place: &'static str) -> Self {
        Self {
            entries: Mutex::default(),
            kept_in: Some(place),
        }
    }

    /// Adds the entries of the simulated tenant, which were saved by an earlier command.
    pub fn fill(&self, entries: BTreeMap<String, String>) {
        let mut kept = self.entries.lock().unwrap_or_else(PoisonError::into_inner);
        kept.extend(
            entries
                .into_iter()
                .map(|(key, value)| (key, Secret::new(value))),
        );
    }

    /// Returns all entries, to save them with the simulated tenant.
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
