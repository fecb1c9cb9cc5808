//! Calls on directory roles.
use serde_json::json;

use crate::graph::call::{Call, odata_literal};
use crate::ids::{ObjectId, RoleTemplateId};

/// Role assignments of a user or service principal, direct ones only.
pub fn assignments_of(principal: &ObjectId) -> Call {
    Call::get(&["roleManagement", "directory", "roleAssignments"]).query(
        "$filter",
        &format!("principalId eq {}", odata_literal(principal.as_str())),
    )
}

/// Every role assignment of the tenant.
pub fn all_assignments() -> Call {
    Call::get(&["roleManagement", "directory", "roleAssignments"])
}

/// Assigns a directory role in the whole tenant. Not repeatable: read back.
pub fn assign(principal: &ObjectId, role: &RoleTemplateId) -> Call {
    Call::post(
        &["roleManagement", "directory", "roleAssignments"],
        json!({
            "@odata.type": "#microsoft.graph.unifiedRoleAssignment",
            "principalId": principal.as_str(),
            "roleDefinitionId": role.as_str(),
            "directoryScopeId": "/",
        }),
    )
}

/// Active direct members of a directory role.
pub fn members(role: &RoleTemplateId) -> Call {
    Call::get(&[
        &format!("directoryRoles(roleTemplateId='{role}')"),
        "members",
    ])
    .select("id,displayName,userPrincipalName,accountEnabled,userType,onPremisesSyncEnabled")
}

/// Directory roles and groups of a service principal, also through groups.
pub fn of_service_principal(id: &ObjectId) -> Call {
    Call::get(&["servicePrincipals", id.as_str(), "transitiveMemberOf"]).query("$top", "999")
}

/// Active assignments of a directory role, with their end dates.
pub fn active_assignments(role: &RoleTemplateId) -> Call {
    Call::get(&[
        "roleManagement",
        "directory",
        "roleAssignmentScheduleInstances",
    ])
    .select("principalId,assignmentType,endDateTime")
    .query(
        "$filter",
        &format!("roleDefinitionId eq {}", odata_literal(role.as_str())),
    )
}

/// Eligible assignments of all directory roles.
pub fn eligible_assignments() -> Call {
    Call::get(&[
        "roleManagement",
        "directory",
        "roleEligibilityScheduleInstances",
    ])
    .select("principalId,roleDefinitionId")
}
