//! Output of `entractl sync`.
use crate::support::snapshots::{Case, json, ordinary, refusal};
use insta::assert_snapshot;

#[test]
fn reads_tenant() {
    assert_snapshot!(ordinary("sync --scope none"), @"
    $ entractl sync --scope none
    -- stdout --
    Tenant           5a4d0b0c-7e11-4a6b-9c1d-0a1b2c3d4e5f
    Name             Meridian Harbor Hospital (simulated)
    Default domain   meridian.example
    Groups in scope  none
    Read             2026-03-02 03:04:05Z

     Set   Client id                              State
    ────────────────────────────────────────────────────────────
     s1    5e700001-aaaa-4aaa-8aaa-00000000da7a   in the tenant
     s2    5e700002-aaaa-4aaa-8aaa-00000000da7a   in the tenant
     s3    5e700003-aaaa-4aaa-8aaa-00000000da7a   in the tenant
     s4    5e700004-aaaa-4aaa-8aaa-00000000da7a   in the tenant
     s5    5e700005-aaaa-4aaa-8aaa-00000000da7a   in the tenant

    The vendor's own copy is not touched: its console has a sync of its own, which
    does not apply to Risk Insights and the Email and Collaboration Sensor.

    Next:
      # check the apps
      entractl --sandbox status
    -- stderr --
    sandbox: simulated tenant, no real changes
    -- exit 0 --
    ");
}

#[test]
fn prints_json() {
    assert_snapshot!(json("sync --scope none"), @r#"
    $ entractl sync --scope none -o json 2>/dev/null
    -- stdout --
    {
      "schemaVersion": 1,
      "kind": "sync",
      "sandbox": true,
      "tenant": "5a4d0b0c-7e11-4a6b-9c1d-0a1b2c3d4e5f",
      "at": "2026-03-02T03:04:05Z",
      "organization": "Meridian Harbor Hospital (simulated)",
      "defaultDomain": "meridian.example",
      "scope": "none",
      "selected": {},
      "groups": 0,
      "bindings": [
        {
          "set": "s1",
          "clientId": "5e700001-aaaa-4aaa-8aaa-00000000da7a",
          "servicePrincipalId": "9d963694-f5af-4336-80fc-ff66512f62cc",
          "displayName": "Trend Vision One (simulated): directory data",
          "loopback": false,
          "note": null
        },
        {
          "set": "s2",
          "clientId": "5e700002-aaaa-4aaa-8aaa-00000000da7a",
          "servicePrincipalId": "404fc976-dd2f-4337-82d6-0ec8995e358c",
          "displayName": "Trend Vision One (simulated): users, devices and activity",
          "loopback": false,
          "note": null
        },
        {
          "set": "s3",
          "clientId": "5e700003-aaaa-4aaa-8aaa-00000000da7a",
          "servicePrincipalId": "be70e73e-8044-4c48-8b9b-53bc08cd3a58",
          "displayName": "Trend Vision One (simulated): account actions",
          "loopback": true,
          "note": null
        },
        {
          "set": "s4",
          "clientId": "5e700004-aaaa-4aaa-8aaa-00000000da7a",
          "servicePrincipalId": "e43552e1-2379-4546-96a1-fd3058dfc614",
          "displayName": "Trend Vision One (simulated): protected content",
          "loopback": false,
          "note": null
        },
        {
          "set": "s5",
          "clientId": "5e700005-aaaa-4aaa-8aaa-00000000da7a",
          "servicePrincipalId": "732fdb15-50b3-4e3c-b9a7-bf50f72f170c",
          "displayName": "Trend Vision One (simulated): connected SaaS",
          "loopback": false,
          "note": null
        }
      ],
      "blocked": [],
      "policyEnforcement": false,
      "next": "entractl --sandbox status"
    }
    -- exit 0 --
    "#);
}

#[test]
fn refuses_without_session() {
    let screen = Case::new()
        .after("auth logout")
        .refusal("sync --scope none");
    assert_snapshot!(screen, @"
    $ entractl sync --scope none
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
fn refuses_unknown_group() {
    assert_snapshot!(refusal("sync --group 11111111-2222-4333-8444-555555555555"), @"
    $ entractl sync --group 11111111-2222-4333-8444-555555555555
    -- stderr --
    sandbox: simulated tenant, no real changes
    error: there is no group 11111111-2222-4333-8444-555555555555
    Next:
      - nothing was recorded
    -- exit 5 --
    ");
}
