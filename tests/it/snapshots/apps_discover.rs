//! Output of `entractl apps discover`.
use crate::support::snapshots::{Case, json, ordinary};
use insta::assert_snapshot;

#[test]
fn binds_found_applications() {
    assert_snapshot!(ordinary("apps discover"), @"
    $ entractl apps discover
    -- stdout --
    Tenant     5a4d0b0c-7e11-4a6b-9c1d-0a1b2c3d4e5f
    Looked at  14 enterprise applications (all)

     Client id                              Set   Holds      Publisher
    ──────────────────────────────────────────────────────────────────────
     5e700001-aaaa-4aaa-8aaa-00000000da7a   s1    3 of 3     Trend Micro
                                                             (simulated)
     5e700002-aaaa-4aaa-8aaa-00000000da7a   s2    15 of 16   Trend Micro
                                                             (simulated)
     5e700004-aaaa-4aaa-8aaa-00000000da7a   s4    2 of 2     Trend Micro
                                                             (simulated)
     5e700005-aaaa-4aaa-8aaa-00000000da7a   s5    9 of 10    Trend Micro
                                                             (simulated)
     0bad0bad-0bad-4bad-8bad-0bad0bad0bad   ?     -          not verified
     5e700003-aaaa-4aaa-8aaa-00000000da7a   ?     -          Trend Micro
                                                             (simulated)

    - 0bad0bad-0bad-4bad-8bad-0bad0bad0bad Trend Vision One (simulated): account
      actions: by its name only; it holds nothing that tells the set; another has
      the same name
    - 5e700003-aaaa-4aaa-8aaa-00000000da7a Trend Vision One (simulated): account
      actions: by its name only; it holds nothing that tells the set; another has
      the same name

    A name proves nothing: compare the client id with the vendor's console before
    you bind.

    To be sure: the vendor's console shows the client id: Third-Party Integration >
    Microsoft Entra ID, Details in the Status column.
    -- stderr --
    sandbox: simulated tenant, no real changes
    -- exit 0 --
    ");
}

#[test]
fn prints_json() {
    assert_snapshot!(json("apps discover"), @r#"
    $ entractl apps discover -o json 2>/dev/null
    -- stdout --
    {
      "schemaVersion": 1,
      "kind": "apps.discover",
      "sandbox": true,
      "tenant": "5a4d0b0c-7e11-4a6b-9c1d-0a1b2c3d4e5f",
      "lookedAt": 14,
      "complete": true,
      "proposals": [
        {
          "clientId": "5e700001-aaaa-4aaa-8aaa-00000000da7a",
          "servicePrincipalId": "9d963694-f5af-4336-80fc-ff66512f62cc",
          "displayName": "Trend Vision One (simulated): directory data",
          "ownerTenant": "be11c0de-5eed-4a11-8a11-0000de0000ad",
          "verifiedPublisher": "Trend Micro (simulated)",
          "set": "s1",
          "held": 3,
          "asked": 3,
          "beyond": 0,
          "lookAlike": false,
          "onlyOne": true,
          "boundTo": "s1",
          "command": "entractl --sandbox apps bind s1 --client-id 5e700001-aaaa-4aaa-8aaa-00000000da7a"
        },
        {
          "clientId": "5e700002-aaaa-4aaa-8aaa-00000000da7a",
          "servicePrincipalId": "404fc976-dd2f-4337-82d6-0ec8995e358c",
          "displayName": "Trend Vision One (simulated): users, devices and activity",
          "ownerTenant": "be11c0de-5eed-4a11-8a11-0000de0000ad",
          "verifiedPublisher": "Trend Micro (simulated)",
          "set": "s2",
          "held": 15,
          "asked": 16,
          "beyond": 0,
          "lookAlike": false,
          "onlyOne": true,
          "boundTo": "s2",
          "command": "entractl --sandbox apps bind s2 --client-id 5e700002-aaaa-4aaa-8aaa-00000000da7a"
        },
        {
          "clientId": "5e700004-aaaa-4aaa-8aaa-00000000da7a",
          "servicePrincipalId": "e43552e1-2379-4546-96a1-fd3058dfc614",
          "displayName": "Trend Vision One (simulated): protected content",
          "ownerTenant": "be11c0de-5eed-4a11-8a11-0000de0000ad",
          "verifiedPublisher": "Trend Micro (simulated)",
          "set": "s4",
          "held": 2,
          "asked": 2,
          "beyond": 0,
          "lookAlike": false,
          "onlyOne": true,
          "boundTo": "s4",
          "command": "entractl --sandbox apps bind s4 --client-id 5e700004-aaaa-4aaa-8aaa-00000000da7a"
        },
        {
          "clientId": "5e700005-aaaa-4aaa-8aaa-00000000da7a",
          "servicePrincipalId": "732fdb15-50b3-4e3c-b9a7-bf50f72f170c",
          "displayName": "Trend Vision One (simulated): connected SaaS",
          "ownerTenant": "be11c0de-5eed-4a11-8a11-0000de0000ad",
          "verifiedPublisher": "Trend Micro (simulated)",
          "set": "s5",
          "held": 9,
          "asked": 10,
          "beyond": 0,
          "lookAlike": false,
          "onlyOne": true,
          "boundTo": "s5",
          "command": "entractl --sandbox apps bind s5 --client-id 5e700005-aaaa-4aaa-8aaa-00000000da7a"
        },
        {
          "clientId": "0bad0bad-0bad-4bad-8bad-0bad0bad0bad",
          "servicePrincipalId": "dd17abee-5a3d-462b-99d6-aa1a47b375c8",
          "displayName": "Trend Vision One (simulated): account actions",
          "ownerTenant": "b165f305-e93c-4d20-8715-2f2426e8ee88",
          "verifiedPublisher": null,
          "set": null,
          "held": 0,
          "asked": 0,
          "beyond": 0,
          "lookAlike": true,
          "onlyOne": false,
          "boundTo": null,
          "command": "entractl --sandbox apps bind SET --client-id 0bad0bad-0bad-4bad-8bad-0bad0bad0bad"
        },
        {
          "clientId": "5e700003-aaaa-4aaa-8aaa-00000000da7a",
          "servicePrincipalId": "be70e73e-8044-4c48-8b9b-53bc08cd3a58",
          "displayName": "Trend Vision One (simulated): account actions",
          "ownerTenant": "be11c0de-5eed-4a11-8a11-0000de0000ad",
          "verifiedPublisher": "Trend Micro (simulated)",
          "set": null,
          "held": 0,
          "asked": 0,
          "beyond": 0,
          "lookAlike": true,
          "onlyOne": false,
          "boundTo": "s3",
          "command": "entractl --sandbox apps bind SET --client-id 5e700003-aaaa-4aaa-8aaa-00000000da7a"
        }
      ],
      "hint": "To be sure: the vendor's console shows the client id: Third-Party Integration > Microsoft Entra ID, Details in the Status column."
    }
    -- exit 0 --
    "#);
}

#[test]
fn refuses_without_session() {
    let screen = Case::new().after("auth logout").refusal("apps discover");
    assert_snapshot!(screen, @"
    $ entractl apps discover
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
        .refusal("apps discover");
    assert_snapshot!(screen, @"
    $ entractl apps discover
    -- stderr --
    sandbox: simulated tenant, no real changes
    error: the enterprise applications could not be read
    - because: Graph refused GET /servicePrincipals: The service is temporarily
      unavailable.
    code        ServiceUnavailable
    request-id  6a1895af-1ade-41bb-b759-539ad8f85be2
    Next:
      - the token holds Application.Read.All, Application.ReadWrite.All,
        Directory.Read.All: that is enough
      - the account may not read it: ask for the directory role Directory Readers or
        Global Reader, then sign in again
      entractl --sandbox auth login
      entractl --sandbox explain ServiceUnavailable
    -- exit 4 --
    ");
}
