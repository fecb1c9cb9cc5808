//! Output of `entractl sandbox reset`.
use crate::support::snapshots::{json, ordinary, refusal};
use insta::assert_snapshot;

#[test]
fn starts_again() {
    assert_snapshot!(ordinary("sandbox reset"), @"
    $ entractl sandbox reset
    -- stdout --
    Tenant    Meridian Harbor Hospital (simulated)
    Scenario  the beginning

    Next:
      # see what it shows
      entractl --sandbox status
    -- stderr --
    sandbox: simulated tenant, no real changes
    -- exit 0 --
    ");
}

#[test]
fn prints_scenarios() {
    assert_snapshot!(ordinary("sandbox reset --list"), @"
    $ entractl sandbox reset --list
    -- stdout --
     Scenario               What it does
    ────────────────────────────────────────────────────────────────────────────────
     no-license             the tenant has no premium license
     long-tokens            access tokens live for 23 hours
     group-block            a Conditional Access policy blocks one group without
                            exclusions
     no-block-policy        no Conditional Access policy blocks sign-ins
     restricted-unit        two users are in a restricted management administrative
                            unit
     odd-devices            devices are shared with a break-glass account, hybrid,
                            restricted or many
     all-granted            every set: everything is granted, directory roles too
     s1-granted             s1: everything is granted, directory roles too
     s2-granted             s2: everything is granted, directory roles too
     s3-granted             s3: everything is granted, directory roles too
     s4-granted             s4: everything is granted, directory roles too
     s5-granted             s5: everything is granted, directory roles too
     all-needs-settings     every set: everything is granted but the directory
                            roles
     s1-needs-settings      s1: everything is granted but the directory roles
     s2-needs-settings      s2: everything is granted but the directory roles
     s3-needs-settings      s3: everything is granted but the directory roles
     s4-needs-settings      s4: everything is granted but the directory roles
     s5-needs-settings      s5: everything is granted but the directory roles
     all-update-required    every set: what the newest catalog asks for is missing
     s2-update-required     s2: what the newest catalog asks for is missing
     all-permission-error   every set: permissions that were always asked for are
                            missing
     s1-permission-error    s1: permissions that were always asked for are missing
     s2-permission-error    s2: permissions that were always asked for are missing
     s3-permission-error    s3: permissions that were always asked for are missing
     s4-permission-error    s4: permissions that were always asked for are missing
     s5-permission-error    s5: permissions that were always asked for are missing
     all-disabled           every set: the application is disabled
     s1-disabled            s1: the application is disabled
     s2-disabled            s2: the application is disabled
     s3-disabled            s3: the application is disabled
     s4-disabled            s4: the application is disabled
     s5-disabled            s5: the application is disabled
     all-deleted            every set: the application's service principal was
                            deleted
     s1-deleted             s1: the application's service principal was deleted
     s2-deleted             s2: the application's service principal was deleted
     s3-deleted             s3: the application's service principal was deleted
     s4-deleted             s4: the application's service principal was deleted
     s5-deleted             s5: the application's service principal was deleted
     all-not-granted        every set: nothing is granted
     s1-not-granted         s1: nothing is granted
     s2-not-granted         s2: nothing is granted
     s3-not-granted         s3: nothing is granted
     s4-not-granted         s4: nothing is granted
     s5-not-granted         s5: nothing is granted
     all-surplus            every set: everything is granted, and one permission
                            too many
     s1-surplus             s1: everything is granted, and one permission too many
     s2-surplus             s2: everything is granted, and one permission too many
     s3-surplus             s3: everything is granted, and one permission too many
     s4-surplus             s4: everything is granted, and one permission too many
     s5-surplus             s5: everything is granted, and one permission too many
    -- stderr --
    sandbox: simulated tenant, no real changes
    -- exit 0 --
    ");
}

#[test]
fn prints_json() {
    assert_snapshot!(json("sandbox reset"), @r#"
    $ entractl sandbox reset -o json 2>/dev/null
    -- stdout --
    {
      "schemaVersion": 1,
      "kind": "sandbox.reset",
      "sandbox": true,
      "tenant": "Meridian Harbor Hospital (simulated)",
      "scenario": null,
      "description": null
    }
    -- exit 0 --
    "#);
}

#[test]
fn refuses_unknown_scenario() {
    assert_snapshot!(refusal("sandbox reset --scenario doom"), @r#"
    $ entractl sandbox reset --scenario doom
    -- stderr --
    sandbox: simulated tenant, no real changes
    error: there is no scenario "doom"
    Next:
      entractl --sandbox sandbox reset --list
    -- exit 2 --
    "#);
}
