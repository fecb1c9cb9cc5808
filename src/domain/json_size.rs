//! Limits the memory of JSON documents before they are parsed.
//!
//! A few bytes of JSON can take hundreds in memory: `{"":0}` is seven bytes in
//! transfer, fewer when compressed, and half a kilobyte as a tree. So a document from
//! outside is measured first and parsed only if it fits.

/// Memory limit in bytes for one response of Microsoft Graph. A page of 999 users takes a
/// tenth of it.
pub const MAX_ANSWER: usize = 96 << 20;

/// Memory limit in bytes for all pages of one list together.
pub const MAX_LIST: usize = 512 << 20;

/// Memory limit in bytes for a small document: an error, or a response of the sign-in
/// service.
pub const MAX_SMALL: usize = 8 << 20;

// Maximum sizes of the parts of a `serde_json::Value`, with the spare capacity of
// growing vectors: an object with four entries and its index, an array with four
// values, an entry beyond the fourth, a value beyond the fourth, and the smallest
// allocation of a nonempty string.
const OBJECT: usize = 480;
const ARRAY: usize = 288;
const ENTRY: usize = 256;
const VALUE: usize = 144;
const TEXT: usize = 32;

/// Returns an upper estimate of the bytes that `text` takes as a `serde_json::Value`.
///
/// Invalid JSON never takes more than this either.
pub fn memory_estimate(text: &[u8]) -> usize {
    let mut total = text.len();
    let mut in_text = false;
    let mut escaped = false;
    for byte in text {
        if in_text {
            match byte {
                _ if escaped => escaped = false,
                b'\\' => escaped = true,
                b'"' => in_text = false,
                _ => {}
            }
            continue;
        }
        total += match byte {
            b'"' => {
                in_text = true;
                TEXT
            }
            b'{' => OBJECT,
            b'[' => ARRAY,
            b':' => ENTRY,
            b',' => VALUE,
            _ => 0,
        };
    }
    total
}

/// Returns why `text` must not be parsed: as JSON it would take more than `limit` bytes of
/// memory. `None` if it fits.
pub fn oversize_reason(text: &[u8], limit: usize) -> Option<String> {
    (memory_estimate(text) > limit).then(|| {
        let limit = limit >> 20;
        format!("it would take more than {limit} MiB of memory")
    })
}

#[cfg(test)]
mod tests {
    use super::{MAX_ANSWER, memory_estimate, oversize_reason};

    #[test]
    fn what_stands_in_a_text_is_no_structure() {
        let plain = memory_estimate(br#"{"a":"xxxxxxxxxxx"}"#);
        assert_eq!(memory_estimate(br#"{"a":"[{,:,]\\\"}[,"}"#), plain + 2);
    }

    #[test]
    fn the_smallest_parts_weigh_what_they_take() {
        // As many as fit into 15 MiB of text; as trees they take up to two gigabytes.
        for part in ["[]", "{}", "[0]", "{\"\":0}", "0", "\"a\"", "[[[[]]]]"] {
            let count = (15 << 20) / (part.len() + 1);
            let text = format!("[{}]", vec![part; count].join(","));
            assert!(
                oversize_reason(text.as_bytes(), MAX_ANSWER).is_some(),
                "{part}"
            );
        }
    }

    #[test]
    fn the_largest_honest_page_fits_several_times() {
        let field = r#""onPremisesSomething":"a value of thirty characters..""#;
        let user = format!("{{{}}}", vec![field; 25].join(","));
        let page = format!("{{\"value\":[{}]}}", vec![user; 999].join(","));
        assert!(memory_estimate(page.as_bytes()) < MAX_ANSWER / 5);
    }

    #[test]
    fn what_is_not_sound_is_measured_too() {
        assert_eq!(oversize_reason(b"", 10), None);
        assert!(oversize_reason(&b"[".repeat(1 << 20), MAX_ANSWER).is_some());
        assert!(memory_estimate(b"\"\\") > 0);
    }
}
