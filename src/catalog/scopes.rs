//! Delegated Graph permissions that a sign-in requests.
//!
//! `auth login --for read | grant | respond | respond-devices` requests the permissions
//! that this use needs and no more; each scope has its reason. Another use requires
//! another sign-in.
use std::fmt;

/// Purpose of a sign-in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Use {
    /// Reading status, users and sign-ins.
    Read,
    /// Granting permissions, removing blocked apps, assigning directory roles.
    Grant,
    /// Acting on accounts.
    Respond,
    /// Acting on accounts and disabling their devices.
    RespondDevices,
}

impl Use {
    /// All uses, the least privileged first.
    pub const ALL: [Self; 4] = [Self::Read, Self::Grant, Self::Respond, Self::RespondDevices];

    /// Returns the word after `--for`.
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

/// For every use: reads users' profiles and whether an account is enabled. Graph requires
/// it in addition to `User.EnableDisableAccount.All`.
const READ_PROFILES: &str = "User.Read.All";
/// For every use: reads service principals, consents, groups, directory roles, licenses.
const READ_DIRECTORY: &str = "Directory.Read.All";
/// For every use: reads the signed-in user.
const READ_SELF: &str = "User.Read";

/// All permissions of `read`. The last two are for sign-ins (a user's last sign-in), and for
/// the policies on consent and Conditional Access that can make a sign-in or a grant fail.
const READ: &[&str] = &[
    READ_SELF,
    READ_PROFILES,
    READ_DIRECTORY,
    "AuditLog.Read.All",
    "Policy.Read.All",
];

/// All permissions of `grant`. The last four are for app roles, for delegated grants, for
/// creating, enabling and deleting service principals, and for directory roles of sets.
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

/// All permissions of `respond`: for disabling accounts, revoking sessions, setting
/// passwords, and password resets that are written back to the on-premises directory.
/// `Policy.Read.All` and `RoleAssignmentSchedule.Read.Directory` find the break-glass
/// accounts, which are never changed; `RoleEligibilitySchedule.Read.Directory` finds the
/// accounts that are eligible for a role.
const RESPOND: &[&str] = RESPOND_DEVICES.split_at(RESPOND_DEVICES.len() - 1).0;

/// All permissions of `respond-devices`: those of `respond`, and `Directory.AccessAsUser.All`
/// for disabling devices. Microsoft's table has no narrower delegated permission for that,
/// although this one allows everything that the user may do.
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
    // Must be the last one: `RESPOND` is the list without it.
    "Directory.AccessAsUser.All",
];

/// Returns the Graph permissions that a sign-in for `purpose` requests. The sign-in
/// itself adds those of `OpenID` (`openid`, `profile`, `offline_access`).
pub fn scopes_for(purpose: Use) -> &'static [&'static str] {
    match purpose {
        Use::Read => READ,
        Use::Grant => GRANT,
        Use::Respond => RESPOND,
        Use::RespondDevices => RESPOND_DEVICES,
    }
}

/// Returns the uses that a session allows whose sign-in requested the permissions `asked`.
/// Every session allows [`Use::Read`].
pub fn uses_allowed_by<S: AsRef<str>>(asked: &[S]) -> Vec<Use> {
    let has = |wanted: &&str| {
        let mut all = asked.iter();
        all.any(|one| one.as_ref().eq_ignore_ascii_case(wanted))
    };
    let uses = Use::ALL.into_iter();
    uses.filter(|one| *one == Use::Read || scopes_for(*one).iter().all(&has))
        .collect()
}

/// Returns the least privileged use whose sign-in includes `permission`; `None` if no
/// sign-in requests it.
pub fn narrowest_use_for(permission: &str) -> Option<Use> {
    Use::ALL.into_iter().find(|purpose| {
        scopes_for(*purpose)
            .iter()
            .any(|scope| scope.eq_ignore_ascii_case(permission))
    })
}

/// Returns the least privileged use whose sign-in includes all of `permissions`; `None` if
/// there is none.
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
            assert!(needs.is_satisfied_by(scopes), "{purpose}: {method} {path}");
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
