//! Enterprise applications: reading, creating, changing and deleting.
use serde_json::Value;

use super::deleted_items::keep_deleted;
use super::{Call, access_denied, bad_request, not_found, query, replication_lag, users};
use crate::sandbox::ledger::TokenKind;
use crate::sandbox::object::Object;
use crate::sandbox::reply::Answer;
use crate::sandbox::seed::roles;
use crate::sandbox::tenant::Tenant;

/// Returns the object id of the service principal that a call names by object id or
/// application id.
pub(super) fn find_id(tenant: &Tenant, call: &Call) -> Option<String> {
    let key = call.id(0);
    if call.path.starts_with("/servicePrincipals(") {
        return tenant
            .service_principal_of(key)
            .map(|sp| sp.id().to_owned());
    }
    tenant
        .service_principals
        .get(key)
        .map(|sp| sp.id().to_owned())
}

/// Whether a user's roles allow managing applications. An application needs no role.
pub(super) fn can_manage_applications(tenant: &Tenant, call: &Call) -> bool {
    call.caller.kind == TokenKind::Application
        || holds_any(
            tenant,
            call,
            &[
                roles::GLOBAL_ADMINISTRATOR,
                roles::APPLICATION_ADMINISTRATOR,
                roles::CLOUD_APPLICATION_ADMINISTRATOR,
            ],
        )
}

/// Whether the caller holds one of these directory roles.
pub(super) fn holds_any(tenant: &Tenant, call: &Call, any: &[&str]) -> bool {
    tenant
        .role_templates(&call.caller.principal)
        .iter()
        .any(|held| any.contains(&held.as_str()))
}

pub(super) fn get(tenant: &mut Tenant, call: &Call) -> Answer {
    match find_id(tenant, call)
        .and_then(|id| tenant.service_principals.read(&id, call.now).cloned())
    {
        Some(sp) => {
            query::object_answer(tenant, call, &sp, "servicePrincipals", "servicePrincipal")
        }
        None => not_found(call.id(0)),
    }
}

pub(super) fn list(tenant: &mut Tenant, call: &Call) -> Answer {
    let all = tenant
        .service_principals
        .list(call.now)
        .into_iter()
        .cloned()
        .collect();
    query::list_answer(tenant, call, all, "servicePrincipals", "servicePrincipal")
}

pub(super) fn count(tenant: &mut Tenant, call: &Call) -> Answer {
    let all = tenant.service_principals.list(call.now);
    query::count_answer(tenant, call, all, "servicePrincipal")
}

pub(super) fn create(tenant: &mut Tenant, call: &Call) -> Answer {
    if let Err(answer) = call.check_known_properties(&["appId"]) {
        return answer;
    }
    let Some(app_id) = call.property("appId").as_str().map(str::to_owned) else {
        return bad_request(
            "A value is required for property 'appId' of resource 'ServicePrincipal'.",
        );
    };
    if !can_manage_applications(tenant, call) {
        return access_denied();
    }
    if tenant.service_principal_of(&app_id).is_some() {
        return Answer::graph_error(
            409,
            "Request_MultipleObjectsWithSameKeyValue",
            "The service principal cannot be created, updated, or restored because the service principal name is already in use.",
        );
    }
    if tenant.registration(&app_id).is_none() {
        return bad_request(&format!(
            "The appId '{app_id}' of the service principal does not reference a valid application object."
        ));
    }
    let object = tenant.new_service_principal(&app_id);
    let usual = tenant.other_lag;
    let lag = replication_lag(tenant, call, usual);
    tenant
        .service_principals
        .write(object.clone(), lag, call.now);
    let mut answer = query::object_answer(
        tenant,
        call,
        &object,
        "servicePrincipals",
        "servicePrincipal",
    );
    answer.status = 201;
    answer.with_write_applied()
}

pub(super) fn update(tenant: &mut Tenant, call: &Call) -> Answer {
    if let Err(answer) =
        call.check_known_properties(&["accountEnabled", "appRoleAssignmentRequired"])
    {
        return answer;
    }
    let Some(id) = find_id(tenant, call) else {
        return not_found(call.id(0));
    };
    if !can_manage_applications(tenant, call) {
        return access_denied();
    }
    let usual = tenant.other_lag;
    let lag = replication_lag(tenant, call, usual);
    let mut object = tenant
        .service_principals
        .get(&id)
        .cloned()
        .unwrap_or_default();
    for name in ["accountEnabled", "appRoleAssignmentRequired"] {
        match call.property(name) {
            Value::Null => {}
            Value::Bool(value) => object.set(name, *value),
            _ => return bad_request(&format!("Invalid value specified for property '{name}'.")),
        }
    }
    tenant.service_principals.write(object, lag, call.now);
    Answer::empty(204).with_write_applied()
}

pub(super) fn delete(tenant: &mut Tenant, call: &Call) -> Answer {
    let Some(id) = find_id(tenant, call) else {
        return not_found(call.id(0));
    };
    if !can_manage_applications(tenant, call) {
        return access_denied();
    }
    tenant.remove_all_grants(&id);
    if let Some(principal) = tenant.service_principals.get(&id).cloned() {
        keep_deleted(tenant, principal, "servicePrincipal", call.now);
    }
    let usual = tenant.other_lag;
    let lag = replication_lag(tenant, call, usual);
    tenant.service_principals.remove(&id, lag, call.now);
    Answer::empty(204).with_write_applied()
}

pub(super) fn member_of(tenant: &mut Tenant, call: &Call) -> Answer {
    list_memberships(tenant, call, false)
}

pub(super) fn transitive_member_of(tenant: &mut Tenant, call: &Call) -> Answer {
    list_memberships(tenant, call, true)
}

fn list_memberships(tenant: &mut Tenant, call: &Call, transitive: bool) -> Answer {
    let Some(id) = find_id(tenant, call) else {
        return not_found(call.id(0));
    };
    let all: Vec<Object> = users::memberships(tenant, &id, transitive, false);
    query::list_answer(tenant, call, all, "directoryObjects", "directoryObject")
}
