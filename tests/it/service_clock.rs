//! A machine whose clock is wrong, a service that loses sight of an account for
//! a moment, and refusals that asking again cannot change.
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::support::bench::Bench;
use crate::support::files::write_config;
use crate::support::text::one_line;
use crate::support::users::{PLAIN, signed_in};
use crate::support::wire::{Tamper, answer};
use entractl::sandbox::{AUTHORITY, CLIENT_ID, Faults, GRAPH, TENANT_ID};
use serde_json::{Value, json};

/// Signs in as an application whose secret is wrong.
fn wrong_secret(bench: &mut Bench) {
    let secret = "not-the-secret".to_owned();
    bench.env.push(("AZURE_CLIENT_SECRET".to_owned(), secret));
    bench.settings_decide = true;
    write_config(
        bench,
        &format!(
            "[profiles.default]\ntenant = '{TENANT_ID}'\nclient_id = '{CLIENT_ID}'\ncloud = 'lab'\n\
             [clouds.lab]\nauthority = '{AUTHORITY}'\ngraph = '{GRAPH}'\n",
        ),
    );
}

/// Every answer says that it is `date`.
fn dated(bench: &mut Bench, date: &'static str) {
    let wire = Tamper::changing(&bench.sandbox, move |_, mut response| {
        let headers = response.headers_mut();
        headers.insert("date", http::HeaderValue::from_static(date));
        response
    });
    bench.wire = Some(wire);
}

#[test]
fn sign_in_error_names_a_clock_that_is_wrong() {
    for (date, expected) in [
        ("Mon, 02 Mar 2026 03:16:05 GMT", Some("12 minutes behind")),
        ("Mon, 02 Mar 2026 02:50:05 GMT", Some("14 minutes ahead")),
        ("Wed, 04 Mar 2026 03:04:05 GMT", Some("2 days behind")),
        ("Mon, 02 Mar 2026 03:04:35 GMT", None),
    ] {
        for line in ["auth login", "users list", "status"] {
            let mut bench = signed_in();
            wrong_secret(&mut bench);
            dated(&mut bench, date);
            let ran = bench.run(line).exits(3);
            let err = one_line(&ran.err);
            match expected {
                Some(text) => {
                    assert!(err.contains(text), "{date}: {}", ran.all());
                    assert!(err.contains("this machine's clock"), "{}", ran.all());
                }
                None => assert!(!err.contains("clock"), "{date}: {}", ran.all()),
            }
        }
    }
}

/// Makes the first `times` reads of the account answer 404.
fn loses_sight(bench: &mut Bench, times: usize) -> Arc<AtomicUsize> {
    let lost = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&lost);
    let missing =
        json!({ "error": { "code": "Request_ResourceNotFound", "message": "It does not exist." } });
    let wire = Tamper::changing(&bench.sandbox, move |request, response| {
        let path = request.uri().path();
        let batch = path.ends_with("/$batch");
        let one = path.contains("/users/");
        if !(batch || one) || count.fetch_add(1, Ordering::Relaxed) >= times {
            return response;
        }
        if one {
            return answer(404, &[], &missing.to_string());
        }
        let mut body: Value = serde_json::from_slice(response.body().as_bytes()).unwrap();
        for item in body["responses"].as_array_mut().unwrap() {
            item["status"] = json!(404);
            item["body"] = missing.clone();
        }
        answer(
            200,
            &[("content-type", "application/json")],
            &body.to_string(),
        )
    });
    bench.wire = Some(wire);
    lost
}

#[test]
fn verify_asks_again_before_it_says_that_an_account_is_gone() {
    let mut bench = signed_in();
    bench.run(&format!("users contain {PLAIN} --yes")).exits(0);
    loses_sight(&mut bench, 1);
    let ran = bench.run("tasks verify 1 -o json").exits(0);
    assert_eq!(ran.json()["findings"], json!([]), "{}", ran.all());
    let lost = loses_sight(&mut bench, usize::MAX);
    let ran = bench.run("tasks verify 1 -o json");
    assert_eq!(
        ran.json()["findings"][0]["finding"],
        "gone",
        "{}",
        ran.all()
    );
    assert!(lost.load(Ordering::Relaxed) >= 3, "{}", ran.all());
}

#[test]
fn refusal_that_asking_again_cannot_change_is_exit_10() {
    for (fault, line) in [
        (
            "error-before:status=400,method=GET,times=0",
            format!("users show {PLAIN}"),
        ),
        (
            "error-before:status=400,method=GET,times=0",
            "status search".to_owned(),
        ),
        (
            "error-before:status=400,method=GET,times=0",
            "apps discover".to_owned(),
        ),
        (
            "error-before:status=400,path=revokeSignInSessions,times=0",
            format!("users sign-out {PLAIN} --yes"),
        ),
    ] {
        let mut bench = signed_in();
        bench.sandbox.with_tenant(|tenant| {
            tenant.faults.set(Faults::parse(fault).unwrap());
        });
        let ran = bench.run(&line).exits(10);
        let err = one_line(&ran.err);
        assert!(!err.contains("wait a minute"), "{line}: {}", ran.all());
        assert!(!err.contains("portal"), "{line}: {}", ran.all());
    }
}

#[test]
fn verify_that_is_refused_for_good_is_exit_10() {
    let mut bench = signed_in();
    bench.run(&format!("users contain {PLAIN} --yes")).exits(0);
    bench.sandbox.with_tenant(|tenant| {
        let fault = "error-before:status=400,method=GET,times=0";
        tenant.faults.set(Faults::parse(fault).unwrap());
    });
    bench.run("tasks verify 1").exits(10);
}

#[test]
fn token_request_that_is_refused_for_good_is_exit_10() {
    for (status, error, exit) in [
        (400, "invalid_request", 10),
        (400, "unsupported_grant_type", 10),
        (400, "invalid_scope", 10),
        (400, "temporarily_unavailable", 6),
        (400, "invalid_grant", 3),
        (401, "invalid_client", 3),
    ] {
        let mut bench = signed_in();
        wrong_secret(&mut bench);
        let body = json!({ "error": error, "error_description": "AADSTS900144: no." }).to_string();
        bench.wire = Some(Tamper::answering(&bench.sandbox, move |request| {
            let token = request.uri().path().ends_with("/token");
            token.then(|| answer(status, &[], &body))
        }));
        let ran = bench.run("auth login").exits(exit);
        assert_eq!(
            exit == 3,
            one_line(&ran.err).contains("auth login"),
            "{}",
            ran.all()
        );
    }
}
