//! Output of `entractl profile use`.
use crate::support::snapshots::{Case, refusal};
use insta::assert_snapshot;

#[test]
fn sets_default_profile() {
    let screen = Case::new()
.after("profile add lab --tenant 11111111-2222-4333-8444-555555555555 --client-id 21111111-2222-4333-8444-555555555555")
.ordinary("profile use lab");
    assert_snapshot!(screen, @"
    $ entractl profile use lab
    -- stdout --
    Profile lab is used from now on.

    Profile      lab
    In use       yes
    Tenant       11111111-2222-4333-8444-555555555555
    Client id    21111111-2222-4333-8444-555555555555
    Cloud        public
    Signs in as  a person

    Next:
      # see who is signed in
      entractl --sandbox --profile lab auth status
    -- stderr --
    sandbox: simulated tenant, no real changes
    -- exit 0 --
    ");
}

#[test]
fn prints_json() {
    let screen = Case::new()
.after("profile add lab --tenant 11111111-2222-4333-8444-555555555555 --client-id 21111111-2222-4333-8444-555555555555")
.json("profile use lab");
    assert_snapshot!(screen, @r#"
    $ entractl profile use lab -o json 2>/dev/null
    -- stdout --
    {
      "schemaVersion": 1,
      "kind": "profile.use",
      "sandbox": true,
      "action": "used",
      "profile": {
        "name": "lab",
        "inUse": true,
        "tenant": "11111111-2222-4333-8444-555555555555",
        "clientId": "21111111-2222-4333-8444-555555555555",
        "cloud": "public",
        "signsInAs": "person",
        "credentialFile": null
      },
      "next": "entractl --sandbox --profile lab auth status"
    }
    -- exit 0 --
    "#);
}

#[test]
fn refuses_unknown_profile() {
    assert_snapshot!(refusal("profile use nowhere"), @r#"
    $ entractl profile use nowhere
    -- stderr --
    sandbox: simulated tenant, no real changes
    error: there is no profile "nowhere" in config.toml
    Next:
      entractl --sandbox profile list
    -- exit 2 --
    "#);
}
