//! Every route that the sandbox supports. Any other is answered with 501.
use std::sync::LazyLock;

use http::Method;

use super::operations::{OPERATIONS, Operation};
use super::query::{GROUPS, LIST, NONE, ONE, PLAIN};
use super::{
    Call, administrative_units, audit_logs, devices, grants, groups, passwords, privileges, roles,
    service_principals, tenant_wide, users,
};
use crate::sandbox::entra::form;
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

/// The routes with code of their own. Those of [`OPERATIONS`] come beside them.
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

/// Why no route fits a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum NoRoute {
    /// A part of the address leads nowhere.
    Segment(String),
    /// The address exists, but not with this method.
    Method,
}

/// A route with its template in parts.
struct ParsedRoute {
    parts: Vec<&'static str>,
    route: Route,
}

/// Every route. Those with fewer placeholders come first, so that a name in an address is
/// never taken for an id.
static PARSED: LazyLock<Vec<ParsedRoute>> = LazyLock::new(|| {
    let table = OPERATIONS.iter().map(|operation| Route {
        method: operation.method.clone(),
        template: operation.template,
        options: NONE,
        handler: operation.handler,
        operation: Some(operation),
    });
    let mut all: Vec<ParsedRoute> = ROUTES
        .iter()
        .cloned()
        .chain(table)
        .map(|route| ParsedRoute {
            parts: route.template.split('/').skip(1).collect(),
            route,
        })
        .collect();
    all.sort_by_key(|known| known.route.template.matches('{').count());
    all
});

/// Returns the templates of every route.
pub(super) fn templates() -> impl Iterator<Item = &'static str> {
    PARSED.iter().map(|known| known.route.template)
}

/// Returns the route of a call and the values of its placeholders.
///
/// # Errors
/// Tells the first part of the address that leads nowhere.
pub(super) fn find(method: &Method, path: &str) -> Result<(&'static Route, Vec<String>), NoRoute> {
    let segments: Vec<String> = path
        .split('/')
        .skip(1)
        .map(|segment| form::decode(&segment.replace('+', "%2B")))
        .collect();
    let mut fitting = PARSED
        .iter()
        .filter_map(|known| Some((&known.route, match_template(&known.parts, &segments)?)));
    let mut others = false;
    let found = fitting.find(|(route, _)| {
        others = true;
        route.method == *method
    });
    found.ok_or_else(|| {
        if others {
            return NoRoute::Method;
        }
        let mut lengths = 1..=segments.len();
        let dead_end = lengths.find(|length| {
            let start = segments.get(..*length).unwrap_or_default();
            let leads = |known: &ParsedRoute| {
                let parts = known.parts.get(..*length);
                parts.is_some_and(|parts| match_template(parts, start).is_some())
            };
            !PARSED.iter().any(leads)
        });
        let length = dead_end.unwrap_or(segments.len());
        let segment = length.checked_sub(1).and_then(|last| segments.get(last));
        NoRoute::Segment(segment.cloned().unwrap_or_default())
    })
}

fn match_template(parts: &[&'static str], segments: &[String]) -> Option<Vec<String>> {
    if parts.len() != segments.len() {
        return None;
    }
    let mut ids = Vec::new();
    for (part, segment) in parts.iter().zip(segments) {
        let Some((before, rest)) = part.split_once('{') else {
            if part != segment {
                return None;
            }
            continue;
        };
        let (_, after) = rest.split_once('}')?;
        let inner = segment.strip_prefix(before)?.strip_suffix(after)?;
        if inner.is_empty() {
            return None;
        }
        ids.push(inner.replace("''", "'"));
    }
    Some(ids)
}

#[cfg(test)]
mod tests {
    use super::{NoRoute, find};
    use http::Method;

    #[test]
    fn a_key_in_parentheses_is_read_like_one_in_the_path() {
        let (route, ids) = find(&Method::GET, "/servicePrincipals(appId='1-2')").unwrap();
        assert_eq!(route.template, "/servicePrincipals(appId='{appId}')");
        assert_eq!(ids, ["1-2"]);
        let (_, ids) = find(&Method::GET, "/users/niamh.o%27harrowby%40meridian.example").unwrap();
        assert_eq!(ids, ["niamh.o'harrowby@meridian.example"]);
        let (route, ids) = find(&Method::GET, "/users/delta").unwrap();
        assert_eq!((route.template, ids.len()), ("/users/delta", 0));
    }

    #[test]
    fn what_is_not_listed_is_not_found() {
        let segment = |text: &str| NoRoute::Segment(text.to_owned());
        let none = |method, path| find(&method, path).unwrap_err();
        assert_eq!(none(Method::GET, "/users/1/photo"), segment("photo"));
        assert_eq!(none(Method::GET, "/pictures/1"), segment("pictures"));
        assert_eq!(none(Method::PUT, "/users/1"), NoRoute::Method);
        assert_eq!(none(Method::GET, "/users/"), segment(""));
    }
}
