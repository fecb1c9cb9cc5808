//! Explanations of API permissions, combined from the tables of permission sets, risks,
//! routes and sign-ins.
use super::calls::routes;
use super::explanations::{Class, Explanation};
use super::model::{Catalog, PermissionKind};
use super::{risk, scopes};

/// Maximum number of routes in an explanation.
const MAX_ROUTES: usize = 3;

impl Catalog {
    /// Returns the explanation of the permission set with the id or slug `name`, in any case;
    /// `None` if there is no such set.
    pub fn explain_set(&self, name: &str) -> Option<Explanation> {
        let wanted = name.trim().to_lowercase();
        let wanted = wanted.strip_prefix("set ").unwrap_or(&wanted);
        let mut sets = self.sets.iter();
        let set = sets.find(|set| set.id.to_string() == wanted || set.slug == wanted)?;
        let names = |all: Vec<&str>| all.join(", ");
        let permissions = set
            .permissions
            .iter()
            .map(|one| one.name.as_ref())
            .collect();
        let apps: Vec<&str> = self.apps_of(set).map(|app| app.name.as_ref()).collect();
        Some(Explanation {
            code: set.id.to_string(),
            name: set.name.to_string(),
            also: Vec::new(),
            class: Class::PermissionSet,
            meaning: format!(
                "Permissions: {}. Apps that need it: {}.",
                names(permissions),
                names(apps)
            ),
            remedy: String::new(),
            next: self
                .apps_of(set)
                .next()
                .map(|app| format!("entractl apps show {}", app.id))
                .into_iter()
                .collect(),
        })
    }

    /// Returns the explanation of the API permission `name`, in any case; `None` if no
    /// table has it.
    pub fn explain_permission(&self, name: &str) -> Option<Explanation> {
        let wanted = name.trim();
        let in_sets = self.permission(wanted).unwrap_or_default();
        let sign_in = scopes::narrowest_use_for(wanted);
        let taken_by: Vec<(&str, String)> = routes()
            .filter_map(|route| {
                let mut names = route.permissions();
                let name = names.find(|known| known.eq_ignore_ascii_case(wanted))?;
                Some((name, format!("{} {}", route.method, route.template)))
            })
            .collect();
        let code = in_sets
            .first()
            .map(|(_, permission)| permission.name.to_string())
            .or_else(|| Some((*taken_by.first().map(|(name, _)| name)?).to_owned()))
            .or_else(|| risk::canonical_name(wanted).map(str::to_owned))?;

        let mut meaning = Vec::new();
        for (set, permission) in &in_sets {
            meaning.push(format!(
                "Set {} ({}, {} permission): {}.",
                set.id, permission.resource.name, permission.kind, permission.why
            ));
        }
        let kind = in_sets
            .first()
            .map_or(PermissionKind::Application, |(_, one)| one.kind);
        meaning.push(match risk::assess(&code, kind) {
            (risk, Some(reason)) => format!("Risk: {risk}; {reason}."),
            (risk, None) => format!("Risk: {risk}."),
        });
        if let Some(purpose) = sign_in {
            meaning.push(format!("A sign-in for {purpose} asks for it."));
        }
        if !taken_by.is_empty() {
            let routes: Vec<&str> = taken_by.iter().map(|(_, route)| route.as_str()).collect();
            let shown = routes.get(..MAX_ROUTES).unwrap_or(&routes).join(", ");
            let more = routes.len().saturating_sub(MAX_ROUTES);
            meaning.push(match more {
                0 => format!("Graph accepts it for {shown}."),
                more => format!("Graph accepts it for {shown} and {more} more."),
            });
        }

        let narrower: Vec<&str> = in_sets
            .iter()
            .filter_map(|(_, permission)| permission.narrower.as_deref())
            .collect();
        let app = in_sets
            .first()
            .and_then(|(set, _)| self.apps_of(set).next())
            .map(|app| format!("entractl apps show {}", app.id));
        let login = sign_in.map(|purpose| format!("entractl auth login --for {purpose}"));
        Some(Explanation {
            name: code.clone(),
            code,
            also: Vec::new(),
            class: Class::ApiPermission,
            meaning: meaning.join(" "),
            remedy: narrower
                .first()
                .map_or_else(String::new, |text| format!("Narrower: {text}.")),
            next: app.into_iter().chain(login).collect(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::calls::routes;
    use super::super::explanations::Class;
    use super::super::model::Catalog;

    #[test]
    fn every_permission_of_the_catalog_is_explained() {
        let catalog = Catalog::builtin();
        let in_sets = catalog.sets.iter().flat_map(|set| &set.permissions);
        let names = in_sets
            .map(|one| one.name.to_string())
            .chain(routes().flat_map(|route| route.permissions().map(str::to_owned)))
            .chain(["RoleManagementPolicy.ReadWrite.Directory", "openid"].map(str::to_owned));
        for name in names {
            let found = catalog
                .explain_permission(&name.to_uppercase())
                .unwrap_or_else(|| panic!("{name}"));
            assert_eq!(
                (found.code.as_str(), found.class),
                (name.as_str(), Class::ApiPermission)
            );
        }
        assert!(catalog.explain_permission("Directory.Raed.All").is_none());
    }

    #[test]
    fn every_set_is_explained_by_id_and_short_name() {
        let catalog = Catalog::builtin();
        for set in &catalog.sets {
            for name in [set.id.to_string(), set.slug.to_uppercase()] {
                let found = catalog.explain_set(&name).unwrap();
                assert_eq!(found.class, Class::PermissionSet);
                assert!(found.meaning.contains("Permissions: "), "{found:?}");
            }
        }
        assert!(catalog.explain_set("s9").is_none());
    }

    #[test]
    fn explanation_names_sets_risk_and_sign_in() {
        let catalog = Catalog::builtin();
        let found = catalog
            .explain_permission("Directory.ReadWrite.All")
            .unwrap();
        for part in [
            "Set s3 (Microsoft Graph, application permission)",
            "Risk: critical; ",
        ] {
            assert!(found.meaning.contains(part), "{}", found.meaning);
        }
        assert!(
            found
                .remedy
                .starts_with("Narrower: User.EnableDisableAccount.All")
        );
        let found = catalog
            .explain_permission("User.RevokeSessions.All")
            .unwrap();
        assert!(found.meaning.contains("A sign-in for respond asks for it."));
        assert_eq!(found.next, ["entractl auth login --for respond"]);
    }
}
