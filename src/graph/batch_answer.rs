//! Parses the answer to a `$batch` into its items.
//!
//! A long list has thousands of them, so an answer in Graph's plain shape is parsed
//! without a tree of JSON values. Any other is parsed as a tree, which decides.
use std::fmt;

use http::{HeaderMap, HeaderName, HeaderValue};
use serde::de::{Deserialize, Deserializer, Error as _, MapAccess, Visitor};
use serde_json::Value;

use super::answer::{diagnostic, header_text, parse_body};
use super::call::Call;
use super::error::GraphError;
use super::json::{self, Strict};
use crate::transport::Response;

/// Maximum number of headers of an item in the plain shape.
const MAX_HEADERS: usize = 64;

/// A definite answer to a batch.
#[derive(Debug)]
pub(super) struct BatchAnswer {
    /// The items in the order of the answer; `None` without a list of them.
    pub responses: Option<Vec<ItemAnswer>>,
    /// Graph's `request-id` of the batch.
    pub request_id: Option<String>,
    /// Identifies the machine that answered the batch.
    pub diagnostic: Option<String>,
}

/// One item: the answer to the call with the same id.
#[derive(Debug, PartialEq)]
pub(super) struct ItemAnswer {
    /// The id of the call.
    pub id: String,
    /// HTTP status; 0 without one.
    pub status: u16,
    /// The headers.
    pub headers: ItemHeaders,
    /// JSON body; null without one.
    pub body: Value,
}

/// The headers of an item, in order.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct ItemHeaders(Vec<(String, String)>);

/// Parses the response to a batch.
///
/// # Errors
/// A refusal, or an answer that cannot be used.
pub(super) fn parse_batch_answer(
    outer: &Call,
    response: &Response,
) -> Result<BatchAnswer, GraphError> {
    Ok(BatchAnswer {
        responses: parse_body(outer, response, parse)?,
        request_id: header_text(response.headers(), "request-id"),
        diagnostic: diagnostic(response.headers()),
    })
}

fn parse(bytes: &[u8]) -> Result<Option<Vec<ItemAnswer>>, serde_json::Error> {
    json::check_size(bytes)?;
    match serde_json::from_slice::<PlainAnswer>(bytes) {
        Ok(usual) => Ok(Some(usual.0)),
        Err(_) => json::parse(bytes).map(from_value),
    }
}

/// The items in a JSON value of any shape, without those that have no id.
fn from_value(mut tree: Value) -> Option<Vec<ItemAnswer>> {
    let Some(Value::Array(items)) = tree.get_mut("responses").map(Value::take) else {
        return None;
    };
    let item = |mut item: Value| {
        let status = item.get("status").and_then(Value::as_u64);
        let headers = item.get("headers").and_then(Value::as_object);
        let text = |value: &Value| match value {
            Value::String(text) => text.clone(),
            other => other.to_string(),
        };
        let headers = headers.into_iter().flatten();
        Some(ItemAnswer {
            id: item.get("id")?.as_str()?.to_owned(),
            status: status.and_then(|s| u16::try_from(s).ok()).unwrap_or(0),
            headers: ItemHeaders(
                headers
                    .map(|(name, value)| (name.clone(), text(value)))
                    .collect(),
            ),
            body: item.get_mut("body").map_or(Value::Null, Value::take),
        })
    };
    Some(items.into_iter().filter_map(item).collect())
}

impl ItemHeaders {
    /// Returns the first value of a header if it is visible ASCII.
    pub(super) fn get_text(&self, name: &str) -> Option<String> {
        let mut named = self
            .0
            .iter()
            .filter(|(one, _)| one.eq_ignore_ascii_case(name));
        let value = &named.next()?.1;
        let visible = |byte: u8| matches!(byte, b'\t' | b' '..=b'~');
        value
            .bytes()
            .all(visible)
            .then(|| value.chars().take(4_000).collect())
    }

    /// Returns the headers that are valid in HTTP.
    pub(super) fn to_header_map(&self) -> HeaderMap {
        let mut map = HeaderMap::new();
        for (name, value) in &self.0 {
            if let (Ok(name), Ok(value)) = (
                HeaderName::from_bytes(name.as_bytes()),
                HeaderValue::from_str(value),
            ) {
                map.append(name, value);
            }
        }
        map
    }
}

/// An answer in the plain shape: these names, each once, and nothing else.
struct PlainAnswer(Vec<ItemAnswer>);

impl<'de> Deserialize<'de> for PlainAnswer {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_map(PlainAnswerVisitor)
    }
}

impl<'de> Deserialize<'de> for ItemAnswer {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_map(ItemVisitor)
    }
}

impl<'de> Deserialize<'de> for ItemHeaders {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_map(HeadersVisitor)
    }
}

struct PlainAnswerVisitor;

impl<'de> Visitor<'de> for PlainAnswerVisitor {
    type Value = PlainAnswer;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the answer to a batch")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut from: A) -> Result<PlainAnswer, A::Error> {
        let (mut responses, mut context) = (None, None);
        while let Some(name) = from.next_key::<String>()? {
            let again = match name.as_str() {
                "responses" => responses.replace(from.next_value()?).is_some(),
                "@odata.context" => context.replace(from.next_value::<String>()?).is_some(),
                _ => true,
            };
            if again {
                return Err(A::Error::custom("unexpected name"));
            }
        }
        responses
            .map(PlainAnswer)
            .ok_or_else(|| A::Error::missing_field("responses"))
    }
}

struct ItemVisitor;

impl<'de> Visitor<'de> for ItemVisitor {
    type Value = ItemAnswer;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an item of a batch")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut from: A) -> Result<ItemAnswer, A::Error> {
        let (mut id, mut status, mut headers, mut body) = (None, None, None, None);
        while let Some(name) = from.next_key::<String>()? {
            let again = match name.as_str() {
                "id" => id.replace(from.next_value()?).is_some(),
                "status" => status.replace(from.next_value()?).is_some(),
                "headers" => headers.replace(from.next_value()?).is_some(),
                "body" => body.replace(from.next_value::<Strict>()?.0).is_some(),
                _ => true,
            };
            if again {
                return Err(A::Error::custom("unexpected name"));
            }
        }
        Ok(ItemAnswer {
            id: id.ok_or_else(|| A::Error::missing_field("id"))?,
            status: status.ok_or_else(|| A::Error::missing_field("status"))?,
            headers: headers.unwrap_or_default(),
            body: body.unwrap_or_default(),
        })
    }
}

struct HeadersVisitor;

impl<'de> Visitor<'de> for HeadersVisitor {
    type Value = ItemHeaders;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("headers")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut from: A) -> Result<ItemHeaders, A::Error> {
        let mut all: Vec<(String, String)> = Vec::new();
        while let Some((name, value)) = from.next_entry::<String, String>()? {
            if all.len() == MAX_HEADERS || all.iter().any(|(one, _)| *one == name) {
                return Err(A::Error::custom("unexpected name"));
            }
            all.push((name, value));
        }
        Ok(ItemHeaders(all))
    }
}

#[cfg(test)]
mod tests {
    use super::{PlainAnswer, from_value, parse};
    use crate::graph::json;

    /// Answers in the plain shape.
    const PLAIN: [&str; 3] = [
        r#"{"responses":[]}"#,
        r#"{"@odata.context":"x","responses":[{"id":"0","status":204,"body":null}]}"#,
        r#"{"responses":[{"body":{"id":"a","n":{"m":[1]}},"headers":{"Request-Id":"r","B":"c"},
            "status":200,"id":"1"},{"id":"1","status":404}]}"#,
    ];

    /// Answers in other shapes.
    const OTHERS: [&str; 11] = [
        r#"{"responses":{}}"#,
        r#"{"value":[]}"#,
        r"[]",
        r#"{"responses":[{"id":7,"status":200}]}"#,
        r#"{"responses":[["1",200,{},{}]]}"#,
        r#"{"responses":[{"id":"1","status":"200"}]}"#,
        r#"{"responses":[{"id":"1","status":200.0}]}"#,
        r#"{"responses":[{"id":"1","status":70000,"more":1}],"more":{}}"#,
        r#"{"responses":[{"id":"1","status":200,"headers":{"Retry-After":7}}]}"#,
        r#"{"responses":[{"id":"1","status":200,"headers":null,"body":{"a":"\ud800"}}]}"#,
        r#"{"responses":[{"status":200},null,"x",{"id":"1","status":null}]}"#,
    ];

    /// Invalid answers: duplicate names, or not complete.
    const INVALID: [&str; 7] = [
        r#"{"responses":[],"responses":[]}"#,
        r#"{"responses":[{"id":"1","id":"2","status":200}]}"#,
        r#"{"responses":[{"id":"1","status":200,"\u0069d":"2"}]}"#,
        r#"{"responses":[{"id":"1","status":200,"headers":{"a":"1","a":"2"}}]}"#,
        r#"{"responses":[{"id":"1","status":200,"body":{"b":{"a":1,"a":2}}}]}"#,
        r#"{"responses":[{"id":"1","status":200}]"#,
        r#"{"responses":[{"id":"1","status":200}]}{"#,
    ];

    #[test]
    fn plain_shape_parses_as_its_tree() {
        for text in PLAIN {
            let usual: PlainAnswer = serde_json::from_str(text).unwrap();
            let tree = json::parse(text.as_bytes()).unwrap();
            assert_eq!(Some(usual.0), from_value(tree), "{text}");
        }
    }

    #[test]
    fn any_other_shape_parses_as_its_tree() {
        for text in OTHERS {
            assert!(serde_json::from_str::<PlainAnswer>(text).is_err(), "{text}");
            let tree = json::parse(text.as_bytes()).unwrap();
            assert_eq!(parse(text.as_bytes()).unwrap(), from_value(tree), "{text}");
        }
        for text in INVALID {
            assert!(parse(text.as_bytes()).is_err(), "{text}");
        }
    }

    #[test]
    fn headers_match_case_insensitively() {
        let text =
            r#"{"responses":[{"id":"1","status":429,"headers":{"retry-AFTER":"7","x":"\u0007"}}]}"#;
        let items = parse(text.as_bytes()).unwrap().unwrap();
        let headers = &items[0].headers;
        assert_eq!(headers.get_text("Retry-After").as_deref(), Some("7"));
        assert_eq!(headers.get_text("x"), None);
        assert_eq!(headers.to_header_map().len(), 1);
    }
}
