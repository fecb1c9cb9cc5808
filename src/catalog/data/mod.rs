//! The built-in tables as rows, and how a row becomes an entry.
//!
//! Facts of the vendor's page on access permissions and of Microsoft's
//! permission lists; every sentence is ours.
mod apps;
mod permissions;
mod permissions_services;
mod sets;

use std::borrow::Cow;

use super::model::{
    App, Catalog, Need, Permission, PermissionKind, PermissionSet, ResourceId, SetId, Setting,
    Source, Text,
};
use super::risk::assess;
use crate::ids::{AppId, PermissionId, RoleTemplateId};

/// Where the vendor's console has the screen that this tool stands in for.
pub(super) const CONSOLE: &str =
    "Workflow and Automation > Third-Party Integration > Microsoft Entra ID";

/// An API: key, application id, name.
#[derive(Debug)]
struct ResourceRow(&'static str, &'static str, &'static str);

static GRAPH: &ResourceRow = &ResourceRow(
    "graph",
    "00000003-0000-0000-c000-000000000000",
    "Microsoft Graph",
);
static OFFICE_MANAGEMENT: &ResourceRow = &ResourceRow(
    "office-management",
    "c5393580-f805-4401-95e8-94b7a6ef2fc2",
    "Office 365 Management APIs",
);
static EXCHANGE: &ResourceRow = &ResourceRow(
    "exchange",
    "00000002-0000-0ff1-ce00-000000000000",
    "Office 365 Exchange Online",
);
static SHAREPOINT: &ResourceRow = &ResourceRow(
    "sharepoint",
    "00000003-0000-0ff1-ce00-000000000000",
    "Office 365 SharePoint Online",
);
static TEAMS_ADMIN: &ResourceRow = &ResourceRow(
    "teams-admin",
    "48ac35b8-9aa8-4d74-927d-1f4a14a0b239",
    "Skype and Teams Tenant Admin API",
);
static RIGHTS_MANAGEMENT: &ResourceRow = &ResourceRow(
    "rights-management",
    "00000012-0000-0000-c000-000000000000",
    "Microsoft Rights Management Services",
);
static INFORMATION_PROTECTION: &ResourceRow = &ResourceRow(
    "information-protection",
    "870c4f2e-85b6-4d43-bdda-6ed9a579b725",
    "Microsoft Information Protection Sync Service",
);

impl ResourceRow {
    fn entry(&self) -> ResourceId {
        ResourceId {
            key: Cow::Borrowed(self.0),
            app_id: AppId::from_table(self.1),
            name: Cow::Borrowed(self.2),
        }
    }
}

/// A permission as the tables write it.
#[derive(Debug)]
struct PermissionRow {
    resource: &'static ResourceRow,
    name: &'static str,
    kind: PermissionKind,
    id: &'static str,
    why: &'static str,
    narrower: Option<&'static str>,
    since: u32,
}

impl PermissionRow {
    const fn application(
        resource: &'static ResourceRow,
        name: &'static str,
        id: &'static str,
        why: &'static str,
    ) -> Self {
        Self {
            resource,
            name,
            kind: PermissionKind::Application,
            id,
            why,
            narrower: None,
            since: 1,
        }
    }

    const fn delegated(
        resource: &'static ResourceRow,
        name: &'static str,
        id: &'static str,
        why: &'static str,
    ) -> Self {
        Self {
            kind: PermissionKind::Delegated,
            ..Self::application(resource, name, id, why)
        }
    }

    const fn narrower(mut self, text: &'static str) -> Self {
        self.narrower = Some(text);
        self
    }

    const fn since(mut self, version: u32) -> Self {
        self.since = version;
        self
    }

    fn entry(&self) -> Permission {
        let (risk, reason) = assess(self.name, self.kind);
        Permission {
            resource: self.resource.entry(),
            name: Cow::Borrowed(self.name),
            kind: self.kind,
            id: PermissionId::from_table(self.id),
            why: Cow::Borrowed(self.why),
            narrower: self.narrower.map(Cow::Borrowed),
            risk,
            risk_reason: reason.map(Cow::Borrowed),
            since: self.since,
        }
    }
}

/// A set as the tables write it.
#[derive(Debug)]
struct SetRow {
    id: &'static str,
    slug: &'static str,
    name: &'static str,
    since: u32,
    permissions: &'static [PermissionRow],
    settings: &'static [SettingRow],
    notes: &'static [&'static str],
}

/// A directory role wanted on a set's service principal.
#[derive(Debug)]
struct SettingRow {
    role: &'static str,
    name: &'static str,
    need: Need,
    why: &'static str,
}

impl SetRow {
    fn entry(&self) -> PermissionSet {
        let id = SetId::from_table(self.id);
        PermissionSet {
            slug: Cow::Borrowed(self.slug),
            name: Cow::Borrowed(self.name),
            version: super::VERSION,
            since: self.since,
            permissions: self.permissions.iter().map(PermissionRow::entry).collect(),
            settings: self.settings.iter().map(|row| row.entry(&id)).collect(),
            notes: borrowed(self.notes),
            source: Source::Builtin,
            id,
        }
    }
}

impl SettingRow {
    fn entry(&self, set: &SetId) -> Setting {
        Setting {
            set: set.clone(),
            role: RoleTemplateId::from_table(self.role),
            role_name: Cow::Borrowed(self.name),
            need: self.need,
            why: Cow::Borrowed(self.why),
        }
    }
}

/// An app as the tables write it.
#[derive(Debug)]
struct AppRow {
    id: &'static str,
    name: &'static str,
    aliases: &'static [&'static str],
    purpose: &'static str,
    enables: &'static str,
    required: &'static [&'static str],
    optional: &'static [&'static str],
    notes: &'static [&'static str],
    seed: bool,
    console: &'static str,
    since: u32,
}

impl AppRow {
    fn entry(&self) -> App {
        let sets = |ids: &[&'static str]| ids.iter().map(|id| SetId::from_table(id)).collect();
        App {
            id: Cow::Borrowed(self.id),
            name: Cow::Borrowed(self.name),
            aliases: borrowed(self.aliases),
            purpose: Cow::Borrowed(self.purpose),
            enables: Cow::Borrowed(self.enables),
            required: sets(self.required),
            optional: sets(self.optional),
            notes: borrowed(self.notes),
            settings: Vec::new(),
            seed: self.seed,
            console: Cow::Borrowed(self.console),
            since: self.since,
            source: Source::Builtin,
        }
    }
}

fn borrowed(texts: &[&'static str]) -> Vec<Text> {
    texts.iter().map(|text| Cow::Borrowed(*text)).collect()
}

impl Catalog {
    /// The catalog that ships with the tool: about a hundred small structs
    /// made from `static` rows; nothing is parsed.
    pub fn builtin() -> Self {
        let mut catalog = Self {
            version: super::VERSION,
            date: Cow::Borrowed(super::DATE),
            apps: apps::APPS.iter().map(AppRow::entry).collect(),
            sets: sets::SETS.iter().map(SetRow::entry).collect(),
            resources: [
                GRAPH,
                OFFICE_MANAGEMENT,
                EXCHANGE,
                SHAREPOINT,
                TEAMS_ADMIN,
                RIGHTS_MANAGEMENT,
                INFORMATION_PROTECTION,
            ]
            .into_iter()
            .map(ResourceRow::entry)
            .collect(),
        };
        let settings: Vec<_> = catalog
            .apps
            .iter()
            .map(|app| catalog.settings_of(app))
            .collect();
        for (app, settings) in catalog.apps.iter_mut().zip(settings) {
            app.settings = settings;
        }
        catalog
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{CONSOLE, Catalog, Need, PermissionKind};
    use crate::catalog::{App, Risk, VERSION};
    use crate::ids::{AppId, PermissionId, RoleTemplateId};

    #[test]
    fn every_guid_parses_to_itself() {
        let catalog = Catalog::builtin();
        for resource in &catalog.resources {
            let parsed: AppId = resource.app_id.as_str().parse().unwrap();
            assert_eq!(parsed, resource.app_id);
        }
        for set in &catalog.sets {
            for permission in &set.permissions {
                let parsed: PermissionId = permission.id.as_str().parse().unwrap();
                assert_eq!(parsed, permission.id, "{}", permission.name);
                assert!(catalog.resources.contains(&permission.resource));
            }
            for setting in &set.settings {
                let parsed: RoleTemplateId = setting.role.as_str().parse().unwrap();
                assert_eq!(parsed, setting.role);
                let role = crate::catalog::roles::by_template(&setting.role).unwrap();
                assert_eq!(role.name, setting.role_name);
            }
        }
    }

    #[test]
    fn permissions_are_unique_and_the_dangerous_ones_say_why() {
        for set in Catalog::builtin().sets {
            let mut seen = BTreeSet::new();
            for one in set.permissions {
                assert!(
                    seen.insert((one.resource.app_id, one.name.clone())),
                    "{}",
                    one.name
                );
                assert!(!one.why.is_empty());
                assert_eq!(
                    one.risk >= Risk::High,
                    one.risk_reason.is_some(),
                    "{}",
                    one.name
                );
                assert!((set.since..=VERSION).contains(&one.since));
                let delegated = one.kind == PermissionKind::Delegated;
                assert_eq!(delegated, one.name == "User.Read");
            }
        }
    }

    #[test]
    fn apps_name_sets_that_exist_and_no_name_means_two_apps() {
        let catalog = Catalog::builtin();
        let mut names = BTreeSet::new();
        for app in &catalog.apps {
            assert!(!app.required.is_empty(), "{}", app.id);
            for id in app.required.iter().chain(&app.optional) {
                assert_eq!(&catalog.set(id.as_str()).unwrap().id, id);
            }
            let own: BTreeSet<String> = app.names().map(crate::catalog::lookup::folded).collect();
            for name in own {
                assert!(names.insert(name.clone()), "{name}");
            }
            assert!(!app.console.is_empty() && !CONSOLE.is_empty());
        }
        for set in &catalog.sets {
            assert!(catalog.apps_of(set).next().is_some(), "{}", set.id);
        }
    }

    #[test]
    fn the_original_four_come_first_with_the_sets_that_the_design_decides() {
        let catalog = Catalog::builtin();
        let ids = |app: &App| -> (String, Vec<String>, Vec<String>) {
            let texts =
                |sets: &[crate::catalog::SetId]| sets.iter().map(ToString::to_string).collect();
            (
                app.id.to_string(),
                texts(&app.required),
                texts(&app.optional),
            )
        };
        let four: Vec<_> = catalog
            .apps
            .iter()
            .take_while(|app| app.seed)
            .map(ids)
            .collect();
        let expected = [
            ("mobile-security", vec!["s1"], vec![]),
            ("search", vec!["s3"], vec!["s2"]),
            ("risk-insights", vec!["s2"], vec!["s3", "s5"]),
            ("zero-trust-secure-access", vec!["s3"], vec!["s1", "s4"]),
        ];
        assert_eq!(four.len(), expected.len());
        for (found, (id, required, optional)) in four.iter().zip(expected) {
            assert_eq!(found.0, id);
            assert_eq!(found.1, required);
            assert_eq!(found.2, optional);
        }
        assert_eq!(catalog.apps.iter().filter(|app| app.seed).count(), 4);
        let search = catalog.app("search").unwrap();
        assert!(search.settings.iter().any(|one| one.need == Need::Wanted));
    }
}
