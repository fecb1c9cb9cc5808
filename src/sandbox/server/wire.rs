//! HTTP bodies: reading up to a limit, and writing whole or truncated.
use std::convert::Infallible;
use std::pin::Pin;
use std::task::{Context, Poll};

use http_body_util::{BodyExt as _, LengthLimitError, Limited};
use hyper::body::{Body, Bytes, Frame, Incoming, SizeHint};
use thiserror::Error;

/// Maximum size of a request in bytes: Graph's limit for a batch.
const MAX_BODY_BYTES: usize = 4 * 1024 * 1024;

/// Reasons why a request's body is not available.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum BodyError {
    TooLarge,
    Broken,
}

/// Reads the whole body of a request.
pub(super) async fn read(body: Incoming) -> Result<Vec<u8>, BodyError> {
    match Limited::new(body, MAX_BODY_BYTES).collect().await {
        Ok(whole) => Ok(whole.to_bytes().to_vec()),
        Err(error) if error.is::<LengthLimitError>() => Err(BodyError::TooLarge),
        Err(_) => Err(BodyError::Broken),
    }
}

/// Error that breaks the connection in the middle of an answer.
#[derive(Debug, Error)]
#[error("a fault cut the answer short")]
pub(super) struct ConnectionCut;

/// Body of an answer.
#[derive(Debug)]
pub(super) struct ResponseBody {
    bytes: Option<Bytes>,
    /// Bytes announced in `Content-Length` but never sent.
    missing: u64,
    flushed: bool,
}

impl ResponseBody {
    pub(super) fn complete(bytes: Vec<u8>) -> Self {
        Self {
            bytes: (!bytes.is_empty()).then(|| Bytes::from(bytes)),
            missing: 0,
            flushed: false,
        }
    }

    /// Returns the body of an answer that ends after these bytes, before its announced length.
    pub(super) fn truncated(bytes: Vec<u8>) -> Self {
        let missing = u64::try_from(bytes.len()).unwrap_or(1).max(1);
        Self {
            missing,
            ..Self::complete(bytes)
        }
    }
}

impl Body for ResponseBody {
    type Data = Bytes;
    type Error = ConnectionCut;

    fn poll_frame(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, ConnectionCut>>> {
        let this = self.get_mut();
        if this.bytes.is_none() && this.missing > 0 && !this.flushed {
            // The available bytes are sent first; then the connection breaks.
            this.flushed = true;
            context.waker().wake_by_ref();
            return Poll::Pending;
        }
        Poll::Ready(match this.bytes.take() {
            Some(bytes) => Some(Ok(Frame::data(bytes))),
            None if this.missing > 0 => {
                this.missing = 0;
                Some(Err(ConnectionCut))
            }
            None => None,
        })
    }

    fn is_end_stream(&self) -> bool {
        self.bytes.is_none() && self.missing == 0
    }

    fn size_hint(&self) -> SizeHint {
        let here = self.bytes.as_ref().map_or(0, |bytes| bytes.len() as u64);
        SizeHint::with_exact(here + self.missing)
    }
}

/// Result of a request. A broken connection never returns one.
pub(super) type SiteResponse = Result<http::Response<ResponseBody>, Infallible>;
