//! Output of `entractl sandbox scenario list`.
use crate::support::snapshots::{json, ordinary, refusal};
use insta::assert_snapshot;

#[test]
fn prints_scenarios() {
    assert_snapshot!(ordinary("sandbox scenario list"), @"");
}

#[test]
fn prints_json() {
    assert_snapshot!(json("sandbox scenario list"), @"");
}

#[test]
fn refuses_extra_argument() {
    assert_snapshot!(refusal("sandbox scenario list all"), @"");
}
