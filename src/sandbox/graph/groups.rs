//! Groups and their members.
use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::{Call, bad_request, not_found, query};
use crate::sandbox::object::Object;
use crate::sandbox::reply::{Answer, Payload};
use crate::sandbox::tenant::Tenant;

/// The only supported `$expand` on a group.
const OWNERS: &str = "owners($select=id)";

/// Maximum number of objects that Graph expands.
const MAX_EXPANDED: usize = 20;

pub(super) fn list(tenant: &mut Tenant, call: &Call) -> Answer {
    let all = tenant.groups.list(call.now).into_iter().cloned().collect();
    let expand = call.option("$expand");
    if let Some(other) = expand.filter(|text| *text != OWNERS) {
        return Answer::not_found(&format!("$expand={other}"));
    }
    let mut answer = query::list_answer(tenant, call, all, "groups", "group", &[]);
    if expand.is_some()
        && let Payload::Json(body) = &mut answer.payload
        && let Some(Value::Array(groups)) = body.get_mut("value")
    {
        for group in groups.iter_mut().filter_map(Value::as_object_mut) {
            let id = group.get("id").and_then(Value::as_str).unwrap_or_default();
            let owners = tenant.owners.get(id).into_iter().flatten();
            let owners: Vec<Value> = owners
                .take(MAX_EXPANDED)
                .map(|owner| json!({ "@odata.type": "#microsoft.graph.user", "id": owner }))
                .collect();
            group.insert("owners".to_owned(), owners.into());
        }
    }
    answer
}

pub(super) fn get(tenant: &mut Tenant, call: &Call) -> Answer {
    match tenant.groups.read(call.id(0), call.now).cloned() {
        Some(group) => query::object_answer(call, &group, "groups", "group", &[]),
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
        return bad_request("$count needs ConsistencyLevel: eventual.");
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
    // A large group is not copied whole if only few properties are requested.
    let names: Option<Vec<&str>> = call
        .option("$select")
        .map(|list| list.split(',').map(str::trim).collect());
    let typed = |object: &Object, kind: &str| {
        let mut object = match &names {
            None => object.clone(),
            Some(names) => {
                let kept = names.iter().filter_map(|name| {
                    let value = object.0.get(*name)?;
                    Some(((*name).to_owned(), value.clone()))
                });
                Object(kept.collect())
            }
        };
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
    query::list_answer(
        tenant,
        call,
        all,
        "directoryObjects",
        "directoryObject",
        &[],
    )
}
