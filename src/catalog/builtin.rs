//! The built-in catalog, read from the files below `data/`.
//!
//! Facts are from the vendor's page on access permissions and Microsoft's permission
//! lists; all sentences are original. Reading has to be fast: `apps list` does it at
//! each start.
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use super::model::{
    Catalog, Permission, PermissionKind, PermissionSet, Permissions, ResourceId, SetId, Setting,
    Source, Text,
};
use super::risk::assess;
use super::table::{Table, table};
use crate::ids::{AppId, PermissionId};

const APPS: &str = include_str!("data/apps.json");
const SETS: &str = include_str!("data/sets.json");
const APIS: Table<3> = table!("data/apis.tsv", ["key", "app_id", "name"]);
const PERMISSIONS: Table<8> = table!(
    "data/permissions.tsv",
    [
        "set", "api", "kind", "name", "id", "since", "why", "narrower"
    ]
);

/// A permission set as in `data/sets.json`. Its permissions are in `data/permissions.tsv`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SetRow {
    id: SetId,
    slug: Text,
    name: Text,
    since: u32,
    #[serde(default)]
    settings: Vec<Setting>,
    #[serde(default)]
    notes: Vec<Text>,
}

impl From<SetRow> for PermissionSet {
    fn from(row: SetRow) -> Self {
        Self {
            permissions: Permissions::Builtin(row.id.clone()),
            id: row.id,
            slug: row.slug,
            name: row.name,
            version: super::VERSION,
            since: row.since,
            settings: row.settings,
            notes: row.notes,
            source: Source::Builtin,
        }
    }
}

#[expect(clippy::unnecessary_wraps, reason = "as every reader of a row")]
fn parse_api_row([key, app_id, name]: [&'static str; 3]) -> Result<ResourceId, String> {
    Ok(ResourceId {
        key: Cow::Borrowed(key),
        app_id: AppId::from_table(app_id),
        name: Cow::Borrowed(name),
    })
}

/// Parses a row into a permission and the id of the set that requests it.
fn parse_permission_row(
    apis: &[ResourceId],
    [set, api, kind, name, id, since, why, narrower]: [&'static str; 8],
) -> Result<(&'static str, Permission), String> {
    let kind = match kind {
        "application" => PermissionKind::Application,
        "delegated" => PermissionKind::Delegated,
        other => return Err(format!("{other:?} is neither application nor delegated")),
    };
    let (risk, reason) = assess(name, kind);
    Ok((
        set,
        Permission {
            resource: apis
                .iter()
                .find(|known| known.key == api)
                .cloned()
                .ok_or_else(|| format!("{api:?} is no key of apis.tsv"))?,
            name: Cow::Borrowed(name),
            kind,
            id: PermissionId::from_table(id),
            why: Cow::Borrowed(why),
            narrower: (!narrower.is_empty()).then_some(Cow::Borrowed(narrower)),
            risk,
            risk_reason: reason.map(Cow::Borrowed),
            since: since
                .parse()
                .map_err(|_| format!("{since:?} is no catalog version"))?,
        },
    ))
}

/// The permissions of each built-in set, by its id.
static SET_PERMISSIONS: LazyLock<BTreeMap<&str, Vec<Permission>>> = LazyLock::new(|| {
    let apis = APIS.parse(parse_api_row);
    let mut sets = BTreeMap::<_, Vec<_>>::new();
    for (set, one) in PERMISSIONS.parse(|cells| parse_permission_row(&apis, cells)) {
        sets.entry(set).or_default().push(one);
    }
    sets
});

/// Returns the permissions that a built-in set requests; empty if there is no such set.
pub(super) fn permissions_of(set: &SetId) -> &'static [Permission] {
    SET_PERMISSIONS.get(set.as_str()).map_or(&[], Vec::as_slice)
}

impl Catalog {
    /// Returns the catalog that ships with the program. Tests check that every row is valid.
    pub fn builtin() -> Self {
        let sets: Vec<SetRow> = serde_json::from_str(SETS).unwrap_or_default();
        Self {
            version: super::VERSION,
            date: Cow::Borrowed(super::DATE),
            apps: serde_json::from_str(APPS).unwrap_or_default(),
            sets: sets.into_iter().map(PermissionSet::from).collect(),
            resources: APIS.parse(parse_api_row),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{
        APIS, APPS, Catalog, PERMISSIONS, PermissionKind, SET_PERMISSIONS, SETS, SetRow,
        parse_api_row, parse_permission_row,
    };
    use crate::catalog::{App, Need, Risk, VERSION};
    use crate::ids::{AppId, PermissionId, RoleTemplateId};

    /// Returns the rows of a JSON file. Panics with file and line if one is invalid.
    fn json<T: serde::de::DeserializeOwned>(file: &str, text: &str) -> Vec<T> {
        serde_json::from_str(text)
            .unwrap_or_else(|error| panic!("{file}:{}: {error}", error.line()))
    }

    #[test]
    fn every_row_of_the_catalog_can_be_read() {
        APIS.check(parse_api_row);
        let apis = APIS.parse(parse_api_row);
        PERMISSIONS.check(|cells| parse_permission_row(&apis, cells));
        json::<App>("data/apps.json", APPS);
        json::<SetRow>("data/sets.json", SETS);
        let catalog = Catalog::builtin();
        for set in SET_PERMISSIONS.keys() {
            assert!(
                catalog.set(set).is_ok(),
                "data/permissions.tsv: {set:?} is no set"
            );
        }
    }

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
            for one in &set.permissions {
                assert!(
                    seen.insert((one.resource.app_id.clone(), one.name.clone())),
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
            let own: BTreeSet<String> =
                app.names().map(crate::catalog::lookup::fold_name).collect();
            for name in own {
                assert!(names.insert(name.clone()), "{name}");
            }
            assert!(!app.console.is_empty());
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
        let four: Vec<_> = catalog.apps.iter().take(4).map(ids).collect();
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
        let search = catalog.app("search").unwrap();
        let mut settings = catalog.required_sets(search).flat_map(|set| &set.settings);
        assert!(settings.any(|one| one.need == Need::Wanted));
    }
}
