//! JSON lines: one object a line.
use serde_json::{Map, Value};

use super::names::Names;
use super::table::Row;
use super::{audit, titles};

/// Why a line is no record.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum NoRecord {
    /// It is only the beginning of one.
    Cut,
    /// What is wrong with it.
    Wrong(String),
}

/// The account that a line names.
///
/// # Errors
/// See [`NoRecord`].
pub(super) fn row(text: &str) -> Result<Row, NoRecord> {
    let no_object = || NoRecord::Wrong("it is no JSON object".to_owned());
    let value: Value = serde_json::from_str(text).map_err(|error| {
        if error.is_eof() {
            NoRecord::Cut
        } else {
            no_object()
        }
    })?;
    let fields = value.as_object().ok_or_else(no_object)?;
    if let Some(row) = audit::row(fields) {
        return Ok(row);
    }
    let mut names = Names {
        id: object_id(fields),
        upn: first(fields, titles::KINDS[1]),
        mail: first(fields, titles::KINDS[2]),
    };
    if is_left_out(fields) {
        names.upn = text_of(fields, "user");
    }
    if names == Names::default() {
        return Err(NoRecord::Wrong(
            "it has no objectId, userPrincipalName or mail".to_owned(),
        ));
    }
    Ok(Row::Names(names))
}

/// Whether a record may hold secrets.
pub(super) fn has_secret(text: &str) -> bool {
    fn within(value: &Value) -> bool {
        match value {
            Value::Object(fields) => fields
                .iter()
                .any(|(title, value)| titles::is_secret(title) || within(value)),
            Value::Array(values) => values.iter().any(within),
            _ => false,
        }
    }
    match serde_json::from_str(text) {
        Ok(value) => within(&value),
        Err(_) => titles::is_secret(&text.replace(['[', ']'], "")),
    }
}

/// The object id. `id` is the record's own where another property is there for
/// the account's, even if that is empty.
fn object_id(fields: &Map<String, Value>) -> Option<String> {
    let surer = |name: &&str| *name != titles::ID;
    let [ids, ..] = titles::KINDS;
    let surer: Vec<&str> = ids.iter().copied().filter(surer).collect();
    let has_surer = fields
        .keys()
        .any(|title| surer.contains(&titles::plain(title).as_str()));
    if has_surer {
        return first(fields, &surer);
    }
    text_of(fields, titles::ID)
}

/// The first of these properties that is filled.
fn first(fields: &Map<String, Value>, names: &[&str]) -> Option<String> {
    names.iter().find_map(|name| text_of(fields, name))
}

fn text_of(fields: &Map<String, Value>, name: &str) -> Option<String> {
    fields
        .iter()
        .filter(|(title, _)| titles::plain(title) == name)
        .find_map(|(_, value)| value.as_str().filter(|text| !text.trim().is_empty()))
        .map(str::to_owned)
}

/// Whether this program wrote it about a line that was left out of a list.
fn is_left_out(fields: &Map<String, Value>) -> bool {
    ["line", "user", "why"]
        .iter()
        .all(|name| fields.contains_key(*name))
}
