//! Resources that tokens are for, the scopes that name them, and the older endpoints, which
//! name the resource in a parameter of its own.
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::SignInRequest;
use super::errors::{Refusal, refuse};
use crate::sandbox::GRAPH;
use crate::sandbox::reply::{Answer, Payload};
use crate::sandbox::seed::GRAPH_APP_ID;
use crate::sandbox::tenant::Tenant;

/// Names of the resource that Azure CLI signs in for. The doubled slash of
/// `https://management.core.windows.net//.default` is real: the name ends with one.
const MANAGEMENT: [&str; 2] = [
    "https://management.core.windows.net",
    "https://management.azure.com",
];

/// Scopes of `OpenID` Connect, which belong to no resource.
const OPENID_SCOPES: [&str; 4] = ["openid", "profile", "email", "offline_access"];

/// What an access token is for.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Resource {
    /// Microsoft Graph.
    #[default]
    Graph,
    /// Azure Resource Manager, as its client names it.
    Management(String),
    /// Another application of the tenant.
    Application {
        /// Application id.
        app_id: String,
        /// Name by which the client asked for it.
        name: String,
    },
}

/// The resource and the scopes that a request asks for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Requested {
    pub(super) resource: Resource,
    /// Names without the resource.
    pub(super) scopes: Vec<String>,
}

impl Requested {
    /// Whether all permissions that were granted are asked for.
    pub(super) fn is_default(&self) -> bool {
        self.scopes == [".default"]
    }
}

/// Returns the resource and the scopes of a request, without those of `OpenID` Connect.
///
/// # Errors
/// Returns a refusal if a resource is unknown, or if there are several.
pub(super) fn requested(tenant: &Tenant, text: &str) -> Result<Requested, Refusal> {
    let mut found: Option<Requested> = None;
    for scope in text
        .split_whitespace()
        .filter(|scope| !OPENID_SCOPES.contains(scope))
    {
        let (resource, short) = split_scope(tenant, scope)?;
        match &mut found {
            None => {
                found = Some(Requested {
                    resource,
                    scopes: vec![short],
                });
            }
            Some(known) if known.resource == resource => known.scopes.push(short),
            Some(_) => {
                return Err(refuse(
                    "invalid_scope",
                    28_000,
                    format!(
                        "Provided value for the input parameter scope is not valid because it contains more than one resource. Scope {text} is not valid."
                    ),
                ));
            }
        }
    }
    Ok(found.unwrap_or_default())
}

fn split_scope(tenant: &Tenant, scope: &str) -> Result<(Resource, String), Refusal> {
    let Some((name, short)) = scope.rsplit_once('/') else {
        return Ok((Resource::Graph, scope.to_owned()));
    };
    let plain = name.trim_end_matches('/');
    if plain == GRAPH || plain == GRAPH_APP_ID {
        return Ok((Resource::Graph, short.to_owned()));
    }
    if MANAGEMENT.contains(&plain) {
        // The token is for the name as asked: its slash belongs to it.
        return Ok((Resource::Management(name.to_owned()), short.to_owned()));
    }
    let app_id = tenant
        .applications
        .all()
        .find(|known| {
            let id = known.text("appId");
            let uris = known.get("identifierUris").as_array();
            id == plain
                || plain.strip_prefix("api://") == Some(id)
                || uris
                    .into_iter()
                    .flatten()
                    .any(|uri| uri.as_str() == Some(plain))
        })
        .map(|known| known.text("appId").to_owned());
    match app_id {
        Some(app_id) => {
            let name = plain.to_owned();
            Ok((Resource::Application { app_id, name }, short.to_owned()))
        }
        None => Err(refuse(
            "invalid_resource",
            500_011,
            format!("The resource principal named {plain} was not found in the tenant."),
        )),
    }
}

/// Rewrites the fields of a request to an endpoint without version: its `resource` becomes
/// a scope.
pub(super) fn translate_v1(fields: &mut BTreeMap<String, String>) {
    if let Some(resource) = fields.get("resource").cloned() {
        fields.insert("scope".to_owned(), format!("{resource}/.default openid"));
    }
    // The device code has the name of an authorization code.
    let device = fields
        .get("grant_type")
        .is_some_and(|grant| grant == "device_code");
    if device && let Some(code) = fields.remove("code") {
        fields.insert("device_code".to_owned(), code);
    }
}

/// Returns a token answer in the older format: times are text, and the resource is named.
pub(super) fn to_v1(mut answer: Answer, asked: &SignInRequest) -> Answer {
    let Payload::Json(Value::Object(body)) = &mut answer.payload else {
        return answer;
    };
    if !body.contains_key("access_token") {
        if let Some(address) = body.get("verification_uri").cloned() {
            body.insert("verification_url".to_owned(), address);
        }
        return answer;
    }
    let life = body
        .get("expires_in")
        .and_then(Value::as_i64)
        .unwrap_or_default();
    let now = asked.now.as_second();
    for (name, value) in [
        ("expires_in", life),
        ("ext_expires_in", life),
        ("expires_on", now + life),
        ("not_before", now),
    ] {
        body.insert(name.to_owned(), value.to_string().into());
    }
    body.insert("resource".to_owned(), asked.get("resource").into());
    answer
}
