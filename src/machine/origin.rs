//! The origin of a run: properties common to all events of a process.
use std::sync::{Arc, OnceLock};

use jiff::Timestamp;

use crate::clock::ServerTime;
use crate::files::Program;

/// The origin of a run, the same in every event of a process.
#[derive(Debug, Clone, Default)]
pub struct Origin {
    /// Name of the machine.
    pub host: Option<String>,
    /// User id in the operating system.
    pub user_id: Option<u32>,
    /// User name in the operating system, according to the environment.
    pub user: Option<String>,
    /// Process id.
    pub process: Option<u32>,
    /// Id of the CI run, according to the environment.
    pub ci_run: Option<String>,
    /// Start time.
    pub began: Option<Timestamp>,
    /// The running program.
    pub program: Program,
    /// Clock of the service.
    pub server: ServerTime,
    /// Network path to the service.
    pub network: Network,
}

/// Proxy and additional roots on the path to the service, once known. Shared by all clones.
#[derive(Debug, Clone, Default)]
pub struct Network(Arc<OnceLock<(Option<String>, Option<String>)>>);

impl Network {
    /// Records the proxy and the additional roots of trust. Returns whether this was
    /// the first call; later ones have no effect.
    pub fn set_once(&self, proxy: Option<String>, roots: Option<String>) -> bool {
        self.0.set((proxy, roots)).is_ok()
    }

    /// Returns the proxy.
    pub fn proxy(&self) -> Option<&str> {
        self.0.get()?.0.as_deref()
    }

    /// Returns the roots of trust in addition to the system's, or instead of them.
    pub fn roots(&self) -> Option<&str> {
        self.0.get()?.1.as_deref()
    }
}

impl Origin {
    /// Returns a description of this process, for others that wait for its lock.
    pub fn to_holder_text(&self) -> String {
        let mut text = self
            .process
            .map_or_else(|| "a process".to_owned(), |id| format!("process {id}"));
        if let Some(host) = &self.host {
            text.push_str(&format!(" on {host}"));
        }
        if let Some(user) = &self.user {
            text.push_str(&format!(" of {user}"));
        }
        if let Some(began) = self.began {
            text.push_str(&format!(", since {began}"));
        }
        text
    }
}
