//! Tokens of the made-up sign-in service: they look like Entra's, and each
//! holds the word that leak tests look for.
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

use super::{Issued, IssuedGrant, signature};
use crate::sandbox::TENANT_ID;
use crate::sandbox::tenant::{Tenant, digest};

/// How long an access token lives, in seconds.
pub(super) const TOKEN_LIFE: i64 = 3_599;

/// Most access tokens that are remembered.
const KEPT: usize = 500;

fn jwt_part(value: &Value) -> String {
    URL_SAFE_NO_PAD.encode(value.to_string())
}

/// Three parts that look like a signed token; really signed where other
/// people's clients may look.
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

/// Issues an access token and remembers its digest.
pub(in crate::sandbox) fn issue_access_token(tenant: &mut Tenant, what: Issued) -> String {
    let mut claims = json!({
        "aud": tenant.graph_origin(),
        "iss": format!("{}/{TENANT_ID}/v2.0", tenant.authority()),
        "tid": TENANT_ID,
        "appid": what.client_id,
        "app_displayname": tenant
            .registrations
            .get(&what.client_id)
            .map_or("", |known| known.display_name.as_str()),
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
        // Two tokens of the same second differ, as Entra's do.
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

/// An identity token of a person.
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

/// Issues a refresh token; the one before stays good, as Entra's does.
pub(in crate::sandbox) fn issue_refresh_token(
    tenant: &mut Tenant,
    client_id: &str,
    user: &str,
    scopes: &[String],
    cae: bool,
    now: Timestamp,
) -> String {
    let token = tenant.secret("refresh");
    let promise = IssuedGrant {
        client_id: client_id.to_owned(),
        user: user.to_owned(),
        scopes: scopes.to_vec(),
        issued_at: now,
        expires_at: add_seconds(now, 90 * 86_400),
        challenge: String::new(),
        redirect: String::new(),
        nonce: None,
        cae,
        used: false,
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

/// A moment some seconds later.
pub(super) fn add_seconds(now: Timestamp, seconds: i64) -> Timestamp {
    now.saturating_add(SignedDuration::from_secs(seconds))
        .unwrap_or(now)
}
