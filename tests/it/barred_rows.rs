//! Accounts that a guard-rail bars when their task is resumed: no row of the report
//! says more than was sent.
use std::time::Duration;

use crate::support::bench::{Hook, writes};
use crate::support::faults::{clear_faults, inject};
use crate::support::files::{write_list, write_policy};
use crate::support::users::{PLAIN, TWIN_1, is_enabled, signed_in};
use crate::support::wire::{Tamper, each_document};
use entractl::ids::TenantId;
use entractl::journal::Journal;
use entractl::sandbox::FaultKind;
use entractl::sandbox::seed::{cast, user_id};
use serde_json::Value;

fn row<'a>(report: &'a Value, upn: &str) -> &'a Value {
    let mut all = report["accounts"].as_array().unwrap().iter();
    all.find(|one| one["userPrincipalName"] == upn).unwrap()
}

/// The rows that say done are those that are counted as done.
fn assert_rows_as_counted(report: &Value) {
    let rows = report["accounts"].as_array().unwrap().iter();
    let done = rows.filter(|one| one["done"] == true).count();
    assert_eq!(report["counts"]["done"], done, "{report:#}");
}

#[test]
fn account_that_is_barred_on_resume_is_not_called_done() {
    for (upn, action) in [
        (cast::GUEST, "contain"),
        (cast::GUEST, "disable"),
        (cast::SYNCED, "disable"),
        (cast::SYNCED, "contain"),
        (cast::FEDERATED, "disable"),
        (cast::FEDERATED, "contain"),
    ] {
        let mut bench = signed_in();
        let file = write_list(&bench, &[TWIN_1.to_owned(), upn.to_owned()]);
        bench.hook = Some((3, Hook::CtrlC));
        bench
            .run(&format!("users {action} --from {file} --yes"))
            .exits(130);
        assert_eq!(writes(&bench.requests()), 0);
        write_policy(&bench, &format!("protected = ['{}']", user_id(upn)));
        let ran = bench.run("tasks resume 1 --yes -o json").exits(9);
        let report = ran.json();
        assert!(is_enabled(&bench, upn));
        let own = row(&report, upn);
        assert_eq!(own["done"], false, "{action} {own:#}");
        assert_eq!(own["verdict"], "nothing was changed", "{action} {own:#}");
        assert_rows_as_counted(&report);
    }
}

#[test]
fn synced_account_whose_sessions_were_barred_is_not_called_done() {
    let mut bench = signed_in();
    let file = write_list(&bench, &[TWIN_1.to_owned(), cast::SYNCED.to_owned()]);
    inject(&bench, FaultKind::Throttle, |rule| {
        rule.method = Some("POST".to_owned());
        rule.path = Some("/revokeSignInSessions".to_owned());
        rule.seconds = Some(7_200);
    });
    bench
        .run(&format!("users disable --from {file} --yes"))
        .exits(6);
    clear_faults(&bench);
    bench.clock.advance(Duration::from_secs(7_300));
    write_policy(
        &bench,
        &format!("protected = ['{}']", user_id(cast::SYNCED)),
    );
    let report = bench.run("tasks resume 1 --yes -o json").exits(9).json();
    let own = row(&report, cast::SYNCED);
    assert_eq!(own["done"], false, "{own:#}");
    assert_eq!(own["verdict"], "done in part: see the steps above");
    assert_rows_as_counted(&report);
}

#[test]
fn answer_about_another_account_says_nothing_of_a_restricted_unit() {
    let mut bench = signed_in();
    let file = write_list(&bench, &[TWIN_1.to_owned(), PLAIN.to_owned()]);
    bench.hook = Some((3, Hook::CtrlC));
    bench
        .run(&format!("users disable --from {file} --yes"))
        .exits(130);
    let wire = Tamper::changing(&bench.sandbox, |_, response| {
        each_document(response, |document| {
            let is_asked = document.get("isManagementRestricted").is_some();
            if is_asked && document["id"] == user_id(PLAIN).as_str() {
                document["id"] = user_id(TWIN_1).into();
            }
        })
    });
    bench.wire = Some(wire);
    bench.run("tasks resume 1 --yes").exits(12);
    assert!(is_enabled(&bench, PLAIN) && is_enabled(&bench, TWIN_1));
}

/// Commands that start together after an upgrade migrate the journal once.
#[test]
fn journal_of_an_earlier_version_is_opened_by_many_at_once() {
    use entractl::machine::StateDirs;
    let folder = tempfile::tempdir().unwrap();
    let tenant: TenantId = "11111111-0000-4000-8000-000000000001".parse().unwrap();
    let dirs = || StateDirs {
        state: Some(folder.path().join("state")),
        ..StateDirs::default()
    };
    for _ in 0..10 {
        drop(Journal::open(&dirs(), &tenant).unwrap());
        let inside = folder.path().join("state").join(tenant.as_str());
        let old = rusqlite::Connection::open(inside.join("journal.db")).unwrap();
        old.execute_batch(
            "ALTER TABLE steps DROP COLUMN device_id; ALTER TABLE steps DROP COLUMN device_name; \
             PRAGMA user_version = 4;",
        )
        .unwrap();
        drop(old);
        std::thread::scope(|scope| {
            let opened: Vec<_> = (0..8)
                .map(|_| scope.spawn(|| Journal::open_read_only(&dirs(), &tenant).map(drop)))
                .collect();
            for one in opened {
                one.join().unwrap().unwrap();
            }
        });
    }
}
