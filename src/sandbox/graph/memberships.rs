//! Members of groups, and the groups and roles of a user.
use serde_json::{Value, json};

use super::group_lifecycle::linked_id;
use super::{Call, bad_request, not_found, users};
use crate::sandbox::GRAPH;
use crate::sandbox::reply::Answer;
use crate::sandbox::tenant::Tenant;

pub(super) fn add(tenant: &mut Tenant, call: &Call) -> Answer {
    let link = call.property("@odata.id");
    let Some(id) = linked_id(tenant, link) else {
        return not_found(link.as_str().unwrap_or_default());
    };
    let Some(group) = tenant.groups.get(call.id(0)).cloned() else {
        return not_found(call.id(0));
    };
    if !group.get("membershipRule").is_null() {
        return bad_request(
            "Insufficient privileges to complete the operation: the group's members follow a rule.",
        );
    }
    let members = tenant.members.entry(group.id().to_owned()).or_default();
    if !members.insert(id) {
        return bad_request(
            "One or more added object references already exist for the following modified properties: 'members'.",
        );
    }
    tenant.groups.touch(group.id());
    Answer::empty(204).with_write_applied()
}

pub(super) fn remove(tenant: &mut Tenant, call: &Call) -> Answer {
    let members = tenant.members.get_mut(call.id(0));
    if members.is_some_and(|members| members.remove(call.id(1))) {
        tenant.groups.touch(call.id(0));
        Answer::empty(204).with_write_applied()
    } else {
        not_found(call.id(1))
    }
}

/// Adds an owner to a group or an application.
pub(super) fn add_owner(tenant: &mut Tenant, call: &Call) -> Answer {
    let link = call.property("@odata.id");
    let Some(id) = linked_id(tenant, link) else {
        return not_found(link.as_str().unwrap_or_default());
    };
    if tenant.directory_object(call.id(0)).is_none() {
        return not_found(call.id(0));
    }
    if !tenant
        .owners
        .entry(call.id(0).to_owned())
        .or_default()
        .insert(id)
    {
        return bad_request(
            "One or more added object references already exist for the following modified properties: 'owners'.",
        );
    }
    Answer::empty(204).with_write_applied()
}

/// Removes an owner of a group or an application.
pub(super) fn remove_owner(tenant: &mut Tenant, call: &Call) -> Answer {
    let owners = tenant.owners.get_mut(call.id(0));
    if owners.is_some_and(|owners| owners.remove(call.id(1))) {
        Answer::empty(204).with_write_applied()
    } else {
        not_found(call.id(1))
    }
}

pub(super) fn get_member_objects(tenant: &mut Tenant, call: &Call) -> Answer {
    let Some(id) = users::user_id(tenant, call) else {
        return not_found(call.id(0));
    };
    let Some(only_security) = call.property("securityEnabledOnly").as_bool() else {
        return bad_request("A value is required for parameter 'securityEnabledOnly'.");
    };
    let groups = tenant.transitive_groups(&id).into_iter();
    let groups = groups.filter(|group| {
        let group = tenant.groups.get(group);
        !only_security || group.is_some_and(|group| group.flag("securityEnabled"))
    });
    let mut all: Vec<String> = groups.collect();
    if !only_security && !call.path.ends_with("/getMemberGroups") {
        let held = tenant.role_templates(&id);
        let roles = tenant.roles.all();
        let roles = roles.filter(|role| held.iter().any(|one| one == role.text("roleTemplateId")));
        all.extend(roles.map(|role| role.id().to_owned()));
    }
    Answer::ok(json!({
        "@odata.context": format!("{GRAPH}/{}/$metadata#Collection(Edm.String)", call.version),
        "value": all.into_iter().map(Value::from).collect::<Vec<_>>(),
    }))
}
