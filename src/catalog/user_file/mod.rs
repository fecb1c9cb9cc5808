//! A user's own catalog file, which extends or overrides the built-in catalog.
//!
//! The file is TOML. A set with the id of an existing set replaces that set. An app with the
//! id of an existing app changes only the fields that the file sets:
//!
//! ```toml
//! [[sets]]
//! id = "s3"
//! name = "Account actions, least privilege"
//! version = 3
//! permissions = [
//!   { resource = "graph", name = "User.RevokeSessions.All", kind = "application",
//!     id = "77f3a031-c388-4f99-b373-dc68676a979e", why = "revokes sessions" },
//! ]
//!
//! [[apps]]
//! id = "search"
//! name = "Search"
//! aliases = ["hunting"]
//! required = ["s3"]
//! optional = []
//! ```
//!
//! `resource` is `graph`, `exchange`, `sharepoint`, `office-management`,
//! `teams-admin`, `rights-management`, `information-protection`, or an
//! application id. Keys that are not listed here are errors, since a typing
//! mistake in a security tool's data must not pass.
use std::borrow::Cow;
use std::collections::BTreeSet;

mod shape;

use super::lookup::{Unknown, fold_name};
use super::model::{
    App, Catalog, Permission, PermissionSet, Permissions, ResourceId, SetId, Source,
};
use super::risk::assess;
use crate::ids::AppId;
pub use shape::CatalogError;
use shape::{File, FileApp, FilePermission, FileSet, check_id, syntax_error};

/// Maximum size of a user's catalog file in bytes.
const LARGEST_FILE: usize = 1024 * 1024;

impl Catalog {
    /// Returns this catalog with the user's file applied; the module describes its format. An
    /// invalid file is an error as a whole.
    pub fn with_file(mut self, text: &str) -> Result<Self, CatalogError> {
        if text.len() > LARGEST_FILE {
            return Err(CatalogError::Unplaced(
                "the file is larger than 1 MiB".to_owned(),
            ));
        }
        let file: File =
            toml_edit::de::from_str(text).map_err(|error| syntax_error(text, &error))?;
        let mut seen = BTreeSet::new();
        for (index, set) in file.sets.into_iter().enumerate() {
            let field = format!("sets[{index}]");
            check_id(&field, &set.id, &mut seen)?;
            self.add_or_replace_set(&field, set)?;
        }
        seen.clear();
        for (index, app) in file.apps.into_iter().enumerate() {
            let field = format!("apps[{index}]");
            check_id(&field, &app.id, &mut seen)?;
            self.add_or_update_app(&field, app)?;
        }
        Ok(self)
    }

    fn add_or_replace_set(&mut self, field: &str, set: FileSet) -> Result<(), CatalogError> {
        let version = set.version.unwrap_or(self.version);
        let mut permissions = Vec::with_capacity(set.permissions.len());
        let mut ids = BTreeSet::new();
        for (index, permission) in set.permissions.into_iter().enumerate() {
            let field = format!("{field}.permissions[{index}]");
            let resource = self.find_or_add_resource(&field, &permission.resource)?;
            if !ids.insert((resource.app_id.clone(), permission.id.clone())) {
                return Err(CatalogError::Field {
                    field: format!("{field}.id"),
                    why: format!("{} is listed twice in this set", permission.id),
                });
            }
            self.ensure_name_matches_id(&field, &resource, &permission)?;
            let (risk, reason) = assess(&permission.name, permission.kind);
            permissions.push(Permission {
                resource,
                name: Cow::Owned(permission.name),
                kind: permission.kind,
                id: permission.id,
                why: Cow::Owned(permission.why),
                narrower: None,
                risk,
                risk_reason: reason.map(Cow::Borrowed),
                since: version,
            });
        }
        let old = self.sets.iter().position(|old| old.matches_name(&set.id));
        let built_in = old.and_then(|at| self.sets.get(at));
        let made = PermissionSet {
            id: built_in.map_or_else(|| SetId::new(fold_name(&set.id)), |old| old.id.clone()),
            slug: built_in.map_or_else(|| Cow::Owned(fold_name(&set.id)), |old| old.slug.clone()),
            name: Cow::Owned(set.name),
            version,
            since: built_in.map_or(version, |old| old.since),
            permissions: Permissions::UserFile(permissions),
            settings: built_in.map_or_else(Vec::new, |old| old.settings.clone()),
            notes: Vec::new(),
            source: Source::UserFile,
        };
        match old.and_then(|at| self.sets.get_mut(at)) {
            Some(place) => *place = made,
            None => self.sets.push(made),
        }
        Ok(())
    }

    /// Checks that a permission with a built-in name has the built-in id, and vice versa:
    /// risk is rated by name, so a wrong name would hide it.
    fn ensure_name_matches_id(
        &self,
        field: &str,
        resource: &ResourceId,
        permission: &FilePermission,
    ) -> Result<(), CatalogError> {
        let known = self
            .sets
            .iter()
            .filter(|set| set.source == Source::Builtin)
            .flat_map(|set| &set.permissions)
            .filter(|one| one.resource.app_id == resource.app_id && one.kind == permission.kind);
        for one in known {
            let same_name = one.name.eq_ignore_ascii_case(&permission.name);
            if same_name != (one.id == permission.id) {
                return Err(CatalogError::Mislabeled {
                    field: field.to_owned(),
                    name: permission.name.clone(),
                    id: permission.id.clone(),
                    known_name: one.name.to_string(),
                    known_id: one.id.clone(),
                });
            }
        }
        Ok(())
    }

    fn add_or_update_app(&mut self, field: &str, app: FileApp) -> Result<(), CatalogError> {
        let required = self.resolve_set_names(field, "required", app.required)?;
        let optional = self.resolve_set_names(field, "optional", app.optional)?;
        let aliases = app.aliases.unwrap_or_default();
        for alias in &aliases {
            let taken = |other: &&App| other.matches_name(alias) && !other.matches_name(&app.id);
            if let Some(other) = self.apps.iter().find(taken) {
                return Err(CatalogError::Field {
                    field: format!("{field}.aliases"),
                    why: format!("{alias:?} already means {}", other.id),
                });
            }
        }
        let aliases = aliases.into_iter().map(Cow::Owned);
        if let Some(old) = self.apps.iter_mut().find(|old| old.matches_name(&app.id)) {
            old.name = app.name.map_or_else(|| old.name.clone(), Cow::Owned);
            old.aliases.extend(aliases);
            old.required = required.unwrap_or_else(|| old.required.clone());
            old.optional = optional.unwrap_or_else(|| old.optional.clone());
            old.source = Source::UserFile;
            return Ok(());
        }
        let (Some(name), Some(required)) = (app.name, required) else {
            return Err(CatalogError::Field {
                field: field.to_owned(),
                why: "a new app needs a name and its required sets".to_owned(),
            });
        };
        self.apps.push(App {
            id: Cow::Owned(fold_name(&app.id)),
            name: Cow::Owned(name),
            aliases: aliases.collect(),
            purpose: Cow::Borrowed("Added by your own catalog file."),
            enables: Cow::Borrowed(""),
            required,
            optional: optional.unwrap_or_default(),
            notes: Vec::new(),
            console: super::model::console_integration_page(),
            since: self.version,
            source: Source::UserFile,
        });
        Ok(())
    }

    fn find_or_add_resource(
        &mut self,
        field: &str,
        text: &str,
    ) -> Result<ResourceId, CatalogError> {
        let wanted = fold_name(text);
        let known = |one: &&ResourceId| {
            fold_name(&one.key) == wanted
                || fold_name(&one.name) == wanted
                || one.app_id.as_str() == wanted
        };
        if let Some(found) = self.resources.iter().find(known) {
            return Ok(found.clone());
        }
        let Ok(app_id) = text.parse::<AppId>() else {
            let known = self.resources.iter().map(|one| one.key.as_ref());
            return Err(CatalogError::Unknown {
                field: format!("{field}.resource"),
                unknown: Unknown::new("API", text, known),
            });
        };
        let made = ResourceId {
            key: Cow::Owned(app_id.to_string()),
            name: Cow::Owned(app_id.to_string()),
            app_id,
        };
        self.resources.push(made.clone());
        Ok(made)
    }

    fn resolve_set_names(
        &self,
        field: &str,
        key: &str,
        names: Option<Vec<String>>,
    ) -> Result<Option<Vec<SetId>>, CatalogError> {
        let Some(names) = names else {
            return Ok(None);
        };
        let mut ids = Vec::with_capacity(names.len());
        for name in names {
            let set = self.set(&name).map_err(|unknown| CatalogError::Unknown {
                field: format!("{field}.{key}"),
                unknown,
            })?;
            if !ids.contains(&set.id) {
                ids.push(set.id.clone());
            }
        }
        Ok(Some(ids))
    }
}

#[cfg(test)]
mod tests {
    use super::CatalogError;
    use crate::catalog::{Catalog, Risk, Source};

    const NARROW: &str = r#"
        [[sets]]
        id = "s3"
        name = "Least privilege"
        permissions = [
          { resource = "graph", name = "User.RevokeSessions.All", kind = "application", id = "77f3a031-c388-4f99-b373-dc68676a979e" },
        ]

        [[sets]]
        id = "mine"
        name = "Mine"
        version = 9
        permissions = [
          { resource = "11111111-2222-4333-8444-555555555555", name = "Things.ReadWrite.All", kind = "application", id = "99999999-2222-4333-8444-555555555555", why = "things" },
        ]

        [[apps]]
        id = "search"
        aliases = ["hunting"]
        required = ["s3", "mine"]

        [[apps]]
        id = "own-tool"
        name = "Own Tool"
        required = ["mine"]
    "#;

    fn error(text: &str) -> CatalogError {
        Catalog::builtin().with_file(text).unwrap_err()
    }

    #[test]
    fn a_file_adds_and_overrides() {
        let catalog = Catalog::builtin().with_file(NARROW).unwrap();
        let narrow = catalog.set("account-actions").unwrap();
        assert_eq!(narrow.source, Source::UserFile);
        assert_eq!(narrow.permissions.len(), 1);
        let search = catalog.app("hunting").unwrap();
        assert_eq!(search.id, "search");
        assert_eq!(search.source, Source::UserFile);
        assert_eq!(catalog.required_sets(search).count(), 2);
        assert_eq!(catalog.optional_sets(search).count(), 1);
        let mine = catalog.set("mine").unwrap();
        assert_eq!((mine.version, mine.permissions[0].risk), (9, Risk::High));
        assert_eq!(catalog.app("Own Tool").unwrap().id, "own-tool");
        assert_eq!(catalog.app("workbench").unwrap().source, Source::Builtin);
        assert_eq!(Catalog::builtin().with_file("").unwrap().sets.len(), 5);
    }

    #[test]
    fn built_in_names_keep_their_ids() {
        let own = |name: &str, id: &str| {
            Catalog::builtin().with_file(&format!(
                "[[sets]]\nid = 'a'\nname = 'b'\npermissions = [{{ resource = 'graph', \
                 name = '{name}', kind = 'application', id = '{id}' }}]"
            ))
        };
        let (organization, other) = (
            "498476ce-e0fe-48b0-b801-37ba7e2685c6",
            "9e3f62cf-ca93-4989-b6ce-bf83c28f9fe8",
        );
        assert!(own("Organization.Read.All", organization).is_ok());
        assert!(own("Things.Read.All", other).is_ok());
        for (name, id) in [
            ("Organization.Read.All", other),
            ("Things.Read.All", organization),
        ] {
            let error = own(name, id).unwrap_err();
            assert!(matches!(error, CatalogError::Mislabeled { .. }), "{error}");
        }
    }

    #[test]
    fn mistakes_name_the_line() {
        for (text, line, part) in [
            ("x = ", 1, ""),
            ("\n\n[[sets]]\nid = 'a'\nnme = 'b'\n", 5, "nme"),
            (
                "[[sets]]\nid = 'a'\nname = 'b'\npermissions = [\n{ resource = 'graph', name = 'A', kind = 'application', id = 'nope' }]",
                5,
                "GUID",
            ),
            (
                "[[sets]]\nid = 'a'\nname = 'b'\npermissions = [{ resource = 'graph', name = 'A', kind = 'both', id = '77f3a031-c388-4f99-b373-dc68676a979e' }]",
                4,
                "both",
            ),
        ] {
            let CatalogError::Syntax {
                line: found,
                message,
            } = error(text)
            else {
                panic!("{text}");
            };
            assert_eq!(found, line, "{message}");
            assert!(message.contains(part), "{message}");
        }
    }

    #[test]
    fn mistakes_name_the_field() {
        for (text, said) in [
            (
                "[[apps]]\nid = 'search'\nrequired = ['s33']",
                "apps[0].required: ",
            ),
            ("[[apps]]\nid = 'new'", "apps[0]: a new app needs"),
            ("[[apps]]\nid = 'a b'", "apps[0].id: "),
            (
                "[[apps]]\nid = 'search'\n[[apps]]\nid = 'SEARCH'",
                "apps[1].id: ",
            ),
            (
                "[[apps]]\nid = 'search'\naliases = ['crem']",
                "apps[0].aliases: ",
            ),
            (
                "[[sets]]\nid = 'a'\nname = 'b'\npermissions = [{ resource = 'grph', name = 'A', kind = 'application', id = '77f3a031-c388-4f99-b373-dc68676a979e' }]",
                "sets[0].permissions[0].resource: there is no API called \"grph\"; did you mean graph?",
            ),
        ] {
            let found = error(text).to_string();
            assert!(found.starts_with(said), "{found}");
        }
        assert!(error(&"#".repeat(2_000_000)).to_string().contains("1 MiB"));
    }
}
