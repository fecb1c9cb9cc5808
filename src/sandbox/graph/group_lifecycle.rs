//! Creating, changing and deleting groups.
use serde_json::{Value, json};

use super::deleted_items::keep_deleted;
use super::{Call, access_denied, bad_request, not_found, query, types};
use crate::sandbox::ledger::TokenKind;
use crate::sandbox::object::{Lag, Object};
use crate::sandbox::reply::Answer;
use crate::sandbox::tenant::{Tenant, rfc3339};

/// Properties without which no group is created.
const REQUIRED: [&str; 4] = [
    "displayName",
    "mailEnabled",
    "mailNickname",
    "securityEnabled",
];

/// Properties with links to objects, and whether they name members.
const LINKS: [(&str, bool); 2] = [("members@odata.bind", true), ("owners@odata.bind", false)];

/// Returns the id at the end of a link to an object; a user may be linked by UPN.
pub(super) fn linked_id(tenant: &Tenant, link: &Value) -> Option<String> {
    let name = link.as_str()?.rsplit('/').next()?;
    let name = crate::sandbox::entra::form::decode(name);
    if tenant.directory_object(&name).is_some() {
        return Some(name);
    }
    let user = tenant.users.find("userPrincipalName", &name)?;
    Some(user.id().to_owned())
}

/// Sets the given properties of a group, and adds linked members and owners.
fn apply(tenant: &mut Tenant, call: &Call, group: &mut Object) -> Result<(), Answer> {
    for (name, value) in call.body.iter().filter_map(Value::as_object).flatten() {
        if let Some((_, members)) = LINKS.iter().find(|(known, _)| known == name) {
            for link in value.as_array().into_iter().flatten() {
                let Some(id) = linked_id(tenant, link) else {
                    return Err(not_found(link.as_str().unwrap_or_default()));
                };
                let all = if *members {
                    &mut tenant.members
                } else {
                    &mut tenant.owners
                };
                all.entry(group.id().to_owned()).or_default().insert(id);
            }
        } else if types::find("group", name, true).is_some() && name != "id" {
            group.set(name, value.clone());
        } else {
            return Err(bad_request(&format!(
                "The property '{name}' does not exist on type 'microsoft.graph.group'."
            )));
        }
    }
    Ok(())
}

pub(super) fn create(tenant: &mut Tenant, call: &Call) -> Answer {
    if let Some(name) = REQUIRED.iter().find(|name| call.property(name).is_null()) {
        return bad_request(&format!(
            "A value is required for property '{name}' of resource 'Group'."
        ));
    }
    let id = tenant.uuid("group");
    let mut group = Object::from_value(json!({
        "id": id, "createdDateTime": rfc3339(call.now), "renewedDateTime": rfc3339(call.now),
    }));
    if let Err(answer) = apply(tenant, call, &mut group) {
        return answer;
    }
    tenant.members.entry(id.clone()).or_default();
    if call.caller.kind == TokenKind::Delegated {
        let owners = tenant.owners.entry(id).or_default();
        owners.insert(call.caller.principal.clone());
    }
    tenant.groups.write(group.clone(), Lag::default(), call.now);
    let mut answer = query::object_answer(tenant, call, &group, "groups", "group");
    answer.status = 201;
    answer.with_write_applied()
}

/// Whether the caller may change a group: one with directory roles takes a role of its own.
fn may_change(tenant: &Tenant, call: &Call, group: &Object) -> bool {
    !group.flag("isAssignableToRole") || super::roles::can_manage_roles(tenant, call)
}

pub(super) fn update(tenant: &mut Tenant, call: &Call) -> Answer {
    let Some(mut group) = tenant.groups.get(call.id(0)).cloned() else {
        return not_found(call.id(0));
    };
    if !may_change(tenant, call, &group) {
        return access_denied();
    }
    if let Err(answer) = apply(tenant, call, &mut group) {
        return answer;
    }
    tenant.groups.write(group, Lag::default(), call.now);
    Answer::empty(204).with_write_applied()
}

pub(super) fn delete(tenant: &mut Tenant, call: &Call) -> Answer {
    let Some(group) = tenant.groups.get(call.id(0)).cloned() else {
        return not_found(call.id(0));
    };
    if !may_change(tenant, call, &group) {
        return access_denied();
    }
    tenant.groups.remove(call.id(0), Lag::default(), call.now);
    keep_deleted(tenant, group, "group", call.now);
    Answer::empty(204).with_write_applied()
}
