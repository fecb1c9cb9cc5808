//! Output of `entractl grant`.
use crate::support::snapshots::{Case, json, ordinary, refusal};
use insta::assert_snapshot;

#[test]
fn grants_directly() {
    assert_snapshot!(ordinary("grant search --direct --yes --reason CHG-1"), @"
    $ entractl grant search --direct --yes --reason CHG-1
    -- stdout --
    Set s3: Read directory data and perform account management actions

    Client id  5e700003-aaaa-4aaa-8aaa-00000000da7a
    Result     granted, and Graph shows it
    Asked for  Directory.ReadWrite.All, User.ManageIdentities.All,
               User.ReadWrite.All

     App      Status
    ──────────────────────────────────
     search   Granted, needs settings

    Next:
      # its service principal lacks the directory role Password Administrator
      entractl --sandbox grant search --settings
    -- stderr --
    sandbox: simulated tenant, no real changes
    Set s3: Read directory data and perform account management actions

    Client id          5e700003-aaaa-4aaa-8aaa-00000000da7a
    Application        Trend Vision One (simulated): account actions
    Publisher          Trend Micro (simulated) (verified by Microsoft)
    Service principal  be70e73e-8044-4c48-8b9b-53bc08cd3a58

    Added, the most dangerous first:

    - Directory.ReadWrite.All (Microsoft Graph, application, critical risk): changes
      users, groups and other directory objects of the whole tenant
    - User.ManageIdentities.All (Microsoft Graph, application, high risk): changes
      the identities with which users sign in
    - User.ReadWrite.All (Microsoft Graph, application, high risk): changes every
      user's profile and can disable accounts
    waiting until the change shows in Graph
    -- exit 0 --
    ");
}

#[test]
fn prints_plan() {
    assert_snapshot!(ordinary("grant search --direct --dry-run"), @r#"
    $ entractl grant search --direct --dry-run
    -- stdout --
    Set s3: Read directory data and perform account management actions

    Client id          5e700003-aaaa-4aaa-8aaa-00000000da7a
    Application        Trend Vision One (simulated): account actions
    Publisher          Trend Micro (simulated) (verified by Microsoft)
    Service principal  be70e73e-8044-4c48-8b9b-53bc08cd3a58

    Added, the most dangerous first:

    - Directory.ReadWrite.All (Microsoft Graph, application, critical risk): changes
      users, groups and other directory objects of the whole tenant
    - User.ManageIdentities.All (Microsoft Graph, application, high risk): changes
      the identities with which users sign in
    - User.ReadWrite.All (Microsoft Graph, application, high risk): changes every
      user's profile and can disable accounts

    Calls; none was sent

    - POST /servicePrincipals/58c7f73f-c9f8-4d48-8871-3ef4eff51d84/appRoleAssignedTo
      {"principalId":"be70e73e-8044-4c48-8b9b-53bc08cd3a58","resourceId":"58c7f73f-c9f8-4d48-8871-3ef4eff51d84","appRoleId":"19dbc75e-c2e2-444c-a770-ec69d8559fc7"}
    - POST /servicePrincipals/58c7f73f-c9f8-4d48-8871-3ef4eff51d84/appRoleAssignedTo
      {"principalId":"be70e73e-8044-4c48-8b9b-53bc08cd3a58","resourceId":"58c7f73f-c9f8-4d48-8871-3ef4eff51d84","appRoleId":"c529cfca-c91b-489c-af2b-d92990b66ce6"}
    - POST /servicePrincipals/58c7f73f-c9f8-4d48-8871-3ef4eff51d84/appRoleAssignedTo
      {"principalId":"be70e73e-8044-4c48-8b9b-53bc08cd3a58","resourceId":"58c7f73f-c9f8-4d48-8871-3ef4eff51d84","appRoleId":"741f803b-c850-494e-b5df-cde7c675a1ca"}
    -- stderr --
    sandbox: simulated tenant, no real changes
    -- exit 0 --
    "#);
}

#[test]
fn prints_json() {
    assert_snapshot!(json("grant search --direct --yes --reason CHG-1"), @r#"
    $ entractl grant search --direct --yes --reason CHG-1 -o json 2>/dev/null
    -- stdout --
    {
      "schemaVersion": 1,
      "kind": "grant",
      "sandbox": true,
      "tenant": "5a4d0b0c-7e11-4a6b-9c1d-0a1b2c3d4e5f",
      "method": "direct",
      "at": "2026-03-02T03:04:05Z",
      "requested": ["search"],
      "dryRun": false,
      "sets": [
        {
          "set": "s3",
          "name": "Read directory data and perform account management actions",
          "clientId": "5e700003-aaaa-4aaa-8aaa-00000000da7a",
          "servicePrincipalId": "be70e73e-8044-4c48-8b9b-53bc08cd3a58",
          "displayName": "Trend Vision One (simulated): account actions",
          "verifiedPublisher": "Trend Micro (simulated)",
          "state": "granted",
          "adds": [
            {
              "resource": "00000003-0000-0000-c000-000000000000",
              "resourceName": "Microsoft Graph",
              "name": "Directory.ReadWrite.All",
              "kind": "application",
              "id": "19dbc75e-c2e2-444c-a770-ec69d8559fc7",
              "risk": "critical",
              "riskReason": "changes users, groups and other directory objects of the whole tenant",
              "standing": "missing",
              "since": 1,
              "unavailable": false
            },
            {
              "resource": "00000003-0000-0000-c000-000000000000",
              "resourceName": "Microsoft Graph",
              "name": "User.ManageIdentities.All",
              "kind": "application",
              "id": "c529cfca-c91b-489c-af2b-d92990b66ce6",
              "risk": "high",
              "riskReason": "changes the identities with which users sign in",
              "standing": "missing",
              "since": 1,
              "unavailable": false
            },
            {
              "resource": "00000003-0000-0000-c000-000000000000",
              "resourceName": "Microsoft Graph",
              "name": "User.ReadWrite.All",
              "kind": "application",
              "id": "741f803b-c850-494e-b5df-cde7c675a1ca",
              "risk": "high",
              "riskReason": "changes every user's profile and can disable accounts",
              "standing": "missing",
              "since": 1,
              "unavailable": false
            }
          ],
          "present": [],
          "surplus": [],
          "unavailable": [],
          "steps": [
            {
              "method": "POST",
              "path": "/servicePrincipals/58c7f73f-c9f8-4d48-8871-3ef4eff51d84/appRoleAssignedTo",
              "body": {
                "principalId": "be70e73e-8044-4c48-8b9b-53bc08cd3a58",
                "resourceId": "58c7f73f-c9f8-4d48-8871-3ef4eff51d84",
                "appRoleId": "19dbc75e-c2e2-444c-a770-ec69d8559fc7"
              },
              "state": "done",
              "error": null,
              "statusCode": 201,
              "requestId": "f7e5c40f-9d02-4ab0-a890-dde5bcc0a589"
            },
            {
              "method": "POST",
              "path": "/servicePrincipals/58c7f73f-c9f8-4d48-8871-3ef4eff51d84/appRoleAssignedTo",
              "body": {
                "principalId": "be70e73e-8044-4c48-8b9b-53bc08cd3a58",
                "resourceId": "58c7f73f-c9f8-4d48-8871-3ef4eff51d84",
                "appRoleId": "c529cfca-c91b-489c-af2b-d92990b66ce6"
              },
              "state": "done",
              "error": null,
              "statusCode": 201,
              "requestId": "f4bb1910-356a-4d94-b3af-ad23ff1c5653"
            },
            {
              "method": "POST",
              "path": "/servicePrincipals/58c7f73f-c9f8-4d48-8871-3ef4eff51d84/appRoleAssignedTo",
              "body": {
                "principalId": "be70e73e-8044-4c48-8b9b-53bc08cd3a58",
                "resourceId": "58c7f73f-c9f8-4d48-8871-3ef4eff51d84",
                "appRoleId": "741f803b-c850-494e-b5df-cde7c675a1ca"
              },
              "state": "done",
              "error": null,
              "statusCode": 201,
              "requestId": "6fb89d98-2c36-409b-9ada-3595cf74b989"
            }
          ],
          "address": null,
          "error": null,
          "code": null,
          "vanished": [],
          "unexpected": [],
          "exit": 0
        }
      ],
      "apps": [
        {
          "id": "search",
          "name": "Search",
          "status": "needs-settings",
          "statusText": "Granted, needs settings",
          "reason": "its service principal lacks the directory role Password Administrator",
          "decidedBy": "s3",
          "remedy": {"command":"entractl --sandbox grant search --settings","advice":null},
          "failedGrant": null,
          "sets": [
            {
              "id": "s3",
              "name": "Read directory data and perform account management actions",
              "required": true,
              "clientId": "5e700003-aaaa-4aaa-8aaa-00000000da7a",
              "servicePrincipalId": "be70e73e-8044-4c48-8b9b-53bc08cd3a58",
              "displayName": "Trend Vision One (simulated): account actions",
              "status": "needs-settings",
              "statusText": "Granted, needs settings",
              "reason": "its service principal lacks the directory role Password Administrator",
              "counts": {"required":3,"granted":3,"missing":0,"surplus":0},
              "permissions": [
                {
                  "resource": "00000003-0000-0000-c000-000000000000",
                  "resourceName": "Microsoft Graph",
                  "name": "Directory.ReadWrite.All",
                  "kind": "application",
                  "id": "19dbc75e-c2e2-444c-a770-ec69d8559fc7",
                  "risk": "critical",
                  "riskReason": "changes users, groups and other directory objects of the whole tenant",
                  "standing": "granted",
                  "since": 1,
                  "unavailable": false
                },
                {
                  "resource": "00000003-0000-0000-c000-000000000000",
                  "resourceName": "Microsoft Graph",
                  "name": "User.ManageIdentities.All",
                  "kind": "application",
                  "id": "c529cfca-c91b-489c-af2b-d92990b66ce6",
                  "risk": "high",
                  "riskReason": "changes the identities with which users sign in",
                  "standing": "granted",
                  "since": 1,
                  "unavailable": false
                },
                {
                  "resource": "00000003-0000-0000-c000-000000000000",
                  "resourceName": "Microsoft Graph",
                  "name": "User.ReadWrite.All",
                  "kind": "application",
                  "id": "741f803b-c850-494e-b5df-cde7c675a1ca",
                  "risk": "high",
                  "riskReason": "changes every user's profile and can disable accounts",
                  "standing": "granted",
                  "since": 1,
                  "unavailable": false
                }
              ],
              "personalGrants": 0,
              "settings": [
                {
                  "role": "966707d0-3269-4727-9be2-8c3a10f19b9d",
                  "roleName": "Password Administrator",
                  "need": "wanted",
                  "why": "without it the vendor's forced password resets fail",
                  "held": false
                }
              ]
            }
          ]
        }
      ],
      "notes": [],
      "again": null,
      "next": []
    }
    -- exit 0 --
    "#);
}

#[test]
fn refuses_without_confirmation() {
    assert_snapshot!(refusal("grant search --direct"), @"
    $ entractl grant search --direct
    -- stderr --
    sandbox: simulated tenant, no real changes
    Set s3: Read directory data and perform account management actions

    Client id          5e700003-aaaa-4aaa-8aaa-00000000da7a
    Application        Trend Vision One (simulated): account actions
    Publisher          Trend Micro (simulated) (verified by Microsoft)
    Service principal  be70e73e-8044-4c48-8b9b-53bc08cd3a58

    Added, the most dangerous first:

    - Directory.ReadWrite.All (Microsoft Graph, application, critical risk): changes
      users, groups and other directory objects of the whole tenant
    - User.ManageIdentities.All (Microsoft Graph, application, high risk): changes
      the identities with which users sign in
    - User.ReadWrite.All (Microsoft Graph, application, high risk): changes every
      user's profile and can disable accounts
    error: confirmation required: nothing was changed
    Next:
      entractl --sandbox grant search --direct --dry-run
      entractl --sandbox grant search --direct --yes
    -- exit 13 --
    ");
}

#[test]
fn refuses_unknown_app() {
    assert_snapshot!(refusal("grant serch"), @r#"
    $ entractl grant serch
    -- stderr --
    sandbox: simulated tenant, no real changes
    error: there is no app called "serch"; did you mean search?
    Next:
      entractl --sandbox apps list
    -- exit 2 --
    "#);
}

#[test]
fn refuses_denied_write() {
    let screen = Case::new()
        .after("sandbox faults set error-before:method=POST,path=appRoleAssign,status=403")
        .refusal("grant search --direct --yes");
    assert_snapshot!(screen, @"
    $ entractl grant search --direct --yes
    -- stdout --
    Set s3: Read directory data and perform account management actions

    Client id  5e700003-aaaa-4aaa-8aaa-00000000da7a
    Result     failed
    Why        Graph refused POST
               /servicePrincipals/58c7f73f-c9f8-4d48-8871-3ef4eff51d84/appRoleAssignedTo:
               The service is temporarily unavailable.
    Code       ServiceUnavailable
    Asked for  Directory.ReadWrite.All, User.ManageIdentities.All,
               User.ReadWrite.All

     App      Status
    ──────────────────────
     search   Not granted

    Next:
      # none of its 3 permissions is granted
      entractl --sandbox grant search
    -- stderr --
    sandbox: simulated tenant, no real changes
    Set s3: Read directory data and perform account management actions

    Client id          5e700003-aaaa-4aaa-8aaa-00000000da7a
    Application        Trend Vision One (simulated): account actions
    Publisher          Trend Micro (simulated) (verified by Microsoft)
    Service principal  be70e73e-8044-4c48-8b9b-53bc08cd3a58

    Added, the most dangerous first:

    - Directory.ReadWrite.All (Microsoft Graph, application, critical risk): changes
      users, groups and other directory objects of the whole tenant
    - User.ManageIdentities.All (Microsoft Graph, application, high risk): changes
      the identities with which users sign in
    - User.ReadWrite.All (Microsoft Graph, application, high risk): changes every
      user's profile and can disable accounts
    -- exit 4 --
    ");
}

#[test]
fn refuses_without_session() {
    let screen = Case::new()
        .after("auth logout")
        .refusal("grant search --direct --yes");
    assert_snapshot!(screen, @"
    $ entractl grant search --direct --yes
    -- stderr --
    sandbox: simulated tenant, no real changes
    error: this needs a sign-in
    - because: not signed in
    Next:
      entractl --sandbox auth login --for grant
    -- exit 3 --
    ");
}
