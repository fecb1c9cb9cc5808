//! The routes that have code of their own; `data/operations.tsv` has the others.
use http::Method;

use super::operations::Operation;
use super::query::{GROUPS, LIST, NONE, ONE, PLAIN};
use super::{
    Call, administrative_units, audit_logs, devices, grants, groups, passwords, privileges, roles,
    service_principals, tenant_wide, users,
};
use crate::sandbox::reply::Answer;
use crate::sandbox::tenant::Tenant;

pub(super) type Handler = fn(&mut Tenant, &Call) -> Answer;

/// One route. The template is written as in Microsoft's own lists.
#[derive(Debug, Clone)]
pub(super) struct Route {
    pub(super) method: Method,
    pub(super) template: &'static str,
    /// Options that the program itself may use.
    pub(super) options: &'static [&'static str],
    pub(super) handler: Handler,
    /// The row of the table, which tells more about it.
    pub(super) operation: Option<&'static Operation>,
}

const fn get(template: &'static str, options: &'static [&'static str], handler: Handler) -> Route {
    Route {
        method: Method::GET,
        template,
        options,
        handler,
        operation: None,
    }
}

const fn write(method: Method, template: &'static str, handler: Handler) -> Route {
    Route {
        method,
        template,
        options: NONE,
        handler,
        operation: None,
    }
}

/// The routes with code of their own.
pub(super) static ROUTES: &[Route] = &[
    get("/me", ONE, users::me),
    get("/users", LIST, users::list),
    get("/users/$count", &["$filter", "$search"], users::count),
    get("/users/{user-id}", ONE, users::get),
    write(Method::PATCH, "/users/{user-id}", users::update),
    write(
        Method::POST,
        "/users/{user-id}/revokeSignInSessions",
        users::revoke,
    ),
    get("/users/{user-id}/memberOf", PLAIN, users::member_of),
    get(
        "/users/{user-id}/memberOf/microsoft.graph.administrativeUnit",
        PLAIN,
        administrative_units::list_units_of_user,
    ),
    write(
        Method::POST,
        "/users/{user-id}/checkMemberGroups",
        users::check_member_groups,
    ),
    get(
        "/users/{user-id}/ownedObjects",
        PLAIN,
        privileges::owned_objects,
    ),
    get(
        "/users/{user-id}/transitiveMemberOf",
        PLAIN,
        users::transitive_member_of,
    ),
    get(
        "/users/{user-id}/memberOf/microsoft.graph.directoryRole",
        PLAIN,
        users::roles_of,
    ),
    get(
        "/users/{user-id}/transitiveMemberOf/microsoft.graph.directoryRole",
        PLAIN,
        users::all_roles_of,
    ),
    get("/me/memberOf", PLAIN, users::member_of),
    get("/me/transitiveMemberOf", PLAIN, users::transitive_member_of),
    get(
        "/me/transitiveMemberOf/microsoft.graph.directoryRole",
        PLAIN,
        users::all_roles_of,
    ),
    write(
        Method::POST,
        "/users/{user-id}/authentication/methods/{authenticationMethod-id}/resetPassword",
        passwords::reset,
    ),
    get(
        "/users/{user-id}/authentication/operations/{longRunningOperation-id}",
        &["aadgdc", "aadgsu"],
        passwords::get_reset_operation,
    ),
    get("/servicePrincipals", LIST, service_principals::list),
    write(
        Method::POST,
        "/servicePrincipals",
        service_principals::create,
    ),
    get(
        "/servicePrincipals(appId='{appId}')",
        ONE,
        service_principals::get,
    ),
    write(
        Method::PATCH,
        "/servicePrincipals(appId='{appId}')",
        service_principals::update,
    ),
    get(
        "/servicePrincipals/{servicePrincipal-id}",
        ONE,
        service_principals::get,
    ),
    write(
        Method::PATCH,
        "/servicePrincipals/{servicePrincipal-id}",
        service_principals::update,
    ),
    write(
        Method::DELETE,
        "/servicePrincipals/{servicePrincipal-id}",
        service_principals::delete,
    ),
    get(
        "/servicePrincipals/{servicePrincipal-id}/appRoleAssignments",
        PLAIN,
        grants::list_assignments,
    ),
    write(
        Method::POST,
        "/servicePrincipals/{servicePrincipal-id}/appRoleAssignments",
        grants::assign,
    ),
    write(
        Method::DELETE,
        "/servicePrincipals/{servicePrincipal-id}/appRoleAssignments/{appRoleAssignment-id}",
        grants::unassign,
    ),
    get(
        "/servicePrincipals/{servicePrincipal-id}/appRoleAssignedTo",
        PLAIN,
        grants::list_assigned_to,
    ),
    write(
        Method::POST,
        "/servicePrincipals/{servicePrincipal-id}/appRoleAssignedTo",
        grants::assign,
    ),
    write(
        Method::DELETE,
        "/servicePrincipals/{servicePrincipal-id}/appRoleAssignedTo/{appRoleAssignment-id}",
        grants::unassign,
    ),
    get(
        "/servicePrincipals/{servicePrincipal-id}/oauth2PermissionGrants",
        PLAIN,
        grants::list_of_client,
    ),
    get(
        "/servicePrincipals/{servicePrincipal-id}/owners",
        PLAIN,
        privileges::service_principal_owners,
    ),
    get(
        "/applications(appId='{appId}')/owners",
        PLAIN,
        privileges::application_owners,
    ),
    get(
        "/servicePrincipals/{servicePrincipal-id}/memberOf",
        PLAIN,
        service_principals::member_of,
    ),
    get(
        "/servicePrincipals/{servicePrincipal-id}/transitiveMemberOf",
        PLAIN,
        service_principals::transitive_member_of,
    ),
    get(
        "/servicePrincipals(appId='{appId}')/appRoleAssignments",
        PLAIN,
        grants::list_assignments,
    ),
    get(
        "/servicePrincipals(appId='{appId}')/oauth2PermissionGrants",
        PLAIN,
        grants::list_of_client,
    ),
    get(
        "/servicePrincipals(appId='{appId}')/appRoleAssignedTo",
        PLAIN,
        grants::list_assigned_to,
    ),
    get("/oauth2PermissionGrants", PLAIN, grants::list),
    write(Method::POST, "/oauth2PermissionGrants", grants::create),
    get(
        "/oauth2PermissionGrants/{oAuth2PermissionGrant-id}",
        ONE,
        grants::get,
    ),
    write(
        Method::PATCH,
        "/oauth2PermissionGrants/{oAuth2PermissionGrant-id}",
        grants::update,
    ),
    write(
        Method::DELETE,
        "/oauth2PermissionGrants/{oAuth2PermissionGrant-id}",
        grants::delete,
    ),
    get("/directoryRoles", &["$select", "$filter"], roles::list),
    get(
        "/directoryRoles(roleTemplateId='{roleTemplateId}')",
        ONE,
        roles::get,
    ),
    get(
        "/directoryRoles(roleTemplateId='{roleTemplateId}')/members",
        &["$select", "$skiptoken"],
        roles::members,
    ),
    get("/directoryRoles/{directoryRole-id}", ONE, roles::get),
    get(
        "/directoryRoles/{directoryRole-id}/members",
        &["$select", "$skiptoken"],
        roles::members,
    ),
    get(
        "/roleManagement/directory/roleDefinitions",
        PLAIN,
        roles::definitions,
    ),
    get(
        "/roleManagement/directory/roleDefinitions/{unifiedRoleDefinition-id}",
        ONE,
        roles::get_definition,
    ),
    get(
        "/roleManagement/directory/roleAssignments",
        PLAIN,
        roles::assignments,
    ),
    write(
        Method::POST,
        "/roleManagement/directory/roleAssignments",
        roles::assign,
    ),
    get(
        "/roleManagement/directory/roleAssignments/{unifiedRoleAssignment-id}",
        ONE,
        roles::get_assignment,
    ),
    write(
        Method::DELETE,
        "/roleManagement/directory/roleAssignments/{unifiedRoleAssignment-id}",
        roles::unassign,
    ),
    get(
        "/roleManagement/directory/roleEligibilityScheduleInstances",
        PLAIN,
        privileges::eligibilities,
    ),
    get(
        "/users/{user-id}/registeredDevices",
        PLAIN,
        devices::list_devices_of_user,
    ),
    get("/devices/{device-id}", &["$select"], devices::get),
    get(
        "/devices/{device-id}/registeredOwners",
        &["$select"],
        devices::owners,
    ),
    get(
        "/devices/{device-id}/registeredUsers",
        &["$select"],
        devices::users,
    ),
    write(Method::PATCH, "/devices/{device-id}", devices::update),
    get(
        "/roleManagement/directory/roleAssignmentScheduleInstances",
        PLAIN,
        privileges::assignments,
    ),
    get("/groups", GROUPS, groups::list),
    get("/groups/{group-id}", ONE, groups::get),
    get("/groups/{group-id}/members", PLAIN, groups::members),
    get("/groups/{group-id}/owners", PLAIN, privileges::group_owners),
    get(
        "/groups/{group-id}/transitiveMembers/$count",
        NONE,
        groups::count_transitive_members,
    ),
    get(
        "/groups/{group-id}/transitiveMembers",
        PLAIN,
        groups::transitive_members,
    ),
    get("/organization", PLAIN, tenant_wide::organization),
    get("/domains", PLAIN, tenant_wide::domains),
    get("/domains/{domain-id}", ONE, tenant_wide::get_domain),
    get(
        "/subscribedSkus",
        &["$select"],
        tenant_wide::subscribed_skus,
    ),
    get(
        "/policies/tokenLifetimePolicies",
        PLAIN,
        tenant_wide::token_policies,
    ),
    get("/policies/{policy}", ONE, tenant_wide::get_policy),
    get(
        "/identity/conditionalAccess/policies",
        PLAIN,
        tenant_wide::access_policies,
    ),
    get(
        "/auditLogs/signIns",
        &["$filter", "$top", "$orderby", "$skiptoken"],
        audit_logs::sign_ins,
    ),
    get(
        "/auditLogs/directoryAudits",
        &["$filter", "$top", "$orderby", "$skiptoken"],
        audit_logs::directory_audits,
    ),
];
