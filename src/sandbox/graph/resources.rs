//! Objects without rules of their own: lists, single objects and their parts, as rows of
//! `data/operations.tsv` describe them.
use serde_json::Value;

use super::expand::{Related, related as related_objects};
use super::{Call, access_denied, not_found, query, users};
use crate::sandbox::object::{Collection, Lag, Object};
use crate::sandbox::reply::Answer;
use crate::sandbox::tenant::Tenant;

/// Property with the id of the object that a part belongs to. Graph never shows it.
pub(super) const PARENT: &str = "@parent";

/// Returns the name of the set in `@odata.context`: the address without ids.
fn set_name(call: &Call) -> String {
    let template = call.operation.map_or("", |operation| operation.template);
    let parts = template
        .split('/')
        .filter(|part| !part.is_empty() && !part.contains('{'));
    parts.collect::<Vec<_>>().join("/")
}

/// Returns store and type of the operation's objects.
fn subject(call: &Call) -> (&'static str, &'static str) {
    call.operation
        .map_or(("", ""), |operation| (operation.subject, operation.kind))
}

/// Answers with a list of given objects.
pub(super) fn list_of(tenant: &mut Tenant, call: &Call, all: Vec<Object>) -> Answer {
    let (set, (_, kind)) = (set_name(call), subject(call));
    query::list_answer(tenant, call, all, &set, kind)
}

/// Answers with one object, or with 404.
pub(super) fn one_of(tenant: &Tenant, call: &Call, found: Option<&Object>) -> Answer {
    let (set, (_, kind)) = (set_name(call), subject(call));
    match found {
        Some(object) => query::object_answer(tenant, call, object, &set, kind),
        None => not_found(call.ids.last().map_or("", String::as_str)),
    }
}

fn stored<'a>(tenant: &'a Tenant, call: &Call) -> impl Iterator<Item = &'a Object> {
    let store = tenant.stores.get(subject(call).0);
    store.into_iter().flat_map(Collection::all)
}

/// Answers with every object of a store.
pub(super) fn list(tenant: &mut Tenant, call: &Call) -> Answer {
    let all = stored(tenant, call).cloned().collect();
    list_of(tenant, call, all)
}

/// Answers with an object of a store by its id.
pub(super) fn get(tenant: &mut Tenant, call: &Call) -> Answer {
    let wanted = call.ids.last().map_or("", String::as_str);
    let found = stored(tenant, call).find(|object| object.id() == wanted);
    one_of(tenant, call, found)
}

/// Answers with the only object of a store.
pub(super) fn get_only(tenant: &mut Tenant, call: &Call) -> Answer {
    one_of(tenant, call, stored(tenant, call).next())
}

/// Returns the id of the object that the address begins at.
fn parent(tenant: &Tenant, call: &Call) -> String {
    let is_user = call.path.starts_with("/users/") || call.path.starts_with("/me/");
    let user = is_user.then(|| users::user_id(tenant, call)).flatten();
    user.unwrap_or_else(|| call.id(0).to_owned())
}

/// Answers with the objects of a store that are parts of another object.
pub(super) fn list_of_parent(tenant: &mut Tenant, call: &Call) -> Answer {
    let parent = parent(tenant, call);
    let own = stored(tenant, call).filter(|object| object.text(PARENT) == parent);
    let own = own.cloned().collect();
    list_of(tenant, call, own)
}

fn find_part(tenant: &Tenant, call: &Call) -> Option<Object> {
    let parent = parent(tenant, call);
    let mut own = stored(tenant, call).filter(|object| object.text(PARENT) == parent);
    own.find(|object| object.id() == call.id(1)).cloned()
}

/// Answers with a part of another object by its id.
pub(super) fn get_of_parent(tenant: &mut Tenant, call: &Call) -> Answer {
    let found = find_part(tenant, call);
    one_of(tenant, call, found.as_ref())
}

/// Removes a part of another object.
pub(super) fn delete_of_parent(tenant: &mut Tenant, call: &Call) -> Answer {
    let store = store_of_parts(&call.path);
    let Some(part) = part_in(tenant, call, store) else {
        return not_found(call.id(1));
    };
    if let Some(store) = tenant.stores.get_mut(store) {
        store.remove(part.id(), Lag::default(), call.now);
    }
    Answer::empty(204).with_write_applied()
}

/// Changes properties of a part of another object.
pub(super) fn update_of_parent(tenant: &mut Tenant, call: &Call) -> Answer {
    let store = store_of_parts(&call.path);
    let Some(mut part) = part_in(tenant, call, store) else {
        return not_found(call.id(1));
    };
    for (name, value) in call.body.iter().filter_map(Value::as_object).flatten() {
        if name == "id" {
            return access_denied();
        }
        part.set(name, value.clone());
    }
    if let Some(store) = tenant.stores.get_mut(store) {
        store.write(part.clone(), Lag::default(), call.now);
    }
    one_of(tenant, call, Some(&part)).with_write_applied()
}

/// Returns the store of the parts that an address names.
fn store_of_parts(path: &str) -> &'static str {
    if path.contains("/messageRules") {
        "message-rules"
    } else {
        ""
    }
}

fn part_in(tenant: &Tenant, call: &Call, store: &str) -> Option<Object> {
    let parent = parent(tenant, call);
    let mut all = tenant.stores.get(store)?.all();
    let found = all.find(|one| one.text(PARENT) == parent && one.id() == call.id(1));
    found.cloned()
}

/// Answers with the objects behind a navigation property of an object.
pub(super) fn related(tenant: &mut Tenant, call: &Call) -> Answer {
    let (kind, _) = subject(call);
    let name = call.path.rsplit('/').next().unwrap_or_default().to_owned();
    let id = parent(tenant, call);
    if tenant.directory_object(&id).is_none() {
        return not_found(call.id(0));
    }
    match related_objects(tenant, kind, &id, &name) {
        Some(Related::Many(all)) => list_of(tenant, call, all),
        Some(Related::One(found)) => one_of(tenant, call, found.as_ref()),
        None => not_found(&name),
    }
}
