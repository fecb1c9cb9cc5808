//! Resets that Entra carries to Active Directory go by the authentication methods
//! API, which has a limit of its own: 5 in 10 seconds.
use std::sync::{Arc, Mutex};

use crate::support::bench::Bench;
use crate::support::faults::inject;
use crate::support::files::write_list;
use crate::support::users::{ordinary_users, signed_in};
use crate::support::wire::{Tamper, body_text};
use entractl::clock::Clock as _;
use entractl::sandbox::FaultKind;
use entractl::sandbox::seed::user_id;
use jiff::{SignedDuration, Timestamp};
use serde_json::Value;

const WINDOW: SignedDuration = SignedDuration::from_secs(10);

/// Makes Active Directory decide about these accounts.
fn sync(bench: &Bench, people: &[String]) {
    bench.sandbox.with_tenant(|tenant| {
        for upn in people {
            let mut user = tenant.users.get(&user_id(upn)).unwrap().clone();
            user.set("onPremisesSyncEnabled", true);
            tenant.users.insert(user);
        }
    });
}

/// When each call of a reset left: those by way of Active Directory, and others.
type Times = Arc<Mutex<(Vec<Timestamp>, Vec<Timestamp>)>>;

fn watch(bench: &mut Bench) -> Times {
    let times = Times::default();
    let (seen, clock) = (Arc::clone(&times), Arc::clone(&bench.clock));
    bench.wire = Some(Tamper::answering(&bench.sandbox, move |request| {
        let batch: Value = serde_json::from_str(&body_text(request)).unwrap_or_default();
        let mut seen = seen.lock().unwrap();
        for one in batch["requests"].as_array().into_iter().flatten() {
            if one["url"].to_string().contains("/resetPassword") {
                seen.0.push(clock.now());
            } else if one["body"].to_string().contains("passwordProfile") {
                seen.1.push(clock.now());
            }
        }
        None
    }));
    times
}

fn keeps_the_pace(times: &[Timestamp]) {
    for six in times.windows(6) {
        let took = six[5].duration_since(six[0]);
        assert!(took >= WINDOW, "6 within {took:?}: {times:?}");
    }
}

#[test]
fn write_back_resets_of_a_list_keep_their_own_pace() {
    let mut bench = signed_in();
    let all = ordinary_users(&bench, 18);
    let slow = &all[..12];
    sync(&bench, slow);
    let csv = write_list(&bench, &all);
    let times = watch(&mut bench);
    let file = bench.folder.path().join("new.csv");
    let command = format!(
        "users reset-password --from {csv} --new-password --password-file {} --yes -o json",
        file.display()
    );
    bench.run(&command);
    let (by_write_back, others) = times.lock().unwrap().clone();
    assert_eq!((by_write_back.len(), others.len()), (12, 6));
    keeps_the_pace(&by_write_back);
    let took = by_write_back[11].duration_since(by_write_back[0]);
    assert!(took < SignedDuration::from_secs(25), "{took:?}");
    // The others do not wait for them.
    assert!(
        others[5].duration_since(by_write_back[0]) < WINDOW,
        "{others:?}"
    );
    // A run right after it knows what the one before used.
    let more = bench.folder.path().join("more.csv");
    let first = &slow[0];
    bench.run(&format!(
        "users reset-password {first} --new-password --password-file {} --yes",
        more.display()
    ));
    let (by_write_back, _) = times.lock().unwrap().clone();
    assert_eq!(by_write_back.len(), 13);
    keeps_the_pace(&by_write_back);
}

#[test]
fn write_back_resets_of_typed_accounts_keep_their_own_pace() {
    let mut bench = signed_in();
    let slow = ordinary_users(&bench, 8);
    sync(&bench, &slow);
    let times = watch(&mut bench);
    let file = bench.folder.path().join("new.csv");
    bench.run(&format!(
        "users reset-password {} --new-password --password-file {} --yes -o json",
        slow.join(" "),
        file.display()
    ));
    let (by_write_back, _) = times.lock().unwrap().clone();
    assert_eq!(by_write_back.len(), 8);
    keeps_the_pace(&by_write_back);
}

#[test]
fn named_wait_of_a_write_back_reset_is_longer_than_the_pace() {
    let mut bench = signed_in();
    let slow = ordinary_users(&bench, 1);
    sync(&bench, &slow);
    inject(&bench, FaultKind::ThrottleBatch, |rule| {
        rule.path = Some("/resetPassword".to_owned());
        rule.seconds = Some(45);
        rule.times = Some(1);
    });
    let times = watch(&mut bench);
    let file = bench.folder.path().join("new.csv");
    bench.run(&format!(
        "users reset-password {} --new-password --password-file {} --yes -o json",
        slow[0],
        file.display()
    ));
    let (by_write_back, _) = times.lock().unwrap().clone();
    assert_eq!(by_write_back.len(), 2);
    let waited = by_write_back[1].duration_since(by_write_back[0]);
    assert!(waited >= SignedDuration::from_secs(45), "{waited:?}");
}
