//! Output of `entractl sandbox reset`.
use crate::support::snapshots::{json, ordinary, refusal};
use insta::assert_snapshot;

#[test]
fn starts_again() {
    assert_snapshot!(ordinary("sandbox reset"), @"
    $ entractl sandbox reset
    -- stdout --
    Tenant    Meridian Harbor Hospital (simulated)
    Scenario  the beginning

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
    assert_snapshot!(json("sandbox reset"), @r#"
    $ entractl sandbox reset -o json 2>/dev/null
    -- stdout --
    {
      "schemaVersion": 1,
      "kind": "sandbox.reset",
      "sandbox": true,
      "tenant": "Meridian Harbor Hospital (simulated)",
      "scenario": null,
      "description": null
    }
    -- exit 0 --
    "#);
}

#[test]
fn refuses_extra_argument() {
    assert_snapshot!(refusal("sandbox reset again"), @"
    $ entractl sandbox reset again
    -- stderr --
    error: unexpected argument 'again' found

    Usage: entractl sandbox reset [OPTIONS]

    For more information, try '--help'.
    -- exit 2 --
    ");
}
