//! Calls on groups.
use crate::domain::ids::ObjectId;
use crate::graph::call::Call;

/// Groups that directory roles can be given to, with their owners: of each the
/// first 20, which is as many as Graph expands.
pub fn role_assignable() -> Call {
    Call::get(&["groups"])
        .query("$filter", "isAssignableToRole eq true")
        .select("id,displayName,isAssignableToRole")
        .query("$expand", "owners($select=id)")
}

/// Everyone in a group, also through groups.
pub fn transitive_members(group: &ObjectId) -> Call {
    Call::get(&["groups", group.as_str(), "transitiveMembers"]).select("id")
}
