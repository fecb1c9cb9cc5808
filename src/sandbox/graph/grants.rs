//! Granted permissions: app role assignments and delegated grants.
use serde_json::{Value, json};

use super::replication::{self, grant_lag};
use super::roles::can_manage_roles;
use super::service_principals::{can_manage_applications, find_id, holds_any};
use super::{Call, access_denied, bad_request, not_found, query};
use crate::sandbox::faults::FaultKind;
use crate::sandbox::object::{Lag, Object};
use crate::sandbox::reply::Answer;
use crate::sandbox::seed::{GRAPH_APP_ID, roles};
use crate::sandbox::tenant::Tenant;

/// Longest documented `scope` of a grant, in characters.
const MAX_SCOPE: usize = 3_850;
/// The entity set of delegated grants, and its type.
const SET: &str = "oauth2PermissionGrants";
const KIND: &str = "oAuth2PermissionGrant";

fn list_assignments_where(tenant: &mut Tenant, call: &Call, property: &str) -> Answer {
    let Some(id) = find_id(tenant, call) else {
        return not_found(call.id(0));
    };
    let all = tenant
        .app_role_assignments
        .list(call.now)
        .into_iter()
        .filter(|assignment| assignment.text(property) == id)
        .cloned()
        .collect();
    query::list_answer(tenant, call, all, "appRoleAssignments", "appRoleAssignment")
}

pub(super) fn list_assignments(tenant: &mut Tenant, call: &Call) -> Answer {
    list_assignments_where(tenant, call, "principalId")
}

pub(super) fn list_assigned_to(tenant: &mut Tenant, call: &Call) -> Answer {
    list_assignments_where(tenant, call, "resourceId")
}

/// Whether the caller may grant this application permission.
fn may_assign(tenant: &Tenant, call: &Call, resource: &Object) -> bool {
    can_manage_roles(tenant, call)
        || resource.text("appId") != GRAPH_APP_ID && can_manage_applications(tenant, call)
}

pub(super) fn assign(tenant: &mut Tenant, call: &Call) -> Answer {
    if let Err(answer) = call.check_known_properties(&["principalId", "resourceId", "appRoleId"]) {
        return answer;
    }
    let text = |name: &str| call.property(name).as_str().unwrap_or_default().to_owned();
    let (principal, resource_id, role) =
        (text("principalId"), text("resourceId"), text("appRoleId"));
    let side = if call.path.ends_with("/appRoleAssignedTo") {
        &resource_id
    } else {
        &principal
    };
    if find_id(tenant, call).as_deref() != Some(side) {
        return bad_request("The id in the path must be the one in the body.");
    }
    let Some(resource) = tenant.service_principals.get(&resource_id).cloned() else {
        return not_found(&resource_id);
    };
    if tenant.service_principals.get(&principal).is_none() {
        return not_found(&principal);
    }
    let known = resource.get("appRoles").as_array().is_some_and(|roles| {
        roles
            .iter()
            .any(|known| known.get("id").and_then(Value::as_str) == Some(&role))
    });
    if !known {
        return bad_request("Permission being assigned was not found on application");
    }
    if !may_assign(tenant, call, &resource) {
        return access_denied();
    }
    apply_extra_grant_fault(tenant, call, &principal);
    let lag = grant_lag(tenant, call);
    if !tenant.assign_app_role(&principal, &resource_id, &role, lag, call.now)
        || duplicate_fault_applies(tenant, call)
    {
        return bad_request("Permission being assigned already exists on the object");
    }
    let made = tenant
        .app_role_assignments
        .all()
        .find(|known| {
            known.text("principalId") == principal
                && known.text("resourceId") == resource_id
                && known.text("appRoleId") == role
        })
        .cloned()
        .unwrap_or_default();
    replication::created_answer(
        tenant,
        call,
        &made,
        "appRoleAssignments",
        "appRoleAssignment",
    )
}

/// Whether a fault reports the grant just written as a duplicate.
fn duplicate_fault_applies(tenant: &mut Tenant, call: &Call) -> bool {
    tenant
        .faults
        .take_matching_rule(FaultKind::Duplicate, call.method.as_str(), &call.path)
        .is_some()
}

/// Grants a permission as another administrator, if the fault for it applies.
fn apply_extra_grant_fault(tenant: &mut Tenant, call: &Call, principal: &str) {
    if tenant
        .faults
        .take_matching_rule(FaultKind::ExtraGrant, call.method.as_str(), &call.path)
        .is_none()
    {
        return;
    }
    let Some(graph) = tenant.service_principal_of(GRAPH_APP_ID) else {
        return;
    };
    let role = graph
        .get("appRoles")
        .as_array()
        .and_then(|all| {
            all.iter()
                .find(|role| role.get("value").and_then(Value::as_str) == Some("Mail.Read"))
        })
        .and_then(|role| role.get("id"))
        .and_then(Value::as_str)
        .map(str::to_owned);
    let graph = graph.id().to_owned();
    if let Some(role) = role {
        tenant.assign_app_role(principal, &graph, &role, Lag::default(), call.now);
    }
}

pub(super) fn get_assignment(tenant: &mut Tenant, call: &Call) -> Answer {
    let all = &tenant.app_role_assignments;
    match all.read(call.id(1), call.now) {
        Some(found) => {
            let (set, kind) = ("appRoleAssignments", "appRoleAssignment");
            query::object_answer(tenant, call, found, set, kind)
        }
        None => not_found(call.id(1)),
    }
}

pub(super) fn unassign(tenant: &mut Tenant, call: &Call) -> Answer {
    let Some(known) = tenant.app_role_assignments.get(call.id(1)).cloned() else {
        return not_found(call.id(1));
    };
    let own = find_id(tenant, call).unwrap_or_default();
    if ![known.text("resourceId"), known.text("principalId")].contains(&own.as_str()) {
        return not_found(call.id(1));
    }
    let resource = tenant
        .service_principals
        .get(known.text("resourceId"))
        .cloned()
        .unwrap_or_default();
    if !may_assign(tenant, call, &resource) {
        return access_denied();
    }
    let lag = grant_lag(tenant, call);
    let all = &mut tenant.app_role_assignments;
    replication::deleted_answer(all.remove(call.id(1), lag, call.now), call.id(1))
}

pub(super) fn list(tenant: &mut Tenant, call: &Call) -> Answer {
    let all = tenant.grants.list(call.now).into_iter().cloned().collect();
    query::list_answer(tenant, call, all, SET, KIND)
}

pub(super) fn list_of_client(tenant: &mut Tenant, call: &Call) -> Answer {
    let Some(id) = find_id(tenant, call) else {
        return not_found(call.id(0));
    };
    let all = tenant
        .grants
        .list(call.now)
        .into_iter()
        .filter(|grant| grant.text("clientId") == id)
        .cloned()
        .collect();
    query::list_answer(tenant, call, all, SET, KIND)
}

pub(super) fn get(tenant: &mut Tenant, call: &Call) -> Answer {
    match tenant.grants.read(call.id(0), call.now).cloned() {
        Some(grant) => query::object_answer(tenant, call, &grant, SET, KIND),
        None => not_found(call.id(0)),
    }
}

fn may_grant(tenant: &Tenant, call: &Call) -> bool {
    can_manage_applications(tenant, call)
        || holds_any(tenant, call, &[roles::PRIVILEGED_ROLE_ADMINISTRATOR])
}

/// Refuses a scope that is too long or that the resource does not have.
fn check_scope(tenant: &Tenant, resource: &str, scope: &str) -> Result<(), Answer> {
    if scope.len() > MAX_SCOPE {
        return Err(bad_request("Invalid value specified for property 'scope'."));
    }
    let offered = tenant
        .service_principals
        .get(resource)
        .map(|sp| sp.get("oauth2PermissionScopes").clone())
        .unwrap_or_default();
    let wrong = scope.split_whitespace().find(|name| {
        !offered.as_array().is_some_and(|all| {
            all.iter()
                .any(|known| known.get("value").and_then(Value::as_str) == Some(name))
        })
    });
    match wrong {
        None => Ok(()),
        Some(name) => Err(bad_request(&format!(
            "The scope '{name}' is not offered by the resource."
        ))),
    }
}

pub(super) fn create(tenant: &mut Tenant, call: &Call) -> Answer {
    let known = [
        "clientId",
        "consentType",
        "principalId",
        "resourceId",
        "scope",
    ];
    if let Err(answer) = call.check_known_properties(&known) {
        return answer;
    }
    let text = |name: &str| call.property(name).as_str().unwrap_or_default().to_owned();
    let (client, kind, resource, scope) = (
        text("clientId"),
        text("consentType"),
        text("resourceId"),
        text("scope"),
    );
    let principal = call.property("principalId").clone();
    if !(kind == "AllPrincipals" && principal.is_null()
        || kind == "Principal" && principal.is_string())
    {
        return bad_request("Invalid value specified for property 'consentType'.");
    }
    for id in [&client, &resource] {
        if tenant.service_principals.get(id).is_none() {
            return not_found(id);
        }
    }
    if let Err(answer) = check_scope(tenant, &resource, &scope) {
        return answer;
    }
    if !may_grant(tenant, call) {
        return access_denied();
    }
    apply_extra_grant_fault(tenant, call, &client);
    let exists = tenant.grants.all().any(|grant| {
        grant.text("clientId") == client
            && grant.text("resourceId") == resource
            && grant.text("consentType") == kind
            && grant.get("principalId") == &principal
    });
    if exists {
        return already_exists_error();
    }
    let object = Object::from_value(json!({
        "id": tenant.uuid("grant"),
        "clientId": client,
        "consentType": kind,
        "principalId": principal,
        "resourceId": resource,
        "scope": scope,
    }));
    let lag = grant_lag(tenant, call);
    tenant.grants.write(object.clone(), lag, call.now);
    if duplicate_fault_applies(tenant, call) {
        return already_exists_error().with_write_applied();
    }
    replication::created_answer(tenant, call, &object, SET, KIND)
}

fn already_exists_error() -> Answer {
    Answer::graph_error(
        409,
        "Request_MultipleObjectsWithSameKeyValue",
        "Permission entry already exists.",
    )
}

pub(super) fn update(tenant: &mut Tenant, call: &Call) -> Answer {
    if let Err(answer) = call.check_known_properties(&["scope"]) {
        return answer;
    }
    let Some(mut grant) = tenant.grants.get(call.id(0)).cloned() else {
        return not_found(call.id(0));
    };
    let Some(scope) = call.property("scope").as_str() else {
        return bad_request("A value is required for property 'scope'.");
    };
    if let Err(answer) = check_scope(tenant, grant.text("resourceId"), scope) {
        return answer;
    }
    if !may_grant(tenant, call) {
        return access_denied();
    }
    grant.set("scope", scope);
    let lag = grant_lag(tenant, call);
    tenant.grants.write(grant, lag, call.now);
    Answer::empty(204).with_write_applied()
}

pub(super) fn delete(tenant: &mut Tenant, call: &Call) -> Answer {
    if !may_grant(tenant, call) {
        return access_denied();
    }
    let lag = grant_lag(tenant, call);
    let was_there = tenant.grants.remove(call.id(0), lag, call.now);
    replication::deleted_answer(was_there, call.id(0))
}
