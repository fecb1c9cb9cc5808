//! Records that the first person owns, and what the machine's policy makes of
//! them: a pinned folder, a second sink, and two clocks.
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::sync::Arc;

use crate::support::bench::{Bench, start, writes};
use crate::support::files::{audit_file, find_file, write_list};
use crate::support::plans::write_plan;
use crate::support::text::one_line;
use crate::support::users::{PLAIN, TWIN_1, is_enabled, ordinary_users, signed_in};
use entractl::clock::StepClock;
use jiff::SignedDuration;

fn policy(bench: &Bench, text: &str) {
    let path = bench.folder.path().join("policy.toml");
    std::fs::write(&path, text).unwrap();
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o644)).unwrap();
}

/// The clock of the machine stands so many hours from where the service's does.
fn set_clock(bench: &mut Bench, hours: i64) {
    let at = start() + SignedDuration::from_hours(hours);
    bench.clock = Arc::new(StepClock::at(at));
}

fn script(path: &Path, text: &str) {
    std::fs::write(path, format!("#!/bin/sh\n{text}\n")).unwrap();
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o755)).unwrap();
}

#[test]
fn policy_pins_the_folder_of_journal_and_audit_log() {
    let mut bench = signed_in();
    let pinned = tempfile::tempdir().unwrap();
    let folder = pinned.path().join("records");
    policy(
        &bench,
        &format!("[state]\nfolder = '{}'\n", folder.display()),
    );
    for name in ["XDG_STATE_HOME", "HOME"] {
        let elsewhere = bench.folder.path().join("elsewhere");
        let elsewhere = elsewhere.to_string_lossy().into_owned();
        bench.env.push((name.to_owned(), elsewhere));
    }
    bench.run(&format!("users disable {PLAIN} --yes")).exits(0);
    for name in ["journal.db", "audit.jsonl"] {
        assert!(find_file(&folder, name).is_some(), "{name}");
        assert!(find_file(bench.folder.path(), name).is_none(), "{name}");
    }
    let shown = bench.run("profile guard-rails").exits(0);
    assert!(
        one_line(&shown.out).contains("state.folder"),
        "{}",
        shown.all()
    );
}

#[test]
fn nothing_is_sent_unless_the_sink_of_the_policy_took_it() {
    let mut bench = signed_in();
    let sink = bench.folder.path().join("sink");
    let copy = bench.folder.path().join("copy");
    script(&sink, "exit 1");
    policy(&bench, &format!("[audit]\nsink = '{}'\n", sink.display()));
    let people = ordinary_users(&bench, 3);
    let csv = write_list(&bench, &people);
    for line in [
        format!("users disable {PLAIN} --yes"),
        format!("users disable --from {csv} --yes"),
        "grant search --direct --yes".to_owned(),
    ] {
        bench.requests();
        let ran = bench.run(&line).exits(8);
        assert!(one_line(&ran.err).contains("audit sink"), "{}", ran.all());
        assert_eq!(writes(&bench.requests()), 0, "{line}");
    }
    assert!(is_enabled(&bench, PLAIN));
    script(&sink, &format!("/bin/cat >> '{}'", copy.display()));
    let before = std::fs::read_to_string(audit_file(&bench)).unwrap();
    bench.run(&format!("users disable {PLAIN} --yes")).exits(0);
    bench
        .run(&format!("users disable --from {csv} --yes"))
        .exits(0);
    let log = std::fs::read_to_string(audit_file(&bench)).unwrap();
    let sent = std::fs::read_to_string(&copy).unwrap();
    assert_eq!(log.strip_prefix(&before), Some(sent.as_str()));
    let shown = bench.run("profile guard-rails").exits(0);
    assert!(
        one_line(&shown.out).contains("audit.sink"),
        "{}",
        shown.all()
    );
}

#[test]
fn nothing_is_sent_while_the_policy_of_the_sink_cannot_be_used() {
    let mut bench = signed_in();
    policy(&bench, "[audit]\nsink = 'sislog'\n");
    bench.requests();
    for line in [
        format!("users disable {PLAIN} --yes"),
        "grant search --direct --yes".to_owned(),
    ] {
        let ran = bench.run(&line).exits(10);
        assert!(one_line(&ran.err).contains("sislog"), "{}", ran.all());
        assert_eq!(writes(&bench.requests()), 0);
    }
}

#[test]
fn plan_expires_by_the_clock_of_the_service_too() {
    let mut bench = signed_in();
    let people = ordinary_users(&bench, 2);
    let file = write_plan(&mut bench, &people);
    let service = Arc::clone(&bench.clock);
    service.advance(std::time::Duration::from_secs(25 * 3_600));
    set_clock(&mut bench, 1);
    bench.requests();
    let ran = bench.run(&format!("tasks apply {file} --yes")).exits(12);
    assert!(one_line(&ran.err).contains("expired"), "{}", ran.all());
    assert_eq!(writes(&bench.requests()), 0);
}

#[test]
fn clock_that_is_set_forward_hides_nothing_of_24_hours() {
    let mut bench = signed_in();
    policy(&bench, "[guard_rails]\nsigned_above = 2\n");
    let people = ordinary_users(&bench, 3);
    let line = format!("users disable {} {} --yes", people[0], people[1]);
    bench.run(&line).exits(0);
    set_clock(&mut bench, 25);
    bench.requests();
    let ran = bench
        .run(&format!("users disable {} --yes", people[2]))
        .exits(12);
    assert!(
        one_line(&ran.err).contains("second person"),
        "{}",
        ran.all()
    );
    assert_eq!(writes(&bench.requests()), 0);
}

#[test]
fn clock_that_was_set_back_hides_nothing_of_24_hours() {
    let mut bench = signed_in();
    policy(&bench, "[guard_rails]\nsigned_above = 2\n");
    let people = ordinary_users(&bench, 3);
    // What is recorded seems to be days old.
    set_clock(&mut bench, -100);
    let line = format!("users disable {} {} --yes", people[0], people[1]);
    bench.run(&line).exits(0);
    set_clock(&mut bench, 0);
    bench.requests();
    let ran = bench
        .run(&format!("users disable {} --yes", people[2]))
        .exits(12);
    assert!(
        one_line(&ran.err).contains("second person"),
        "{}",
        ran.all()
    );
    assert_eq!(writes(&bench.requests()), 0);
}

#[test]
fn verify_reports_time_that_goes_back() {
    let mut bench = signed_in();
    bench.run(&format!("users disable {PLAIN} --yes")).exits(0);
    let report = bench.run("audit verify -o json").exits(0).json();
    assert_eq!(report["timeWentBackCount"], 0, "{report:#}");
    let lines = report["lines"].as_u64().unwrap();
    set_clock(&mut bench, -3);
    bench.run(&format!("users disable {TWIN_1} --yes")).exits(0);
    let report = bench.run("audit verify -o json").exits(0).json();
    assert_eq!(report["intact"], true);
    assert_eq!(report["timeWentBackCount"], 1, "{report:#}");
    assert_eq!(report["timeWentBack"][0]["line"], lines + 1);
    let shown = bench.run("audit verify").exits(0);
    assert!(
        one_line(&shown.out).contains("time goes back"),
        "{}",
        shown.all()
    );
}
