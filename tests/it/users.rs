//! Account actions as whole programs: what they send, what they refuse, what
//! they say when a step fails, and where a password goes.
use entractl::sandbox::{FaultKind, FaultRule, LedgerEntry};
use serde_json::Value;

use crate::bench::{Bench, sent, writes};

const PLAIN: &str = "rowan.reyes-vale@meridian.example";
const TWIN_1: &str = "sam.rivers@meridian.example";
const TWIN_2: &str = "sam.rivers2@meridian.example";
const ME: &str = "ada.admin@meridian.example";
const GUEST: &str = "'gus.guestley_partner.example#EXT#@meridian.example'";
const SYNCED: &str = "sven.syncedsson@meridian.example";
const FEDERATED: &str = "fay.federhall@fed.meridian.example";
const SYNC_ACCOUNT: &str = "sync_mhh-dc01_5a4d0b0c@meridian.example";

/// A bench with its administrator signed in for everything.
fn bench() -> Bench {
    let mut bench = Bench::new();
    bench.requests();
    bench
}

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

/// The item paths of one batch each, in their order.
fn batches(entries: &[LedgerEntry]) -> Vec<Vec<String>> {
    let mut numbers: Vec<u64> = entries.iter().filter_map(|e| e.in_batch).collect();
    numbers.sort_unstable();
    numbers.dedup();
    numbers
        .into_iter()
        .map(|number| {
            entries
                .iter()
                .filter(|entry| entry.in_batch == Some(number))
                .map(|entry| format!("{} {}", entry.method, entry.path))
                .collect()
        })
        .collect()
}

fn is_enabled(bench: &Bench, upn: &str) -> bool {
    bench.sandbox.with_tenant(|tenant| {
        let mut all = tenant.users.all();
        let user = all.find(|user| user.text("userPrincipalName") == upn);
        user.unwrap().flag("accountEnabled")
    })
}

fn steps(report: &Value) -> Vec<String> {
    report["accounts"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|account| account["steps"].as_array().unwrap())
        .map(|step| {
            format!(
                "{} {} {}",
                step["kind"].as_str().unwrap(),
                step["outcome"].as_str().unwrap(),
                step["readBack"].as_str().unwrap()
            )
        })
        .collect()
}

#[test]
fn containing_one_account_is_one_read_one_write_and_one_read_back() {
    let mut bench = bench();
    let ran = bench.run(&format!(
        "users contain {PLAIN} --yes --reason INC-1 -o json"
    ));
    let report = ran.exits(0).json();
    assert_eq!(report["accounts"][0]["verdict"], "contained");
    assert_eq!(
        steps(&report),
        ["disable done seen", "reset done seen", "revoke done seen"]
    );
    let entries = bench.requests();
    assert_eq!(sent(&entries), 3, "{entries:#?}");
    let batches = batches(&entries);
    let kinds: Vec<&str> = batches[1].iter().map(|item| &item[..5]).collect();
    assert_eq!(kinds, ["PATCH", "PATCH", "POST "]);
    assert_eq!(writes(&entries), 3);
    assert!(!is_enabled(&bench, PLAIN));
    let task = bench.run("tasks show 1 -o json").exits(0).json();
    assert_eq!(task["task"]["status"], "successful");
    assert_eq!(task["steps"][0]["prior"]["accountEnabled"], true);
}

#[test]
fn disabling_signs_out_and_enabling_undoes_it() {
    let mut bench = bench();
    let ran = bench
        .run(&format!("users disable {PLAIN} --yes -o json"))
        .exits(0);
    let undo = format!("users enable {PLAIN}");
    let next: Vec<String> = serde_json::from_value(ran.json()["next"].clone()).unwrap();
    assert!(next.iter().any(|line| line.ends_with(&undo)), "{next:?}");
    assert!(!is_enabled(&bench, PLAIN));
    bench.run(&format!("{undo} --yes")).exits(0);
    assert!(is_enabled(&bench, PLAIN));
    assert_eq!(writes(&bench.requests()), 3);
}

#[test]
fn guard_rails_refuse_the_whole_command_before_any_write() {
    for wrong in [ME, SYNC_ACCOUNT] {
        for action in ["disable", "contain", "sign-out", "reset-password"] {
            let mut bench = bench();
            let ran = bench.run(&format!("users {action} {PLAIN} {wrong} --yes"));
            let ran = ran.exits(12);
            assert!(ran.err.contains(wrong), "{}", ran.all());
            assert_eq!(writes(&bench.requests()), 0);
            let log = std::fs::read_to_string(audit_file(&bench)).unwrap();
            assert!(log.contains("\"phase\":\"refusal\""), "{log}");
            assert!(entractl::audit::verify(&log).is_ok());
        }
    }
}

fn audit_file(bench: &Bench) -> std::path::PathBuf {
    find(bench.folder.path(), "audit.jsonl").expect("an audit log")
}

fn find(folder: &std::path::Path, name: &str) -> Option<std::path::PathBuf> {
    for entry in std::fs::read_dir(folder).ok()?.flatten() {
        let path = entry.path();
        if path.is_dir() {
            if let Some(found) = find(&path, name) {
                return Some(found);
            }
        } else if path.file_name().is_some_and(|found| found == name) {
            return Some(path);
        }
    }
    None
}

#[test]
fn the_last_two_global_administrators_stay() {
    let mut bench = bench();
    let all = [
        "gil.guardian@meridian.example",
        "breakglass1@meridian.example",
        "breakglass2@meridian.example",
    ];
    let ran = bench.run(&format!("users disable {} --yes", all.join(" ")));
    ran.exits(12);
    assert_eq!(writes(&bench.requests()), 0);
    bench
        .run("users sign-out gil.guardian@meridian.example --yes")
        .exits(0);
}

#[test]
fn roles_that_cannot_be_read_count_against_the_action() {
    let mut bench = bench();
    fault(&bench, FaultKind::RolesDenied, |_| {});
    let ran = bench.run(&format!("users disable {PLAIN} --yes")).exits(12);
    assert!(ran.err.contains("its roles could not be"), "{}", ran.all());
    assert_eq!(writes(&bench.requests()), 0);
}

#[test]
fn an_unknown_name_stops_everything_and_near_names_are_told() {
    let mut bench = bench();
    let ran = bench.run(&format!(
        "users disable {PLAIN} rowan.reyes-val@meridian.example --yes"
    ));
    let ran = ran.exits(5);
    assert!(ran.err.contains(PLAIN), "{}", ran.all());
    assert_eq!(writes(&bench.requests()), 0);
}

#[test]
fn without_agreement_nothing_is_sent() {
    let mut bench = bench();
    bench.run(&format!("users contain {PLAIN}")).exits(13);
    bench.typed = Some("n\n".to_owned());
    let ran = bench.run(&format!("users contain {PLAIN}")).exits(13);
    assert!(ran.err.contains("object id"), "{}", ran.err);
    assert_eq!(writes(&bench.requests()), 0);
    bench.typed = Some("y\n".to_owned());
    bench.run(&format!("users contain {PLAIN}")).exits(0);
    assert_eq!(writes(&bench.requests()), 3);
}

#[test]
fn a_dry_run_prints_the_exact_calls_and_sends_none() {
    let mut bench = bench();
    let ran = bench.run(&format!("users contain {PLAIN} --dry-run -o json"));
    let plan = ran.exits(0).json();
    let calls = plan["calls"].as_array().unwrap();
    assert_eq!(calls.len(), 3);
    assert_eq!(calls[0]["method"], "PATCH");
    assert_eq!(calls[0]["body"]["accountEnabled"], false);
    assert!(
        calls[2]["path"]
            .as_str()
            .unwrap()
            .ends_with("/revokeSignInSessions")
    );
    assert_eq!(writes(&bench.requests()), 0);
}

#[test]
fn whichever_step_fails_the_others_are_taken_and_it_is_never_called_contained() {
    let each = [
        ("disable", "PATCH", "/users/", Some(1)),
        ("reset", "PATCH", "/users/", Some(2)),
        ("revoke", "POST", "revokeSignInSessions", None),
    ];
    for (kind, method, path, nth) in each {
        let mut bench = bench();
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
    let mut bench = bench();
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
    let mut bench = bench();
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
    let mut bench = bench();
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
fn guests_synced_and_federated_accounts_say_what_stays_open() {
    let mut bench = bench();
    let guest = bench
        .run(&format!("users contain {GUEST} --yes -o json"))
        .exits(14)
        .json();
    assert_eq!(guest["accounts"][0]["steps"][1]["outcome"], "not-possible");
    assert!(
        guest["accounts"][0]["staysOpen"]
            .to_string()
            .contains("guest")
    );

    let synced = bench
        .run(&format!("users contain {SYNCED} --yes -o json"))
        .exits(0)
        .json();
    assert!(
        synced["accounts"][0]["verdict"]
            .as_str()
            .unwrap()
            .contains("Active Directory")
    );
    assert!(steps(&synced).contains(&"reset done seen".to_owned()));

    let federated = bench
        .run(&format!("users contain {FEDERATED} --yes -o json"))
        .exits(9)
        .json();
    assert_eq!(
        federated["accounts"][0]["steps"][1]["outcome"],
        "not-possible"
    );
    assert_ne!(federated["accounts"][0]["verdict"], "contained");

    for (wrong, exit) in [(SYNCED, 2), (FEDERATED, 2), (GUEST, 2)] {
        bench.requests();
        bench
            .run(&format!("users reset-password {wrong} --yes"))
            .exits(exit);
        assert_eq!(writes(&bench.requests()), 0);
    }
}

#[test]
fn several_accounts_go_stage_by_stage() {
    let mut bench = bench();
    let line = format!("users contain {PLAIN} {TWIN_1} {TWIN_2} --yes -o json");
    let report = bench.run(&line).exits(0).json();
    assert_eq!(report["accounts"].as_array().unwrap().len(), 3);
    assert_eq!(report["accounts"][0]["userPrincipalName"], PLAIN);
    let entries = bench.requests();
    let batches = batches(&entries);
    assert_eq!(batches.len(), 5, "{batches:#?}");
    assert_eq!(writes(&entries), 9);
}

#[test]
fn two_spellings_of_one_account_are_one_account() {
    let mut bench = bench();
    let line = "users sign-out m.okafor@meridian.example \
                maryam.okafor-reyes@mail.meridian.example --yes -o json";
    let ran = bench.run(line).exits(0);
    assert_eq!(ran.json()["accounts"].as_array().unwrap().len(), 1);
    assert!(ran.err.contains("the same account"), "{}", ran.err);
    assert_eq!(writes(&bench.requests()), 1);
}

#[test]
fn a_password_is_in_its_file_and_nowhere_else() {
    let mut bench = bench();
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
        if let Some(path) = find(bench.folder.path(), name) {
            let bytes = std::fs::read(path).unwrap();
            let found = bytes
                .windows(password.len())
                .any(|w| w == password.as_bytes());
            assert!(!found, "{name}");
        }
    }
    // The file exists: nothing is sent.
    bench.requests();
    bench.run(&line).exits(8);
    assert_eq!(writes(&bench.requests()), 0);
}

#[test]
fn no_password_is_written_without_a_definite_yes() {
    let mut bench = bench();
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
    let mut bench = bench();
    bench.run(&format!("users sign-out {PLAIN} --yes")).exits(0);
    bench.requests();
    let log = audit_file(&bench);
    std::fs::remove_file(&log).unwrap();
    std::fs::create_dir(&log).unwrap();
    let ran = bench.run(&format!("users contain {PLAIN} --yes"));
    assert!(ran.exit == 8 || ran.exit == 10, "{}", ran.all());
    assert_eq!(writes(&bench.requests()), 0);
}

#[test]
fn every_write_has_an_intent_before_and_a_result_after_in_the_audit_log() {
    let mut bench = bench();
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
    assert_eq!((of("intent"), of("result")), (3, 3));
    assert!(
        events
            .iter()
            .all(|e| e["unmapped"]["action"] != "contain" || e["unmapped"]["reason"] == "INC-9")
    );
}

#[test]
fn zero_trust_acts_only_while_its_enforcement_is_on() {
    let mut bench = bench();
    let line = format!("users sign-out {PLAIN} --via zero-trust-secure-access --yes");
    let refused = bench.run(&line).exits(12);
    assert!(refused.err.contains("zero-trust policy-enforcement on"));
    assert_eq!(writes(&bench.requests()), 0);
    bench.run("zero-trust policy-enforcement on").exits(0);
    let shown = bench.run("zero-trust show -o json").exits(0).json();
    assert_eq!(shown["policyEnforcement"], true);
    bench.run(&line).exits(0);
}

#[test]
fn showing_an_account_says_what_may_be_done_to_it() {
    let mut bench = bench();
    let shown = bench
        .run(&format!("users show {PLAIN} -o json"))
        .exits(0)
        .json();
    assert_eq!(shown["tier"], "none");
    assert!(
        shown["actions"]
            .as_array()
            .unwrap()
            .iter()
            .all(|a| a["allowed"] == true),
        "{shown:#}"
    );
    let me = bench
        .run(&format!("users show {ME} -o json"))
        .exits(0)
        .json();
    assert_eq!(me["tier"], "highest");
    assert!(
        me["actions"]
            .as_array()
            .unwrap()
            .iter()
            .all(|a| a["allowed"] == false)
    );
    let ran = bench.run(&format!("users show {PLAIN}")).exits(0);
    assert!(
        ran.out.lines().all(|line| line.chars().count() <= 80),
        "{}",
        ran.out
    );
}

#[test]
fn people_are_listed_by_the_beginning_of_their_name() {
    let mut bench = bench();
    let found = bench.run("users list sam -o json").exits(0).json();
    let names: Vec<&str> = found["users"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|user| user["userPrincipalName"].as_str())
        .collect();
    assert!(
        names.contains(&TWIN_1) && names.contains(&TWIN_2),
        "{names:?}"
    );
    let few = bench.run("users list --limit 3 -o json").exits(0).json();
    assert_eq!(few["users"].as_array().unwrap().len(), 3);
    assert_eq!(few["more"], true);
}

#[test]
fn a_session_for_reading_may_not_act() {
    let mut bench = Bench::new();
    bench.run("auth login --for read --browser").exits(0);
    bench.requests();
    let ran = bench.run(&format!("users contain {PLAIN} --yes")).exits(4);
    assert!(
        ran.err.contains("auth login --for respond"),
        "{}",
        ran.all()
    );
    assert_eq!(writes(&bench.requests()), 0);
}
