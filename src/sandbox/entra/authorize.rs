//! The sign-in page. The simulated administrator signs in at once.
use std::collections::BTreeMap;

use jiff::Timestamp;

use super::errors::{Refusal, refuse};
use super::form::with_query;
use super::issue::add_seconds;
use super::{IssuedGrant, find_registration, graph_scopes, is_registered_redirect};
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
pub(super) fn respond(
    tenant: &mut Tenant,
    fields: &BTreeMap<String, String>,
    now: Timestamp,
) -> Answer {
    let get = |name: &str| fields.get(name).map_or("", String::as_str);
    if let Some(name) = fields.keys().find(|name| !KNOWN.contains(&name.as_str())) {
        return Answer::not_found(&format!("the parameter {name} of authorize"));
    }
    let redirect = get("redirect_uri").to_owned();
    match find_registration(tenant, get("client_id")) {
        Err(refusal) => {
            return Answer::page(400, &refusal.description("none", now));
        }
        Ok(registration) if !is_registered_redirect(registration, &redirect) => {
            return Answer::page(
                400,
                "AADSTS50011: The redirect URI specified in the request does not match the redirect URIs configured for the application.",
            );
        }
        Ok(_) => {}
    }
    let state = get("state").to_owned();
    match issue_code(tenant, fields, now) {
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
    fields: &BTreeMap<String, String>,
    now: Timestamp,
) -> Result<String, Refusal> {
    let get = |name: &str| fields.get(name).map_or("", String::as_str);
    if get("response_type") != "code" {
        return Err(refuse(
            "unsupported_response_type",
            700_054,
            "response_type must be code.",
        ));
    }
    if get("code_challenge_method") != "S256" || get("code_challenge").len() != 43 {
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
    let scopes = graph_scopes(get("scope"))?;
    check_consent(tenant, get("client_id"), &scopes)?;
    let code = tenant.secret("code");
    let promise = IssuedGrant {
        client_id: get("client_id").to_owned(),
        user: tenant.entra.person.clone(),
        scopes,
        issued_at: now,
        expires_at: add_seconds(now, 600),
        challenge: get("code_challenge").to_owned(),
        redirect: get("redirect_uri").to_owned(),
        nonce: fields.get("nonce").cloned(),
        cae: get("claims").contains("xms_cc"),
        used: false,
    };
    tenant.entra.codes.retain(|_, known| known.expires_at > now);
    tenant.entra.codes.insert(digest(&code), promise);
    Ok(code)
}

/// Checks that every requested scope was consented to for all users.
pub(super) fn check_consent(
    tenant: &Tenant,
    client_id: &str,
    scopes: &[String],
) -> Result<(), Refusal> {
    let consented = tenant.consented_scopes(client_id);
    match scopes
        .iter()
        .find(|scope| *scope != ".default" && !consented.contains(*scope))
    {
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
