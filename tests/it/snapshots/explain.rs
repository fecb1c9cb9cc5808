//! Output of `entractl explain`.
use crate::support::snapshots::{json, ordinary, refusal};
use insta::assert_snapshot;

#[test]
fn explains_error_code() {
    assert_snapshot!(ordinary("explain AADSTS50173"), @"
    $ entractl explain AADSTS50173
    -- stdout --
    Code   AADSTS50173 (FreshTokenNeeded)
    Kind   new sign-in needed
    Means  All sessions of this account were ended, or its password was reset.
    Fix    Sign in again.

    Next:
      entractl --sandbox auth login
    -- stderr --
    sandbox: simulated tenant, no real changes
    -- exit 0 --
    ");
}

#[test]
fn prints_json() {
    assert_snapshot!(json("explain AADSTS50173"), @r#"
    $ entractl explain AADSTS50173 -o json 2>/dev/null
    -- stdout --
    {
      "schemaVersion": 1,
      "kind": "explain",
      "sandbox": true,
      "code": "AADSTS50173",
      "name": "FreshTokenNeeded",
      "class": "reauthenticate",
      "meaning": "All sessions of this account were ended, or its password was reset.",
      "remedy": "Sign in again.",
      "next": ["entractl --sandbox auth login"]
    }
    -- exit 0 --
    "#);
}

#[test]
fn refuses_unknown_code() {
    assert_snapshot!(refusal("explain AADSTS1"), @r#"
    $ entractl explain AADSTS1
    -- stderr --
    sandbox: simulated tenant, no real changes
    error: "AADSTS1" is not a known code, status, action, permission, set or term
    Next:
      - Microsoft's list: https://login.microsoftonline.com/error
    -- exit 5 --
    "#);
}
