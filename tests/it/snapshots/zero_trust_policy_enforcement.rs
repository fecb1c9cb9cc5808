//! Output of `entractl zero-trust policy-enforcement`.
use crate::support::snapshots::{json, ordinary, refusal};
use insta::assert_snapshot;

#[test]
fn switches_on() {
    assert_snapshot!(ordinary("zero-trust policy-enforcement on"), @"
    $ entractl zero-trust policy-enforcement on
    -- stdout --
    Zero Trust Secure Access

     To                                            Data upload   Policy enforcement
    ────────────────────────────────────────────────────────────────────────────────
     rate the risk of people from their profile    needed        not needed
     and sign-ins
     lock, sign out or reset accounts that break   needed        needed
     a rule
     single sign-on to internal apps               needed        not needed
     single sign-on to the internet gateway        needed        not needed

    Data upload         off (on this machine)
    Policy enforcement  on (on this machine)
    Changed             2026-03-02 03:04:05Z by ada.admin@meridian.example

    Next:
      entractl --sandbox zero-trust policy-enforcement off
    -- stderr --
    sandbox: simulated tenant, no real changes
    -- exit 0 --
    ");
}

#[test]
fn prints_json() {
    assert_snapshot!(json("zero-trust policy-enforcement on"), @r#"
    $ entractl zero-trust policy-enforcement on -o json 2>/dev/null
    -- stdout --
    {
      "schemaVersion": 1,
      "kind": "zero-trust.show",
      "sandbox": true,
      "tenant": "5a4d0b0c-7e11-4a6b-9c1d-0a1b2c3d4e5f",
      "policyEnforcement": true,
      "dataUpload": false,
      "changedAt": "2026-03-02T03:04:05Z",
      "changedBy": "ada.admin@meridian.example",
      "purposes": [
        {
          "purpose": "rate the risk of people from their profile and sign-ins",
          "needsDataUpload": true,
          "needsPolicyEnforcement": false
        },
        {
          "purpose": "lock, sign out or reset accounts that break a rule",
          "needsDataUpload": true,
          "needsPolicyEnforcement": true
        },
        {"purpose":"single sign-on to internal apps","needsDataUpload":true,"needsPolicyEnforcement":false},
        {"purpose":"single sign-on to the internet gateway","needsDataUpload":true,"needsPolicyEnforcement":false}
      ],
      "next": ["entractl --sandbox zero-trust policy-enforcement off"]
    }
    -- exit 0 --
    "#);
}

#[test]
fn refuses_unknown_value() {
    assert_snapshot!(refusal("zero-trust policy-enforcement maybe"), @"
    $ entractl zero-trust policy-enforcement maybe
    -- stderr --
    error: invalid value 'maybe' for '<SWITCH>'
      [possible values: on, off]

    For more information, try '--help'.
    -- exit 2 --
    ");
}
