//! The answer to a `$batch` as its items.
//!
//! Of a long list thousands come, so that one in the shape that Graph gives them
//! is read without a tree of everything in it. Any other is read as a tree, which
//! decides what it is.
use std::fmt;

use http::{HeaderMap, HeaderName, HeaderValue};
use serde::de::{Deserialize, Deserializer, Error as _, MapAccess, Visitor};
use serde_json::Value;

use super::answer::{diagnostic, header, sound};
use super::call::Call;
use super::error::GraphError;
use super::json::{self, Strict};
use crate::transport::Response;

/// Most headers of an item that is read without a tree.
const MAX_HEADERS: usize = 64;

/// A definite answer to a batch.
#[derive(Debug)]
pub(super) struct BatchAnswer {
    /// Its items in the order of the answer; `None` where it has none.
    pub responses: Option<Vec<ItemAnswer>>,
    /// Graph's `request-id` of the whole.
    pub request_id: Option<String>,
    /// What Graph says of the machine that answered the whole.
    pub diagnostic: Option<String>,
}

/// One item, which answers the call with its id.
#[derive(Debug, PartialEq)]
pub(super) struct ItemAnswer {
    /// The id of the call.
    pub id: String,
    /// HTTP status; 0 where it has none.
    pub status: u16,
    /// Its headers.
    pub headers: ItemHeaders,
    /// Its JSON body; null where there is none.
    pub body: Value,
}

/// The headers of an item, in their order.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct ItemHeaders(Vec<(String, String)>);

/// Reads a response to a batch.
///
/// # Errors
/// As any answer: a refusal, or nothing that can be read.
pub(super) fn read(outer: &Call, response: &Response) -> Result<BatchAnswer, GraphError> {
    Ok(BatchAnswer {
        responses: sound(outer, response, parse)?,
        request_id: header(response.headers(), "request-id"),
        diagnostic: diagnostic(response.headers()),
    })
}

fn parse(bytes: &[u8]) -> Result<Option<Vec<ItemAnswer>>, serde_json::Error> {
    json::fits(bytes)?;
    match serde_json::from_slice::<Usual>(bytes) {
        Ok(usual) => Ok(Some(usual.0)),
        Err(_) => json::parse(bytes).map(of_tree),
    }
}

/// The items of any answer. What has no id answers nothing.
fn of_tree(mut tree: Value) -> Option<Vec<ItemAnswer>> {
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
    /// The first value of a header, as far as it is text.
    pub(super) fn text(&self, name: &str) -> Option<String> {
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

    /// All of them that HTTP could carry.
    pub(super) fn map(&self) -> HeaderMap {
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

/// An answer in the usual shape: these names, each once, and nothing else.
struct Usual(Vec<ItemAnswer>);

impl<'de> Deserialize<'de> for Usual {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_map(UsualVisitor)
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

struct UsualVisitor;

impl<'de> Visitor<'de> for UsualVisitor {
    type Value = Usual;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the answer to a batch")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut from: A) -> Result<Usual, A::Error> {
        let (mut responses, mut context) = (None, None);
        while let Some(name) = from.next_key::<String>()? {
            let again = match name.as_str() {
                "responses" => responses.replace(from.next_value()?).is_some(),
                "@odata.context" => context.replace(from.next_value::<String>()?).is_some(),
                _ => true,
            };
            if again {
                return Err(A::Error::custom("another name"));
            }
        }
        responses
            .map(Usual)
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
                return Err(A::Error::custom("another name"));
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
                return Err(A::Error::custom("another name"));
            }
            all.push((name, value));
        }
        Ok(ItemHeaders(all))
    }
}

#[cfg(test)]
mod tests {
    use super::{Usual, of_tree, parse};
    use crate::graph::json;

    /// Answers in the usual shape.
    const USUAL: [&str; 3] = [
        r#"{"responses":[]}"#,
        r#"{"@odata.context":"x","responses":[{"id":"0","status":204,"body":null}]}"#,
        r#"{"responses":[{"body":{"id":"a","n":{"m":[1]}},"headers":{"Request-Id":"r","B":"c"},
            "status":200,"id":"1"},{"id":"1","status":404}]}"#,
    ];

    /// Answers in another.
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

    /// What no answer may be: a name comes twice, or it is not whole.
    const UNSOUND: [&str; 7] = [
        r#"{"responses":[],"responses":[]}"#,
        r#"{"responses":[{"id":"1","id":"2","status":200}]}"#,
        r#"{"responses":[{"id":"1","status":200,"\u0069d":"2"}]}"#,
        r#"{"responses":[{"id":"1","status":200,"headers":{"a":"1","a":"2"}}]}"#,
        r#"{"responses":[{"id":"1","status":200,"body":{"b":{"a":1,"a":2}}}]}"#,
        r#"{"responses":[{"id":"1","status":200}]"#,
        r#"{"responses":[{"id":"1","status":200}]}{"#,
    ];

    #[test]
    fn the_usual_shape_says_what_its_tree_says() {
        for text in USUAL {
            let usual: Usual = serde_json::from_str(text).unwrap();
            let tree = json::parse(text.as_bytes()).unwrap();
            assert_eq!(Some(usual.0), of_tree(tree), "{text}");
        }
    }

    #[test]
    fn any_other_shape_is_what_its_tree_says() {
        for text in OTHERS {
            assert!(serde_json::from_str::<Usual>(text).is_err(), "{text}");
            let tree = json::parse(text.as_bytes()).unwrap();
            assert_eq!(parse(text.as_bytes()).unwrap(), of_tree(tree), "{text}");
        }
        for text in UNSOUND {
            assert!(parse(text.as_bytes()).is_err(), "{text}");
        }
    }

    #[test]
    fn a_header_is_found_whatever_its_case() {
        let text =
            r#"{"responses":[{"id":"1","status":429,"headers":{"retry-AFTER":"7","x":"\u0007"}}]}"#;
        let items = parse(text.as_bytes()).unwrap().unwrap();
        let headers = &items[0].headers;
        assert_eq!(headers.text("Retry-After").as_deref(), Some("7"));
        assert_eq!(headers.text("x"), None);
        assert_eq!(headers.map().len(), 1);
    }
}
