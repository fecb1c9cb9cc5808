//! Groups and who is in them.
use std::collections::BTreeSet;

use super::{Call, missing, query};
use crate::sandbox::object::Object;
use crate::sandbox::reply::Answer;
use crate::sandbox::tenant::Tenant;

pub(super) fn list(tenant: &mut Tenant, call: &Call) -> Answer {
    let all = tenant.groups.list(call.now).into_iter().cloned().collect();
    query::list(tenant, call, all, "groups", "group", &[])
}

pub(super) fn get(tenant: &mut Tenant, call: &Call) -> Answer {
    match tenant.groups.read(call.id(0), call.now).cloned() {
        Some(group) => query::one(call, &group, "groups", "group", &[]),
        None => missing(call.id(0)),
    }
}

pub(super) fn members(tenant: &mut Tenant, call: &Call) -> Answer {
    let Some(ids) = tenant.members.get(call.id(0)).cloned() else {
        return missing(call.id(0));
    };
    show(tenant, call, &ids)
}

pub(super) fn transitive_members(tenant: &mut Tenant, call: &Call) -> Answer {
    if !tenant.members.contains_key(call.id(0)) {
        return missing(call.id(0));
    }
    let mut found = BTreeSet::new();
    let mut open = vec![call.id(0).to_owned()];
    while let Some(group) = open.pop() {
        for id in tenant.members.get(&group).into_iter().flatten() {
            if found.insert(id.clone()) {
                open.push(id.clone());
            }
        }
    }
    show(tenant, call, &found)
}

fn show(tenant: &mut Tenant, call: &Call, ids: &BTreeSet<String>) -> Answer {
    let typed = |object: &Object, kind: &str| {
        let mut object = object.clone();
        object.set("@odata.type", format!("#microsoft.graph.{kind}"));
        object
    };
    let mut all: Vec<Object> = ids
        .iter()
        .filter_map(|id| tenant.users.get(id))
        .map(|user| typed(user, "user"))
        .collect();
    all.extend(
        ids.iter()
            .filter_map(|id| tenant.groups.get(id))
            .map(|group| typed(group, "group")),
    );
    query::list(
        tenant,
        call,
        all,
        "directoryObjects",
        "directoryObject",
        &[],
    )
}
