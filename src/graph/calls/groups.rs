//! Calls on groups.
use crate::graph::call::Call;
use crate::ids::ObjectId;

/// Groups that directory roles can be given to.
pub fn role_assignable() -> Call {
    Call::get(&["groups"])
        .query("$filter", "isAssignableToRole eq true")
        .select("id,displayName,isAssignableToRole")
}

/// Everyone in a group, also through groups.
pub fn transitive_members(group: &ObjectId) -> Call {
    Call::get(&["groups", group.as_str(), "transitiveMembers"])
        .select("id")
        .query("$top", "999")
}

/// How many are in a group, also through groups.
pub fn count_members(group: &ObjectId) -> Call {
    Call::get(&["groups", group.as_str(), "transitiveMembers", "$count"]).eventual()
}

/// Everyone in a group, with what tells whether a member may be a break-glass account.
pub fn administrators(group: &ObjectId) -> Call {
    Call::get(&["groups", group.as_str(), "transitiveMembers"])
        .select("id,userPrincipalName,accountEnabled,userType,onPremisesSyncEnabled")
        .query("$top", "999")
}

/// Who owns a group, and so decides who is in it.
pub fn owners(group: &ObjectId) -> Call {
    Call::get(&["groups", group.as_str(), "owners"]).select("id")
}
