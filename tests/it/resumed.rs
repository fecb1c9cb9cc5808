//! What a hostile colleague would try on a task that is resumed or undone, and
//! what of earlier runs may not be forgotten.
use crate::support::bench::{Bench, Hook, writes};
use crate::support::faults::{clear_faults, inject};
use crate::support::files::{audit_file, write_list};
use crate::support::users::{PLAIN, TWIN_1, is_enabled, ordinary_users, signed_in};
use entractl::sandbox::FaultKind;
use entractl::sandbox::seed::user_id;
use serde_json::Value;

/// The template of User Administrator.
const USER_ADMINISTRATOR: &str = "fe930be7-5e62-47db-91af-98c3a49a38b1";

fn steps(bench: &mut Bench) -> Vec<Value> {
    let shown = bench.run("tasks show 1 -o json").exits(0).json();
    shown["steps"].as_array().unwrap().clone()
}

/// Reads show nothing of what was written.
fn late(bench: &Bench) {
    inject(bench, FaultKind::Stale, |rule| rule.reads = Some(1_000));
}

#[test]
fn a_service_fault_after_a_write_is_never_called_a_failure() {
    for line in ["users disable --from LIST", "users disable PEOPLE"] {
        let mut bench = signed_in();
        let people = ordinary_users(&bench, 3);
        let file = write_list(&bench, &people);
        late(&bench);
        inject(&bench, FaultKind::ErrorAfter, |rule| {
            rule.path = Some("/users/".to_owned());
            rule.method = Some("PATCH".to_owned());
        });
        let line = line
            .replace("LIST", &file)
            .replace("PEOPLE", &people.join(" "));
        let ran = bench.run(&format!("{line} --yes"));
        for step in steps(&mut bench) {
            let wanted = if step["kind"] == "disable" {
                "unconfirmed"
            } else {
                "done"
            };
            assert_eq!(step["outcome"], wanted, "{line}: {step:#} {}", ran.all());
        }
        clear_faults(&bench);
        bench.run("tasks resume 1 --yes").exits(0);
        assert!(steps(&mut bench).iter().all(|one| one["outcome"] == "done"));
    }
}

#[test]
fn what_an_earlier_run_may_have_done_no_later_no_takes_back() {
    for status in [403, 429] {
        let mut bench = signed_in();
        let file = write_list(&bench, &ordinary_users(&bench, 3));
        late(&bench);
        bench.kill_at(4, true);
        bench.run(&format!("users sign-out --from {file} --yes"));
        let mut bench = bench.killed().expect("it was killed");
        let sent = steps(&mut bench);
        assert!(
            sent.iter()
                .all(|one| one["sent"].is_string() && one["outcome"].is_null()),
            "{sent:#?}"
        );
        clear_faults(&bench);
        late(&bench);
        if status == 403 {
            inject(&bench, FaultKind::ErrorBefore, |rule| {
                rule.path = Some("/revokeSignInSessions".to_owned());
                rule.status = Some(403);
            });
        } else {
            inject(&bench, FaultKind::ThrottleBatch, |rule| {
                rule.path = Some("/revokeSignInSessions".to_owned());
            });
            bench.hook = Some((9, Hook::CtrlC));
        }
        let ran = bench.run("tasks resume 1 --yes");
        for step in steps(&mut bench) {
            assert_eq!(step["outcome"], "unconfirmed", "{step:#} {}", ran.all());
        }
    }
}

#[test]
fn who_was_given_a_role_since_is_left_alone_by_resume_and_undo() {
    let mut bench = signed_in();
    let file = write_list(&bench, &[TWIN_1.to_owned(), PLAIN.to_owned()]);
    bench.kill_at(4, false);
    bench.run(&format!("users disable --from {file} --yes"));
    let mut bench = bench.killed().expect("it was killed");
    bench
        .sandbox
        .with_tenant(|tenant| tenant.give_role(&user_id(PLAIN), USER_ADMINISTRATOR));
    bench.requests();
    let ran = bench.run("tasks resume 1 --yes").exits(9);
    assert!(ran.err.contains("role"), "{}", ran.all());
    assert_eq!(writes(&bench.requests()), 2);
    assert!(is_enabled(&bench, PLAIN) && !is_enabled(&bench, TWIN_1));

    let mut bench = crate::support::users::signed_in();
    let file = write_list(&bench, &[TWIN_1.to_owned(), PLAIN.to_owned()]);
    bench
        .run(&format!("users disable --from {file} --yes"))
        .exits(0);
    bench
        .sandbox
        .with_tenant(|tenant| tenant.give_role(&user_id(PLAIN), USER_ADMINISTRATOR));
    bench.clock.advance(std::time::Duration::from_secs(3_600));
    let report = bench.run("tasks undo 1 --yes -o json").exits(9).json();
    assert_eq!(report["skippedCount"], 1, "{report:#}");
    assert!(is_enabled(&bench, TWIN_1) && !is_enabled(&bench, PLAIN));
}

#[test]
fn who_was_typed_is_resumed_and_undone_whatever_role_they_hold() {
    let mut bench = signed_in();
    bench
        .sandbox
        .with_tenant(|tenant| tenant.give_role(&user_id(PLAIN), USER_ADMINISTRATOR));
    bench.run(&format!("users disable {PLAIN} --yes")).exits(0);
    bench.clock.advance(std::time::Duration::from_secs(3_600));
    bench.run("tasks undo 1 --yes").exits(0);
    assert!(is_enabled(&bench, PLAIN));
}

#[test]
fn nobody_resumes_a_task_of_somebody_else() {
    let mut bench = signed_in();
    let file = write_list(&bench, &ordinary_users(&bench, 2));
    bench.kill_at(4, false);
    bench.run(&format!("users disable --from {file} --yes"));
    let mut bench = bench.killed().expect("it was killed");
    let journal = audit_file(&bench).with_file_name("journal.db");
    let connection = rusqlite::Connection::open(&journal).unwrap();
    connection
        .execute(
            "UPDATE tasks SET actor_id = ?1, actor_name = 'eve'",
            [user_id(TWIN_1)],
        )
        .unwrap();
    drop(connection);
    bench.requests();
    let ran = bench.run("tasks resume 1 --yes").exits(12);
    assert!(ran.err.contains("eve"), "{}", ran.all());
    assert_eq!(writes(&bench.requests()), 0);
    let log = std::fs::read_to_string(audit_file(&bench)).unwrap();
    let last = log.lines().last().unwrap();
    assert!(
        last.contains("\"refusal\"") && last.contains("eve"),
        "{last}"
    );
}

#[test]
fn a_journal_that_is_gone_or_cut_is_never_begun_anew() {
    let mut bench = signed_in();
    bench.run(&format!("users sign-out {PLAIN} --yes")).exits(0);
    let journal = audit_file(&bench).with_file_name("journal.db");
    for side in ["journal.db-wal", "journal.db-shm"] {
        assert!(!journal.with_file_name(side).exists(), "{side} is left");
    }
    let whole = std::fs::read(&journal).unwrap();
    let pages = whole.len() - 4_096;
    let every = crate::support::random::env_number("ENTRACTL_EVERY").unwrap_or(64);
    let mut refused = 0;
    let cuts = (pages..whole.len()).step_by(usize::try_from(every).unwrap());
    for cut in cuts.chain([0, 1, 99, 100, 512]) {
        std::fs::write(&journal, &whole[..cut]).unwrap();
        let ran = bench.run("tasks show 1 -o json");
        match ran.exit {
            0 => assert_eq!(ran.json()["steps"][0]["outcome"], "done", "{cut}"),
            8 | 10 => refused += 1,
            other => panic!("{cut}: exit {other}: {}", ran.all()),
        }
        bench.requests();
        let ran = bench.run(&format!("users sign-out {PLAIN} --yes"));
        if ran.exit != 0 {
            assert_eq!(ran.exit, 10, "{cut}: {}", ran.all());
            assert_eq!(writes(&bench.requests()), 0, "{cut}");
        }
        for side in ["journal.db-wal", "journal.db-shm"] {
            drop(std::fs::remove_file(journal.with_file_name(side)));
        }
    }
    assert!(refused >= 5, "{refused}");
    std::fs::remove_file(&journal).unwrap();
    bench.run("tasks list").exits(10);
    let ran = bench
        .run(&format!("users sign-out {PLAIN} --yes"))
        .exits(10);
    assert!(ran.err.contains("journal.lock"), "{}", ran.all());
}

#[test]
fn a_flipped_bit_of_the_journal_never_hides_the_task() {
    let mut bench = signed_in();
    bench.run(&format!("users sign-out {PLAIN} --yes")).exits(0);
    let journal = audit_file(&bench).with_file_name("journal.db");
    let whole = std::fs::read(&journal).unwrap();
    let flips = crate::support::random::env_number("ENTRACTL_FLIPS").unwrap_or(200);
    let mut dice = crate::support::random::Dice(7);
    for _ in 0..flips {
        let mut damaged = whole.clone();
        let at = usize::try_from(dice.below(whole.len() as u64)).unwrap();
        damaged[at] ^= 1 << dice.below(8);
        std::fs::write(&journal, &damaged).unwrap();
        let ran = bench.run("tasks list -o json");
        match ran.exit {
            0 => assert_eq!(ran.json()["tasks"].as_array().unwrap().len(), 1, "{at}"),
            8 | 10 => {}
            other => panic!("{at}: exit {other}: {}", ran.all()),
        }
        for side in ["journal.db-wal", "journal.db-shm"] {
            drop(std::fs::remove_file(journal.with_file_name(side)));
        }
    }
}
