//! Directory roles: `directoryRoles` and the newer `roleManagement`.
use serde_json::json;

use super::replication::{self, grant_lag};
use super::service_principals::holds_any;
use super::{Call, access_denied, bad_request, not_found, query};
use crate::sandbox::ledger::TokenKind;
use crate::sandbox::object::Object;
use crate::sandbox::reply::Answer;
use crate::sandbox::seed::roles;
use crate::sandbox::tenant::Tenant;

/// Entity set of role assignments.
const SET: &str = "roleManagement/directory/roleAssignments";
const KIND: &str = "unifiedRoleAssignment";

fn find_role(tenant: &Tenant, call: &Call) -> Option<Object> {
    let key = call.id(0);
    tenant
        .roles
        .all()
        .find(|role| role.id() == key || role.text("roleTemplateId") == key)
        .cloned()
}

pub(super) fn list(tenant: &mut Tenant, call: &Call) -> Answer {
    let all = tenant.roles.list(call.now).into_iter().cloned().collect();
    query::list_answer(tenant, call, all, "directoryRoles", "directoryRole")
}

pub(super) fn get(tenant: &mut Tenant, call: &Call) -> Answer {
    match find_role(tenant, call) {
        Some(role) => query::object_answer(tenant, call, &role, "directoryRoles", "directoryRole"),
        None => not_found(call.id(0)),
    }
}

pub(super) fn members(tenant: &mut Tenant, call: &Call) -> Answer {
    let Some(role) = find_role(tenant, call) else {
        return not_found(call.id(0));
    };
    let ids: Vec<String> = tenant
        .role_assignments
        .list(call.now)
        .into_iter()
        .filter(|known| known.text("roleDefinitionId") == role.text("roleTemplateId"))
        .map(|known| known.text("principalId").to_owned())
        .collect();
    let all = ids
        .iter()
        .filter_map(|id| tenant.directory_object(id))
        .collect();
    query::list_answer(tenant, call, all, "directoryObjects", "directoryObject")
}

fn as_definition(role: &Object) -> Object {
    Object::from_value(json!({
        "id": role.get("roleTemplateId"),
        "description": role.get("description"),
        "displayName": role.get("displayName"),
        "isBuiltIn": true,
        "isEnabled": true,
        "resourceScopes": ["/"],
        "rolePermissions": [],
        "templateId": role.get("roleTemplateId"),
        "version": "1",
    }))
}

pub(super) fn definitions(tenant: &mut Tenant, call: &Call) -> Answer {
    let all = tenant.roles.all().map(as_definition).collect();
    query::list_answer(
        tenant,
        call,
        all,
        "roleManagement/directory/roleDefinitions",
        "unifiedRoleDefinition",
    )
}

pub(super) fn get_definition(tenant: &mut Tenant, call: &Call) -> Answer {
    match find_role(tenant, call) {
        Some(role) => query::object_answer(
            tenant,
            call,
            &as_definition(&role),
            "roleManagement/directory/roleDefinitions",
            "unifiedRoleDefinition",
        ),
        None => not_found(call.id(0)),
    }
}

pub(super) fn assignments(tenant: &mut Tenant, call: &Call) -> Answer {
    let all = tenant
        .role_assignments
        .list(call.now)
        .into_iter()
        .cloned()
        .collect();
    query::list_answer(tenant, call, all, SET, KIND)
}

pub(super) fn get_assignment(tenant: &mut Tenant, call: &Call) -> Answer {
    match tenant.role_assignments.read(call.id(0), call.now).cloned() {
        Some(known) => query::object_answer(tenant, call, &known, SET, KIND),
        None => not_found(call.id(0)),
    }
}

/// Whether the caller may assign and remove directory roles, and therefore grant every
/// application permission.
pub(super) fn can_manage_roles(tenant: &Tenant, call: &Call) -> bool {
    call.caller.kind == TokenKind::Application
        || holds_any(
            tenant,
            call,
            &[
                roles::GLOBAL_ADMINISTRATOR,
                roles::PRIVILEGED_ROLE_ADMINISTRATOR,
            ],
        )
}

pub(super) fn assign(tenant: &mut Tenant, call: &Call) -> Answer {
    let known = [
        "@odata.type",
        "principalId",
        "roleDefinitionId",
        "directoryScopeId",
    ];
    if let Err(answer) = call.check_known_properties(&known) {
        return answer;
    }
    let text = |name: &str| call.property(name).as_str().unwrap_or_default().to_owned();
    let (principal, role) = (text("principalId"), text("roleDefinitionId"));
    if text("directoryScopeId") != "/" {
        return bad_request("directoryScopeId must be given.");
    }
    if tenant.directory_object(&principal).is_none() {
        return not_found(&principal);
    }
    if !tenant
        .roles
        .all()
        .any(|known| known.text("roleTemplateId") == role)
    {
        return not_found(&role);
    }
    if !can_manage_roles(tenant, call) {
        return access_denied();
    }
    let exists = tenant.role_assignments.all().any(|known| {
        known.text("principalId") == principal && known.text("roleDefinitionId") == role
    });
    if exists {
        return bad_request(
            "A conflicting object with one or more of the specified property values is present in the directory.",
        );
    }
    let object = Object::from_value(json!({
        "id": tenant.uuid("role assignment"),
        "directoryScopeId": "/",
        "principalId": principal,
        "roleDefinitionId": role,
    }));
    let lag = grant_lag(tenant, call);
    tenant.role_assignments.write(object.clone(), lag, call.now);
    replication::created_answer(tenant, call, &object, SET, KIND)
}

pub(super) fn unassign(tenant: &mut Tenant, call: &Call) -> Answer {
    if !can_manage_roles(tenant, call) {
        return access_denied();
    }
    let lag = grant_lag(tenant, call);
    let was_there = tenant.role_assignments.remove(call.id(0), lag, call.now);
    replication::deleted_answer(was_there, call.id(0))
}
