//! A credential and a request never follow a link or a redirect away from home
//! (R17), whatever form it has and wherever it comes from.
use crate::support::program::{JSON, TOKEN_END, token_answer};
use crate::support::program::{program_in, serve_cloud};
use std::process::Output;
use std::sync::Arc;

use crate::support::bench::{Bench, writes};
use crate::support::wire::{Server, Tamper, answer, each_document};
use entractl::clock::Clock as _;
use entractl::sandbox::seed::cast;
use serde_json::{Value, json};

/// Links that lead away, or are none, beside the Graph of the made-up cloud.
pub(crate) const FORMS: [&str; 46] = [
    "http://graph.sandbox.example/v1.0/users",
    "https://evil.example/v1.0/users",
    "https://graph.sandbox.example.evil.example/v1.0/users",
    "https://evil-graph.sandbox.example/v1.0/users",
    "https://sandbox.example/v1.0/users",
    "https://graph.sandbox.example@evil.example/v1.0/users",
    "https://evil.example@graph.sandbox.example/v1.0/users",
    "https://:@graph.sandbox.example/v1.0/users",
    "https://graph.sandbox.example:444/v1.0/users",
    "https://graph.sandbox.example:80/v1.0/users",
    "https://graph.sandbox.example:0/v1.0/users",
    "https://graph.sandbox.example:/v1.0/users",
    "https://graph.sandbox.example:443:443/v1.0/users",
    "https://graph.sandbox.example:99999/v1.0/users",
    "https://graph.sandbox.example:443@evil.example/v1.0/users",
    "https://graph.sandbox.example\\@evil.example/v1.0/users",
    "https://evil.example\\@graph.sandbox.example/v1.0/users",
    "https://evil.example\\.graph.sandbox.example/v1.0/users",
    "https://graph.sandbox.example%2eevil.example/v1.0/users",
    "https://graph.sandbox.example%00.evil.example/v1.0/users",
    "https://graph.sandbox.example\u{3002}evil.example/v1.0/users",
    "https://graph\u{ff0e}sandbox\u{ff0e}example/v1.0/users",
    "https://gr\u{430}ph.sandbox.example/v1.0/users",
    "https://xn--grph-53d.sandbox.example/v1.0/users",
    "https://graph.sandbox.example./v1.0/users",
    "https://[::1]/v1.0/users",
    "https://[::ffff:127.0.0.1]:8443/v1.0/users",
    "https://127.0.0.1/v1.0/users",
    "https://2130706433/v1.0/users",
    "//evil.example/v1.0/users",
    "//graph.sandbox.example/v1.0/users",
    "/v1.0/users?$skiptoken=x",
    "\\\\evil.example\\users",
    "https:/evil.example/v1.0/users",
    "https:///evil.example/v1.0/users",
    "https:evil.example",
    "https://evil.example/?u=https://graph.sandbox.example/v1.0/users",
    "https://graph.sandbox.example#@evil.example/",
    "https://graph.sandbox.example/v1.0/users#https://evil.example/",
    "wss://graph.sandbox.example/v1.0/users",
    "ftp://evil.example/",
    "file:///etc/passwd",
    "javascript:alert('evil.example')",
    " https://graph.sandbox.example/v1.0/users",
    "https://graph.sandbox.example/v1.0/\r\nAuthorization: x",
    "",
];

fn names_evil(text: &str, form: &str) -> bool {
    !form.contains("evil.example") || text.contains("evil.example")
}

fn link_to(body: &mut Value, form: &str) {
    if body.get("value").is_some_and(Value::is_array) {
        body["@odata.nextLink"] = json!(form);
    }
}

#[test]
fn a_next_page_elsewhere_is_never_asked_for() {
    for form in FORMS {
        let mut bench = Bench::new();
        let wire = Tamper::changing(&bench.sandbox, move |_, response| {
            each_document(response, |body| link_to(body, form))
        });
        bench.wire = Some(Arc::clone(&wire) as _);
        let ran = bench.run("users list sam").exits(10);
        assert!(names_evil(&ran.err, form), "{form}: {}", ran.all());
        assert!(ran.out.is_empty(), "{form}: {}", ran.all());
        wire.kept_home(form);
    }
}

#[test]
fn a_guard_rails_list_that_goes_on_elsewhere_lets_nothing_be_written() {
    for form in FORMS {
        let mut bench = Bench::new();
        let wire = Tamper::changing(&bench.sandbox, move |_, response| {
            each_document(response, |body| link_to(body, form))
        });
        bench.wire = Some(Arc::clone(&wire) as _);
        let ran = bench.run(&format!("users disable {} --yes", cast::PLAIN));
        assert_eq!(ran.exit, 10, "{form}: {}", ran.all());
        assert_eq!(writes(&bench.requests()), 0, "{form}");
        wire.kept_home(form);
    }
}

#[test]
fn an_operation_elsewhere_is_never_looked_at() {
    for form in FORMS {
        // A header cannot hold the last few.
        let Ok(location) = http::HeaderValue::from_str(form) else {
            continue;
        };
        let mut bench = Bench::new();
        let own = location.clone();
        let wire = Tamper::changing(&bench.sandbox, move |_, mut response| {
            if response.status().as_u16() == 202 {
                response.headers_mut().insert("location", own.clone());
            }
            let Ok(mut body) = serde_json::from_slice::<Value>(response.body().as_bytes()) else {
                return response;
            };
            for item in body["responses"].as_array_mut().into_iter().flatten() {
                if item["status"] == 202 {
                    item["headers"]["Location"] = json!(form);
                    item["headers"].as_object_mut().unwrap().remove("location");
                }
            }
            response.map(|_| body.to_string().into_bytes().into())
        });
        bench.wire = Some(Arc::clone(&wire) as _);
        let file = bench.folder.path().join("passwords");
        let began = bench.clock.now();
        let ran = bench.run(&format!(
            "users reset-password {} --new-password --password-file {} --yes -o json",
            cast::SYNCED,
            file.display()
        ));
        assert_eq!(ran.exit, 14, "{form}: {}", ran.all());
        assert!(!file.exists(), "{form}: a password without a definite yes");
        // What is refused is known at once.
        assert_eq!(bench.clock.now(), began, "{form}");
        wire.kept_home(form);
    }
}

#[test]
fn a_redirect_is_never_followed_and_its_host_is_named() {
    for status in [300, 301, 302, 303, 307, 308] {
        for form in FORMS.iter().filter(|form| form.contains("evil")) {
            let Ok(location) = http::HeaderValue::from_str(form) else {
                continue;
            };
            // Behind these begins what is no host.
            let host = form.split(['#', '?']).next().unwrap_or_default();
            for part in ["graph.sandbox", "login.sandbox"] {
                let mut bench = Bench::new();
                let own = location.clone();
                let wire = Tamper::answering(&bench.sandbox, move |request| {
                    let host = request.uri().host().unwrap_or_default();
                    let mut response = answer(status, &[], "");
                    response.headers_mut().insert("location", own.clone());
                    host.starts_with(part).then_some(response)
                });
                bench.wire = Some(Arc::clone(&wire) as _);
                let line = if part.starts_with("graph") {
                    "users list sam"
                } else {
                    "auth login --for read --device-code"
                };
                let ran = bench.run(line).exits(10);
                let named = names_evil(&ran.err, host) || !form.is_ascii();
                assert!(named, "{form}: {}", ran.all());
                wire.kept_home(form);
            }
        }
    }
}

#[test]
fn a_write_that_is_redirected_is_never_called_done() {
    for status in [301, 302, 307, 308] {
        let mut bench = Bench::new();
        let wire = Tamper::answering(&bench.sandbox, move |request| {
            let body = String::from_utf8_lossy(request.body().as_bytes()).into_owned();
            let writing = body.contains("accountEnabled\":false");
            let to = [("location", "https://evil.example/v1.0/$batch")];
            writing.then(|| answer(status, &to, ""))
        });
        bench.wire = Some(Arc::clone(&wire) as _);
        let ran = bench.run(&format!("users disable {} --yes -o json", cast::PLAIN));
        assert_eq!(ran.exit, 6, "{}", ran.all());
        assert!(ran.out.contains("evil.example"), "{}", ran.all());
        wire.kept_home("a write");
    }
}

fn shown(output: &Output) -> String {
    format!(
        "{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    )
}

#[test]
fn the_real_transport_sends_nothing_to_where_a_link_or_redirect_leads() {
    let evil = Arc::new(Server::start(|_| (200, JSON.to_owned(), token_answer())));
    let to = format!("{}/v1.0/users", evil.origin());
    let next = json!({ "value": [], "@odata.nextLink": to }).to_string();
    let page = serve_cloud(move |_| (200, JSON.to_owned(), next.clone()));
    let mut clouds = vec![page];
    for status in [301, 302, 303, 307, 308] {
        let location = format!("Location: {to}\r\n");
        clouds.push(serve_cloud(move |_| {
            (status, location.clone(), String::new())
        }));
        // The sign-in service itself sends us elsewhere, secret and all.
        let location = format!("Location: {to}\r\n");
        clouds.push(Server::start(move |_| {
            (status, location.clone(), String::new())
        }));
    }
    for server in &clouds {
        let home = tempfile::tempdir().unwrap();
        let output = program_in(home.path(), &server.origin(), &server.origin())
            .args(["users", "list", "sam"])
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(10), "{}", shown(&output));
        let host = format!("127.0.0.1:{}", evil.port);
        assert!(shown(&output).contains(&host), "{}", shown(&output));
        assert!(server.count() > 0);
    }
    assert_eq!(evil.count(), 0, "{:?}", evil.heard.lock().unwrap());
    // The control: an honest server is asked, and with the credential.
    let honest = serve_cloud(|_| (200, JSON.to_owned(), json!({ "value": [] }).to_string()));
    let home = tempfile::tempdir().unwrap();
    let output = program_in(home.path(), &honest.origin(), &honest.origin())
        .args(["users", "list", "sam"])
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", shown(&output));
    let heard = honest.heard.lock().unwrap();
    assert!(heard.iter().any(|one| one.head.contains(TOKEN_END)));
    assert!(heard.iter().any(|one| one.body.contains("client_secret=")));
}
