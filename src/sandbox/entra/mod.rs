//! The simulated sign-in service: its state, and the way of a request to its pages.
//!
//! Tokens, codes and secrets are stored as digests only, so that a saved tenant
//! contains no usable credential.
mod assertion;
mod authorize;
mod client;
mod consent;
mod device;
mod discovery;
mod errors;
pub(super) mod form;
mod issue;
mod registration;
mod resource;
mod signature;
#[cfg(test)]
mod tests;
mod token;
#[cfg(test)]
mod token_tests;

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use self::errors::{Refusal, refuse};
pub use self::resource::Resource;
use super::reply::Answer;
use super::tenant::Tenant;
use super::{AUTHORITY, DOMAIN, TENANT_ID};
use crate::transport::Request;

#[cfg(feature = "serve")]
pub(in crate::sandbox) use consent::add_scopes;
pub(in crate::sandbox) use consent::apply_manifest;
pub(in crate::sandbox) use issue::{issue_access_token, issue_refresh_token};
use registration::Certificate;
pub use registration::Registration;
pub(in crate::sandbox) use registration::{
    FEDERATED, OWNER, new_application, push, required_access,
};

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
    /// The resource that it is for.
    #[serde(default)]
    pub resource: Resource,
    /// Delegated scopes, or application permissions.
    pub permissions: Vec<String>,
    /// Whether the client supports claims challenges.
    pub cae: bool,
}

impl IssuedGrant {
    /// Returns the sign-in of a user who is signed in already, with Graph scopes.
    pub(in crate::sandbox) fn of_session(
        client_id: &str,
        user: &str,
        scopes: &[String],
        now: Timestamp,
    ) -> Self {
        Self {
            client_id: client_id.to_owned(),
            user: user.to_owned(),
            resource: Resource::Graph,
            scopes: scopes.to_vec(),
            issued_at: now,
            expires_at: now,
            challenge: String::new(),
            redirect: String::new(),
            nonce: None,
            cae: true,
            confidential: false,
            used: false,
        }
    }
}

/// The sign-in behind an authorization code or a refresh token.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IssuedGrant {
    client_id: String,
    user: String,
    #[serde(default)]
    resource: Resource,
    scopes: Vec<String>,
    issued_at: Timestamp,
    expires_at: Timestamp,
    challenge: String,
    redirect: String,
    nonce: Option<String>,
    cae: bool,
    /// Whether the client must prove itself by a credential.
    #[serde(default)]
    confidential: bool,
    used: bool,
}

/// A pending device code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Device {
    client_id: String,
    #[serde(default)]
    resource: Resource,
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
    /// Digests of the applications' secrets by key id.
    #[serde(default)]
    pub secrets: BTreeMap<String, String>,
    /// Certificates of the applications by key id.
    #[serde(default)]
    pub certificates: BTreeMap<String, Certificate>,
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

/// A request to the sign-in host.
#[derive(Debug, Clone)]
pub(super) struct SignInRequest {
    /// Tenant that the address names: an id, a domain, `common` or `organizations`.
    directory: String,
    fields: BTreeMap<String, String>,
    /// Whether it comes from the program itself, which must send nothing superfluous.
    strict: bool,
    /// Origin of the page that sent it.
    origin: Option<String>,
    now: Timestamp,
}

impl SignInRequest {
    /// Returns a field; empty if there is none.
    fn get(&self, name: &str) -> &str {
        self.fields.get(name).map_or("", String::as_str)
    }

    /// Whether a field has a value.
    fn has(&self, name: &str) -> bool {
        !self.get(name).is_empty()
    }

    /// Returns an error if a field is missing.
    fn require(&self, name: &str) -> Result<(), Refusal> {
        if self.has(name) {
            return Ok(());
        }
        Err(refuse(
            "invalid_request",
            900_144,
            format!("The request body must contain the following parameter: '{name}'."),
        ))
    }
}

/// Whether an address names the tenant: by its id, its domain, or for every tenant.
fn is_directory(name: &str) -> bool {
    [TENANT_ID, DOMAIN, "organizations", "common"]
        .iter()
        .any(|known| known.eq_ignore_ascii_case(name))
}

/// Whether an address is a token endpoint of the tenant, or its issuer.
fn is_own_token_endpoint(tenant: &Tenant, address: &str) -> bool {
    let authority = tenant.authority();
    let rest = address
        .strip_prefix(&authority)
        .and_then(|rest| rest.strip_prefix('/'));
    let Some((directory, rest)) = rest.and_then(|rest| rest.split_once('/')) else {
        return false;
    };
    is_directory(directory) && ["oauth2/v2.0/token", "oauth2/token", "v2.0", ""].contains(&rest)
}

/// Whether a request comes from the program itself.
pub(super) fn is_ours(tenant: &Tenant, request: &Request) -> bool {
    let agent = request.headers().get("user-agent");
    let ours = agent.is_some_and(|agent| agent.as_bytes().starts_with(b"entractl/"));
    ours || tenant.entra.served.is_none()
}

/// Answers a request to the sign-in host.
pub(super) fn respond(tenant: &mut Tenant, request: &Request, now: Timestamp) -> Answer {
    let path = request.uri().path().to_owned();
    let segments: Vec<&str> = path.split('/').filter(|s| !s.is_empty()).collect();
    let Some((directory, rest)) = segments.split_first() else {
        return Answer::not_found("this page");
    };
    if !is_directory(directory) {
        return refuse(
            "invalid_tenant",
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
    let header = |name: &str| Some(request.headers().get(name)?.to_str().ok()?.to_owned());
    let mut asked = SignInRequest {
        directory: (*directory).to_owned(),
        fields,
        strict: is_ours(tenant, request),
        origin: header("origin"),
        now,
    };
    if let Some((id, secret)) = header("authorization").as_deref().and_then(client::basic) {
        asked.fields.entry("client_id".to_owned()).or_insert(id);
        asked
            .fields
            .entry("client_secret".to_owned())
            .or_insert(secret);
    }
    let (version, page) = match rest {
        ["oauth2", "v2.0", page] => (2, *page),
        ["oauth2", page] => (1, *page),
        ["v2.0", "adminconsent"] => (2, "adminconsent"),
        ["adminconsent"] => (1, "adminconsent"),
        _ => {
            let method = request.method().as_str();
            return discovery::respond(tenant, &asked, method, rest)
                .unwrap_or_else(|| Answer::not_found(&format!("{method} {path}")));
        }
    };
    if version == 1 && page != "adminconsent" {
        resource::translate_v1(&mut asked.fields);
    }
    let answer = match (request.method().as_str(), page) {
        ("GET", "authorize") => Ok(authorize::respond(tenant, &asked)),
        ("GET", "logout") => Ok(Answer::page(200, "You are signed out.")),
        ("POST", "token") => token::respond(tenant, &asked),
        ("POST", "devicecode") => device::start(tenant, &asked),
        ("GET", "adminconsent") => Ok(consent::respond(tenant, &asked, version == 2)),
        (method, _) => Ok(Answer::not_found(&format!("{method} {path}"))),
    };
    let answer = answer.unwrap_or_else(|refusal| refusal.into_answer(tenant, now));
    if version == 1 {
        resource::to_v1(answer, &asked)
    } else {
        answer
    }
}

/// Returns the registration of an application that the tenant knows.
fn find_registration<'a>(tenant: &'a Tenant, client_id: &str) -> Result<Registration<'a>, Refusal> {
    tenant.registration(client_id).ok_or_else(|| {
        refuse(
            "unauthorized_client",
            700_016,
            format!("Application with identifier '{client_id}' was not found in the directory."),
        )
    })
}
