//! `audit export`: the log itself, and forms that nothing breaks out of.
use std::collections::BTreeMap;

use crate::support::audit::{PERSON, busy_tenant, log_file};
use crate::support::bench::Bench;
use crate::support::schemas::assert_described;
use entractl::sandbox::TENANT_ID;

#[test]
fn an_export_is_the_log_and_can_be_verified_elsewhere() {
    let mut bench = busy_tenant();
    let text = std::fs::read_to_string(log_file(&bench)).unwrap();
    let ran = bench.run("audit export --format jsonl --out -").exits(0);
    assert_eq!(ran.out, text);
    let file = bench.folder.path().join("copy.jsonl");
    let line = format!("audit export --format jsonl --out {}", file.display());
    let report = bench.run(&format!("{line} -o json")).exits(0).json();
    assert_described(&report);
    assert_eq!(std::fs::read_to_string(&file).unwrap(), text);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = std::fs::metadata(&file).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
    // It never writes over anything.
    bench.run(&line).exits(8);
    bench
        .run("audit export --format jsonl --out - -o json")
        .exits(2);
    let some = bench.run("audit export --format jsonl --out - --action contain");
    let some = some.exits(0).out;
    assert!(!some.is_empty() && some.lines().all(|line| text.contains(line)));
    assert!(some.lines().count() < text.lines().count());
    // A damaged log is exported whole as well, and that it is damaged is said.
    std::fs::write(log_file(&bench), text.replacen("INC-7", "INC-6", 1)).unwrap();
    let ran = bench.run("audit export --format jsonl --out -").exits(10);
    assert_eq!(ran.out.lines().count(), text.lines().count());
    assert!(ran.err.contains("audit verify"), "{}", ran.err);
}

/// Splits a line of CEF as a collector does.
fn cef(line: &str) -> (Vec<String>, BTreeMap<String, String>) {
    let mut header = vec![String::new()];
    let mut chars = line.chars();
    while header.len() < 8 {
        match chars.next().unwrap() {
            '\\' => header.last_mut().unwrap().push(chars.next().unwrap()),
            '|' => header.push(String::new()),
            c => header.last_mut().unwrap().push(c),
        }
    }
    let rest: String = chars.collect();
    let mut fields = BTreeMap::new();
    let mut starts: Vec<(usize, usize)> = Vec::new();
    let bytes = rest.as_bytes();
    for (at, byte) in bytes.iter().enumerate() {
        let escaped = bytes[..at]
            .iter()
            .rev()
            .take_while(|b| **b == b'\\')
            .count()
            % 2
            == 1;
        if *byte == b'=' && !escaped {
            let key = rest[..at].rfind(' ').map_or(0, |space| space + 1);
            starts.push((key, at));
        }
    }
    for (index, (key, at)) in starts.iter().enumerate() {
        let end = starts
            .get(index + 1)
            .map_or(rest.len(), |(next, _)| next - 1);
        let mut text = String::new();
        let mut value = rest[at + 1..end].chars();
        while let Some(c) = value.next() {
            match c {
                '\\' => match value.next().unwrap() {
                    'n' => text.push('\n'),
                    'r' => text.push('\r'),
                    other => text.push(other),
                },
                c => text.push(c),
            }
        }
        let before = fields.insert(rest[*key..*at].to_owned(), text);
        assert!(before.is_none(), "{} stands twice", &rest[*key..*at]);
    }
    (header, fields)
}

#[test]
fn no_text_of_a_tenant_ends_a_field_of_cef_or_a_cell_of_csv() {
    for name in [
        "a|b",
        "a\\b\\",
        "suser=x duser=y",
        "=cmd|' /C calc'!A0",
        "@SUM(1)",
        "a\"b,c;d",
        "a\nb\r\nCEF:0|x|",
        "##vso[task.x]",
        "::error::x",
        "\u{1b}[2J\u{202e}",
    ] {
        let mut bench = Bench::new();
        bench
            .run_args(
                [
                    "entractl",
                    "--sandbox",
                    "users",
                    "disable",
                    PERSON,
                    "--yes",
                    "--reason",
                    name,
                ]
                .map(str::to_owned)
                .into(),
            )
            .exits(0);
        let out = bench.run("audit export --format cef --out -").exits(0).out;
        assert!(!out.contains(['\u{1b}', '\r', '\u{202e}']) && !out.contains("##vso["));
        for line in out.lines() {
            let (header, fields) = cef(line);
            assert_eq!(header[0], "CEF:0", "{line}");
            assert_eq!(header[1], "entractl");
            assert_eq!(header[5].split(' ').next(), Some("disable"));
            assert_eq!(fields["duser"], PERSON, "{line}");
            assert_eq!(fields["act"], "disable");
            assert_eq!(fields["cs1"], TENANT_ID);
            let plain = name.chars().all(|c| !c.is_control() && c != '\u{202e}');
            if plain && !name.contains("##") && !name.starts_with("::") {
                assert_eq!(fields["reason"], name, "{line}");
            }
        }
        let csv = bench.run("audit export --format csv --out -").exits(0).out;
        let rows = crate::support::text::csv_records(&csv);
        assert!(rows.len() > 1 && rows.iter().all(|row| row.len() == rows[0].len()));
        let at = rows[0].iter().position(|key| key == "reason").unwrap();
        for row in &rows[1..] {
            let cell = row[at].chars().next().unwrap();
            assert!(!"=+-@\t\r".contains(cell), "{row:?}");
        }
    }
}
