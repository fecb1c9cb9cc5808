//! Each row of the table, for a response and for an item of a batch.
use http::{HeaderMap, HeaderName, HeaderValue};
use jiff::Timestamp;
use serde_json::{Value, json};

use super::Success::{Batch, Created, NoContent, Operation, Removed, SessionsRevoked};
use super::{Success, Verdict, Write, WriteAnswer, classify, without_answer};
use crate::graph::Origin;
use crate::graph::call::Call;
use crate::secret::Secret;
use crate::transport::{Body, Obstacle, Response, TransportError};

const SECRET: &str = "Sekrit-7391";
const GRAPHS: &str = r#"{"error":{"code":"Authorization_RequestDenied","message":"No."}}"#;
const ID: (&str, &str) = ("request-id", "r-1");
const JSON: (&str, &str) = ("content-type", "application/json");
const HTML: (&str, &str) = ("content-type", "text/html; charset=utf-8");
// {"access_token":{"nbf":{"value":"1"}}}
const CHALLENGE: (&str, &str) = (
    "www-authenticate",
    "Bearer realm=\"\", error=\"insufficient_claims\", claims=\"eyJhY2Nlc3NfdG9rZW4iOnsibmJmIjp7InZhbHVlIjoiMSJ9fX0=\"",
);

fn headers(all: &[(&'static str, &str)]) -> HeaderMap {
    let mut map = HeaderMap::new();
    for (name, value) in all {
        map.append(
            HeaderName::from_static(name),
            HeaderValue::from_bytes(value.as_bytes()).unwrap(),
        );
    }
    map
}

fn call() -> Call {
    let document = json!({ "passwordProfile": { "password": "" } });
    Call::patch(&["users", "x"], document)
        .seal("/passwordProfile/password", Secret::new(SECRET.to_owned()))
}

fn judged(success: Success, with: impl Fn(&Write<'_>) -> Verdict) -> Verdict {
    let now: Timestamp = "2026-01-01T00:00:00Z".parse().unwrap();
    with(&Write {
        call: &call(),
        success,
        origin: &Origin::parse("https://graph.microsoft.com").unwrap(),
        now,
    })
}

fn response(success: Success, status: u16, with: &[(&'static str, &str)], body: &str) -> Verdict {
    let mut response = Response::new(Body::from(body.as_bytes().to_vec()));
    *response.status_mut() = status.try_into().unwrap();
    *response.headers_mut() = headers(with);
    judged(success, |write| {
        classify(write, &WriteAnswer::of_response(&response))
    })
}

fn item(
    success: Success,
    status: u16,
    with: &[(&'static str, &str)],
    body: &Value,
    batch: Option<&str>,
) -> Verdict {
    let headers = headers(with);
    judged(success, |write| {
        classify(write, &WriteAnswer::of_item(status, &headers, body, batch))
    })
}

/// The verdict in one word, with what decides what is done next.
fn word(verdict: &Verdict) -> String {
    match verdict {
        Verdict::Yes => "yes".to_owned(),
        Verdict::Accepted { operation } => format!("accepted {}", operation.path()),
        Verdict::OddSuccess { .. } => "odd success".to_owned(),
        Verdict::No { reply } => format!("no {}", reply.status),
        Verdict::Throttled { wait, .. } => format!("throttled {}", wait.map_or(0, |w| w.as_secs())),
        Verdict::Conflict { .. } => "conflict".to_owned(),
        Verdict::Fault { .. } => "fault".to_owned(),
        Verdict::NotGraph { .. } => "not Graph".to_owned(),
        Verdict::CutOff => "cut off".to_owned(),
        Verdict::SessionEnded { challenge, .. } => format!("session ended {}", challenge.is_some()),
        Verdict::Unusable { .. } => "unusable".to_owned(),
        Verdict::Lost { .. } => "lost".to_owned(),
        Verdict::NotDelivered { .. } => "not delivered".to_owned(),
    }
}

#[test]
fn only_the_documented_success_without_an_error_is_a_yes() {
    let link = ("location", "https://graph.microsoft.com/v1.0/op/1");
    let other = ("location", "https://graph.microsoft.com.evil.example/op/1");
    let error = r#"{"error":{"code":"x"}}"#;
    let plain = |success, status, body| (success, status, vec![], body);
    for ((success, status, with, body), wanted) in [
        (plain(NoContent, 204, ""), "yes"),
        (plain(NoContent, 204, "{}"), "yes"),
        (plain(NoContent, 204, error), "odd success"),
        (plain(NoContent, 200, r#"{"id":"x"}"#), "odd success"),
        (plain(NoContent, 202, ""), "odd success"),
        (plain(NoContent, 200, r#"{"error":null,"a":[}"#), "unusable"),
        (plain(NoContent, 200, r#"{"a":1,"a":2}"#), "unusable"),
        (plain(NoContent, 204, "<p>ok</p>"), "not Graph"),
        (plain(Removed, 204, ""), "yes"),
        (plain(Removed, 200, ""), "odd success"),
        (plain(SessionsRevoked, 200, r#"{"value":true}"#), "yes"),
        (
            plain(SessionsRevoked, 200, r#"{"value":true,"error":null}"#),
            "yes",
        ),
        (
            plain(SessionsRevoked, 200, r#"{"value":true,"error":"x"}"#),
            "odd success",
        ),
        (
            plain(SessionsRevoked, 200, r#"{"value":false}"#),
            "odd success",
        ),
        (
            plain(SessionsRevoked, 200, r#"{"value":"true"}"#),
            "odd success",
        ),
        (plain(SessionsRevoked, 200, ""), "odd success"),
        (plain(SessionsRevoked, 204, ""), "yes"),
        (plain(SessionsRevoked, 202, ""), "odd success"),
        (plain(Created, 201, r#"{"id":"x"}"#), "yes"),
        (plain(Created, 201, ""), "odd success"),
        (plain(Created, 200, r#"{"id":"x"}"#), "odd success"),
        (plain(Batch, 200, r#"{"responses":[]}"#), "yes"),
        (plain(Batch, 200, "{}"), "odd success"),
        (plain(Operation, 202, ""), "odd success"),
        (plain(Operation, 204, ""), "odd success"),
        ((Operation, 202, vec![link], ""), "accepted /v1.0/op/1"),
        ((Operation, 202, vec![link], error), "odd success"),
        ((Operation, 202, vec![other], ""), "odd success"),
    ] {
        let verdict = response(success, status, &with, body);
        assert_eq!(
            word(&verdict),
            wanted,
            "{success:?} {status} {body}: {verdict:?}"
        );
    }
}

#[test]
fn only_graph_itself_can_refuse() {
    let inner = |name: &str| {
        format!(r#"{{"error":{{"code":"","message":"m","{name}":{{"request-id":"r-2"}}}}}}"#)
    };
    let (camel, lower) = (inner("innerError"), inner("innererror"));
    let locked = r#"{"error":{"code":"Directory_ConcurrencyViolation","message":"m"}}"#;
    let wait = ("retry-after", "7");
    for (status, with, body, wanted) in [
        (403, vec![ID, JSON], GRAPHS, "no 403"),
        (400, vec![JSON], &camel, "no 400"),
        (400, vec![JSON], &lower, "no 400"),
        (404, vec![ID, JSON], r#"{"error":{}}"#, "no 404"),
        (409, vec![ID], GRAPHS, "no 409"),
        (451, vec![ID], GRAPHS, "no 451"),
        // No request id, no error object, or none that Graph writes.
        (403, vec![JSON], GRAPHS, "not Graph"),
        (403, vec![("request-id", " ")], GRAPHS, "not Graph"),
        (
            403,
            vec![ID, JSON],
            r#"{"error":"access_denied"}"#,
            "not Graph",
        ),
        (403, vec![ID, JSON], r#"[{"error":{}}]"#, "not Graph"),
        (404, vec![ID], "", "not Graph"),
        (404, vec![ID], "not found", "not Graph"),
        (403, vec![ID, HTML], GRAPHS, "not Graph"),
        (451, vec![HTML], "<html><title>Blocked</title>", "not Graph"),
        (200, vec![HTML], "<html><title>Sign in</title>", "not Graph"),
        (200, vec![JSON], "\u{feff} <!doctype html>", "not Graph"),
        (
            302,
            vec![ID, ("location", "https://portal.example/")],
            GRAPHS,
            "not Graph",
        ),
        (407, vec![ID], GRAPHS, "not Graph"),
        (407, vec![HTML], "<html>", "not Graph"),
        // What waiting cures.
        (429, vec![ID, wait], GRAPHS, "throttled 7"),
        (429, vec![], "", "throttled 0"),
        (429, vec![HTML, wait], "<html>", "not Graph"),
        (409, vec![ID], locked, "conflict"),
        (409, vec![], locked, "not Graph"),
        (423, vec![ID], GRAPHS, "conflict"),
        (423, vec![], "", "not Graph"),
        // What may have been applied.
        (408, vec![ID], GRAPHS, "fault"),
        (500, vec![ID], GRAPHS, "fault"),
        (502, vec![HTML], "<html><title>Bad gateway</title>", "fault"),
        (503, vec![wait], "", "fault"),
        (599, vec![], "{\"a\":", "fault"),
        // The session.
        (401, vec![ID], GRAPHS, "session ended false"),
        (401, vec![ID, CHALLENGE], GRAPHS, "session ended true"),
        (403, vec![ID, CHALLENGE], GRAPHS, "session ended true"),
        (401, vec![HTML], "<html>", "not Graph"),
        (401, vec![], "", "not Graph"),
        // What says nothing.
        (424, vec![ID], GRAPHS, "unusable"),
        (100, vec![], "", "unusable"),
        (600, vec![], "", "unusable"),
    ] {
        let verdict = response(Success::NoContent, status, &with, body);
        assert_eq!(
            word(&verdict),
            wanted,
            "{status} {with:?} {body}: {verdict:?}"
        );
    }
    let gone = response(Success::Removed, 404, &[ID], GRAPHS);
    assert_eq!(gone, Verdict::Yes);
    let page = response(Success::Removed, 404, &[HTML], "<html>");
    assert_eq!(word(&page), "not Graph");
}

#[test]
fn an_item_inherits_the_request_id_of_its_batch_and_never_ends_the_run() {
    let graphs: Value = serde_json::from_str(GRAPHS).unwrap();
    let page = json!("PGh0bWw+");
    let batch = Some("b-1");
    for (status, with, body, batch, wanted) in [
        (204, vec![], &Value::Null, batch, "yes"),
        (200, vec![], &graphs, batch, "odd success"),
        (202, vec![], &Value::Null, batch, "odd success"),
        (200, vec![], &page, batch, "unusable"),
        (403, vec![], &graphs, batch, "no 403"),
        (403, vec![ID], &graphs, None, "no 403"),
        (403, vec![], &graphs, None, "unusable"),
        (403, vec![], &Value::Null, batch, "unusable"),
        (403, vec![HTML], &page, batch, "unusable"),
        (407, vec![], &graphs, batch, "unusable"),
        (302, vec![], &Value::Null, batch, "unusable"),
        (424, vec![], &graphs, batch, "cut off"),
        (
            429,
            vec![("retry-after", "3")],
            &graphs,
            batch,
            "throttled 3",
        ),
        (423, vec![], &graphs, batch, "conflict"),
        (401, vec![], &graphs, batch, "session ended false"),
        (503, vec![], &page, batch, "fault"),
        (0, vec![], &Value::Null, batch, "unusable"),
    ] {
        let verdict = item(Success::NoContent, status, &with, body, batch);
        assert_eq!(
            word(&verdict),
            wanted,
            "{status} {with:?} {body}: {verdict:?}"
        );
    }
    let Verdict::No { reply } = item(Success::NoContent, 403, &[], &graphs, batch) else {
        panic!("no refusal");
    };
    assert_eq!(reply.request_id.as_deref(), Some("b-1"));
    assert_eq!(reply.code, "Authorization_RequestDenied");
    assert_eq!(reply.message, "No.");
}

#[test]
fn a_proxy_or_portal_is_named_and_its_words_are_inert() {
    let via = ("via", "1.1 squid.corp.example (squid/5.7)");
    let page = "<html><TITLE lang=en>\n  Access\u{202e} denied\u{1b}[2J </TITLE>";
    let verdict = response(Success::NoContent, 403, &[HTML, via], page);
    let Verdict::NotGraph { reply } = verdict else {
        panic!("{verdict:?}");
    };
    assert_eq!(
        reply.message,
        "HTTP 403 from a proxy or sign-in portal, not Microsoft Graph (Via: 1.1 \
         squid.corp.example (squid/5.7); page title: Access\\u{202e} denied\\u{1b}[2J)"
    );
    let with = [
        ("server", "Zscaler/6.2"),
        ("proxy-authenticate", "Basic realm=\"Corp\""),
        ("location", "https://portal.example/login?token=abc#x"),
    ];
    let Verdict::NotGraph { reply } = response(Success::NoContent, 407, &with, "") else {
        panic!("not named");
    };
    assert_eq!(
        reply.message,
        "HTTP 407 from a proxy or sign-in portal, not Microsoft Graph (Server: Zscaler/6.2; \
         Proxy-Authenticate: Basic realm=\"Corp\"; redirects to: https://portal.example/login)"
    );
    let long = format!("<html><title>{}</title>", "x".repeat(5_000));
    let Verdict::NotGraph { reply } = response(Success::NoContent, 200, &[], &long) else {
        panic!("not named");
    };
    assert!(reply.message.len() < 200, "{}", reply.message);
    // A gateway that fails is a fault, and named all the same.
    let Verdict::Fault { reply, .. } = response(Success::NoContent, 502, &[HTML, via], page) else {
        panic!("no fault");
    };
    assert!(reply.message.contains("squid"), "{}", reply.message);
}

#[test]
fn what_repeats_the_secret_is_left_out() {
    let body = format!(r#"{{"error":{{"code":"{SECRET}","message":"bad {SECRET}!"}}}}"#);
    let page = format!("<html><title>{SECRET}</title>");
    let via = format!("1.1 {SECRET}");
    for verdict in [
        response(Success::NoContent, 400, &[ID], &body),
        response(Success::NoContent, 500, &[ID], &body),
        response(Success::NoContent, 403, &[HTML], &page),
        response(Success::NoContent, 403, &[("via", &via)], ""),
    ] {
        assert!(!format!("{verdict:?}").contains(SECRET), "{verdict:?}");
    }
}

#[test]
fn an_error_that_is_too_large_refuses_nothing() {
    let body = format!(
        r#"{{"error":{{"code":"x","details":[{}]}}}}"#,
        vec!["{\"\":0}"; 30_000].join(",")
    );
    let verdict = response(Success::NoContent, 403, &[ID, JSON], &body);
    assert_eq!(word(&verdict), "unusable", "{:?}", word(&verdict));
    let body = format!("{{\"value\":[{}]}}", vec!["{}"; 1 << 20].join(","));
    let verdict = response(Success::SessionsRevoked, 200, &[ID, JSON], &body);
    assert_eq!(word(&verdict), "unusable");
}

#[test]
fn without_an_answer_it_counts_whether_a_byte_left() {
    let host = || "graph.example".to_owned();
    let source = || Box::new(std::io::Error::other("x"));
    for (error, wanted) in [
        (TransportError::Timeout { host: host() }, "lost"),
        (
            TransportError::Broken {
                host: host(),
                source: source(),
            },
            "lost",
        ),
        (
            TransportError::TooLarge {
                host: host(),
                limit: 7,
            },
            "unusable",
        ),
        (
            TransportError::Connect {
                host: host(),
                source: source(),
            },
            "not delivered",
        ),
        (
            TransportError::Certificate {
                host: host(),
                source: source(),
            },
            "not delivered",
        ),
        (TransportError::Setup { source: source() }, "not delivered"),
    ] {
        assert_eq!(word(&without_answer(&error, &call())), wanted, "{error}");
    }
    let lost = without_answer(&TransportError::Timeout { host: host() }, &call());
    assert_eq!(
        lost,
        Verdict::Lost {
            obstacle: Obstacle::Silence
        }
    );
}
