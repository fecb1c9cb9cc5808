//! Calls on the tenant itself.
use crate::graph::call::Call;
use crate::ids::ObjectId;

/// The tenant's name and domains.
pub fn organization() -> Call {
    Call::get(&["organization"]).select("id,displayName,verifiedDomains")
}

/// Licenses of the tenant.
pub fn licenses() -> Call {
    Call::get(&["subscribedSkus"]).select("skuPartNumber,capabilityStatus,servicePlans")
}

/// Domains, and whether they are federated.
pub fn domains() -> Call {
    Call::get(&["domains"]).select("id,authenticationType")
}

/// A group.
pub fn group(id: &ObjectId) -> Call {
    Call::get(&["groups", id.as_str()]).select("id,displayName,isAssignableToRole")
}

/// A page of groups.
pub fn groups() -> Call {
    Call::get(&["groups"])
        .select("id,displayName,isAssignableToRole")
        .query("$top", "999")
}

/// Members of a group, also through nested groups.
pub fn group_members(id: &ObjectId) -> Call {
    Call::get(&["groups", id.as_str(), "transitiveMembers"])
        .select("id,displayName,userPrincipalName")
        .query("$top", "999")
}
