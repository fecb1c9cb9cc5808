//! The folders of a run.
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use super::{Origin, Sink};
use crate::files::SystemFile;
use crate::ids::TenantId;

/// The folders and files that a run may use.
#[derive(Debug, Clone, Default)]
pub struct StateDirs {
    /// Folder of bindings, journal and audit log: the user's own, or the
    /// sandbox's below it. `None`: they live as long as this process.
    pub state: Option<PathBuf>,
    /// Folder of `config.toml`. `None`: the user has no home.
    pub config: Option<PathBuf>,
    /// The policy file of the machine. Chosen with the world: nothing that the
    /// user types, sets or writes moves it. `None`: the machine has none.
    pub policy: Option<SystemFile>,
    /// Whether this is the simulated tenant.
    pub sandbox: bool,
    /// Where every line of the audit log goes too, if the machine's policy
    /// demands it.
    pub sink: Sink,
    /// Where the program runs, for the audit log.
    pub origin: Origin,
    /// The state of tenants if `state` is `None`.
    pub memory: Memory,
}

/// The state of each tenant as JSON, kept in memory; the same in every copy.
#[derive(Debug, Clone, Default)]
pub struct Memory(Arc<Mutex<BTreeMap<TenantId, Vec<u8>>>>);

impl Memory {
    /// Returns the state of a tenant.
    pub fn get(&self, tenant: &TenantId) -> Option<Vec<u8>> {
        self.lock().get(tenant).cloned()
    }

    /// Keeps the state of a tenant.
    pub fn set(&self, tenant: &TenantId, state: Vec<u8>) {
        self.lock().insert(tenant.clone(), state);
    }

    /// Returns the tenants that have a state.
    pub fn tenants(&self) -> Vec<TenantId> {
        self.lock().keys().cloned().collect()
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, BTreeMap<TenantId, Vec<u8>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
