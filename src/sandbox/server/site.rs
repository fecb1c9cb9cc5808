//! Handling of one HTTP request: checks its host, routes it and sends the answer.
use std::sync::Arc;
use std::time::Duration;

use http::{HeaderMap, Method, Request};
use hyper::body::Incoming;
use ring::hmac;
use serde_json::{Value, json};
use tokio::sync::Notify;

use super::address::Reach;
use super::wire::{self, BodyError, ResponseBody, SiteResponse};
use super::{address, control, cors, device, discovery, pages};
use crate::sandbox::entra::Served;
use crate::sandbox::reply::{Outcome, Reply};
use crate::sandbox::tenant::sha256;
use crate::sandbox::transport::Sandbox;
use crate::sandbox::{AUTHORITY, GRAPH};
use crate::secret::Secret;
use crate::transport::Body;

/// An answer made by the server itself.
pub(super) type HttpResponse = http::Response<Vec<u8>>;

/// State shared by all requests.
pub(super) struct Site {
    pub(super) sandbox: Arc<Sandbox>,
    reach: Reach,
    /// Key of the proofs in the server's own forms.
    key: hmac::Key,
    /// Digest of the control token; `None` if there is no control path.
    control: Option<Vec<u8>>,
}

/// A completely received request.
#[derive(Debug)]
pub(super) struct SiteRequest<'a> {
    pub(super) method: &'a Method,
    /// Path without doubled slashes.
    pub(super) path: &'a str,
    pub(super) query: Option<&'a str>,
    pub(super) headers: &'a HeaderMap,
    pub(super) body: &'a [u8],
    pub(super) origin: &'a str,
}

impl SiteRequest<'_> {
    /// Whether a form was sent by a page of this server, according to the browser.
    pub(super) fn same_origin(&self) -> bool {
        self.headers
            .get("origin")
            .is_none_or(|origin| origin.as_bytes() == self.origin.as_bytes())
    }
}

/// Returns an answer in JSON.
pub(super) fn json_response(status: u16, body: &Value) -> HttpResponse {
    http::Response::builder()
        .status(status)
        .header("content-type", "application/json; charset=utf-8")
        .header("cache-control", "no-store")
        .body(body.to_string().into_bytes())
        .unwrap_or_default()
}

/// Returns an error in Graph's format.
pub(super) fn error_response(status: u16, code: &str, message: &str) -> HttpResponse {
    json_response(
        status,
        &json!({ "error": { "code": code, "message": message } }),
    )
}

impl Site {
    pub(super) fn new(
        sandbox: Arc<Sandbox>,
        reach: Reach,
        key: &[u8],
        control: Option<&Secret>,
    ) -> Self {
        Self {
            sandbox,
            reach,
            key: hmac::Key::new(hmac::HMAC_SHA256, key),
            control: control.map(|token| sha256(token.expose().as_bytes())),
        }
    }

    /// Returns the proof for a form about `subject`.
    pub(super) fn csrf_token(&self, subject: &str) -> String {
        control::token_text(hmac::sign(&self.key, subject.as_bytes()).as_ref())
    }

    /// Whether `proof` is the one for a form about `subject`.
    pub(super) fn is_valid_csrf_token(&self, subject: &str, proof: &str) -> bool {
        sha256(self.csrf_token(subject).as_bytes()) == sha256(proof.as_bytes())
    }

    /// Answers one request.
    pub(super) async fn answer(
        &self,
        request: Request<Incoming>,
        secure: bool,
        breaks: &Notify,
    ) -> SiteResponse {
        let (parts, body) = request.into_parts();
        let Some(origin) = address::request_origin(&parts.uri, &parts.headers, &self.reach, secure)
        else {
            return Ok(finish_response(error_response(
                421,
                "MisdirectedRequest",
                "This server does not answer to this host name.",
            )));
        };
        let body = match wire::read(body).await {
            Ok(body) => body,
            Err(BodyError::TooLarge) => {
                return Ok(finish_response(error_response(
                    413,
                    "RequestEntityTooLarge",
                    "At most 4 MiB.",
                )));
            }
            Err(BodyError::Broken) => {
                return Ok(finish_response(error_response(
                    400,
                    "BadRequest",
                    "The body broke.",
                )));
            }
        };
        let path = address::normalize_slashes(parts.uri.path());
        let asked = SiteRequest {
            method: &parts.method,
            path: &path,
            query: parts.uri.query(),
            headers: &parts.headers,
            body: &body,
            origin: &origin,
        };
        if let Some(allowed) = cors::preflight(&asked) {
            return Ok(finish_response(allowed));
        }
        if let Some(plain) = self.handle_locally(&asked) {
            return Ok(finish_response(plain));
        }
        let reply = self.run_in_tenant(&asked);
        let response = self.to_site_response(reply, &origin, breaks).await?;
        Ok(cors::share(&asked, response))
    }

    /// Returns the answer of a path that is not a route of the tenant.
    fn handle_locally(&self, asked: &SiteRequest<'_>) -> Option<HttpResponse> {
        let lower = asked.path.to_ascii_lowercase();
        let segments: Vec<&str> = lower.split('/').skip(1).collect();
        let page = self.reach.attended && matches!(*asked.method, Method::GET | Method::POST);
        match segments.as_slice() {
            ["_sandbox", what] => Some(self.handle_control(asked, what)),
            ["device" | "devicelogin"] if page => Some(device::respond(self, asked)),
            [_, "oauth2", "v2.0", "authorize"] if page => {
                pages::respond(self, asked, pages::PageKind::SignIn)
            }
            [_, "adminconsent"] | [_, "v2.0", "adminconsent"] if page => {
                pages::respond(self, asked, pages::PageKind::Consent)
            }
            ["" | "favicon.ico" | "robots.txt"] => Some(error_response(
                404,
                "ResourceNotFound",
                "There is nothing here.",
            )),
            _ => discovery::respond(asked.method.as_str(), asked.path, asked.origin),
        }
    }

    fn handle_control(&self, asked: &SiteRequest<'_>, what: &str) -> HttpResponse {
        match &self.control {
            None => error_response(404, "ResourceNotFound", "There is nothing here."),
            Some(wanted) if !control::is_token_valid(asked.headers, wanted) => error_response(
                401,
                "Unauthorized",
                "The control token is missing or wrong.",
            ),
            Some(_) => {
                let now = self.sandbox.clock().now();
                self.sandbox.with_tenant(|tenant| {
                    control::respond(tenant, asked.method, what, asked.body, now)
                })
            }
        }
    }

    /// Returns the tenant's answer to the address of a page, as if `person` had accepted.
    pub(super) fn respond_as_user(&self, person: &str, asked: &SiteRequest<'_>) -> HttpResponse {
        let page = SiteRequest {
            method: &Method::GET,
            body: &[],
            ..*asked
        };
        let Some(request) = self.to_tenant_request(&page) else {
            return error_response(400, "BadRequest", "The address is not valid.");
        };
        let now = self.sandbox.clock().now();
        let reply = self.sandbox.with_tenant(|tenant| {
            let before = std::mem::replace(&mut tenant.entra.person, person.to_owned());
            tenant.entra.served = Some(self.reach.served(asked.origin));
            let reply = tenant.respond(&request, now);
            tenant.entra.person = before;
            reply
        });
        match reply.outcome {
            Outcome::Answer(response) => {
                to_served_response(response, &self.reach.served(asked.origin))
            }
            Outcome::Drop | Outcome::Refuse => error_response(
                503,
                "ServiceUnavailable",
                "The service is temporarily unavailable.",
            ),
        }
    }

    /// Returns the request with the tenant's simulated addresses.
    fn to_tenant_request(&self, asked: &SiteRequest<'_>) -> Option<crate::transport::Request> {
        let first = asked.path.split('/').nth(1).unwrap_or_default();
        let graph = first.eq_ignore_ascii_case("v1.0") || first.eq_ignore_ascii_case("beta");
        let (uri, body) = if first.eq_ignore_ascii_case("oidc") {
            (
                format!("{GRAPH}{}", asked.path.to_ascii_lowercase()),
                Vec::new(),
            )
        } else if graph {
            let rest = asked.path.get(5..).unwrap_or_default();
            let version = first.to_ascii_lowercase();
            let query = asked
                .query
                .map_or_else(String::new, |query| format!("?{query}"));
            (
                format!("{GRAPH}/{version}{rest}{query}"),
                asked.body.to_vec(),
            )
        } else {
            // All paths and parameter names of the sign-in host are in lower case.
            let path = asked.path.to_ascii_lowercase();
            let text = |text: &str| address::to_tenant_fields(text, &self.reach);
            let query = asked
                .query
                .map_or_else(String::new, |query| format!("?{}", text(query)));
            let body = text(&String::from_utf8_lossy(asked.body));
            (format!("{AUTHORITY}{path}{query}"), body.into_bytes())
        };
        let mut request = http::Request::builder()
            .method(asked.method)
            .uri(uri)
            .body(Body::from(body))
            .ok()?;
        *request.headers_mut() = asked.headers.clone();
        Some(request)
    }

    fn run_in_tenant(&self, asked: &SiteRequest<'_>) -> Option<Reply> {
        let request = self.to_tenant_request(asked)?;
        let now = self.sandbox.clock().now();
        Some(self.sandbox.with_tenant(|tenant| {
            tenant.entra.served = Some(self.reach.served(asked.origin));
            tenant.respond(&request, now)
        }))
    }

    /// Sends the tenant's answer with the delay and the damage that faults demand.
    async fn to_site_response(
        &self,
        reply: Option<Reply>,
        origin: &str,
        breaks: &Notify,
    ) -> SiteResponse {
        let Some(reply) = reply else {
            return Ok(finish_response(error_response(
                400,
                "BadRequest",
                "The address is not valid.",
            )));
        };
        if reply.delay > Duration::ZERO {
            self.sandbox.clock().sleep(reply.delay).await;
        }
        match reply.outcome {
            Outcome::Answer(response) => {
                let plain = to_served_response(response, &self.reach.served(origin));
                Ok(if reply.cut {
                    let (parts, bytes) = plain.into_parts();
                    http::Response::from_parts(parts, ResponseBody::truncated(bytes))
                } else {
                    finish_response(plain)
                })
            }
            Outcome::Drop | Outcome::Refuse => {
                breaks.notify_one();
                std::future::pending().await
            }
        }
    }
}

/// Returns the tenant's answer with the served addresses.
fn to_served_response(response: crate::transport::Response, served: &Served) -> HttpResponse {
    let (mut parts, body) = response.into_parts();
    for value in parts.headers.values_mut() {
        if let Some(changed) = value
            .to_str()
            .ok()
            .and_then(|text| address::to_served_origin(text, served).parse().ok())
        {
            *value = changed;
        }
    }
    let bytes = body.into_bytes();
    let bytes = match std::str::from_utf8(&bytes) {
        Ok(text) => address::to_served_origin(text, served).into_bytes(),
        Err(_) => bytes,
    };
    http::Response::from_parts(parts, bytes)
}

/// Returns an answer to send, with the headers that all answers have.
fn finish_response(plain: HttpResponse) -> http::Response<ResponseBody> {
    let (mut parts, bytes) = plain.into_parts();
    let mut add = |name: &'static str, value: &'static str| {
        parts
            .headers
            .entry(name)
            .or_insert(http::HeaderValue::from_static(value));
    };
    add(
        "content-security-policy",
        "default-src 'none'; frame-ancestors 'none'",
    );
    // With `no-referrer`, a browser sends the origin `null` with the server's own forms.
    add("referrer-policy", "same-origin");
    add("x-content-type-options", "nosniff");
    http::Response::from_parts(parts, ResponseBody::complete(bytes))
}
