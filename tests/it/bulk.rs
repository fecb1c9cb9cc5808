//! Lists: what is refused before the first write, what is sent, and how a run
//! that was stopped goes on.
use crate::support::bench::{sent, writes};
use crate::support::faults::{clear_faults, inject, refuse_changes};
use crate::support::files::{audit_file, write_list};
use crate::support::users::{
    ME, PLAIN, SYNC_ACCOUNT, TWIN_1, enlarge_tenant, is_enabled, ordinary_users, signed_in,
};
use entractl::sandbox::FaultKind;
use serde_json::Value;

#[test]
fn a_list_is_sent_in_the_fewest_requests_and_every_row_is_done() {
    let mut bench = signed_in();
    let people = ordinary_users(&bench, 45);
    let file = write_list(&bench, &people);
    let ran = bench
        .run(&format!(
            "users disable --from {file} --yes --reason INC-1 -o json"
        ))
        .exits(0);
    let report = ran.json();
    assert_eq!(report["counts"]["done"], 45, "{}", ran.all());
    assert_eq!(report["status"], "successful");
    let entries = bench.requests();
    assert_eq!(writes(&entries), 90);
    let batches = entries
        .iter()
        .filter(|entry| entry.path.ends_with("$batch") && entry.in_batch.is_none())
        .count();
    // 3 of lookups, 1 of the tenant, 1 of its groups, 2 stages of 3; and 3 that
    // read each account once more.
    assert!(batches <= 11 + 3, "{batches}");
    assert_eq!(report["stages"][0]["done"], 45, "{report:#}");
    for upn in &people {
        assert!(!is_enabled(&bench, upn), "{upn}");
    }
    for entry in entries
        .iter()
        .filter(|entry| entry.applied && entry.in_batch.is_some())
    {
        let id = entry
            .path
            .split('/')
            .skip_while(|part| *part != "users")
            .nth(1)
            .unwrap_or_default();
        assert!(
            id.parse::<entractl::ids::ObjectId>().is_ok(),
            "{}",
            entry.path
        );
    }
    let log = std::fs::read_to_string(audit_file(&bench)).unwrap();
    assert!(entractl::audit::verify(&log).is_ok());
    // One of the whole task, and one of each step.
    assert_eq!(log.matches("\"phase\":\"intent\"").count(), 1 + 90);
    assert_eq!(log.matches("\"phase\":\"result\"").count(), 90);
    let export = bench.run("tasks export 1 -o jsonl").exits(0);
    assert_eq!(export.out.lines().count(), 90);
    bench.run("tasks verify 1").exits(0);
}

#[test]
fn one_bad_line_stops_the_whole_list() {
    let mut bench = signed_in();
    let mut lines = ordinary_users(&bench, 3);
    lines.extend([
        "nobody.at-all@meridian.example".to_owned(),
        "../admins".to_owned(),
        ME.to_owned(),
        SYNC_ACCOUNT.to_owned(),
        lines[0].to_uppercase(),
    ]);
    let file = write_list(&bench, &lines);
    let ran = bench
        .run(&format!("users disable --from {file} --yes"))
        .exits(12);
    assert!(ran.err.contains("4 lines"), "{}", ran.all());
    assert_eq!(writes(&bench.requests()), 0);
    let ran = bench
        .run(&format!(
            "users disable --from {file} --yes --skip-invalid -o json"
        ))
        .exits(9);
    let report = ran.json();
    assert_eq!(report["counts"]["done"], 3);
    assert_eq!(report["skippedCount"], 4);
    assert!(is_enabled(&bench, ME) && is_enabled(&bench, SYNC_ACCOUNT));
}

#[test]
fn who_holds_a_role_is_only_touched_when_typed() {
    let mut bench = signed_in();
    let privileged: Vec<String> = bench.sandbox.with_tenant(|tenant| {
        let ids: Vec<String> = tenant
            .role_assignments
            .all()
            .map(|one| one.text("principalId").to_owned())
            .collect();
        tenant
            .users
            .all()
            .filter(|user| ids.iter().any(|id| id == user.id()))
            .map(|user| user.text("userPrincipalName").to_owned())
            .collect()
    });
    assert!(privileged.len() > 3);
    for name in &privileged {
        let file = write_list(&bench, std::slice::from_ref(name));
        bench
            .run(&format!("users disable --from {file} --yes"))
            .exits(12);
    }
    assert_eq!(writes(&bench.requests()), 0);
    inject(&bench, FaultKind::RolesDenied, |_| {});
    let file = write_list(&bench, &ordinary_users(&bench, 1));
    bench
        .run(&format!("users disable --from {file} --yes"))
        .exits(12);
    assert_eq!(writes(&bench.requests()), 0);
}

#[test]
fn what_cannot_be_read_just_now_is_not_called_a_missing_role() {
    let mut bench = signed_in();
    let file = write_list(&bench, &ordinary_users(&bench, 3));
    for (kind, path, exit, next) in [
        (FaultKind::ExpiredToken, "$batch", 3, "auth login"),
        (
            FaultKind::ErrorBefore,
            "/roleManagement/",
            6,
            "wait a minute",
        ),
    ] {
        inject(&bench, kind, |rule| {
            rule.path = Some(path.to_owned());
            rule.status = (kind == FaultKind::ErrorBefore).then_some(503);
        });
        let ran = bench.run(&format!("users disable --from {file} --yes"));
        let ran = ran.exits(exit);
        assert!(ran.err.contains(next), "{}", ran.all());
        assert!(!ran.err.contains("Global Reader"), "{}", ran.all());
        assert_eq!(writes(&bench.requests()), 0);
        clear_faults(&bench);
    }
}

#[test]
fn above_50_the_number_is_typed() {
    let mut bench = signed_in();
    let file = write_list(&bench, &ordinary_users(&bench, 51));
    enlarge_tenant(&bench, 51);
    let ran = bench
        .run(&format!("users sign-out --from {file} --yes"))
        .exits(13);
    assert!(ran.err.contains("--expect-count 51"), "{}", ran.all());
    bench
        .run(&format!(
            "users sign-out --from {file} --yes --expect-count 50"
        ))
        .exits(12);
    bench.typed = Some("y\n".to_owned());
    bench
        .run(&format!("users sign-out --from {file}"))
        .exits(13);
    assert_eq!(writes(&bench.requests()), 0);
    bench.typed = Some("51\n".to_owned());
    bench.run(&format!("users sign-out --from {file}")).exits(0);
    assert_eq!(writes(&bench.requests()), 51);
}

#[test]
fn throttling_loses_nothing_and_nothing_is_sent_inside_a_wait() {
    let mut bench = signed_in();
    let people = ordinary_users(&bench, 60);
    enlarge_tenant(&bench, 60);
    let file = write_list(&bench, &people);
    inject(&bench, FaultKind::ThrottleBatch, |rule| {
        rule.rate = Some(0.3);
        rule.method = Some("PATCH".to_owned());
        rule.seconds = Some(7);
    });
    let ran = bench.run(&format!(
        "users disable --from {file} --yes --expect-count 60 -o json"
    ));
    let report = ran.exits(0).json();
    assert_eq!(report["counts"]["done"], 60);
    let entries = bench.requests();
    let throttled: Vec<_> = entries.iter().filter(|entry| entry.status == 429).collect();
    assert!(!throttled.is_empty());
    for entry in &throttled {
        let early = entries.iter().any(|other| {
            other.at > entry.at && (other.at - entry.at).get_seconds() < 7 && other.host == "graph"
        });
        assert!(!early, "{entry:?}");
    }
}

#[test]
fn a_run_that_goes_wrong_stops_and_can_be_resumed() {
    let mut bench = signed_in();
    let people = ordinary_users(&bench, 100);
    enlarge_tenant(&bench, 100);
    let file = write_list(&bench, &people);
    refuse_changes(&bench);
    let ran = bench
        .run(&format!(
            "users disable --from {file} --yes --expect-count 100"
        ))
        .exits(4);
    assert!(ran.out.contains("in a row with 403"), "{}", ran.all());
    assert_eq!(writes(&bench.requests()), 0);
    clear_faults(&bench);
    let report = bench.run("tasks resume 1 --yes -o json").exits(9).json();
    // A definite no stays a no; everything else is done.
    let failed = report["counts"]["refused"].as_u64().unwrap();
    assert!(
        failed > 0 && report["counts"]["done"].as_u64().unwrap() + failed == 100,
        "{report}"
    );
    assert_eq!(report["counts"]["notSent"], 0);
}

#[test]
fn undo_lets_in_whom_this_task_locked_out_and_nobody_else() {
    let mut bench = signed_in();
    let people = ordinary_users(&bench, 6);
    bench
        .run(&format!("users disable {} --yes", people[0]))
        .exits(0);
    let file = write_list(&bench, &people);
    bench
        .run(&format!("users disable --from {file} --yes"))
        .exits(0);
    bench
        .run(&format!("users enable {} --yes", people[1]))
        .exits(0);
    bench
        .run(&format!("users disable {} --yes", people[1]))
        .exits(0);
    bench.clock.advance(std::time::Duration::from_secs(3_600));
    bench
        .run(&format!("users sign-out {} --yes", people[2]))
        .exits(0);
    bench.requests();
    bench.run("tasks undo 2 --dry-run").exits(0);
    assert_eq!(writes(&bench.requests()), 0);
    let report = bench.run("tasks undo 2 --yes -o json").exits(9).json();
    assert_eq!(report["counts"]["done"], 3, "{report}");
    assert_eq!(report["skippedCount"], 2, "{report}");
    for (number, upn) in people.iter().enumerate() {
        assert_eq!(is_enabled(&bench, upn), number > 2, "{upn}");
    }
    bench.run("tasks undo 2 --yes").exits(5);
}

#[test]
fn a_password_set_by_a_list_is_written_down_only_after_a_definite_yes() {
    let mut bench = signed_in();
    let file = write_list(&bench, &[PLAIN.to_owned(), TWIN_1.to_owned()]);
    inject(&bench, FaultKind::DropAfter, |rule| {
        rule.path = Some("$batch".to_owned());
        rule.nth = Some(5);
    });
    let out = bench.folder.path().join("new.csv");
    let line = format!(
        "users reset-password --from {file} --yes --new-password --password-file {}",
        out.display()
    );
    bench.run(&line).exits(0);
    let text = std::fs::read_to_string(&out).unwrap();
    assert_eq!(text.lines().count(), 3);
    let last: Vec<String> = bench.passwords().into_iter().rev().take(2).collect();
    for password in &last {
        assert!(text.contains(password.as_str()));
    }
}

#[test]
fn a_dry_run_says_how_many_and_sends_nothing() {
    let mut bench = signed_in();
    let file = write_list(&bench, &ordinary_users(&bench, 45));
    let report: Value = bench
        .run(&format!("users contain --from {file} --dry-run -o json"))
        .exits(0)
        .json();
    assert_eq!(
        (&report["accounts"], &report["writes"]),
        (&45.into(), &135.into())
    );
    assert_eq!(report["requests"], 9);
    let entries = bench.requests();
    assert!(sent(&entries) > 0);
    assert_eq!(writes(&entries), 0);
}
