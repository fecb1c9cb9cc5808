//! Graph objects of the simulated tenant that `data/` holds as JSON.
//!
//! In a text of these files, `@user UPN` and `@group NAME` stand for the object id, and
//! `@minutes-ago N` for a time before the tenant was made.
use std::sync::LazyLock;

use jiff::{SignedDuration, Timestamp};
use serde_json::{Map, Value};

use super::people::{group_id, user_id};
use crate::sandbox::object::Object;
use crate::sandbox::tenant::rfc3339;

const TENANT_FILE: &str = include_str!("data/tenant.json");
const STORES_FILE: &str = include_str!("data/stores.json");
const SCENARIOS_FILE: &str = include_str!("data/scenarios.json");

/// Objects of the tenant that are no users, groups, devices or applications.
static TENANT: LazyLock<Map<String, Value>> = LazyLock::new(|| object_of(TENANT_FILE));

/// Objects that exist in a scenario alone, by its name.
static SCENARIOS: LazyLock<Map<String, Value>> = LazyLock::new(|| object_of(SCENARIOS_FILE));

/// Returns the JSON object in a file; an empty one if the file is wrong, which a test rules
/// out.
fn object_of(text: &str) -> Map<String, Value> {
    serde_json::from_str(text).unwrap_or_default()
}

/// Returns the value of a key of `tenant.json`.
pub(super) fn tenant_part(key: &str, now: Timestamp) -> Value {
    let part = TENANT.get(key).cloned().unwrap_or_default();
    with_names_resolved(part, now)
}

/// Returns the objects of `stores.json`, by store.
pub(super) fn stores(now: Timestamp) -> Value {
    with_names_resolved(Value::Object(object_of(STORES_FILE)), now)
}

/// Returns the objects of a list in `scenarios.json`.
pub(super) fn scenario_objects(scenario: &str, key: &str, now: Timestamp) -> Vec<Object> {
    let part = SCENARIOS.get(scenario).and_then(|part| part.get(key));
    objects(with_names_resolved(part.cloned().unwrap_or_default(), now))
}

/// Returns the objects of a JSON list.
pub(super) fn objects(list: Value) -> Vec<Object> {
    match list {
        Value::Array(items) => items.into_iter().map(Object::from_value).collect(),
        _ => Vec::new(),
    }
}

/// Returns the value with ids and times in place of `@user`, `@group` and `@minutes-ago`.
fn with_names_resolved(value: Value, now: Timestamp) -> Value {
    match value {
        Value::Array(items) => items
            .into_iter()
            .map(|item| with_names_resolved(item, now))
            .collect(),
        Value::Object(fields) => fields
            .into_iter()
            .map(|(name, field)| (name, with_names_resolved(field, now)))
            .collect(),
        Value::String(text) => match text.split_once(' ') {
            Some(("@user", upn)) => user_id(upn).into(),
            Some(("@group", name)) => group_id(name).into(),
            Some(("@minutes-ago", minutes)) => {
                let ago = SignedDuration::from_mins(minutes.parse().unwrap_or_default());
                rfc3339(now.saturating_sub(ago).unwrap_or(now)).into()
            }
            _ => text.into(),
        },
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_is_of_a_seeded_object() {
        let now = "2026-03-01T08:00:00Z".parse().unwrap();
        let tenant = crate::sandbox::Tenant::seed(now);
        for text in [TENANT_FILE, STORES_FILE, SCENARIOS_FILE] {
            let _valid: Map<String, Value> = serde_json::from_str(text).unwrap();
            let marked = text
                .split('"')
                .filter(|part| part.starts_with('@') && part.contains(' '));
            for part in marked {
                match part.split_once(' ').unwrap() {
                    ("@user", upn) => assert!(tenant.users.get(&user_id(upn)).is_some(), "{upn}"),
                    ("@group", name) => {
                        assert!(tenant.groups.get(&group_id(name)).is_some(), "{name}");
                    }
                    ("@minutes-ago", ago) => assert!(ago.parse::<i64>().is_ok(), "{ago}"),
                    (other, _) => panic!("{other} is no name"),
                }
            }
        }
    }
}
