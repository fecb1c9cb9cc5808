//! The simulated sign-in service: its state and its pages.
//!
//! Tokens, codes and secrets are stored as digests only, so that a saved tenant
//! contains no usable credential.
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
    /// Display name.
    pub display_name: String,
    /// Id of the tenant that owns it.
    pub owner: String,
    /// Name of the verified publisher, if any.
    pub publisher: Option<String>,
    /// Redirect URIs. Loopback addresses match on any port.
    pub redirects: Vec<String>,
    /// Whether it signs in without a secret.
    pub public: bool,
    /// Digests of its client secrets.
    pub secrets: Vec<String>,
    /// Thumbprints (`x5t#S256`) of its certificates.
    pub certificates: Vec<String>,
    /// Permissions in its manifest: resource application id, permission id, and whether
    /// it is an application permission.
    pub required: Vec<(String, String, bool)>,
}

/// An issued access token.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Issued {
    /// Expiry time.
    pub expires_at: Timestamp,
    /// Start of its validity.
    pub from: Timestamp,
    /// Object id of the user; `None` for an application's own token.
    pub user: Option<String>,
    /// Application id of the client.
    pub client_id: String,
    /// Delegated scopes, or application permissions.
    pub permissions: Vec<String>,
    /// Whether the client supports claims challenges.
    pub cae: bool,
}

/// The sign-in behind an authorization code or a refresh token.
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

/// A pending device code.
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

/// A user's answer on the page of the device sign-in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::sandbox) enum Decision {
    /// Signed in as the user with this object id.
    Approved(String),
    /// Declined.
    Declined,
}

/// Origins of a served tenant, which clients see in place of the simulated ones.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Served {
    /// Origin of the sign-in service.
    pub authority: String,
    /// Origin of Graph.
    pub graph: String,
    /// Whether a user signs in on the pages. If not, sign-ins are approved at once.
    pub attended: bool,
}

/// State of the simulated sign-in service.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Entra {
    /// Object id of the user at the browser.
    pub person: String,
    /// Issued access tokens by digest.
    pub tokens: BTreeMap<String, Issued>,
    /// Refresh tokens by digest.
    pub refresh: BTreeMap<String, IssuedGrant>,
    /// Authorization codes by digest.
    pub codes: BTreeMap<String, IssuedGrant>,
    /// Device codes by digest.
    pub devices: BTreeMap<String, Device>,
    /// Origins under which the tenant is served. `None` unless served; not saved.
    #[serde(skip)]
    pub served: Option<Served>,
    /// Certificates of this run by `x5t#S256`, to check signatures with. Of other
    /// certificates only the thumbprint is known and checked.
    #[serde(skip)]
    pub certificates: BTreeMap<String, Vec<u8>>,
}

impl Tenant {
    /// Returns the origin of the sign-in service, as clients know it.
    pub(in crate::sandbox) fn authority(&self) -> String {
        self.entra
            .served
            .as_ref()
            .map_or(AUTHORITY, |served| &served.authority)
            .to_owned()
    }

    /// Returns the origin of Graph, as clients know it.
    pub(in crate::sandbox) fn graph_origin(&self) -> String {
        self.entra
            .served
            .as_ref()
            .map_or(super::GRAPH, |served| &served.graph)
            .to_owned()
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

/// Returns the metadata document of the tenant.
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

/// Returns the Graph scopes of a request, without those of `OpenID` Connect and without
/// the resource prefix. Returns an error if a scope is of another resource.
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

/// Returns the registration of an application that the tenant knows.
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

/// Whether a redirect URI is registered. A loopback address matches on any port (RFC
/// 8252 section 7.3).
pub(in crate::sandbox) fn is_registered_redirect(
    registration: &Registration,
    redirect: &str,
) -> bool {
    registration.redirects.iter().any(|known| {
        known == redirect
            || split_loopback(known).is_some() && split_loopback(known) == split_loopback(redirect)
    })
}

/// Returns the host and path of an http loopback address, without its port.
fn split_loopback(address: &str) -> Option<(&str, &str)> {
    let rest = address.strip_prefix("http://")?;
    let (authority, path) = rest.split_once('/').unwrap_or((rest, ""));
    let host = authority.split(':').next()?;
    ["localhost", "127.0.0.1"]
        .contains(&host)
        .then_some((host, path))
}
