//! Calls on granted permissions: app role assignments and delegated grants.
use serde_json::json;

use super::service_principals::key_by_app;
use crate::graph::call::Call;
use crate::ids::{AppId, ObjectId, PermissionId};

/// A relation of a service principal.
fn of_service_principal(id: &str, relation: &str) -> Call {
    Call::get(&["servicePrincipals", id, relation])
}

/// Application permissions of a service principal.
pub fn app_roles_of(principal: &ObjectId) -> Call {
    of_service_principal(principal.as_str(), "appRoleAssignments").query("$top", "999")
}

/// Lists app role assignments as [`app_roles_of`] does, by application id.
pub fn app_roles_of_app(app: &AppId) -> Call {
    Call::get(&[&key_by_app(app), "appRoleAssignments"]).query("$top", "999")
}

/// Delegated permissions of a service principal.
pub fn scopes_of(principal: &ObjectId) -> Call {
    of_service_principal(principal.as_str(), "oauth2PermissionGrants")
}

/// Lists delegated grants as [`scopes_of`] does, by application id.
pub fn scopes_of_app(app: &AppId) -> Call {
    Call::get(&[&key_by_app(app), "oauth2PermissionGrants"])
}

/// All assignments of the application permissions of a resource.
pub fn app_role_holders(resource: &ObjectId) -> Call {
    of_service_principal(resource.as_str(), "appRoleAssignedTo").query("$top", "999")
}

/// Grants one application permission. Not repeatable: "already exists" and a
/// lost answer are both resolved by reading.
pub fn assign_app_role(principal: &ObjectId, resource: &ObjectId, role: &PermissionId) -> Call {
    Call::post(
        &["servicePrincipals", resource.as_str(), "appRoleAssignedTo"],
        json!({
            "principalId": principal.as_str(),
            "resourceId": resource.as_str(),
            "appRoleId": role.as_str(),
        }),
    )
}

/// Revokes one application permission.
pub fn remove_app_role(resource: &ObjectId, assignment: &str) -> Call {
    Call::delete(&[
        "servicePrincipals",
        resource.as_str(),
        "appRoleAssignedTo",
        assignment,
    ])
}

/// Grants delegated permissions for all users of the tenant.
pub fn grant_scopes(client: &ObjectId, resource: &ObjectId, scope: &str) -> Call {
    Call::post(
        &["oauth2PermissionGrants"],
        json!({
            "clientId": client.as_str(),
            "consentType": "AllPrincipals",
            "principalId": null,
            "resourceId": resource.as_str(),
            "scope": scope,
        }),
    )
}

/// Reads one delegated grant, just before it is changed.
pub fn grant(id: &str) -> Call {
    Call::get(&["oauth2PermissionGrants", id])
}

/// Replaces the scope list of a delegated grant.
pub fn set_scopes(id: &str, scope: &str) -> Call {
    Call::patch(&["oauth2PermissionGrants", id], json!({ "scope": scope }))
}

/// Revokes a delegated grant.
pub fn remove_grant(id: &str) -> Call {
    Call::delete(&["oauth2PermissionGrants", id])
}
