//! Source of the client's access token.
use std::fmt;

use thiserror::Error;

use crate::secret::Secret;

/// Reasons why there is no access token.
#[derive(Debug, Clone, Error)]
pub enum BearerError {
    /// The user must sign in (again).
    #[error("sign-in is needed: {why}")]
    SignIn {
        /// Reason why the current session cannot be used.
        why: String,
        /// Entra's error code, such as `AADSTS50173`.
        code: Option<String>,
        /// Entra's trace id.
        trace_id: Option<String>,
    },
    /// The sign-in service could not be reached or failed.
    #[error("the sign-in service did not give a token: {why}")]
    TryAgain {
        /// Error message.
        why: String,
    },
    /// The session's store failed.
    #[error("the stored session could not be used: {why}")]
    Store {
        /// Error message.
        why: String,
    },
    /// The answer of the sign-in service cannot be trusted.
    #[error("the sign-in service's answer cannot be trusted: {why}")]
    Untrusted {
        /// Description of the problem.
        why: String,
    },
}

/// Source of access tokens: the session, refreshed when needed.
#[async_trait::async_trait]
pub trait Bearer: Send + Sync + fmt::Debug {
    /// Returns a token that is valid for at least a few minutes.
    async fn token(&self) -> Result<Secret, BearerError>;

    /// Returns a new token after Graph refused `refused`. `claims` is the decoded claims
    /// challenge (JSON) if Graph sent one.
    async fn renew(&self, refused: &Secret, claims: Option<&str>) -> Result<Secret, BearerError>;
}
