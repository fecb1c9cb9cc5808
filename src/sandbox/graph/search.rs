//! `$search`: words of properties, joined by AND and OR.
use crate::sandbox::object::Object;

/// Properties that can be searched.
const SEARCHABLE: [&str; 7] = [
    "description",
    "displayName",
    "mail",
    "mailNickname",
    "proxyAddresses",
    "userPrincipalName",
    "appId",
];

/// Alternatives, each a list of terms that all must be found: property and text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Search(Vec<Vec<(String, String)>>);

/// Parses terms such as `"displayName:text"`; `None` if they are not valid. AND binds closer
/// than OR.
pub(super) fn parse(text: &str) -> Option<Search> {
    let alternatives = text.trim().split(" OR ").map(|all| {
        let terms = all.split(" AND ").map(|term| {
            let inner = term.trim().strip_prefix('"')?.strip_suffix('"')?;
            let (name, value) = inner.split_once(':')?;
            let name = SEARCHABLE
                .iter()
                .find(|known| known.eq_ignore_ascii_case(name))?;
            Some(((*name).to_owned(), value.to_lowercase()))
        });
        terms.collect::<Option<Vec<_>>>()
    });
    alternatives.collect::<Option<Vec<_>>>().map(Search)
}

impl Search {
    /// Whether an object has a word that starts with each text of an alternative.
    pub(super) fn matches(&self, object: &Object) -> bool {
        let Self(alternatives) = self;
        alternatives.iter().any(|terms| {
            let mut terms = terms.iter();
            terms.all(|(name, text)| has_word(object, name, text))
        })
    }
}

fn has_word(object: &Object, name: &str, text: &str) -> bool {
    let starts = |value: &str| {
        let value = value.to_lowercase();
        value.starts_with(text)
            || value
                .split(|c: char| !c.is_alphanumeric())
                .any(|word| word.starts_with(text))
    };
    match object.get(name) {
        serde_json::Value::Array(all) => all.iter().filter_map(|one| one.as_str()).any(starts),
        one => one.as_str().is_some_and(starts),
    }
}

#[cfg(test)]
mod tests {
    use super::parse;
    use crate::sandbox::object::Object;
    use serde_json::json;

    #[test]
    fn search_finds_the_start_of_any_word_in_every_term_of_an_alternative() {
        let ada = Object::from_value(json!({ "displayName": "Ada O'Hara", "mail": "x@y.example" }));
        for (text, expected) in [
            ("\"displayName:hara\" OR \"mail:z\"", true),
            ("\"displayName:hara\" AND \"mail:z\"", false),
            ("\"displayName:hara\" AND \"mail:x\"", true),
            ("\"displayName:ara\"", false),
        ] {
            assert_eq!(parse(text).unwrap().matches(&ada), expected, "{text}");
        }
        for wrong in ["displayName:ada", "\"ada\"", "\"jobTitle:x\"", ""] {
            assert!(parse(wrong).is_none(), "{wrong}");
        }
    }
}
