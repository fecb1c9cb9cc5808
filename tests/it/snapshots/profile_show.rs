//! Output of `entractl profile show`.
use crate::support::snapshots::{Case, refusal};
use insta::assert_snapshot;

#[test]
fn prints_profile() {
    let screen = Case::new()
.after("profile add lab --tenant 11111111-2222-4333-8444-555555555555 --client-id 21111111-2222-4333-8444-555555555555")
.ordinary("profile show lab");
    assert_snapshot!(screen, @"
    $ entractl profile show lab
    -- stdout --
    Profile      lab
    In use       no
    Tenant       11111111-2222-4333-8444-555555555555
    Client id    21111111-2222-4333-8444-555555555555
    Cloud        public
    Signs in as  a person
    Written in   /folder_________________________________/config/config.toml
    -- stderr --
    sandbox: simulated tenant, no real changes
    -- exit 0 --
    ");
}

#[test]
fn prints_json() {
    let screen = Case::new()
.after("profile add lab --tenant 11111111-2222-4333-8444-555555555555 --client-id 21111111-2222-4333-8444-555555555555")
.json("profile show lab");
    assert_snapshot!(screen, @r#"
    $ entractl profile show lab -o json 2>/dev/null
    -- stdout --
    {
      "schemaVersion": 1,
      "kind": "profile.show",
      "sandbox": true,
      "profile": {
        "name": "lab",
        "inUse": false,
        "tenant": "11111111-2222-4333-8444-555555555555",
        "clientId": "21111111-2222-4333-8444-555555555555",
        "cloud": "public",
        "signsInAs": "person",
        "credentialFile": null
      },
      "file": "/folder_________________________________/config/config.toml"
    }
    -- exit 0 --
    "#);
}

#[test]
fn refuses_unknown_profile() {
    assert_snapshot!(refusal("profile show nowhere"), @r#"
    $ entractl profile show nowhere
    -- stderr --
    sandbox: simulated tenant, no real changes
    error: there is no profile "nowhere" in config.toml
    Next:
      entractl --sandbox profile list
    -- exit 2 --
    "#);
}
