//! Output of `entractl sandbox scenario set`.
use crate::support::snapshots::{json, ordinary, refusal};
use insta::assert_snapshot;

#[test]
fn sets_scenario() {
    assert_snapshot!(ordinary("sandbox scenario set all-granted"), @"");
}

#[test]
fn prints_json() {
    assert_snapshot!(json("sandbox scenario set all-granted"), @"");
}

#[test]
fn refuses_unknown_scenario() {
    assert_snapshot!(refusal("sandbox scenario set doom"), @"");
}
