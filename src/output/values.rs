//! JSON as a table, like `az`: the selection of `--query`, or the fields of a report
//! that has no table.
use serde_json::{Map, Value};

use super::view::{Cell, Column, Table};

/// Returns a table with one row per item of a list, or one row for any other value. Columns
/// are named after the fields of objects in order of first occurrence; `Column1` and so on
/// for items that are lists; and `Result` for plain values. Nested values are JSON.
pub fn to_table(value: &Value) -> Table {
    let items = match value {
        Value::Array(items) => items.as_slice(),
        Value::Null => &[],
        one => std::slice::from_ref(one),
    };
    let items: Vec<Map<String, Value>> = items.iter().map(row_fields).collect();
    let mut keys: Vec<&String> = Vec::new();
    for key in items.iter().flat_map(Map::keys) {
        if !keys.contains(&key) {
            keys.push(key);
        }
    }
    Table {
        columns: keys
            .iter()
            .map(|key| Column {
                title: (*key).clone().into(),
                key: (*key).clone().into(),
            })
            .collect(),
        rows: items
            .iter()
            .map(|item| keys.iter().map(|key| to_cell(item.get(*key))).collect())
            .collect(),
        rows_for_people: None,
    }
}

/// Returns a table of one row with the fields of `report` that are neither lists nor objects.
pub fn scalar_fields_row(report: Value) -> Table {
    let fields = match report {
        Value::Object(fields) => fields,
        _ => Map::new(),
    };
    let plain = fields
        .into_iter()
        .filter(|(_, value)| !value.is_array() && !value.is_object());
    to_table(&Value::Object(plain.collect()))
}

fn row_fields(item: &Value) -> Map<String, Value> {
    match item {
        Value::Object(fields) => fields.clone(),
        Value::Array(values) => (1..)
            .map(|number| format!("Column{number}"))
            .zip(values.iter().cloned())
            .collect(),
        plain => Map::from_iter([("Result".to_owned(), plain.clone())]),
    }
}

fn to_cell(value: Option<&Value>) -> Cell {
    match value {
        None | Some(Value::Null) => "".into(),
        Some(Value::String(text)) => text.as_str().into(),
        Some(other) => other.to_string().into(),
    }
}
