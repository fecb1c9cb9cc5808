//! Output of `entractl profile remove`.
use crate::support::snapshots::{Case, refusal};
use insta::assert_snapshot;

#[test]
fn removes_profile() {
    let screen = Case::new()
.after("profile add lab --tenant 11111111-2222-4333-8444-555555555555 --client-id 21111111-2222-4333-8444-555555555555")
.ordinary("profile remove lab");
    assert_snapshot!(screen, @"
    $ entractl profile remove lab
    -- stdout --
    Profile lab was removed. Tokens that it had are still stored.

    Profile      lab
    In use       no
    Tenant       11111111-2222-4333-8444-555555555555
    Client id    21111111-2222-4333-8444-555555555555
    Cloud        public
    Signs in as  a person

    Next:
      # forget all tokens
      entractl --sandbox auth logout --all
    -- stderr --
    sandbox: simulated tenant, no real changes
    -- exit 0 --
    ");
}

#[test]
fn prints_json() {
    let screen = Case::new()
.after("profile add lab --tenant 11111111-2222-4333-8444-555555555555 --client-id 21111111-2222-4333-8444-555555555555")
.json("profile remove lab");
    assert_snapshot!(screen, @r#"
    $ entractl profile remove lab -o json 2>/dev/null
    -- stdout --
    {
      "schemaVersion": 1,
      "kind": "profile.remove",
      "sandbox": true,
      "action": "removed",
      "profile": {
        "name": "lab",
        "inUse": false,
        "tenant": "11111111-2222-4333-8444-555555555555",
        "clientId": "21111111-2222-4333-8444-555555555555",
        "cloud": "public",
        "signsInAs": "person",
        "credentialFile": null
      },
      "next": "entractl --sandbox auth logout --all"
    }
    -- exit 0 --
    "#);
}

#[test]
fn refuses_unknown_profile() {
    assert_snapshot!(refusal("profile remove nowhere"), @r#"
    $ entractl profile remove nowhere
    -- stderr --
    sandbox: simulated tenant, no real changes
    error: there is no profile "nowhere" in config.toml
    Next:
      entractl --sandbox profile list
    -- exit 2 --
    "#);
}
