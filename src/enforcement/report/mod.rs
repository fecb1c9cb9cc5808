//! Stage 7: the report of a run, for named accounts, lists, plans and tasks.
pub(crate) mod account_result;
pub(crate) mod account_stream;
pub(crate) mod action_report;
pub(crate) mod denied;
pub(crate) mod exit_code;
pub(crate) mod plan_preview;
pub(crate) mod suggestions;
pub(crate) mod verdict;
