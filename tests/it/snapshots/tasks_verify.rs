//! Output of `entractl tasks verify`.
use crate::support::snapshots::{Case, refusal};
use insta::assert_snapshot;

#[test]
fn verifies_task() {
    let screen = Case::new()
        .after("users contain rowan.reyes-vale@meridian.example --yes --reason INC-1")
        .ordinary("tasks verify 1");
    assert_snapshot!(screen, @"
    $ entractl tasks verify 1
    -- stdout --
    Task 1 against the tenant

    Steps                   3
    In effect               3
    Not done                0
    No longer in effect     0
    In effect, not recorded  0
    Could not be read       0
    In the home tenant      0

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
        .json("tasks verify 1");
    assert_snapshot!(screen, @r#"
    $ entractl tasks verify 1 -o json 2>/dev/null
    -- stdout --
    {
      "schemaVersion": 1,
      "kind": "tasks.verify",
      "sandbox": true,
      "tenant": "5a4d0b0c-7e11-4a6b-9c1d-0a1b2c3d4e5f",
      "task": 1,
      "steps": 3,
      "asRecorded": 3,
      "notDone": 0,
      "visibleUnrecorded": 0,
      "drifted": 0,
      "unread": 0,
      "beyond": 0,
      "findings": [],
      "next": ["entractl --sandbox tasks show 1"]
    }
    -- exit 0 --
    "#);
}

#[test]
fn refuses_unknown_task() {
    assert_snapshot!(refusal("tasks verify 7"), @"
    $ entractl tasks verify 7
    -- stderr --
    sandbox: simulated tenant, no real changes
    error: there is no task 7 on this machine
    Next:
      entractl --sandbox tasks list
    -- exit 5 --
    ");
}
