//! Stage 5: sends the steps of a confirmed plan; each is recorded before it is sent.
pub(crate) mod administrators;
pub(crate) mod audit_events;
pub(crate) mod classify_reply;
pub(crate) mod executor;
pub(crate) mod handle_replies;
pub(crate) mod operations;
pub(crate) mod password_file;
mod password_lines;
pub(crate) mod persist;
pub(crate) mod planned_task;
pub(crate) mod progress;
pub(crate) mod recorder;
pub(crate) mod run;
pub(crate) mod stage;
pub(crate) mod step_run;
pub(crate) mod stop;
pub(crate) mod writer;
