//! The sign-in page. The simulated administrator signs in at once.
use super::errors::{Refusal, refuse};
use super::form::with_query;
use super::issue::add_seconds;
use super::registration::Platform;
use super::resource::{Requested, Resource, requested};
use super::{IssuedGrant, SignInRequest, find_registration};
use crate::sandbox::faults::FaultKind;
use crate::sandbox::reply::Answer;
use crate::sandbox::tenant::{Tenant, digest};

const KNOWN: [&str; 15] = [
    "client_id",
    "response_type",
    "redirect_uri",
    "response_mode",
    "scope",
    "state",
    "nonce",
    "code_challenge",
    "code_challenge_method",
    "prompt",
    "login_hint",
    "domain_hint",
    "claims",
    "client_info",
    "mkt",
];

/// Answers with a redirect, or with an error page if the redirect URI itself is wrong.
pub(super) fn respond(tenant: &mut Tenant, asked: &SignInRequest) -> Answer {
    let now = asked.now;
    let unknown = asked
        .fields
        .keys()
        .find(|name| !KNOWN.contains(&name.as_str()));
    if let Some(name) = unknown.filter(|_| asked.strict) {
        return Answer::not_found(&format!("the parameter {name} of authorize"));
    }
    if let Err(refusal) = asked.require("client_id") {
        return Answer::page(400, &refusal.description("none", now));
    }
    let redirect = asked.get("redirect_uri").to_owned();
    let platform = match find_registration(tenant, asked.get("client_id")) {
        Err(refusal) => {
            return Answer::page(400, &refusal.description("none", now));
        }
        Ok(registration) => registration.platform_of(&redirect),
    };
    let Some(platform) = platform else {
        return Answer::page(
            400,
            "AADSTS50011: The redirect URI specified in the request does not match the redirect URIs configured for the application.",
        );
    };
    let state = asked.get("state").to_owned();
    match issue_code(tenant, asked, platform) {
        Ok(code) => Answer::redirect(with_query(
            &redirect,
            &[
                ("code", &code),
                ("state", &state),
                ("session_state", "made-up"),
            ],
        ))
        .with_write_applied(),
        Err(refusal) => Answer::redirect(with_query(
            &redirect,
            &[
                ("error", refusal.error),
                ("error_description", &refusal.description("none", now)),
                ("state", &state),
            ],
        )),
    }
}

fn issue_code(
    tenant: &mut Tenant,
    asked: &SignInRequest,
    platform: Platform,
) -> Result<String, Refusal> {
    let now = asked.now;
    if asked.get("response_type") != "code" {
        return Err(refuse(
            "unsupported_response_type",
            700_054,
            "response_type must be code.",
        ));
    }
    // A server proves itself by its credential when it redeems the code.
    let without = platform == Platform::Web && !asked.has("code_challenge");
    let proof = asked.get("code_challenge_method") == "S256";
    if !(without || proof && asked.get("code_challenge").len() == 43) {
        return Err(refuse(
            "invalid_request",
            9_002_325,
            "Proof Key for Code Exchange is required for this request.",
        ));
    }
    if tenant
        .faults
        .take_matching_rule(FaultKind::Declined, "GET", "/oauth2/v2.0/authorize")
        .is_some()
    {
        return Err(refuse(
            "access_denied",
            65004,
            "User declined to consent to access the app.",
        ));
    }
    let wanted = requested(tenant, asked.get("scope"))?;
    check_consent(tenant, asked.get("client_id"), &wanted)?;
    let code = tenant.secret("code");
    let promise = IssuedGrant {
        client_id: asked.get("client_id").to_owned(),
        user: tenant.entra.person.clone(),
        resource: wanted.resource,
        scopes: wanted.scopes,
        issued_at: now,
        expires_at: add_seconds(now, 600),
        challenge: asked.get("code_challenge").to_owned(),
        redirect: asked.get("redirect_uri").to_owned(),
        nonce: asked.fields.get("nonce").cloned(),
        cae: asked.get("claims").contains("xms_cc"),
        confidential: platform == Platform::Web,
        used: false,
    };
    tenant.entra.codes.retain(|_, known| known.expires_at > now);
    tenant.entra.codes.insert(digest(&code), promise);
    Ok(code)
}

/// Checks that every requested scope was consented to for all users. Azure CLI may call Azure
/// Resource Manager without consent.
pub(super) fn check_consent(
    tenant: &Tenant,
    client_id: &str,
    wanted: &Requested,
) -> Result<(), Refusal> {
    if matches!(wanted.resource, Resource::Management(_)) {
        return Ok(());
    }
    let consented = tenant.consented_scopes(client_id, &wanted.resource);
    let mut scopes = wanted.scopes.iter();
    match scopes.find(|scope| *scope != ".default" && !consented.contains(*scope)) {
        None => Ok(()),
        Some(scope) => Err(refuse(
            "invalid_grant",
            65001,
            format!(
                "The user or administrator has not consented to use the application with ID '{client_id}' (scope {scope}). Send an interactive authorization request for this user and resource."
            ),
        )),
    }
}
