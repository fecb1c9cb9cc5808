//! Properties of the types of directory objects, from `data/properties.tsv`.
use std::sync::LazyLock;

use serde_json::Value;

use crate::catalog::table::{Table, table};

const PROPERTIES_TABLE: Table<4> = table!(
    "data/properties.tsv",
    ["type", "property", "default", "missing"]
);

static PROPERTIES: LazyLock<Vec<Property>> = LazyLock::new(|| PROPERTIES_TABLE.parse(property));

/// A structural property of a type.
#[derive(Debug, Clone, Copy)]
pub(super) struct Property {
    kind_of_object: &'static str,
    pub(super) name: &'static str,
    /// Whether it is returned without `$select`.
    pub(super) default: bool,
    /// What an object that lacks it shows; nothing if `None`.
    missing: Option<&'static str>,
}

impl Property {
    /// Returns the value that an object without it shows, if any.
    pub(super) fn missing(&self) -> Option<Value> {
        serde_json::from_str(self.missing?).ok()
    }
}

fn property(cells: [&'static str; 4]) -> Result<Property, String> {
    let [kind_of_object, name, default, missing] = cells;
    let default = match default {
        "yes" => true,
        "no" => false,
        other => return Err(format!("{other:?} is neither yes nor no")),
    };
    Ok(Property {
        kind_of_object,
        name,
        default,
        missing: match missing {
            "absent" => None,
            "null" | "[]" | "false" => Some(missing),
            other => return Err(format!("{other:?} is not shown for a missing value")),
        },
    })
}

/// Returns the properties of a type, such as `user`; none if the table does not list it.
pub(super) fn properties(kind_of_object: &str) -> &'static [Property] {
    // The rows of a type follow each other.
    let all = PROPERTIES.as_slice();
    let is_of_type = |one: &Property| one.kind_of_object == kind_of_object;
    let Some(start) = all.iter().position(is_of_type) else {
        return &[];
    };
    let rest = all.get(start..).unwrap_or_default();
    let length = rest.iter().take_while(|one| is_of_type(one)).count();
    rest.get(..length).unwrap_or_default()
}

/// Returns a property of a type by its name. Case matters only if `exact`.
pub(super) fn find(kind_of_object: &str, name: &str, exact: bool) -> Option<&'static Property> {
    properties(kind_of_object)
        .iter()
        .find(|one| one.name == name || !exact && one.name.eq_ignore_ascii_case(name))
}

#[cfg(test)]
mod tests {
    use super::{PROPERTIES_TABLE, find, properties, property};

    #[test]
    fn every_row_is_valid_and_types_are_together() {
        PROPERTIES_TABLE.check(property);
        let mut types: Vec<&str> = super::PROPERTIES
            .iter()
            .map(|one| one.kind_of_object)
            .collect();
        types.dedup();
        let mut sorted = types.clone();
        sorted.sort_unstable();
        sorted.dedup();
        assert_eq!(types, sorted);
        assert!(properties("user").len() > 60);
        assert!(properties("nothing").is_empty());
    }

    #[test]
    fn case_of_a_name_matters_only_to_the_program_itself() {
        assert!(find("user", "DISPLAYNAME", true).is_none());
        assert_eq!(
            find("user", "DISPLAYNAME", false).unwrap().name,
            "displayName"
        );
    }
}
