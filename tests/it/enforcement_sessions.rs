//! A session that ends in the middle of a batch: an item with 401 or with a claims
//! challenge refuses no step.
use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};

use crate::support::bench::{Bench, writes};
use crate::support::files::write_list;
use crate::support::users::{is_enabled, ordinary_users, signed_in};
use crate::support::wire::{JSON, Tamper, answer};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use entractl::sandbox::seed::cast::PLAIN;
use entractl::sandbox::seed::user_id;
use entractl::transport::{Request, Response, Transport as _};
use serde_json::{Value, json};

/// How Graph says that the session ended.
const ENDED: [(u16, bool); 3] = [(401, false), (401, true), (403, true)];

fn challenge() -> String {
    let claims = STANDARD.encode(r#"{"access_token":{"nbf":{"essential":true,"value":"1"}}}"#);
    format!("Bearer realm=\"\", error=\"insufficient_claims\", claims=\"{claims}\"")
}

/// The answer to an item whose session ended.
fn ended(id: &Value, (status, is_challenge): (u16, bool)) -> Value {
    let mut headers = json!({ "request-id": "r-ended" });
    if is_challenge {
        headers["WWW-Authenticate"] = json!(challenge());
    }
    let error = json!({ "code": "InvalidAuthenticationToken", "message": "Continuous access \
        evaluation resulted in challenge" });
    json!({ "id": id, "status": status, "headers": headers, "body": { "error": error } })
}

fn token(request: &Request) -> String {
    let header = request.headers().get("authorization");
    header.map_or(String::new(), |value| value.to_str().unwrap().to_owned())
}

fn requests(request: &Request) -> Vec<Value> {
    let body: Value = serde_json::from_slice(request.body().as_bytes()).unwrap_or_default();
    body["requests"].as_array().cloned().unwrap_or_default()
}

/// Answers that the session ended to each write that `of` picks, for each token that
/// has not been renewed yet or, where `is_final`, for every token.
fn ends(
    bench: &Bench,
    how: (u16, bool),
    is_final: bool,
    of: impl Fn(&Value) -> bool + Send + Sync + 'static,
) -> Arc<Tamper> {
    let first: Mutex<Option<String>> = Mutex::default();
    let sandbox = Arc::clone(&bench.sandbox);
    Tamper::answering(&bench.sandbox, move |request| {
        let all = requests(request);
        let is_hit = |one: &Value| one["method"] != "GET" && of(one);
        if !all.iter().any(is_hit) {
            return None;
        }
        let mut first = first.lock().unwrap();
        let first = first.get_or_insert_with(|| token(request));
        if !is_final && *first != token(request) {
            return None;
        }
        // The rest of the batch is carried out.
        let (hit, rest): (Vec<Value>, Vec<Value>) = all.into_iter().partition(is_hit);
        let hit_ids: BTreeSet<String> = hit.iter().map(|one| one["id"].to_string()).collect();
        let mut responses: Vec<Value> = hit.iter().map(|one| ended(&one["id"], how)).collect();
        let (down, rest): (Vec<Value>, Vec<Value>) = rest
            .into_iter()
            .partition(|one| hit_ids.contains(&one["dependsOn"][0].to_string()));
        responses.extend(down.iter().map(|one| {
            let error = json!({ "code": "FailedDependency", "message": "x" });
            json!({ "id": one["id"], "status": 424, "body": { "error": error } })
        }));
        if !rest.is_empty() {
            let body = json!({ "requests": rest }).to_string();
            let mut inner = http::Request::new(body.into_bytes().into());
            *inner.method_mut() = request.method().clone();
            *inner.uri_mut() = request.uri().clone();
            *inner.headers_mut() = request.headers().clone();
            let sandbox = Arc::clone(&sandbox);
            let sent = std::thread::spawn(move || {
                let runtime = tokio::runtime::Builder::new_current_thread()
                    .build()
                    .unwrap();
                runtime.block_on(sandbox.send(inner))
            });
            let sent: Response = sent.join().unwrap().unwrap();
            let sent: Value = serde_json::from_slice(sent.body().as_bytes()).unwrap();
            responses.extend(sent["responses"].as_array().unwrap().iter().cloned());
        }
        let body = json!({ "responses": responses });
        Some(answer(200, &JSON, &body.to_string()))
    })
}

#[test]
fn ended_session_of_an_item_refuses_no_step_of_a_list() {
    for how in ENDED {
        let mut bench = signed_in();
        let people = ordinary_users(&bench, 3);
        let file = write_list(&bench, &people);
        bench.wire = Some(ends(&bench, how, true, |_| true));
        let ran = bench.run(&format!("users disable --from {file} --yes -o json"));
        assert_eq!(ran.exit, 3, "{how:?}: {}", ran.all());
        let report = ran.json();
        assert_eq!(report["counts"]["refused"], 0, "{how:?}: {report:#}");
        assert_eq!(report["counts"]["notSent"], 3, "{how:?}: {report:#}");
        assert!(ran.out.contains("auth login"), "{how:?}: {}", ran.all());
        assert_eq!(writes(&bench.requests()), 0, "{how:?}");
        bench.wire = None;
        let ran = bench.run("tasks resume 1 --yes -o json").exits(0);
        assert_eq!(ran.json()["counts"]["done"], 3, "{how:?}: {}", ran.all());
    }
}

#[test]
fn ended_session_of_a_chained_item_refuses_no_step() {
    for how in ENDED {
        let mut bench = signed_in();
        bench.wire = Some(ends(&bench, how, true, |_| true));
        let ran = bench.run(&format!("users disable {PLAIN} --yes -o json"));
        assert_eq!(ran.exit, 3, "{how:?}: {}", ran.all());
        let steps = ran.json()["accounts"][0]["steps"].clone();
        for step in steps.as_array().unwrap() {
            assert_eq!(step["outcome"], "not-tried", "{how:?}: {steps:#}");
        }
        bench.wire = None;
        bench.run("tasks resume 1 --yes").exits(0);
        assert!(!is_enabled(&bench, PLAIN), "{how:?}");
    }
}

#[test]
fn renewed_token_sends_only_the_items_of_an_ended_session_again() {
    for how in ENDED {
        let mut bench = signed_in();
        let people = ordinary_users(&bench, 5);
        let file = write_list(&bench, &people);
        let hit = user_id(&people[2]);
        bench.wire = Some(ends(&bench, how, false, move |one| {
            one["url"].to_string().contains(&hit)
        }));
        let ran = bench
            .run(&format!("users disable --from {file} --yes -o json"))
            .exits(0);
        assert_eq!(ran.json()["counts"]["done"], 5, "{how:?}: {}", ran.all());
        // Two steps each, none of them twice.
        assert_eq!(writes(&bench.requests()), 10, "{how:?}");
        // One account: what the ended item took down goes again with it.
        let mut bench = crate::support::users::signed_in();
        bench.wire = Some(ends(&bench, how, false, |one| one["method"] == "PATCH"));
        bench.run(&format!("users disable {PLAIN} --yes")).exits(0);
        let sent = bench.requests();
        let sent: Vec<&str> = sent
            .iter()
            .filter(|entry| entry.in_batch.is_some() && entry.method != "GET")
            .map(|entry| entry.method.as_str())
            .collect();
        assert_eq!(sent, ["PATCH", "POST"], "{how:?}");
    }
}

#[test]
fn reads_of_a_batch_go_again_with_a_renewed_token() {
    for how in ENDED {
        let mut bench = signed_in();
        let people = ordinary_users(&bench, 3);
        let file = write_list(&bench, &people);
        let first: Mutex<Option<String>> = Mutex::default();
        bench.wire = Some(Tamper::answering(&bench.sandbox, move |request| {
            let all = requests(request);
            let reads = !all.is_empty() && all.iter().all(|one| one["method"] == "GET");
            let mut first = first.lock().unwrap();
            let first = first.get_or_insert_with(|| token(request));
            if !reads || *first != token(request) {
                return None;
            }
            let responses: Vec<Value> = all.iter().map(|one| ended(&one["id"], how)).collect();
            let body = json!({ "responses": responses });
            Some(answer(200, &JSON, &body.to_string()))
        }));
        let ran = bench
            .run(&format!("users disable --from {file} --yes -o json"))
            .exits(0);
        assert_eq!(ran.json()["counts"]["done"], 3, "{how:?}: {}", ran.all());
    }
}

#[test]
fn challenge_that_no_renewal_cures_asks_for_a_sign_in() {
    let mut bench = signed_in();
    let people = ordinary_users(&bench, 3);
    let file = write_list(&bench, &people);
    // The request that carries the steps, and not one of them.
    bench.wire = Some(Tamper::answering(&bench.sandbox, |request| {
        let is_write = requests(request).iter().any(|one| one["method"] != "GET");
        let body = json!({ "error": { "code": "", "message": "challenge" } });
        let challenge = challenge();
        let headers = [
            ("content-type", "application/json"),
            ("request-id", "r-1"),
            ("www-authenticate", challenge.as_str()),
        ];
        is_write.then(|| answer(403, &headers, &body.to_string()))
    }));
    let ran = bench.run(&format!("users disable --from {file} --yes -o json"));
    assert_eq!(ran.exit, 3, "{}", ran.all());
    assert_eq!(ran.json()["counts"]["notSent"], 3, "{}", ran.all());
}
