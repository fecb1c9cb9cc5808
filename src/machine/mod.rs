//! The environment of a run on this machine: its folders, its origin, and the second
//! destination of the audit log.
//!
//! State, journal and audit log use it; it uses none of them.
mod dirs;
mod origin;
mod sink;

pub use dirs::{Memory, StateDirs};
pub use origin::Origin;
pub use sink::Sink;
