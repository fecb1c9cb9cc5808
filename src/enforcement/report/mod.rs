//! Stage 7: what came of a task, its exit code, what stays open, and the next commands.
pub(crate) mod exit_code;
pub(crate) mod list_report;
pub(crate) mod plan_preview;
pub(crate) mod suggestions;
pub(crate) mod typed_report;
pub(crate) mod verdict;
