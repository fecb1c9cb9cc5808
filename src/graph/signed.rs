//! A call as a request that can leave.
//!
//! The bearer header is attached here, where scheme, host and port equal the
//! pinned origin, and nowhere else.
use http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE};
use http::{HeaderValue, Uri};
use uuid::Uuid;

use super::answer::unreadable;
use super::call::Call;
use super::client::Client;
use super::error::GraphError;
use crate::secret::Secret;
use crate::transport::{Body, Request};

/// Says how soon a request may be throttled. The items of a batch have a header
/// of the same name (`request_ids.rs`).
/// <https://learn.microsoft.com/graph/throttling-limits>
const PRIORITY: &str = "x-ms-throttle-priority";
/// Before others.
pub(super) const LOW: &str = "low";

impl Client {
    pub(super) fn request(
        &self,
        call: &Call,
        uri: &Uri,
        document: Option<&str>,
        token: &Secret,
        again: bool,
    ) -> Result<Request, GraphError> {
        let broken = |_| unreadable(call, "its request cannot be written", None);
        let id = self.numbers(&[call], again)?;
        let id = id.first().map(Uuid::to_string).unwrap_or_default();
        let mut builder = http::Request::builder()
            .method(call.method.clone())
            .uri(uri.clone())
            .header(ACCEPT, "application/json")
            .header("client-request-id", id);
        if call.eventual {
            builder = builder.header("ConsistencyLevel", "eventual");
        }
        if self.in_bulk {
            builder = builder.header(PRIORITY, LOW);
        }
        let body = match document {
            Some(document) => {
                builder = builder.header(CONTENT_TYPE, "application/json");
                Body::from(document.as_bytes().to_vec())
            }
            None => Body::default(),
        };
        let mut request = builder.body(body).map_err(broken)?;
        // The one place where the credential is attached, and its condition.
        if !self.origin.is_home_of(request.uri()) {
            return Err(unreadable(call, "it would leave the pinned origin", None));
        }
        let mut value = HeaderValue::from_str(&format!("Bearer {}", token.expose()))
            .map_err(|_| unreadable(call, "the token has characters that no token has", None))?;
        value.set_sensitive(true);
        request.headers_mut().insert(AUTHORIZATION, value);
        Ok(request)
    }
}
