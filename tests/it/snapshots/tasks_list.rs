//! Output of `entractl tasks list`.
use crate::support::snapshots::{Case, refusal};
use insta::assert_snapshot;

#[test]
fn prints_tasks() {
    let screen = Case::new()
        .after("users contain rowan.reyes-vale@meridian.example --yes --reason INC-1")
        .ordinary("tasks list");
    assert_snapshot!(screen, @"
    $ entractl tasks list
    -- stdout --
     Task   Status       Action    Accounts   Created
    ────────────────────────────────────────────────────────────
     1      Successful   contain   1          2026-03-02 03:04Z

    - task 1: rowan.reyes-vale@meridian.example; reason: INC-1

    Next:
      entractl --sandbox tasks show 1
    -- stderr --
    sandbox: simulated tenant, no real changes
    -- exit 0 --
    ");
}

#[test]
fn prints_json() {
    let screen = Case::new()
        .after("users contain rowan.reyes-vale@meridian.example --yes --reason INC-1")
        .json("tasks list");
    assert_snapshot!(screen, @r#"
    $ entractl tasks list -o json 2>/dev/null
    -- stdout --
    {
      "schemaVersion": 1,
      "kind": "tasks.list",
      "sandbox": true,
      "tenant": "5a4d0b0c-7e11-4a6b-9c1d-0a1b2c3d4e5f",
      "tasks": [
        {
          "id": 1,
          "action": "contain",
          "via": "search",
          "reason": "INC-1",
          "actorId": "5a506278-9342-47e1-964a-d99264caa4da",
          "actor": "ada.admin@meridian.example",
          "created": "2026-03-02T03:04:05Z",
          "updated": "2026-03-02T03:04:05Z",
          "status": "successful",
          "accounts": 1,
          "targets": ["rowan.reyes-vale@meridian.example"],
          "undoes": null,
          "approvedBy": null
        }
      ],
      "next": ["entractl --sandbox tasks show 1"]
    }
    -- exit 0 --
    "#);
}

#[test]
fn refuses_invalid_status() {
    assert_snapshot!(refusal("tasks list --status late"), @"
    $ entractl tasks list --status late
    -- stderr --
    error: unexpected argument '--status' found

    Usage: entractl tasks list [OPTIONS]

    For more information, try '--help'.
    -- exit 2 --
    ");
}
