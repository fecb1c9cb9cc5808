//! Output of `entractl audit archive`.
use crate::support::snapshots::Case;
use insta::assert_snapshot;

#[test]
fn starts_new_log() {
    let screen = Case::new()
        .after("users contain rowan.reyes-vale@meridian.example --yes --reason INC-1")
        .damaged_audit_log()
        .ordinary("audit archive --reason CHG-1");
    assert_snapshot!(screen, @"
    $ entractl audit archive --reason CHG-1
    -- stdout --
    A new audit log was begun.

    What was wrong  it is not what was written: its hash does not fit
    Old log         /folder_________________________________/5a4d0b0c-7e11-4a6b-9c1d-0a1b2c3d4e5f/audit.20260302T030405000Z.jsonl
    New log         /folder_________________________________/5a4d0b0c-7e11-4a6b-9c1d-0a1b2c3d4e5f/audit.jsonl

    Keep the old log and its head as evidence, where no one can change them.

    Next:
      entractl --sandbox audit verify
    -- stderr --
    sandbox: simulated tenant, no real changes
    -- exit 0 --
    ");
}

#[test]
fn prints_json() {
    let screen = Case::new()
        .after("users contain rowan.reyes-vale@meridian.example --yes --reason INC-1")
        .damaged_audit_log()
        .json("audit archive --reason CHG-1");
    assert_snapshot!(screen, @r#"
    $ entractl audit archive --reason CHG-1 -o json 2>/dev/null
    -- stdout --
    {
      "schemaVersion": 1,
      "kind": "audit.archive",
      "sandbox": true,
      "tenant": "5a4d0b0c-7e11-4a6b-9c1d-0a1b2c3d4e5f",
      "fault": {"line":1,"damage":"edited","why":"it is not what was written: its hash does not fit"},
      "putAway": "/folder_________________________________/5a4d0b0c-7e11-4a6b-9c1d-0a1b2c3d4e5f/audit.20260302T030405000Z.jsonl",
      "file": "/folder_________________________________/5a4d0b0c-7e11-4a6b-9c1d-0a1b2c3d4e5f/audit.jsonl",
      "next": "entractl --sandbox audit verify"
    }
    -- exit 0 --
    "#);
}

#[test]
fn refuses_without_reason() {
    let screen = Case::new()
        .after("users contain rowan.reyes-vale@meridian.example --yes --reason INC-1")
        .refusal("audit archive");
    assert_snapshot!(screen, @"
    $ entractl audit archive
    -- stderr --
    error: the following required arguments were not provided:
      --reason <TEXT>

    Usage: entractl audit archive --reason <TEXT>

    For more information, try '--help'.
    -- exit 2 --
    ");
}

#[test]
fn refuses_valid_log() {
    let screen = Case::new()
        .after("users contain rowan.reyes-vale@meridian.example --yes --reason INC-1")
        .refusal("audit archive --reason CHG-1");
    assert_snapshot!(screen, @"
    $ entractl audit archive --reason CHG-1
    -- stderr --
    sandbox: simulated tenant, no real changes
    error: there is nothing wrong with the audit log: it goes on as it is
    Next:
      entractl --sandbox audit verify
    -- exit 12 --
    ");
}
