//! Stage 4: what has to be confirmed, and by which user, before anything is sent.
pub(crate) mod approval;
pub(crate) mod approver;
pub(crate) mod doubts;
pub(crate) mod kept_approval;
pub(crate) mod recent_accounts;
pub(crate) mod size_rules;
pub(crate) mod typed_size;
