//! The caller of a request: checks the bearer token against issued tokens, revocations
//! and disabled accounts.
use jiff::Timestamp;

use crate::sandbox::fault_rules::{claims_challenge, expired_token_answer};
use crate::sandbox::ledger::TokenKind;
use crate::sandbox::reply::Answer;
use crate::sandbox::tenant::{Tenant, digest};

/// The owner of a valid token.
#[derive(Debug, Clone)]
pub(super) struct Caller {
    pub(super) kind: TokenKind,
    /// Object id of the user or the service principal.
    pub(super) principal: String,
    /// Delegated scopes, or application permissions.
    pub(super) permissions: Vec<String>,
}

impl Caller {
    /// Whether the token has any of these permissions.
    pub(super) fn holds(&self, any: &[&str]) -> bool {
        any.iter()
            .any(|name| self.permissions.iter().any(|held| held == name))
    }
}

/// Checks an `Authorization` header and returns its caller.
pub(super) fn check_token(
    tenant: &Tenant,
    header: &str,
    now: Timestamp,
) -> Result<Caller, (TokenKind, Answer)> {
    let invalid = |code: &str, message: &str| Answer::graph_error(401, code, message);
    if header.is_empty() {
        return Err((
            TokenKind::None,
            invalid("InvalidAuthenticationToken", "Access token is empty."),
        ));
    }
    let known = header
        .strip_prefix("Bearer ")
        .and_then(|token| tenant.entra.tokens.get(&digest(token)));
    let Some(token) = known else {
        return Err((
            TokenKind::Invalid,
            invalid(
                "InvalidAuthenticationToken",
                "IDX14100: JWT is not well formed or was not issued by this tenant.",
            ),
        ));
    };
    if now >= token.expires_at {
        return Err((TokenKind::Invalid, expired_token_answer()));
    }
    let Some(user) = &token.user else {
        let Some(principal) = tenant.service_principal_of(&token.client_id) else {
            return Err((
                TokenKind::Invalid,
                invalid(
                    "Authorization_IdentityNotFound",
                    "The identity of the calling application could not be established.",
                ),
            ));
        };
        return Ok(Caller {
            kind: TokenKind::Application,
            principal: principal.id().to_owned(),
            permissions: token.permissions.clone(),
        });
    };
    let disabled = !tenant
        .users
        .get(user)
        .is_some_and(|person| person.flag("accountEnabled"));
    // Only clients that support claims challenges get one; others keep their token.
    if token.cae && (disabled || tenant.are_sessions_revoked(user, token.from)) {
        return Err((
            TokenKind::Invalid,
            claims_challenge("TokenIssuedBeforeRevocationTimestamp"),
        ));
    }
    Ok(Caller {
        kind: TokenKind::Delegated,
        principal: user.clone(),
        permissions: token.permissions.clone(),
    })
}
