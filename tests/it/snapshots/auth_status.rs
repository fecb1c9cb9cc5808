//! Output of `entractl auth status`.
use crate::support::snapshots::{json, ordinary, refusal};
use insta::assert_snapshot;

#[test]
fn prints_session() {
    assert_snapshot!(ordinary("auth status"), @"
    $ entractl auth status
    -- stdout --
    State        signed in
    Account      ada.admin@meridian.example
    Object id    5a506278-9342-47e1-964a-d99264caa4da
    Good for     read, grant, respond
    Scopes       Application.Read.All, Application.ReadWrite.All,
                 AppRoleAssignment.ReadWrite.All, AuditLog.Read.All,
                 DelegatedPermissionGrant.ReadWrite.All, Directory.Read.All,
                 Domain.Read.All, Group.Read.All, GroupMember.Read.All,
                 LicenseAssignment.Read.All, Organization.Read.All, Policy.Read.All,
                 RoleAssignmentSchedule.Read.Directory,
                 RoleEligibilitySchedule.Read.Directory,
                 RoleManagement.Read.Directory, RoleManagement.ReadWrite.Directory,
                 User-PasswordProfile.ReadWrite.All, User.EnableDisableAccount.All,
                 User.Read, User.Read.All, User.RevokeSessions.All,
                 UserAuthenticationMethod.Read.All,
                 UserAuthenticationMethod.ReadWrite.All
    Token until  2026-03-02 04:04:04Z (renewed by itself)
    Signed in    2026-03-02 03:04:05Z
    Tenant       5a4d0b0c-7e11-4a6b-9c1d-0a1b2c3d4e5f
    Client id    7c0ffee0-1234-4abc-8def-5a4db0c0ffee
    Cloud        sandbox (https://login.sandbox.example)
    Profile      default
    Tokens       memory (this command only)
    -- stderr --
    sandbox: simulated tenant, no real changes
    -- exit 0 --
    ");
}

#[test]
fn prints_json() {
    assert_snapshot!(json("auth status"), @r#"
    $ entractl auth status -o json 2>/dev/null
    -- stdout --
    {
      "schemaVersion": 1,
      "kind": "auth.status",
      "sandbox": true,
      "state": "signed-in",
      "profile": "default",
      "tenant": "5a4d0b0c-7e11-4a6b-9c1d-0a1b2c3d4e5f",
      "clientId": "7c0ffee0-1234-4abc-8def-5a4db0c0ffee",
      "cloud": "sandbox",
      "authority": "https://login.sandbox.example",
      "store": "memory (this command only)",
      "person": {
        "account": "ada.admin@meridian.example",
        "name": "Ada Admin",
        "objectId": "5a506278-9342-47e1-964a-d99264caa4da",
        "purposes": ["read","grant","respond"],
        "asked": [
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
          "UserAuthenticationMethod.ReadWrite.All"
        ],
        "permissions": [
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
          "UserAuthenticationMethod.ReadWrite.All"
        ],
        "signedInAt": "2026-03-02T03:04:05Z",
        "tokenUntil": "2026-03-02T04:04:04Z",
        "renewable": true
      },
      "unattended": null,
      "problem": null,
      "next": null
    }
    -- exit 0 --
    "#);
}

#[test]
fn refuses_unknown_profile() {
    assert_snapshot!(refusal("auth status -p nowhere"), @r#"
    $ entractl auth status -p nowhere
    -- stderr --
    sandbox: simulated tenant, no real changes
    error: there is no profile "nowhere" in config.toml
    Next:
      entractl --sandbox profile list
    -- exit 2 --
    "#);
}
