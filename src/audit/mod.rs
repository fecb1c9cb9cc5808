//! The audit log: one JSON object per line, in a hash chain.
//!
//! The fields are those of OCSF's Account Change, Authentication and Entity Management
//! classes, so that log shippers need no mapping. A line is on disk before [`record`]
//! returns; nothing may be sent if it cannot be written. A second file names the last line,
//! so that a truncated or restored log is detected. Secrets are never stored.
mod chain;
mod document;
mod event;
mod head;
mod log;
mod read;
mod recent;
mod verify;

use std::path::PathBuf;

pub use chain::Link;
pub use event::{Activity, Actor, Event, Phase, Target};
pub use head::{Head, HeadState, parse as parse_head};
pub use log::{archive, head_path, log_path, record};
pub use read::{OpenLog, open};
pub use recent::visit_newest_first;
pub use verify::{Broken, Damage, Intact, Verifier, verify, verify_with_head};

use crate::files::FileError;
use crate::ids::TenantId;

/// Errors of the audit log.
#[derive(Debug, thiserror::Error)]
pub enum AuditError {
    /// The file could not be opened, locked or written.
    #[error("the audit log cannot be used")]
    File(#[from] FileError),
    /// Reading or writing failed.
    #[error("the audit log {} cannot be {action}", path.display())]
    Io {
        /// The log, or its head.
        path: PathBuf,
        /// `read` or `written`.
        action: &'static str,
        /// The operating system's reason.
        #[source]
        source: std::io::Error,
    },
    /// The end of the log differs from the last write, so that the chain cannot continue.
    #[error("the audit log {} is not as it was written: {why}", path.display())]
    Damaged {
        /// The log.
        path: PathBuf,
        /// Description of the damage.
        why: &'static str,
        /// The tenant that the log is about.
        tenant: TenantId,
    },
    /// The sink that the machine's policy requires did not take the lines.
    #[error("the audit sink {name}, which this machine's policy demands, did not take the lines")]
    Sink {
        /// Name of the sink.
        name: String,
        /// Error of the operating system.
        #[source]
        source: std::io::Error,
    },
    /// The machine's policy cannot be used, so the sink is unknown.
    #[error("{0}")]
    Policy(String),
    /// The user has no home folder.
    #[error("there is no folder for the audit log")]
    NoFolder,
}

#[cfg(test)]
mod tests;
