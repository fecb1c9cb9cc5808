//! Which delegated Graph permissions a sign-in asks for.
//!
//! `auth login --for read | grant | respond | respond-devices` asks for what that
//! use needs and no more; every scope says what for. Another use is another sign-in.
use std::fmt;

/// What a person signs in for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Use {
    /// Looking: status, users, sign-ins.
    Read,
    /// Granting, blocking with removal, directory roles.
    Grant,
    /// Acting on accounts.
    Respond,
    /// Acting on accounts and disabling their devices.
    RespondDevices,
}

impl Use {
    /// All uses, the weakest first.
    pub const ALL: [Self; 4] = [Self::Read, Self::Grant, Self::Respond, Self::RespondDevices];

    /// The word after `--for`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Grant => "grant",
            Self::Respond => "respond",
            Self::RespondDevices => "respond-devices",
        }
    }
}

impl fmt::Display for Use {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// For every use: users' profiles, needed beside `User.EnableDisableAccount.All`
/// and to see whether an account is enabled.
const READ_PROFILES: &str = "User.Read.All";
/// For every use: service principals, consents, groups, directory roles, licenses.
const READ_DIRECTORY: &str = "Directory.Read.All";
/// For every use: who is signed in.
const READ_SELF: &str = "User.Read";

/// `read` adds sign-ins (last sign-in of a user) and the policies on consent and
/// Conditional Access that explain why a sign-in or a grant fails.
const READ: &[&str] = &[
    READ_SELF,
    READ_PROFILES,
    READ_DIRECTORY,
    "AuditLog.Read.All",
    "Policy.Read.All",
];

/// `grant` adds app roles, delegated grants, creating, enabling and deleting
/// service principals, and the directory roles that sets want.
const GRANT: &[&str] = &[
    READ_SELF,
    READ_PROFILES,
    READ_DIRECTORY,
    "Policy.Read.All",
    "AppRoleAssignment.ReadWrite.All",
    "DelegatedPermissionGrant.ReadWrite.All",
    "Application.ReadWrite.All",
    "RoleManagement.ReadWrite.Directory",
];

/// `respond` adds disabling, revoking sessions, new passwords, and the reset that
/// is written back to the company's own directory; `Policy.Read.All` and
/// `RoleAssignmentSchedule.Read.Directory` find the break-glass accounts, which are
/// never touched, and `RoleEligibilitySchedule.Read.Directory` those who could
/// activate a role.
const RESPOND: &[&str] = RESPOND_DEVICES.split_at(RESPOND_DEVICES.len() - 1).0;

/// `respond-devices` adds disabling devices: Microsoft's table names no narrower
/// delegated permission, and it lets the sign-in do whatever its user may do.
const RESPOND_DEVICES: &[&str] = &[
    READ_SELF,
    READ_PROFILES,
    READ_DIRECTORY,
    "AuditLog.Read.All",
    "Policy.Read.All",
    "RoleAssignmentSchedule.Read.Directory",
    "RoleEligibilitySchedule.Read.Directory",
    "User.EnableDisableAccount.All",
    "User.RevokeSessions.All",
    "User-PasswordProfile.ReadWrite.All",
    "UserAuthenticationMethod.ReadWrite.All",
    // The last one: `RESPOND` is what comes before it.
    "Directory.AccessAsUser.All",
];

/// The Graph permissions that a sign-in for `purpose` asks for; the `OpenID` ones
/// (`openid`, `profile`, `offline_access`) are the sign-in's own business.
pub fn scopes_for(purpose: Use) -> &'static [&'static str] {
    match purpose {
        Use::Read => READ,
        Use::Grant => GRANT,
        Use::Respond => RESPOND,
        Use::RespondDevices => RESPOND_DEVICES,
    }
}

/// What a session that asked for these permissions is good for; every one may
/// read.
pub fn uses_within<S: AsRef<str>>(asked: &[S]) -> Vec<Use> {
    let has = |wanted: &&str| {
        let mut all = asked.iter();
        all.any(|one| one.as_ref().eq_ignore_ascii_case(wanted))
    };
    let uses = Use::ALL.into_iter();
    uses.filter(|one| *one == Use::Read || scopes_for(*one).iter().all(&has))
        .collect()
}

/// The weakest use whose sign-in brings `permission`, or `None` where no sign-in
/// of ours asks for it.
pub fn narrowest_use_for(permission: &str) -> Option<Use> {
    Use::ALL.into_iter().find(|purpose| {
        scopes_for(*purpose)
            .iter()
            .any(|scope| scope.eq_ignore_ascii_case(permission))
    })
}

/// The weakest use whose sign-in brings all of `permissions`.
pub fn narrowest_use_for_all(permissions: &[&str]) -> Option<Use> {
    Use::ALL.into_iter().find(|purpose| {
        permissions.iter().all(|wanted| {
            scopes_for(*purpose)
                .iter()
                .any(|scope| scope.eq_ignore_ascii_case(wanted))
        })
    })
}

#[cfg(test)]
mod tests {
    use super::{Use, narrowest_use_for, narrowest_use_for_all, scopes_for};
    use crate::catalog::calls::{Scheme, needs};

    #[test]
    fn no_use_asks_twice_and_reading_writes_nothing() {
        for purpose in Use::ALL {
            let scopes = scopes_for(purpose);
            for (at, scope) in scopes.iter().enumerate() {
                assert!(!scopes[at + 1..].contains(scope), "{purpose} {scope}");
            }
        }
        assert!(
            scopes_for(Use::Read)
                .iter()
                .all(|one| !one.contains("Write"))
        );
    }

    #[test]
    fn respond_devices_asks_for_one_permission_more_than_respond() {
        let (respond, devices) = (scopes_for(Use::Respond), scopes_for(Use::RespondDevices));
        assert!(devices.starts_with(respond));
        assert_eq!(devices[respond.len()..], ["Directory.AccessAsUser.All"]);
    }

    #[test]
    fn the_calls_of_each_use_are_covered() {
        let calls: [(Use, &str, &str, &[&str]); 19] = [
            (Use::Read, "GET", "/me", &[]),
            (Use::Read, "GET", "/organization", &[]),
            (Use::Read, "GET", "/subscribedSkus", &[]),
            (Use::Read, "GET", "/servicePrincipals", &[]),
            (Use::Read, "GET", "/oauth2PermissionGrants", &[]),
            (Use::Read, "GET", "/users", &[]),
            (Use::Read, "GET", "/auditLogs/signIns", &[]),
            (Use::Read, "GET", "/policies/authorizationPolicy", &[]),
            (
                Use::Grant,
                "POST",
                "/servicePrincipals/1/appRoleAssignedTo",
                &[],
            ),
            (Use::Grant, "PATCH", "/oauth2PermissionGrants/1", &[]),
            (Use::Grant, "DELETE", "/servicePrincipals/1", &[]),
            (
                Use::Grant,
                "POST",
                "/roleManagement/directory/roleAssignments",
                &[],
            ),
            (Use::Respond, "PATCH", "/users/1", &["accountEnabled"]),
            (Use::Respond, "PATCH", "/users/1", &["passwordProfile"]),
            (Use::Respond, "POST", "/users/1/revokeSignInSessions", &[]),
            (
                Use::Respond,
                "GET",
                "/users/1/transitiveMemberOf/microsoft.graph.directoryRole",
                &[],
            ),
            (Use::Respond, "GET", "/users/1/registeredDevices", &[]),
            (Use::Respond, "GET", "/devices/1", &[]),
            (
                Use::RespondDevices,
                "PATCH",
                "/devices/1",
                &["accountEnabled"],
            ),
        ];
        for (purpose, method, path, body) in calls {
            let needs = needs(method, path, body, Scheme::Delegated).unwrap();
            let scopes = scopes_for(purpose);
            assert!(needs.satisfied_by(scopes), "{purpose}: {method} {path}");
        }
    }

    #[test]
    fn a_missing_scope_names_the_sign_in_that_brings_it() {
        assert_eq!(
            narrowest_use_for("user.revokesessions.all"),
            Some(Use::Respond)
        );
        assert_eq!(narrowest_use_for("Policy.Read.All"), Some(Use::Read));
        let device = narrowest_use_for("Directory.AccessAsUser.All");
        assert_eq!(device, Some(Use::RespondDevices));
        assert_eq!(narrowest_use_for("Mail.Read"), None);
        let both = ["Policy.Read.All", "Application.ReadWrite.All"];
        assert_eq!(narrowest_use_for_all(&both), Some(Use::Grant));
    }
}
