//! A test client of the simulated tenant.
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use http::Method;
use jiff::{SignedDuration, Timestamp};
use serde_json::Value;

use super::entra::form;
use super::reply::Outcome;
use super::tenant::{Tenant, sha256};
use super::{AUTHORITY, CLIENT_ID, GRAPH, TENANT_ID};
use crate::transport::{Body, Request, Response};

pub(super) struct TestClient {
    pub(super) tenant: Tenant,
    pub(super) now: Timestamp,
    pub(super) token: String,
}

/// A received answer.
#[derive(Debug)]
pub(super) struct Seen {
    pub(super) status: u16,
    pub(super) body: Value,
    pub(super) response: Response,
}

impl Seen {
    pub(super) fn header(&self, name: &str) -> &str {
        self.response
            .headers()
            .get(name)
            .map_or("", |value| value.to_str().unwrap())
    }

    pub(super) fn code(&self) -> &str {
        self.body["error"]["code"].as_str().unwrap_or_default()
    }

    pub(super) fn values(&self, name: &str) -> Vec<&str> {
        let list = self.body["value"].as_array().expect("a list");
        list.iter().map(|one| one[name].as_str().unwrap()).collect()
    }
}

impl TestClient {
    pub(super) fn new() -> Self {
        let now: Timestamp = "2026-03-01T08:00:00Z".parse().unwrap();
        let mut tenant = Tenant::seed(now);
        let token = tenant
            .administrator_session(now)
            .access_token
            .expose()
            .to_owned();
        Self { tenant, now, token }
    }

    /// Continues as another user.
    pub(super) fn as_user(&mut self, upn: &str, scopes: &[&str]) {
        let session = self.tenant.session_of(upn, scopes, self.now);
        self.token = session.access_token.expose().to_owned();
    }

    pub(super) fn wait(&mut self, seconds: i64) {
        self.now = self
            .now
            .saturating_add(SignedDuration::from_secs(seconds))
            .unwrap();
    }

    pub(super) fn outcome(&mut self, request: &Request) -> Outcome {
        self.tenant.respond(request, self.now).outcome
    }

    fn seen(&mut self, request: &Request) -> Seen {
        let Outcome::Answer(response) = self.outcome(request) else {
            panic!("the connection broke");
        };
        let body = serde_json::from_slice(response.body().as_bytes()).unwrap_or(Value::Null);
        Seen {
            status: response.status().as_u16(),
            body,
            response,
        }
    }

    pub(super) fn request(&self, method: &Method, path: &str, body: Option<Value>) -> Request {
        let address = if path.contains("://") {
            path.to_owned()
        } else {
            format!("{GRAPH}/v1.0{path}")
        };
        let mut builder = http::Request::builder()
            .method(method)
            .uri(address)
            .header("authorization", format!("Bearer {}", self.token))
            .header("consistencylevel", "eventual");
        if body.is_some() {
            builder = builder.header("content-type", "application/json");
        }
        let bytes = body.map_or_else(Vec::new, |body| body.to_string().into_bytes());
        builder.body(Body::from(bytes)).unwrap()
    }

    pub(super) fn get(&mut self, path: &str) -> Seen {
        let request = self.request(&Method::GET, path, None);
        self.seen(&request)
    }

    pub(super) fn post(&mut self, path: &str, body: Value) -> Seen {
        let request = self.request(&Method::POST, path, Some(body));
        self.seen(&request)
    }

    pub(super) fn patch(&mut self, path: &str, body: Value) -> Seen {
        let request = self.request(&Method::PATCH, path, Some(body));
        self.seen(&request)
    }

    pub(super) fn delete(&mut self, path: &str) -> Seen {
        let request = self.request(&Method::DELETE, path, None);
        self.seen(&request)
    }

    /// Requests a page of the sign-in host.
    pub(super) fn page(&mut self, path: &str, pairs: &[(&str, &str)]) -> Seen {
        let address = form::with_query(&format!("{AUTHORITY}/{TENANT_ID}{path}"), pairs);
        let request = http::Request::builder()
            .uri(address)
            .body(Body::default())
            .unwrap();
        self.seen(&request)
    }

    /// Sends a form to the sign-in host.
    pub(super) fn form(&mut self, path: &str, pairs: &[(&str, &str)]) -> Seen {
        let text = form::with_query("", pairs);
        let request = http::Request::builder()
            .method(Method::POST)
            .uri(format!("{AUTHORITY}/{TENANT_ID}{path}"))
            .header("content-type", "application/x-www-form-urlencoded")
            .body(Body::from(text.trim_start_matches('?').as_bytes().to_vec()))
            .unwrap();
        self.seen(&request)
    }

    /// Signs in by browser up to the redirect. Returns its query.
    pub(super) fn authorize(&mut self, verifier: &str, scope: &str) -> Vec<(String, String)> {
        let challenge = URL_SAFE_NO_PAD.encode(sha256(verifier.as_bytes()));
        let seen = self.page(
            "/oauth2/v2.0/authorize",
            &[
                ("client_id", CLIENT_ID),
                ("response_type", "code"),
                ("redirect_uri", "http://localhost:5000"),
                ("scope", scope),
                ("state", "st"),
                ("nonce", "no"),
                ("code_challenge", &challenge),
                ("code_challenge_method", "S256"),
            ],
        );
        assert_eq!(seen.status, 302, "{:?}", seen.body);
        form::pairs(seen.header("location").split_once('?').unwrap().1)
    }
}
