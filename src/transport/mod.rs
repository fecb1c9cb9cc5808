//! HTTP: sends a request and returns a response.
//!
//! [`https::Https`] is the network, the sandbox has the simulation; `app.rs` chooses
//! between them once. Nothing here handles tokens or JSON documents.
pub mod https;
pub mod proxy;
pub mod retry_after;
pub mod server_time;
pub mod trace;

use std::fmt;
use std::sync::Arc;

use thiserror::Error;

/// An outgoing request with an absolute URI.
pub type Request = ::http::Request<Body>;
/// A response with its complete body.
pub type Response = ::http::Response<Body>;

/// The body of a request or response. `Debug` shows its length, never the bytes.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Body(Vec<u8>);

impl Body {
    /// Returns the bytes.
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// Returns the owned bytes.
    pub fn into_bytes(self) -> Vec<u8> {
        self.0
    }
}

impl From<Vec<u8>> for Body {
    fn from(bytes: Vec<u8>) -> Self {
        Self(bytes)
    }
}

impl fmt::Debug for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Body({} bytes)", self.0.len())
    }
}

/// Errors of the transport. They never contain a request, so never a token.
#[derive(Debug, Error)]
pub enum TransportError {
    /// No connection: nothing was sent.
    #[error("could not connect to {host}")]
    Connect {
        /// Host of the request.
        host: String,
        /// Error of the network stack.
        #[source]
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// The server's certificate was not accepted: nothing was sent.
    #[error("the certificate of {host} was not accepted")]
    Certificate {
        /// Host of the request.
        host: String,
        /// Error of the TLS stack.
        #[source]
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// Timeout; the request may have been applied.
    #[error("no answer from {host} in time")]
    Timeout {
        /// Host of the request.
        host: String,
    },
    /// The connection broke after the request was sent; it may have been applied.
    #[error("the connection to {host} broke before the whole answer had come")]
    Broken {
        /// Host of the request.
        host: String,
        /// Error of the network stack.
        #[source]
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// The answer was larger than the limit.
    #[error("the answer from {host} was larger than {limit} bytes")]
    TooLarge {
        /// Host that answered.
        host: String,
        /// Maximum length in bytes.
        limit: usize,
    },
    /// The client could not be created, such as without system roots.
    #[error("the network client could not be set up")]
    Setup {
        /// Reason.
        #[source]
        source: Box<dyn std::error::Error + Send + Sync>,
    },
}

impl TransportError {
    /// Returns the cause of the missing answer.
    pub fn obstacle(&self) -> Obstacle {
        match self {
            Self::Setup { .. } => Obstacle::Setup,
            Self::Certificate { .. } => Obstacle::Certificate,
            Self::Timeout { .. } => Obstacle::Silence,
            Self::Broken { .. } | Self::TooLarge { .. } => Obstacle::Answer,
            Self::Connect { source, .. } => {
                // These errors have no public types, only texts.
                let text = error_chain_text(&**source);
                if text.contains("dns error") {
                    Obstacle::Name
                } else if text.contains("tunnel") || text.contains("proxy") {
                    Obstacle::Proxy
                } else {
                    Obstacle::Connection
                }
            }
        }
    }

    /// Returns the message of the root cause, which has no URL and no token.
    pub fn root_cause(&self) -> String {
        let mut deepest: &dyn std::error::Error = self;
        while let Some(error) = deepest.source() {
            deepest = error;
        }
        deepest.to_string()
    }

    /// Whether the server may have applied the request although no answer came: a write must
    /// then be read back.
    pub fn is_ambiguous(&self) -> bool {
        match self {
            Self::Connect { .. } | Self::Certificate { .. } | Self::Setup { .. } => false,
            Self::Timeout { .. } | Self::Broken { .. } | Self::TooLarge { .. } => true,
        }
    }
}

/// Cause of a missing answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Obstacle {
    /// The client could not be set up: no roots, or a broken CA file.
    Setup,
    /// The host name could not be resolved.
    Name,
    /// The proxy refused or could not be reached.
    Proxy,
    /// No connection to the host.
    Connection,
    /// The certificate was not accepted.
    Certificate,
    /// No answer came in time.
    Silence,
    /// The answer was incomplete or invalid.
    Answer,
}

/// Returns an error and all its causes in lower case.
fn error_chain_text(error: &(dyn std::error::Error + 'static)) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        text.push_str(": ");
        text.push_str(&error.to_string());
        cause = error.source();
    }
    text.to_lowercase()
}

/// Sends requests, without following redirects.
#[async_trait::async_trait]
pub trait Transport: Send + Sync + fmt::Debug {
    /// Sends a request and returns its response.
    async fn send(&self, request: Request) -> Result<Response, TransportError>;

    /// Prepares for requests to `host` in the background, without sending any.
    fn prepare(self: Arc<Self>, host: &str) {
        let _ = host;
    }
}
