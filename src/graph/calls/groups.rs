//! Calls on groups.
use crate::graph::call::Call;
use crate::ids::ObjectId;

/// Role-assignable groups.
pub fn role_assignable() -> Call {
    Call::get(&["groups"])
        .query("$filter", "isAssignableToRole eq true")
        .select("id,displayName,isAssignableToRole")
}

/// Members of a group, also through nested groups.
pub fn transitive_members(group: &ObjectId) -> Call {
    Call::get(&["groups", group.as_str(), "transitiveMembers"])
        .select("id")
        .query("$top", "999")
}

/// Number of members of a group, also through nested groups.
pub fn count_members(group: &ObjectId) -> Call {
    Call::get(&["groups", group.as_str(), "transitiveMembers", "$count"]).eventual()
}

/// Members of a group, with the fields that identify break-glass accounts.
pub fn members_with_account_type(group: &ObjectId) -> Call {
    Call::get(&["groups", group.as_str(), "transitiveMembers"])
        .select("id,userPrincipalName,accountEnabled,userType,onPremisesSyncEnabled")
        .query("$top", "999")
}

/// Owners of a group, who can change its members.
pub fn owners(group: &ObjectId) -> Call {
    Call::get(&["groups", group.as_str(), "owners"]).select("id")
}
