//! Output of `entractl sandbox faults clear`.
use crate::support::snapshots::{Case, json, refusal};
use insta::assert_snapshot;

#[test]
fn removes_faults() {
    let screen = Case::new()
        .after("sandbox faults set throttle:rate=0.3,seed=7")
        .ordinary("sandbox faults clear");
    assert_snapshot!(screen, @"
    $ entractl sandbox faults clear
    -- stdout --
    No fault is set.
    -- stderr --
    sandbox: simulated tenant, no real changes
    -- exit 0 --
    ");
}

#[test]
fn prints_json() {
    assert_snapshot!(json("sandbox faults clear --query rules"), @"
    $ entractl sandbox faults clear --query rules -o json 2>/dev/null
    -- stdout --
    null
    -- exit 0 --
    ");
}

#[test]
fn refuses_extra_argument() {
    assert_snapshot!(refusal("sandbox faults clear throttle"), @"
    $ entractl sandbox faults clear throttle
    -- stderr --
    error: unexpected argument 'throttle' found

    Usage: entractl sandbox faults clear [OPTIONS]

    For more information, try '--help'.
    -- exit 2 --
    ");
}
