//! Output of `entractl sandbox scenario set`.
use crate::support::snapshots::{json, ordinary, refusal};
use insta::assert_snapshot;

#[test]
fn sets_scenario() {
    assert_snapshot!(ordinary("sandbox scenario set all-granted"), @"
    $ entractl sandbox scenario set all-granted
    -- stdout --
    Tenant    Meridian Harbor Hospital (simulated)
    Scenario  all-granted (every set: everything is granted, directory roles too
              (Granted))

    Next:
      # see what it shows
      entractl --sandbox status
    -- stderr --
    sandbox: simulated tenant, no real changes
    -- exit 0 --
    ");
}

#[test]
fn prints_json() {
    assert_snapshot!(json("sandbox scenario set all-granted"), @r#"
    $ entractl sandbox scenario set all-granted -o json 2>/dev/null
    -- stdout --
    {
      "schemaVersion": 1,
      "kind": "sandbox.reset",
      "sandbox": true,
      "tenant": "Meridian Harbor Hospital (simulated)",
      "scenario": "all-granted",
      "description": "every set: everything is granted, directory roles too (Granted)"
    }
    -- exit 0 --
    "#);
}

#[test]
fn refuses_unknown_scenario() {
    assert_snapshot!(refusal("sandbox scenario set doom"), @r#"
    $ entractl sandbox scenario set doom
    -- stderr --
    sandbox: simulated tenant, no real changes
    error: there is no scenario "doom"
    Next:
      entractl sandbox scenario list
    -- exit 2 --
    "#);
}
