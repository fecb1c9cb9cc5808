//! Calls on policies of the tenant.
use crate::graph::call::Call;

/// Token lifetime policies.
pub fn token_lifetimes() -> Call {
    Call::get(&["policies", "tokenLifetimePolicies"]).no_retry()
}

/// Every Conditional Access policy.
pub fn conditional_access() -> Call {
    Call::get(&["identity", "conditionalAccess", "policies"])
}
