//! Tests that the simulated sign-in service follows Entra's rules.
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::json;

use crate::sandbox::seed::{cast, user_id, vendor_apps};
use crate::sandbox::test_support::{Seen, TestClient};
use crate::sandbox::{AUTHORITY, CLIENT_ID, CLIENT_SECRET, GRAPH, Resource, TENANT_ID};

const VERIFIER: &str = "a-verifier-that-is-long-enough-for-the-rules-of-rfc-7636";
const TOKEN: &str = "/oauth2/v2.0/token";

fn redeem(desk: &mut TestClient, code: &str, verifier: &str) -> Seen {
    desk.form(
        TOKEN,
        &[
            ("client_id", CLIENT_ID),
            ("grant_type", "authorization_code"),
            ("code", code),
            ("redirect_uri", "http://localhost:5000"),
            ("code_verifier", verifier),
        ],
    )
}

fn sign_in(desk: &mut TestClient) -> Seen {
    let pairs = desk.authorize(
        VERIFIER,
        "openid offline_access User.Read Directory.Read.All",
    );
    assert_eq!(pairs[1], ("state".to_owned(), "st".to_owned()));
    redeem(desk, &pairs[0].1.clone(), VERIFIER)
}

#[test]
fn a_browser_sign_in_ends_in_tokens_that_graph_takes() {
    let mut desk = TestClient::new();
    let seen = sign_in(&mut desk);
    assert_eq!(seen.status, 200, "{:?}", seen.body);
    desk.token = seen.body["access_token"].as_str().unwrap().to_owned();
    assert!(desk.token.contains("CANARY"));
    let claims = URL_SAFE_NO_PAD
        .decode(desk.token.split('.').nth(1).unwrap())
        .unwrap();
    let claims: serde_json::Value = serde_json::from_slice(&claims).unwrap();
    assert_eq!(claims["tid"], TENANT_ID);
    assert_eq!(claims["scp"], "User.Read Directory.Read.All");
    assert_eq!(claims["aud"], GRAPH);
    assert_eq!(
        desk.get("/me").body["userPrincipalName"],
        cast::ADMINISTRATOR
    );
}

#[test]
fn a_code_is_good_once_and_only_with_its_verifier() {
    let mut desk = TestClient::new();
    let code = desk.authorize(VERIFIER, "User.Read")[0].1.clone();
    let wrong = "another-verifier-that-is-long-enough-for-the-rules-of-it";
    assert_eq!(
        redeem(&mut desk, &code, wrong).body["error_codes"],
        json!([501_481])
    );
    assert_eq!(
        redeem(&mut desk, &code, VERIFIER).body["error_codes"],
        json!([54005])
    );
}

#[test]
fn a_scope_nobody_consented_to_is_refused() {
    let mut desk = TestClient::new();
    let pairs = desk.authorize(VERIFIER, "Mail.Read");
    assert_eq!(pairs[0].0, "error");
    assert!(pairs[1].1.contains("AADSTS65001"), "{pairs:?}");
}

#[test]
fn a_refresh_token_stays_good_until_the_sessions_are_ended() {
    let mut desk = TestClient::new();
    let first = sign_in(&mut desk).body["refresh_token"]
        .as_str()
        .unwrap()
        .to_owned();
    let renew = |desk: &mut TestClient| {
        let pairs = [
            ("client_id", CLIENT_ID),
            ("grant_type", "refresh_token"),
            ("refresh_token", &first),
        ];
        desk.form(TOKEN, &pairs)
    };
    desk.wait(10);
    assert_eq!(renew(&mut desk).status, 200);
    assert_eq!(renew(&mut desk).status, 200);
    let id = user_id(cast::ADMINISTRATOR);
    assert_eq!(
        desk.post(&format!("/users/{id}/revokeSignInSessions"), json!({}))
            .status,
        200
    );
    assert_eq!(renew(&mut desk).body["error_codes"], json!([50173]));
    assert!(
        desk.get("/me")
            .header("www-authenticate")
            .contains("insufficient_claims")
    );
}

#[test]
fn a_device_code_is_approved_at_the_second_poll() {
    let mut desk = TestClient::new();
    let start = desk.form(
        "/oauth2/v2.0/devicecode",
        &[("client_id", CLIENT_ID), ("scope", "User.Read")],
    );
    let code = start.body["device_code"].as_str().unwrap().to_owned();
    let poll = |desk: &mut TestClient| {
        let grant = "urn:ietf:params:oauth:grant-type:device_code";
        let pairs = [
            ("client_id", CLIENT_ID),
            ("grant_type", grant),
            ("device_code", code.as_str()),
        ];
        let seen = desk.form(TOKEN, &pairs);
        (
            seen.status,
            seen.body["error"].as_str().unwrap_or_default().to_owned(),
        )
    };
    desk.wait(5);
    assert_eq!(poll(&mut desk).1, "authorization_pending");
    assert_eq!(poll(&mut desk).1, "slow_down");
    desk.wait(5);
    assert_eq!(poll(&mut desk).1, "slow_down");
    desk.wait(15);
    assert_eq!(poll(&mut desk).0, 200);
}

#[test]
fn an_application_signs_in_with_its_secret() {
    let mut desk = TestClient::new();
    let scope = format!("{GRAPH}/.default");
    let with = |desk: &mut TestClient, extra: &[(&str, &str)]| {
        let mut pairs = vec![
            ("client_id", CLIENT_ID),
            ("grant_type", "client_credentials"),
            ("scope", scope.as_str()),
        ];
        pairs.extend_from_slice(extra);
        desk.form(TOKEN, &pairs)
    };
    assert_eq!(
        with(&mut desk, &[("client_secret", CLIENT_SECRET)]).status,
        200
    );
    let wrong = with(&mut desk, &[("client_secret", "guess")]);
    assert_eq!(
        (wrong.status, &wrong.body["error"]),
        (401, &json!("invalid_client"))
    );
}

#[test]
fn consent_grants_what_the_manifest_asks_for() {
    let mut desk = TestClient::new();
    let app = vendor_apps().iter().find(|app| app.set == "s3").unwrap();
    let sp = desk
        .tenant
        .service_principal_of(app.client_id)
        .unwrap()
        .id()
        .to_owned();
    assert!(
        desk.tenant
            .application_permissions(&sp, &Resource::Graph)
            .is_empty()
    );
    let seen = desk.page(
        "/adminconsent",
        &[
            ("client_id", app.client_id),
            ("redirect_uri", "http://localhost:5000"),
            ("state", "st"),
        ],
    );
    assert!(
        seen.header("location").contains("admin_consent=True"),
        "{seen:?}"
    );
    assert_eq!(
        desk.tenant
            .application_permissions(&sp, &Resource::Graph)
            .len(),
        3
    );
    let foreign = vendor_apps().iter().find(|app| !app.loopback).unwrap();
    let seen = desk.page(
        "/adminconsent",
        &[
            ("client_id", foreign.client_id),
            ("redirect_uri", "http://localhost:5000"),
        ],
    );
    assert_eq!(seen.status, 400);
    assert_eq!(
        desk.page("/adminconsent", &[("client_id", foreign.client_id)])
            .status,
        200
    );
}

#[test]
fn who_may_not_consent_comes_back_with_an_error_that_says_true() {
    let mut desk = TestClient::new();
    desk.tenant.entra.person = user_id(cast::PLAIN);
    let app = vendor_apps().iter().find(|app| app.loopback).unwrap();
    let seen = desk.page(
        "/v2.0/adminconsent",
        &[
            ("client_id", app.client_id),
            ("redirect_uri", "http://localhost:5000"),
            ("scope", ".default"),
        ],
    );
    let location = seen.header("location");
    assert!(location.contains("AADSTS90094") && location.contains("admin_consent=True"));
}

#[test]
fn an_unknown_tenant_and_an_unknown_application_are_named() {
    let mut desk = TestClient::new();
    let request = http::Request::builder()
        .uri(format!(
            "{AUTHORITY}/nowhere.example/v2.0/.well-known/openid-configuration"
        ))
        .body(crate::transport::Body::default())
        .unwrap();
    let crate::sandbox::Outcome::Answer(answer) = desk.outcome(&request) else {
        panic!("no answer");
    };
    assert!(String::from_utf8_lossy(answer.body().as_bytes()).contains("AADSTS90002"));
    let seen = desk.form(
        TOKEN,
        &[("client_id", "nobody"), ("grant_type", "refresh_token")],
    );
    assert_eq!(seen.body["error_codes"], json!([700_016]));
}
