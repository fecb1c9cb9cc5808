//! A long run with everything that goes wrong on a bad night: what the task
//! says in the end, line by line, is what is so in the tenant.
use std::collections::{BTreeMap, BTreeSet};

use crate::support::bench::Bench;
use crate::support::faults::{clear_faults, inject};
use crate::support::files::{audit_file, memory_folder, write_list};
use crate::support::users::{add_users, enlarge_tenant, ordinary_users};
use entractl::clock::Clock as _;
use entractl::sandbox::seed::{cast, user_id};
use entractl::sandbox::{FaultKind, Object};
use serde_json::Value;

const BAD: [&str; 7] = [
    "nobody.at-all@meridian.example",
    "gone.long-ago@meridian.example",
    "no-at-sign",
    "two words@meridian.example",
    "../admins",
    "%2fadmins@meridian.example",
    "0d0d0d0d-0000-4000-8000-000000000000",
];

const ADMINISTRATORS: [&str; 3] = [
    cast::HELPDESK_ADMINISTRATOR,
    cast::USER_ADMINISTRATOR,
    cast::ROLE_BY_GROUP,
];

/// People of one kind without a role or a claim to one.
fn of_kind(bench: &Bench, count: usize, kind: fn(&Object) -> bool) -> Vec<String> {
    let special = [cast::ELIGIBLE, cast::GROUP_OWNER, cast::APPLICATION_OWNER];
    let found: Vec<String> = bench.sandbox.with_tenant(|tenant| {
        let all = tenant.users.all().filter(|user| kind(user));
        all.map(|user| user.text("userPrincipalName").to_owned())
            .filter(|upn| !special.contains(&upn.as_str()))
            .take(count)
            .collect()
    });
    assert_eq!(found.len(), count);
    found
}

fn snapshot(bench: &Bench) -> BTreeMap<String, Object> {
    bench.sandbox.with_tenant(|tenant| {
        let all = tenant.users.all();
        all.map(|user| (user.id().to_owned(), user.clone()))
            .collect()
    })
}

/// Whether the tenant shows what a step says that it did.
fn is_so(kind: &str, before: &Object, now: &Object) -> bool {
    let later = |name: &str| now.text(name) > before.text(name);
    match kind {
        "disable" => !now.flag("accountEnabled"),
        "reset" => later("lastPasswordChangeDateTime"),
        "revoke" => later("signInSessionsValidFromDateTime"),
        other => panic!("{other}"),
    }
}

#[test]
#[expect(clippy::too_many_lines, reason = "one night, from beginning to end")]
fn after_a_bad_night_every_line_of_the_task_is_true() {
    let mut bench = Bench::within(memory_folder());
    let mut lines = ordinary_users(&bench, 81);
    lines.extend(add_users(&bench, 100));
    let guests = of_kind(&bench, 5, |user| user.text("userType") == "Guest");
    let synced = of_kind(&bench, 4, |user| {
        let upn = user.text("userPrincipalName");
        user.flag("onPremisesSyncEnabled") && upn.ends_with("@meridian.example")
    });
    lines.extend(guests.iter().cloned());
    lines.extend(synced.iter().cloned());
    let wanted = lines.len();
    assert_eq!(wanted, 190);
    enlarge_tenant(&bench, wanted);
    for (place, bad) in BAD.iter().chain(&ADMINISTRATORS).enumerate() {
        lines.insert(place * 19, (*bad).to_owned());
    }
    assert_eq!(lines.len(), 200);
    let file = write_list(&bench, &lines);
    let before = snapshot(&bench);
    inject(&bench, FaultKind::Throttle, |rule| {
        rule.path = Some("$batch".to_owned());
        rule.nth = Some(15);
        rule.seconds = Some(7);
    });
    inject(&bench, FaultKind::ThrottleBatch, |rule| {
        rule.path = Some("/users/".to_owned());
        rule.method = Some("PATCH".to_owned());
        rule.nth = Some(33);
        rule.seconds = Some(11);
    });
    bench.requests();
    bench.kill_at(24, true);
    let began = bench.clock.now();
    bench.run(&format!(
        "users contain --from {file} --skip-invalid --yes --expect-count {wanted} --reason INC-7"
    ));
    assert!(bench.clock.now() > began, "it was not throttled");
    let mut bench = bench.killed().expect("it was killed");
    clear_faults(&bench);
    let report = bench.run("tasks resume 1 --yes -o json").exits(9).json();

    let now = snapshot(&bench);
    let export = bench.run("tasks export 1 -o jsonl").exits(0);
    let mut accounts: BTreeMap<String, Vec<(String, String)>> = BTreeMap::new();
    for line in export.out.lines() {
        let step: Value = serde_json::from_str(line).unwrap();
        let text = |name: &str| step[name].as_str().unwrap_or_default().to_owned();
        let (id, kind, outcome) = (text("accountId"), text("kind"), text("outcome"));
        let so = is_so(&kind, &before[&id], &now[&id]);
        match outcome.as_str() {
            "done" => assert!(so, "{line}"),
            "not-possible" => assert!(!so, "{line}"),
            // A guest's other sessions, and a password on its way to Active
            // Directory: accepted, and nobody here can see the end of it.
            "unconfirmed" => assert!(
                (kind == "revoke" && so)
                    || (kind == "reset" && now[&id].flag("onPremisesSyncEnabled")),
                "{line}"
            ),
            other => panic!("{other}: {line}"),
        }
        accounts.entry(id).or_default().push((kind, outcome));
    }
    assert_eq!(accounts.len(), wanted);
    assert!(accounts.values().all(|steps| steps.len() == 3));

    // Who is not in the task is as before, the administrators among them.
    for (id, user) in &before {
        if !accounts.contains_key(id) {
            assert_eq!(user, &now[id], "{id}");
        }
    }
    for upn in ADMINISTRATORS {
        assert!(!accounts.contains_key(&user_id(upn)), "{upn}");
    }
    // Each kind of account ended as it must, and the sums say the same.
    let outcomes = |upn: &str| -> Vec<&str> {
        let id = before
            .values()
            .find(|user| user.text("userPrincipalName") == upn)
            .unwrap()
            .id();
        accounts[id]
            .iter()
            .map(|(_, outcome)| outcome.as_str())
            .collect()
    };
    for upn in &guests {
        let ended: BTreeSet<&str> = outcomes(upn).into_iter().collect();
        assert_eq!(
            ended,
            ["done", "not-possible", "unconfirmed"].into(),
            "{upn}"
        );
    }
    for upn in &synced {
        assert!(
            outcomes(upn).iter().filter(|one| **one == "done").count() >= 2,
            "{upn}"
        );
    }
    // What the next directory sync takes back is not contained.
    let until_sync = |id: &String| now[id].flag("onPremisesSyncEnabled");
    let complete = |(id, steps): &(&String, &Vec<(String, String)>)| {
        !until_sync(id) && steps.iter().all(|(_, outcome)| outcome == "done")
    };
    let done = accounts.iter().filter(complete).count();
    assert_eq!(report["counts"]["accounts"], wanted, "{report:#}");
    assert_eq!(report["counts"]["done"], done, "{report:#}");
    assert_eq!(report["counts"]["refused"], 0, "{report:#}");
    assert_eq!(report["counts"]["notSent"], 0, "{report:#}");
    assert_eq!(report["counts"]["notVerified"], wanted - done, "{report:#}");
    assert_eq!(done + synced.len(), 181 + synced.len(), "{done}");

    let log = std::fs::read_to_string(audit_file(&bench)).unwrap();
    assert!(entractl::audit::verify(&log).is_ok());
    for upn in ADMINISTRATORS {
        let refused = log
            .lines()
            .any(|line| line.contains(upn) && line.contains("\"phase\":\"refusal\""));
        assert!(refused, "{upn}");
    }
}
