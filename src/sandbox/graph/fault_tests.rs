//! Tests that active faults change the answers of the simulated Graph.
use http::Method;
use serde_json::json;

use crate::sandbox::faults::Faults;
use crate::sandbox::reply::Outcome;
use crate::sandbox::seed::{cast, user_id};
use crate::sandbox::test_support::TestClient;

fn plain() -> String {
    format!("/users/{}", user_id(cast::PLAIN))
}

#[test]
fn a_throttled_item_carries_its_own_delay() {
    let mut desk = TestClient::new();
    desk.tenant
        .faults
        .set(Faults::parse("throttle:nth=1,seconds=7").unwrap());
    let requests = json!([
        { "id": "1", "method": "GET", "url": "/me" },
        { "id": "2", "method": "GET", "url": "/organization" },
    ]);
    let seen = desk.post("/$batch", json!({ "requests": requests }));
    assert_eq!(seen.status, 200);
    let first = &seen.body["responses"][1];
    assert_eq!(
        (&first["status"], &first["headers"]["Retry-After"]),
        (&json!(429), &json!("7"))
    );
    assert_eq!(seen.body["responses"][0]["status"], 200);
}

#[test]
fn a_connection_that_breaks_after_the_write_leaves_it_done() {
    let mut desk = TestClient::new();
    desk.tenant
        .faults
        .set(Faults::parse("drop-after:method=PATCH").unwrap());
    let request = desk.request(
        &Method::PATCH,
        &plain(),
        Some(json!({ "accountEnabled": false })),
    );
    assert!(matches!(desk.outcome(&request), Outcome::Drop));
    let entry = desk.tenant.ledger.entries().last().unwrap().clone();
    assert!(entry.applied && entry.status == 0);
    desk.tenant
        .faults
        .set(Faults::parse("stale:reads=2").unwrap());
    assert_eq!(
        desk.get(&format!("{}?$select=accountEnabled", plain()))
            .body["accountEnabled"],
        false
    );
}

#[test]
fn stale_reads_show_the_old_state_and_then_the_new() {
    let mut desk = TestClient::new();
    desk.tenant
        .faults
        .set(Faults::parse("stale:reads=2,times=1").unwrap());
    desk.patch(&plain(), json!({ "accountEnabled": false }));
    let select = format!("{}?$select=accountEnabled", plain());
    let shown: Vec<bool> = (0..3)
        .map(|_| desk.get(&select).body["accountEnabled"].as_bool().unwrap())
        .collect();
    assert_eq!(shown, [true, true, false]);
}

#[test]
fn each_fault_shows_in_the_answer() {
    for (fault, sign) in [
        ("html", "<!doctype html>"),
        ("hostile-names", "\\u001b"),
        ("expired-token", "expired"),
        ("cae", "TokenIssuedBeforeRevocationTimestamp"),
        ("error-before:status=502", "BadGateway"),
        ("foreign-link", "graph.elsewhere.example"),
        ("tiny-pages", "nextLink"),
        ("roles-denied", "Insufficient privileges"),
    ] {
        let mut desk = TestClient::new();
        desk.tenant.faults.set(Faults::parse(fault).unwrap());
        let path = if fault == "roles-denied" {
            "/directoryRoles"
        } else {
            "/users?$top=5"
        };
        let request = desk.request(&Method::GET, path, None);
        let Outcome::Answer(answer) = desk.outcome(&request) else {
            panic!("{fault}");
        };
        let text = String::from_utf8_lossy(answer.body().as_bytes()).into_owned();
        assert!(text.contains(sign), "{fault}: {text}");
    }
}

#[test]
fn a_claims_challenge_comes_once_unless_it_is_for_ever() {
    let mut desk = TestClient::new();
    desk.tenant.faults.set(Faults::parse("cae").unwrap());
    let seen = desk.get("/me");
    assert!(seen.header("www-authenticate").contains("claims=\""));
    assert_eq!(desk.get("/me").status, 200);
    desk.tenant.faults.clear(None);
    desk.tenant
        .faults
        .set(Faults::parse("cae:times=0").unwrap());
    assert!((0..3).all(|_| desk.get("/me").status == 401));
}
