//! The token endpoint: exchanges codes, refresh tokens, device codes, client secrets,
//! assertions and tokens of other applications for access tokens.
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::json;

use super::errors::{Refusal, refuse};
use super::issue::{
    TOKEN_LIFE, add_seconds, identity_token, issue_access_token, issue_refresh_token,
};
use super::registration::Platform;
use super::resource::{Requested, Resource, requested};
use super::{Issued, IssuedGrant, SignInRequest, authorize, client, device, find_registration};
use crate::sandbox::TENANT_ID;
use crate::sandbox::reply::Answer;
use crate::sandbox::tenant::{Tenant, digest, sha256};

/// Fields that the program itself may send.
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

/// Answers one token request.
pub(super) fn respond(tenant: &mut Tenant, asked: &SignInRequest) -> Result<Answer, Refusal> {
    let unknown = asked
        .fields
        .keys()
        .find(|name| !KNOWN.contains(&name.as_str()));
    if let Some(name) = unknown.filter(|_| asked.strict) {
        return Ok(Answer::not_found(&format!("the token parameter {name}")));
    }
    asked.require("client_id")?;
    asked.require("grant_type")?;
    find_registration(tenant, asked.get("client_id"))?;
    match asked.get("grant_type") {
        "authorization_code" => redeem_code(tenant, asked),
        "refresh_token" => redeem_refresh(tenant, asked),
        // The short name is that of the endpoint without version. Clients send it to both.
        "urn:ietf:params:oauth:grant-type:device_code" | "device_code" => {
            let promise = device::poll(tenant, asked)?;
            issue_user_tokens(tenant, &promise, asked)
        }
        "client_credentials" => app_only_token(tenant, asked),
        "urn:ietf:params:oauth:grant-type:jwt-bearer" => on_behalf_of(tenant, asked),
        other => Err(refuse(
            "unsupported_grant_type",
            70003,
            format!("The app requested an unsupported grant type '{other}'."),
        )),
    }
}

fn redeem_code(tenant: &mut Tenant, asked: &SignInRequest) -> Result<Answer, Refusal> {
    asked.require("code")?;
    let Some(promise) = tenant.entra.codes.get_mut(&digest(asked.get("code"))) else {
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
    if asked.now >= promise.expires_at {
        return Err(refuse(
            "invalid_grant",
            70008,
            "The authorization code has expired.",
        ));
    }
    if promise.client_id != asked.get("client_id") || promise.redirect != asked.get("redirect_uri")
    {
        return Err(refuse(
            "invalid_client",
            500_112,
            "The reply address does not match the reply address provided when requesting the authorization code.",
        ));
    }
    check_platform(tenant, &promise, asked)?;
    let verifier = asked.get("code_verifier");
    let challenge = URL_SAFE_NO_PAD.encode(sha256(verifier.as_bytes()));
    let fits = (43..=128).contains(&verifier.len()) && challenge == promise.challenge;
    if !fits && !promise.challenge.is_empty() {
        return Err(refuse(
            "invalid_grant",
            501_481,
            "The Code_Verifier does not match the code_challenge supplied in the authorization request.",
        ));
    }
    promise.cae |= asked.get("claims").contains("xms_cc");
    issue_user_tokens(tenant, &promise, asked)
}

/// Checks that a code is redeemed by the kind of client that its redirect URI belongs to: a
/// server by its credential, a page from its origin.
fn check_platform(
    tenant: &Tenant,
    promise: &IssuedGrant,
    asked: &SignInRequest,
) -> Result<(), Refusal> {
    let registration = find_registration(tenant, &promise.client_id)?;
    let platform = registration.platform_of(&promise.redirect);
    match (platform, &asked.origin) {
        (Some(Platform::SinglePage), None) => Err(refuse(
            "invalid_request",
            9_002_327,
            "Tokens issued for the 'Single-Page Application' client-type may only be redeemed via cross-origin requests.",
        )),
        (Some(Platform::Web | Platform::Native), Some(_)) => Err(refuse(
            "invalid_request",
            9_002_326,
            "Cross-origin token redemption is permitted only for the 'Single-Page Application' client-type.",
        )),
        _ => client::authenticate_if(promise.confidential, tenant, asked),
    }
}

fn redeem_refresh(tenant: &mut Tenant, asked: &SignInRequest) -> Result<Answer, Refusal> {
    asked.require("refresh_token")?;
    let Some(promise) = tenant
        .entra
        .refresh
        .get(&digest(asked.get("refresh_token")))
    else {
        return Err(refuse(
            "invalid_grant",
            70000,
            "The refresh token is not valid.",
        ));
    };
    let mut promise = promise.clone();
    if promise.client_id != asked.get("client_id") {
        return Err(refuse(
            "invalid_grant",
            700_161,
            "The refresh token was issued to another client.",
        ));
    }
    client::authenticate_if(promise.confidential, tenant, asked)?;
    if asked.now >= promise.expires_at {
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
    let wanted = requested(tenant, asked.get("scope"))?;
    if !wanted.scopes.is_empty() {
        promise.resource = wanted.resource;
        promise.scopes = wanted.scopes;
    }
    promise.cae |= asked.get("claims").contains("xms_cc");
    issue_user_tokens(tenant, &promise, asked)
}

/// Issues a token for another resource to an application that a user's token was sent to.
fn on_behalf_of(tenant: &mut Tenant, asked: &SignInRequest) -> Result<Answer, Refusal> {
    asked.require("assertion")?;
    if asked.get("requested_token_use") != "on_behalf_of" {
        return Err(refuse(
            "invalid_request",
            900_144,
            "The request body must contain the following parameter: 'requested_token_use'.",
        ));
    }
    client::authenticate(tenant, asked)?;
    let known = tenant.entra.tokens.get(&digest(asked.get("assertion")));
    let known = known.filter(|token| token.expires_at > asked.now).cloned();
    let Some(token) = known else {
        return Err(refuse(
            "invalid_grant",
            500_133,
            "Assertion is not within its valid time range, or was not issued by this tenant.",
        ));
    };
    let own = asked.get("client_id");
    let is_for_us =
        matches!(&token.resource, Resource::Application { app_id, .. } if app_id == own);
    let Some(user) = token.user.filter(|_| is_for_us) else {
        return Err(refuse(
            "invalid_grant",
            500_131,
            "Assertion audience does not match the Client app presenting the assertion. The audience in the assertion must be this application, and the assertion a user's.",
        ));
    };
    let wanted = requested(tenant, asked.get("scope"))?;
    let promise = IssuedGrant {
        client_id: own.to_owned(),
        user,
        resource: wanted.resource,
        scopes: wanted.scopes,
        issued_at: token.from,
        expires_at: token.expires_at,
        challenge: String::new(),
        redirect: String::new(),
        nonce: None,
        cae: false,
        confidential: true,
        used: false,
    };
    issue_user_tokens(tenant, &promise, asked)
}

/// Issues tokens for a user.
fn issue_user_tokens(
    tenant: &mut Tenant,
    promise: &IssuedGrant,
    asked: &SignInRequest,
) -> Result<Answer, Refusal> {
    let now = asked.now;
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
    let wanted = Requested {
        resource: promise.resource.clone(),
        scopes: promise.scopes.clone(),
    };
    authorize::check_consent(tenant, &promise.client_id, &wanted)?;
    let mut scopes = wanted.scopes;
    if scopes.iter().any(|scope| scope == ".default") {
        let consented = tenant.consented_scopes(&promise.client_id, &promise.resource);
        scopes = consented.into_iter().collect();
    }
    let access = issue_access_token(
        tenant,
        Issued {
            expires_at: add_seconds(now, TOKEN_LIFE),
            from: now,
            user: Some(promise.user.clone()),
            client_id: promise.client_id.clone(),
            resource: promise.resource.clone(),
            permissions: scopes.clone(),
            cae: promise.cae,
        },
    );
    let refresh = issue_refresh_token(
        tenant,
        &IssuedGrant {
            scopes: scopes.clone(),
            ..promise.clone()
        },
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
    if asked.has("client_info")
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
fn app_only_token(tenant: &mut Tenant, asked: &SignInRequest) -> Result<Answer, Refusal> {
    asked.require("scope")?;
    let wanted = requested(tenant, asked.get("scope"))?;
    if !wanted.is_default() {
        return Err(refuse(
            "invalid_scope",
            70011,
            "The scope must be the resource followed by /.default.",
        ));
    }
    client::authenticate(tenant, asked)?;
    let client_id = asked.get("client_id").to_owned();
    let now = asked.now;
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
    let permissions = tenant.application_permissions(principal.id(), &wanted.resource);
    let token = issue_access_token(
        tenant,
        Issued {
            expires_at: add_seconds(now, TOKEN_LIFE),
            from: now,
            user: None,
            client_id,
            resource: wanted.resource,
            permissions,
            cae: asked.get("claims").contains("xms_cc"),
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
