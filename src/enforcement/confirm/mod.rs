//! Stage 4: what has to be confirmed, by whom, before anything is sent.
pub(crate) mod approval;
pub(crate) mod size_rules;
