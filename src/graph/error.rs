//! Why a Graph call has no answer, or none that can be used.
use thiserror::Error;

use super::bearer::BearerError;
use super::origin::ForeignLink;
use crate::transport::TransportError;

/// The method and path of a call, for a message: a query may be longer than the
/// rest of it.
fn without_query(call: &str) -> &str {
    call.split('?').next().unwrap_or(call)
}

/// A Graph call that did not succeed.
#[derive(Debug, Error)]
pub enum GraphError {
    /// Graph answered and said no.
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
        /// What its headers say beside.
        headers: Box<RefusalHeaders>,
    },
    /// A proxy or a sign-in portal answered in Graph's place. That
    /// decides nothing.
    #[error("the answer to {} is not from Graph: {why}", without_query(call))]
    NotGraph {
        /// Method and path.
        call: String,
        /// HTTP status.
        status: u16,
        /// How that can be told, and who seems to have answered.
        why: String,
        /// A `request-id`, where it has one.
        request_id: Option<String>,
    },
    /// Graph asked to wait, more often or longer than we do.
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
    /// An answer came that is not what Graph sends: HTML, cut JSON, another object.
    #[error("the answer to {} cannot be used: {why}", without_query(call))]
    Unreadable {
        /// Method and path.
        call: String,
        /// What is wrong with it.
        why: String,
        /// Graph's `request-id`.
        request_id: Option<String>,
    },
    /// A link of an answer leads to another host; nothing was sent there.
    #[error("the answer to {} cannot be trusted", without_query(call))]
    Foreign {
        /// Method and path.
        call: String,
        /// The link.
        #[source]
        source: ForeignLink,
    },
    /// Nothing is known of a write: it may have been carried out.
    #[error("{} may or may not have taken effect", without_query(call))]
    Unclear {
        /// Method and path.
        call: String,
        /// What happened on the way.
        #[source]
        source: Box<Self>,
    },
    /// The network failed.
    #[error("{} was not answered", without_query(call))]
    Transport {
        /// Method and path.
        call: String,
        /// What the network said.
        #[source]
        source: TransportError,
    },
    /// There is no usable token.
    #[error("{} could not be signed", without_query(call))]
    SignIn {
        /// Method and path.
        call: String,
        /// What the session said.
        #[source]
        source: BearerError,
    },
    /// An earlier step of the same batch failed, so this one was not tried.
    #[error("{} was not tried, since an earlier step failed", without_query(call))]
    NotTried {
        /// Method and path.
        call: String,
    },
    /// It could not be recorded that it goes out, so it did not.
    #[error(
        "{} was not sent, since that could not be recorded: {why}",
        without_query(call)
    )]
    Unrecorded {
        /// Method and path.
        call: String,
        /// What is in the way.
        why: String,
    },
}

/// What the headers of a refusal say.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RefusalHeaders {
    /// What Graph says of the machine that answered.
    pub diagnostic: Option<String>,
    /// The claims (JSON) that a new token must satisfy, where Graph challenged.
    pub claims: Option<String>,
}

impl GraphError {
    /// The message with each of its causes, in one line.
    pub fn whole(&self) -> String {
        let mut text = self.to_string();
        let mut cause = std::error::Error::source(self);
        while let Some(error) = cause {
            text.push_str(": ");
            text.push_str(&error.to_string());
            cause = error.source();
        }
        text
    }

    /// The call as method and path.
    pub fn call(&self) -> &str {
        match self {
            Self::Refused { call, .. }
            | Self::NotGraph { call, .. }
            | Self::Throttled { call, .. }
            | Self::Unreadable { call, .. }
            | Self::Foreign { call, .. }
            | Self::Unclear { call, .. }
            | Self::Transport { call, .. }
            | Self::SignIn { call, .. }
            | Self::NotTried { call }
            | Self::Unrecorded { call, .. } => call,
        }
    }

    /// Graph's `request-id`, where an answer came.
    pub fn request_id(&self) -> Option<&str> {
        match self {
            Self::Refused { request_id, .. }
            | Self::NotGraph { request_id, .. }
            | Self::Throttled { request_id, .. }
            | Self::Unreadable { request_id, .. } => request_id.as_deref(),
            Self::Unclear { source, .. } => source.request_id(),
            Self::Foreign { .. }
            | Self::Transport { .. }
            | Self::SignIn { .. }
            | Self::NotTried { .. }
            | Self::Unrecorded { .. } => None,
        }
    }

    /// What Graph says of the machine that refused.
    pub fn diagnostic(&self) -> Option<&str> {
        match self {
            Self::Unclear { source, .. } => source.diagnostic(),
            Self::Refused { headers, .. } => headers.diagnostic.as_deref(),
            Self::NotGraph { .. }
            | Self::Throttled { .. }
            | Self::Unreadable { .. }
            | Self::Foreign { .. }
            | Self::Transport { .. }
            | Self::SignIn { .. }
            | Self::NotTried { .. }
            | Self::Unrecorded { .. } => None,
        }
    }

    /// The HTTP status, where Graph refused.
    pub fn status(&self) -> Option<u16> {
        match self {
            Self::Refused { status, .. } | Self::NotGraph { status, .. } => Some(*status),
            Self::Unclear { source, .. } => source.status(),
            Self::Throttled { .. } => Some(429),
            Self::Unreadable { .. }
            | Self::Foreign { .. }
            | Self::Transport { .. }
            | Self::SignIn { .. }
            | Self::NotTried { .. }
            | Self::Unrecorded { .. } => None,
        }
    }

    /// Graph's error code, where it gave one.
    pub fn code(&self) -> Option<&str> {
        match self {
            Self::Refused { code, .. } => Some(code.as_str()).filter(|code| !code.is_empty()),
            Self::Unclear { source, .. } => source.code(),
            Self::Throttled { .. } => Some("TooManyRequests"),
            Self::NotGraph { .. }
            | Self::Unreadable { .. }
            | Self::Foreign { .. }
            | Self::Transport { .. }
            | Self::SignIn { .. }
            | Self::NotTried { .. }
            | Self::Unrecorded { .. } => None,
        }
    }

    /// Whether the network failed, whatever came of the call.
    pub fn is_transport(&self) -> bool {
        match self {
            Self::Transport { .. } => true,
            Self::Unclear { source, .. } => source.is_transport(),
            Self::NotGraph { .. }
            | Self::Refused { .. }
            | Self::Throttled { .. }
            | Self::Unreadable { .. }
            | Self::Foreign { .. }
            | Self::SignIn { .. }
            | Self::NotTried { .. }
            | Self::Unrecorded { .. } => false,
        }
    }

    /// Whether nothing of the call left, and the next attempt would end in the same
    /// way: a certificate that is not accepted, a client that cannot be set up.
    pub fn is_final(&self) -> bool {
        use crate::transport::TransportError as T;
        matches!(
            self,
            Self::Transport {
                source: T::Setup { .. } | T::Certificate { .. },
                ..
            }
        )
    }

    /// Whether Graph says that the object is not there.
    pub fn is_not_found(&self) -> bool {
        matches!(self, Self::Refused { status: 404, .. })
    }

    /// Whether Graph says that the caller may not.
    pub fn is_denied(&self) -> bool {
        matches!(self, Self::Refused { status: 403, .. }) && !self.is_session_ended()
    }

    /// Whether Graph refused the token, and not what was asked: 401, or 403 with a
    /// claims challenge.
    /// <https://learn.microsoft.com/entra/identity-platform/claims-challenge>
    pub fn is_session_ended(&self) -> bool {
        match self {
            Self::Refused {
                status, headers, ..
            } => *status == 401 || (*status == 403 && headers.claims.is_some()),
            _ => false,
        }
    }

    /// The claims (JSON) that a new token must satisfy, where Graph challenged.
    pub fn claims(&self) -> Option<&str> {
        match self {
            Self::Refused { headers, .. } => headers.claims.as_deref(),
            _ => None,
        }
    }

    /// Whether Graph says that what was to be added is there already.
    ///
    /// Status and text as seen in the field: 400 `Request_BadRequest` for an
    /// app role assignment, 409 `Request_MultipleObjectsWithSameKeyValue` (at
    /// times 400) for a delegated grant. The caller reads back all the same.
    pub fn is_already_there(&self) -> bool {
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
            Self::Refused { .. }
            | Self::NotGraph { .. }
            | Self::Throttled { .. }
            | Self::Unreadable { .. }
            | Self::Foreign { .. }
            | Self::Unclear { .. }
            | Self::Transport { .. }
            | Self::SignIn { .. }
            | Self::NotTried { .. }
            | Self::Unrecorded { .. } => false,
        }
    }

    /// Whether a try was not sent since that could not be recorded, whatever may
    /// have come of the try before it.
    pub fn is_unrecorded(&self) -> bool {
        match self {
            Self::Unclear { source, .. } => source.is_unrecorded(),
            other => matches!(other, Self::Unrecorded { .. }),
        }
    }

    /// Whether the call may have been carried out although it did not succeed.
    pub fn is_unclear(&self) -> bool {
        matches!(self, Self::Unclear { .. })
    }
}
