//! The forms of an answer: a spreadsheet runs nothing of it, a script can rely
//! on it, and a terminal shows it (R56, R57, R58).
use std::collections::BTreeMap;

use crate::support::bench::Bench;
use crate::support::hostile::{assert_harmless, plant_names};
use crate::support::text::csv_records;
use entractl::sandbox::FaultKind;
use entractl::sandbox::seed::cast;
use serde_json::Value;

#[test]
fn a_spreadsheet_runs_nothing_and_every_text_can_be_had_back() {
    let mut bench = Bench::new();
    for text in [
        "=cmd|' /C calc'!A0",
        "+1",
        "-1",
        "@SUM(1)",
        "'=1",
        "''x",
        "O'Brien",
        "a;=1",
        "a,\"b\"",
        " =1",
        "\u{ff1d}1",
        "\u{ff0b}1",
        "\u{ff0d}1",
        "\u{ff20}x",
        "plain",
    ] {
        plant_names(&bench, text);
        let list: Value = bench.run("users list rowan -o json").exits(0).json();
        let csv = bench.run("users list rowan -o csv").exits(0).out;
        let records = csv_records(&csv);
        let (header, rows) = records.split_first().unwrap();
        assert_eq!(header[0], "id");
        let name = header.iter().position(|key| {
            key.to_lowercase().contains("name") && !key.to_lowercase().contains("principal")
        });
        for (row, user) in rows.iter().zip(list["users"].as_array().unwrap()) {
            assert_eq!(row.len(), header.len());
            assert_eq!(user["id"], row[0].as_str(), "{csv}");
            let cell = &row[name.unwrap()];
            let first = cell.trim_start().chars().next().unwrap_or(' ');
            assert!(
                !"=+-@\u{ff1d}\u{ff0b}\u{ff0d}\u{ff20}\t\r\0".contains(first),
                "{cell}"
            );
            assert_eq!(
                cell.strip_prefix('\'').unwrap_or(cell),
                user["name"],
                "{csv}"
            );
        }
        assert_eq!(rows.len(), list["users"].as_array().unwrap().len());
    }
}

#[test]
fn stdout_is_one_valid_document_under_any_fault() {
    let schemas = crate::support::schemas::files();
    let mut validators = BTreeMap::new();
    let mut wrong = Vec::new();
    let faults = [
        None,
        Some(FaultKind::HostileNames),
        Some(FaultKind::ErrorBefore),
        Some(FaultKind::Truncated),
        Some(FaultKind::RolesDenied),
        Some(FaultKind::DropAfter),
        Some(FaultKind::WrongId),
    ];
    for fault in faults {
        let mut bench = Bench::new();
        if let Some(kind) = fault {
            bench.run(&format!(
                "sandbox faults set {}:rate=0.5,seed=5",
                kind.name()
            ));
        }
        for (line, _) in crate::support::commands::sweep(&bench) {
            let ran = bench.run(&format!("{line} -o json"));
            // `completion` prints a script.
            if ran.exit == 0 && (ran.out.is_empty() || line.starts_with("completion")) {
                continue;
            }
            let document = ran.json();
            let kind = document["kind"].as_str().unwrap_or_default().to_owned();
            if kind == "error" {
                assert_ne!(ran.exit, 0, "{line}: {}", ran.all());
                assert_eq!(document["error"]["exitCode"], ran.exit, "{line}");
            }
            let Some(schema) = schemas.get(&format!("{kind}.json")) else {
                wrong.push(format!("{line}: no schema {kind}.json"));
                continue;
            };
            let validator = validators.entry(kind.clone()).or_insert_with(|| {
                let schema: Value = serde_json::from_str(schema).unwrap();
                jsonschema::validator_for(&schema).unwrap()
            });
            for error in validator.iter_errors(&document) {
                wrong.push(format!(
                    "{line} ({kind}): {error} at {}",
                    error.instance_path()
                ));
            }
        }
    }
    wrong.sort();
    wrong.dedup();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn messages_on_stderr_do_not_change_stdout() {
    for line in [
        "users list sam -o json",
        "status -o json",
        "apps list -o csv",
    ] {
        let plain = Bench::new().run(line);
        for flag in ["--debug", "--verbose", "--quiet"] {
            let ran = Bench::new().run(&format!("{line} {flag}"));
            assert_eq!(
                (ran.exit, &ran.out),
                (plain.exit, &plain.out),
                "{line} {flag}"
            );
        }
    }
}

/// A real terminal: what arrives there is text and color, nothing else.
#[cfg(target_os = "linux")]
#[test]
fn a_real_terminal_sees_text_and_colour_only() {
    let home = tempfile::tempdir().unwrap();
    let binary = env!("CARGO_BIN_EXE_entractl");
    let in_terminal = |args: &str| {
        let output = std::process::Command::new("script")
            .args(["-qec", &format!("'{binary}' --sandbox {args}"), "/dev/null"])
            .env_clear()
            .env("HOME", home.path())
            .env("TERM", "xterm-256color")
            .env("PATH", "/usr/bin:/bin")
            .stdin(std::process::Stdio::null())
            .output()
            .ok()?;
        Some(String::from_utf8(output.stdout).unwrap())
    };
    if in_terminal("sandbox faults set hostile-names").is_none() {
        eprintln!("skipped: there is no script(1)");
        return;
    }
    let mut color = false;
    for args in [
        format!("users show {}", cast::PLAIN),
        "users list --limit 30".to_owned(),
        "apps discover".to_owned(),
        "status".to_owned(),
        format!("users disable {} --no-input", cast::PLAIN),
        "users show nobody@meridian.example".to_owned(),
    ] {
        let text = in_terminal(&args).unwrap().replace("\r\n", "\n");
        let mut rest = text.as_str();
        let mut plain = String::new();
        while let Some((before, after)) = rest.split_once('\u{1b}') {
            plain.push_str(before);
            let end = after.find('m').unwrap_or_default();
            let codes = after[..end].strip_prefix('[');
            let is_colour =
                codes.is_some_and(|codes| codes.chars().all(|c| c.is_ascii_digit() || c == ';'));
            assert!(is_colour, "{args}: {:?}", &after[..after.len().min(20)]);
            color = true;
            rest = &after[end + 1..];
        }
        plain.push_str(rest);
        assert_harmless(&plain, &args);
        assert!(
            plain.contains("\\u{1b}") || !args.contains("discover"),
            "{plain}"
        );
    }
    assert!(color, "no terminal was there");
}
