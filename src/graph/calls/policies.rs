//! Calls on policies of the tenant.
use crate::graph::call::Call;

/// Every Conditional Access policy.
pub fn conditional_access() -> Call {
    Call::get(&["identity", "conditionalAccess", "policies"])
}
