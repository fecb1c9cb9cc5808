//! `/delta`: every object at first, then what was written since the link that ended the last
//! round.
use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::{Call, bad_request, query};
use crate::sandbox::GRAPH;
use crate::sandbox::object::Object;
use crate::sandbox::reply::{Answer, Payload};
use crate::sandbox::tenant::Tenant;

pub(super) fn respond(tenant: &mut Tenant, call: &Call) -> Answer {
    let set = call.path.split('/').nth(1).unwrap_or_default().to_owned();
    let (all, kind) = match set.as_str() {
        "users" => (&tenant.users, "user"),
        "groups" => (&tenant.groups, "group"),
        "servicePrincipals" => (&tenant.service_principals, "servicePrincipal"),
        _ => (&tenant.grants, "oAuth2PermissionGrant"),
    };
    let (now, mut gone) = (all.change_count(), Vec::new());
    let objects: Vec<Object> = match call.option("$deltatoken") {
        None | Some("latest") => all.all().cloned().collect(),
        Some(token) => {
            let changed = token
                .parse()
                .ok()
                .and_then(|since| all.changed_since(since));
            let Some(changed) = changed else {
                return bad_request("The delta token is not valid.");
            };
            let changed: BTreeSet<&String> = changed.iter().collect();
            let (there, missing): (Vec<_>, Vec<_>) =
                changed.into_iter().partition(|id| all.get(id).is_some());
            gone = missing.into_iter().cloned().collect();
            there
                .into_iter()
                .filter_map(|id| all.get(id))
                .cloned()
                .collect()
        }
    };
    let objects = if call.option("$deltatoken") == Some("latest") {
        Vec::new()
    } else {
        objects
    };
    let mut plain = call.clone();
    plain.query.remove("$deltatoken");
    let mut answer = query::list_answer(tenant, &plain, objects, &set, kind);
    if let Payload::Json(Value::Object(body)) = &mut answer.payload
        && answer.status == 200
        && !body.contains_key("@odata.nextLink")
    {
        let link = format!("{GRAPH}/{}/{set}/delta?$deltatoken={now}", call.version);
        body.insert("@odata.deltaLink".to_owned(), link.into());
        if let Some(value) = body.get_mut("value").and_then(Value::as_array_mut) {
            value.extend(
                gone.into_iter()
                    .map(|id| json!({ "id": id, "@removed": { "reason": "changed" } })),
            );
        }
    }
    answer
}
