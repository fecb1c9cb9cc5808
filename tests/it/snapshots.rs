//! Complete outputs of every command, a file for each: its ordinary case as a table
//! and as JSON, and its main refusals.
//!
//! `cargo insta test --accept --test it -- snapshots` writes them again.
#![expect(
    clippy::too_many_lines,
    reason = "a complete output is as long as it is"
)]
automod::dir!("tests/it/snapshots");

use std::collections::BTreeSet;
use std::path::Path;

use crate::support::bench::words;
use crate::support::commands;

/// Commands without an ordinary case here, with the reason.
const WITHOUT_ORDINARY: &[(&str, &str)] = &[
    (
        "sandbox serve",
        "runs until it is interrupted; tests/it/serve.rs reads what it prints",
    ),
    (
        "sandbox exec",
        "runs another program; tests/it/sandbox_exec.rs reads what it prints",
    ),
    (
        "completion",
        "prints a script of the completion engine; tests/it/completion.rs reads it",
    ),
];

/// The command lines that `text` gives to the function `name`.
fn lines<'a>(text: &'a str, name: &str) -> Vec<&'a str> {
    let call = format!("{name}(");
    text.split(call.as_str())
        .skip(1)
        .filter_map(|rest| rest.trim_start().strip_prefix('"')?.split('"').next())
        .collect()
}

#[test]
fn every_command_has_ordinary_case_and_refusal() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/snapshots");
    let mut missing = Vec::new();
    let mut files = BTreeSet::new();
    for command in commands::all() {
        let file = format!("{}.rs", command.replace([' ', '-'], "_"));
        let text = std::fs::read_to_string(folder.join(&file)).unwrap_or_default();
        for case in ["ordinary", "json", "refusal"] {
            if case != "refusal" && WITHOUT_ORDINARY.iter().any(|(name, _)| *name == command) {
                continue;
            }
            let of_command = lines(&text, case)
                .into_iter()
                .any(|line| commands::of_line(&words(line)) == command);
            if !of_command {
                missing.push(format!(
                    "tests/it/snapshots/{file}: no {case}(\"{command} ...\")"
                ));
            }
        }
        files.insert(file);
    }
    for entry in std::fs::read_dir(&folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if path.extension().is_some_and(|end| end == "rs") && !files.contains(&name) {
            missing.push(format!("tests/it/snapshots/{name}: no such command"));
        }
    }
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}
