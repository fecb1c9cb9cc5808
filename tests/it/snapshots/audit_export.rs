//! Output of `entractl audit export`.
use crate::support::snapshots::Case;
use insta::assert_snapshot;

#[test]
fn writes_csv() {
    let screen = Case::new()
        .after("users contain rowan.reyes-vale@meridian.example --yes --reason INC-1")
        .ordinary("audit export --format csv --out {folder}/audit.csv");
    assert_snapshot!(screen, @"
    $ entractl audit export --format csv --out {folder}/audit.csv
    -- stdout --
    Lines  7
    Form   csv
    File   /folder_________________________________/audit.csv

    Next:
      sha256sum /folder_________________________________/audit.csv
    -- stderr --
    sandbox: simulated tenant, no real changes
    -- exit 0 --
    ");
}

#[test]
fn prints_json() {
    let screen = Case::new()
        .after("users contain rowan.reyes-vale@meridian.example --yes --reason INC-1")
        .json("audit export --format csv --out {folder}/audit.csv");
    assert_snapshot!(screen, @r#"
    $ entractl audit export --format csv --out {folder}/audit.csv -o json 2>/dev/null
    -- stdout --
    {
      "schemaVersion": 1,
      "kind": "audit.export",
      "sandbox": true,
      "tenant": "5a4d0b0c-7e11-4a6b-9c1d-0a1b2c3d4e5f",
      "file": "/folder_________________________________/audit.csv",
      "format": "csv",
      "lines": 7,
      "fault": null,
      "next": ["sha256sum /folder_________________________________/audit.csv"]
    }
    -- exit 0 --
    "#);
}

#[test]
fn refuses_existing_file() {
    let screen = Case::new()
        .after("users contain rowan.reyes-vale@meridian.example --yes --reason INC-1")
        .file("audit.csv", "")
        .refusal("audit export --format csv --out {folder}/audit.csv");
    assert_snapshot!(screen, @"
    $ entractl audit export --format csv --out {folder}/audit.csv
    -- stderr --
    sandbox: simulated tenant, no real changes
    error: could not create /folder_________________________________/audit.csv
    - because: File exists (os error 17)
    -- exit 8 --
    ");
}
