//! Output of `entractl profile add`.
use crate::support::snapshots::{json, ordinary, refusal};
use insta::assert_snapshot;

#[test]
fn adds_profile() {
    let screen = ordinary(
        "profile add lab --tenant 11111111-2222-4333-8444-555555555555 --client-id 21111111-2222-4333-8444-555555555555",
    );
    assert_snapshot!(screen, @"
    $ entractl profile add lab --tenant 11111111-2222-4333-8444-555555555555 --client-id 21111111-2222-4333-8444-555555555555
    -- stdout --
    Profile lab was added.

    Profile      lab
    In use       no
    Tenant       11111111-2222-4333-8444-555555555555
    Client id    21111111-2222-4333-8444-555555555555
    Cloud        public
    Signs in as  a person

    Next:
      # sign in
      entractl --sandbox --profile lab auth login
    -- stderr --
    sandbox: simulated tenant, no real changes
    -- exit 0 --
    ");
}

#[test]
fn prints_json() {
    let screen = json(
        "profile add lab --tenant 11111111-2222-4333-8444-555555555555 --client-id 21111111-2222-4333-8444-555555555555",
    );
    assert_snapshot!(screen, @r#"
    $ entractl profile add lab --tenant 11111111-2222-4333-8444-555555555555 --client-id 21111111-2222-4333-8444-555555555555 -o json 2>/dev/null
    -- stdout --
    {
      "schemaVersion": 1,
      "kind": "profile.add",
      "sandbox": true,
      "action": "added",
      "profile": {
        "name": "lab",
        "inUse": false,
        "tenant": "11111111-2222-4333-8444-555555555555",
        "clientId": "21111111-2222-4333-8444-555555555555",
        "cloud": "public",
        "signsInAs": "person",
        "credentialFile": null
      },
      "next": "entractl --sandbox --profile lab auth login"
    }
    -- exit 0 --
    "#);
}

#[test]
fn refuses_unknown_cloud() {
    let screen = refusal(
        "profile add lab --tenant 11111111-2222-4333-8444-555555555555 --client-id 21111111-2222-4333-8444-555555555555 --cloud mars",
    );
    assert_snapshot!(screen, @r#"
    $ entractl profile add lab --tenant 11111111-2222-4333-8444-555555555555 --client-id 21111111-2222-4333-8444-555555555555 --cloud mars
    -- stderr --
    sandbox: simulated tenant, no real changes
    error: there is no cloud "mars" in config.toml
    -- exit 2 --
    "#);
}
