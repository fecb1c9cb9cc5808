//! Metadata of the sign-in service: only what it really serves.
use serde_json::{Value, json};

use super::{SignInRequest, signature};
use crate::sandbox::reply::Answer;
use crate::sandbox::tenant::Tenant;
use crate::sandbox::{AUTHORITY, DOMAIN, GRAPH, TENANT_ID};

/// Returns the answer, if the address is one of these.
pub(super) fn respond(
    tenant: &Tenant,
    asked: &SignInRequest,
    method: &str,
    path: &[&str],
) -> Option<Answer> {
    if method != "GET" {
        return None;
    }
    let body = match path {
        ["v2.0", ".well-known", "openid-configuration"] => openid_metadata(asked, true),
        [".well-known", "openid-configuration"] => openid_metadata(asked, false),
        ["discovery", "v2.0", "keys"] | ["discovery", "keys"] => {
            signature::key_set(&format!("{AUTHORITY}/{TENANT_ID}/v2.0"))
        }
        ["discovery", "instance"] => instances(tenant),
        _ => return None,
    };
    Some(Answer::ok(body))
}

/// Returns the names of the sign-in service itself, which clients check their authority by.
fn instances(tenant: &Tenant) -> Value {
    let authority = tenant.authority();
    let host = authority.split_once("://").map_or("", |(_, host)| host);
    json!({
        "tenant_discovery_endpoint":
            format!("{AUTHORITY}/{TENANT_ID}/v2.0/.well-known/openid-configuration"),
        "api-version": "1.1",
        "metadata": [{
            "preferred_network": host,
            "preferred_cache": host,
            "aliases": [host],
        }],
    })
}

/// Returns the metadata document of the tenant that the address names. Of `common` and
/// `organizations`, the issuer has a placeholder: each token names its own tenant.
fn openid_metadata(asked: &SignInRequest, second: bool) -> Value {
    let named = [TENANT_ID, DOMAIN]
        .iter()
        .any(|one| one.eq_ignore_ascii_case(&asked.directory));
    let (directory, issuer) = if named {
        (TENANT_ID, TENANT_ID)
    } else {
        (asked.directory.as_str(), "{tenantid}")
    };
    let base = format!("{AUTHORITY}/{directory}");
    let (issuer, oauth, keys) = if second {
        (
            format!("{AUTHORITY}/{issuer}/v2.0"),
            "oauth2/v2.0",
            "discovery/v2.0/keys",
        )
    } else {
        (format!("{AUTHORITY}/{issuer}/"), "oauth2", "discovery/keys")
    };
    json!({
        "issuer": issuer,
        "authorization_endpoint": format!("{base}/{oauth}/authorize"),
        "token_endpoint": format!("{base}/{oauth}/token"),
        "device_authorization_endpoint": format!("{base}/{oauth}/devicecode"),
        "end_session_endpoint": format!("{base}/{oauth}/logout"),
        "userinfo_endpoint": format!("{GRAPH}/oidc/userinfo"),
        "jwks_uri": format!("{base}/{keys}"),
        "response_modes_supported": ["query", "fragment", "form_post"],
        "response_types_supported": ["code"],
        "grant_types_supported": [
            "authorization_code", "refresh_token", "client_credentials",
            "urn:ietf:params:oauth:grant-type:device_code",
            "urn:ietf:params:oauth:grant-type:jwt-bearer",
        ],
        "code_challenge_methods_supported": ["S256"],
        "subject_types_supported": ["pairwise"],
        "id_token_signing_alg_values_supported": ["RS256"],
        "scopes_supported": ["openid", "profile", "email", "offline_access"],
        "claims_supported": ["sub", "iss", "aud", "exp", "iat", "nbf", "oid", "tid", "name",
            "preferred_username", "nonce", "ver"],
        "token_endpoint_auth_methods_supported":
            ["client_secret_post", "client_secret_basic", "private_key_jwt"],
        "token_endpoint_auth_signing_alg_values_supported": ["PS256", "RS256"],
        "tenant_region_scope": "EU",
        "cloud_instance_name": "sandbox.example",
    })
}
