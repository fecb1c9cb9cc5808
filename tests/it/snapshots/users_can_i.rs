//! Output of `entractl users can-i`.
use crate::support::snapshots::{json, ordinary, refusal};
use insta::assert_snapshot;

#[test]
fn prints_answer() {
    assert_snapshot!(ordinary("users can-i disable rowan.reyes-vale@meridian.example"), @"
    $ entractl users can-i disable rowan.reyes-vale@meridian.example
    -- stdout --
    Disable: would it go through?

     Account                             Answer
    ────────────────────────────────────────────
     rowan.reyes-vale@meridian.example   yes

    Nothing was sent.

    Next:
      # to do it
      entractl --sandbox users disable rowan.reyes-vale@meridian.example
    -- stderr --
    sandbox: simulated tenant, no real changes
    -- exit 0 --
    ");
}

#[test]
fn prints_json() {
    assert_snapshot!(json("users can-i disable rowan.reyes-vale@meridian.example"), @r#"
    $ entractl users can-i disable rowan.reyes-vale@meridian.example -o json 2>/dev/null
    -- stdout --
    {
      "schemaVersion": 1,
      "kind": "users.can-i",
      "sandbox": true,
      "tenant": "5a4d0b0c-7e11-4a6b-9c1d-0a1b2c3d4e5f",
      "action": "disable",
      "via": "search",
      "answer": "yes",
      "accounts": [
        {
          "id": "8b2bef09-a0be-4e04-afc2-9604d83276f8",
          "userPrincipalName": "rowan.reyes-vale@meridian.example",
          "tier": "none",
          "answer": "yes",
          "why": [],
          "notes": [],
          "next": "entractl --sandbox users disable rowan.reyes-vale@meridian.example"
        }
      ]
    }
    -- exit 0 --
    "#);
}

#[test]
fn refuses_unknown_user() {
    assert_snapshot!(refusal("users can-i disable rowan@meridian.example"), @"
    $ entractl users can-i disable rowan@meridian.example
    -- stderr --
    sandbox: simulated tenant, no real changes
    error: user rowan@meridian.example not found in this tenant
    Next:
      entractl --sandbox users list row
    -- exit 5 --
    ");
}

#[test]
fn refuses_own_account() {
    assert_snapshot!(refusal("users can-i disable ada.admin@meridian.example"), @"
    $ entractl users can-i disable ada.admin@meridian.example
    -- stdout --
    Disable: would it go through?

     Account                      Answer
    ─────────────────────────────────────
     ada.admin@meridian.example   no

    - ada.admin@meridian.example: refused: it is you
    - ada.admin@meridian.example: it holds directory roles: Global Administrator
    - ada.admin@meridian.example: it owns a group that directory roles can be given
      to

    Nothing was sent.
    -- stderr --
    sandbox: simulated tenant, no real changes
    -- exit 12 --
    ");
}
