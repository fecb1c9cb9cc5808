//! Checks that a token is for the pinned cloud, tenant, application and account.
//!
//! An ID token is meant for this program, and must have all of these claims. An access
//! token is opaque by contract: a missing claim passes, a present one must match.
use super::claims::Claims;
use super::error::AuthError;
use crate::ids::ObjectId;
use crate::settings::SignInTarget;

/// Checks an ID token, and that it is for `object_id` if given.
///
/// # Errors
/// [`AuthError::Other`] for another tenant or account, [`AuthError::Untrusted`] for
/// another issuer or audience.
pub(super) fn check_identity_token(
    claims: &Claims,
    target: &SignInTarget,
    object_id: Option<&ObjectId>,
) -> Result<(), AuthError> {
    if claims.tid.is_none() {
        return Err(AuthError::Untrusted(
            "its identity token names no tenant".to_owned(),
        ));
    }
    check_tenant_and_account(claims, target, object_id)?;
    let issuer = target.issuer();
    if claims.iss.as_deref() != Some(issuer.as_str()) {
        return Err(AuthError::Untrusted(format!(
            "its identity token is issued by {}, not by {issuer}",
            claims
                .iss
                .as_deref()
                .map_or_else(missing_claim_text, truncated_claim)
        )));
    }
    match claims.aud.as_slice() {
        [audience] if audience.eq_ignore_ascii_case(target.client_id.as_str()) => Ok(()),
        audiences => Err(AuthError::Untrusted(format!(
            "its identity token is for {}, not for application {}",
            audiences
                .first()
                .map_or_else(missing_claim_text, |one| truncated_claim(one)),
            target.client_id
        ))),
    }
}

/// Checks the readable claims of an access token, and that it is for `object_id` if given.
///
/// # Errors
/// [`AuthError::Other`] names the expected and the actual value.
pub(super) fn check_access_token(
    claims: &Claims,
    target: &SignInTarget,
    object_id: Option<&ObjectId>,
) -> Result<(), AuthError> {
    check_tenant_and_account(claims, target, object_id)?;
    for application in &claims.applications {
        ensure_equal("application", target.client_id.as_str(), application)?;
    }
    match claims
        .aud
        .iter()
        .find(|audience| !target.is_graph(audience))
    {
        Some(other) => Err(AuthError::Other {
            what: "resource",
            expected: target.graph.to_string(),
            got: truncated_claim(other),
        }),
        None => Ok(()),
    }
}

fn check_tenant_and_account(
    claims: &Claims,
    target: &SignInTarget,
    object_id: Option<&ObjectId>,
) -> Result<(), AuthError> {
    if let Some(tenant) = &claims.tid {
        ensure_equal("tenant", target.tenant.as_str(), tenant)?;
    }
    match (object_id, &claims.oid) {
        (Some(expected), Some(account)) => ensure_equal("account", expected.as_str(), account),
        _ => Ok(()),
    }
}

fn ensure_equal(what: &'static str, expected: &str, got: &str) -> Result<(), AuthError> {
    if got.eq_ignore_ascii_case(expected) {
        return Ok(());
    }
    Err(AuthError::Other {
        what,
        expected: expected.to_owned(),
        got: truncated_claim(got),
    })
}

/// Returns a claim for a message. It is untrusted, so it is truncated.
fn truncated_claim(claim: &str) -> String {
    claim.chars().take(80).collect()
}

fn missing_claim_text() -> String {
    "no one".to_owned()
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{check_access_token, check_identity_token};
    use crate::auth::AuthError;
    use crate::auth::claims::{Claims, token_with_payload};
    use crate::settings::target;

    const OTHER: &str = "44444444-4444-4444-8444-444444444444";

    fn claims(changed: &[(&str, Value)]) -> Claims {
        let target = target::example();
        let mut all = json!({
            "tid": target.tenant, "oid": OTHER, "iss": target.issuer(), "aud": target.client_id,
        });
        for (name, value) in changed {
            all[*name] = value.clone();
        }
        Claims::read(&token_with_payload(&all))
    }

    #[test]
    fn identity_token_says_all_that_it_is_pinned_to() {
        let target = target::example();
        let check =
            |changed: &[(&str, Value)]| check_identity_token(&claims(changed), &target, None);
        assert!(check(&[]).is_ok());
        for (name, value) in [
            ("iss", json!(null)),
            ("iss", json!("https://login.example")),
            ("iss", json!(format!("{}/", target.issuer()))),
            ("aud", json!(null)),
            ("aud", json!(OTHER)),
            ("aud", json!([])),
            ("aud", json!([target.client_id, OTHER])),
            ("tid", json!(null)),
        ] {
            let error = check(&[(name, value.clone())]).unwrap_err();
            assert!(matches!(error, AuthError::Untrusted(_)), "{name} {value}");
        }
        let error = check(&[("tid", json!(OTHER))]).unwrap_err();
        assert!(matches!(error, AuthError::Other { what: "tenant", .. }));
    }

    #[test]
    fn access_token_must_fit_as_far_as_it_can_be_read() {
        let target = target::example();
        let me = target.client_id.as_str().parse().unwrap();
        let check = |all: Value| {
            let claims = Claims::read(&token_with_payload(&all));
            check_access_token(&claims, &target, Some(&me))
        };
        assert!(check(json!({})).is_ok());
        let graph = target.graph.to_string();
        let fits =
            json!({ "tid": target.tenant, "oid": me, "appid": target.client_id, "aud": graph });
        assert!(check(fits.clone()).is_ok());
        for (name, expected) in [
            ("tid", "tenant"),
            ("oid", "account"),
            ("appid", "application"),
            ("azp", "application"),
            ("aud", "resource"),
        ] {
            let mut changed = fits.clone();
            changed[name] = json!(OTHER);
            let error = check(changed).unwrap_err();
            assert!(matches!(error, AuthError::Other { what, .. } if what == expected));
        }
    }
}
