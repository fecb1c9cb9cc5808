//! Form and query encoding. The sandbox has its own, independent of the program's.
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// Returns the text with `%XX` decoded, and `+` as a space.
pub(in crate::sandbox) fn decode(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        match byte {
            b'+' => bytes.push(b' '),
            b'%' => {
                let mut ahead = rest.clone();
                let digits = [ahead.next(), ahead.next()];
                let value = digits.iter().try_fold(0_u32, |value, digit| {
                    Some(value * 16 + char::from((*digit)?).to_digit(16)?)
                });
                match value.and_then(|value| u8::try_from(value).ok()) {
                    Some(value) => {
                        bytes.push(value);
                        rest = ahead;
                    }
                    None => bytes.push(byte),
                }
            }
            other => bytes.push(other),
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Returns the text with all but unreserved characters percent-encoded.
pub(in crate::sandbox) fn encode(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            let written = write!(encoded, "%{byte:02X}");
            debug_assert!(written.is_ok(), "writing to a String cannot fail");
        }
    }
    encoded
}

/// Returns the pairs of `name=value&...` in their order.
pub(in crate::sandbox) fn pairs(text: &str) -> Vec<(String, String)> {
    text.split('&')
        .filter(|part| !part.is_empty())
        .map(|part| {
            let (name, value) = part.split_once('=').unwrap_or((part, ""));
            (decode(name), decode(value))
        })
        .collect()
}

/// Returns the fields of `name=value&...`; `None` if a name occurs twice.
pub(in crate::sandbox) fn unique_fields(text: &str) -> Option<BTreeMap<String, String>> {
    let mut fields = BTreeMap::new();
    for (name, value) in pairs(text) {
        if fields.insert(name, value).is_some() {
            return None;
        }
    }
    Some(fields)
}

/// Returns an address with `pairs` added to its query.
pub(in crate::sandbox) fn with_query(address: &str, pairs: &[(&str, &str)]) -> String {
    let mut whole = address.to_owned();
    let mut mark = if address.contains('?') { '&' } else { '?' };
    for (name, value) in pairs {
        whole.push(mark);
        whole.push_str(&encode(name));
        whole.push('=');
        whole.push_str(&encode(value));
        mark = '&';
    }
    whole
}

#[cfg(test)]
mod tests {
    use super::{decode, encode, unique_fields};

    #[test]
    fn what_is_encoded_is_read_back() {
        let text = "a b+c/ü%é&=";
        assert_eq!(decode(&encode(text)), text);
        assert_eq!(decode("100%"), "100%");
        assert_eq!(decode("a%zzb"), "a%zzb");
    }

    #[test]
    fn duplicate_name_is_an_error() {
        assert!(unique_fields("state=1&state=2").is_none());
        assert_eq!(unique_fields("a=1&b=x+y").unwrap()["b"], "x y");
    }
}
