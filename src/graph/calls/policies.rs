//! Calls on policies of the tenant.
use crate::graph::call::Call;

/// Policies that say how long tokens live.
pub fn token_lifetimes() -> Call {
    Call::get(&["policies", "tokenLifetimePolicies"]).once()
}

/// Every Conditional Access policy.
pub fn conditional_access() -> Call {
    Call::get(&["identity", "conditionalAccess", "policies"])
}
