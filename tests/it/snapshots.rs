//! Complete outputs of every command, a file for each: its ordinary case as a table
//! and as JSON, and its main refusals.
//!
//! `cargo insta test --accept --test it -- snapshots` writes them again.
#![expect(
    clippy::too_many_lines,
    reason = "a complete output is as long as it is"
)]
mod apps_bind;
mod apps_discover;
mod apps_list;
mod apps_show;
mod audit_archive;
mod audit_export;
mod audit_show;
mod audit_verify;
mod auth_doctor;
mod auth_login;
mod auth_logout;
mod auth_status;
mod block;
mod completion;
mod explain;
mod grant;
mod profile_add;
mod profile_guard_rails;
mod profile_list;
mod profile_remove;
mod profile_show;
mod profile_use;
mod reset;
mod sandbox_exec;
mod sandbox_faults_clear;
mod sandbox_faults_list;
mod sandbox_faults_set;
mod sandbox_reset;
mod sandbox_scenario_list;
mod sandbox_scenario_set;
mod sandbox_serve;
mod sandbox_tour;
mod status;
mod sync;
mod tasks_apply;
mod tasks_export;
mod tasks_list;
mod tasks_resume;
mod tasks_show;
mod tasks_undo;
mod tasks_verify;
mod troubleshoot;
mod users_can_i;
mod users_contain;
mod users_disable;
mod users_enable;
mod users_list;
mod users_reset_password;
mod users_show;
mod users_sign_out;
mod zero_trust_policy_enforcement;
mod zero_trust_show;

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
    let declared = include_str!("snapshots.rs");
    for file in &files {
        let line = format!("mod {};", file.trim_end_matches(".rs"));
        if !declared.lines().any(|one| one == line) {
            missing.push(format!("tests/it/snapshots.rs: no `{line}`"));
        }
    }
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}
