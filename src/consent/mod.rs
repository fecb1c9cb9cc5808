//! Shared by `grant`, `status`, `block` and remediation: comparison of required and
//! granted permissions, plans of small steps, the one way to apply them, and the read
//! that verifies them.
pub(crate) mod apply;
pub(crate) mod audited_client;
pub(crate) mod check;
pub(crate) mod evaluate;
pub(crate) mod labels;
pub(crate) mod read;
pub(crate) mod read_back;
pub(crate) mod read_error;
pub(crate) mod remediation;
pub(crate) mod removal;
pub(crate) mod selection;
pub(crate) mod signed_plan;
pub(crate) mod step;
