//! Output of `entractl users show`.
use crate::support::snapshots::{Case, json, ordinary, refusal};
use insta::assert_snapshot;

#[test]
fn prints_account() {
    assert_snapshot!(ordinary("users show rowan.reyes-vale@meridian.example"), @"
    $ entractl users show rowan.reyes-vale@meridian.example
    -- stdout --
    Rowan Reyes-Vale

    Principal name         rowan.reyes-vale@meridian.example
    Object id              8b2bef09-a0be-4e04-afc2-9604d83276f8
    Mail                   rowan.reyes-vale@meridian.example
    Job                    Nurse
    Department             Emergency
    Sign-in                allowed
    Kind                   member, cloud-only
    Tier                   no directory role
    Directory roles        none active
    Role-assignable group  no
    Owns a role group      no
    Eligible (PIM)         no
    Last sign-in           2026-03-01 05:04:05Z
    Password changed       2026-02-03 03:04:05Z
    Sessions valid from    2026-02-03 03:04:05Z

     You may          Now   Why not
    ────────────────────────────────
     disable          yes
     enable           yes
     reset-password   yes
     sign-out         yes
     contain          yes

    Next:
      # to lock it now
      entractl --sandbox users contain rowan.reyes-vale@meridian.example
    -- stderr --
    sandbox: simulated tenant, no real changes
    -- exit 0 --
    ");
}

#[test]
fn prints_json() {
    assert_snapshot!(json("users show rowan.reyes-vale@meridian.example"), @r#"
    $ entractl users show rowan.reyes-vale@meridian.example -o json 2>/dev/null
    -- stdout --
    {
      "schemaVersion": 1,
      "kind": "users.show",
      "sandbox": true,
      "id": "8b2bef09-a0be-4e04-afc2-9604d83276f8",
      "userPrincipalName": "rowan.reyes-vale@meridian.example",
      "name": "Rowan Reyes-Vale",
      "mail": "rowan.reyes-vale@meridian.example",
      "department": "Emergency",
      "jobTitle": "Nurse",
      "accountEnabled": true,
      "guest": false,
      "synced": false,
      "federated": false,
      "tier": "none",
      "roles": [],
      "roleAssignableGroup": false,
      "ownsRoleGroup": false,
      "eligible": false,
      "created": "2025-02-14T03:04:05Z",
      "passwordChanged": "2026-02-03T03:04:05Z",
      "sessionsValidFrom": "2026-02-03T03:04:05Z",
      "lastSignIn": {"at":"2026-03-01T05:04:05Z","successfulAt":"2026-03-01T05:04:05Z","whyNot":null},
      "actions": [
        {
          "action": "disable",
          "allowed": true,
          "why": null,
          "command": "entractl --sandbox users disable rowan.reyes-vale@meridian.example"
        },
        {
          "action": "enable",
          "allowed": true,
          "why": null,
          "command": "entractl --sandbox users enable rowan.reyes-vale@meridian.example"
        },
        {
          "action": "reset-password",
          "allowed": true,
          "why": null,
          "command": "entractl --sandbox users reset-password rowan.reyes-vale@meridian.example"
        },
        {
          "action": "sign-out",
          "allowed": true,
          "why": null,
          "command": "entractl --sandbox users sign-out rowan.reyes-vale@meridian.example"
        },
        {
          "action": "contain",
          "allowed": true,
          "why": null,
          "command": "entractl --sandbox users contain rowan.reyes-vale@meridian.example"
        }
      ],
      "nameCaution": null
    }
    -- exit 0 --
    "#);
}

#[test]
fn refuses_unknown_user() {
    assert_snapshot!(refusal("users show rowan@meridian.example"), @"
    $ entractl users show rowan@meridian.example
    -- stderr --
    sandbox: simulated tenant, no real changes
    error: user rowan@meridian.example not found in this tenant
    Next:
      entractl --sandbox users list row
    -- exit 5 --
    ");
}

#[test]
fn refuses_without_session() {
    let screen = Case::new()
        .after("auth logout")
        .refusal("users show rowan.reyes-vale@meridian.example");
    assert_snapshot!(screen, @"
    $ entractl users show rowan.reyes-vale@meridian.example
    -- stderr --
    sandbox: simulated tenant, no real changes
    error: this needs a sign-in
    - because: not signed in
    Next:
      entractl --sandbox auth login
    -- exit 3 --
    ");
}
