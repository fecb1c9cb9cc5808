//! What this machine gives a run: its folders, who runs it, and where each line of the
//! audit log goes too.
//!
//! State, journal and audit log are kept by it; it knows none of them.
mod dirs;
mod origin;
mod sink;

pub use dirs::{Memory, StateDirs};
pub use origin::Origin;
pub use sink::Sink;
