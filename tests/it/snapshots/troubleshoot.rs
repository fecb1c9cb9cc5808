//! Output of `entractl troubleshoot`.
use crate::support::snapshots::{Case, json, ordinary, refusal};
use insta::assert_snapshot;

#[test]
fn prints_fixes() {
    assert_snapshot!(ordinary("troubleshoot mobile-security"), @"
    $ entractl troubleshoot mobile-security
    -- stdout --
    Mobile Security (mobile-security)

    Status  Granted
    Why     everything it asks for is granted

    Set s1 (required)

    Status             Granted
    Why                everything it asks for is granted
    Client id          5e700001-aaaa-4aaa-8aaa-00000000da7a
    Application        Trend Vision One (simulated): directory data
    Service principal  9d963694-f5af-4336-80fc-ff66512f62cc

    Findings

    - note: Whether another Vision One account is connected to this tenant is not
      visible in Graph. If the console says so, the vendor's support has to release
      the tenant first.
    -- stderr --
    sandbox: simulated tenant, no real changes
    -- exit 0 --
    ");
}

#[test]
fn prints_json() {
    assert_snapshot!(json("troubleshoot mobile-security"), @r#"
    $ entractl troubleshoot mobile-security -o json 2>/dev/null
    -- stdout --
    {
      "schemaVersion": 1,
      "kind": "troubleshoot",
      "sandbox": true,
      "tenant": "5a4d0b0c-7e11-4a6b-9c1d-0a1b2c3d4e5f",
      "checkedAt": "2026-03-02T03:04:05Z",
      "app": "mobile-security",
      "name": "Mobile Security",
      "status": {
        "id": "mobile-security",
        "name": "Mobile Security",
        "status": "granted",
        "statusText": "Granted",
        "reason": "everything it asks for is granted",
        "decidedBy": "s1",
        "remedy": {"command":null,"advice":null},
        "failedGrant": null,
        "sets": [
          {
            "id": "s1",
            "name": "Read directory data",
            "required": true,
            "clientId": "5e700001-aaaa-4aaa-8aaa-00000000da7a",
            "servicePrincipalId": "9d963694-f5af-4336-80fc-ff66512f62cc",
            "displayName": "Trend Vision One (simulated): directory data",
            "status": "granted",
            "statusText": "Granted",
            "reason": "everything it asks for is granted",
            "counts": {"required":4,"granted":4,"missing":0,"surplus":0},
            "permissions": [
              {
                "resource": "00000003-0000-0000-c000-000000000000",
                "resourceName": "Microsoft Graph",
                "name": "Directory.Read.All",
                "kind": "application",
                "id": "7ab1d382-f21e-4acd-a863-ba3e13f7da61",
                "risk": "medium",
                "riskReason": null,
                "standing": "granted",
                "since": 1,
                "unavailable": false
              },
              {
                "resource": "00000003-0000-0000-c000-000000000000",
                "resourceName": "Microsoft Graph",
                "name": "Group.Read.All",
                "kind": "application",
                "id": "5b567255-7703-4780-807c-7be8301ae99b",
                "risk": "medium",
                "riskReason": null,
                "standing": "granted",
                "since": 1,
                "unavailable": false
              },
              {
                "resource": "00000003-0000-0000-c000-000000000000",
                "resourceName": "Microsoft Graph",
                "name": "GroupMember.Read.All",
                "kind": "application",
                "id": "98830695-27a2-44f7-8c18-0c3ebc9698f6",
                "risk": "medium",
                "riskReason": null,
                "standing": "granted",
                "since": 1,
                "unavailable": false
              },
              {
                "resource": "00000003-0000-0000-c000-000000000000",
                "resourceName": "Microsoft Graph",
                "name": "User.Read",
                "kind": "delegated",
                "id": "e1fe6dd8-ba31-4d61-89e7-88639da4683d",
                "risk": "low",
                "riskReason": null,
                "standing": "granted",
                "since": 1,
                "unavailable": false
              }
            ],
            "personalGrants": 0,
            "settings": []
          }
        ]
      },
      "findings": [
        {
          "weight": "note",
          "cause": "Whether another Vision One account is connected to this tenant is not visible in Graph.",
          "remedy": "If the console says so, the vendor's support has to release the tenant first.",
          "command": null
        }
      ]
    }
    -- exit 0 --
    "#);
}

#[test]
fn refuses_unknown_app() {
    assert_snapshot!(refusal("troubleshoot serch"), @r#"
    $ entractl troubleshoot serch
    -- stderr --
    sandbox: simulated tenant, no real changes
    error: there is no app called "serch"; did you mean search?
    Next:
      entractl --sandbox apps list
    -- exit 2 --
    "#);
}

#[test]
fn refuses_without_session() {
    let screen = Case::new()
        .after("auth logout")
        .refusal("troubleshoot mobile-security");
    assert_snapshot!(screen, @"
    $ entractl troubleshoot mobile-security
    -- stderr --
    sandbox: simulated tenant, no real changes
    error: this needs a sign-in
    - because: not signed in
    Next:
      entractl --sandbox auth login
    -- exit 3 --
    ");
}
