//! What an answer may be taken for: a yes only as documented, a no only from Graph
//! itself, and an interrupted run as what it is.
use std::sync::Arc;

use crate::support::bench::{Bench, Hook, writes};
use crate::support::faults::inject;
use crate::support::files::{audit_file, write_list};
use crate::support::users::{is_enabled, ordinary_users, signed_in};
use crate::support::wire::{JSON, Tamper, answer, body_text};
use entractl::sandbox::FaultKind;
use entractl::sandbox::seed::cast::{FEDERATED, GUEST, PLAIN, SYNCED};
use entractl::sandbox::seed::user_id;
use entractl::transport::{Request, Response};
use serde_json::{Value, json};

fn is_write(request: &Request) -> bool {
    let body = body_text(request);
    body.contains("\"PATCH\"") || body.contains("revokeSignInSessions")
}

/// Changes the items of batches with writes, after or instead of doing them.
fn items(
    bench: &Bench,
    is_done: bool,
    change: impl Fn(&mut Value) + Send + Sync + 'static,
) -> Arc<Tamper> {
    let change = Arc::new(change);
    let changed = move |body: &mut Value| {
        for item in body["responses"].as_array_mut().unwrap() {
            change(item);
        }
    };
    let after = changed.clone();
    Tamper::new(
        &bench.sandbox,
        Box::new(move |request| {
            if is_done || !is_write(request) {
                return None;
            }
            let batch: Value = serde_json::from_slice(request.body().as_bytes()).unwrap();
            let all = batch["requests"].as_array().unwrap();
            let responses: Vec<Value> = all
                .iter()
                .map(|one| json!({ "id": one["id"], "status": 204, "headers": {} }))
                .collect();
            let mut body = json!({ "responses": responses });
            changed(&mut body);
            Some(answer(200, &JSON, &body.to_string()))
        }),
        Box::new(move |request, response: Response| {
            if !is_done || !is_write(request) {
                return response;
            }
            let mut body: Value = serde_json::from_slice(response.body().as_bytes()).unwrap();
            after(&mut body);
            answer(200, &JSON, &body.to_string())
        }),
    )
}

/// A name, and what it makes of an item of a batch.
type OddSuccess = (&'static str, fn(&mut Value));

fn odd_successes() -> Vec<OddSuccess> {
    vec![
        ("204 with an error", |item| {
            item["status"] = json!(204);
            item["body"] = json!({ "error": { "code": "x", "message": "no" } });
        }),
        ("200 with an error", |item| {
            item["status"] = json!(200);
            item["body"] = json!({ "error": { "code": "x", "message": "no" } });
        }),
        ("202", |item| {
            item["status"] = json!(202);
            item["body"] = Value::Null;
        }),
        ("value false", |item| {
            item["status"] = json!(200);
            item["body"] = json!({ "value": false });
        }),
    ]
}

#[test]
fn odd_success_is_not_done_unless_a_read_shows_it() {
    for (name, change) in odd_successes() {
        // It was done all the same: the read shows it.
        let mut applied = signed_in();
        applied.wire = Some(items(&applied, true, change));
        let ran = applied.run(&format!("users sign-out {PLAIN} --yes -o json"));
        assert_eq!(ran.exit, 0, "{name}: {}", ran.all());
        // It was not: no read shows it.
        let mut ignored = signed_in();
        ignored.wire = Some(items(&ignored, false, change));
        let ran = ignored.run(&format!("users disable {PLAIN} --yes -o json"));
        assert_eq!(ran.exit, 14, "{name}: {}", ran.all());
        assert!(is_enabled(&ignored, PLAIN));
        let steps = ran.json()["accounts"][0]["steps"].clone();
        assert_eq!(steps[0]["outcome"], "unconfirmed", "{name}: {steps:#}");
    }
}

#[test]
fn odd_success_in_a_list_is_read_and_leaves_the_row_open() {
    for (name, change) in odd_successes() {
        let mut bench = signed_in();
        let people = ordinary_users(&bench, 6);
        let file = write_list(&bench, &people);
        let only = user_id(&people[2]);
        let wire = Tamper::new(
            &bench.sandbox,
            Box::new(|_| None),
            Box::new(move |request, response: Response| {
                let sent = body_text(request);
                if !sent.contains("accountEnabled\":false") || !sent.contains(&only) {
                    return response;
                }
                let asked: Value = serde_json::from_str(&sent).unwrap();
                let asked = asked["requests"].as_array().unwrap();
                let one = asked
                    .iter()
                    .find(|one| one["url"].to_string().contains(&only));
                let id = one.unwrap()["id"].clone();
                let mut body: Value = serde_json::from_slice(response.body().as_bytes()).unwrap();
                for item in body["responses"].as_array_mut().unwrap() {
                    if item["id"] == id {
                        change(item);
                    }
                }
                answer(200, &JSON, &body.to_string())
            }),
        );
        // The service says so, and does not do it.
        let target = user_id(&people[2]);
        bench.wire = Some(wire);
        inject(&bench, FaultKind::ErrorBefore, |rule| {
            rule.path = Some(format!("/users/{target}"));
            rule.method = Some("PATCH".to_owned());
        });
        let ran = bench.run(&format!("users disable --from {file} --yes -o json"));
        assert_eq!(ran.exit, 9, "{name}: {}", ran.all());
        assert_eq!(ran.json()["counts"]["done"], 5, "{name}: {}", ran.all());
        assert!(ran.out.contains("tasks resume 1"), "{name}: {}", ran.all());
    }
}

/// Answers that a proxy or a portal gives to a request with writes.
const NOT_GRAPH: [(u16, &str, &str); 6] = [
    (
        407,
        "text/html",
        "<html>Proxy Authentication Required</html>",
    ),
    (403, "text/html", "<html>Blocked by policy</html>"),
    (404, "text/html", "<html>Not found</html>"),
    (451, "text/html", "<html>Unavailable</html>"),
    (403, "application/json", "{\"message\":\"forbidden\"}"),
    (404, "application/json", "{\"error\":\"not_found\"}"),
];

#[test]
fn only_graph_can_say_no() {
    for (status, kind, body) in NOT_GRAPH {
        let mut bench = signed_in();
        let people = ordinary_users(&bench, 25);
        let file = write_list(&bench, &people);
        let wire = Tamper::answering(&bench.sandbox, move |request| {
            let headers = [("content-type", kind), ("via", "1.1 corp-proxy.example")];
            is_write(request).then(|| answer(status, &headers, body))
        });
        bench.wire = Some(wire);
        let ran = bench.run(&format!("users disable --from {file} --yes -o json"));
        assert_eq!(ran.exit, 6, "{status} {kind}: {}", ran.all());
        assert!(
            ran.out.contains("corp-proxy.example"),
            "{status}: {}",
            ran.all()
        );
        let report = ran.json();
        assert_eq!(report["counts"]["refused"], 0, "{status}: {report:#}");
        assert_eq!(writes(&bench.requests()), 0);
        // The portal is gone: every row is still open.
        bench.wire = None;
        let ran = bench.run("tasks resume 1 --yes -o json");
        assert_eq!(ran.exit, 0, "{status} {kind}: {}", ran.all());
        assert_eq!(ran.json()["counts"]["done"], 25, "{status}");
    }
}

#[test]
fn item_that_is_no_refusal_of_graphs_is_read_before_it_is_sent_again() {
    let mut bench = signed_in();
    let wire = items(&bench, false, |item| {
        item["status"] = json!(403);
        item["body"] = json!("blocked");
    });
    bench.wire = Some(wire);
    let ran = bench.run(&format!("users disable {PLAIN} --yes -o json"));
    assert_eq!(ran.exit, 14, "{}", ran.all());
}

#[test]
fn interrupted_list_says_what_is_so_for_each_stage() {
    let mut bench = signed_in();
    let people = ordinary_users(&bench, 4);
    let file = write_list(&bench, &people);
    // After the batch that blocks sign-in.
    bench.hook = Some((4, Hook::CtrlC));
    let ran = bench.run(&format!("users disable --from {file} --yes -o json"));
    assert_eq!(ran.exit, 130, "{}", ran.all());
    let report = ran.json();
    assert_eq!(report["status"], "interrupted", "{report:#}");
    let stages = &report["stages"];
    assert_eq!(
        (&stages[0]["kind"], &stages[0]["done"]),
        (&json!("disable"), &json!(4))
    );
    assert_eq!(
        (&stages[1]["kind"], &stages[1]["notSent"]),
        (&json!("revoke"), &json!(4))
    );
    assert!(ran.out.contains("tasks undo 1"), "{}", ran.all());
    assert!(ran.out.contains("tasks resume 1"), "{}", ran.all());
    let log = std::fs::read_to_string(audit_file(&bench)).unwrap();
    for line in log.lines() {
        let line: Value = serde_json::from_str(line).unwrap();
        assert_ne!(line["status"], "Failure", "{line:#}");
    }
    let table = bench.run("tasks show 1");
    assert!(table.out.contains("Interrupted"), "{}", table.all());
    // The audit log of the tenant is complete by then.
    bench.clock.advance(std::time::Duration::from_secs(3_600));
    bench.run("tasks undo 1 --yes").exits(0);
    for upn in &people {
        assert!(is_enabled(&bench, upn), "{upn}");
    }
}

#[test]
fn contained_is_never_said_where_another_directory_decides() {
    for upn in [SYNCED, FEDERATED, GUEST] {
        let mut bench = signed_in();
        let ran = bench.run(&format!("users contain {upn} --yes -o json"));
        assert_eq!(ran.exit, 14, "{upn}: {}", ran.all());
        let account = ran.json()["accounts"][0].clone();
        assert_eq!(account["done"], false, "{account:#}");
        assert!(
            !account["verdict"]
                .as_str()
                .unwrap()
                .starts_with("contained"),
            "{account:#}"
        );
        let file = write_list(&bench, &[upn.to_owned()]);
        let ran = bench.run(&format!("users contain --from {file} --yes -o json"));
        assert_eq!(ran.exit, 14, "{upn} in a list: {}", ran.all());
    }
    let mut bench = signed_in();
    let ran = bench
        .run(&format!("users disable {SYNCED} --yes -o json"))
        .exits(0);
    assert!(ran.out.contains("Active Directory"), "{}", ran.all());
}

#[test]
fn answer_for_an_unknown_id_is_reported() {
    let mut bench = signed_in();
    let wire = Tamper::changing(&bench.sandbox, |request, response: Response| {
        if !is_write(request) {
            return response;
        }
        let mut body: Value = serde_json::from_slice(response.body().as_bytes()).unwrap();
        let all = body["responses"].as_array_mut().unwrap();
        all.push(json!({ "id": "77", "status": 204, "headers": {} }));
        answer(200, &JSON, &body.to_string())
    });
    bench.wire = Some(wire);
    let ran = bench.run(&format!("users disable {PLAIN} --yes")).exits(0);
    assert!(ran.err.contains("\"77\""), "{}", ran.all());
}

#[test]
fn step_without_a_usable_answer_is_read_before_it_is_sent_again() {
    let mut bench = signed_in();
    let people = ordinary_users(&bench, 3);
    let file = write_list(&bench, &people);
    let wire = Tamper::changing(&bench.sandbox, |request, response: Response| {
        if !body_text(request).contains("accountEnabled\":false") {
            return response;
        }
        answer(200, &JSON, "{\"responses\":[]}")
    });
    bench.wire = Some(wire);
    let ran = bench
        .run(&format!("users disable --from {file} --yes -o json"))
        .exits(0);
    assert_eq!(ran.json()["counts"]["done"], 3, "{}", ran.all());
    let sent = bench.requests();
    let patches = sent.iter().filter(|entry| entry.method == "PATCH").count();
    assert_eq!(patches, 3, "each was read, seen and not sent again");
}

#[test]
fn resumed_account_is_blocked_before_its_sessions_are_revoked() {
    let mut bench = signed_in();
    // The answer to the first batch is lost, and the run is killed.
    bench.kill_at(2, false);
    bench.run(&format!("users disable {PLAIN} --yes"));
    let mut bench = bench.killed().expect("it was killed");
    bench.requests();
    bench.run("tasks resume 1 --yes").exits(0);
    let sent = bench.requests();
    let writes: Vec<&str> = sent
        .iter()
        .filter(|entry| entry.in_batch.is_some() && entry.method != "GET")
        .map(|entry| entry.method.as_str())
        .collect();
    assert_eq!(writes, ["PATCH", "POST"], "{sent:#?}");
}

#[test]
fn answer_424_outside_a_chain_ends_after_its_attempts() {
    let mut bench = signed_in();
    let people = ordinary_users(&bench, 3);
    let file = write_list(&bench, &people);
    bench.wire = Some(items(&bench, false, |item| {
        item["status"] = json!(424);
        item["body"] = json!({ "error": { "code": "FailedDependency", "message": "x" } });
    }));
    let ran = bench.run(&format!("users sign-out --from {file} --yes -o json"));
    assert_eq!(ran.exit, 9, "{}", ran.all());
    assert_eq!(ran.json()["counts"]["notSent"], 3, "{}", ran.all());
}
