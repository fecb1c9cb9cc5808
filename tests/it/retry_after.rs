//! `Retry-After` has a floor and a cap: for one account, for lists, and at the
//! sign-in service.
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use crate::support::bench::{Bench, writes};
use crate::support::files::write_list;
use crate::support::users::{PLAIN, is_enabled, ordinary_users, signed_in};
use crate::support::wire::{Tamper, answer};
use entractl::clock::Clock as _;
use jiff::SignedDuration;

const PAST: &str = "Thu, 01 Jan 1970 00:00:00 GMT";
const YEAR: &str = "31536000";
const DISTANT: &str = "Fri, 31 Dec 9999 23:59:59 GMT";

/// Answers `count` requests with 429 and this wait: those to `/token`, or batches
/// that change something.
fn throttle(bench: &mut Bench, wait: &'static str, at_token: bool, count: usize) -> Arc<Tamper> {
    let met = AtomicUsize::new(0);
    let wire = Tamper::answering(&bench.sandbox, move |request| {
        let is_it = if at_token {
            request.uri().path().ends_with("/token")
        } else {
            String::from_utf8_lossy(request.body().as_bytes()).contains("\"PATCH\"")
        };
        (is_it && met.fetch_add(1, Ordering::Relaxed) < count).then(|| {
            let body = r#"{"error":{"code":"TooManyRequests","message":"Wait."}}"#;
            let all = [
                ("retry-after", wait),
                ("request-id", "r-1"),
                ("content-type", "application/json"),
            ];
            answer(429, &all, body)
        })
    });
    bench.wire = Some(Arc::clone(&wire) as _);
    wire
}

/// How long a command waited.
fn waited(bench: &mut Bench, line: &str, exit: u8) -> SignedDuration {
    let began = bench.clock.now();
    bench.run(line).exits(exit);
    bench.clock.now().duration_since(began)
}

/// Makes the next command renew its token.
fn expire(bench: &Bench) {
    bench.clock.advance(Duration::from_secs(2 * 60 * 60));
}

#[test]
fn list_ends_with_6_and_can_be_resumed_if_it_is_asked_to_wait_for_a_year() {
    for wait in [YEAR, DISTANT, "1801"] {
        let mut bench = signed_in();
        let people = ordinary_users(&bench, 45);
        let file = write_list(&bench, &people);
        let wire = throttle(&mut bench, wait, false, usize::MAX);
        let began = bench.clock.now();
        let ran = bench
            .run(&format!(
                "users disable --from {file} --yes --reason x -o json"
            ))
            .exits(6);
        let took = bench.clock.now().duration_since(began);
        assert!(took < SignedDuration::from_secs(60), "{wait}: {took:?}");
        // Those under way, and none after them.
        assert!(wire.lies.load(Ordering::Relaxed) <= 8, "{}", ran.all());
        let report = ran.json();
        assert_eq!(report["counts"]["notSent"], 45, "{}", ran.all());
        let stopped = report["stopped"].as_str().unwrap();
        assert!(stopped.contains("asks to wait"), "{stopped}");
        assert_eq!(writes(&bench.requests()), 0);
        bench.wire = None;
        let task = report["task"].to_string();
        bench
            .run(&format!("tasks resume {task} --yes -o json"))
            .exits(0);
        for upn in &people {
            assert!(!is_enabled(&bench, upn), "{upn}");
        }
    }
}

#[test]
fn list_waits_at_least_a_second_whatever_it_is_asked() {
    for wait in ["0", PAST, "0.001"] {
        let mut bench = signed_in();
        let people = ordinary_users(&bench, 3);
        let file = write_list(&bench, &people);
        throttle(&mut bench, wait, false, 20);
        let line = format!("users disable --from {file} --yes --reason x");
        let took = waited(&mut bench, &line, 0);
        assert!(took >= SignedDuration::from_secs(20), "{wait}: {took:?}");
        assert!(took <= SignedDuration::from_secs(60), "{wait}: {took:?}");
    }
}

#[test]
fn single_account_waits_at_least_a_second_whatever_it_is_asked() {
    for wait in ["0", PAST, "0.001"] {
        let mut bench = signed_in();
        throttle(&mut bench, wait, false, 4);
        let line = format!("users disable {PLAIN} --yes --reason x");
        let took = waited(&mut bench, &line, 0);
        assert!(took >= SignedDuration::from_secs(4), "{wait}: {took:?}");
    }
}

#[test]
fn sign_in_service_is_asked_again_after_the_wait_that_it_names() {
    for (wait, most) in [
        ("7", 8),
        ("20", 21),
        ("0", 2),
        (PAST, 2),
        ("-5", 2),
        ("soon", 2),
    ] {
        let mut bench = signed_in();
        expire(&bench);
        let wire = throttle(&mut bench, wait, true, 1);
        let took = waited(&mut bench, "users list sam", 0);
        assert_eq!(wire.lies.load(Ordering::Relaxed), 1);
        let least = wait.parse().map_or(1, |seconds: i64| seconds.max(1));
        assert!(took >= SignedDuration::from_secs(least), "{wait}: {took:?}");
        assert!(took < SignedDuration::from_secs(most), "{wait}: {took:?}");
    }
}

#[test]
fn sign_in_service_that_names_a_long_wait_ends_the_command_with_6() {
    for (wait, said) in [
        ("120", "wait 2 minutes"),
        (YEAR, "wait 1440 minutes"),
        (DISTANT, "wait 1440 minutes"),
    ] {
        let mut bench = signed_in();
        expire(&bench);
        let wire = throttle(&mut bench, wait, true, usize::MAX);
        let began = bench.clock.now();
        let ran = bench.run("users list sam").exits(6);
        let took = bench.clock.now().duration_since(began);
        assert_eq!(wire.lies.load(Ordering::Relaxed), 1, "{}", ran.all());
        assert!(took < SignedDuration::from_secs(5), "{wait}: {took:?}");
        assert!(ran.err.contains(said), "{}", ran.all());
    }
}

#[test]
fn list_whose_session_cannot_be_renewed_now_ends_with_6() {
    let mut bench = signed_in();
    let people = ordinary_users(&bench, 45);
    let file = write_list(&bench, &people);
    // The token is accepted no more once the list is read and confirmed.
    let tokens = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&tokens);
    let wire = Tamper::answering(&bench.sandbox, move |request| {
        if request.uri().path().ends_with("/token") {
            counted.fetch_add(1, Ordering::Relaxed);
            return Some(answer(429, &[("retry-after", "600")], ""));
        }
        let is_write = String::from_utf8_lossy(request.body().as_bytes()).contains("\"PATCH\"");
        is_write.then(|| {
            let body = r#"{"error":{"code":"InvalidAuthenticationToken","message":"Expired."}}"#;
            answer(401, &[("request-id", "r-1")], body)
        })
    });
    bench.wire = Some(wire as _);
    let ran = bench
        .run(&format!(
            "users disable --from {file} --yes --reason x -o json"
        ))
        .exits(6);
    assert_eq!(ran.json()["counts"]["notSent"], 45, "{}", ran.all());
    let asked = tokens.load(Ordering::Relaxed);
    assert!((1..=8).contains(&asked), "{asked}: {}", ran.all());
}
