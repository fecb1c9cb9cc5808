//! Output of `entractl sandbox scenario list`.
use crate::support::snapshots::{json, ordinary, refusal};
use insta::assert_snapshot;

#[test]
fn prints_scenarios() {
    assert_snapshot!(ordinary("sandbox scenario list"), @"
    $ entractl sandbox scenario list
    -- stdout --
     Scenario               What it does
    ────────────────────────────────────────────────────────────────────────────────
     not-bound              no enterprise application is bound to a set (Not bound)
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
                            (Granted)
     s1-granted             s1: everything is granted, directory roles too
                            (Granted)
     s2-granted             s2: everything is granted, directory roles too
                            (Granted)
     s3-granted             s3: everything is granted, directory roles too
                            (Granted)
     s4-granted             s4: everything is granted, directory roles too
                            (Granted)
     s5-granted             s5: everything is granted, directory roles too
                            (Granted)
     all-needs-settings     every set: everything is granted but the directory
                            roles (Granted, more settings needed)
     s1-needs-settings      s1: everything is granted but the directory roles
                            (Granted, more settings needed)
     s2-needs-settings      s2: everything is granted but the directory roles
                            (Granted, more settings needed)
     s3-needs-settings      s3: everything is granted but the directory roles
                            (Granted, more settings needed)
     s4-needs-settings      s4: everything is granted but the directory roles
                            (Granted, more settings needed)
     s5-needs-settings      s5: everything is granted but the directory roles
                            (Granted, more settings needed)
     all-update-required    every set: what the newest catalog asks for is missing
                            (Permission update required)
     s2-update-required     s2: what the newest catalog asks for is missing
                            (Permission update required)
     all-permission-error   every set: permissions that were always asked for are
                            missing (Permission error)
     s1-permission-error    s1: permissions that were always asked for are missing
                            (Permission error)
     s2-permission-error    s2: permissions that were always asked for are missing
                            (Permission error)
     s3-permission-error    s3: permissions that were always asked for are missing
                            (Permission error)
     s4-permission-error    s4: permissions that were always asked for are missing
                            (Permission error)
     s5-permission-error    s5: permissions that were always asked for are missing
                            (Permission error)
     all-disabled           every set: the application is disabled (Application
                            disabled in Microsoft Entra ID)
     s1-disabled            s1: the application is disabled (Application disabled
                            in Microsoft Entra ID)
     s2-disabled            s2: the application is disabled (Application disabled
                            in Microsoft Entra ID)
     s3-disabled            s3: the application is disabled (Application disabled
                            in Microsoft Entra ID)
     s4-disabled            s4: the application is disabled (Application disabled
                            in Microsoft Entra ID)
     s5-disabled            s5: the application is disabled (Application disabled
                            in Microsoft Entra ID)
     all-deleted            every set: the application's service principal was
                            deleted (Authentication error)
     s1-deleted             s1: the application's service principal was deleted
                            (Authentication error)
     s2-deleted             s2: the application's service principal was deleted
                            (Authentication error)
     s3-deleted             s3: the application's service principal was deleted
                            (Authentication error)
     s4-deleted             s4: the application's service principal was deleted
                            (Authentication error)
     s5-deleted             s5: the application's service principal was deleted
                            (Authentication error)
     all-not-granted        every set: nothing is granted (Grant permissions
                            button)
     s1-not-granted         s1: nothing is granted (Grant permissions button)
     s2-not-granted         s2: nothing is granted (Grant permissions button)
     s3-not-granted         s3: nothing is granted (Grant permissions button)
     s4-not-granted         s4: nothing is granted (Grant permissions button)
     s5-not-granted         s5: nothing is granted (Grant permissions button)
     all-surplus            every set: everything is granted, and one permission
                            too many (Granted)
     s1-surplus             s1: everything is granted, and one permission too many
                            (Granted)
     s2-surplus             s2: everything is granted, and one permission too many
                            (Granted)
     s3-surplus             s3: everything is granted, and one permission too many
                            (Granted)
     s4-surplus             s4: everything is granted, and one permission too many
                            (Granted)
     s5-surplus             s5: everything is granted, and one permission too many
                            (Granted)
    -- stderr --
    sandbox: simulated tenant, no real changes
    -- exit 0 --
    ");
}

#[test]
fn prints_json() {
    assert_snapshot!(json("sandbox scenario list"), @r#"
    $ entractl sandbox scenario list -o json 2>/dev/null
    -- stdout --
    {
      "schemaVersion": 1,
      "kind": "sandbox.scenarios",
      "sandbox": true,
      "scenarios": [
        {"name":"not-bound","description":"no enterprise application is bound to a set (Not bound)"},
        {"name":"no-license","description":"the tenant has no premium license"},
        {"name":"long-tokens","description":"access tokens live for 23 hours"},
        {"name":"group-block","description":"a Conditional Access policy blocks one group without exclusions"},
        {"name":"no-block-policy","description":"no Conditional Access policy blocks sign-ins"},
        {"name":"restricted-unit","description":"two users are in a restricted management administrative unit"},
        {
          "name": "odd-devices",
          "description": "devices are shared with a break-glass account, hybrid, restricted or many"
        },
        {"name":"all-granted","description":"every set: everything is granted, directory roles too (Granted)"},
        {"name":"s1-granted","description":"s1: everything is granted, directory roles too (Granted)"},
        {"name":"s2-granted","description":"s2: everything is granted, directory roles too (Granted)"},
        {"name":"s3-granted","description":"s3: everything is granted, directory roles too (Granted)"},
        {"name":"s4-granted","description":"s4: everything is granted, directory roles too (Granted)"},
        {"name":"s5-granted","description":"s5: everything is granted, directory roles too (Granted)"},
        {
          "name": "all-needs-settings",
          "description": "every set: everything is granted but the directory roles (Granted, more settings needed)"
        },
        {
          "name": "s1-needs-settings",
          "description": "s1: everything is granted but the directory roles (Granted, more settings needed)"
        },
        {
          "name": "s2-needs-settings",
          "description": "s2: everything is granted but the directory roles (Granted, more settings needed)"
        },
        {
          "name": "s3-needs-settings",
          "description": "s3: everything is granted but the directory roles (Granted, more settings needed)"
        },
        {
          "name": "s4-needs-settings",
          "description": "s4: everything is granted but the directory roles (Granted, more settings needed)"
        },
        {
          "name": "s5-needs-settings",
          "description": "s5: everything is granted but the directory roles (Granted, more settings needed)"
        },
        {
          "name": "all-update-required",
          "description": "every set: what the newest catalog asks for is missing (Permission update required)"
        },
        {
          "name": "s2-update-required",
          "description": "s2: what the newest catalog asks for is missing (Permission update required)"
        },
        {
          "name": "all-permission-error",
          "description": "every set: permissions that were always asked for are missing (Permission error)"
        },
        {
          "name": "s1-permission-error",
          "description": "s1: permissions that were always asked for are missing (Permission error)"
        },
        {
          "name": "s2-permission-error",
          "description": "s2: permissions that were always asked for are missing (Permission error)"
        },
        {
          "name": "s3-permission-error",
          "description": "s3: permissions that were always asked for are missing (Permission error)"
        },
        {
          "name": "s4-permission-error",
          "description": "s4: permissions that were always asked for are missing (Permission error)"
        },
        {
          "name": "s5-permission-error",
          "description": "s5: permissions that were always asked for are missing (Permission error)"
        },
        {
          "name": "all-disabled",
          "description": "every set: the application is disabled (Application disabled in Microsoft Entra ID)"
        },
        {
          "name": "s1-disabled",
          "description": "s1: the application is disabled (Application disabled in Microsoft Entra ID)"
        },
        {
          "name": "s2-disabled",
          "description": "s2: the application is disabled (Application disabled in Microsoft Entra ID)"
        },
        {
          "name": "s3-disabled",
          "description": "s3: the application is disabled (Application disabled in Microsoft Entra ID)"
        },
        {
          "name": "s4-disabled",
          "description": "s4: the application is disabled (Application disabled in Microsoft Entra ID)"
        },
        {
          "name": "s5-disabled",
          "description": "s5: the application is disabled (Application disabled in Microsoft Entra ID)"
        },
        {
          "name": "all-deleted",
          "description": "every set: the application's service principal was deleted (Authentication error)"
        },
        {
          "name": "s1-deleted",
          "description": "s1: the application's service principal was deleted (Authentication error)"
        },
        {
          "name": "s2-deleted",
          "description": "s2: the application's service principal was deleted (Authentication error)"
        },
        {
          "name": "s3-deleted",
          "description": "s3: the application's service principal was deleted (Authentication error)"
        },
        {
          "name": "s4-deleted",
          "description": "s4: the application's service principal was deleted (Authentication error)"
        },
        {
          "name": "s5-deleted",
          "description": "s5: the application's service principal was deleted (Authentication error)"
        },
        {"name":"all-not-granted","description":"every set: nothing is granted (Grant permissions button)"},
        {"name":"s1-not-granted","description":"s1: nothing is granted (Grant permissions button)"},
        {"name":"s2-not-granted","description":"s2: nothing is granted (Grant permissions button)"},
        {"name":"s3-not-granted","description":"s3: nothing is granted (Grant permissions button)"},
        {"name":"s4-not-granted","description":"s4: nothing is granted (Grant permissions button)"},
        {"name":"s5-not-granted","description":"s5: nothing is granted (Grant permissions button)"},
        {
          "name": "all-surplus",
          "description": "every set: everything is granted, and one permission too many (Granted)"
        },
        {"name":"s1-surplus","description":"s1: everything is granted, and one permission too many (Granted)"},
        {"name":"s2-surplus","description":"s2: everything is granted, and one permission too many (Granted)"},
        {"name":"s3-surplus","description":"s3: everything is granted, and one permission too many (Granted)"},
        {"name":"s4-surplus","description":"s4: everything is granted, and one permission too many (Granted)"},
        {"name":"s5-surplus","description":"s5: everything is granted, and one permission too many (Granted)"}
      ]
    }
    -- exit 0 --
    "#);
}

#[test]
fn refuses_extra_argument() {
    assert_snapshot!(refusal("sandbox scenario list all"), @"
    $ entractl sandbox scenario list all
    -- stderr --
    error: unexpected argument 'all' found

    Usage: entractl sandbox scenario list [OPTIONS]

    For more information, try '--help'.
    -- exit 2 --
    ");
}
