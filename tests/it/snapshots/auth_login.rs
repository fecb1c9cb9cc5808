//! Output of `entractl auth login`.
use crate::support::snapshots::{Case, refusal};
use insta::assert_snapshot;

#[test]
fn signs_in_with_browser() {
    let screen = Case::new()
        .after("auth logout")
        .ordinary("auth login --for respond --browser");
    assert_snapshot!(screen, @"
    $ entractl auth login --for respond --browser
    -- stdout --
    Signed in as  ada.admin@meridian.example
    Tenant        5a4d0b0c-7e11-4a6b-9c1d-0a1b2c3d4e5f
    Tokens        memory (this command only)
    Permissions   User.Read, User.Read.All, Directory.Read.All, AuditLog.Read.All,
                  Policy.Read.All, RoleAssignmentSchedule.Read.Directory,
                  RoleEligibilitySchedule.Read.Directory,
                  User.EnableDisableAccount.All, User.RevokeSessions.All,
                  User-PasswordProfile.ReadWrite.All,
                  UserAuthenticationMethod.ReadWrite.All

    Next:
      # see what is granted
      entractl --sandbox status
    -- stderr --
    sandbox: simulated tenant, no real changes
    Sign in at this URL, in a browser on this machine:
      https://login.sandbox.example/5a4d0b0c-7e11-4a6b-9c1d-0a1b2c3d4e5f/oauth2/v2.0/authorize?response_type=code&client_id=7c0ffee0-1234-4abc-8def-5a4db0c0ffee&state=eDglgipvnmLaIZDoKOTJ0lduWXfjoLNiCwkt-56Zlvo&code_challenge=tIDVUpxIfmMYNbFXA6RQ4jcUy6jZOUVX5W1G5xH49S8&code_challenge_method=S256&redirect_uri=http%3A%2F%2Flocalhost%3A49153&scope=openid+profile+offline_access+https%3A%2F%2Fgraph.sandbox.example%2FUser.Read+https%3A%2F%2Fgraph.sandbox.example%2FUser.Read.All+https%3A%2F%2Fgraph.sandbox.example%2FDirectory.Read.All+https%3A%2F%2Fgraph.sandbox.example%2FAuditLog.Read.All+https%3A%2F%2Fgraph.sandbox.example%2FPolicy.Read.All+https%3A%2F%2Fgraph.sandbox.example%2FRoleAssignmentSchedule.Read.Directory+https%3A%2F%2Fgraph.sandbox.example%2FRoleEligibilitySchedule.Read.Directory+https%3A%2F%2Fgraph.sandbox.example%2FUser.EnableDisableAccount.All+https%3A%2F%2Fgraph.sandbox.example%2FUser.RevokeSessions.All+https%3A%2F%2Fgraph.sandbox.example%2FUser-PasswordProfile.ReadWrite.All+https%3A%2F%2Fgraph.sandbox.example%2FUserAuthenticationMethod.ReadWrite.All&nonce=Uy3qv4hynLQ5latanNSb-bkKB5kE3AZF7NqeR85zRak&response_mode=query&prompt=select_account&claims=%7B%22access_token%22%3A%7B%22xms_cc%22%3A%7B%22values%22%3A%5B%22cp1%22%5D%7D%7D%7D
    Sandbox: Ada Admin signed in and accepted
    -- exit 0 --
    ");
}

#[test]
fn prints_json() {
    let screen = Case::new()
        .after("auth logout")
        .json("auth login --for respond --browser");
    assert_snapshot!(screen, @r#"
    $ entractl auth login --for respond --browser -o json 2>/dev/null
    -- stdout --
    {
      "schemaVersion": 1,
      "kind": "auth.login",
      "sandbox": true,
      "account": "ada.admin@meridian.example",
      "name": "Ada Admin",
      "objectId": "5a506278-9342-47e1-964a-d99264caa4da",
      "application": false,
      "tenant": "5a4d0b0c-7e11-4a6b-9c1d-0a1b2c3d4e5f",
      "cloud": "sandbox",
      "clientId": "7c0ffee0-1234-4abc-8def-5a4db0c0ffee",
      "store": "memory (this command only)",
      "asked": [
        "User.Read",
        "User.Read.All",
        "Directory.Read.All",
        "AuditLog.Read.All",
        "Policy.Read.All",
        "RoleAssignmentSchedule.Read.Directory",
        "RoleEligibilitySchedule.Read.Directory",
        "User.EnableDisableAccount.All",
        "User.RevokeSessions.All",
        "User-PasswordProfile.ReadWrite.All",
        "UserAuthenticationMethod.ReadWrite.All"
      ],
      "tokenUntil": "2026-03-02T04:04:04Z",
      "profile": null,
      "next": "entractl --sandbox status"
    }
    -- exit 0 --
    "#);
}

#[test]
fn refuses_unknown_purpose() {
    assert_snapshot!(refusal("auth login --for everything"), @"
    $ entractl auth login --for everything
    -- stderr --
    error: invalid value 'everything' for '--for <PURPOSE>'
      [possible values: read, grant, respond, respond-devices]

    For more information, try '--help'.
    -- exit 2 --
    ");
}

#[test]
fn refuses_unreadable_certificate() {
    assert_snapshot!(refusal("auth login --certificate {folder}/missing.pem"), @"
    $ entractl auth login --certificate {folder}/missing.pem
    -- stderr --
    sandbox: simulated tenant, no real changes
    error: the credential could not be read
    - because: there is no file /folder_________________________________/missing.pem
    -- exit 2 --
    ");
}
