//! The made-up sign-in service: what it remembers, and which page answers what.
//!
//! Tokens, codes and secrets are kept as digests only, so that a saved tenant
//! holds nothing that could be used.
mod authorize;
mod consent;
mod device;
mod errors;
pub(super) mod form;
mod issue;
mod signature;
#[cfg(test)]
mod tests;
mod token;

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::json;

use self::errors::refuse;
use super::reply::Answer;
use super::tenant::Tenant;
use super::{AUTHORITY, DOMAIN, TENANT_ID};
use crate::transport::Request;

pub(in crate::sandbox) use consent::apply_manifest;
pub(in crate::sandbox) use issue::{issue_access_token, issue_refresh_token};
#[cfg(feature = "serve")]
pub(in crate::sandbox) use signature::key_set;

/// An application as its owner registered it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Registration {
    /// Its name.
    pub display_name: String,
    /// The tenant that owns it.
    pub owner: String,
    /// The name of the verified publisher, where there is one.
    pub publisher: Option<String>,
    /// Where it may send people back to; loopback addresses match on any port.
    pub redirects: Vec<String>,
    /// It signs in without a secret of its own.
    pub public: bool,
    /// Digests of its client secrets.
    pub secrets: Vec<String>,
    /// `x5t#S256` of its certificates.
    pub certificates: Vec<String>,
    /// What it asks for: resource application id, permission id, application permission or not.
    pub required: Vec<(String, String, bool)>,
}

/// An access token that was issued.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Issued {
    /// When it ends.
    pub expires_at: Timestamp,
    /// When it began.
    pub from: Timestamp,
    /// The person; none for an application's own token.
    pub user: Option<String>,
    /// The application.
    pub client_id: String,
    /// Delegated scopes, or the application's roles.
    pub permissions: Vec<String>,
    /// The client understands claims challenges.
    pub cae: bool,
}

/// What a code or a refresh token stands for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IssuedGrant {
    client_id: String,
    user: String,
    scopes: Vec<String>,
    issued_at: Timestamp,
    expires_at: Timestamp,
    challenge: String,
    redirect: String,
    nonce: Option<String>,
    cae: bool,
    used: bool,
}

/// A device code that waits for a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Device {
    client_id: String,
    scopes: Vec<String>,
    expires_at: Timestamp,
    last_poll: Option<Timestamp>,
    interval: i64,
    polls: u32,
    pending: u32,
    #[serde(default)]
    user_code: String,
    #[serde(default)]
    decision: Option<Decision>,
}

/// What a person answered on the page of the device sign-in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::sandbox) enum Decision {
    /// Signed in, as this person.
    Approved(String),
    /// Declined.
    Declined,
}

/// What the made-up sign-in service remembers.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Entra {
    /// Object id of the person in front of the browser.
    pub person: String,
    /// Issued access tokens by digest.
    pub tokens: BTreeMap<String, Issued>,
    /// Refresh tokens by digest.
    pub refresh: BTreeMap<String, IssuedGrant>,
    /// Authorization codes by digest.
    pub codes: BTreeMap<String, IssuedGrant>,
    /// Device codes by digest.
    pub devices: BTreeMap<String, Device>,
    /// Where clients that nobody here wrote reach the tenant: the origin that
    /// stands in for the made-up ones. None inside of the program; never kept.
    #[serde(skip)]
    pub served: Option<String>,
    /// Certificates of this run by their `x5t#S256`, to check signatures with;
    /// of others only the thumbprint is known, and trusted.
    #[serde(skip)]
    pub certificates: BTreeMap<String, Vec<u8>>,
}

impl Tenant {
    /// The origin of the sign-in service, as its clients know it.
    pub(in crate::sandbox) fn authority(&self) -> String {
        self.entra
            .served
            .clone()
            .unwrap_or_else(|| AUTHORITY.to_owned())
    }

    /// The origin of Graph, as its clients know it.
    pub(in crate::sandbox) fn graph_origin(&self) -> String {
        self.entra
            .served
            .clone()
            .unwrap_or_else(|| super::GRAPH.to_owned())
    }
}

/// Answers a request to the sign-in host.
pub(super) fn respond(tenant: &mut Tenant, request: &Request, now: Timestamp) -> Answer {
    let path = request.uri().path().to_owned();
    let segments: Vec<&str> = path.split('/').filter(|s| !s.is_empty()).collect();
    let Some((directory, rest)) = segments.split_first() else {
        return Answer::not_found("this page");
    };
    let known = [TENANT_ID, DOMAIN, "organizations", "common"]
        .iter()
        .any(|name| name.eq_ignore_ascii_case(directory));
    if !known {
        return refuse(
            "invalid_request",
            90002,
            format!("Tenant '{directory}' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud."),
        )
        .into_answer(tenant, now);
    }
    let text = if request.method() == http::Method::POST {
        String::from_utf8_lossy(request.body().as_bytes()).into_owned()
    } else {
        request.uri().query().unwrap_or_default().to_owned()
    };
    let Some(fields) = form::unique_fields(&text) else {
        return refuse(
            "invalid_request",
            900_144,
            "The request has a parameter more than once.",
        )
        .into_answer(tenant, now);
    };
    match (request.method().as_str(), rest) {
        ("GET", ["v2.0", ".well-known", "openid-configuration"]) => Answer::ok(openid_metadata()),
        ("GET", ["oauth2", "v2.0", "authorize"]) => authorize::respond(tenant, &fields, now),
        ("GET", ["oauth2", "v2.0", "logout"]) => Answer::page(200, "You are signed out."),
        ("POST", ["oauth2", "v2.0", "token"]) => match token::respond(tenant, &fields, now) {
            Ok(answer) => answer,
            Err(refusal) => refusal.into_answer(tenant, now),
        },
        ("POST", ["oauth2", "v2.0", "devicecode"]) => match device::start(tenant, &fields, now) {
            Ok(answer) => answer,
            Err(refusal) => refusal.into_answer(tenant, now),
        },
        ("GET", ["adminconsent"]) => consent::respond(tenant, &fields, false, now),
        ("GET", ["v2.0", "adminconsent"]) => consent::respond(tenant, &fields, true, now),
        (method, _) => Answer::not_found(&format!("{method} {path}")),
    }
}

/// The metadata document of the tenant.
fn openid_metadata() -> serde_json::Value {
    let base = format!("{AUTHORITY}/{TENANT_ID}");
    json!({
        "issuer": format!("{base}/v2.0"),
        "authorization_endpoint": format!("{base}/oauth2/v2.0/authorize"),
        "token_endpoint": format!("{base}/oauth2/v2.0/token"),
        "device_authorization_endpoint": format!("{base}/oauth2/v2.0/devicecode"),
        "end_session_endpoint": format!("{base}/oauth2/v2.0/logout"),
        "jwks_uri": format!("{base}/discovery/v2.0/keys"),
        "response_modes_supported": ["query", "fragment", "form_post"],
        "response_types_supported": ["code", "id_token", "code id_token"],
        "subject_types_supported": ["pairwise"],
        "id_token_signing_alg_values_supported": ["RS256"],
        "scopes_supported": ["openid", "profile", "email", "offline_access"],
        "token_endpoint_auth_methods_supported": ["client_secret_post", "private_key_jwt"],
        "tenant_region_scope": "EU",
        "cloud_instance_name": "sandbox.example",
    })
}

/// The scopes of a request without those that only say how to sign in, and
/// without the resource in front; `Err` where another resource is meant.
fn graph_scopes(text: &str) -> Result<Vec<String>, errors::Refusal> {
    let mut scopes = Vec::new();
    for scope in text.split_whitespace() {
        if ["openid", "profile", "email", "offline_access"].contains(&scope) {
            continue;
        }
        let short = match scope.strip_prefix(super::GRAPH) {
            Some(rest) => rest.trim_start_matches('/'),
            None if scope.contains("://") => {
                return Err(refuse(
                    "invalid_resource",
                    500_011,
                    format!("The resource principal named {scope} was not found in the tenant."),
                ));
            }
            None => scope,
        };
        scopes.push(short.to_owned());
    }
    Ok(scopes)
}

/// The registration of an application that this tenant knows.
fn find_registration<'a>(
    tenant: &'a Tenant,
    client_id: &str,
) -> Result<&'a Registration, errors::Refusal> {
    tenant.registrations.get(client_id).ok_or_else(|| {
        refuse(
            "unauthorized_client",
            700_016,
            format!("Application with identifier '{client_id}' was not found in the directory."),
        )
    })
}

/// Whether an address to send people back to is registered; on loopback any
/// port will do (RFC 8252 section 7.3).
pub(in crate::sandbox) fn is_registered_redirect(
    registration: &Registration,
    redirect: &str,
) -> bool {
    registration.redirects.iter().any(|known| {
        known == redirect
            || split_loopback(known).is_some() && split_loopback(known) == split_loopback(redirect)
    })
}

/// The host and path of an http loopback address, without its port.
fn split_loopback(address: &str) -> Option<(&str, &str)> {
    let rest = address.strip_prefix("http://")?;
    let (authority, path) = rest.split_once('/').unwrap_or((rest, ""));
    let host = authority.split(':').next()?;
    ["localhost", "127.0.0.1"]
        .contains(&host)
        .then_some((host, path))
}
