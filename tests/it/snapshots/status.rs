//! Output of `entractl status`.
use crate::support::snapshots::{Case, json, ordinary, refusal};
use insta::assert_snapshot;

#[test]
fn prints_apps() {
    assert_snapshot!(ordinary("status"), @"
    $ entractl status
    -- stdout --
    Tenant   5a4d0b0c-7e11-4a6b-9c1d-0a1b2c3d4e5f
    Checked  2026-03-02 03:04:05Z

     App                              Status                       Granted
    ────────────────────────────────────────────────────────────────────────
     mobile-security                  Granted                      4 of 4
     search                           Not granted                  0 of 3
     risk-insights                    Permission update required   16 of 18
     zero-trust-secure-access         Not granted                  0 of 3
     cloud-email-gateway-protection   Granted                      4 of 4
     email-and-collaboration-sensor   Permission update required   16 of 18
     identity-security                Permission update required   16 of 18
     observed-attack-techniques       Not granted                  0 of 3
     phishing-simulation-assessment   Granted                      4 of 4
     response-management              Not granted                  0 of 3
     user-accounts                    Granted                      4 of 4
     workbench                        Not granted                  0 of 3

    Next:
      # search: none of its 3 permissions is granted; the same for
      # zero-trust-secure-access, observed-attack-techniques, response-management,
      # workbench
      entractl --sandbox grant search
      # risk-insights: new in the catalog and not granted: ActivityFeed.Read,
      # Place.Read.All; the same for email-and-collaboration-sensor,
      # identity-security
      entractl --sandbox grant risk-insights
    -- stderr --
    sandbox: simulated tenant, no real changes
    -- exit 11 --
    ");
}

#[test]
fn prints_json() {
    assert_snapshot!(json("status mobile-security"), @r#"
    $ entractl status mobile-security -o json 2>/dev/null
    -- stdout --
    {
      "schemaVersion": 1,
      "kind": "status",
      "sandbox": true,
      "tenant": "5a4d0b0c-7e11-4a6b-9c1d-0a1b2c3d4e5f",
      "organization": null,
      "checkedAt": "2026-03-02T03:04:05Z",
      "catalogVersion": 2,
      "healthy": true,
      "apps": [
        {
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
        }
      ]
    }
    -- exit 0 --
    "#);
}

#[test]
fn refuses_without_session() {
    let screen = Case::new().after("auth logout").refusal("status");
    assert_snapshot!(screen, @"
    $ entractl status
    -- stderr --
    sandbox: simulated tenant, no real changes
    error: this needs a sign-in
    - because: not signed in
    Next:
      entractl --sandbox auth login
    -- exit 3 --
    ");
}

#[test]
fn refuses_denied_read() {
    let screen = Case::new()
        .after("sandbox faults set error-before:status=403")
        .refusal("status search");
    assert_snapshot!(screen, @"
    $ entractl status search
    -- stdout --
    Tenant   5a4d0b0c-7e11-4a6b-9c1d-0a1b2c3d4e5f
    Checked  2026-03-02 03:04:05Z

     App      Status    Granted
    ────────────────────────────
     search   Unknown   -

    Set s3

    Next:
      # search: Graph refused a read: The service is temporarily unavailable. (403
      # ServiceUnavailable); it needs Directory.Read.All; the token holds the
      # permission that the read needs; the account may lack a directory role: ask
      # for Directory Readers or Global Reader, then sign in again
      entractl --sandbox auth login --for read
    -- stderr --
    sandbox: simulated tenant, no real changes
    -- exit 4 --
    ");
}

#[test]
fn refuses_unavailable_service() {
    let screen = Case::new()
        .after("sandbox faults set error-before:status=503")
        .refusal("status search");
    assert_snapshot!(screen, @"
    $ entractl status search
    -- stdout --
    Tenant   5a4d0b0c-7e11-4a6b-9c1d-0a1b2c3d4e5f
    Checked  2026-03-02 03:04:22Z

     App      Status    Granted
    ────────────────────────────
     search   Unknown   -

    Set s3

    Next:
      # search: Graph refused a read: The service is temporarily unavailable. (503
      # ServiceUnavailable)
      entractl --sandbox status search
    -- stderr --
    sandbox: simulated tenant, no real changes
    waiting 3 s: Graph refused GET /servicePrincipals: The service is temporarily unavailable.
    waiting 5 s: Graph refused GET /servicePrincipals: The service is temporarily unavailable.
    waiting 10 s: Graph refused GET /servicePrincipals: The service is temporarily unavailable.
    -- exit 6 --
    ");
}

#[test]
fn refuses_unknown_app() {
    assert_snapshot!(refusal("status serch"), @r#"
    $ entractl status serch
    -- stderr --
    sandbox: simulated tenant, no real changes
    error: there is no app called "serch"; did you mean search?
    Next:
      entractl --sandbox apps list
    -- exit 2 --
    "#);
}
