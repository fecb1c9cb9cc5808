//! The one seam to the outside: a request goes in, a response comes out.
//!
//! [`https::Https`] is the real one, the sandbox's is the other; which of the
//! two is used is decided once, in `app.rs`. Nothing here knows what a token
//! or a JSON document is.
pub mod https;
pub mod proxy;
pub mod retry_after;
pub mod server_time;
pub mod trace;

use std::fmt;
use std::sync::Arc;

use thiserror::Error;

/// A request on its way out. Its URI is absolute.
pub type Request = ::http::Request<Body>;
/// A response with its whole body.
pub type Response = ::http::Response<Body>;

/// Bytes on the wire. `Debug` gives their number, never the bytes.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Body(Vec<u8>);

impl Body {
    /// The bytes.
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// The bytes, owned.
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

/// Why no usable response came back. Never holds a request, so never a token.
#[derive(Debug, Error)]
pub enum TransportError {
    /// The connection was not made: nothing was sent.
    #[error("could not connect to {host}")]
    Connect {
        /// Host that was to be reached.
        host: String,
        /// What the network stack said.
        #[source]
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// The server's certificate was not accepted: nothing was sent.
    #[error("the certificate of {host} was not accepted")]
    Certificate {
        /// Host that was to be reached.
        host: String,
        /// What the TLS stack said.
        #[source]
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// No whole answer came in time; the request may have been carried out.
    #[error("no answer from {host} in time")]
    Timeout {
        /// Host that was asked.
        host: String,
    },
    /// The connection broke after the request was sent; it may have been
    /// carried out.
    #[error("the connection to {host} broke before the whole answer had come")]
    Broken {
        /// Host that was asked.
        host: String,
        /// What the network stack said.
        #[source]
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// The answer was larger than any honest one.
    #[error("the answer from {host} was larger than {limit} bytes")]
    TooLarge {
        /// Host that answered.
        host: String,
        /// Most bytes that are read of one answer.
        limit: usize,
    },
    /// The client itself could not be built (no system roots, bad CA file).
    #[error("the network client could not be set up")]
    Setup {
        /// What was missing.
        #[source]
        source: Box<dyn std::error::Error + Send + Sync>,
    },
}

impl TransportError {
    /// What stood in the way.
    pub fn obstacle(&self) -> Obstacle {
        match self {
            Self::Setup { .. } => Obstacle::Setup,
            Self::Certificate { .. } => Obstacle::Certificate,
            Self::Timeout { .. } => Obstacle::Silence,
            Self::Broken { .. } | Self::TooLarge { .. } => Obstacle::Answer,
            Self::Connect { source, .. } => {
                let said = causes(&**source);
                if said.contains("dns error") {
                    Obstacle::Name
                } else if said.contains("tunnel") || said.contains("proxy") {
                    Obstacle::Proxy
                } else {
                    Obstacle::Connection
                }
            }
        }
    }

    /// The deepest cause that was given; it holds no address and no token.
    pub fn cause(&self) -> String {
        let mut deepest: &dyn std::error::Error = self;
        while let Some(error) = deepest.source() {
            deepest = error;
        }
        deepest.to_string()
    }

    /// Whether the server may have carried the request out although no answer
    /// came: such a write is neither done nor failed until it is read back.
    pub fn is_ambiguous(&self) -> bool {
        match self {
            Self::Connect { .. } | Self::Certificate { .. } | Self::Setup { .. } => false,
            Self::Timeout { .. } | Self::Broken { .. } | Self::TooLarge { .. } => true,
        }
    }
}

/// What stood between a request and its answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Obstacle {
    /// The client could not be set up: no roots, or a broken CA file.
    Setup,
    /// The host's name could not be found.
    Name,
    /// The proxy refused, or could not be reached.
    Proxy,
    /// No connection was made.
    Connection,
    /// The certificate was not accepted.
    Certificate,
    /// No answer came in time.
    Silence,
    /// The answer broke off or was none.
    Answer,
}

/// An error and all its causes, in lower case.
fn causes(error: &(dyn std::error::Error + 'static)) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        text.push_str(": ");
        text.push_str(&error.to_string());
        cause = error.source();
    }
    text.to_lowercase()
}

/// Sends one request and returns the one response; redirects are not followed.
#[async_trait::async_trait]
pub trait Transport: Send + Sync + fmt::Debug {
    /// Sends `request` to the host its URI names.
    async fn send(&self, request: Request) -> Result<Response, TransportError>;

    /// Gets ready for requests to `host`, without sending any, while the caller
    /// waits for something else.
    fn prepare(self: Arc<Self>, host: &str) {
        let _ = host;
    }
}
