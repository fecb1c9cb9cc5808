//! `tasks undo` does not re-enable an account that another administrator disabled since.
use std::time::Duration;

use crate::support::bench::{Bench, Ran, writes};
use crate::support::text::one_line;
use crate::support::users::is_enabled;
use entractl::sandbox::seed::{cast, user_id};
use entractl::sandbox::{AuditedChange, FaultKind};

const PLAIN: &str = cast::PLAIN;
const COLLEAGUE: &str = cast::SECOND_ADMINISTRATOR;

/// Longer than the log is behind.
const HOUR: Duration = Duration::from_secs(3_600);

fn contained() -> Bench {
    let mut bench = Bench::new();
    bench.run(&format!("users contain {PLAIN} --yes")).exits(0);
    bench.requests();
    bench
}

fn colleague(bench: &Bench, change: AuditedChange) {
    use entractl::clock::Clock as _;
    let now = bench.clock.now();
    bench
        .sandbox
        .with_tenant(|tenant| tenant.audit_user_change(COLLEAGUE, PLAIN, change, now));
}

#[track_caller]
fn is_left(bench: &mut Bench, ran: &Ran) {
    assert!(!is_enabled(bench, PLAIN), "{}", ran.all());
    assert_eq!(writes(&bench.requests()), 0, "{}", ran.all());
    let says = one_line(&ran.err);
    assert!(says.contains(PLAIN), "{}", ran.all());
    let command = format!("users enable {}", user_id(PLAIN));
    assert!(says.contains(&command), "{}", ran.all());
}

#[test]
fn undo_leaves_account_that_colleague_disabled_later_without_a_trace_in_its_state() {
    let mut bench = contained();
    bench.clock.advance(HOUR);
    colleague(&bench, AuditedChange::Disable);
    bench.clock.advance(HOUR);
    let ran = bench.run("tasks undo 1 --yes").exits(5);
    is_left(&mut bench, &ran);
    assert!(one_line(&ran.err).contains(COLLEAGUE), "{}", ran.all());
}

#[test]
fn undo_leaves_account_whose_sessions_colleague_revoked_two_minutes_later() {
    let mut bench = contained();
    bench.clock.advance(Duration::from_secs(120));
    colleague(&bench, AuditedChange::Revoke);
    bench.clock.advance(HOUR);
    let ran = bench.run("tasks undo 1 --yes").exits(5);
    is_left(&mut bench, &ran);
}

#[test]
fn undo_re_enables_what_no_one_else_changed_once_the_log_is_complete() {
    let mut bench = contained();
    bench.clock.advance(HOUR);
    colleague(&bench, AuditedChange::Department);
    bench.clock.advance(HOUR);
    bench.requests();
    let ran = bench.run("tasks undo 1 --yes").exits(0);
    assert!(is_enabled(&bench, PLAIN), "{}", ran.all());
    let asked = bench.requests();
    let logs = asked
        .iter()
        .filter(|entry| entry.path.ends_with("/auditLogs/directoryAudits"));
    assert_eq!(logs.count(), 1, "{asked:#?}");
}

#[test]
fn undo_leaves_account_that_colleague_disabled_just_before_the_task_did() {
    let mut bench = Bench::new();
    let read = crate::support::bench::Hook::Meddle(|sandbox| {
        sandbox.with_tenant(|tenant| {
            let now = "2026-03-02T03:04:05Z".parse().unwrap();
            tenant.audit_user_change(COLLEAGUE, PLAIN, AuditedChange::Disable, now);
        });
    });
    // Right after the first batch of reads, which showed the account enabled.
    bench.hook = Some((1, read));
    bench.run(&format!("users contain {PLAIN} --yes")).exits(0);
    bench.clock.advance(HOUR);
    bench.requests();
    let ran = bench.run("tasks undo 1 --yes").exits(5);
    is_left(&mut bench, &ran);
}

#[test]
fn undo_within_the_lag_of_the_log_asks_and_without_a_terminal_leaves() {
    let mut bench = contained();
    let ran = bench.run("tasks undo 1 --yes").exits(9);
    is_left(&mut bench, &ran);
    assert!(one_line(&ran.err).contains("15 minutes"), "{}", ran.all());

    bench.typed = Some("n\n".to_owned());
    let ran = bench.run("tasks undo 1 --yes").exits(9);
    is_left(&mut bench, &ran);

    bench.typed = Some("y\n".to_owned());
    let ran = bench.run("tasks undo 1 --yes").exits(0);
    assert!(is_enabled(&bench, PLAIN), "{}", ran.all());
    assert!(one_line(&ran.err).contains("15 minutes"), "{}", ran.all());
}

#[test]
fn undo_without_the_log_asks_and_without_a_terminal_leaves() {
    let mut bench = contained();
    bench.clock.advance(HOUR);
    bench
        .run("sandbox faults set error-before:path=directoryAudits,status=403")
        .exits(0);
    bench.requests();
    let ran = bench.run("tasks undo 1 --yes").exits(9);
    is_left(&mut bench, &ran);
    assert!(
        one_line(&ran.err).contains("AuditLog.Read.All"),
        "{}",
        ran.all()
    );
    bench.typed = Some("y\n".to_owned());
    bench.run("tasks undo 1 --yes").exits(0);
    assert!(is_enabled(&bench, PLAIN));
}

#[test]
fn undo_goes_by_the_clock_of_the_service() {
    let mut bench = contained();
    bench.clock.advance(HOUR);
    colleague(&bench, AuditedChange::Revoke);
    bench.clock.advance(HOUR);
    // A clock that was two hours ahead when the task ran wrote later times down.
    let path = bench
        .folder
        .path()
        .join(entractl::sandbox::TENANT_ID)
        .join("journal.db");
    let connection = rusqlite::Connection::open(path).unwrap();
    let later = "2026-03-02T05:30:00Z";
    connection
        .execute(
            "UPDATE steps SET intended = ?1, sent = ?1, finished = ?1",
            [later],
        )
        .unwrap();
    connection
        .execute("UPDATE tasks SET created = ?1, updated = ?1", [later])
        .unwrap();
    drop(connection);
    let ran = bench.run("tasks undo 1 --yes").exits(5);
    is_left(&mut bench, &ran);
}

#[test]
fn plan_that_undoes_a_task_leaves_what_a_colleague_changed_after_it_was_made() {
    let mut bench = contained();
    bench.clock.advance(HOUR);
    let plan = bench.folder.path().join("undo.json");
    let plan = plan.to_string_lossy().into_owned();
    bench
        .run(&format!("tasks undo 1 --dry-run --plan-out {plan}"))
        .exits(0);
    bench.clock.advance(HOUR);
    colleague(&bench, AuditedChange::Disable);
    bench.clock.advance(HOUR);
    bench.requests();
    let ran = bench.run(&format!("tasks apply {plan} --yes")).exits(12);
    assert!(!is_enabled(&bench, PLAIN), "{}", ran.all());
    assert_eq!(writes(&bench.requests()), 0, "{}", ran.all());
    assert!(one_line(&ran.err).contains(COLLEAGUE), "{}", ran.all());
}

#[test]
fn undo_asks_if_the_log_has_forgotten_the_task() {
    let mut bench = contained();
    bench.clock.advance(Duration::from_secs(40 * 24 * 3_600));
    bench.run("auth login --browser --for respond").exits(0);
    bench.requests();
    let ran = bench.run("tasks undo 1 --yes").exits(9);
    is_left(&mut bench, &ran);
    assert!(one_line(&ran.err).contains("reach back"), "{}", ran.all());
}

#[test]
fn undo_that_is_resumed_leaves_what_a_colleague_changed_meanwhile() {
    let mut bench = Bench::new();
    let people = [cast::TWIN_1.to_owned(), PLAIN.to_owned()];
    let file = crate::support::files::write_list(&bench, &people);
    bench
        .run(&format!("users disable --from {file} --yes"))
        .exits(0);
    bench.clock.advance(HOUR);
    crate::support::faults::inject(&bench, FaultKind::ErrorBefore, |rule| {
        rule.method = Some("PATCH".to_owned());
        rule.status = Some(503);
    });
    let ran = bench.run("tasks undo 1 --yes");
    assert!(!is_enabled(&bench, PLAIN), "{}", ran.all());
    crate::support::faults::clear_faults(&bench);
    colleague(&bench, AuditedChange::Disable);
    bench.clock.advance(HOUR);
    let ran = bench.run("tasks resume 2 --yes").exits(9);
    assert!(!is_enabled(&bench, PLAIN), "{}", ran.all());
    assert!(is_enabled(&bench, cast::TWIN_1), "{}", ran.all());
    assert!(one_line(&ran.err).contains(COLLEAGUE), "{}", ran.all());
}

#[test]
fn undo_dry_run_counts_as_the_run_does_within_the_lag_of_the_log() {
    let mut bench = contained();
    let dry = "tasks undo 1 --dry-run -o json";
    // Without a terminal the run leaves it.
    let left = bench.run(dry).exits(0).json();
    assert_eq!(
        (&left["accounts"], &left["skippedCount"]),
        (&0.into(), &1.into())
    );
    // At a terminal it asks.
    bench.typed = Some(String::new());
    let ran = bench.run(dry).exits(0);
    let counted = ran.json();
    assert_eq!(
        (&counted["accounts"], &counted["skippedCount"]),
        (&1.into(), &0.into()),
        "{}",
        ran.all()
    );
    let warnings = counted["warnings"].to_string();
    assert!(
        warnings.contains("asks about 1 account first"),
        "{warnings}"
    );
    assert!(warnings.contains("15 minutes"), "{warnings}");
    assert_eq!(writes(&bench.requests()), 0);
}

#[test]
fn undo_of_contained_accounts_says_that_their_passwords_are_unknown() {
    let mut bench = contained();
    bench.clock.advance(HOUR);
    let report = bench.run("tasks undo 1 --yes -o json").exits(0).json();
    let verdict = report["accounts"][0]["verdict"].as_str().unwrap();
    assert!(verdict.contains("no known password"), "{verdict}");
    let next = report["next"].to_string();
    let id = user_id(PLAIN);
    let reset = format!("users reset-password {id} --new-password --password-file");
    assert!(next.contains(&reset), "{next}");

    // Of many accounts the report has one line.
    let mut bench = crate::support::users::signed_in();
    let people = crate::support::users::ordinary_users(&bench, 25);
    let file = crate::support::files::write_list(&bench, &people);
    bench
        .run(&format!("users contain --from {file} --yes"))
        .exits(0);
    bench.clock.advance(HOUR);
    let report = bench.run("tasks undo 1 --yes -o json").exits(0).json();
    let open = report["staysOpen"].to_string();
    assert!(open.contains("25 accounts may sign in again"), "{open}");
    assert!(open.contains("users reset-password --from"), "{open}");
}

#[test]
fn verify_after_a_deliberate_enable_does_not_suggest_the_action_again() {
    let mut bench = contained();
    bench.clock.advance(HOUR);
    let drifted = |bench: &mut Bench| {
        let report = bench.run("tasks verify 1 -o json").exits(9).json();
        report["next"].to_string()
    };
    bench.run(&format!("users enable {PLAIN} --yes")).exits(0);
    let next = drifted(&mut bench);
    assert!(!next.contains("users contain"), "{next}");
    assert!(next.contains("tasks show 2"), "{next}");

    // What someone else enabled is repeated.
    let mut bench = contained();
    bench.clock.advance(HOUR);
    bench.sandbox.with_tenant(|tenant| {
        let user = tenant.users.get_mut(&user_id(PLAIN)).unwrap();
        user.set("accountEnabled", true);
    });
    let next = drifted(&mut bench);
    assert!(next.contains("users contain"), "{next}");
}

/// A later task that did not reverse the step hides nothing: an attacker who
/// re-enables the account is still met by the command that disables it.
#[test]
fn verify_suggests_the_action_again_after_an_unrelated_later_task() {
    for later in ["users sign-out", "users disable"] {
        let mut bench = contained();
        bench.clock.advance(HOUR);
        bench.run(&format!("{later} {PLAIN} --yes"));
        bench.clock.advance(HOUR);
        bench.sandbox.with_tenant(|tenant| {
            let user = tenant.users.get_mut(&user_id(PLAIN)).unwrap();
            user.set("accountEnabled", true);
        });
        let report = bench.run("tasks verify 1 -o json").exits(9).json();
        let next = report["next"].to_string();
        assert!(next.contains("users contain"), "{later}: {next}");
    }
}
