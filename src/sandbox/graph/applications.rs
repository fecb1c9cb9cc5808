//! Registered applications of the tenant: their properties, secrets and federated credentials.
use serde_json::{Map, Value, json};

use super::deleted_items::keep_deleted;
use super::{Call, bad_request, not_found, query};
use crate::sandbox::entra::{FEDERATED, OWNER};
use crate::sandbox::new_application::{InvalidApplication, merge_properties};
use crate::sandbox::object::{Lag, Object};
use crate::sandbox::reply::Answer;
use crate::sandbox::tenant::Tenant;
use crate::sandbox::{GRAPH, TENANT_ID};

const SET: &str = "applications";
const KIND: &str = "application";

/// Returns the application that a call names by object id or application id.
fn find<'a>(tenant: &'a Tenant, call: &Call) -> Option<&'a Object> {
    let key = call.id(0);
    let by_id = tenant.applications.read(key, call.now);
    let found = by_id.or_else(|| tenant.registration(key).map(|known| known.0))?;
    (found.text(OWNER) == TENANT_ID).then_some(found)
}

pub(super) fn list(tenant: &mut Tenant, call: &Call) -> Answer {
    let all = tenant.applications.list(call.now).into_iter();
    let own = all
        .filter(|one| one.text(OWNER) == TENANT_ID)
        .cloned()
        .collect();
    query::list_answer(tenant, call, own, SET, KIND)
}

pub(super) fn get(tenant: &mut Tenant, call: &Call) -> Answer {
    match find(tenant, call) {
        Some(found) => query::object_answer(tenant, call, found, SET, KIND),
        None => not_found(call.id(0)),
    }
}

fn body(call: &Call) -> Map<String, Value> {
    let body = call.body.as_ref().and_then(Value::as_object);
    body.cloned().unwrap_or_default()
}

fn invalid(error: &InvalidApplication) -> Answer {
    bad_request(&match error {
        InvalidApplication::NoName => {
            "A value is required for property 'displayName' of resource 'Application'.".to_owned()
        }
        InvalidApplication::UnknownProperty(name) => format!("Invalid property '{name}'."),
        other => other.to_string(),
    })
}

pub(super) fn create(tenant: &mut Tenant, call: &Call) -> Answer {
    let mut description = body(call);
    // Graph chooses the application id.
    description.shift_remove("appId");
    let made = match tenant.register_application(&description, call.now) {
        Ok(made) => made,
        Err(error) => return invalid(&error),
    };
    if call.caller.kind == crate::sandbox::ledger::TokenKind::Delegated {
        let owners = tenant.owners.entry(made.id.clone()).or_default();
        owners.insert(call.caller.principal.clone());
    }
    let Some(object) = tenant.applications.get(&made.id) else {
        return not_found(&made.id);
    };
    let mut answer = query::object_answer(tenant, call, object, SET, KIND);
    if let crate::sandbox::reply::Payload::Json(Value::Object(shown)) = &mut answer.payload
        && !made.secrets.is_empty()
    {
        // Only this answer has the secrets.
        shown.insert("passwordCredentials".to_owned(), made.secrets.into());
    }
    answer.status = 201;
    answer.with_write_applied()
}

pub(super) fn update(tenant: &mut Tenant, call: &Call) -> Answer {
    let Some(mut application) = find(tenant, call).cloned() else {
        return not_found(call.id(0));
    };
    if let Err(error) = merge_properties(&mut application, &body(call)) {
        return invalid(&error);
    }
    tenant
        .applications
        .write(application, Lag::default(), call.now);
    Answer::empty(204).with_write_applied()
}

pub(super) fn delete(tenant: &mut Tenant, call: &Call) -> Answer {
    let Some(application) = find(tenant, call).cloned() else {
        return not_found(call.id(0));
    };
    let id = application.id().to_owned();
    tenant.applications.remove(&id, Lag::default(), call.now);
    keep_deleted(tenant, application, KIND, call.now);
    Answer::empty(204).with_write_applied()
}

pub(super) fn add_password(tenant: &mut Tenant, call: &Call) -> Answer {
    let Some(app_id) = find(tenant, call).map(|found| found.text("appId").to_owned()) else {
        return not_found(call.id(0));
    };
    let wanted = call.property("passwordCredential").clone();
    let Some(Value::Object(mut entry)) = tenant.new_secret(&app_id, &wanted, call.now) else {
        return not_found(call.id(0));
    };
    let context = format!(
        "{GRAPH}/{}/$metadata#microsoft.graph.passwordCredential",
        call.version
    );
    entry.shift_insert(0, "@odata.context".to_owned(), context.into());
    Answer::ok(Value::Object(entry)).with_write_applied()
}

/// Removes the entries of a list of the application for which `is_gone` holds. Returns whether
/// there was one.
fn remove_entries(
    tenant: &mut Tenant,
    call: &Call,
    list: &str,
    is_gone: impl Fn(&Value) -> bool,
) -> bool {
    let Some(mut application) = find(tenant, call).cloned() else {
        return false;
    };
    let all = application
        .get(list)
        .as_array()
        .cloned()
        .unwrap_or_default();
    let kept: Vec<Value> = all.iter().filter(|one| !is_gone(one)).cloned().collect();
    let removed = kept.len() < all.len();
    application.set(list, kept);
    tenant
        .applications
        .write(application, Lag::default(), call.now);
    removed
}

pub(super) fn remove_password(tenant: &mut Tenant, call: &Call) -> Answer {
    let key = call.property("keyId").clone();
    if remove_entries(tenant, call, "passwordCredentials", |one| {
        one.get("keyId") == Some(&key)
    }) {
        Answer::empty(204).with_write_applied()
    } else {
        bad_request("No password credential found with keyId.")
    }
}

pub(super) fn add_federated_credential(tenant: &mut Tenant, call: &Call) -> Answer {
    let Some(application) = find(tenant, call) else {
        return not_found(call.id(0));
    };
    let app_id = application.text("appId").to_owned();
    for name in ["name", "issuer", "subject", "audiences"] {
        if call.property(name).is_null() {
            return bad_request(&format!(
                "A value is required for property '{name}' of resource 'FederatedIdentityCredential'."
            ));
        }
    }
    let known = application.get(FEDERATED).as_array();
    let same = |one: &Value, name: &str| one.get(name) == Some(call.property(name));
    let taken = known
        .into_iter()
        .flatten()
        .any(|one| same(one, "name") || same(one, "issuer") && same(one, "subject"));
    if taken {
        return Answer::graph_error(
            409,
            "Request_MultipleObjectsWithSameKeyValue",
            "FederatedIdentityCredential with the same name, or issuer and subject, already exists.",
        );
    }
    let wanted = call.body.clone().unwrap_or_default();
    let made = tenant
        .add_federated_credential(&app_id, &wanted)
        .unwrap_or_default();
    let mut shown = json!({ "@odata.context": format!("{GRAPH}/{}/$metadata#applications('{}')/federatedIdentityCredentials/$entity", call.version, call.id(0)) });
    if let (Some(shown), Value::Object(made)) = (shown.as_object_mut(), made) {
        shown.extend(made);
    }
    let mut answer = Answer::ok(shown);
    answer.status = 201;
    answer.with_write_applied()
}

fn is_credential(one: &Value, key: &str) -> bool {
    let is = |name: &str| one.get(name).and_then(Value::as_str) == Some(key);
    is("id") || is("name")
}

pub(super) fn get_federated_credential(tenant: &mut Tenant, call: &Call) -> Answer {
    let all = find(tenant, call).and_then(|found| found.get(FEDERATED).as_array());
    let mut all = all.into_iter().flatten();
    let found = all.find(|one| is_credential(one, call.id(1))).cloned();
    let found = found.map(Object::from_value);
    super::resources::one_of(tenant, call, found.as_ref())
}

pub(super) fn update_federated_credential(tenant: &mut Tenant, call: &Call) -> Answer {
    let Some(mut application) = find(tenant, call).cloned() else {
        return not_found(call.id(0));
    };
    let mut all = application
        .get(FEDERATED)
        .as_array()
        .cloned()
        .unwrap_or_default();
    let found = all.iter_mut().find(|one| is_credential(one, call.id(1)));
    let Some(found) = found.and_then(Value::as_object_mut) else {
        return not_found(call.id(1));
    };
    for (name, value) in body(call) {
        // The name cannot be changed.
        if ["issuer", "subject", "audiences", "description"].contains(&name.as_str()) {
            found.insert(name, value);
        }
    }
    application.set(FEDERATED, all);
    tenant
        .applications
        .write(application, Lag::default(), call.now);
    Answer::empty(204).with_write_applied()
}

pub(super) fn remove_federated_credential(tenant: &mut Tenant, call: &Call) -> Answer {
    let wanted = call.id(1).to_owned();
    if remove_entries(tenant, call, FEDERATED, |one| is_credential(one, &wanted)) {
        Answer::empty(204).with_write_applied()
    } else {
        not_found(call.id(1))
    }
}
