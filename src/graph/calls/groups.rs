//! Calls on groups.
use crate::domain::ids::ObjectId;
use crate::graph::call::Call;

/// Groups that directory roles can be given to.
pub fn role_assignable() -> Call {
    Call::get(&["groups"])
        .query("$filter", "isAssignableToRole eq true")
        .select("id,displayName,isAssignableToRole")
}

/// Everyone in a group, also through groups.
pub fn transitive_members(group: &ObjectId) -> Call {
    Call::get(&["groups", group.as_str(), "transitiveMembers"]).select("id")
}

/// Who owns a group, and so decides who is in it.
pub fn owners(group: &ObjectId) -> Call {
    Call::get(&["groups", group.as_str(), "owners"]).select("id")
}
