//! Groups and their members.
use std::collections::BTreeSet;

use super::{Call, not_found, query};
use crate::sandbox::reply::{Answer, Payload};
use crate::sandbox::tenant::Tenant;

pub(super) fn list(tenant: &mut Tenant, call: &Call) -> Answer {
    let all = tenant.groups.list(call.now).into_iter().cloned().collect();
    query::list_answer(tenant, call, all, "groups", "group")
}

pub(super) fn get(tenant: &mut Tenant, call: &Call) -> Answer {
    match tenant.groups.read(call.id(0), call.now).cloned() {
        Some(group) => query::object_answer(tenant, call, &group, "groups", "group"),
        None => not_found(call.id(0)),
    }
}

pub(super) fn members(tenant: &mut Tenant, call: &Call) -> Answer {
    let Some(ids) = tenant.members.get(call.id(0)).cloned() else {
        return not_found(call.id(0));
    };
    list_members(tenant, call, &ids)
}

pub(super) fn transitive_members(tenant: &mut Tenant, call: &Call) -> Answer {
    match members_at_any_depth(tenant, call.id(0)) {
        Some(found) => list_members(tenant, call, &found),
        None => not_found(call.id(0)),
    }
}

pub(super) fn count_transitive_members(tenant: &mut Tenant, call: &Call) -> Answer {
    if !call.eventual {
        return query::needs_advanced_query("Count");
    }
    let Some(found) = members_at_any_depth(tenant, call.id(0)) else {
        return not_found(call.id(0));
    };
    let mut text = Answer::empty(200);
    text.payload = Payload::Text("text/plain", found.len().to_string());
    text
}

/// Returns the ids of all members of a group, including those in nested groups.
fn members_at_any_depth(tenant: &Tenant, group: &str) -> Option<BTreeSet<String>> {
    tenant.members.get(group)?;
    let mut found = BTreeSet::new();
    let mut open = vec![group.to_owned()];
    while let Some(group) = open.pop() {
        for id in tenant.members.get(&group).into_iter().flatten() {
            if found.insert(id.clone()) {
                open.push(id.clone());
            }
        }
    }
    Some(found)
}

fn list_members(tenant: &mut Tenant, call: &Call, ids: &BTreeSet<String>) -> Answer {
    // Users first, since a tenant has more of them; only a page is copied below.
    let objects = ids
        .iter()
        .filter_map(|id| tenant.directory_object(id))
        .collect();
    query::list_answer(tenant, call, objects, "directoryObjects", "directoryObject")
}
