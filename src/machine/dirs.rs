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
    /// Folder of bindings, journal and audit log: the user's own, or the sandbox's
    /// below it. `None`: they exist as long as this process.
    pub state: Option<PathBuf>,
    /// Folder of `config.toml`; `None` if the user has no home folder.
    pub config: Option<PathBuf>,
    /// Policy file of the machine; `None` if the machine has none. No argument,
    /// variable or setting changes its path.
    pub policy: Option<SystemFile>,
    /// Whether these are the folders of the simulated tenant.
    pub sandbox: bool,
    /// Second destination of every line of the audit log, if the machine's policy requires one.
    pub sink: Sink,
    /// Origin of the run, for the audit log.
    pub origin: Origin,
    /// The state of tenants if `state` is `None`.
    pub memory: Memory,
}

/// The state of each tenant as JSON in memory, shared by all clones.
#[derive(Debug, Clone, Default)]
pub struct Memory(Arc<Mutex<BTreeMap<TenantId, Vec<u8>>>>);

impl Memory {
    /// Returns the state of a tenant.
    pub fn get(&self, tenant: &TenantId) -> Option<Vec<u8>> {
        self.lock().get(tenant).cloned()
    }

    /// Stores the state of a tenant.
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
