//! Output of `entractl profile list`.
use crate::support::snapshots::Case;
use insta::assert_snapshot;

#[test]
fn prints_profiles() {
    let screen = Case::new()
.after("profile add lab --tenant 11111111-2222-4333-8444-555555555555 --client-id 21111111-2222-4333-8444-555555555555")
.ordinary("profile list");
    assert_snapshot!(screen, @"
    $ entractl profile list
    -- stdout --
     Profile   In use   Tenant                                 Cloud    Signs in as
    ────────────────────────────────────────────────────────────────────────────────
     lab                11111111-2222-4333-8444-555555555555   public   a person
    -- stderr --
    sandbox: simulated tenant, no real changes
    -- exit 0 --
    ");
}

#[test]
fn prints_json() {
    let screen = Case::new()
.after("profile add lab --tenant 11111111-2222-4333-8444-555555555555 --client-id 21111111-2222-4333-8444-555555555555")
.json("profile list");
    assert_snapshot!(screen, @r#"
    $ entractl profile list -o json 2>/dev/null
    -- stdout --
    {
      "schemaVersion": 1,
      "kind": "profile.list",
      "sandbox": true,
      "profiles": [
        {
          "name": "lab",
          "inUse": false,
          "tenant": "11111111-2222-4333-8444-555555555555",
          "clientId": "21111111-2222-4333-8444-555555555555",
          "cloud": "public",
          "signsInAs": "person",
          "credentialFile": null
        }
      ],
      "next": "entractl --sandbox auth login --tenant TENANT_ID --client-id CLIENT_ID"
    }
    -- exit 0 --
    "#);
}

#[test]
fn refuses_unreadable_config() {
    let screen = Case::new()
        .file("config/config.toml", "[profiles")
        .refusal("profile list");
    assert_snapshot!(screen, @"
    $ entractl profile list
    -- stderr --
    sandbox: simulated tenant, no real changes
    error: /folder_________________________________/config/config.toml: line 1:
    unclosed table, expected `]`
    -- exit 2 --
    ");
}
