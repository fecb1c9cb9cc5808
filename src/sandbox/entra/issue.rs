//! Tokens of the simulated sign-in service. They look like Entra's, and each contains
//! the word that leak tests search for.
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

use super::{Issued, IssuedGrant, Resource, signature};
use crate::sandbox::TENANT_ID;
use crate::sandbox::tenant::{Tenant, digest};

/// Lifetime of an access token in seconds.
pub(super) const TOKEN_LIFE: i64 = 3_599;

/// Maximum number of access tokens kept.
const KEPT: usize = 500;

fn jwt_part(value: &Value) -> String {
    URL_SAFE_NO_PAD.encode(value.to_string())
}

/// Returns a token with three parts. `sandbox serve` signs it for real, since other
/// clients may check it.
fn sign_jwt(tenant: &mut Tenant, claims: &Value) -> String {
    if tenant.entra.served.is_some() {
        let header = json!({ "typ": "JWT", "alg": "RS256", "kid": signature::KEY_ID });
        let message = format!("{}.{}", jwt_part(&header), jwt_part(claims));
        if let Some(signature) = signature::sign(&message) {
            return format!("{message}.{signature}");
        }
    }
    let header = json!({ "typ": "JWT", "alg": "RS256", "kid": "made-up" });
    let signature = tenant.secret("sig").replace('.', "");
    format!("{}.{}.{signature}", jwt_part(&header), jwt_part(claims))
}

/// Returns a new access token and stores its digest.
pub(in crate::sandbox) fn issue_access_token(tenant: &mut Tenant, what: Issued) -> String {
    let audience = match &what.resource {
        Resource::Graph => tenant.graph_origin(),
        Resource::Management(name) | Resource::Application { name, .. } => name.clone(),
    };
    let mut claims = json!({
        "aud": audience,
        "iss": format!("{}/{TENANT_ID}/v2.0", tenant.authority()),
        "tid": TENANT_ID,
        "appid": what.client_id,
        "app_displayname": tenant
            .registration(&what.client_id)
            .map_or("", |known| known.display_name()),
        "iat": what.from.as_second(),
        "nbf": what.from.as_second(),
        "exp": what.expires_at.as_second(),
        "ver": "1.0",
    });
    let number = tenant.entra.served.is_some().then(|| tenant.uuid("token"));
    let mut add = |name: &str, value: Value| {
        if let Some(map) = claims.as_object_mut() {
            map.insert(name.to_owned(), value);
        }
    };
    if let Some(id) = number {
        // Two tokens issued in the same second differ, as Entra's do.
        add("uti", json!(id));
    }
    if what.cae {
        add("xms_cc", json!(["CP1"]));
    }
    if let Some(id) = &what.user {
        add("idtyp", json!("user"));
        add("oid", json!(id));
        add("sub", json!(digest(id)));
        add("scp", json!(what.permissions.join(" ")));
        add("wids", json!(tenant.role_templates(id)));
        if let Some(user) = tenant.users.get(id) {
            add("upn", user.get("userPrincipalName").clone());
            add("name", user.get("displayName").clone());
        }
    } else {
        let principal = tenant
            .service_principal_of(&what.client_id)
            .map(|sp| sp.id().to_owned())
            .unwrap_or_default();
        add("idtyp", json!("app"));
        add("roles", json!(what.permissions));
        add("wids", json!(tenant.role_templates(&principal)));
        add("sub", json!(principal));
        add("oid", json!(principal));
    }
    let token = sign_jwt(tenant, &claims);
    let now = what.from;
    if tenant.entra.tokens.len() >= KEPT {
        tenant
            .entra
            .tokens
            .retain(|_, known| known.expires_at > now);
    }
    tenant.entra.tokens.insert(digest(&token), what);
    token
}

/// Returns an ID token of a user.
pub(super) fn identity_token(tenant: &mut Tenant, promise: &IssuedGrant, now: Timestamp) -> String {
    let user = tenant.users.get(&promise.user).cloned().unwrap_or_default();
    let mut claims = json!({
        "aud": promise.client_id,
        "iss": format!("{}/{TENANT_ID}/v2.0", tenant.authority()),
        "iat": now.as_second(),
        "nbf": now.as_second(),
        "exp": now.as_second() + TOKEN_LIFE,
        "tid": TENANT_ID,
        "oid": promise.user,
        "sub": digest(&promise.user),
        "name": user.get("displayName"),
        "preferred_username": user.get("userPrincipalName"),
        "ver": "2.0",
    });
    if let (Some(nonce), Some(map)) = (&promise.nonce, claims.as_object_mut()) {
        map.insert("nonce".to_owned(), json!(nonce));
    }
    sign_jwt(tenant, &claims)
}

/// Returns a new refresh token. The previous one stays valid, as Entra's does.
pub(in crate::sandbox) fn issue_refresh_token(
    tenant: &mut Tenant,
    promise: &IssuedGrant,
    now: Timestamp,
) -> String {
    let token = tenant.secret("refresh");
    let promise = IssuedGrant {
        issued_at: now,
        expires_at: add_seconds(now, 90 * 86_400),
        challenge: String::new(),
        redirect: String::new(),
        nonce: None,
        used: false,
        ..promise.clone()
    };
    if tenant.entra.refresh.len() >= KEPT {
        let oldest = tenant
            .entra
            .refresh
            .iter()
            .min_by_key(|(_, known)| known.issued_at)
            .map(|(key, _)| key.clone());
        if let Some(key) = oldest {
            tenant.entra.refresh.remove(&key);
        }
    }
    tenant.entra.refresh.insert(digest(&token), promise);
    token
}

/// Returns the time `seconds` after `now`.
pub(super) fn add_seconds(now: Timestamp, seconds: i64) -> Timestamp {
    now.saturating_add(SignedDuration::from_secs(seconds))
        .unwrap_or(now)
}
