//! Output of `entractl zero-trust show`.
use crate::support::snapshots::{json, ordinary, refusal};
use insta::assert_snapshot;

#[test]
fn prints_switches() {
    assert_snapshot!(ordinary("zero-trust show"), @"
    $ entractl zero-trust show
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
    Policy enforcement  off (on this machine)

    Next:
      entractl --sandbox zero-trust policy-enforcement on
    -- stderr --
    sandbox: simulated tenant, no real changes
    -- exit 0 --
    ");
}

#[test]
fn prints_json() {
    assert_snapshot!(json("zero-trust show"), @r#"
    $ entractl zero-trust show -o json 2>/dev/null
    -- stdout --
    {
      "schemaVersion": 1,
      "kind": "zero-trust.show",
      "sandbox": true,
      "tenant": "5a4d0b0c-7e11-4a6b-9c1d-0a1b2c3d4e5f",
      "policyEnforcement": false,
      "dataUpload": false,
      "changedAt": null,
      "changedBy": null,
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
      "next": ["entractl --sandbox zero-trust policy-enforcement on"]
    }
    -- exit 0 --
    "#);
}

#[test]
fn refuses_extra_argument() {
    assert_snapshot!(refusal("zero-trust show all"), @"
    $ entractl zero-trust show all
    -- stderr --
    error: unexpected argument 'all' found

    Usage: entractl zero-trust show [OPTIONS]

    For more information, try '--help'.
    -- exit 2 --
    ");
}
