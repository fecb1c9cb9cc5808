//! The JSON Schema of each document that `-o json` prints: a report's data in
//! the envelope that every document has.

use crate::support::bench::Bench;
use crate::support::commands;
use crate::support::schemas::{assert_described, enveloped, failure, files};
use entractl::cli::Format;
use entractl::output::failure::document;
use entractl::reports::Entry;
use serde_json::{Value, json};

#[test]
fn what_is_printed_as_json_is_described_by_its_schema() {
    let mut bench = Bench::new();
    for (line, exit) in commands::sweep(&bench) {
        if WITHOUT_REPORT.iter().any(|name| line.starts_with(name)) {
            continue;
        }
        let ran = bench.run(&format!("{line} -o json"));
        let document = ran.json();
        assert_eq!(ran.exit, exit, "{line}\n{}", ran.all());
        assert_eq!(document["sandbox"], true, "{line}");
        assert_described(&document);
    }
}

/// Commands that have no report of their own, each with the kind that it answers with.
const SHARED_REPORTS: &[(&str, &str)] = &[
    ("tasks apply", "users.action"),
    ("tasks resume", "users.action"),
    ("tasks undo", "users.action"),
    ("users contain", "users.action"),
    ("sandbox scenario list", "sandbox.scenarios"),
    ("sandbox scenario set", "sandbox.reset"),
    ("users disable", "users.action"),
    ("users enable", "users.action"),
    ("users reset-password", "users.action"),
    ("users sign-out", "users.action"),
    ("zero-trust policy-enforcement", "zero-trust.show"),
];

/// Commands without a report: they print a script for a shell, or run another program.
const WITHOUT_REPORT: [&str; 2] = ["completion", "sandbox exec"];

#[test]
fn every_command_has_a_report_of_its_name() {
    let all = commands::all();
    let kinds: Vec<&str> = entractl::commands::all_reports()
        .iter()
        .map(|entry| entry.kind)
        .collect();
    for command in all
        .iter()
        .filter(|name| !WITHOUT_REPORT.contains(&name.as_str()))
    {
        // Commands below a subcommand, such as `sandbox faults set`, share its report.
        let words: Vec<&str> = command.split(' ').take(2).collect();
        let shared = SHARED_REPORTS.iter().find(|(name, _)| name == command);
        let kind = shared.map_or_else(|| words.join("."), |(_, kind)| (*kind).to_owned());
        assert!(
            kinds.contains(&kind.as_str()),
            "{command} has no report {kind}"
        );
    }
    for (command, _) in SHARED_REPORTS {
        let there = all.iter().any(|name| name == command);
        assert!(there, "{command} is no command");
        assert!(
            !kinds.contains(&command.replace(' ', ".").as_str()),
            "{command}"
        );
    }
}

#[test]
fn a_report_lies_in_the_file_of_its_kind() {
    for Entry { kind, path, .. } in entractl::commands::all_reports() {
        // `use` is a word of Rust.
        let kind = kind.replace("profile.use", "profile.use_profile");
        let module = kind.replace('.', "::").replace('-', "_");
        let (of, _) = path.rsplit_once("::").unwrap();
        assert_eq!(of, format!("::{module}"), "{kind}");
    }
}

#[test]
fn every_schema_is_one_that_a_validator_takes() {
    for (name, text) in files() {
        let schema: Value = serde_json::from_str(&text).unwrap();
        let checked = jsonschema::meta::validate(&schema);
        assert!(checked.is_ok(), "{name}: {checked:?}");
    }
}

#[test]
fn a_failure_is_described_by_its_schema() {
    let failure = entractl::failure::Failure::new(entractl::exit::Exit::SignIn, "not signed in")
        .run("auth login")
        .advise("or use --sandbox");
    let text = document(&failure, Format::Json, true, jiff::Timestamp::UNIX_EPOCH);
    let printed: Value = serde_json::from_str(&text.unwrap()).unwrap();
    assert_described(&printed);
    let mut wrong = printed;
    wrong["error"]["exitCode"] = json!(99);
    let schema = enveloped("error", self::failure());
    assert!(!jsonschema::is_valid(&schema, &wrong));
}

#[test]
fn a_failure_is_one_line_where_lines_were_asked_for() {
    let mut bench = Bench::new();
    for (line, exit) in [
        ("tasks show 99 -o jsonl", 5),
        ("tasks show 99 --output=jsonl", 5),
        ("users contain nobody@meridian.example --yes -ojsonl", 5),
        ("statsu -o jsonl", 2),
        ("statsu -ojsonl --query rows", 2),
    ] {
        let ran = bench.run(line).exits(exit);
        assert_eq!(ran.out.lines().count(), 1, "{line}: {}", ran.out);
        assert!(ran.out.ends_with('\n'), "{line}: {}", ran.out);
        let document = ran.json();
        assert_eq!(document["error"]["exitCode"], exit, "{line}");
        assert_described(&document);
    }
    let ran = bench.run("tasks show 99 -o json").exits(5);
    assert!(ran.out.lines().count() > 1, "{}", ran.out);
}

#[test]
fn a_script_gets_json_of_a_command_line_that_is_wrong_too() {
    let mut bench = Bench::new();
    for line in [
        "statsu -o json",
        "users show rowan -o jsonl",
        "users contain --no-such-flag --output=json",
        "status --query",
        "audit show --since yesterday --query rows",
    ] {
        let ran = bench.run(line);
        assert_eq!(ran.exit, 2, "{line}");
        let document = ran.json();
        assert_described(&document);
        let said = document["error"]["message"].as_str().unwrap();
        assert!(!said.starts_with("error:"), "{said}");
        assert!(!said.contains("Usage"), "{said}");
    }
}
