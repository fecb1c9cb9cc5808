//! A report as JSON: the data in an envelope that names its schema.
use serde_json::{Map, Value, json};

use super::Report;
use crate::text::{break_hash_commands, is_hostile};

/// Version of all JSON documents. Increased only if a field changes its meaning or is
/// removed, not for new fields.
pub const SCHEMA_VERSION: u32 = 1;

/// Returns the complete document: `schemaVersion`, `kind`, `sandbox`, then the data.
pub fn envelope(report: &dyn Report, sandbox: bool) -> Value {
    let mut document = Map::new();
    document.insert("schemaVersion".to_owned(), json!(SCHEMA_VERSION));
    document.insert("kind".to_owned(), json!(report.kind()));
    document.insert("sandbox".to_owned(), json!(sandbox));
    match report.data() {
        Value::Object(data) => document.extend(data),
        other => {
            document.insert("value".to_owned(), other);
        }
    }
    Value::Object(document)
}

/// Returns an indented document with a trailing line feed.
pub fn pretty(document: &Value) -> String {
    let text = serde_json::to_string_pretty(document).unwrap_or_default();
    format!("{}\n", escape_hostile(&text))
}

/// Returns a document on one line with a trailing line feed.
pub fn line(document: &Value) -> String {
    format!("{}\n", escape_hostile(&document.to_string()))
}

/// Returns one line per item of the report's list, or one line if it has no list.
pub fn lines(report: &dyn Report, sandbox: bool) -> String {
    let document = envelope(report, sandbox);
    let items = report
        .rows()
        .and_then(|key| document.get(key))
        .and_then(Value::as_array);
    match items {
        Some(items) => items.iter().map(line).collect(),
        None => line(&document),
    }
}

/// Returns the lines of a `--query` selection: one per item of a list, or one for any other
/// value.
pub fn selected_lines(selected: &Value) -> String {
    match selected {
        Value::Array(items) => items.iter().map(line).collect(),
        one => line(one),
    }
}

/// Returns a JSON document with all terminal control characters escaped; JSON itself only
/// requires that for C0.
pub fn escape_hostile(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        if is_hostile(c) && c != '\n' {
            let mut units = [0_u16; 2];
            for unit in c.encode_utf16(&mut units) {
                safe.push_str(&format!("\\u{unit:04x}"));
            }
        } else {
            safe.push(c);
        }
    }
    // Two `#` occur only in strings, where an escape has the same meaning.
    break_hash_commands(&safe, "\\u0023")
}

#[cfg(test)]
mod tests {
    use super::escape_hostile;

    #[test]
    fn what_a_terminal_obeys_is_escaped_and_reads_back_the_same() {
        let name = "a\u{9b}31m\u{202e}\u{200b}\u{e0041}b";
        let text = escape_hostile(&serde_json::to_string(name).unwrap());
        assert!(text.is_ascii());
        assert_eq!(serde_json::from_str::<String>(&text).unwrap(), name);
    }
}
