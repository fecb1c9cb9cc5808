//! Turns a call into an HTTP request.
//!
//! The bearer token is attached here and nowhere else, and only if scheme, host and port
//! equal the pinned origin.
use http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE};
use http::{HeaderValue, Uri};
use uuid::Uuid;

use super::answer::unreadable;
use super::call::Call;
use super::client::Client;
use super::error::GraphError;
use crate::secret::Secret;
use crate::transport::{Body, Request};

/// Names the header with the throttling priority. The items of a batch have it too
/// (`request_ids.rs`).
/// <https://learn.microsoft.com/graph/throttling-limits>
const PRIORITY_HEADER: &str = "x-ms-throttle-priority";
/// Throttled before others.
pub(super) const LOW_PRIORITY: &str = "low";

impl Client {
    /// Builds the request with its body, `client-request-id` and token.
    pub(super) fn authorized_request(
        &self,
        call: &Call,
        uri: &Uri,
        document: Option<&str>,
        token: &Secret,
        again: bool,
    ) -> Result<Request, GraphError> {
        let broken = |_| unreadable(call, "its request cannot be written", None);
        let id = self.request_ids(&[call], again)?;
        let id = id.first().map(Uuid::to_string).unwrap_or_default();
        let mut builder = http::Request::builder()
            .method(call.method.clone())
            .uri(uri.clone())
            .header(ACCEPT, "application/json")
            .header("client-request-id", id);
        if call.eventual {
            builder = builder.header("ConsistencyLevel", "eventual");
        }
        if self.low_priority {
            builder = builder.header(PRIORITY_HEADER, LOW_PRIORITY);
        }
        let body = match document {
            Some(document) => {
                builder = builder.header(CONTENT_TYPE, "application/json");
                Body::from(document.as_bytes().to_vec())
            }
            None => Body::default(),
        };
        let mut request = builder.body(body).map_err(broken)?;
        // The one place that attaches the credential, and its condition.
        if !self.origin.is_same_origin(request.uri()) {
            return Err(unreadable(call, "it would leave the pinned origin", None));
        }
        let mut value = HeaderValue::from_str(&format!("Bearer {}", token.expose()))
            .map_err(|_| unreadable(call, "the token has characters that no token has", None))?;
        value.set_sensitive(true);
        request.headers_mut().insert(AUTHORIZATION, value);
        Ok(request)
    }
}
