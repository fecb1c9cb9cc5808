//! What `grant`, `status`, `block` and remediation share: the permissions that
//! are required against those that are granted, a plan, and how it is applied.
pub(crate) mod labels;
pub(crate) mod signed_plan;
