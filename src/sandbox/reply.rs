//! Answers of the simulated tenant, before they are serialized.
use std::time::Duration;

use jiff::Timestamp;
use serde_json::{Value, json};

use crate::transport::{Body, Response};

/// Result of one request.
#[derive(Debug)]
pub struct Reply {
    /// The answer, or the kind of connection failure.
    pub outcome: Outcome,
    /// Time that the server takes.
    pub delay: Duration,
    /// Whether the connection ends in the middle of the answer.
    pub cut: bool,
}

/// End of a request.
#[derive(Debug)]
pub enum Outcome {
    /// An answer.
    Answer(Response),
    /// The connection broke; the request may have been applied.
    Drop,
    /// The connection was not made; nothing was sent.
    Refuse,
}

/// Body of an [`Answer`].
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Payload {
    Empty,
    Json(Value),
    Text(&'static str, String),
}

/// An answer of the tenant to a request or to an item of a batch.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) headers: Vec<(&'static str, String)>,
    pub(super) payload: Payload,
    /// Whether the state was changed.
    pub(super) applied: bool,
}

impl Answer {
    pub(super) fn json(status: u16, body: Value) -> Self {
        Self {
            status,
            headers: Vec::new(),
            payload: Payload::Json(body),
            applied: false,
        }
    }

    pub(super) fn ok(body: Value) -> Self {
        Self::json(200, body)
    }

    pub(super) fn empty(status: u16) -> Self {
        Self {
            status,
            headers: Vec::new(),
            payload: Payload::Empty,
            applied: false,
        }
    }

    /// Returns a page for the browser.
    pub(super) fn page(status: u16, text: &str) -> Self {
        let text = text
            .replace('&', "&amp;")
            .replace('<', "&lt;")
            .replace('>', "&gt;");
        let page = format!("<!doctype html><title>Sandbox</title><p>{text}</p>");
        Self {
            status,
            headers: Vec::new(),
            payload: Payload::Text("text/html; charset=utf-8", page),
            applied: false,
        }
    }

    pub(super) fn redirect(location: String) -> Self {
        Self::empty(302).header("location", location)
    }

    pub(super) fn header(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    /// Marks the answer as one that changed the state.
    pub(super) fn with_write_applied(mut self) -> Self {
        self.applied = true;
        self
    }

    /// Returns an error body in Graph's format. Ids and date are added when it is sent.
    pub(super) fn graph_error(status: u16, code: &str, message: &str) -> Self {
        Self::json(
            status,
            json!({ "error": { "code": code, "message": message } }),
        )
    }

    /// Returns status 501: the sandbox does not guess.
    pub(super) fn not_found(what: &str) -> Self {
        Self::graph_error(
            501,
            "SandboxNotImplemented",
            &format!("sandbox does not know {what}"),
        )
    }

    /// Serializes the answer.
    pub(super) fn into_response(self, now: Timestamp) -> Response {
        let (content_type, bytes) = match self.payload {
            Payload::Empty => (None, Vec::new()),
            Payload::Json(body) => (
                Some("application/json; charset=utf-8"),
                serde_json::to_vec(&body).unwrap_or_default(),
            ),
            Payload::Text(kind, text) => (Some(kind), text.into_bytes()),
        };
        let mut builder = http::Response::builder()
            .status(self.status)
            .header("date", http_date(now))
            .header("cache-control", "no-store");
        if let Some(kind) = content_type {
            builder = builder.header("content-type", kind);
        }
        for (name, value) in self.headers {
            builder = builder.header(name, value);
        }
        builder
            .body(Body::from(bytes))
            .unwrap_or_else(|_| Response::new(Body::default()))
    }
}

/// Returns the format of HTTP's `Date` and of a `Retry-After` with a date (RFC 9110
/// section 5.6.7).
pub(super) fn http_date(at: Timestamp) -> String {
    at.strftime("%a, %d %b %Y %H:%M:%S GMT").to_string()
}
