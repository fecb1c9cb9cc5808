//! Which permissions each route needs: the sandbox's own table, written from
//! Microsoft's published one and compared with it by a test.
use super::bearer::Caller;
use super::route::Route;
use crate::sandbox::ledger::TokenKind;

type Any = &'static [&'static str];

const USER_READ: Any = &[
    "User.Read.All",
    "User.ReadBasic.All",
    "User.ReadWrite.All",
    "Directory.Read.All",
    "Directory.ReadWrite.All",
];
const APP_READ: Any = &[
    "Application.Read.All",
    "Application.ReadWrite.All",
    "Directory.Read.All",
    "Directory.ReadWrite.All",
];
const APP_WRITE: Any = &["Application.ReadWrite.All"];
const ASSIGN: Any = &["AppRoleAssignment.ReadWrite.All"];
const GRANT_READ: Any = &[
    "Directory.Read.All",
    "DelegatedPermissionGrant.ReadWrite.All",
    "Directory.ReadWrite.All",
];
const GRANT_WRITE: Any = &["DelegatedPermissionGrant.ReadWrite.All"];
const ROLE_READ: Any = &[
    "RoleManagement.Read.Directory",
    "RoleManagement.ReadWrite.Directory",
    "Directory.Read.All",
    "Directory.ReadWrite.All",
];
const GROUP_READ: Any = &[
    "Group.Read.All",
    "GroupMember.Read.All",
    "Directory.Read.All",
    "Directory.ReadWrite.All",
];
const MEMBERSHIP_READ: Any = &[
    "User.Read.All",
    "Group.Read.All",
    "GroupMember.Read.All",
    "Directory.Read.All",
    "Directory.ReadWrite.All",
];

/// Permissions of which one is needed for a person's token and for an
/// application's; `None` where an application may not call it at all.
pub(super) fn permission_needed(method: &str, template: &str) -> (Any, Option<Any>) {
    let both = |any: Any| (any, Some(any));
    match (method, template) {
        ("GET", "/me") => (
            &[
                "User.Read",
                "User.Read.All",
                "User.ReadWrite.All",
                "Directory.Read.All",
            ],
            None,
        ),
        ("GET", path) if path.starts_with("/me/") => (
            &[
                "User.Read",
                "User.Read.All",
                "Directory.Read.All",
                "GroupMember.Read.All",
            ],
            None,
        ),
        ("PATCH", "/users/{user-id}") => both(&[
            "User.ReadWrite.All",
            "Directory.ReadWrite.All",
            "User.EnableDisableAccount.All",
            "User-PasswordProfile.ReadWrite.All",
        ]),
        ("POST", "/users/{user-id}/revokeSignInSessions") => both(&[
            "User.RevokeSessions.All",
            "User.ReadWrite.All",
            "Directory.ReadWrite.All",
        ]),
        ("POST", path) if path.ends_with("/resetPassword") => {
            (&["UserAuthenticationMethod.ReadWrite.All"], None)
        }
        ("GET", path) if path.contains("/authentication/operations/") => (
            &[
                "UserAuthenticationMethod.Read.All",
                "UserAuthenticationMethod.ReadWrite.All",
            ],
            None,
        ),
        ("GET", path) if path.contains("/authentication/") => both(&[
            "UserAuthenticationMethod.Read.All",
            "UserAuthenticationMethod.ReadWrite.All",
        ]),
        ("GET", path) if path.starts_with("/users/") && path.contains("emberOf") => {
            both(MEMBERSHIP_READ)
        }
        ("GET", path) if path.starts_with("/users") => both(USER_READ),
        ("POST" | "DELETE", path) if path.contains("/appRoleAssign") => both(ASSIGN),
        ("GET", path) if path.ends_with("/oauth2PermissionGrants") => both(GRANT_READ),
        ("GET", path) if path.starts_with("/oauth2PermissionGrants") => both(GRANT_READ),
        (_, path) if path.starts_with("/oauth2PermissionGrants") => both(GRANT_WRITE),
        ("GET", path) if path.starts_with("/servicePrincipals") => both(APP_READ),
        (_, path) if path.starts_with("/servicePrincipals") => both(APP_WRITE),
        ("GET", path) if path.starts_with("/directoryRoles") => both(ROLE_READ),
        ("GET", path) if path.starts_with("/roleManagement") => both(ROLE_READ),
        (_, path) if path.starts_with("/roleManagement") => {
            both(&["RoleManagement.ReadWrite.Directory"])
        }
        ("GET", path) if path.starts_with("/groups") => both(GROUP_READ),
        ("GET", "/organization") => (
            &[
                "User.Read",
                "Organization.Read.All",
                "Directory.Read.All",
                "User.Read.All",
            ],
            Some(&[
                "Organization.Read.All",
                "Directory.Read.All",
                "User.Read.All",
            ]),
        ),
        ("GET", path) if path.starts_with("/domains") => {
            both(&["Domain.Read.All", "Directory.Read.All"])
        }
        ("GET", "/subscribedSkus") => both(&[
            "LicenseAssignment.Read.All",
            "Organization.Read.All",
            "Directory.Read.All",
            "Directory.ReadWrite.All",
        ]),
        ("GET", "/policies/{policy}" | "/identity/conditionalAccess/policies") => {
            both(&["Policy.Read.All"])
        }
        ("GET", "/auditLogs/signIns") => both(&["AuditLog.Read.All"]),
        _ => both(&[]),
    }
}

/// Whether the caller's token holds what the route needs.
pub(super) fn permitted(route: &Route, caller: &Caller) -> bool {
    let (delegated, application) = permission_needed(route.method.as_str(), route.template);
    match caller.kind {
        TokenKind::Delegated => caller.holds(delegated),
        TokenKind::Application => application.is_some_and(|any| caller.holds(any)),
        TokenKind::None | TokenKind::Invalid => false,
    }
}

#[cfg(test)]
mod tests {
    use super::permission_needed;
    use crate::sandbox::graph::route::ROUTES;

    #[test]
    fn every_route_says_what_it_needs() {
        for route in ROUTES {
            let (delegated, _) = permission_needed(route.method.as_str(), route.template);
            assert!(!delegated.is_empty(), "{} {}", route.method, route.template);
        }
    }
}
