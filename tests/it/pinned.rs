//! A token goes only where its session is pinned to: one Graph, one tenant, one
//! account, one application.
use std::sync::Arc;

use crate::support::bench::Bench;
use crate::support::files::write_config;
use crate::support::users::{PLAIN, signed_in};
use crate::support::wire::{Tamper, answer, each_document};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use entractl::auth::store::TokenStore as _;
use entractl::sandbox::{AUTHORITY, CLIENT_ID, CLIENT_SECRET, GRAPH, TENANT_ID};
use entractl::secret::Secret;
use serde_json::{Value, json};

/// A GUID that nothing in the sandbox has.
const OTHER: &str = "0e0e0e0e-0e0e-4e0e-8e0e-0e0e0e0e0e0e";
/// A Graph that is not the session's.
const EVIL: &str = "https://graph.evil.example";

/// Two profiles of the same tenant, application and sign-in service; the Graph
/// of `other` is not the session's.
fn two_clouds(bench: &mut Bench) {
    bench.settings_decide = true;
    write_config(
        bench,
        &format!(
            "[profiles.default]\ntenant = '{TENANT_ID}'\nclient_id = '{CLIENT_ID}'\ncloud = 'lab'\n\
             [profiles.other]\ntenant = '{TENANT_ID}'\nclient_id = '{CLIENT_ID}'\ncloud = 'other'\n\
             [clouds.lab]\nauthority = '{AUTHORITY}'\ngraph = '{GRAPH}'\n\
             [clouds.other]\nauthority = '{AUTHORITY}'\ngraph = '{EVIL}'\n",
        ),
    );
}

/// Changes the claims of a token.
fn with_claims(token: &str, change: impl Fn(&mut Value)) -> String {
    let mut parts: Vec<String> = token.split('.').map(str::to_owned).collect();
    let bytes = URL_SAFE_NO_PAD.decode(&parts[1]).unwrap();
    let mut claims: Value = serde_json::from_slice(&bytes).unwrap();
    change(&mut claims);
    parts[1] = URL_SAFE_NO_PAD.encode(claims.to_string());
    parts.join(".")
}

#[test]
fn session_is_not_used_for_another_graph() {
    let mut bench = signed_in();
    two_clouds(&mut bench);
    let wire = Tamper::answering(&bench.sandbox, |request| {
        let evil = request.uri().host() == Some("graph.evil.example");
        evil.then(|| answer(200, &[], "{}"))
    });
    bench.wire = Some(Arc::clone(&wire) as _);
    bench.run(&format!("users show {PLAIN}")).exits(0);
    for line in [
        format!("--profile other users show {PLAIN}"),
        "--profile other status".to_owned(),
        format!("--profile other users disable {PLAIN} --yes"),
    ] {
        let ran = bench.run(&line);
        let asked = wire.asked.lock().unwrap();
        let evil = asked.iter().find(|(origin, _)| origin == EVIL);
        assert_eq!(evil, None, "{line}: {}", ran.all());
        drop(asked);
        ran.exits(3);
    }
}

#[test]
fn signing_out_of_one_graph_keeps_the_session_of_the_other() {
    let mut bench = signed_in();
    two_clouds(&mut bench);
    bench.run("--profile other auth logout").exits(0);
    bench.run("auth status").exits(0);
    bench.run("auth logout").exits(0);
    bench.run("auth status").exits(3);
}

#[test]
fn commands_on_a_cloud_of_ones_own_say_so() {
    let mut bench = signed_in();
    bench.run(&format!("users show {PLAIN}")).exits(0);
    two_clouds(&mut bench);
    let ran = bench.run(&format!("users show {PLAIN}")).exits(0);
    let lines: Vec<&str> = ran.err.lines().collect();
    let found = lines.iter().filter(|line| {
        line.contains("\"lab\"") && line.contains(AUTHORITY) && line.contains(GRAPH)
    });
    assert_eq!(found.count(), 1, "{}", ran.all());
}

#[test]
fn cloud_that_pairs_a_built_in_host_with_another_is_refused() {
    let microsoft = "https://login.microsoftonline.com";
    for (authority, graph) in [
        (microsoft, EVIL),
        (microsoft, "https://graph.microsoft.us"),
        (microsoft, "https://graph.microsoft.com:8443"),
        ("https://login.evil.example", "https://graph.microsoft.com"),
        ("https://LOGIN.microsoftonline.com:444", EVIL),
        ("https://login.windows.net", EVIL),
        (microsoft, "http://localhost:8080"),
    ] {
        let mut bench = signed_in();
        bench.settings_decide = true;
        write_config(
            &bench,
            &format!(
                "[profiles.default]\ntenant = '{TENANT_ID}'\nclient_id = '{CLIENT_ID}'\ncloud = 'mixed'\n\
                 [clouds.mixed]\nauthority = '{authority}'\ngraph = '{graph}'\n"
            ),
        );
        let ran = bench.run(&format!("users show {PLAIN}")).exits(2);
        assert!(ran.err.contains("clouds.mixed"), "{}", ran.all());
        assert!(bench.requests().is_empty(), "{}", ran.all());
    }
    let mut bench = signed_in();
    bench.settings_decide = true;
    write_config(
        &bench,
        "[clouds.proxy]\nauthority = 'https://login.microsoftonline.us'\n\
         graph = 'https://dod-graph.microsoft.us'\nca_file = '/company.pem'\n",
    );
    bench.run("profile list").exits(0);
}

#[test]
fn stored_token_of_another_tenant_account_or_application_is_not_sent() {
    for (name, value) in [
        ("tid", OTHER),
        ("oid", OTHER),
        ("appid", OTHER),
        ("azp", OTHER),
        ("aud", EVIL),
    ] {
        let mut bench = signed_in();
        let (key, text) = bench.store.contents().pop_first().unwrap();
        let mut stored: Value = serde_json::from_str(&text).unwrap();
        let token = with_claims(stored["access_token"].as_str().unwrap(), |claims| {
            claims[name] = json!(value);
        });
        stored["access_token"] = json!(token);
        bench
            .store
            .save(&key, &Secret::new(stored.to_string()))
            .unwrap();
        bench.requests();
        let ran = bench.run(&format!("users show {PLAIN}"));
        assert!(bench.requests().is_empty(), "{name}: {}", ran.all());
        assert!(ran.err.contains("auth login"), "{name}: {}", ran.all());
        ran.exits(3);
    }
}

/// Changes a claim of a token in the answers of the token endpoint.
fn issued_with(bench: &mut Bench, token: &'static str, name: &'static str, value: Value) {
    let wire = Tamper::changing(&bench.sandbox, move |request, response| {
        if !request.uri().path().ends_with("/token") {
            return response;
        }
        each_document(response, |body| {
            let changed = body[token]
                .as_str()
                .map(|text| with_claims(text, |claims| claims[name] = value.clone()));
            if let Some(changed) = changed {
                body[token] = json!(changed);
            }
        })
    });
    bench.wire = Some(wire);
}

#[test]
fn issued_token_of_another_issuer_audience_or_application_makes_no_session() {
    for (token, name, value, exit) in [
        (
            "id_token",
            "iss",
            json!("https://login.evil.example/v2.0"),
            10,
        ),
        ("id_token", "iss", json!(null), 10),
        ("id_token", "aud", json!(OTHER), 10),
        ("id_token", "aud", json!([CLIENT_ID, OTHER]), 10),
        ("id_token", "aud", json!(null), 10),
        ("access_token", "appid", json!(OTHER), 3),
        ("access_token", "aud", json!(EVIL), 3),
    ] {
        let mut bench = signed_in();
        bench.run("auth logout").exits(0);
        issued_with(&mut bench, token, name, value.clone());
        let ran = bench.run("auth login --browser");
        assert!(
            bench.store.contents().is_empty(),
            "{name} {value}: {}",
            ran.all()
        );
        ran.exits(exit);
    }
    let mut bench = signed_in();
    issued_with(&mut bench, "access_token", "appid", json!(OTHER));
    bench
        .env
        .push(("AZURE_CLIENT_SECRET".to_owned(), CLIENT_SECRET.to_owned()));
    two_clouds(&mut bench);
    bench.run("auth login").exits(3);
}
