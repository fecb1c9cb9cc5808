//! The JSON Schema of each document that `-o json` prints: a report's data in
//! the envelope that every document has.

use crate::support::bench::Bench;
use crate::support::schemas::{assert_described, enveloped, failure, files};
use serde_json::{Value, json};

/// Commands whose answers between them have every shape that is printed.
const COMMANDS: &[&str] = &[
    "apps list",
    "apps show search",
    "apps discover",
    "explain AADSTS53003",
    "auth doctor",
    "auth status",
    "auth login --for read,grant,respond --browser",
    "profile list",
    "status",
    "troubleshoot search",
    "grant search --direct --dry-run",
    "grant search --direct --yes --reason schema",
    "status search",
    "apps list",
    "block search --revoke --dry-run",
    "sync --scope none",
    "users list --limit 5",
    "users show rowan.reyes-vale@meridian.example",
    "users contain rowan.reyes-vale@meridian.example --dry-run",
    "users contain rowan.reyes-vale@meridian.example --yes --reason schema",
    "tasks list",
    "tasks show 1",
    "users enable rowan.reyes-vale@meridian.example --yes --reason schema",
    "audit show",
    "audit verify",
    "zero-trust show",
    "zero-trust policy-enforcement on",
    "sandbox faults list",
    "sandbox reset --list",
];

#[test]
fn what_is_printed_as_json_is_described_by_its_schema() {
    let mut bench = Bench::new();
    for line in COMMANDS {
        let ran = bench.run(&format!("{line} -o json"));
        let document = ran.json();
        assert_ne!(document["kind"], "error", "{line}\n{}", ran.all());
        assert_eq!(document["sandbox"], true, "{line}");
        assert_described(&document);
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
        .run("entractl auth login")
        .advise("or use --sandbox");
    let printed: Value =
        serde_json::from_str(&entractl::output::failure::json(&failure, true)).unwrap();
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
