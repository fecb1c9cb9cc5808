//! A Graph call as a value, before it has a host and a token.
use std::borrow::Cow;
use std::iter;

use http::Method;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::Value;

use crate::secret::Secret;

/// Whether a call may be sent again when its outcome is unknown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Repeat {
    /// Safe to repeat, since the call is idempotent.
    Safe,
    /// Not safe: the outcome must be read back first.
    Never,
}

/// The body of a call.
#[derive(Debug, Clone)]
pub enum Payload {
    /// No body.
    Empty,
    /// A JSON document.
    Json(Value),
    /// A JSON document with one secret in it, at a JSON pointer.
    WithSecret {
        /// The document with a string at `pointer`.
        document: Value,
        /// RFC 6901 pointer of the string to replace.
        pointer: &'static str,
        /// The string to insert when the call is sent.
        secret: Secret,
    },
}

/// A Graph call: method, path, query, body.
#[derive(Debug, Clone)]
pub struct Call {
    /// HTTP method.
    pub method: Method,
    /// Path and query below `/v1.0`, escaped, such as `/users?$top=5`.
    pub path: String,
    /// Body.
    pub payload: Payload,
    /// Whether it may be sent again.
    pub repeat: Repeat,
    /// Whether it is sent with `ConsistencyLevel: eventual`, as advanced queries require.
    pub eventual: bool,
    /// Whether it is a POST that changes nothing.
    pub is_read_only: bool,
    /// The `client-request-id` of the first attempt, if it was logged beforehand.
    pub first_attempt_id: Option<uuid::Uuid>,
    /// Whether it is not sent again when throttled or failed, since its answer is optional.
    pub no_retry: bool,
}

impl Call {
    /// A read. `segments` are escaped one by one.
    pub fn get(segments: &[&str]) -> Self {
        Self::new(Method::GET, segments, Payload::Empty, Repeat::Safe)
    }

    /// An idempotent change.
    pub fn patch(segments: &[&str], document: Value) -> Self {
        Self::new(
            Method::PATCH,
            segments,
            Payload::Json(document),
            Repeat::Safe,
        )
    }

    /// A creation or action. See [`Call::repeatable`] for idempotent ones.
    pub fn post(segments: &[&str], document: Value) -> Self {
        Self::new(
            Method::POST,
            segments,
            Payload::Json(document),
            Repeat::Never,
        )
    }

    /// A removal, which is idempotent: the second one finds nothing.
    pub fn delete(segments: &[&str]) -> Self {
        Self::new(Method::DELETE, segments, Payload::Empty, Repeat::Safe)
    }

    fn new(method: Method, segments: &[&str], payload: Payload, repeat: Repeat) -> Self {
        let path = segments
            .iter()
            .flat_map(|segment| iter::once("/").chain(utf8_percent_encode(segment, SEGMENT)))
            .collect();
        Self {
            method,
            path,
            payload,
            repeat,
            eventual: false,
            is_read_only: false,
            first_attempt_id: None,
            no_retry: false,
        }
    }

    /// Adds a query option such as `$select`; the value is escaped.
    #[must_use]
    pub fn query(mut self, name: &str, value: &str) -> Self {
        self.path
            .push(if self.path.contains('?') { '&' } else { '?' });
        self.path.push_str(name);
        self.path.push('=');
        self.path.extend(utf8_percent_encode(value, QUERY));
        self
    }

    /// Adds `$select`.
    #[must_use]
    pub fn select(self, fields: &str) -> Self {
        self.query("$select", fields)
    }

    /// Marks a POST as idempotent.
    #[must_use]
    pub fn repeatable(mut self) -> Self {
        self.repeat = Repeat::Safe;
        self
    }

    /// Marks a read whose answer is optional.
    #[must_use]
    pub fn no_retry(mut self) -> Self {
        self.no_retry = true;
        self
    }

    /// Marks a POST that changes nothing.
    #[must_use]
    pub fn read_only(mut self) -> Self {
        self.is_read_only = true;
        self.repeatable()
    }

    /// Marks an advanced query: `$search`, `$count`, `ne`, `endsWith`.
    #[must_use]
    pub fn eventual(mut self) -> Self {
        self.eventual = true;
        self
    }

    /// Sets the `client-request-id` of the first attempt, which was logged beforehand.
    #[must_use]
    pub fn with_request_id(mut self, number: uuid::Uuid) -> Self {
        self.first_attempt_id = Some(number);
        self
    }

    /// Inserts a secret into the body, in place of the string at `pointer`.
    #[must_use]
    pub fn with_secret(mut self, pointer: &'static str, secret: Secret) -> Self {
        if let Payload::Json(document) = self.payload {
            self.payload = Payload::WithSecret {
                document,
                pointer,
                secret,
            };
        }
        self
    }

    /// Whether the call changes nothing.
    pub fn is_read(&self) -> bool {
        self.is_read_only || self.method == Method::GET
    }

    /// Returns the body without its secret, for plans and `--dry-run`.
    pub fn redacted_document(&self) -> Option<Value> {
        match &self.payload {
            Payload::Empty => None,
            Payload::Json(document) => Some(document.clone()),
            Payload::WithSecret {
                document,
                pointer,
                secret: _,
            } => {
                let mut shown = document.clone();
                if let Some(place) = shown.pointer_mut(pointer) {
                    *place = Value::String("(generated, not shown)".to_owned());
                }
                Some(shown)
            }
        }
    }

    /// Whether `text` contains the secret of the body.
    pub(super) fn leaks_secret(&self, text: &str) -> bool {
        match &self.payload {
            Payload::WithSecret { secret, .. } => {
                !secret.is_empty() && text.contains(secret.expose())
            }
            Payload::Empty | Payload::Json(_) => false,
        }
    }

    /// Returns the body with its secret, as it is sent.
    pub(super) fn document_with_secret(&self) -> Option<Cow<'_, Value>> {
        match &self.payload {
            Payload::Empty => None,
            Payload::Json(document) => Some(Cow::Borrowed(document)),
            Payload::WithSecret {
                document,
                pointer,
                secret,
            } => {
                let mut sent = document.clone();
                if let Some(place) = sent.pointer_mut(pointer) {
                    *place = Value::String(secret.expose().to_owned());
                }
                Some(Cow::Owned(sent))
            }
        }
    }
}

impl std::fmt::Display for Call {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}", self.method, self.path)
    }
}

/// Characters to escape in a path segment. `(appId='..')` keys and casts stay readable.
const SEGMENT: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~')
    .remove(b'(')
    .remove(b')')
    .remove(b'\'')
    .remove(b'=')
    .remove(b'$');

/// Characters to escape in the value of a query option.
const QUERY: &AsciiSet = &SEGMENT.remove(b',').remove(b'/').remove(b':').add(b'=');

/// Formats an OData string literal, with quotes doubled.
pub fn odata_literal(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

#[cfg(test)]
mod tests {
    use super::{Call, odata_literal};
    use crate::secret::Secret;

    #[test]
    fn each_segment_is_escaped_on_its_own() {
        assert_eq!(Call::get(&["users", "../me"]).path, "/users/..%2Fme");
        assert_eq!(
            Call::get(&["users", "a#EXT#@b.c"]).path,
            "/users/a%23EXT%23%40b.c"
        );
        let call = Call::get(&["users"]).query(
            "$filter",
            &format!("mail eq {}", odata_literal("O'Brien&x=1")),
        );
        assert_eq!(call.path, "/users?$filter=mail%20eq%20'O''Brien%26x%3D1'");
    }

    #[test]
    fn a_sealed_secret_is_sent_but_not_shown() {
        let call = Call::patch(
            &["users", "x"],
            serde_json::json!({ "passwordProfile": { "password": "" } }),
        )
        .with_secret("/passwordProfile/password", Secret::new("CANARY"));
        assert!(!format!("{call:?} {:?}", call.redacted_document()).contains("CANARY"));
        assert!(
            call.document_with_secret()
                .unwrap()
                .to_string()
                .contains("CANARY")
        );
    }
}
