//! Reads JSON as strictly as an answer deserves that decides about accounts.
//!
//! A name that comes twice in one object is refused: two readers could take
//! two different values. A lone surrogate, which a display name can hold, is
//! shown as the replacement character rather than making a tenant unreadable.
use std::fmt;

use serde::de::{Deserialize, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};

use crate::domain::json_size;

/// The document in `bytes`.
///
/// # Errors
/// Says why it is no JSON, or that a name comes twice.
pub(super) fn parse(bytes: &[u8]) -> Result<Value, serde_json::Error> {
    fits(bytes)?;
    let first = serde_json::from_slice::<Strict>(bytes);
    match first {
        Err(error) if error.is_syntax() => match without_lone_surrogates(bytes) {
            Some(mended) => serde_json::from_slice::<Strict>(&mended),
            None => Err(error),
        },
        other => other,
    }
    .map(|document| document.0)
}

/// The document of an answer that is no success; null where there is none.
///
/// # Errors
/// Where it is too large for an error.
pub(super) fn small(bytes: &[u8]) -> Result<Value, String> {
    match json_size::limit_error(bytes, json_size::MAX_SMALL) {
        None => Ok(serde_json::from_slice(bytes).unwrap_or_default()),
        Some(why) => Err(why),
    }
}

/// # Errors
/// Where the document would take more memory than any honest answer.
pub(super) fn fits(bytes: &[u8]) -> Result<(), serde_json::Error> {
    match json_size::limit_error(bytes, json_size::MAX_ANSWER) {
        Some(why) => Err(serde_json::Error::custom(why)),
        None => Ok(()),
    }
}

/// Most names in one object. Objects of Graph have some dozens; a million of
/// them would take hundreds of megabytes.
const MAX_NAMES: usize = 10_000;

/// A value in whose objects no name comes twice.
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

/// The bytes with `\ufffd` for each `\ud800` to `\udfff` that is no half of a
/// pair; `None` where there is none.
fn without_lone_surrogates(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut mended = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    let mut found = false;
    while let Some((first, after)) = rest.split_first() {
        let (taken, shown): (usize, Option<&[u8]>) = match (first, unit(rest)) {
            (b'\\', Some(0xd800..=0xdbff)) => {
                let low = rest.get(6..).and_then(unit);
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
        mended.extend_from_slice(shown.unwrap_or(own));
        rest = next;
    }
    found.then_some(mended)
}

/// The code unit of a `\uXXXX` at the beginning of `bytes`.
fn unit(bytes: &[u8]) -> Option<u16> {
    let digits = bytes.strip_prefix(b"\\u")?.get(..4)?;
    let text = std::str::from_utf8(digits).ok()?;
    u16::from_str_radix(text, 16).ok()
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn a_document_is_read_as_it_is() {
        let text = r#"{"a":[1,-2,3.5,true,null,"x\u00e9\ud83d\ude00"],"b":{"a":{}}}"#;
        let wanted: serde_json::Value = serde_json::from_str(text).unwrap();
        assert_eq!(parse(text.as_bytes()).unwrap(), wanted);
    }

    #[test]
    fn a_name_that_comes_twice_is_refused() {
        for text in [
            r#"{"id":"1","id":"2"}"#,
            r#"{"value":[{"accountEnabled":true,"accountEnabled":false}]}"#,
            r#"{"id":"1","\u0069d":"2"}"#,
        ] {
            assert!(parse(text.as_bytes()).is_err(), "{text}");
        }
    }

    #[test]
    fn an_object_with_more_names_than_any_of_graphs_is_refused() {
        let of = |names: usize| {
            let fields: Vec<String> = (0..names).map(|n| format!("\"n{n}\":{n}")).collect();
            format!("{{{}}}", fields.join(","))
        };
        assert!(parse(of(10_000).as_bytes()).is_ok());
        assert!(parse(of(10_001).as_bytes()).is_err());
    }

    #[test]
    fn a_lone_surrogate_is_replaced_and_nothing_else() {
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
