//! Output of `entractl reset`.
use crate::support::snapshots::{Case, json, refusal};
use insta::assert_snapshot;

#[test]
fn forgets_failed_grant() {
    let screen = Case::new()
        .after("sandbox faults set error-before:method=POST,path=appRoleAssign,status=403")
        .after_failure("grant search --direct --yes")
        .after("sandbox faults clear")
        .ordinary("reset search");
    assert_snapshot!(screen, @"
    $ entractl reset search
    -- stdout --
    The failed grant of search is forgotten (Graph refused POST
    /servicePrincipals/58c7f73f-c9f8-4d48-8871-3ef4eff51d84/appRoleAssignedTo: The
    service is temporarily unavailable.).

    Next:
      # try again
      entractl --sandbox grant search
    -- stderr --
    sandbox: simulated tenant, no real changes
    -- exit 0 --
    ");
}

#[test]
fn prints_json() {
    assert_snapshot!(json("reset search"), @r#"
    $ entractl reset search -o json 2>/dev/null
    -- stdout --
    {
      "schemaVersion": 1,
      "kind": "reset",
      "sandbox": true,
      "tenant": "5a4d0b0c-7e11-4a6b-9c1d-0a1b2c3d4e5f",
      "app": "search",
      "forgotten": null,
      "again": "entractl --sandbox grant search"
    }
    -- exit 0 --
    "#);
}

#[test]
fn refuses_unknown_app() {
    assert_snapshot!(refusal("reset serch"), @r#"
    $ entractl reset serch
    -- stderr --
    sandbox: simulated tenant, no real changes
    error: there is no app called "serch"; did you mean search?
    Next:
      entractl --sandbox apps list
    -- exit 2 --
    "#);
}
