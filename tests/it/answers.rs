//! Answers that come late, come strangely, or are none: waits, and what a
//! write may be called (R20 to R22, R36).
use std::sync::Arc;
use std::sync::atomic::Ordering;

use crate::support::bench::{Bench, Ran, sent, writes};
use crate::support::faults::inject_by_command;
use crate::support::wire::{JSON, Tamper, answer};
use entractl::sandbox::seed::{cast, user_id};
use serde_json::{Value, json};

fn contain() -> String {
    format!("users contain {} --yes --reason x", cast::PLAIN)
}

#[test]
fn no_request_is_sent_inside_a_wait_that_was_asked_for() {
    let forms = ["seconds", "decimal", "date"];
    for form in forms {
        for kind in ["throttle", "throttle-batch"] {
            for seconds in [1, 3, 7, 24, 300] {
                for line in [contain(), "status".to_owned(), "users list sam".to_owned()] {
                    let mut bench = Bench::new();
                    let text =
                        format!("{kind}:form={form},seconds={seconds},rate=0.4,seed={seconds}");
                    inject_by_command(&mut bench, &text);
                    let ran = bench.run(&line);
                    assert_ne!(ran.exit, 1, "{}", ran.all());
                    let entries = bench.requests();
                    let graph: Vec<_> = entries.iter().filter(|e| e.host == "graph").collect();
                    for (at, throttled) in graph.iter().enumerate() {
                        if throttled.status != 429 {
                            continue;
                        }
                        let until = throttled.at + jiff::SignedDuration::from_secs(seconds);
                        let early = graph.iter().skip(at + 1).find(|next| {
                            next.at < until && (next.in_batch.is_none() || next.in_batch != throttled.in_batch)
                                // The batch itself is written down after its items.
                                && !(next.in_batch.is_none() && next.path.ends_with("$batch") && next.at == throttled.at)
                        });
                        assert!(
                            early.is_none(),
                            "{line} {text}: {throttled:?} then {early:?}"
                        );
                    }
                    assert!(sent(&entries) < 60, "{line} {text}: {}", sent(&entries));
                }
            }
        }
    }
}

#[test]
fn strange_waits_neither_hang_nor_hammer() {
    let absurd: [&[(&str, &str)]; 9] = [
        &[],
        &[("retry-after", "-5")],
        &[("retry-after", "1000000000")],
        &[("retry-after", "99999999999999999999999")],
        &[("retry-after", "soon")],
        &[("retry-after", "NaN")],
        &[("retry-after", "1"), ("retry-after", "5")],
        &[("retry-after", "Thu, 01 Jan 1970 00:00:00 GMT")],
        &[("retry-after", "Fri, 31 Dec 9999 23:59:59 GMT")],
    ];
    for headers in absurd {
        for status in [429, 503, 504] {
            let mut bench = Bench::new();
            let all: Vec<(&str, &str)> = headers.iter().copied().chain(JSON).collect();
            let owned: Vec<(String, String)> = all
                .iter()
                .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
                .collect();
            let wire = Tamper::answering(&bench.sandbox, move |request| {
                let all: Vec<(&str, &str)> = owned.iter().map(|(n, v)| (&**n, &**v)).collect();
                let graph = request.uri().host() == Some("graph.sandbox.example");
                graph.then(|| answer(status, &all, "{}"))
            });
            bench.wire = Some(Arc::clone(&wire) as _);
            let ran = bench.run("users list sam").exits(6);
            assert!(
                wire.lies.load(Ordering::Relaxed) <= 5,
                "{headers:?}: {}",
                ran.all()
            );
            let ran = bench.run(&contain());
            assert_ne!(ran.exit, 0, "{}", ran.all());
            assert!(
                wire.lies.load(Ordering::Relaxed) <= 40,
                "{headers:?}: {}",
                ran.all()
            );
            assert_eq!(writes(&bench.requests()), 0);
        }
    }
}

/// Bodies that are no answer, with their type.
const NO_ANSWERS: [(&str, &str); 12] = [
    ("text/html", "<!doctype html><title>Guest network</title>"),
    ("application/json", "<html><body>Sign in</body></html>"),
    ("text/plain", "{\"value\":[]}"),
    ("text/html; charset=utf-8", "{\"value\":[]}"),
    ("application/xml", "{\"value\":[]}"),
    ("application/json", "{\"value\":["),
    ("application/json", "{\"value\":[]"),
    ("application/json", "{\"value\":[],\"value\":[]}"),
    ("application/json", "{\"value\":[]} {}"),
    ("application/json", "null"),
    ("application/json", "[]"),
    ("application/json", "\"ok\""),
];

#[test]
fn a_read_that_is_no_answer_is_a_failure() {
    for (kind, body) in NO_ANSWERS {
        for line in [
            "users list sam",
            "users show rowan.reyes-vale@meridian.example",
            "status",
        ] {
            let mut bench = Bench::new();
            let wire = Tamper::answering(&bench.sandbox, move |request| {
                let graph = request.uri().host() == Some("graph.sandbox.example");
                graph.then(|| answer(200, &[("content-type", kind)], body))
            });
            bench.wire = Some(wire);
            let ran = bench.run(line);
            assert_eq!(ran.exit, 10, "{kind} {body}: {}", ran.all());
        }
    }
}

/// Whether a request writes, itself or in one of its items.
fn is_write(request: &entractl::transport::Request) -> bool {
    let body = String::from_utf8_lossy(request.body().as_bytes()).into_owned();
    body.contains("\"PATCH\"") || body.contains("revokeSignInSessions")
}

#[test]
fn a_write_that_got_no_answer_is_never_called_done() {
    for (at, (kind, body)) in NO_ANSWERS.into_iter().enumerate() {
        let mut bench = Bench::new();
        let wire = Tamper::answering(&bench.sandbox, move |request| {
            is_write(request).then(|| answer(200, &[("content-type", kind)], body))
        });
        bench.wire = Some(Arc::clone(&wire) as _);
        let ran = bench.run(&format!("{} -o json", contain()));
        // What is no JSON by its type comes from something in between: try again.
        let exit = if at < 5 { 6 } else { 14 };
        assert_eq!(ran.exit, exit, "{kind} {body}: {}", ran.all());
        assert!(
            !ran.out.contains("\"contained"),
            "{kind} {body}: {}",
            ran.all()
        );
        assert_eq!(writes(&bench.requests()), 0);
        wire.kept_home(body);
    }
    // A batch without, with a double and with a foreign answer.
    for change in 0..4 {
        let mut bench = Bench::new();
        let wire = Tamper::changing(&bench.sandbox, move |request, response| {
            if !is_write(request) {
                return response;
            }
            let mut body: Value = serde_json::from_slice(response.body().as_bytes()).unwrap();
            let items = body["responses"].as_array_mut().unwrap();
            match change {
                0 => items.clear(),
                1 => items.extend(items.clone()),
                2 => items.iter_mut().for_each(|item| item["id"] = json!("77")),
                _ => items
                    .iter_mut()
                    .for_each(|item| item["status"] = json!("2xx")),
            }
            answer(200, &JSON, &body.to_string())
        });
        bench.wire = Some(wire);
        // It was done all the same: reading settles what reading can settle.
        let ran = bench.run(&format!("{} -o json", contain()));
        assert_eq!(ran.exit, 14, "{change}: {}", ran.all());
        let password = bench.folder.path().join("p");
        let ran = bench.run(&format!(
            "users reset-password {} --new-password --password-file {} --yes",
            cast::TWIN_1,
            password.display()
        ));
        assert!(!password.exists(), "{change}: {}", ran.all());
    }
}

#[test]
fn an_answer_about_somebody_else_is_refused() {
    let other = user_id(cast::SECOND_ADMINISTRATOR);
    for line in [
        format!("users show {}", cast::PLAIN),
        format!("users show {}", user_id(cast::PLAIN)),
        format!("users disable {} --yes", user_id(cast::PLAIN)),
        format!("users contain {} --yes", cast::PLAIN),
    ] {
        let mut bench = Bench::new();
        let (other, own) = (other.clone(), user_id(cast::PLAIN));
        let wire = Tamper::changing(&bench.sandbox, move |_, response| {
            let text = String::from_utf8_lossy(response.body().as_bytes()).into_owned();
            let text = text
                .replace(&own, &other)
                .replace(cast::PLAIN, cast::SECOND_ADMINISTRATOR);
            response.map(|_| text.into_bytes().into())
        });
        bench.wire = Some(wire);
        let ran = bench.run(&line);
        assert_eq!(ran.exit, 10, "{line}: {}", ran.all());
        assert_eq!(writes(&bench.requests()), 0, "{line}");
    }
}

fn verdict(ran: &Ran) -> String {
    let verdict = ran.json()["accounts"][0]["verdict"].clone();
    verdict.as_str().unwrap_or_default().to_owned()
}

#[test]
fn text_json_and_exit_code_of_a_containment_agree() {
    let steps = [("PATCH", 1), ("PATCH", 2), ("POST", 1)];
    for (method, nth) in steps {
        for kind in [
            "error-before:status=500",
            "error-before:status=503",
            "error-after:status=500",
            "throttle:seconds=300",
            "roles-denied:path=/users",
        ] {
            let path = if method == "POST" {
                "revokeSign"
            } else {
                "/users/"
            };
            let joint = if kind.contains(':') { "," } else { ":" };
            let text = format!("{kind}{joint}method={method},nth={nth}");
            let text = if kind.contains("path=") {
                text
            } else {
                format!("{text},path={path}")
            };
            let mut runs = Vec::new();
            for form in ["json", "table", "markdown"] {
                let mut bench = Bench::new();
                inject_by_command(&mut bench, &text);
                let ran = bench.run(&format!("{} -o {form}", contain()));
                let truth = bench.sandbox.with_tenant(|tenant| {
                    let user = tenant.users.get(&user_id(cast::PLAIN)).unwrap().clone();
                    !user.flag("accountEnabled")
                });
                runs.push((ran, truth));
            }
            let (json, disabled) = &runs[0];
            let said = verdict(json);
            let contained = said.starts_with("contained");
            assert_eq!(contained, json.exit == 0, "{text}: {}", json.all());
            assert!(
                !contained || *disabled,
                "{text}: falsely contained: {}",
                json.all()
            );
            let steps = json.json()["accounts"][0]["steps"].clone();
            let all_done = steps
                .as_array()
                .unwrap()
                .iter()
                .all(|step| step["outcome"] == "done");
            assert_eq!(contained, all_done, "{text}: {}", json.all());
            for (other, _) in &runs[1..] {
                assert_eq!(other.exit, json.exit, "{text}");
                let flat = other.out.split_whitespace().collect::<Vec<_>>().join(" ");
                assert!(
                    flat.replace('\\', "").contains(&said),
                    "{text}: {said}: {}",
                    other.all()
                );
            }
        }
    }
}
