//! Finds an app, a set or a permission by a typed name.
//!
//! An unknown name is reported with similar ones; nothing is guessed.
use thiserror::Error;

use super::model::{App, Catalog, Permission, PermissionSet};
use crate::text::near;

/// Error for a name that the catalog does not have.
#[derive(Debug, Clone, Error, PartialEq, Eq)]
#[error("there is no {what} called {text:?}{}", suggestion(.near))]
pub struct Unknown {
    /// Kind of name: `app`, `permission set`, `permission` or `API`.
    pub what: &'static str,
    /// The typed text, truncated to 80 characters.
    pub text: String,
    /// Up to three similar names, most similar first.
    pub near: Vec<String>,
}

fn suggestion(near: &[String]) -> String {
    if near.is_empty() {
        return String::new();
    }
    format!("; did you mean {}?", near.join(" or "))
}

impl Unknown {
    /// Returns the error for `text`, with similar names in `known`.
    pub(super) fn new<'a>(
        what: &'static str,
        text: &str,
        known: impl IntoIterator<Item = &'a str>,
    ) -> Self {
        let text: String = text.chars().take(80).collect();
        let near = near(&text, known).into_iter().map(str::to_owned).collect();
        Self { what, text, near }
    }
}

/// Returns a name in normal form: lower case, with dashes for spaces and underscores.
pub(super) fn fold_name(text: &str) -> String {
    text.trim()
        .chars()
        .map(|c| match c {
            ' ' | '_' => '-',
            other => other.to_ascii_lowercase(),
        })
        .collect()
}

impl App {
    /// Whether `text` is the app's id, its name or one of its other names.
    pub fn matches_name(&self, text: &str) -> bool {
        let wanted = fold_name(text);
        self.names().any(|name| fold_name(name) == wanted)
    }

    /// Returns id, name and aliases.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        [self.id.as_ref(), self.name.as_ref()]
            .into_iter()
            .chain(self.aliases.iter().map(AsRef::as_ref))
    }
}

impl PermissionSet {
    /// Whether `text` is the set's id, slug or name.
    pub fn matches_name(&self, text: &str) -> bool {
        let wanted = fold_name(text);
        self.names().any(|name| fold_name(name) == wanted)
    }

    /// Returns id, slug and name.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        [self.id.as_str(), &self.slug, &self.name].into_iter()
    }
}

impl Catalog {
    /// Returns the app with this id, name or alias. Case does not matter; spaces, underscores
    /// and dashes are the same.
    pub fn app(&self, text: &str) -> Result<&App, Unknown> {
        self.apps
            .iter()
            .find(|app| app.matches_name(text))
            .ok_or_else(|| {
                let wanted = fold_name(text);
                let mut unknown =
                    Unknown::new("app", &wanted, self.apps.iter().flat_map(App::names));
                unknown.text = text.chars().take(80).collect();
                // Every suggestion is an id, since that can be typed without quotes.
                let mut ids: Vec<String> = Vec::new();
                for name in &unknown.near {
                    let id = self.apps.iter().find(|app| app.matches_name(name));
                    if let Some(id) = id.map(|app| app.id.to_string())
                        && !ids.contains(&id)
                    {
                        ids.push(id);
                    }
                }
                unknown.near = ids;
                unknown
            })
    }

    /// Returns the set with this id, slug or name.
    pub fn set(&self, text: &str) -> Result<&PermissionSet, Unknown> {
        self.sets
            .iter()
            .find(|set| set.matches_name(text))
            .ok_or_else(|| {
                let known = self.sets.iter().flat_map(PermissionSet::names);
                Unknown::new("permission set", text, known)
            })
    }

    /// Returns every permission called `name`, in any case, with the set that requests it. The
    /// list is never empty.
    pub fn permission(&self, name: &str) -> Result<Vec<(&PermissionSet, &Permission)>, Unknown> {
        let all = || {
            self.sets
                .iter()
                .flat_map(|set| set.permissions.iter().map(move |one| (set, one)))
        };
        let found: Vec<_> = all()
            .filter(|(_, permission)| permission.name.eq_ignore_ascii_case(name.trim()))
            .collect();
        if found.is_empty() {
            let known = all().map(|(_, permission)| permission.name.as_ref());
            return Err(Unknown::new("permission", name, known));
        }
        Ok(found)
    }

    /// Returns the sets that `app` requires, in its order.
    pub fn required_sets<'a>(&'a self, app: &'a App) -> impl Iterator<Item = &'a PermissionSet> {
        app.required
            .iter()
            .filter_map(|id| self.sets.iter().find(|set| set.id == *id))
    }

    /// Returns the optional sets of `app`, in its order.
    pub fn optional_sets<'a>(&'a self, app: &'a App) -> impl Iterator<Item = &'a PermissionSet> {
        app.optional
            .iter()
            .filter_map(|id| self.sets.iter().find(|set| set.id == *id))
    }

    /// Returns the apps that use `set`, required or optional.
    pub fn apps_of<'a>(&'a self, set: &'a PermissionSet) -> impl Iterator<Item = &'a App> {
        self.apps
            .iter()
            .filter(|app| app.required.contains(&set.id) || app.optional.contains(&set.id))
    }
}

#[cfg(test)]
mod tests {
    use crate::catalog::Catalog;

    #[test]
    fn old_and_new_names_find_the_same_app() {
        let catalog = Catalog::builtin();
        for (text, id) in [
            ("search", "search"),
            ("XDR Data Explorer", "search"),
            ("CREM", "risk-insights"),
            ("Cyber Risk Exposure Management", "risk-insights"),
            ("Zero Trust Secure Access", "zero-trust-secure-access"),
            (" mobile_security ", "mobile-security"),
        ] {
            assert_eq!(catalog.app(text).unwrap().id, id, "{text}");
        }
        for text in ["s3", "S3", "account-actions"] {
            assert_eq!(catalog.set(text).unwrap().id.as_str(), "s3");
        }
        let found = catalog.permission("directory.read.all").unwrap();
        assert_eq!(found.len(), 2);
    }

    #[test]
    fn an_unknown_name_comes_with_its_neighbours() {
        let catalog = Catalog::builtin();
        let unknown = catalog.app("serch").unwrap_err();
        assert_eq!(unknown.near, ["search"]);
        let said = unknown.to_string();
        assert!(said.contains("no app called \"serch\"") && said.contains("did you mean search"));
        let unknown = catalog.permission("Directory.Raed.All").unwrap_err();
        assert!(unknown.near.contains(&"Directory.Read.All".to_owned()));
        let unknown = catalog.set(&"x".repeat(200)).unwrap_err();
        assert_eq!(unknown.text.len(), 80);
        assert!(unknown.near.is_empty());
    }
}
