//! Output of `entractl auth logout`.
use crate::support::snapshots::{json, ordinary, refusal};
use insta::assert_snapshot;

#[test]
fn deletes_session() {
    assert_snapshot!(ordinary("auth logout"), @"
    $ entractl auth logout
    -- stdout --
    Signed out; nothing is left in the memory (this command only).

    - https://login.sandbox.example 5a4d0b0c-7e11-4a6b-9c1d-0a1b2c3d4e5f
      7c0ffee0-1234-4abc-8def-5a4db0c0ffee https://graph.sandbox.example

    An access token that was copied before holds until it ends, at most about an
    hour. Another administrator can end every session of the account at once, with
    users sign-out.
    -- stderr --
    sandbox: simulated tenant, no real changes
    -- exit 0 --
    ");
}

#[test]
fn prints_json() {
    assert_snapshot!(json("auth logout"), @r#"
    $ entractl auth logout -o json 2>/dev/null
    -- stdout --
    {
      "schemaVersion": 1,
      "kind": "auth.logout",
      "sandbox": true,
      "forgotten": [
        "https://login.sandbox.example 5a4d0b0c-7e11-4a6b-9c1d-0a1b2c3d4e5f 7c0ffee0-1234-4abc-8def-5a4db0c0ffee https://graph.sandbox.example"
      ],
      "store": "memory (this command only)"
    }
    -- exit 0 --
    "#);
}

#[test]
fn refuses_unknown_profile() {
    assert_snapshot!(refusal("auth logout -p nowhere"), @r#"
    $ entractl auth logout -p nowhere
    -- stderr --
    sandbox: simulated tenant, no real changes
    error: there is no profile "nowhere" in config.toml
    Next:
      entractl --sandbox profile list
    -- exit 2 --
    "#);
}
