//! `$select`, and the properties that are returned without it.
use serde_json::{Map, Value};

use super::types::{self, Property};
use super::{Call, bad_request};
use crate::sandbox::object::Object;
use crate::sandbox::reply::Answer;

/// Types of the objects in a list of several kinds.
const DIRECTORY_TYPES: [&str; 5] = ["user", "group", "servicePrincipal", "device", "application"];

/// Properties of directory roles, which a list of several kinds may contain too.
const ROLE_PROPERTIES: [&str; 1] = ["roleTemplateId"];

/// The properties that a call asks for; `None` for the default ones.
#[derive(Debug)]
pub(super) struct Selection<'a> {
    names: Option<Vec<&'a str>>,
    /// Whether names must have the right case.
    exact: bool,
}

/// Returns the type of an object in a list: its own, or that of the list.
pub(super) fn kind_of<'a>(object: &'a Object, list: &'a str) -> &'a str {
    let own = object.text("@odata.type");
    own.strip_prefix("#microsoft.graph.").unwrap_or(list)
}

impl<'a> Selection<'a> {
    /// Returns what a call asks for. An example tells the properties of a type without table.
    ///
    /// # Errors
    /// Fails for a property that objects of this type do not have.
    pub(super) fn of_call(
        call: &'a Call,
        kind: &str,
        example: Option<&Object>,
    ) -> Result<Self, Answer> {
        Self::parse(call.option("$select"), call.caller.strict, kind, example)
    }

    /// Returns what the text of a `$select` asks for, as [`Self::of_call`] does.
    pub(super) fn parse(
        text: Option<&'a str>,
        exact: bool,
        kind: &str,
        example: Option<&Object>,
    ) -> Result<Self, Answer> {
        let names: Option<Vec<&str>> = text.map(|list| list.split(',').map(str::trim).collect());
        let selection = Self { names, exact };
        let unknown = selection
            .names
            .iter()
            .flatten()
            .find(|name| !name.is_empty() && !selection.is_known(name, kind, example));
        match unknown {
            None => Ok(selection),
            Some(name) => Err(bad_request(&format!(
                "Parsing OData Select and Expand failed: Could not find a property named '{name}' on type 'microsoft.graph.{kind}'."
            ))),
        }
    }

    fn is_known(&self, name: &str, kind: &str, example: Option<&Object>) -> bool {
        if kind == "directoryObject" {
            // Graph accepts the properties of each kind.
            let mut kinds = DIRECTORY_TYPES.iter();
            return ROLE_PROPERTIES.contains(&name)
                || kinds.any(|kind| types::find(kind, name, self.exact).is_some());
        }
        let untyped = types::properties(kind).is_empty();
        let has = |object: &Object| object.0.keys().any(|known| self.is_same(known, name));
        types::find(kind, name, self.exact).is_some() || untyped && example.is_none_or(has)
    }

    fn is_same(&self, known: &str, name: &str) -> bool {
        known == name || !self.exact && known.eq_ignore_ascii_case(name)
    }

    fn contains(&self, property: &str) -> bool {
        let mut names = self.names.iter().flatten();
        names.any(|name| self.is_same(property, name))
    }

    /// Returns the selected properties of an object. Each that it lacks is null or empty.
    pub(super) fn apply(&self, object: &Object, list: &str) -> Value {
        let kind = kind_of(object, list);
        let is_wanted = |property: &Property| match self.names {
            None => property.default,
            Some(_) => self.contains(property.name),
        };
        let annotations = object
            .0
            .iter()
            .filter(|(name, _)| name.starts_with("@odata"));
        let mut shown: Map<String, Value> = annotations
            .map(|(name, value)| (name.clone(), value.clone()))
            .collect();
        let properties = types::properties(kind);
        if properties.is_empty() {
            let own = object.0.iter().filter(|(name, _)| {
                !name.starts_with('@') && (self.names.is_none() || self.contains(name))
            });
            shown.extend(own.map(|(name, value)| (name.clone(), value.clone())));
        } else {
            for property in properties.iter().filter(|property| is_wanted(property)) {
                let value = object.0.get(property.name).cloned();
                if let Some(value) = value.or_else(|| property.missing()) {
                    shown.insert(property.name.to_owned(), value);
                }
            }
        }
        Value::Object(shown)
    }
}

#[cfg(test)]
mod tests {
    use super::Selection;
    use crate::sandbox::object::Object;
    use serde_json::json;

    #[test]
    fn what_is_asked_for_is_given_and_nothing_else() {
        let user = Object::from_value(json!({ "id": "1", "displayName": "Ada", "city": "Kiel" }));
        let select = |text, exact| {
            Selection::parse(text, exact, "user", None)
                .map(|selection| selection.apply(&user, "user"))
        };
        let all = select(None, true).unwrap();
        assert_eq!(
            (all["displayName"].as_str(), &all["mail"]),
            (Some("Ada"), &json!(null))
        );
        assert!(all.get("city").is_none());
        let two = select(Some("CITY,proxyAddresses"), false).unwrap();
        assert_eq!(two, json!({ "city": "Kiel", "proxyAddresses": [] }));
        assert!(select(Some("CITY"), true).is_err());
        assert!(select(Some("nothing"), false).is_err());
    }
}
