//! The initial session of the simulated administrator.
use std::fmt;

use jiff::Timestamp;

use super::CLIENT_ID;
use super::entra::{Issued, IssuedGrant, Resource, issue_access_token, issue_refresh_token};
use super::seed::{cast, user_id};
use super::tenant::Tenant;
use crate::secret::Secret;

/// Delegated Graph permissions of the initial session. They are consented to for the
/// tool's own application.
pub const ADMINISTRATOR_SCOPES: &[&str] = &[
    "Application.Read.All",
    "Application.ReadWrite.All",
    "AppRoleAssignment.ReadWrite.All",
    "AuditLog.Read.All",
    "DelegatedPermissionGrant.ReadWrite.All",
    "Directory.Read.All",
    "Domain.Read.All",
    "Group.Read.All",
    "GroupMember.Read.All",
    "LicenseAssignment.Read.All",
    "Organization.Read.All",
    "Policy.Read.All",
    "RoleAssignmentSchedule.Read.Directory",
    "RoleEligibilitySchedule.Read.Directory",
    "RoleManagement.Read.Directory",
    "RoleManagement.ReadWrite.Directory",
    "User-PasswordProfile.ReadWrite.All",
    "User.EnableDisableAccount.All",
    "User.Read",
    "User.Read.All",
    "User.RevokeSessions.All",
    "UserAuthenticationMethod.Read.All",
    "UserAuthenticationMethod.ReadWrite.All",
];

/// Delegated permissions that are also consented to, but only granted to a sign-in that
/// requests them.
pub(super) const DEVICE_SCOPES: &[&str] = &["Directory.AccessAsUser.All"];

/// A signed-in session, as a sign-in would return it.
pub struct SandboxSession {
    /// The access token.
    pub access_token: Secret,
    /// The refresh token.
    pub refresh_token: Secret,
    /// Expiry time of the access token.
    pub expires_at: Timestamp,
    /// Delegated permissions of the access token.
    pub scope: Vec<String>,
    /// Object id of the administrator.
    pub oid: String,
    /// Principal name of the administrator.
    pub upn: String,
    /// Display name of the administrator.
    pub name: String,
}

impl fmt::Debug for SandboxSession {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SandboxSession")
            .field("upn", &self.upn)
            .field("expires_at", &self.expires_at)
            .finish_non_exhaustive()
    }
}

impl Tenant {
    /// Signs the simulated administrator in with every permission that the tool may request.
    pub fn administrator_session(&mut self, now: Timestamp) -> SandboxSession {
        self.session_of(cast::ADMINISTRATOR, ADMINISTRATOR_SCOPES, now)
    }

    /// Signs a user in with these scopes.
    pub fn session_of(&mut self, upn: &str, scopes: &[&str], now: Timestamp) -> SandboxSession {
        let oid = user_id(upn);
        let scope: Vec<String> = scopes.iter().map(|&scope| scope.to_owned()).collect();
        let expires_at = now
            .saturating_add(jiff::SignedDuration::from_secs(3_599))
            .unwrap_or(now);
        let access = issue_access_token(
            self,
            Issued {
                expires_at,
                from: now,
                user: Some(oid.clone()),
                client_id: CLIENT_ID.to_owned(),
                resource: Resource::Graph,
                permissions: scope.clone(),
                cae: true,
            },
        );
        let refresh = issue_refresh_token(
            self,
            &IssuedGrant::of_session(CLIENT_ID, &oid, &scope, now),
            now,
        );
        let name = self
            .users
            .get(&oid)
            .map(|user| user.text("displayName").to_owned())
            .unwrap_or_default();
        SandboxSession {
            access_token: Secret::new(access),
            refresh_token: Secret::new(refresh),
            expires_at,
            scope,
            oid,
            upn: upn.to_owned(),
            name,
        }
    }
}
