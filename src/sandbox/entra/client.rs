//! Authentication of the client that asks for a token: by secret, by an assertion, or not at
//! all if it is public.
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use jiff::Timestamp;

use super::errors::{Refusal, refuse};
use super::registration::Registration;
use super::{SignInRequest, assertion, find_registration, form};
use crate::sandbox::tenant::{Tenant, digest};

/// Returns the client id and the secret of an `Authorization` header (`client_secret_basic`,
/// RFC 6749 section 2.3.1).
pub(super) fn basic(header: &str) -> Option<(String, String)> {
    let (scheme, encoded) = header.split_once(' ')?;
    if !scheme.eq_ignore_ascii_case("basic") {
        return None;
    }
    let text = String::from_utf8(STANDARD.decode(encoded.trim()).ok()?).ok()?;
    let (id, secret) = text.split_once(':')?;
    Some((form::decode(id), form::decode(secret)))
}

/// Whether a request carries a credential of the client.
fn has_credential(asked: &SignInRequest) -> bool {
    asked.has("client_secret") || asked.has("client_assertion")
}

/// Checks the credential of a client that must have one.
pub(super) fn authenticate(tenant: &Tenant, asked: &SignInRequest) -> Result<(), Refusal> {
    let registration = find_registration(tenant, asked.get("client_id"))?;
    if asked.has("client_assertion") {
        return assertion::check(tenant, registration, asked);
    }
    if !asked.has("client_secret") {
        return Err(refuse(
            "invalid_client",
            7_000_218,
            "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.",
        ));
    }
    let wanted = digest(asked.get("client_secret"));
    let credentials = registration.0.get("passwordCredentials").as_array();
    let found = credentials.into_iter().flatten().find(|one| {
        let id = one.get("keyId").and_then(|id| id.as_str());
        id.and_then(|id| tenant.entra.secrets.get(id)) == Some(&wanted)
    });
    let Some(found) = found else {
        return Err(refuse(
            "invalid_client",
            7_000_215,
            "Invalid client secret provided.",
        ));
    };
    let end = found.get("endDateTime").and_then(|end| end.as_str());
    if end.is_some_and(|end| end.parse().is_ok_and(|end: Timestamp| end <= asked.now)) {
        return Err(refuse(
            "invalid_client",
            7_000_222,
            "The provided client secret keys are expired.",
        ));
    }
    Ok(())
}

/// Checks the credential of a client that needs one only if `needed`, or if it sends one.
pub(super) fn authenticate_if(
    needed: bool,
    tenant: &Tenant,
    asked: &SignInRequest,
) -> Result<(), Refusal> {
    if needed || has_credential(asked) {
        authenticate(tenant, asked)
    } else {
        Ok(())
    }
}

/// Checks that an application may sign users in without a browser of its own.
pub(super) fn check_public(registration: Registration<'_>) -> Result<(), Refusal> {
    if registration.is_public() {
        return Ok(());
    }
    Err(refuse(
        "invalid_client",
        7_000_218,
        "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.",
    ))
}
