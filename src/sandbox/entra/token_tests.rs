//! Tests of the token endpoint that other people's clients meet: their parameters, their
//! credentials, and the resources that they ask for.
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use jiff::SignedDuration;
use ring::rand::SystemRandom;
use ring::signature::{RSA_PKCS1_SHA256, RSA_PSS_SHA256, RsaEncoding};
use serde_json::{Value, json};

use super::Served;
use super::signature::{signing_key, test_certificate};
use crate::sandbox::test_support::{Seen, TestClient};
use crate::sandbox::{AUTHORITY, CLIENT_ID, CLIENT_SECRET, GRAPH, TENANT_ID};

const TOKEN: &str = "/oauth2/v2.0/token";
const JWT_BEARER: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

/// Returns a client of a served tenant, which is not the program itself.
fn stranger() -> TestClient {
    let mut desk = TestClient::new();
    desk.tenant.entra.served = Some(Served {
        authority: AUTHORITY.to_owned(),
        graph: GRAPH.to_owned(),
        attended: false,
    });
    desk
}

fn code(seen: &Seen) -> u64 {
    seen.body["error_codes"][0].as_u64().unwrap_or_default()
}

fn app_token(desk: &mut TestClient, app: &str, scope: &str, extra: &[(&str, &str)]) -> Seen {
    let mut fields = vec![
        ("client_id", app),
        ("grant_type", "client_credentials"),
        ("scope", scope),
    ];
    fields.extend_from_slice(extra);
    desk.form(TOKEN, &fields)
}

fn jwt(header: &Value, claims: &Value, algorithm: &'static dyn RsaEncoding) -> String {
    let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
    let message = format!("{}.{}", part(header), part(claims));
    let key = signing_key().unwrap();
    let mut signature = vec![0; key.public().modulus_len()];
    key.sign(
        algorithm,
        &SystemRandom::new(),
        message.as_bytes(),
        &mut signature,
    )
    .unwrap();
    format!("{message}.{}", URL_SAFE_NO_PAD.encode(signature))
}

/// Returns the claims of an assertion that begins and ends so many seconds from now.
fn claims(desk: &TestClient, from: i64, to: i64) -> Value {
    let now = desk.now.as_second();
    json!({
        "aud": format!("{AUTHORITY}/{TENANT_ID}{TOKEN}"),
        "iss": CLIENT_ID, "sub": CLIENT_ID, "jti": "1", "nbf": now + from, "exp": now + to,
    })
}

#[test]
fn unknown_parameter_is_ignored_for_others_and_refused_for_the_program() {
    let scope = format!("{GRAPH}/.default");
    let extra = [("client_secret", CLIENT_SECRET), ("clidata", "1")];
    assert_eq!(
        app_token(&mut stranger(), CLIENT_ID, &scope, &extra).status,
        200
    );
    assert_eq!(
        app_token(&mut TestClient::new(), CLIENT_ID, &scope, &extra).status,
        501
    );
}

#[test]
fn assertion_holds_with_either_thumbprint_and_within_five_minutes_of_skew() {
    let mut desk = stranger();
    let der = test_certificate();
    let end = desk.now + SignedDuration::from_hours(1);
    let key = desk
        .tenant
        .add_certificate(CLIENT_ID, &der, (desk.now, end))
        .unwrap();
    let sha1 = STANDARD
        .decode(key["customKeyIdentifier"].as_str().unwrap())
        .unwrap();
    let sha256 = URL_SAFE_NO_PAD.encode(ring::digest::digest(&ring::digest::SHA256, &der));
    let old = json!({ "alg": "RS256", "typ": "JWT", "x5t": URL_SAFE_NO_PAD.encode(sha1) });
    let new = json!({ "alg": "PS256", "typ": "JWT", "x5t#S256": sha256 });
    let scope = format!("{GRAPH}/.default");
    let mut ask = |header: &Value, from, to, algorithm| {
        let assertion = jwt(header, &claims(&desk, from, to), algorithm);
        let extra = [
            ("client_assertion_type", JWT_BEARER),
            ("client_assertion", &*assertion),
        ];
        let seen = app_token(&mut desk, CLIENT_ID, &scope, &extra);
        (seen.status, code(&seen))
    };
    assert_eq!(ask(&old, 0, 300, &RSA_PKCS1_SHA256), (200, 0));
    assert_eq!(ask(&new, 0, 300, &RSA_PSS_SHA256), (200, 0));
    assert_eq!(ask(&new, 290, 900, &RSA_PSS_SHA256), (200, 0));
    assert_eq!(ask(&new, -900, -290, &RSA_PSS_SHA256), (200, 0));
    assert_eq!(ask(&new, 310, 900, &RSA_PSS_SHA256), (401, 700_024));
    assert_eq!(ask(&new, -900, -310, &RSA_PSS_SHA256), (401, 700_024));
    // The signature is one of the other kind.
    assert_eq!(ask(&new, 0, 300, &RSA_PKCS1_SHA256), (401, 700_027));
    let unknown = json!({ "alg": "RS256", "typ": "JWT", "x5t": "bm90aGluZw" });
    assert_eq!(ask(&unknown, 0, 300, &RSA_PKCS1_SHA256), (401, 700_027));
}

#[test]
fn each_difference_of_a_federated_assertion_has_its_own_code() {
    let mut desk = stranger();
    let none = json!({ "displayName": "none" });
    let none = desk
        .tenant
        .prepare_application(&none, desk.now)
        .unwrap()
        .app_id;
    let trusting = json!({ "displayName": "ci", "federatedIdentityCredentials": [
        { "name": "main", "issuer": "https://ci.example", "subject": "repo:a/b:ref:main" }
    ] });
    let app = desk
        .tenant
        .prepare_application(&trusting, desk.now)
        .unwrap()
        .app_id;
    let scope = format!("{GRAPH}/.default");
    let exp = desk.now.as_second() + 300;
    let mut ask = |app: &str, issuer: &str, audience: &str, subject: &str| {
        let claims = json!({ "iss": issuer, "aud": audience, "sub": subject, "exp": exp });
        let assertion = jwt(&json!({ "alg": "RS256" }), &claims, &RSA_PKCS1_SHA256);
        let extra = [
            ("client_assertion_type", JWT_BEARER),
            ("client_assertion", &*assertion),
        ];
        code(&app_token(&mut desk, app, &scope, &extra))
    };
    let (issuer, audience, subject) = (
        "https://ci.example",
        "api://AzureADTokenExchange",
        "repo:a/b:ref:main",
    );
    assert_eq!(ask(&app, issuer, audience, subject), 0);
    assert_eq!(ask(&none, issuer, audience, subject), 70025);
    assert_eq!(ask(&app, "https://ci.example/", audience, subject), 700_211);
    assert_eq!(ask(&app, issuer, "api://other", subject), 700_212);
    assert_eq!(ask(&app, issuer, audience, "repo:a/b:ref:dev"), 700_213);
    assert_eq!(ask(&app, issuer, audience, "Repo:a/b:ref:main"), 7_002_138);
}

#[test]
fn missing_parameter_is_named_and_the_error_says_where_to_read_more() {
    let mut desk = stranger();
    let seen = desk.form(TOKEN, &[("grant_type", "client_credentials")]);
    assert_eq!((seen.status, code(&seen)), (400, 900_144));
    assert_eq!(seen.body["error"], "invalid_request");
    for field in ["error_uri", "timestamp", "trace_id", "correlation_id"] {
        assert!(seen.body[field].is_string(), "{field}");
    }
}

#[test]
fn azure_cli_gets_a_token_for_the_resource_with_the_doubled_slash() {
    let mut desk = stranger();
    let scope = "https://management.core.windows.net//.default";
    let extra = [("client_secret", CLIENT_SECRET)];
    let seen = app_token(&mut desk, CLIENT_ID, scope, &extra);
    let token = seen.body["access_token"].as_str().unwrap().to_owned();
    let claims = URL_SAFE_NO_PAD
        .decode(token.split('.').nth(1).unwrap())
        .unwrap();
    let claims: Value = serde_json::from_slice(&claims).unwrap();
    assert_eq!(claims["aud"], "https://management.core.windows.net/");
    // Graph does not take it.
    desk.token = token;
    let seen = desk.get("/users");
    assert_eq!(
        (seen.status, seen.code()),
        (401, "InvalidAuthenticationToken")
    );
    assert!(
        seen.header("www-authenticate")
            .contains("authorization_uri")
    );
}

#[test]
fn older_endpoint_names_its_resource_and_its_times_are_text() {
    let mut desk = stranger();
    let seen = desk.form(
        "/oauth2/token",
        &[
            ("client_id", CLIENT_ID),
            ("client_secret", CLIENT_SECRET),
            ("grant_type", "client_credentials"),
            ("resource", GRAPH),
        ],
    );
    assert_eq!(seen.body["resource"], GRAPH);
    assert_eq!(seen.body["expires_in"], "3599");
    assert!(seen.body["expires_on"].is_string());
}

#[test]
fn server_redeems_a_code_with_its_secret_and_without_a_proof_key() {
    let mut desk = stranger();
    let redirect = "https://app.example/auth/redirect";
    let description = json!({
        "displayName": "web", "web": { "redirectUris": [redirect] },
        "passwordCredentials": [{ "secretText": "made-up" }], "permissions": ["User.Read"],
    });
    let app = desk
        .tenant
        .prepare_application(&description, desk.now)
        .unwrap()
        .app_id;
    let authorize = |desk: &mut TestClient, redirect: &str| {
        let fields = [
            ("client_id", &*app),
            ("response_type", "code"),
            ("redirect_uri", redirect),
            ("scope", "openid User.Read"),
        ];
        desk.page("/oauth2/v2.0/authorize", &fields)
    };
    assert_eq!(authorize(&mut desk, "https://app.example/").status, 400);
    let seen = authorize(&mut desk, redirect);
    let query = seen
        .header("location")
        .split_once('?')
        .unwrap()
        .1
        .to_owned();
    let code_text = super::form::pairs(&query)[0].1.clone();
    let redeem = |desk: &mut TestClient, secret: &str| {
        let fields = [
            ("client_id", &*app),
            ("grant_type", "authorization_code"),
            ("code", &*code_text),
            ("redirect_uri", redirect),
            ("client_secret", secret),
        ];
        desk.form(TOKEN, &fields)
    };
    assert_eq!(redeem(&mut desk, "made-up").status, 200);
    let again = authorize(&mut desk, redirect).header("location").to_owned();
    let other = super::form::pairs(again.split_once('?').unwrap().1)[0]
        .1
        .clone();
    let fields = [
        ("client_id", &*app),
        ("grant_type", "authorization_code"),
        ("code", &*other),
        ("redirect_uri", redirect),
    ];
    assert_eq!(code(&desk.form(TOKEN, &fields)), 7_000_218);
}

#[test]
fn token_is_exchanged_only_by_the_application_that_it_is_for() {
    let mut desk = stranger();
    let api = json!({
        "displayName": "api", "passwordCredentials": [{ "secretText": "made-up" }],
        "permissions": ["User.Read"],
    });
    let api = desk
        .tenant
        .prepare_application(&api, desk.now)
        .unwrap()
        .app_id;
    let user = desk.tenant.entra.person.clone();
    let issue = |desk: &mut TestClient, resource| {
        super::issue_access_token(
            &mut desk.tenant,
            super::Issued {
                expires_at: desk.now + SignedDuration::from_mins(5),
                from: desk.now,
                user: Some(user.clone()),
                client_id: CLIENT_ID.to_owned(),
                resource,
                permissions: Vec::new(),
                cae: false,
            },
        )
    };
    let name = format!("api://{api}");
    let own = super::Resource::Application {
        app_id: api.clone(),
        name,
    };
    let (own, graph) = (
        issue(&mut desk, own),
        issue(&mut desk, super::Resource::Graph),
    );
    let scope = format!("{GRAPH}/User.Read");
    let exchange = |desk: &mut TestClient, assertion: &str| {
        let fields = [
            ("client_id", &*api),
            ("client_secret", "made-up"),
            ("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer"),
            ("requested_token_use", "on_behalf_of"),
            ("assertion", assertion),
            ("scope", &*scope),
        ];
        desk.form(TOKEN, &fields)
    };
    let seen = exchange(&mut desk, &own);
    assert_eq!(seen.status, 200, "{:?}", seen.body);
    assert_eq!(code(&exchange(&mut desk, &graph)), 500_131);
}

#[test]
fn metadata_of_every_tenant_names_no_single_issuer() {
    let mut desk = stranger();
    let own = desk.page("/v2.0/.well-known/openid-configuration", &[]);
    assert_eq!(own.body["issuer"], format!("{AUTHORITY}/{TENANT_ID}/v2.0"));
    let address = format!("{AUTHORITY}/common/v2.0/.well-known/openid-configuration");
    let seen = desk.get(&address);
    assert_eq!(
        seen.body["issuer"],
        format!("{AUTHORITY}/{{tenantid}}/v2.0")
    );
    assert_eq!(seen.body["response_types_supported"], json!(["code"]));
}
