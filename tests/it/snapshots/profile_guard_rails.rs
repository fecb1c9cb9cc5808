//! Output of `entractl profile guard-rails`.
use crate::support::snapshots::Case;
use insta::assert_snapshot;

#[test]
fn prints_rules() {
    let screen = Case::new()
        .file(
            "policy.toml",
            "[guard_rails]\nprotected = ['rowan.reyes-vale@meridian.example']\n",
        )
        .ordinary("profile guard-rails");
    assert_snapshot!(screen, @"
    $ entractl profile guard-rails
    -- stdout --
     Rule                   Holds                                          From
    ────────────────────────────────────────────────────────────────────────────────
     protected              rowan.reyes-vale@meridian.example              policy
     typed_above            50 accounts                                    built in
     signed_above           500 accounts                                   built in
     signed_above_percent   5 % of the tenant, where that is more than     built in
                            50
     allowed_signers        no one: what needs a second person is          built in
                            refused
     require_eligibility    no                                             built in
     signed_for_critical    no                                             built in
     reason_required        no                                             built in

    Policy    /folder_________________________________/policy.toml (in force)
    Settings  /folder_________________________________/config/config.toml

     Break-glass account            Policies   MFA
    ─────────────────────────────────────────────────────────────────────────
     breakglass1@meridian.example              phishing-resistant MFA is not
                                               required
     breakglass2@meridian.example              phishing-resistant MFA is not
                                               required

    Always: yourself, synchronization accounts, the last two Global Administrators,
    owners of the application that is signed in, and break-glass accounts (permanent
    Global Administrators that no Block policy of Conditional Access reaches) are
    never touched.

    Next:
      # look at an account
      entractl --sandbox users can-i disable USER
    -- stderr --
    sandbox: simulated tenant, no real changes
    -- exit 0 --
    ");
}

#[test]
fn prints_json() {
    let screen = Case::new()
        .file(
            "policy.toml",
            "[guard_rails]\nprotected = ['rowan.reyes-vale@meridian.example']\n",
        )
        .json("profile guard-rails");
    assert_snapshot!(screen, @r#"
    $ entractl profile guard-rails -o json 2>/dev/null
    -- stdout --
    {
      "schemaVersion": 1,
      "kind": "profile.guard-rails",
      "sandbox": true,
      "rules": [
        {"key":"protected","value":"rowan.reyes-vale@meridian.example","from":"policy"},
        {"key":"typed_above","value":"50 accounts","from":"built-in"},
        {"key":"signed_above","value":"500 accounts","from":"built-in"},
        {"key":"signed_above_percent","value":"5 % of the tenant, where that is more than 50","from":"built-in"},
        {"key":"allowed_signers","value":"no one: what needs a second person is refused","from":"built-in"},
        {"key":"require_eligibility","value":"no","from":"built-in"},
        {"key":"signed_for_critical","value":"no","from":"built-in"},
        {"key":"reason_required","value":"no","from":"built-in"}
      ],
      "policyFile": "/folder_________________________________/policy.toml",
      "policyInForce": true,
      "configFile": "/folder_________________________________/config/config.toml",
      "breakGlass": {
        "accounts": [
          {
            "id": "a4af6106-9d1b-4abe-b9bd-37eb49ea283c",
            "userPrincipalName": "breakglass1@meridian.example",
            "policies": [],
            "phishingResistantOnly": false,
            "reportOnlyBlocks": []
          },
          {
            "id": "46c13035-b5bb-4a01-9f12-8acb48ffb9d4",
            "userPrincipalName": "breakglass2@meridian.example",
            "policies": [],
            "phishingResistantOnly": false,
            "reportOnlyBlocks": []
          }
        ],
        "unread": null,
        "warnings": []
      },
      "next": "entractl --sandbox users can-i disable USER"
    }
    -- exit 0 --
    "#);
}

#[test]
fn refuses_unreadable_policy() {
    let screen = Case::new()
        .file("policy.toml", "[guard_rails")
        .refusal("profile guard-rails");
    assert_snapshot!(screen, @"
    $ entractl profile guard-rails
    -- stderr --
    sandbox: simulated tenant, no real changes
    error: the system policy /folder_________________________________/policy.toml
    cannot be used: line 1: unclosed table, expected `]`
    Next:
      - nothing is done without it: ask the administrator of this machine
    -- exit 10 --
    ");
}
