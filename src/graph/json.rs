//! Strict JSON: answers decide about accounts.
//!
//! Duplicate names in an object are an error, since two readers could use different
//! values. A lone surrogate, which a display name can contain, becomes the replacement
//! character, so that it does not make a tenant unreadable.
use std::fmt;

use serde::de::{Deserialize, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};

use crate::domain::json_size;

/// Parses a document.
///
/// # Errors
/// Invalid JSON, duplicate names, or a document that is too large.
pub(super) fn parse(bytes: &[u8]) -> Result<Value, serde_json::Error> {
    check_size(bytes)?;
    let first = serde_json::from_slice::<Strict>(bytes);
    match first {
        Err(error) if error.is_syntax() => match without_lone_surrogates(bytes) {
            Some(repaired) => serde_json::from_slice::<Strict>(&repaired),
            None => Err(error),
        },
        other => other,
    }
    .map(|document| document.0)
}

/// Parses the document of an error response; null if it is invalid.
///
/// # Errors
/// A document that is too large for an error.
pub(super) fn parse_small(bytes: &[u8]) -> Result<Value, String> {
    match json_size::oversize_reason(bytes, json_size::MAX_SMALL) {
        None => Ok(serde_json::from_slice(bytes).unwrap_or_default()),
        Some(why) => Err(why),
    }
}

/// Checks that the document fits into memory.
///
/// # Errors
/// A document larger than any plausible answer.
pub(super) fn check_size(bytes: &[u8]) -> Result<(), serde_json::Error> {
    match json_size::oversize_reason(bytes, json_size::MAX_ANSWER) {
        Some(why) => Err(serde_json::Error::custom(why)),
        None => Ok(()),
    }
}

/// Maximum number of names in one object. Objects of Graph have dozens; a million names
/// would take hundreds of megabytes.
const MAX_NAMES: usize = 10_000;

/// A value without duplicate names.
pub(super) struct Strict(pub(super) Value);

impl<'de> Deserialize<'de> for Strict {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(StrictVisitor).map(Self)
    }
}

struct StrictVisitor;

impl<'de> Visitor<'de> for StrictVisitor {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_string<E>(self, value: String) -> Result<Value, E> {
        Ok(Value::String(value))
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut from: A) -> Result<Value, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = from.next_element::<Strict>()? {
            items.push(item.0);
        }
        Ok(Value::Array(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut from: A) -> Result<Value, A::Error> {
        let mut fields = Map::new();
        while let Some(name) = from.next_key::<String>()? {
            let value = from.next_value::<Strict>()?;
            if fields.insert(name, value.0).is_some() {
                return Err(A::Error::custom("a name comes twice in one object"));
            }
            if fields.len() > MAX_NAMES {
                return Err(A::Error::custom("an object has too many names"));
            }
        }
        Ok(Value::Object(fields))
    }
}

/// Replaces each lone surrogate (`\ud800` to `\udfff`) by `\ufffd`. Returns `None` if
/// there is none.
fn without_lone_surrogates(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut repaired = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    let mut found = false;
    while let Some((first, after)) = rest.split_first() {
        let (taken, shown): (usize, Option<&[u8]>) = match (first, utf16_escape(rest)) {
            (b'\\', Some(0xd800..=0xdbff)) => {
                let low = rest.get(6..).and_then(utf16_escape);
                if matches!(low, Some(0xdc00..=0xdfff)) {
                    (12, None)
                } else {
                    (6, Some(b"\\ufffd"))
                }
            }
            (b'\\', Some(0xdc00..=0xdfff)) => (6, Some(b"\\ufffd")),
            (b'\\', _) => (1 + usize::from(!after.is_empty()), None),
            _ => (1, None),
        };
        let (own, next) = rest.split_at_checked(taken)?;
        found |= shown.is_some();
        repaired.extend_from_slice(shown.unwrap_or(own));
        rest = next;
    }
    found.then_some(repaired)
}

/// The code unit of a `\uXXXX` at the start of `bytes`.
fn utf16_escape(bytes: &[u8]) -> Option<u16> {
    let digits = bytes.strip_prefix(b"\\u")?.get(..4)?;
    let text = std::str::from_utf8(digits).ok()?;
    u16::from_str_radix(text, 16).ok()
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn document_parses_unchanged() {
        let text = r#"{"a":[1,-2,3.5,true,null,"x\u00e9\ud83d\ude00"],"b":{"a":{}}}"#;
        let wanted: serde_json::Value = serde_json::from_str(text).unwrap();
        assert_eq!(parse(text.as_bytes()).unwrap(), wanted);
    }

    #[test]
    fn duplicate_name_is_an_error() {
        for text in [
            r#"{"id":"1","id":"2"}"#,
            r#"{"value":[{"accountEnabled":true,"accountEnabled":false}]}"#,
            r#"{"id":"1","\u0069d":"2"}"#,
        ] {
            assert!(parse(text.as_bytes()).is_err(), "{text}");
        }
    }

    #[test]
    fn object_with_too_many_names_is_an_error() {
        let of = |names: usize| {
            let fields: Vec<String> = (0..names).map(|n| format!("\"n{n}\":{n}")).collect();
            format!("{{{}}}", fields.join(","))
        };
        assert!(parse(of(10_000).as_bytes()).is_ok());
        assert!(parse(of(10_001).as_bytes()).is_err());
    }

    #[test]
    fn only_lone_surrogates_are_replaced() {
        for (text, wanted) in [
            (r#""a\ud800b""#, "a\u{fffd}b"),
            (r#""\udc00\ud800""#, "\u{fffd}\u{fffd}"),
            (r#""\\ud800 \ud83d\ude00\ud83d""#, "\\ud800 😀\u{fffd}"),
        ] {
            assert_eq!(parse(text.as_bytes()).unwrap(), wanted, "{text}");
        }
        assert!(parse(br#""\ud800"#).is_err());
        assert!(parse(b"{").is_err());
        assert!(parse("[".repeat(100_000).as_bytes()).is_err());
    }
}
