//! One call as a value: what is asked, not yet addressed to a cloud and not
//! yet signed with a token.
use std::borrow::Cow;

use http::Method;
use serde_json::Value;

use crate::secret::Secret;

/// Whether a call may be sent again when its outcome is not known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Repeat {
    /// Sending it twice is the same as sending it once.
    Safe,
    /// Its outcome must be read back first.
    Never,
}

/// What a call carries.
#[derive(Debug, Clone)]
pub enum Payload {
    /// Nothing.
    Empty,
    /// A JSON document.
    Json(Value),
    /// A JSON document with one secret in it, at a JSON pointer.
    Sealed {
        /// The document with a string at `pointer`.
        document: Value,
        /// RFC 6901 pointer of the string to replace.
        pointer: &'static str,
        /// The string to put there when the call is sent.
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
    /// What it carries.
    pub payload: Payload,
    /// Whether it may be sent again.
    pub repeat: Repeat,
    /// Sent with `ConsistencyLevel: eventual`, as advanced queries need.
    pub eventual: bool,
    /// A POST that only asks.
    pub asks: bool,
    /// The `client-request-id` of its first try, where that was announced.
    pub first_try: Option<uuid::Uuid>,
    /// Its answer is not worth a wait: throttled or failed, it does not go again.
    pub once: bool,
}

impl Call {
    /// A read. `segments` are escaped one by one.
    pub fn get(segments: &[&str]) -> Self {
        Self::new(Method::GET, segments, Payload::Empty, Repeat::Safe)
    }

    /// A change that can be sent twice without harm.
    pub fn patch(segments: &[&str], document: Value) -> Self {
        Self::new(
            Method::PATCH,
            segments,
            Payload::Json(document),
            Repeat::Safe,
        )
    }

    /// A creation or action; say with [`Call::repeatable`] where twice is once.
    pub fn post(segments: &[&str], document: Value) -> Self {
        Self::new(
            Method::POST,
            segments,
            Payload::Json(document),
            Repeat::Never,
        )
    }

    /// A removal: the second one finds nothing, which is the same.
    pub fn delete(segments: &[&str]) -> Self {
        Self::new(Method::DELETE, segments, Payload::Empty, Repeat::Safe)
    }

    fn new(method: Method, segments: &[&str], payload: Payload, repeat: Repeat) -> Self {
        let path = segments
            .iter()
            .map(|segment| format!("/{}", segment_text(segment)))
            .collect();
        Self {
            method,
            path,
            payload,
            repeat,
            eventual: false,
            asks: false,
            first_try: None,
            once: false,
        }
    }

    /// Adds a query option such as `$select`; the value is escaped.
    #[must_use]
    pub fn query(mut self, name: &str, value: &str) -> Self {
        self.path
            .push(if self.path.contains('?') { '&' } else { '?' });
        self.path.push_str(name);
        self.path.push('=');
        self.path.push_str(&percent(value, QUERY));
        self
    }

    /// Adds `$select`.
    #[must_use]
    pub fn select(self, fields: &str) -> Self {
        self.query("$select", fields)
    }

    /// Marks a POST that can be sent twice without harm.
    #[must_use]
    pub fn repeatable(mut self) -> Self {
        self.repeat = Repeat::Safe;
        self
    }

    /// Marks a read whose answer is not worth a wait.
    #[must_use]
    pub fn once(mut self) -> Self {
        self.once = true;
        self
    }

    /// Marks a POST that only asks.
    #[must_use]
    pub fn reading(mut self) -> Self {
        self.asks = true;
        self.repeatable()
    }

    /// Marks an advanced query: `$search`, `$count`, `ne`, `endsWith`.
    #[must_use]
    pub fn eventual(mut self) -> Self {
        self.eventual = true;
        self
    }

    /// Says which `client-request-id` its first try was announced with.
    #[must_use]
    pub fn announced_as(mut self, number: uuid::Uuid) -> Self {
        self.first_try = Some(number);
        self
    }

    /// Puts a secret into the body, at the string that `pointer` names.
    #[must_use]
    pub fn seal(mut self, pointer: &'static str, secret: Secret) -> Self {
        if let Payload::Json(document) = self.payload {
            self.payload = Payload::Sealed {
                document,
                pointer,
                secret,
            };
        }
        self
    }

    /// Whether it changes nothing.
    pub fn is_read(&self) -> bool {
        self.asks || self.method == Method::GET
    }

    /// The document that is sent, without its secret: for plans and `--dry-run`.
    pub fn shown(&self) -> Option<Value> {
        match &self.payload {
            Payload::Empty => None,
            Payload::Json(document) => Some(document.clone()),
            Payload::Sealed {
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

    /// Whether `text` holds the secret that is sent.
    pub(super) fn repeats_secret(&self, text: &str) -> bool {
        match &self.payload {
            Payload::Sealed { secret, .. } => !secret.is_empty() && text.contains(secret.expose()),
            Payload::Empty | Payload::Json(_) => false,
        }
    }

    /// The document that is sent, with its secret.
    pub(super) fn document(&self) -> Option<Cow<'_, Value>> {
        match &self.payload {
            Payload::Empty => None,
            Payload::Json(document) => Some(Cow::Borrowed(document)),
            Payload::Sealed {
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

/// One path segment, escaped; `(appId='..')` keys and casts stay readable.
fn segment_text(segment: &str) -> String {
    percent(segment, SEGMENT)
}

/// What stays as it is in a path segment, beside letters and digits.
const SEGMENT: u128 = set_of(b"-._~()'=$");

/// What stays as it is in the value of a query option, beside them.
const QUERY: u128 = set_of(b"-._~,()/'$:");

/// These ASCII characters as a bit each: thousands of calls are written.
const fn set_of(mut characters: &[u8]) -> u128 {
    let mut set = 0;
    while let [first, rest @ ..] = characters {
        set |= 1 << *first;
        characters = rest;
    }
    set
}

fn percent(text: &str, keep: u128) -> String {
    let keeps =
        |byte: u8| byte.is_ascii_alphanumeric() || (byte.is_ascii() && (keep >> byte) & 1 == 1);
    if text.bytes().all(keeps) {
        return text.to_owned();
    }
    let mut escaped = String::with_capacity(text.len());
    for byte in text.bytes() {
        if keeps(byte) {
            escaped.push(char::from(byte));
        } else {
            escaped.push_str(&format!("%{byte:02X}"));
        }
    }
    escaped
}

/// A string literal of OData: quotes doubled.
pub fn literal(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

#[cfg(test)]
mod tests {
    use super::{Call, literal};
    use crate::secret::Secret;

    #[test]
    fn each_segment_is_escaped_on_its_own() {
        assert_eq!(Call::get(&["users", "../me"]).path, "/users/..%2Fme");
        assert_eq!(
            Call::get(&["users", "a#EXT#@b.c"]).path,
            "/users/a%23EXT%23%40b.c"
        );
        let call =
            Call::get(&["users"]).query("$filter", &format!("mail eq {}", literal("O'Brien&x=1")));
        assert_eq!(call.path, "/users?$filter=mail%20eq%20'O''Brien%26x%3D1'");
    }

    #[test]
    fn a_sealed_secret_is_sent_but_not_shown() {
        let call = Call::patch(
            &["users", "x"],
            serde_json::json!({ "passwordProfile": { "password": "" } }),
        )
        .seal("/passwordProfile/password", Secret::new("CANARY"));
        assert!(!format!("{call:?} {:?}", call.shown()).contains("CANARY"));
        assert!(call.document().unwrap().to_string().contains("CANARY"));
    }
}
