//! The caller of a request: checks the bearer token against issued tokens, revocations
//! and disabled accounts.
use jiff::Timestamp;

use crate::sandbox::AUTHORITY;
use crate::sandbox::entra::Resource;
use crate::sandbox::fault_rules::{claims_challenge, expired_token_answer};
use crate::sandbox::ledger::TokenKind;
use crate::sandbox::reply::Answer;
use crate::sandbox::seed::GRAPH_APP_ID;
use crate::sandbox::tenant::{Tenant, digest};

/// The owner of a valid token.
#[derive(Debug, Clone)]
pub(super) struct Caller {
    pub(super) kind: TokenKind,
    /// Object id of the user or the service principal.
    pub(super) principal: String,
    /// Delegated scopes, or application permissions.
    pub(super) permissions: Vec<String>,
    /// Whether it is the program itself, which may use only the plain forms of everything.
    pub(super) strict: bool,
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
    strict: bool,
    now: Timestamp,
) -> Result<Caller, (TokenKind, Answer)> {
    let invalid = |code: &str, message: &str| {
        let answer = Answer::graph_error(401, code, message);
        answer.header(
            "www-authenticate",
            format!("Bearer realm=\"\", authorization_uri=\"{AUTHORITY}/common/oauth2/authorize\", client_id=\"{GRAPH_APP_ID}\""),
        )
    };
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
    if token.resource != Resource::Graph {
        return Err((
            TokenKind::Invalid,
            invalid(
                "InvalidAuthenticationToken",
                "Access token validation failure. Invalid audience.",
            ),
        ));
    }
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
            strict,
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
        strict,
    })
}
