//! The audit log: one JSON object a line, each bound to the one before it.
//!
//! The fields are those of OCSF's Account Change, Authentication and Entity
//! Management classes, so that a log shipper needs no mapping. A line is on
//! disk before [`record`] returns; where it cannot be written, nothing may be
//! sent. Which line is the last is kept in a second file, so that a log that
//! was cut off or put back is found. No secret ever comes here.
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
pub use head::{Head, Kept, parse as parse_head};
pub use log::{head_path, path, put_away, record};
pub use read::{Opened, open};
pub use recent::newest;
pub use verify::{Broken, Damage, Intact, Verifier, verify, verify_against};

use crate::files::FileError;
use crate::ids::TenantId;

/// Why an event could not be recorded, or a log not be read.
#[derive(Debug, thiserror::Error)]
pub enum AuditError {
    /// The file could not be opened, locked or written.
    #[error("the audit log cannot be used")]
    File(#[from] FileError),
    /// The disk refused.
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
    /// The end of the log is not what was written last: the chain cannot go on
    /// from it.
    #[error("the audit log {} is not as it was written: {why}", path.display())]
    Damaged {
        /// The log.
        path: PathBuf,
        /// What is wrong.
        why: &'static str,
        /// The tenant that the log is about.
        tenant: TenantId,
    },
    /// The second place that the machine's policy demands did not take the lines.
    #[error("the audit sink {name}, which this machine's policy demands, did not take the lines")]
    Sink {
        /// What it is called.
        name: String,
        /// Why.
        #[source]
        source: std::io::Error,
    },
    /// The machine's policy cannot be used, so nothing tells where the lines go.
    #[error("{0}")]
    Policy(String),
    /// There is no home, so there is nowhere to write.
    #[error("there is no folder for the audit log")]
    NoFolder,
}

#[cfg(test)]
mod tests;
