//! JSON lines: one object per line.
use serde_json::{Map, Value};

use super::names::AccountNames;
use super::table::RecordTarget;
use super::{audit, titles};

/// Reasons why a line is not a record.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum RecordError {
    /// The object does not end on this line.
    Incomplete,
    /// The line is invalid; the text is the reason.
    Invalid(String),
}

/// Returns the account that a line of JSON names.
///
/// # Errors
/// See [`RecordError`].
pub(super) fn parse_record(text: &str) -> Result<RecordTarget, RecordError> {
    let no_object = || RecordError::Invalid("it is no JSON object".to_owned());
    let value: Value = serde_json::from_str(text).map_err(|error| {
        if error.is_eof() {
            RecordError::Incomplete
        } else {
            no_object()
        }
    })?;
    let fields = value.as_object().ok_or_else(no_object)?;
    if let Some(row) = audit::parse_record(fields) {
        return Ok(row);
    }
    let mut names = AccountNames {
        id: object_id(fields),
        upn: first_filled(fields, titles::KINDS[1]),
        mail: first_filled(fields, titles::KINDS[2]),
    };
    if is_skipped_line(fields) {
        names.upn = text_field(fields, "user");
    }
    if names == AccountNames::default() {
        return Err(RecordError::Invalid(
            "it has no objectId, userPrincipalName or mail".to_owned(),
        ));
    }
    Ok(RecordTarget::Names(names))
}

/// Whether a record may contain secrets.
pub(super) fn has_secret(text: &str) -> bool {
    fn within(value: &Value) -> bool {
        match value {
            Value::Object(fields) => fields
                .iter()
                .any(|(title, value)| titles::is_secret_title(title) || within(value)),
            Value::Array(values) => values.iter().any(within),
            _ => false,
        }
    }
    match serde_json::from_str(text) {
        Ok(value) => within(&value),
        Err(_) => titles::is_secret_title(&text.replace(['[', ']'], "")),
    }
}

/// Returns the object id. The property `id` counts only if there is no more specific one,
/// not even an empty one: `id` may identify the record itself.
fn object_id(fields: &Map<String, Value>) -> Option<String> {
    let surer = |name: &&str| *name != titles::ID;
    let [ids, ..] = titles::KINDS;
    let surer: Vec<&str> = ids.iter().copied().filter(surer).collect();
    let has_surer = fields
        .keys()
        .any(|title| surer.contains(&titles::normalize_title(title).as_str()));
    if has_surer {
        return first_filled(fields, &surer);
    }
    text_field(fields, titles::ID)
}

/// Returns the first of these properties that is a nonempty text.
fn first_filled(fields: &Map<String, Value>, names: &[&str]) -> Option<String> {
    names.iter().find_map(|name| text_field(fields, name))
}

fn text_field(fields: &Map<String, Value>, name: &str) -> Option<String> {
    fields
        .iter()
        .filter(|(title, _)| titles::normalize_title(title) == name)
        .find_map(|(_, value)| value.as_str().filter(|text| !text.trim().is_empty()))
        .map(str::to_owned)
}

/// Whether this program wrote the record to report a line that it skipped.
fn is_skipped_line(fields: &Map<String, Value>) -> bool {
    ["line", "user", "why"]
        .iter()
        .all(|name| fields.contains_key(*name))
}
