//! Lists in pages: they end, nobody comes twice, and half of one decides
//! nothing (R21).
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::support::bench::{Bench, writes};
use crate::support::faults::inject_by_command;
use crate::support::wire::{JSON, Tamper, answer, each_document};
use entractl::sandbox::seed::{cast, user_id};
use serde_json::{Value, json};

/// A wire on which every list goes on for ever.
fn endless(bench: &mut Bench, page: impl Fn() -> Value + Send + Sync + 'static) {
    const MORE: &str = "https://graph.sandbox.example/v1.0/users?$top=1&$skiptoken=";
    let count = AtomicUsize::new(0);
    let wire = Tamper::new(
        &bench.sandbox,
        Box::new(move |request| {
            let more = request.uri().query()?.contains("skiptoken");
            let mut body = page();
            let count = count.fetch_add(1, Ordering::Relaxed);
            body["@odata.nextLink"] = json!(format!("{MORE}{count}"));
            more.then(|| answer(200, &JSON, &body.to_string()))
        }),
        Box::new(|_, response| {
            each_document(response, |body| {
                if body.get("value").is_some_and(Value::is_array) {
                    body["value"] = json!([]);
                    body["@odata.nextLink"] = json!(format!("{MORE}first"));
                }
            })
        }),
    );
    bench.wire = Some(wire);
}

#[test]
fn pages_that_do_not_end_are_a_failure() {
    let mut bench = Bench::new();
    endless(&mut bench, || json!({ "value": [] }));
    bench.run("users list sam").exits(10);
    let same = json!({ "id": user_id(cast::PLAIN), "userPrincipalName": cast::PLAIN });
    let mut bench = Bench::new();
    endless(&mut bench, move || json!({ "value": [same] }));
    bench.run("users list sam").exits(10);
    for text in ["cyclic-link", "foreign-link"] {
        let mut bench = Bench::new();
        inject_by_command(&mut bench, text);
        bench.run("users list sam").exits(10);
    }
    for link in [json!(7), json!({}), json!([]), json!(true)] {
        let mut bench = Bench::new();
        let wire = Tamper::changing(&bench.sandbox, move |_, response| {
            each_document(response, |body| {
                if body.get("value").is_some_and(Value::is_array) {
                    body["@odata.nextLink"] = link.clone();
                }
            })
        });
        bench.wire = Some(wire);
        bench.run("users list sam").exits(10);
    }
}

#[test]
fn nobody_is_listed_twice() {
    let mut bench = Bench::new();
    inject_by_command(&mut bench, "tiny-pages");
    let wire = Tamper::changing(&bench.sandbox, |_, response| {
        each_document(response, |body| {
            if let Some(items) = body.get_mut("value").and_then(Value::as_array_mut) {
                let copy = items.clone();
                items.extend(copy);
            }
        })
    });
    bench.wire = Some(wire);
    let list = bench.run("users list s --limit 20 -o json").exits(0).json();
    let users = list["users"].as_array().unwrap();
    let mut ids: Vec<&str> = users
        .iter()
        .map(|user| user["id"].as_str().unwrap())
        .collect();
    let all = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), all);
}

#[test]
fn half_a_list_never_lets_a_guard_rail_pass() {
    // The protected list, the roles and the Global Administrators each in
    // pages of two, whose second page fails for ever, in each way.
    for second in [
        "error-before:path=/members,status=500",
        "error-before:path=transitiveMemberOf,status=500",
        "cyclic-link:path=/members",
        "cyclic-link:path=transitiveMemberOf",
        "foreign-link:path=/members",
        "foreign-link:path=transitiveMemberOf",
        "throttle:path=transitiveMemberOf,seconds=300",
        "roles-denied",
    ] {
        // An administrator: what cannot be read must not make her harmless.
        for who in [cast::PASSWORD_ADMINISTRATOR, cast::SECOND_ADMINISTRATOR] {
            let mut bench = Bench::new();
            inject_by_command(&mut bench, "tiny-pages");
            inject_by_command(&mut bench, second);
            // Not named by the person but found twice: by name and by id.
            let ran = bench.run(&format!(
                "users disable {} {who} {} --yes",
                cast::PLAIN,
                cast::BREAK_GLASS_1
            ));
            assert_ne!(ran.exit, 0, "{second}: {}", ran.all());
            assert_eq!(writes(&bench.requests()), 0, "{second}: {}", ran.all());
        }
    }
}
