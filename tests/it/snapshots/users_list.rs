//! Output of `entractl users list`.
use crate::support::snapshots::{Case, json, ordinary};
use insta::assert_snapshot;

#[test]
fn prints_matches() {
    assert_snapshot!(ordinary("users list sam"), @"
    $ entractl users list sam
    -- stdout --
     User principal name            Name         Sign-in   Kind
    ─────────────────────────────────────────────────────────────
     sam.rivers2@meridian.example   Sam Rivers   allowed   cloud
     sam.rivers@meridian.example    Sam Rivers   allowed   cloud
    -- stderr --
    sandbox: simulated tenant, no real changes
    -- exit 0 --
    ");
}

#[test]
fn prints_json() {
    assert_snapshot!(json("users list sam"), @r#"
    $ entractl users list sam -o json 2>/dev/null
    -- stdout --
    {
      "schemaVersion": 1,
      "kind": "users.list",
      "sandbox": true,
      "tenant": "5a4d0b0c-7e11-4a6b-9c1d-0a1b2c3d4e5f",
      "users": [
        {
          "id": "3e4706df-5a0b-4754-a10f-bc878332d5d5",
          "userPrincipalName": "sam.rivers2@meridian.example",
          "name": "Sam Rivers",
          "mail": "sam.rivers2@meridian.example",
          "accountEnabled": true,
          "guest": false,
          "synced": false,
          "department": "Finance",
          "jobTitle": "Accountant"
        },
        {
          "id": "8735b65d-52e4-471a-8efc-a2995cf0e80c",
          "userPrincipalName": "sam.rivers@meridian.example",
          "name": "Sam Rivers",
          "mail": "sam.rivers@meridian.example",
          "accountEnabled": true,
          "guest": false,
          "synced": false,
          "department": "Cardiology",
          "jobTitle": "Physician"
        }
      ],
      "more": false,
      "unreadable": 0,
      "unreadableWhy": null
    }
    -- exit 0 --
    "#);
}

#[test]
fn refuses_without_session() {
    let screen = Case::new().after("auth logout").refusal("users list");
    assert_snapshot!(screen, @"
    $ entractl users list
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
fn refuses_unavailable_service() {
    let screen = Case::new()
        .after("sandbox faults set error-before:status=503")
        .refusal("users list sam");
    assert_snapshot!(screen, @"
    $ entractl users list sam
    -- stderr --
    sandbox: simulated tenant, no real changes
    waiting 3 s: Graph refused GET /users: The service is temporarily unavailable.
    waiting 5 s: Graph refused GET /users: The service is temporarily unavailable.
    waiting 9 s: Graph refused GET /users: The service is temporarily unavailable.
    error: people could not be read
    - because: Graph refused GET /users: The service is temporarily unavailable.
    code        ServiceUnavailable
    request-id  7fe4e034-3349-41f3-ba00-a8c2e944d9e7
    Next:
      - wait a minute and run the same command again
      entractl --sandbox explain ServiceUnavailable
    -- exit 6 --
    ");
}
