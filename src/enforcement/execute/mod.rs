//! Stage 5: sends the steps of a confirmed plan, each recorded before its first byte leaves.
pub(crate) mod administrators;
pub(crate) mod attempt;
pub(crate) mod audit_events;
pub(crate) mod executor;
pub(crate) mod password_file;
pub(crate) mod persist;
pub(crate) mod progress;
pub(crate) mod recorder;
pub(crate) mod run;
pub(crate) mod step_state;
pub(crate) mod typed_run;
pub(crate) mod writer;
