//! The token endpoint: exchanges codes, refresh tokens, device codes, client secrets
//! and certificates for access tokens.
use std::collections::BTreeMap;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jiff::Timestamp;
use rustls_pki_types::CertificateDer;
use serde_json::{Value, json};

use super::errors::{Refusal, refuse};
use super::issue::{
    TOKEN_LIFE, add_seconds, identity_token, issue_access_token, issue_refresh_token,
};
use super::{Issued, IssuedGrant, authorize, device, find_registration, graph_scopes};
use crate::sandbox::TENANT_ID;
use crate::sandbox::reply::Answer;
use crate::sandbox::tenant::{Tenant, digest, sha256};

const KNOWN: [&str; 13] = [
    "client_id",
    "grant_type",
    "scope",
    "code",
    "redirect_uri",
    "code_verifier",
    "refresh_token",
    "device_code",
    "client_secret",
    "client_assertion",
    "client_assertion_type",
    "claims",
    "client_info",
];

type Fields = BTreeMap<String, String>;

/// Answers one token request.
pub(super) fn respond(
    tenant: &mut Tenant,
    fields: &Fields,
    now: Timestamp,
) -> Result<Answer, Refusal> {
    let get = |name: &str| fields.get(name).map_or("", String::as_str);
    if let Some(name) = fields.keys().find(|name| !KNOWN.contains(&name.as_str())) {
        return Ok(Answer::not_found(&format!("the token parameter {name}")));
    }
    find_registration(tenant, get("client_id"))?;
    let cae = get("claims").contains("xms_cc");
    match get("grant_type") {
        "authorization_code" => redeem_code(tenant, fields, now),
        "refresh_token" => redeem_refresh(tenant, fields, now),
        "urn:ietf:params:oauth:grant-type:device_code" => {
            let (user, scopes) = device::poll(tenant, fields, now)?;
            let promise = IssuedGrant {
                client_id: get("client_id").to_owned(),
                user,
                scopes,
                issued_at: now,
                expires_at: now,
                challenge: String::new(),
                redirect: String::new(),
                nonce: None,
                cae,
                used: false,
            };
            issue_user_tokens(tenant, &promise, fields, now)
        }
        "client_credentials" => app_only_token(tenant, fields, now),
        other => Err(refuse(
            "unsupported_grant_type",
            70003,
            format!("The app requested an unsupported grant type '{other}'."),
        )),
    }
}

fn redeem_code(tenant: &mut Tenant, fields: &Fields, now: Timestamp) -> Result<Answer, Refusal> {
    let get = |name: &str| fields.get(name).map_or("", String::as_str);
    let Some(promise) = tenant.entra.codes.get_mut(&digest(get("code"))) else {
        return Err(refuse(
            "invalid_grant",
            70000,
            "The provided code is not valid.",
        ));
    };
    if promise.used {
        return Err(refuse(
            "invalid_grant",
            54005,
            "OAuth2 Authorization code was already redeemed.",
        ));
    }
    promise.used = true;
    let mut promise = promise.clone();
    if now >= promise.expires_at {
        return Err(refuse(
            "invalid_grant",
            70008,
            "The authorization code has expired.",
        ));
    }
    if promise.client_id != get("client_id") || promise.redirect != get("redirect_uri") {
        return Err(refuse(
            "invalid_client",
            500_112,
            "The reply address does not match the reply address provided when requesting the authorization code.",
        ));
    }
    let verifier = get("code_verifier");
    let challenge = URL_SAFE_NO_PAD.encode(sha256(verifier.as_bytes()));
    if !(43..=128).contains(&verifier.len()) || challenge != promise.challenge {
        return Err(refuse(
            "invalid_grant",
            501_481,
            "The Code_Verifier does not match the code_challenge supplied in the authorization request.",
        ));
    }
    promise.cae |= get("claims").contains("xms_cc");
    issue_user_tokens(tenant, &promise, fields, now)
}

fn redeem_refresh(tenant: &mut Tenant, fields: &Fields, now: Timestamp) -> Result<Answer, Refusal> {
    let get = |name: &str| fields.get(name).map_or("", String::as_str);
    let Some(promise) = tenant.entra.refresh.get(&digest(get("refresh_token"))) else {
        return Err(refuse(
            "invalid_grant",
            70000,
            "The refresh token is not valid.",
        ));
    };
    let mut promise = promise.clone();
    if promise.client_id != get("client_id") {
        return Err(refuse(
            "invalid_grant",
            700_161,
            "The refresh token was issued to another client.",
        ));
    }
    if now >= promise.expires_at {
        return Err(refuse(
            "invalid_grant",
            700_082,
            "The refresh token has expired due to inactivity.",
        ));
    }
    if tenant.are_sessions_revoked(&promise.user, promise.issued_at) {
        return Err(refuse(
            "invalid_grant",
            50173,
            "The provided grant has expired due to it being revoked, a fresh auth token is needed.",
        ));
    }
    let asked = graph_scopes(get("scope"))?;
    if !asked.is_empty() {
        authorize::check_consent(tenant, &promise.client_id, &asked)?;
        promise.scopes = asked;
    }
    promise.cae |= get("claims").contains("xms_cc");
    issue_user_tokens(tenant, &promise, fields, now)
}

/// Issues tokens for a user.
fn issue_user_tokens(
    tenant: &mut Tenant,
    promise: &IssuedGrant,
    fields: &Fields,
    now: Timestamp,
) -> Result<Answer, Refusal> {
    if !tenant
        .users
        .get(&promise.user)
        .is_some_and(|user| user.flag("accountEnabled"))
    {
        return Err(refuse(
            "invalid_grant",
            50057,
            "The user account is disabled.",
        ));
    }
    if tenant
        .service_principal_of(&promise.client_id)
        .is_some_and(|sp| !sp.flag("accountEnabled"))
    {
        return Err(refuse(
            "unauthorized_client",
            7_000_112,
            "The application is disabled.",
        ));
    }
    authorize::check_consent(tenant, &promise.client_id, &promise.scopes)?;
    let mut scopes: Vec<String> = promise.scopes.clone();
    if scopes.iter().any(|scope| scope == ".default") {
        scopes = tenant
            .consented_scopes(&promise.client_id)
            .into_iter()
            .collect();
    }
    let access = issue_access_token(
        tenant,
        Issued {
            expires_at: add_seconds(now, TOKEN_LIFE),
            from: now,
            user: Some(promise.user.clone()),
            client_id: promise.client_id.clone(),
            permissions: scopes.clone(),
            cae: promise.cae,
        },
    );
    let refresh = issue_refresh_token(
        tenant,
        &promise.client_id,
        &promise.user,
        &scopes,
        promise.cae,
        now,
    );
    let identity = identity_token(tenant, promise, now);
    let mut body = json!({
        "token_type": "Bearer",
        "scope": format!("{} openid profile", scopes.join(" ")),
        "expires_in": TOKEN_LIFE,
        "ext_expires_in": TOKEN_LIFE,
        "access_token": access,
        "refresh_token": refresh,
        "id_token": identity,
    });
    if fields.contains_key("client_info")
        && let Some(map) = body.as_object_mut()
    {
        let info = json!({ "uid": promise.user, "utid": TENANT_ID }).to_string();
        map.insert(
            "client_info".to_owned(),
            URL_SAFE_NO_PAD.encode(info).into(),
        );
    }
    Ok(Answer::ok(body).with_write_applied())
}

/// Issues a token for an application itself.
fn app_only_token(tenant: &mut Tenant, fields: &Fields, now: Timestamp) -> Result<Answer, Refusal> {
    let get = |name: &str| fields.get(name).map_or("", String::as_str);
    let client_id = get("client_id").to_owned();
    if graph_scopes(get("scope"))? != [".default"] {
        return Err(refuse(
            "invalid_scope",
            70011,
            "The scope must be the resource followed by /.default.",
        ));
    }
    let registration = find_registration(tenant, &client_id)?;
    if fields.contains_key("client_assertion") {
        let known = registration.certificates.clone();
        let audience = format!("{}/{TENANT_ID}/oauth2/v2.0/token", tenant.authority());
        if get("client_assertion_type") != "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
        {
            return Err(refuse(
                "invalid_request",
                70002,
                "client_assertion_type is wrong.",
            ));
        }
        let text = get("client_assertion");
        check_assertion(text, &client_id, &known, &audience, now)?;
        if !is_signature_valid(tenant, text) {
            return Err(refuse(
                "invalid_client",
                700_027,
                "Client assertion contains an invalid signature.",
            ));
        }
    } else if !registration.secrets.contains(&digest(get("client_secret"))) {
        return Err(refuse(
            "invalid_client",
            7_000_215,
            "Invalid client secret provided.",
        ));
    }
    let Some(principal) = tenant.service_principal_of(&client_id) else {
        return Err(refuse(
            "unauthorized_client",
            7_000_229,
            "The client application is missing a service principal in the tenant.",
        ));
    };
    if !principal.flag("accountEnabled") {
        return Err(refuse(
            "unauthorized_client",
            7_000_112,
            "The application is disabled.",
        ));
    }
    let permissions = tenant.application_permissions(principal.id());
    let token = issue_access_token(
        tenant,
        Issued {
            expires_at: add_seconds(now, TOKEN_LIFE),
            from: now,
            user: None,
            client_id,
            permissions,
            cae: get("claims").contains("xms_cc"),
        },
    );
    Ok(Answer::ok(json!({
        "token_type": "Bearer",
        "expires_in": TOKEN_LIFE,
        "ext_expires_in": TOKEN_LIFE,
        "access_token": token,
    }))
    .with_write_applied())
}

/// Whether an assertion's signature is valid for the certificate that it names. True if
/// that certificate is not available.
fn is_signature_valid(tenant: &Tenant, text: &str) -> bool {
    let check = || {
        let (message, signature) = text.rsplit_once('.')?;
        let header = URL_SAFE_NO_PAD.decode(message.split('.').next()?).ok()?;
        let header: Value = serde_json::from_slice(&header).ok()?;
        let thumbprint = header.get("x5t#S256")?.as_str()?.trim_end_matches('=');
        let Some(der) = tenant.entra.certificates.get(thumbprint) else {
            return Some(true);
        };
        let der = CertificateDer::from(der.as_slice());
        let certificate = webpki::EndEntityCert::try_from(&der).ok()?;
        let signature = URL_SAFE_NO_PAD.decode(signature).ok()?;
        let held = certificate.verify_signature(
            webpki::ring::RSA_PSS_2048_8192_SHA256_LEGACY_KEY,
            message.as_bytes(),
            &signature,
        );
        Some(held.is_ok())
    };
    check().unwrap_or(false)
}

/// Checks the claims of a certificate assertion, as Entra does.
fn check_assertion(
    text: &str,
    client_id: &str,
    certificates: &[String],
    audience: &str,
    now: Timestamp,
) -> Result<(), Refusal> {
    let wrong = |why: &str| {
        Err(refuse(
            "invalid_client",
            700_027,
            format!("Client assertion failed validation: {why}."),
        ))
    };
    let parts: Vec<Value> = text
        .split('.')
        .take(2)
        .filter_map(|part| serde_json::from_slice(&URL_SAFE_NO_PAD.decode(part).ok()?).ok())
        .collect();
    let [header, claims] = parts.as_slice() else {
        return wrong("it has no readable header and claims");
    };
    let text_of = |value: &Value, name: &str| {
        value
            .get(name)
            .and_then(Value::as_str)
            .unwrap_or_default()
            .to_owned()
    };
    if text_of(header, "alg") != "PS256" || text_of(header, "typ") != "JWT" {
        return wrong("alg must be PS256 and typ JWT");
    }
    // Some of Microsoft's own clients keep the padding.
    let thumbprint = text_of(header, "x5t#S256");
    if !certificates
        .iter()
        .any(|known| known == thumbprint.trim_end_matches('='))
    {
        return wrong("x5t#S256 names no certificate of the application");
    }
    if text_of(claims, "aud") != audience {
        return wrong("aud is not this token endpoint");
    }
    if text_of(claims, "iss") != client_id || text_of(claims, "sub") != client_id {
        return wrong("iss and sub must be the client id");
    }
    if text_of(claims, "jti").is_empty() {
        return wrong("jti is missing");
    }
    // A NumericDate may have a fraction (RFC 7519 section 2).
    let moment = |name: &str| {
        let text = claims.get(name).map(Value::to_string).unwrap_or_default();
        let whole = text.split('.').next().unwrap_or_default();
        whole.parse::<i64>().unwrap_or_default()
    };
    let second = now.as_second();
    if moment("exp") <= second || moment("exp") > second + 600 || moment("nbf") > second + 300 {
        return wrong("exp must be within ten minutes and nbf past");
    }
    Ok(())
}
