//! Stage 4: confirmations by the user and by a second person, before anything is sent.
pub(crate) mod approval;
pub(crate) mod approver;
pub(crate) mod doubts;
pub(crate) mod recent_accounts;
pub(crate) mod size_rules;
pub(crate) mod stored_approval;
pub(crate) mod typed_size;
