//! An answer to a write, with what decides whose it is.
use std::borrow::Cow;

use http::HeaderMap;
use serde_json::Value;

use super::{Reply, Write, intermediary};
use crate::graph::answer::{diagnostic, header};
use crate::graph::json;
use crate::transport::Response;

/// An answer to a write: a response of its own, or one item of a batch.
#[derive(Debug)]
pub struct WriteAnswer<'a> {
    pub(super) status: u16,
    pub(super) headers: &'a HeaderMap,
    pub(super) body: Content<'a>,
    origin: AnswerOrigin<'a>,
}

/// Where an answer stood.
#[derive(Debug)]
enum AnswerOrigin<'a> {
    Response,
    /// Inside a batch, whose request id counts for the item as well.
    Item {
        batch_request_id: Option<&'a str>,
    },
}

/// What an answer holds.
#[derive(Debug)]
pub(super) enum Content<'a> {
    Json(Cow<'a, Value>),
    /// A web page with this title.
    Page(Option<String>),
    /// Why it cannot be read.
    Unreadable(String),
}

impl<'a> WriteAnswer<'a> {
    /// The response to a call of its own, or to a complete batch.
    pub fn of_response(response: &'a Response) -> Self {
        let bytes = response.body().as_bytes();
        let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        let is_page = intermediary::is_page(response.headers(), text);
        let body = if is_page {
            Content::Page(intermediary::title(text))
        } else if text.trim_ascii().is_empty() {
            Content::Json(Cow::Owned(Value::Null))
        } else {
            let parsed = if response.status().is_success() {
                json::parse(text).map_err(|error| error.to_string())
            } else {
                json::small(text)
            };
            match parsed {
                Ok(value) => Content::Json(Cow::Owned(value)),
                Err(why) => Content::Unreadable(why),
            }
        };
        Self {
            status: response.status().as_u16(),
            headers: response.headers(),
            body,
            origin: AnswerOrigin::Response,
        }
    }

    /// An item of a batch. `status` is 0 if it has none, `body` null.
    pub fn of_item(
        status: u16,
        headers: &'a HeaderMap,
        body: &'a Value,
        batch_request_id: Option<&'a str>,
    ) -> Self {
        Self {
            status,
            headers,
            body: Content::Json(Cow::Borrowed(body)),
            origin: AnswerOrigin::Item { batch_request_id },
        }
    }

    pub(super) fn is_item(&self) -> bool {
        matches!(self.origin, AnswerOrigin::Item { .. })
    }

    /// Graph's error object.
    fn error(&self) -> Option<&Value> {
        let Content::Json(body) = &self.body else {
            return None;
        };
        body.get("error").filter(|error| error.is_object())
    }

    /// The request id: in a header, in `innerError`, or that of the batch.
    fn request_id(&self) -> Option<String> {
        let inner = self.error().and_then(Value::as_object).and_then(|error| {
            let mut fields = error.iter();
            let (_, inner) = fields.find(|(name, _)| name.eq_ignore_ascii_case("innererror"))?;
            Some(cut(inner.get("request-id")?.as_str()?, 80))
        });
        let inherited = match self.origin {
            AnswerOrigin::Response => None,
            AnswerOrigin::Item { batch_request_id } => batch_request_id.map(str::to_owned),
        };
        header(self.headers, "request-id")
            .or(inner)
            .or(inherited)
            .filter(|id| !id.trim().is_empty())
    }

    /// Whether Graph itself gave this error.
    pub(super) fn is_graphs_error(&self) -> bool {
        self.error().is_some() && self.request_id().is_some()
    }

    /// What was said, or `why` it counts for nothing.
    pub(super) fn reply(&self, write: &Write<'_>, why: Option<String>) -> Reply {
        let text = |name: &str, most| {
            let found = self.error()?.get(name)?.as_str()?;
            Some(cut(found, most)).filter(|text| !text.is_empty())
        };
        let status = self.status;
        let message = why
            .or_else(|| text("message", 1_000))
            .unwrap_or_else(|| format!("HTTP {status} without an explanation"));
        let shown = |text: String| (!write.call.repeats_secret(&text)).then_some(text);
        Reply {
            status,
            code: text("code", 80).and_then(shown).unwrap_or_default(),
            message: shown(message).unwrap_or_else(|| {
                format!("HTTP {status}; its explanation repeats what was sent and is left out")
            }),
            request_id: self.request_id(),
            diagnostic: diagnostic(self.headers),
        }
    }
}

fn cut(text: &str, most: usize) -> String {
    text.chars().take(most).collect()
}
