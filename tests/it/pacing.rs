//! How fast a list goes out: the quota, waits of every form, one renewal for
//! all that is under way, and whose requests may wait.
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use crate::support::bench::{Bench, writes};
use crate::support::faults::inject;
use crate::support::files::write_list;
use crate::support::plans::{create_ssh_key, ssh_sign};
use crate::support::users::{add_users, enlarge_tenant, ordinary_users, signed_in};
use entractl::sandbox::{FaultKind, LedgerEntry, Sandbox};
use entractl::transport::{Request, Response, Transport, TransportError};
use jiff::{SignedDuration, Timestamp};

/// Lets somebody else sign plans; gives the folder of the key.
fn second_person(bench: &Bench) -> tempfile::TempDir {
    let keys = tempfile::tempdir().unwrap();
    let theirs = create_ssh_key(keys.path(), "theirs");
    let allowed = keys.path().join("allowed_signers");
    std::fs::write(&allowed, format!("gil.guardian@meridian.example {theirs}")).unwrap();
    let config = bench.folder.path().join("config").join("config.toml");
    let text = format!(
        "[guard_rails]\nallowed_signers = \"{}\"\n",
        allowed.display()
    );
    entractl::files::replace_private(&config, text.as_bytes()).unwrap();
    keys
}

/// Applies a signed plan over these people and gives the virtual time it took.
fn applied(bench: &mut Bench, action: &str, people: &[String]) -> SignedDuration {
    let keys = second_person(bench);
    let file = format!("plan-{}.json", people.len());
    let file = bench.folder.path().join(file);
    let file = file.to_string_lossy().into_owned();
    let csv = write_list(bench, people);
    bench
        .run(&format!(
            "users {action} --from {csv} --dry-run --plan-out {file}"
        ))
        .exits(0);
    ssh_sign(keys.path(), "theirs", &file);
    let began = now(bench);
    let report = bench
        .run(&format!(
            "tasks apply {file} --yes --expect-count {} -o json",
            people.len()
        ))
        .exits(0)
        .json();
    assert_eq!(report["counts"]["done"], people.len());
    now(bench).duration_since(began)
}

fn now(bench: &Bench) -> Timestamp {
    use entractl::clock::Clock as _;
    bench.clock.now()
}

/// Times of refused writes, and of the first write after each.
fn after_each_wait(entries: &[LedgerEntry]) -> Vec<(Timestamp, &LedgerEntry)> {
    let items = || entries.iter().filter(|entry| entry.method != "GET");
    let items = || items().filter(|entry| entry.in_batch.is_some());
    let mut waits: Vec<Timestamp> = items()
        .filter(|entry| entry.status == 429)
        .map(|entry| entry.at)
        .collect();
    waits.dedup();
    waits
        .into_iter()
        .filter_map(|at| Some((at, items().find(|entry| entry.at > at)?)))
        .collect()
}

#[test]
fn graphs_own_quota_is_used_up_and_never_overrun() {
    if !Path::new("/usr/bin/ssh-keygen").exists() {
        return;
    }
    let mut bench = signed_in();
    let people = add_users(&bench, 1_010);
    inject(&bench, FaultKind::Quota, |_| {});
    // 3,030 writes: 3,000 at once, and the rest when the window is over.
    let took = applied(&mut bench, "contain", &people);
    assert!(took >= SignedDuration::from_secs(150), "{took}");
    assert!(took <= SignedDuration::from_secs(165), "{took}");
    let strikes = bench
        .sandbox
        .with_tenant(|tenant| tenant.faults.rules[0].strikes);
    assert_eq!(strikes, 0);
}

#[test]
fn what_an_earlier_run_used_of_the_quota_is_used() {
    if !Path::new("/usr/bin/ssh-keygen").exists() {
        return;
    }
    let mut bench = signed_in();
    let people = add_users(&bench, 1_020);
    let (many, few) = people.split_at(1_000);
    inject(&bench, FaultKind::Quota, |_| {});
    applied(&mut bench, "contain", many);
    // All 3,000 of this window are gone. The plan over 1,000 needed a signature, so
    // the next list does too.
    let took = applied(&mut bench, "contain", few);
    assert!(took >= SignedDuration::from_secs(140), "{took}");
    assert!(took <= SignedDuration::from_secs(155), "{took}");
    let strikes = bench
        .sandbox
        .with_tenant(|tenant| tenant.faults.rules[0].strikes);
    assert_eq!(strikes, 0, "Graph had to say so");
}

#[test]
fn a_quota_that_others_use_too_costs_a_tenth_at_most_and_no_wait_is_cut_short() {
    let mut bench = signed_in();
    let people = add_users(&bench, 500);
    enlarge_tenant(&bench, 500);
    let csv = write_list(&bench, &people);
    // 1,500 writes, 600 a window: the last ones may go after two windows.
    inject(&bench, FaultKind::Quota, |rule| rule.writes = Some(600));
    let began = now(&bench);
    let report = bench
        .run(&format!(
            "users contain --from {csv} --yes --expect-count 500 -o json"
        ))
        .exits(0)
        .json();
    assert_eq!(report["counts"]["done"], 500, "{report}");
    let took = now(&bench).duration_since(began);
    assert!(took >= SignedDuration::from_secs(300), "{took}");
    assert!(took <= SignedDuration::from_secs(330), "{took}");
    let entries = bench.requests();
    let waits = after_each_wait(&entries);
    assert!(!waits.is_empty());
    for (at, next) in waits {
        assert_ne!(next.status, 429, "{at} {next:?}");
    }
}

#[test]
fn a_wait_in_any_form_is_kept_to_the_moment() {
    for (form, wait) in [("seconds", 7_000), ("decimal", 7_500), ("date", 7_000)] {
        let mut bench = signed_in();
        let people = ordinary_users(&bench, 40);
        let csv = write_list(&bench, &people);
        inject(&bench, FaultKind::ThrottleBatch, |rule| {
            rule.method = Some("PATCH".to_owned());
            rule.nth = Some(5);
            rule.seconds = Some(7);
            rule.form = Some(form.to_owned());
        });
        bench
            .run(&format!("users disable --from {csv} --yes"))
            .exits(0);
        let entries = bench.requests();
        let waits = after_each_wait(&entries);
        assert_eq!(waits.len(), 1, "{form}");
        for (at, next) in waits {
            let waited = next.at.duration_since(at);
            let least = SignedDuration::from_millis(wait);
            assert!(waited >= least, "{form}: {waited}");
            assert!(waited <= least + SignedDuration::from_secs(1), "{form}");
        }
    }
}

/// Lets several requests be under way before the first is answered, and looks
/// at what they say.
#[derive(Debug)]
struct Crowded {
    sandbox: Arc<Sandbox>,
    /// Batches until every token's time is over.
    left: AtomicUsize,
    expired: AtomicBool,
    refused: AtomicUsize,
    seen: Mutex<Vec<(bool, serde_json::Value)>>,
}

#[async_trait::async_trait]
impl Transport for Crowded {
    async fn send(&self, request: Request) -> Result<Response, TransportError> {
        let writes = request.body().as_bytes().windows(5).any(|w| w == b"PATCH");
        // Of reads somebody says how long they take, by a clock that steps.
        for _ in 0..if writes { 40 } else { 0 } {
            tokio::task::yield_now().await;
        }
        if request.uri().path().ends_with("$batch") {
            let low = request.headers().get("x-ms-throttle-priority");
            let body = serde_json::from_slice(request.body().as_bytes()).unwrap();
            let low = low.is_some_and(|value| value == "low");
            self.seen.lock().unwrap().push((low, body));
            if writes && self.left.fetch_sub(1, Ordering::SeqCst) == 1 {
                self.expired.store(true, Ordering::SeqCst);
                self.sandbox.with_tenant(|tenant| {
                    for token in tenant.entra.tokens.values_mut() {
                        token.expires_at = Timestamp::UNIX_EPOCH;
                    }
                });
            }
        }
        let answer = self.sandbox.send(request).await;
        if answer.as_ref().is_ok_and(|answer| answer.status() == 401) {
            self.refused.fetch_add(1, Ordering::SeqCst);
        }
        answer
    }
}

#[test]
fn all_that_is_under_way_shares_one_renewal_and_says_that_it_may_wait() {
    let mut bench = signed_in();
    let people = add_users(&bench, 400);
    enlarge_tenant(&bench, 400);
    let csv = write_list(&bench, &people);
    let wire = Arc::new(Crowded {
        sandbox: Arc::clone(&bench.sandbox),
        left: AtomicUsize::new(3),
        expired: AtomicBool::new(false),
        refused: AtomicUsize::new(0),
        seen: Mutex::default(),
    });
    bench.wire = Some(Arc::clone(&wire) as _);
    let report = bench
        .run(&format!(
            "users disable --from {csv} --yes --expect-count 400 -o json"
        ))
        .exits(0)
        .json();
    assert_eq!(report["counts"]["done"], 400);
    let entries = bench.requests();
    assert_eq!(writes(&entries), 800);
    let renewals = entries
        .iter()
        .filter(|entry| entry.path.ends_with("/token"))
        .count();
    assert!(wire.refused.load(Ordering::SeqCst) > 1);
    assert_eq!(renewals, 1);
    for (low, body) in wire.seen.lock().unwrap().iter() {
        let items = body["requests"].as_array().unwrap();
        let bulk = items.iter().all(|item| {
            let headers = item["headers"].as_object().unwrap();
            headers.get("x-ms-throttle-priority") == Some(&"low".into())
        });
        // What decides about all of them is read while a person waits.
        let writes = items.iter().any(|item| item["method"] != "GET");
        assert_eq!(*low, bulk);
        assert!(*low || !writes);
    }
}

#[test]
fn a_list_that_is_split_needs_a_second_person_as_the_whole_one_does() {
    let mut bench = signed_in();
    let people = add_users(&bench, 520);
    enlarge_tenant(&bench, 500);
    let run = |bench: &mut Bench, people: &[String], exit: u8| {
        let csv = write_list(bench, people);
        let line = format!(
            "users sign-out --from {csv} --yes --expect-count {}",
            people.len()
        );
        bench.requests();
        let ran = bench.run(&line).exits(exit);
        let sent = writes(&bench.requests());
        assert_eq!(sent, if exit == 0 { people.len() } else { 0 });
        ran
    };
    run(&mut bench, &people[..300], 0);
    let ran = run(&mut bench, &people[300..], 12);
    assert!(
        ran.err.contains("220 accounts, with 300 more"),
        "{}",
        ran.all()
    );
    assert!(ran.err.contains("second person"), "{}", ran.all());
    // A plan counts what went before just as well.
    let file = bench.folder.path().join("rest.json");
    let csv = write_list(&bench, &people[300..]);
    let plan = format!("--dry-run --plan-out {}", file.display());
    let ran = bench
        .run(&format!("users sign-out --from {csv} {plan}"))
        .exits(0);
    assert!(ran.out.contains("ssh-keygen -Y sign"), "{}", ran.all());
    let apply = format!("tasks apply {} --yes --expect-count 220", file.display());
    bench.run(&apply).exits(12);
    assert_eq!(writes(&bench.requests()), 0);
    // Whom it was done to already is nobody new, and a day later it is another day.
    run(&mut bench, &people[..300], 0);
    run(&mut bench, &people[200..500], 0);
    run(&mut bench, &people[500..], 12);
    bench
        .clock
        .advance(std::time::Duration::from_secs(24 * 3_600 + 2));
    run(&mut bench, &people[500..], 0);
}

#[test]
fn whom_a_second_person_signed_for_leaves_room_for_others() {
    if !Path::new("/usr/bin/ssh-keygen").exists() {
        return;
    }
    let mut bench = signed_in();
    let people = add_users(&bench, 520);
    applied(&mut bench, "sign-out", &people[..505]);
    let csv = write_list(&bench, &people[505..]);
    bench
        .run(&format!("users sign-out --from {csv} --yes"))
        .exits(0);
}

#[test]
fn what_waited_long_is_announced_anew_before_it_leaves() {
    let mut bench = signed_in();
    let people = ordinary_users(&bench, 45);
    let file = write_list(&bench, &people);
    inject(&bench, FaultKind::ThrottleBatch, |rule| {
        rule.method = Some("PATCH".to_owned());
        rule.seconds = Some(1_200);
        rule.times = Some(20);
    });
    let line = format!("users disable --from {file} --yes -o json");
    assert_eq!(bench.run(&line).exits(0).json()["counts"]["done"], 45);
    let applied: Vec<LedgerEntry> = bench
        .requests()
        .into_iter()
        .filter(|entry| entry.applied && entry.method == "PATCH")
        .collect();
    let task = bench.run("tasks show 1 -o json").exits(0).json();
    let began: Timestamp = task["steps"][0]["intended"]
        .as_str()
        .unwrap()
        .parse()
        .unwrap();
    let mut late = 0;
    for step in task["steps"].as_array().unwrap() {
        if step["kind"] != "disable" {
            continue;
        }
        let id = step["accountId"].as_str().unwrap();
        let sent: Timestamp = step["sent"].as_str().unwrap().parse().unwrap();
        let left = applied
            .iter()
            .find(|entry| entry.path.contains(id))
            .unwrap_or_else(|| panic!("{id} {applied:?}"));
        let waited = left.at.duration_since(sent);
        assert!(waited < SignedDuration::from_secs(61), "{step:#}");
        late += usize::from(left.at.duration_since(began) > SignedDuration::from_mins(19));
    }
    assert_eq!(late, 45, "{task:#}");
}
