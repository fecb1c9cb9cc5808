//! Where the program runs: what all events of a process have in common.
use std::sync::{Arc, OnceLock};

use jiff::Timestamp;

use crate::clock::ServerTime;
use crate::files::Program;

/// Where the program runs: the same in every event of a process.
#[derive(Debug, Clone, Default)]
pub struct Origin {
    /// Name of the machine.
    pub host: Option<String>,
    /// Number of the operating system's user.
    pub user_id: Option<u32>,
    /// Name of the operating system's user, as the environment says.
    pub user: Option<String>,
    /// Number of the process.
    pub process: Option<u32>,
    /// The run of a CI service, as the environment says.
    pub ci_run: Option<String>,
    /// When it began.
    pub began: Option<Timestamp>,
    /// The program's own file.
    pub program: Program,
    /// What time it is for the service.
    pub server: ServerTime,
    /// What stands between here and the service.
    pub network: Network,
}

/// What stands between here and the service, once it is known; the same in every copy.
#[derive(Debug, Clone, Default)]
pub struct Network(Arc<OnceLock<(Option<String>, Option<String>)>>);

impl Network {
    /// Notes the proxy and the roots of trust beside the system's. Returns whether it
    /// is the first note, which stands.
    pub fn set_once(&self, proxy: Option<String>, roots: Option<String>) -> bool {
        self.0.set((proxy, roots)).is_ok()
    }

    /// The proxy.
    pub fn proxy(&self) -> Option<&str> {
        self.0.get()?.0.as_deref()
    }

    /// The roots of trust beside the system's, or in their place.
    pub fn roots(&self) -> Option<&str> {
        self.0.get()?.1.as_deref()
    }
}

impl Origin {
    /// Which process this is, in a sentence for others that it keeps out.
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
