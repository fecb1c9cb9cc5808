//! Errors of a sign-in or a renewal. They never contain a token or a code.
use std::time::Duration;

use serde::Deserialize;
use thiserror::Error;

use super::store::StoreError;
use crate::browser::BrowserError;
use crate::domain::clock_offset::ClockOffset;
use crate::domain::json_size;
use crate::exit::Exit;
use crate::files::FileError;
use crate::graph::BearerError;
use crate::ids::ObjectId;
use crate::transport::TransportError;

/// Error response of Entra.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("Microsoft Entra ID refused: {message}{}", wrong_clock_text(*clock))]
pub struct Refusal {
    /// OAuth error, such as `invalid_grant`. Decisions depend only on this field.
    pub error: String,
    /// First line of Entra's description, truncated. Untrusted text.
    pub message: String,
    /// `AADSTS` with a number, if Entra sent one.
    pub code: Option<String>,
    /// Entra's trace id, for a support request.
    pub trace_id: Option<String>,
    /// Offset of this machine's clock, if the response shows it.
    pub clock: Option<ClockOffset>,
}

/// Returns a hint if the clock is wrong by minutes: Entra then refuses tokens and
/// assertions with messages that do not mention it.
fn wrong_clock_text(clock: Option<ClockOffset>) -> String {
    match clock.filter(|offset| offset.is_notable()) {
        Some(offset) => {
            format!("; this machine's clock is {offset} the sign-in service's: correct it")
        }
        None => String::new(),
    }
}

/// Errors of a sign-in.
#[derive(Debug, Error)]
pub enum AuthError {
    /// Entra refused the request.
    #[error(transparent)]
    Refused(Refusal),
    /// The sign-in service could not be reached.
    #[error("the sign-in service could not be reached")]
    Transport(#[source] TransportError),
    /// The sign-in service is unavailable, or demands a wait.
    #[error("the sign-in service is not well (HTTP {status}){}", requested_wait_text(*wait))]
    Unwell {
        /// HTTP status.
        status: u16,
        /// `Retry-After`.
        wait: Option<Duration>,
    },
    /// The response is not one of a sign-in service.
    #[error("the sign-in service's answer cannot be trusted: {0}")]
    Untrusted(String),
    /// The token is for another user, tenant or application than requested.
    #[error("signed in to {what} {got}, but {expected} was expected; nothing was stored")]
    Other {
        /// `tenant` or `account`.
        what: &'static str,
        /// Expected id, as pinned by the profile.
        expected: String,
        /// Id in the token.
        got: String,
    },
    /// The browser could not be used, or sent no redirect in time.
    #[error(transparent)]
    Browser(#[from] BrowserError),
    /// The device code was not used in time.
    #[error("the code was not used within {} minutes", .0.as_secs() / 60)]
    Expired(Duration),
    /// The tokens could not be stored or read.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A file that holds a credential could not be used.
    #[error(transparent)]
    File(#[from] FileError),
    /// The certificate or its key cannot be used.
    #[error("{0}")]
    Credential(String),
    /// There is no usable session.
    #[error("{0}")]
    NoSession(String),
    /// Another process holds the lock of the session for too long.
    #[error("another run is renewing the session")]
    Busy,
    /// The session of another account, which signed in at the same time, is in the keyring.
    #[error(
        "account {by} signed in at the same moment, and its sign-in took the place of this one; nothing was removed"
    )]
    Replaced {
        /// Object id of the account whose session is in the keyring.
        by: ObjectId,
    },
    /// No random bytes are available.
    #[error(transparent)]
    Entropy(#[from] crate::entropy::NoEntropy),
}

fn requested_wait_text(wait: Option<Duration>) -> String {
    let seconds = wait.map_or(0, |wait| wait.as_secs());
    match seconds {
        0 | 1 => String::new(),
        _ => format!("; it asks to wait {seconds} s"),
    }
}

impl AuthError {
    /// Converts a transport error. A response above the size limit counts as untrusted,
    /// since a retry would return the same.
    pub(super) fn from_transport(error: TransportError) -> Self {
        match error {
            TransportError::TooLarge { limit, .. } => {
                Self::Untrusted(format!("it is larger than {limit} bytes"))
            }
            other => Self::Transport(other),
        }
    }

    /// Returns the exit code of the error.
    pub fn exit(&self) -> Exit {
        match self {
            Self::Refused(refusal) if refusal.is_temporary() => Exit::TryAgain,
            Self::Refused(refusal) if refusal.is_final() => Exit::Untrusted,
            Self::Refused(_)
            | Self::Other { .. }
            | Self::Browser(_)
            | Self::Expired(_)
            | Self::Replaced { .. }
            | Self::NoSession(_) => Exit::SignIn,
            Self::Transport(_) | Self::Unwell { .. } | Self::Busy => Exit::TryAgain,
            Self::Store(_) | Self::File(FileError::NoLocks { .. }) => Exit::Storage,
            Self::Untrusted(_) | Self::File(FileError::Untrusted { .. }) => Exit::Untrusted,
            Self::File(_) | Self::Credential(_) => Exit::Usage,
            Self::Entropy(_) => Exit::Fault,
        }
    }

    /// Returns Entra's refusal, if this is one.
    pub fn refusal(&self) -> Option<&Refusal> {
        match self {
            Self::Refused(refusal) => Some(refusal),
            _ => None,
        }
    }
}

impl From<AuthError> for BearerError {
    fn from(error: AuthError) -> Self {
        let why = error.to_string();
        match error.exit() {
            Exit::TryAgain => Self::TryAgain {
                why: with_causes(&error, why),
            },
            Exit::Storage => Self::Store { why },
            Exit::Untrusted => Self::Untrusted { why },
            _ => {
                let refusal = error.refusal();
                Self::SignIn {
                    code: refusal.and_then(|refusal| refusal.code.clone()),
                    trace_id: refusal.and_then(|refusal| refusal.trace_id.clone()),
                    why,
                }
            }
        }
    }
}

/// Returns the error with its causes on one line.
fn with_causes(error: &dyn std::error::Error, mut text: String) -> String {
    let mut cause = error.source();
    while let Some(error) = cause {
        text.push_str(&format!(": {error}"));
        cause = error.source();
    }
    text
}

/// The error document of the sign-in service. Unknown and invalid parts are omitted.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Document {
    error: serde_json::Value,
    error_description: serde_json::Value,
    error_codes: serde_json::Value,
    trace_id: serde_json::Value,
}

impl Refusal {
    /// Parses the body of an error response; `None` if it is not an error document.
    pub fn read(body: &[u8]) -> Option<Self> {
        if json_size::oversize_reason(body, json_size::MAX_SMALL).is_some() {
            return None;
        }
        let document: Document = serde_json::from_slice(body).ok()?;
        let number = document
            .error_codes
            .as_array()
            .and_then(|codes| codes.first())
            .and_then(serde_json::Value::as_u64);
        let mut refusal = Self::from_error(
            document.error.as_str()?,
            document.error_description.as_str().unwrap_or_default(),
        );
        if let Some(number) = number {
            refusal.code = Some(format!("AADSTS{number}"));
        }
        refusal.trace_id = document
            .trace_id
            .as_str()
            .map(|id| id.chars().take(64).collect());
        Some(refusal)
    }

    /// Returns the refusal for an error and its description.
    pub fn from_error(error: &str, description: &str) -> Self {
        let cut = |text: &str, most| text.chars().take(most).collect::<String>();
        let line = description.lines().next().unwrap_or_default();
        let message = if line.is_empty() { error } else { line };
        Self {
            error: cut(error, 80),
            message: cut(message, 300),
            code: find_aadsts_code(description),
            trace_id: None,
            clock: None,
        }
    }

    /// Whether the same request may succeed later.
    pub fn is_temporary(&self) -> bool {
        matches!(
            self.error.as_str(),
            "temporarily_unavailable" | "server_error"
        )
    }

    /// Whether the request itself was refused, so that neither a retry nor another
    /// sign-in helps.
    /// <https://learn.microsoft.com/entra/identity-platform/reference-error-codes>
    pub fn is_final(&self) -> bool {
        matches!(
            self.error.as_str(),
            "invalid_request"
                | "invalid_resource"
                | "invalid_scope"
                | "invalid_target"
                | "unsupported_grant_type"
                | "unsupported_response_type"
        )
    }
}

/// Returns the first `AADSTS` number of a description.
fn find_aadsts_code(description: &str) -> Option<String> {
    let (_, rest) = description.split_once("AADSTS")?;
    let digits: String = rest
        .chars()
        .take_while(char::is_ascii_digit)
        .take(9)
        .collect();
    (!digits.is_empty()).then(|| format!("AADSTS{digits}"))
}

#[cfg(test)]
mod tests {
    use super::{AuthError, Refusal};
    use crate::exit::Exit;
    use crate::graph::BearerError;

    #[test]
    fn a_refusal_gives_its_code_and_trace_id() {
        let body = br#"{"error":"invalid_grant","error_description":"AADSTS50173: gone.\r\nTrace ID: x","error_codes":[50173],"trace_id":"t-1"}"#;
        let refusal = Refusal::read(body).unwrap();
        assert_eq!(refusal.code.as_deref(), Some("AADSTS50173"));
        assert_eq!(refusal.trace_id.as_deref(), Some("t-1"));
        assert_eq!(refusal.message, "AADSTS50173: gone.");
        assert!(matches!(
            BearerError::from(AuthError::Refused(refusal)),
            BearerError::SignIn { code: Some(code), .. } if code == "AADSTS50173"
        ));
    }

    #[test]
    fn a_description_alone_gives_the_code_too() {
        let refusal = Refusal::from_error("access_denied", "AADSTS65004: declined");
        assert_eq!(refusal.code.as_deref(), Some("AADSTS65004"));
        assert_eq!(AuthError::Refused(refusal).exit(), Exit::SignIn);
    }

    #[test]
    fn what_is_no_refusal_is_not_read_as_one() {
        for body in ["<html>", "{}", r#"{"error":{"code":"x"}}"#, "[]", ""] {
            assert!(Refusal::read(body.as_bytes()).is_none(), "{body}");
        }
    }
}
