//! Account actions when something fails: each step in turn, a lost answer, a
//! stale read, a full disk; and where a password goes.
use crate::support::bench::{Bench, writes};
use crate::support::files::{audit_file, find_file};
use crate::support::text::steps;
use crate::support::users::{PLAIN, is_enabled, signed_in};
use entractl::sandbox::seed::cast;
use entractl::sandbox::{FaultKind, FaultRule, Faults};
use serde_json::Value;

fn fault(bench: &Bench, kind: FaultKind, change: impl FnOnce(&mut FaultRule)) {
    let mut rule = FaultRule::new(kind);
    change(&mut rule);
    bench.sandbox.with_tenant(|tenant| tenant.faults.set(rule));
}

fn clear(bench: &Bench) {
    bench.sandbox.with_tenant(|tenant| {
        tenant.faults.clear(None);
    });
}

#[test]
fn roles_that_cannot_be_read_count_against_the_action() {
    let mut bench = signed_in();
    fault(&bench, FaultKind::RolesDenied, |_| {});
    let ran = bench.run(&format!("users disable {PLAIN} --yes")).exits(12);
    assert!(ran.err.contains("its roles could not be"), "{}", ran.all());
    assert_eq!(writes(&bench.requests()), 0);
}

#[test]
fn who_is_let_in_again_after_being_contained_is_said_to_have_no_password() {
    let mut bench = signed_in();
    bench.run(&format!("users contain {PLAIN} --yes")).exits(0);
    let ran = bench.run(&format!("users enable {PLAIN} --yes")).exits(0);
    assert!(ran.out.contains("task 1 replaced it"), "{}", ran.all());
    let file = bench.folder.path().join("new.csv");
    let reset = format!("users reset-password {PLAIN} --new-password --password-file");
    assert!(ran.out.contains(&reset), "{}", ran.all());
    bench
        .run(&format!("{reset} {} --yes", file.display()))
        .exits(0);
    let ran = bench.run(&format!("users enable {PLAIN} --yes")).exits(0);
    assert!(!ran.out.contains("replaced it"), "{}", ran.all());
}

#[test]
fn an_account_for_emergencies_is_left_alone_whichever_read_fails() {
    for fault in [
        "error-before:status=403,times=1",
        "throttle-batch:seconds=600,times=1",
    ] {
        for number in 1..=14 {
            let mut bench = signed_in();
            let text = format!("{fault},nth={number}");
            bench.sandbox.with_tenant(|tenant| {
                tenant.faults.set(Faults::parse(&text).unwrap());
            });
            let ran = bench.run(&format!("users contain {} --yes", cast::BREAK_GLASS_2));
            assert_ne!(ran.exit, 0, "{text}: {}", ran.all());
            assert_eq!(writes(&bench.requests()), 0, "{text}: {}", ran.all());
        }
    }
}

#[test]
fn whichever_step_fails_the_others_are_taken_and_it_is_never_called_contained() {
    let each = [
        ("disable", "PATCH", "/users/", Some(1)),
        ("reset", "PATCH", "/users/", Some(2)),
        ("revoke", "POST", "revokeSignInSessions", None),
    ];
    for (kind, method, path, nth) in each {
        let mut bench = signed_in();
        fault(&bench, FaultKind::ErrorBefore, |rule| {
            rule.method = Some(method.to_owned());
            rule.path = Some(path.to_owned());
            rule.nth = nth;
            rule.status = Some(403);
        });
        let ran = bench
            .run(&format!("users contain {PLAIN} --yes -o json"))
            .exits(9);
        let report = ran.json();
        assert_eq!(report["status"], "partially-successful", "{kind}");
        assert_eq!(report["accounts"][0]["done"], false);
        assert_ne!(report["accounts"][0]["verdict"], "contained");
        for step in report["accounts"][0]["steps"].as_array().unwrap() {
            let failed = step["kind"] == kind;
            assert_eq!(
                step["outcome"],
                if failed { "failed" } else { "done" },
                "{kind}: {step}"
            );
        }
        assert_eq!(writes(&bench.requests()), 2, "{kind}");
    }
}

#[test]
fn what_was_applied_before_the_answer_was_lost_is_done_once_it_is_read() {
    let mut bench = signed_in();
    fault(&bench, FaultKind::DropAfter, |rule| {
        rule.method = Some("PATCH".to_owned());
        rule.times = Some(1);
    });
    fault(&bench, FaultKind::ErrorAfter, |rule| {
        rule.method = Some("PATCH".to_owned());
    });
    let ran = bench.run(&format!("users disable {PLAIN} --yes -o json"));
    let report = ran.exits(0).json();
    assert_eq!(report["accounts"][0]["done"], true);
    assert!(!is_enabled(&bench, PLAIN));
}

#[test]
fn a_stale_read_never_turns_done_into_failed() {
    let mut bench = signed_in();
    fault(&bench, FaultKind::Stale, |rule| rule.reads = Some(50));
    let ran = bench.run(&format!("users disable {PLAIN} --yes -o json"));
    let report = ran.exits(0).json();
    assert_eq!(
        steps(&report),
        [
            "disable done not-visible-yet",
            "revoke done not-visible-yet"
        ]
    );
    assert_eq!(report["status"], "successful");
}

#[test]
fn what_no_read_can_settle_is_not_confirmed() {
    let mut bench = signed_in();
    fault(&bench, FaultKind::ErrorBefore, |rule| {
        rule.method = Some("POST".to_owned());
        rule.path = Some("revokeSignInSessions".to_owned());
        rule.status = Some(504);
    });
    let ran = bench.run(&format!("users sign-out {PLAIN} --yes -o json"));
    let report = ran.exits(14).json();
    assert_eq!(report["status"], "unconfirmed");
    clear(&bench);
    let tasks = bench.run("tasks list -o json").exits(0).json();
    assert_eq!(tasks["tasks"][0]["status"], "unconfirmed");
}

#[test]
fn a_password_is_in_its_file_and_nowhere_else() {
    let mut bench = signed_in();
    let file = bench.folder.path().join("new.csv");
    let line = format!(
        "users reset-password {PLAIN} --new-password --password-file {} --yes -o json",
        file.display()
    );
    let ran = bench.run(&line).exits(0);
    let text = std::fs::read_to_string(&file).unwrap();
    let sent = bench.passwords();
    let password = sent
        .iter()
        .find(|p| text.contains(p.as_str()))
        .expect("written");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = std::fs::metadata(&file).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
    assert!(!ran.all().contains(password.as_str()));
    for name in ["journal.db", "journal.db-wal", "audit.jsonl"] {
        if let Some(path) = find_file(bench.folder.path(), name) {
            let bytes = std::fs::read(path).unwrap();
            let found = bytes
                .windows(password.len())
                .any(|w| w == password.as_bytes());
            assert!(!found, "{name}");
        }
    }
    // The file exists: nothing is sent.
    bench.requests();
    bench.run(&line).exits(2);
    assert_eq!(bench.requests().len(), 0);
}

#[test]
fn no_password_is_written_without_a_definite_yes() {
    let mut bench = signed_in();
    let file = bench.folder.path().join("new.csv");
    fault(&bench, FaultKind::ErrorBefore, |rule| {
        rule.method = Some("PATCH".to_owned());
        rule.status = Some(403);
    });
    let line = format!(
        "users reset-password {PLAIN} --new-password --password-file {} --yes",
        file.display()
    );
    bench.run(&line).exits(9);
    assert!(!file.exists());
}

#[test]
fn an_audit_log_that_cannot_be_written_stops_everything() {
    let mut bench = signed_in();
    bench.run(&format!("users sign-out {PLAIN} --yes")).exits(0);
    bench.requests();
    let log = audit_file(&bench);
    std::fs::remove_file(&log).unwrap();
    std::fs::create_dir(&log).unwrap();
    let ran = bench.run(&format!("users contain {PLAIN} --yes"));
    assert_eq!(ran.exit, 8, "{}", ran.all());
    assert_eq!(writes(&bench.requests()), 0);
}

#[test]
fn every_write_has_an_intent_before_and_a_result_after_in_the_audit_log() {
    let mut bench = signed_in();
    bench
        .run(&format!("users contain {PLAIN} --yes --reason INC-9"))
        .exits(0);
    let log = std::fs::read_to_string(audit_file(&bench)).unwrap();
    assert!(entractl::audit::verify(&log).is_ok());
    let events: Vec<Value> = log
        .lines()
        .map(|l| serde_json::from_str(l).unwrap())
        .collect();
    let of = |phase: &str| {
        events
            .iter()
            .filter(|e| e["unmapped"]["phase"] == phase && e["unmapped"]["action"] == "contain")
            .count()
    };
    // One of the complete task, and one of each step.
    assert_eq!((of("intent"), of("result")), (1 + 3, 3));
    assert!(
        events
            .iter()
            .all(|e| e["unmapped"]["action"] != "contain" || e["unmapped"]["reason"] == "INC-9")
    );
}

#[test]
fn what_graph_denies_is_exit_4_and_names_the_roles() {
    let mut bench = signed_in();
    fault(&bench, FaultKind::ErrorBefore, |rule| {
        rule.path = Some("/users/8b2bef09".to_owned());
        rule.status = Some(403);
    });
    let ran = bench.run(&format!("users disable {PLAIN} --yes")).exits(4);
    assert!(ran.out.contains("nothing was changed"), "{}", ran.all());
    assert_eq!(writes(&bench.requests()), 0);
}

#[test]
fn hostile_names_reach_no_terminal() {
    let mut bench = signed_in();
    fault(&bench, FaultKind::HostileNames, |_| {});
    for line in [
        format!("users show {PLAIN}"),
        format!("users disable {PLAIN} --dry-run"),
        format!("users disable {PLAIN} --yes"),
        "users list sam".to_owned(),
        "tasks show 1".to_owned(),
    ] {
        let ran = bench.run(&line);
        let hostile = |c: char| c != '\n' && entractl::text::is_hostile(c);
        assert!(!ran.all().contains(hostile), "{line}: {:?}", ran.all());
    }
}

#[test]
fn what_a_lost_answer_may_have_done_is_never_called_failed_by_a_later_refusal() {
    let mut bench = Bench::new();
    bench.run(
        "sandbox faults set drop-after:path=$batch,nth=2 throttle:path=$batch,nth=3,seconds=60",
    );
    let ran = bench.run("users contain rowan.reyes-vale@meridian.example --yes --reason x");
    assert!(!ran.all().contains("nothing was changed"), "{}", ran.all());
    let applied = crate::support::bench::writes(&bench.requests());
    assert!(applied > 0, "the fault did not let anything through");
    assert!([0, 9, 14].contains(&ran.exit), "{}", ran.all());
    let shown = bench.run("tasks show 1 -o json").json();
    for step in shown["steps"].as_array().unwrap() {
        assert_ne!(step["outcome"], "failed", "{shown}");
    }
}

#[test]
fn a_wrong_query_is_found_before_anything_is_sent() {
    let mut bench = Bench::new();
    let line = "users disable rowan.reyes-vale@meridian.example --yes --query accounts[";
    bench.run(line).exits(2);
    assert_eq!(bench.requests().len(), 0);
}

#[test]
fn a_lock_that_nobody_gives_back_ends_in_an_answer() {
    let mut bench = Bench::new();
    bench
        .run("users sign-out pia.passworth@meridian.example --yes --reason x")
        .exits(0);
    let folder = bench.folder.path().join(entractl::sandbox::TENANT_ID);
    let held = std::fs::OpenOptions::new()
        .write(true)
        .open(folder.join("audit.lock"))
        .unwrap();
    held.lock().unwrap();
    bench.requests();
    bench
        .run("users sign-out pia.passworth@meridian.example --yes --reason x")
        .exits(7);
    assert_eq!(crate::support::bench::writes(&bench.requests()), 0);
}

#[test]
fn error_of_a_service_fault_holds_no_query() {
    let mut bench = signed_in();
    fault(&bench, FaultKind::ErrorBefore, |rule| {
        rule.status = Some(503);
        rule.method = Some("GET".to_owned());
    });
    let ran = bench.run("users list a").exits(6);
    assert!(ran.err.contains("/users"), "{}", ran.all());
    for part in ["$select", "$filter", "%24", "?"] {
        assert!(!ran.err.contains(part), "{part}: {}", ran.all());
    }
}
