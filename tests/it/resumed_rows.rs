//! Single rows of a task that is resumed: those that may not be touched by now,
//! those that an earlier run may have done, and by which number a try is known.
use std::time::Duration;

use crate::support::bench::{Bench, Hook, writes};
use crate::support::faults::{clear_faults, inject};
use crate::support::files::{audit_file, write_list, write_policy};
use crate::support::text::one_line;
use crate::support::users::{
    PLAIN, TWIN_1, add_users, enlarge_tenant, is_enabled, ordinary_users, sign_in_as, signed_in,
};
use crate::support::wire::{Tamper, answer, body_text};
use entractl::sandbox::seed::{cast, user_id};
use entractl::sandbox::{FaultKind, FaultRule, Sandbox};
use serde_json::Value;

fn steps(bench: &mut Bench) -> Vec<Value> {
    let shown = bench.run("tasks show 1 -o json").exits(0).json();
    shown["steps"].as_array().unwrap().clone()
}

fn audit(bench: &Bench) -> Vec<Value> {
    let log = std::fs::read_to_string(audit_file(bench)).unwrap();
    let lines = log.lines();
    lines
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

/// A task over these accounts of which nothing was sent.
fn left_open(action: &str, people: &[String]) -> Bench {
    let mut bench = signed_in();
    let file = write_list(&bench, people);
    // Two reads of the tenant, and one of the list.
    bench.hook = Some((3, Hook::CtrlC));
    bench
        .run(&format!("users {action} --from {file} --yes"))
        .exits(130);
    assert_eq!(writes(&bench.requests()), 0);
    assert!(steps(&mut bench).iter().all(|one| one["sent"].is_null()));
    bench
}

/// A run that was killed before it heard what became of its write of this number.
fn killed_at(write: usize, mut bench: Bench, action: &str, people: &[String]) -> Bench {
    let file = write_list(&bench, people);
    // Two reads of the tenant, and the list in batches.
    let reads = 2 + people.len().div_ceil(20);
    bench.kill_at(u64::try_from(reads + write).unwrap(), true);
    let count = people.len();
    bench.run(&format!(
        "users {action} --from {file} --yes --expect-count {count}"
    ));
    bench.killed().expect("it was killed")
}

/// The same, but all was sent, and nobody heard an answer.
fn left_unheard(bench: Bench, action: &str, people: &[String]) -> Bench {
    // It is read before, so only writes are lost.
    inject(&bench, FaultKind::ErrorBefore, |rule| {
        rule.path = Some("/revokeSignInSessions".to_owned());
        rule.method = Some("POST".to_owned());
        rule.status = Some(403);
    });
    let mut bench = killed_at(1, bench, action, people);
    let all = steps(&mut bench);
    assert!(
        all.iter()
            .all(|one| one["outcome"].is_null() && one["sent"].is_string()),
        "{all:#?}"
    );
    clear_faults(&bench);
    bench.requests();
    bench
}

fn protect(bench: &Bench) {
    write_policy(bench, &format!("protected = ['{PLAIN}']"));
}

#[test]
fn a_row_that_may_not_be_touched_by_now_bars_no_other() {
    let mut bench = left_open("contain", &[TWIN_1.to_owned(), PLAIN.to_owned()]);
    protect(&bench);
    let ran = bench.run("tasks resume 1 --yes -o json").exits(9);
    let report = ran.json();
    assert_eq!(
        (&report["counts"]["done"], &report["counts"]["refused"]),
        (&1.into(), &1.into())
    );
    assert_eq!(report["counts"]["notSent"], 0, "{report:#}");
    assert!(is_enabled(&bench, PLAIN) && !is_enabled(&bench, TWIN_1));
    for step in steps(&mut bench) {
        let guarded = step["accountId"] == user_id(PLAIN);
        let wanted = if guarded { "not-possible" } else { "done" };
        assert_eq!(step["outcome"], wanted, "{step:#}");
        let why = step["detail"].as_str().unwrap_or_default();
        assert_eq!(why.contains("is protected"), guarded, "{step:#}");
    }
    let refusals: Vec<Value> = audit(&bench)
        .into_iter()
        .filter(|line| line["unmapped"]["phase"] == "refusal")
        .collect();
    assert_eq!(refusals.len(), 1, "{refusals:#?}");
    assert_eq!(refusals[0]["user"]["uid"], user_id(PLAIN));
    assert_eq!(refusals[0]["unmapped"]["task"], 1);
    // It has its outcome.
    bench.requests();
    bench.run("tasks resume 1 --yes").exits(9);
    assert_eq!(writes(&bench.requests()), 0);
}

#[test]
fn where_no_open_row_may_be_touched_nothing_is_sent_and_all_stays_open() {
    let mut bench = left_open("contain", &[PLAIN.to_owned()]);
    protect(&bench);
    let ran = bench.run("tasks resume 1 --yes").exits(12);
    assert!(one_line(&ran.err).contains("is protected"), "{}", ran.all());
    assert_eq!(writes(&bench.requests()), 0);
    assert!(steps(&mut bench).iter().all(|one| one["outcome"].is_null()));
    let line = audit(&bench).pop().unwrap();
    assert_eq!(line["unmapped"]["phase"], "refusal", "{line:#}");
    write_policy(&bench, "protected = []");
    bench.run("tasks resume 1 --yes").exits(0);
}

#[test]
fn a_guest_who_may_not_be_touched_by_now_does_not_count_as_done() {
    let guest = cast::GUEST.to_owned();
    let mut bench = left_open("contain", &[TWIN_1.to_owned(), guest]);
    write_policy(&bench, &format!("protected = ['{}']", user_id(cast::GUEST)));
    let report = bench.run("tasks resume 1 --yes -o json").exits(9).json();
    assert_eq!(report["counts"]["refused"], 1, "{report:#}");
}

/// The only step of this kind for the account that is protected later.
fn step_of(bench: &mut Bench, kind: &str) -> Value {
    let all = steps(bench);
    let mut own = all
        .into_iter()
        .filter(|one| one["accountId"] == user_id(PLAIN) && one["kind"] == kind);
    own.next().unwrap()
}

#[test]
fn a_guard_rail_takes_nothing_back_that_an_earlier_run_may_have_done() {
    for (applied, hours, wanted) in [
        (true, 0, "done"),
        (false, 0, "unconfirmed"),
        (false, 1, "not-possible"),
    ] {
        let both = [TWIN_1.to_owned(), PLAIN.to_owned()];
        let mut bench = left_unheard(signed_in(), "sign-out", &both);
        if applied {
            bench.sandbox.with_tenant(|tenant| {
                let mut user = tenant.users.get(&user_id(PLAIN)).unwrap().clone();
                user.set("signInSessionsValidFromDateTime", "2026-03-02T04:00:00Z");
                tenant.users.insert(user);
            });
        }
        bench.clock.advance(Duration::from_secs(hours * 3_600));
        protect(&bench);
        bench.run("tasks resume 1 --yes");
        let touched = bench
            .requests()
            .into_iter()
            .any(|entry| entry.method == "PATCH" && entry.path.contains(&user_id(PLAIN)));
        assert!(!touched);
        let step = step_of(&mut bench, "revoke");
        assert_eq!(step["outcome"], wanted, "{step:#}");
        // What the killed run announced has its end in the log.
        let own = audit(&bench)
            .into_iter()
            .filter(|line| line["user"]["uid"] == user_id(PLAIN));
        let phases: Vec<_> = own.map(|line| line["unmapped"]["phase"].clone()).collect();
        let end = if wanted == "not-possible" {
            "not-possible"
        } else {
            "result"
        };
        assert_eq!(phases, ["intent", "refusal", end], "{wanted}");
        if wanted == "unconfirmed" {
            bench.clock.advance(Duration::from_secs(3_600));
            // Nothing else is open, and the guard-rail has the last word.
            bench.run("tasks resume 1 --yes").exits(12);
        }
    }
}

#[test]
fn a_password_of_a_contained_account_that_shows_is_done_and_was_for_nobody() {
    let both = [TWIN_1.to_owned(), PLAIN.to_owned()];
    let mut bench = killed_at(2, signed_in(), "contain", &both);
    protect(&bench);
    bench.run("tasks resume 1 --yes").exits(9);
    let step = step_of(&mut bench, "reset");
    assert_eq!(step["outcome"], "done", "{step:#}");
}

#[test]
fn a_password_that_was_set_and_that_nobody_holds_is_never_called_failed() {
    let folder = tempfile::tempdir().unwrap();
    let to = |name: &str| format!("--password-file {}", folder.path().join(name).display());
    let action = format!("reset-password --new-password {}", to("first.csv"));
    let mut bench = killed_at(1, signed_in(), &action, &[PLAIN.to_owned()]);
    bench.clock.advance(Duration::from_secs(3_600));
    inject(&bench, FaultKind::ErrorBefore, |rule| {
        rule.path = Some("/users/".to_owned());
        rule.method = Some("PATCH".to_owned());
        rule.status = Some(403);
    });
    bench.run(&format!("tasks resume 1 --yes {}", to("second.csv")));
    let step = step_of(&mut bench, "reset");
    assert_eq!(step["statusCode"], 403, "{step:#}");
    assert_eq!(step["outcome"], "unconfirmed", "{step:#}");
}

#[test]
fn a_row_is_final_only_after_its_refusal_is_in_the_log() {
    let both = [TWIN_1.to_owned(), PLAIN.to_owned()];
    let mut bench = killed_at(1, signed_in(), "contain", &both);
    protect(&bench);
    let log = audit_file(&bench);
    let whole = std::fs::read(&log).unwrap();
    std::fs::write(&log, [whole.as_slice(), b"{}\n"].concat()).unwrap();
    let ran = bench.run("tasks resume 1 --yes");
    assert!([8, 10].contains(&ran.exit), "{}", ran.all());
    assert!(steps(&mut bench).iter().all(|one| one["outcome"].is_null()));
    std::fs::write(&log, whole).unwrap();
    bench.run("tasks resume 1 --yes").exits(9);
}

#[test]
fn what_was_refused_anew_counts_for_the_circuit_breaker_and_ends_as_it_is_seen() {
    for later in [false, true] {
        let bench = signed_in();
        let people = add_users(&bench, 300);
        enlarge_tenant(&bench, 300);
        let mut bench = left_unheard(bench, "sign-out", &people);
        if later {
            bench.clock.advance(Duration::from_secs(3_600));
        }
        inject(&bench, FaultKind::ErrorBefore, |rule| {
            rule.path = Some("/revokeSignInSessions".to_owned());
            rule.status = Some(403);
        });
        let report = bench.run("tasks resume 1 --yes -o json").exits(9).json();
        let stopped = report["stopped"].as_str().unwrap_or_default();
        assert!(stopped.contains("in a row with 403"), "{report:#}");
        let wanted = if later { "failed" } else { "unconfirmed" };
        let all = steps(&mut bench);
        let (refused, rest): (Vec<_>, Vec<_>) =
            all.iter().partition(|one| one["statusCode"] == 403);
        assert!(refused.len() >= 5, "{report:#}");
        for step in refused {
            assert_eq!(step["outcome"], wanted, "{step:#}");
            assert_eq!(step["readBack"], "not-visible-yet", "{step:#}");
        }
        // It stopped before it came to all of them.
        assert!(rest.len() >= 20, "{report:#}");
    }
}

#[test]
fn what_no_read_can_tell_stays_unconfirmed_whatever_was_refused_since() {
    let bench = signed_in();
    let people = ordinary_users(&bench, 3);
    let mut bench = left_unheard(bench, "sign-out", &people);
    bench.clock.advance(Duration::from_secs(3_600));
    inject(&bench, FaultKind::ErrorBefore, |rule| {
        rule.path = Some("/revokeSignInSessions".to_owned());
        rule.status = Some(403);
    });
    // What shows the effect of a step, and not who its account is.
    bench.wire = Some(Tamper::answering(&bench.sandbox, |request| {
        let shows = body_text(request).contains("lastPasswordChangeDateTime,passwordProfile");
        shows.then(|| answer(503, &[], ""))
    }));
    bench.run("tasks resume 1 --yes").exits(14);
    bench.wire = None;
    for step in steps(&mut bench) {
        assert_eq!(step["outcome"], "unconfirmed", "{step:#}");
        assert_eq!(step["readBack"], "not-read", "{step:#}");
    }
}

/// Nobody can read who is Global Administrator any more.
fn hide_administrators(sandbox: &Sandbox) {
    let mut rule = FaultRule::new(FaultKind::ErrorBefore);
    rule.path = Some("irectoryRole".to_owned());
    rule.status = Some(403);
    sandbox.with_tenant(|tenant| tenant.faults.set(rule));
}

#[test]
fn a_result_names_the_try_that_it_is_of_and_not_one_that_lay_ready() {
    let mut bench = signed_in();
    let people = ordinary_users(&bench, 3);
    let file = write_list(&bench, &people);
    inject(&bench, FaultKind::ThrottleBatch, |rule| {
        rule.path = Some("/revokeSignInSessions".to_owned());
        rule.seconds = Some(40);
    });
    // The next try lies ready while the wait runs, and then may not leave.
    bench.hook = Some((4, Hook::Meddle(hide_administrators)));
    bench.run(&format!("users sign-out --from {file} --yes"));
    let throttled: Vec<String> = bench
        .requests()
        .into_iter()
        .filter(|entry| entry.status == 429)
        .filter_map(|entry| entry.client_request_id)
        .collect();
    assert_eq!(throttled.len(), people.len());
    let lines = audit(&bench);
    let of = |phase: &str| -> Vec<&Value> {
        let wanted = |line: &&Value| line["unmapped"]["phase"] == phase;
        lines.iter().filter(wanted).collect()
    };
    // One of the whole task, and two of each step.
    assert_eq!(of("intent").len(), 1 + 2 * people.len(), "a try lay ready");
    // Open steps are no failures.
    assert!(of("result").is_empty());
    let not_sent = of("not-sent");
    assert_eq!(not_sent.len(), people.len());
    for line in not_sent {
        assert_eq!(line["status_code"], "429", "{line:#}");
        let number = line["unmapped"]["clientRequestId"].as_str().unwrap();
        assert!(throttled.iter().any(|one| one == number), "{line:#}");
    }
}

#[test]
fn who_could_activate_a_role_is_asked_for_again_where_the_rules_require_it() {
    let mut bench = signed_in();
    sign_in_as(&mut bench, cast::USER_ADMINISTRATOR);
    let file = write_list(&bench, &[TWIN_1.to_owned(), PLAIN.to_owned()]);
    bench.hook = Some((3, Hook::CtrlC));
    bench
        .run(&format!("users sign-out --from {file} --yes"))
        .exits(130);
    write_policy(&bench, "require_eligibility = true");
    bench.requests();
    let ran = bench.run("tasks resume 1 --yes").exits(12);
    assert!(
        one_line(&ran.err).contains("activate a directory role: that could not be read"),
        "{}",
        ran.all()
    );
    assert_eq!(writes(&bench.requests()), 0);
    // That says nothing of an account for good.
    write_policy(&bench, "require_eligibility = false");
    bench.run("tasks resume 1 --yes").exits(0);
}

#[test]
fn what_lay_ready_and_never_left_is_not_said_to_be_sent() {
    let mut bench = signed_in();
    let people = add_users(&bench, 320);
    enlarge_tenant(&bench, 320);
    let file = write_list(&bench, &people);
    // Two reads of the tenant, 16 of the list, and the first write of many.
    bench.hook = Some((19, Hook::CtrlC));
    let line = format!("users sign-out --from {file} --yes --expect-count 320");
    bench.run(&line).exits(130);
    let announced = audit(&bench)
        .into_iter()
        .filter(|line| line["unmapped"]["phase"] == "intent")
        .count();
    let all = steps(&mut bench);
    let left = all.iter().filter(|one| one["outcome"] == "done").count();
    assert!(left > 0 && left < announced, "{left} of {announced}");
    for step in all {
        let done = step["outcome"] == "done";
        assert_eq!(step["sent"].is_string(), done, "{step:#}");
    }
}

#[test]
fn a_next_try_that_cannot_be_recorded_ends_the_run() {
    let mut bench = signed_in();
    let log = bench.folder.path().join(entractl::sandbox::TENANT_ID);
    let log = log.join("audit.jsonl");
    let wire = Tamper::answering(&bench.sandbox, move |request| {
        let body = String::from_utf8_lossy(request.body().as_bytes()).into_owned();
        let first = body.contains("\"PATCH\"");
        first.then(|| {
            // Somebody spoils the log while the first try is under way.
            let mut text = std::fs::read_to_string(&log).unwrap();
            text.push_str("{}\n");
            std::fs::write(&log, text).unwrap();
            answer(503, &[("content-type", "application/json")], "{}")
        })
    });
    bench.wire = Some(wire);
    let ran = bench.run(&format!("users disable {PLAIN} {TWIN_1} --yes"));
    // Either the storage failed, or what is in it cannot be trusted.
    assert!([8, 10].contains(&ran.exit), "{}", ran.all());
    assert_eq!(writes(&bench.requests()), 0, "{}", ran.all());
    assert!(is_enabled(&bench, PLAIN) && is_enabled(&bench, TWIN_1));
}
