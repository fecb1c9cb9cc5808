//! Errors of Graph calls.
use thiserror::Error;

use super::bearer::BearerError;
use super::origin::CrossOriginLink;
use crate::transport::TransportError;

/// The method and path of a call, for a message: a query may be longer than the
/// rest of it.
fn without_query(call: &str) -> &str {
    call.split('?').next().unwrap_or(call)
}

/// A Graph call that did not succeed.
#[derive(Debug, Error)]
pub enum GraphError {
    /// Graph refused the call.
    #[error("Graph refused {}: {message}", without_query(call))]
    Refused {
        /// Method and path.
        call: String,
        /// HTTP status.
        status: u16,
        /// Graph's code, such as `Authorization_RequestDenied`; may be empty.
        code: String,
        /// Graph's message.
        message: String,
        /// Graph's `request-id`.
        request_id: Option<String>,
        /// Details from the headers.
        headers: Box<RefusalHeaders>,
    },
    /// A proxy or sign-in portal answered instead of Graph.
    #[error("the answer to {} is not from Graph: {why}", without_query(call))]
    NotGraph {
        /// Method and path.
        call: String,
        /// HTTP status.
        status: u16,
        /// Evidence for it, and the apparent sender of the answer.
        why: String,
        /// A `request-id`, if the answer has one.
        request_id: Option<String>,
    },
    /// Graph throttled the call more often, or for longer, than the client waits.
    #[error(
        "Graph is throttling {}; it asks to wait {seconds} s",
        without_query(call)
    )]
    Throttled {
        /// Method and path.
        call: String,
        /// Seconds of the last `Retry-After`.
        seconds: u64,
        /// Graph's `request-id`.
        request_id: Option<String>,
    },
    /// The answer cannot be parsed: HTML, truncated JSON, another object.
    #[error("the answer to {} cannot be used: {why}", without_query(call))]
    Unreadable {
        /// Method and path.
        call: String,
        /// Description of the problem.
        why: String,
        /// Graph's `request-id`.
        request_id: Option<String>,
    },
    /// A link in the answer leads to another origin; nothing was sent there.
    #[error("the answer to {} cannot be trusted", without_query(call))]
    CrossOrigin {
        /// Method and path.
        call: String,
        /// The link.
        #[source]
        source: CrossOriginLink,
    },
    /// The outcome of a write is unknown: it may have been applied.
    #[error("{} may or may not have taken effect", without_query(call))]
    Unclear {
        /// Method and path.
        call: String,
        /// Error of the last attempt.
        #[source]
        source: Box<Self>,
    },
    /// The network failed.
    #[error("{} was not answered", without_query(call))]
    Transport {
        /// Method and path.
        call: String,
        /// The error of the network.
        #[source]
        source: TransportError,
    },
    /// There is no usable token.
    #[error("{} could not be signed", without_query(call))]
    SignIn {
        /// Method and path.
        call: String,
        /// The error of the session.
        #[source]
        source: BearerError,
    },
    /// An earlier step of the same batch failed, so this one was not attempted.
    #[error(
        "{} was not attempted, since an earlier step failed",
        without_query(call)
    )]
    NotAttempted {
        /// Method and path.
        call: String,
    },
    /// The attempt could not be recorded, so it was not sent.
    #[error(
        "{} was not sent, since that could not be recorded: {why}",
        without_query(call)
    )]
    Unrecorded {
        /// Method and path.
        call: String,
        /// Reason why it could not be recorded.
        why: String,
    },
}

/// Details from the headers of a refusal.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RefusalHeaders {
    /// Identifies the machine that answered.
    pub diagnostic: Option<String>,
    /// The claims (JSON) that a new token must have, if Graph sent a challenge.
    pub claims: Option<String>,
}

impl GraphError {
    /// Returns the message and all causes in one line.
    pub fn full_message(&self) -> String {
        let mut text = self.to_string();
        let mut cause = std::error::Error::source(self);
        while let Some(error) = cause {
            text.push_str(": ");
            text.push_str(&error.to_string());
            cause = error.source();
        }
        text
    }

    /// Returns method and path of the call.
    pub fn call(&self) -> &str {
        match self {
            Self::Refused { call, .. }
            | Self::NotGraph { call, .. }
            | Self::Throttled { call, .. }
            | Self::Unreadable { call, .. }
            | Self::CrossOrigin { call, .. }
            | Self::Unclear { call, .. }
            | Self::Transport { call, .. }
            | Self::SignIn { call, .. }
            | Self::NotAttempted { call }
            | Self::Unrecorded { call, .. } => call,
        }
    }

    /// Returns Graph's `request-id`, if there was an answer.
    pub fn request_id(&self) -> Option<&str> {
        match self {
            Self::Refused { request_id, .. }
            | Self::NotGraph { request_id, .. }
            | Self::Throttled { request_id, .. }
            | Self::Unreadable { request_id, .. } => request_id.as_deref(),
            Self::Unclear { source, .. } => source.request_id(),
            _ => None,
        }
    }

    /// Identifies the machine that refused.
    pub fn diagnostic(&self) -> Option<&str> {
        match self {
            Self::Unclear { source, .. } => source.diagnostic(),
            Self::Refused { headers, .. } => headers.diagnostic.as_deref(),
            _ => None,
        }
    }

    /// Returns the HTTP status, if there was an answer.
    pub fn status(&self) -> Option<u16> {
        match self {
            Self::Refused { status, .. } | Self::NotGraph { status, .. } => Some(*status),
            Self::Unclear { source, .. } => source.status(),
            Self::Throttled { .. } => Some(429),
            _ => None,
        }
    }

    /// Returns Graph's error code, if there is one.
    pub fn code(&self) -> Option<&str> {
        match self {
            Self::Refused { code, .. } => Some(code.as_str()).filter(|code| !code.is_empty()),
            Self::Unclear { source, .. } => source.code(),
            Self::Throttled { .. } => Some("TooManyRequests"),
            _ => None,
        }
    }

    /// Whether the network failed, whether or not the call was applied.
    pub fn is_transport(&self) -> bool {
        match self {
            Self::Transport { .. } => true,
            Self::Unclear { source, .. } => source.is_transport(),
            _ => false,
        }
    }

    /// Whether nothing was sent and every further attempt would fail the same way, such as
    /// with a certificate that is not accepted.
    pub fn is_permanent(&self) -> bool {
        use crate::transport::TransportError as T;
        matches!(
            self,
            Self::Transport {
                source: T::Setup { .. } | T::Certificate { .. },
                ..
            }
        )
    }

    /// Whether Graph did not find the object.
    pub fn is_not_found(&self) -> bool {
        matches!(self, Self::Refused { status: 404, .. })
    }

    /// Whether the caller lacks permission.
    pub fn is_denied(&self) -> bool {
        matches!(self, Self::Refused { status: 403, .. }) && !self.is_session_ended()
    }

    /// Whether Graph refused the token, not the request: 401, or 403 with a claims
    /// challenge.
    /// <https://learn.microsoft.com/entra/identity-platform/claims-challenge>
    pub fn is_session_ended(&self) -> bool {
        match self {
            Self::Refused {
                status, headers, ..
            } => *status == 401 || (*status == 403 && headers.claims.is_some()),
            _ => false,
        }
    }

    /// Returns the claims (JSON) that a new token must have, if Graph sent a challenge.
    pub fn claims(&self) -> Option<&str> {
        match self {
            Self::Refused { headers, .. } => headers.claims.as_deref(),
            _ => None,
        }
    }

    /// Whether Graph says that what was to be added already exists.
    ///
    /// As seen in production: 400 `Request_BadRequest` for an
    /// app role assignment, 409 `Request_MultipleObjectsWithSameKeyValue` (at
    /// times 400) for a delegated grant. The first code is a general one, so that the text
    /// decides. The caller reads back in any case.
    pub fn already_exists(&self) -> bool {
        match self {
            Self::Refused {
                status: 400 | 409,
                code,
                message,
                ..
            } => {
                code == "Request_MultipleObjectsWithSameKeyValue"
                    || message.contains("already exists")
            }
            _ => false,
        }
    }

    /// Whether an attempt was not sent because it could not be recorded. An earlier attempt
    /// may have been applied.
    pub fn is_unrecorded(&self) -> bool {
        match self {
            Self::Unclear { source, .. } => source.is_unrecorded(),
            other => matches!(other, Self::Unrecorded { .. }),
        }
    }

    /// Whether the call may have been applied although it did not succeed.
    pub fn is_unclear(&self) -> bool {
        matches!(self, Self::Unclear { .. })
    }
}
