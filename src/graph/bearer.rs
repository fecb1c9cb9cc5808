//! Whoever has the token, as the client sees it.
use std::fmt;

use thiserror::Error;

use crate::secret::Secret;

/// Why there is no token.
#[derive(Debug, Clone, Error)]
pub enum BearerError {
    /// A person must sign in (again).
    #[error("sign-in is needed: {why}")]
    SignIn {
        /// Why the session at hand does not do.
        why: String,
        /// Entra's code, such as `AADSTS50173`.
        code: Option<String>,
        /// Entra's trace id.
        trace_id: Option<String>,
    },
    /// The sign-in service could not be reached or is not well.
    #[error("the sign-in service did not give a token: {why}")]
    TryAgain {
        /// What happened.
        why: String,
    },
    /// The session's store failed.
    #[error("the stored session could not be used: {why}")]
    Store {
        /// What happened.
        why: String,
    },
    /// The answer of the sign-in service cannot be trusted.
    #[error("the sign-in service's answer cannot be trusted: {why}")]
    Untrusted {
        /// What is wrong with it.
        why: String,
    },
}

/// Whoever has the token: the session, refreshed when it must be.
#[async_trait::async_trait]
pub trait Bearer: Send + Sync + fmt::Debug {
    /// A token that holds for at least some minutes.
    async fn token(&self) -> Result<Secret, BearerError>;

    /// A new token after Graph refused `refused`; `claims` is the decoded
    /// claims challenge (JSON) where Graph sent one.
    async fn renew(&self, refused: &Secret, claims: Option<&str>) -> Result<Secret, BearerError>;
}
