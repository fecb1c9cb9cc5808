//! Output of `entractl audit verify`.
use crate::support::snapshots::Case;
use insta::assert_snapshot;

#[test]
fn verifies_log() {
    let screen = Case::new()
        .after("users contain rowan.reyes-vale@meridian.example --yes --reason INC-1")
        .ordinary("audit verify");
    assert_snapshot!(screen, @"
    $ entractl audit verify
    -- stdout --
    The audit log is as it was written

    Lines      7
    From       2026-03-02 03:04:05Z
    To         2026-03-02 03:04:05Z
    Last hash  535d1c82aa0db008b3c5b9f3d120f76aaa39b6faa869c98e8f2a490ea4c8ecb7
    File       /folder_________________________________/5a4d0b0c-7e11-4a6b-9c1d-0a1b2c3d4e5f/audit.jsonl
    Head       /folder_________________________________/heads/5a4d0b0c-7e11-4a6b-9c1d-0a1b2c3d4e5f.json

    Next:
      # what was done
      entractl --sandbox audit show
    -- stderr --
    sandbox: simulated tenant, no real changes
    -- exit 0 --
    ");
}

#[test]
fn prints_json() {
    let screen = Case::new()
        .after("users contain rowan.reyes-vale@meridian.example --yes --reason INC-1")
        .json("audit verify");
    assert_snapshot!(screen, @r#"
    $ entractl audit verify -o json 2>/dev/null
    -- stdout --
    {
      "schemaVersion": 1,
      "kind": "audit.verify",
      "sandbox": true,
      "tenant": "5a4d0b0c-7e11-4a6b-9c1d-0a1b2c3d4e5f",
      "file": "/folder_________________________________/5a4d0b0c-7e11-4a6b-9c1d-0a1b2c3d4e5f/audit.jsonl",
      "head": "/folder_________________________________/heads/5a4d0b0c-7e11-4a6b-9c1d-0a1b2c3d4e5f.json",
      "intact": true,
      "lines": 7,
      "from": "2026-03-02T03:04:05Z",
      "to": "2026-03-02T03:04:05Z",
      "lastLine": {"sequence":7,"hash":"535d1c82aa0db008b3c5b9f3d120f76aaa39b6faa869c98e8f2a490ea4c8ecb7"},
      "interrupted": false,
      "timeWentBack": [],
      "timeWentBackCount": 0,
      "fault": null,
      "missingTasks": [],
      "kept": [],
      "next": [{"why":"what was done","command":"entractl --sandbox audit show"}]
    }
    -- exit 0 --
    "#);
}

#[test]
fn refuses_damaged_log() {
    let screen = Case::new()
        .after("users contain rowan.reyes-vale@meridian.example --yes --reason INC-1")
        .damaged_audit_log()
        .refusal("audit verify");
    assert_snapshot!(screen, @"
    $ entractl audit verify
    -- stdout --
    The audit log is not as it was written

    What was done  edited
    Line           1
    What is seen   it is not what was written: its hash does not fit
    Lines          7
    From           2026-03-02 03:04:05Z
    To             2026-03-02 03:04:05Z
    File           /folder_________________________________/5a4d0b0c-7e11-4a6b-9c1d-0a1b2c3d4e5f/audit.jsonl
    Head           /folder_________________________________/heads/5a4d0b0c-7e11-4a6b-9c1d-0a1b2c3d4e5f.json

    Next:
      # see what is in it
      entractl --sandbox audit show --limit 1000
      # copy it, as evidence
      entractl --sandbox audit export --format jsonl --out audit-evidence.jsonl
      # put it away and begin a new one
      entractl --sandbox audit archive --reason TEXT
    -- stderr --
    sandbox: simulated tenant, no real changes
    -- exit 10 --
    ");
}
