//! Parses and checks `config.toml`.
use std::collections::BTreeMap;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use toml_edit::{DocumentMut, TableLike};

use super::guard_rails::GuardRails;
use super::policy::NetworkRules;
use super::{DEFAULT_PROFILE, clouds, guard_rails, machine};
use crate::cli::values;
use crate::graph::Origin;
use crate::ids::{AppId, TenantId};
use crate::text::near;

/// A profile: a tenant and how to sign in to it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(default)]
pub struct ProfileEntry {
    /// The tenant.
    pub tenant: Option<TenantId>,
    /// The application.
    pub client_id: Option<AppId>,
    /// The cloud; `public` by default.
    pub cloud: Option<String>,
    /// PEM file for unattended sign-in.
    pub certificate: Option<PathBuf>,
    /// File with a client secret for unattended sign-in.
    pub client_secret_file: Option<PathBuf>,
    /// Whether changes require `--reason`.
    pub reason_required: bool,
}

/// A cloud that is not built in.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct CloudEntry {
    /// URL of the sign-in service.
    pub authority: String,
    /// URL of Microsoft Graph.
    pub graph: String,
    /// PEM file of roots to trust in addition to the system's.
    pub ca_file: Option<PathBuf>,
    /// Maximum number of writes per 150 seconds and application; by default the quota of
    /// Microsoft Graph. No flag or variable sets it, so no run exceeds what a cloud allows.
    pub writes_per_150_seconds: Option<NonZeroUsize>,
}

/// The contents of the file.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// Name of the default profile.
    pub default_profile: Option<String>,
    /// Catalog file that extends the built-in catalog.
    pub catalog: Option<PathBuf>,
    /// Profiles by name.
    pub profiles: BTreeMap<String, ProfileEntry>,
    /// Clouds by name.
    pub clouds: BTreeMap<String, CloudEntry>,
    /// Guard-rails.
    pub guard_rails: GuardRails,
}

const TOP: [&str; 5] = [
    "default_profile",
    "catalog",
    "profiles",
    "clouds",
    "guard_rails",
];
const PROFILE: [&str; 6] = [
    "tenant",
    "client_id",
    "cloud",
    "certificate",
    "client_secret_file",
    "reason_required",
];
/// Keys of `[network]`, a table that only the machine's policy may have.
const NETWORK: [&str; 2] = ["forbid_proxy", "forbid_environment_roots"];
const CLOUD: [&str; 4] = ["authority", "graph", "ca_file", "writes_per_150_seconds"];

impl Settings {
    /// Returns `named`, or else the name of the default profile.
    pub fn profile_name(&self, named: Option<String>) -> String {
        named
            .or_else(|| self.default_profile.clone())
            .unwrap_or_else(|| DEFAULT_PROFILE.to_owned())
    }

    /// Resolves the relative paths of signer and CA files against `folder`, never against the
    /// current folder.
    pub(super) fn resolve_paths(mut self, folder: &Path) -> Self {
        let signers = self.guard_rails.allowed_signers.iter_mut();
        let roots = self.clouds.values_mut();
        for path in signers.chain(roots.filter_map(|cloud| cloud.ca_file.as_mut())) {
            *path = folder.join(&*path);
        }
        self
    }

    /// Parses the text of the file.
    ///
    /// # Errors
    /// Says what is wrong, with the key.
    pub fn parse(text: &str) -> Result<Self, String> {
        let document = parse_toml(text)?;
        check_keys(document.as_table(), "", &TOP)?;
        for (section, known) in [("profiles", &PROFILE[..]), ("clouds", &CLOUD[..])] {
            for (name, entry) in table_entries(document.get(section), section)? {
                values::parse_name(name).map_err(|why| format!("{section}.{name}: {why}"))?;
                let path = format!("{section}.{name}");
                let table = entry
                    .as_table_like()
                    .ok_or_else(|| format!("{path} must be a table"))?;
                check_keys(table, &path, known)?;
            }
        }
        check_guard_rail_keys(&document)?;
        let mut settings: Self = toml_edit::de::from_document(document)
            .map_err(|error| error.message().trim().to_owned())?;
        record_protected_lines(&mut settings.guard_rails, text);
        settings.check()?;
        Ok(settings)
    }

    fn check(&self) -> Result<(), String> {
        for (name, cloud) in &self.clouds {
            if clouds::built_in(name).is_some() {
                return Err(format!("clouds.{name} has the name of a built-in cloud"));
            }
            let origin = |key: &str, url: &str| {
                Origin::parse(url).map_err(|why| format!("clouds.{name}.{key}: {why}"))
            };
            let authority = origin("authority", &cloud.authority)?;
            let graph = origin("graph", &cloud.graph)?;
            clouds::check_cloud_hosts(&authority, &graph)
                .map_err(|why| format!("clouds.{name}: {why}"))?;
        }
        for (name, profile) in &self.profiles {
            if profile.certificate.is_some() && profile.client_secret_file.is_some() {
                return Err(format!(
                    "profiles.{name} has both certificate and client_secret_file"
                ));
            }
        }
        self.guard_rails.check()
    }
}

pub(super) fn parse_toml(text: &str) -> Result<DocumentMut, String> {
    text.parse().map_err(|error: toml_edit::TomlError| {
        let line = error
            .span()
            .and_then(|span| text.get(..span.start))
            .map_or(1, |before| before.matches('\n').count() + 1);
        format!("line {line}: {}", error.message())
    })
}

fn check_guard_rail_keys(document: &DocumentMut) -> Result<(), String> {
    check_table_keys(document, "guard_rails", &guard_rails::KEYS)
}

/// Checks that the table `name` has only known keys, if it exists.
pub(super) fn check_table_keys(
    document: &DocumentMut,
    name: &str,
    known: &[&str],
) -> Result<(), String> {
    let Some(item) = document.get(name) else {
        return Ok(());
    };
    let table = item
        .as_table_like()
        .ok_or_else(|| format!("{name} must be a table"))?;
    check_keys(table, name, known)
}

/// The guard-rails and network rules of the machine's policy.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Policy {
    pub guard_rails: GuardRails,
    pub network: NetworkRules,
}

/// Parses the text of the machine's policy.
///
/// # Errors
/// Says what is wrong, with the key.
pub(super) fn parse_policy(text: &str) -> Result<Policy, String> {
    let document = parse_toml(text)?;
    let tables = ["guard_rails", "network", "state", "audit"];
    check_keys(document.as_table(), "", &tables)?;
    check_guard_rail_keys(&document)?;
    check_table_keys(&document, "network", &NETWORK)?;
    check_table_keys(&document, "state", &machine::STATE)?;
    check_table_keys(&document, "audit", &machine::AUDIT)?;
    let mut policy: Policy = toml_edit::de::from_document(document)
        .map_err(|error| error.message().trim().to_owned())?;
    record_protected_lines(&mut policy.guard_rails, text);
    policy.guard_rails.check()?;
    Ok(policy)
}

/// Records the line numbers of protected entries, for messages.
fn record_protected_lines(rules: &mut GuardRails, text: &str) {
    let Ok(document) = toml_edit::Document::parse(text) else {
        return;
    };
    let lines = |key: &str| -> Vec<usize> {
        let table = document
            .get("guard_rails")
            .and_then(toml_edit::Item::as_table_like);
        let list = table
            .and_then(|table| table.get(key))
            .and_then(toml_edit::Item::as_array);
        let spans = list
            .into_iter()
            .flatten()
            .filter_map(toml_edit::Value::span);
        spans
            .filter_map(|span| text.get(..span.start))
            .map(|before| before.matches('\n').count() + 1)
            .collect()
    };
    rules.protected_lines = lines("protected");
    rules.protected_group_lines = lines("protected_groups");
}

/// Returns the entries of the table of tables `name`; empty if it does not exist.
fn table_entries<'a>(
    item: Option<&'a toml_edit::Item>,
    name: &str,
) -> Result<Vec<(&'a str, &'a toml_edit::Item)>, String> {
    match item {
        None => Ok(Vec::new()),
        Some(item) => Ok(item
            .as_table_like()
            .ok_or_else(|| format!("{name} must be a table"))?
            .iter()
            .collect()),
    }
}

/// Checks that all keys are known: a misspelled one would have no effect.
fn check_keys(table: &dyn TableLike, path: &str, known: &[&str]) -> Result<(), String> {
    let Some((key, _)) = table.iter().find(|(key, _)| !known.contains(key)) else {
        return Ok(());
    };
    let full = if path.is_empty() {
        key.to_owned()
    } else {
        format!("{path}.{key}")
    };
    let alike = near(key, known.iter().copied());
    let hint = if alike.is_empty() {
        format!("known are {}", known.join(", "))
    } else {
        format!("did you mean {}?", alike.join(" or "))
    };
    Err(format!("unknown key {full}; {hint}"))
}

#[cfg(test)]
mod tests {
    use super::Settings;

    #[test]
    fn complete_file_is_parsed() {
        let settings = Settings::parse(
            r#"
default_profile = "prod"
[profiles.prod]
tenant = "11111111-1111-4111-8111-111111111111"
client_id = "22222222-2222-4222-8222-222222222222"
cloud = "lab"
[clouds.lab]
authority = "https://login.lab.example"
graph = "http://localhost:8443"
writes_per_150_seconds = 9000
[guard_rails]
protected = ["a@b.example", "33333333-3333-4333-8333-333333333333"]
"#,
        )
        .unwrap();
        assert_eq!(settings.default_profile.as_deref(), Some("prod"));
        assert_eq!(settings.guard_rails.protected.len(), 2);
        let quota = settings.clouds["lab"].writes_per_150_seconds;
        assert_eq!(quota.map(std::num::NonZeroUsize::get), Some(9_000));
        assert!(Settings::parse("").unwrap().profiles.is_empty());
    }

    #[test]
    fn protected_entries_have_line_numbers() {
        let settings = Settings::parse(
            "[guard_rails]\n# people\nprotected = ['a@b.example',\n\n 'c@b.example']\n\
             protected_groups = ['33333333-3333-4333-8333-333333333333']\n",
        )
        .unwrap();
        assert_eq!(settings.guard_rails.protected_lines, [3, 5]);
        assert_eq!(settings.guard_rails.protected_group_lines, [6]);
        let inline = Settings::parse("guard_rails = { protected = ['a@b.example'] }").unwrap();
        assert_eq!(inline.guard_rails.protected_lines, [1]);
    }

    #[test]
    fn errors_name_what_is_wrong() {
        for (text, wanted) in [
            ("defualt_profile = 'x'", "did you mean default_profile?"),
            ("[profiles.a]\ntenat = 'x'", "profiles.a.tenat"),
            ("[profiles.a]\ntenant = 'x'", "is not a GUID"),
            ("[profiles.'../a']", "a name has 1 to 64"),
            (
                "[clouds.public]\nauthority='https://a.example'\ngraph='https://b.example'",
                "built-in",
            ),
            (
                "[clouds.a]\nauthority='http://a.example'\ngraph='https://b.example'",
                "must be https",
            ),
            ("[clouds.a]\nauthority='https://a.example'", "graph"),
            (
                "[clouds.a]\nauthority='https://login.microsoftonline.com'\ngraph='https://b.example'",
                "clouds.a: https://login.microsoftonline.com does not belong to https://b.example",
            ),
            (
                "[clouds.a]\nauthority='https://a.example'\ngraph='https://b.example'\nwrites_per_150_seconds=0",
                "nonzero",
            ),
            ("[guard_rails]\nprotected=['x']", "neither an object id"),
            ("[guard_rails]\nallow=['x']", "guard_rails.allow"),
            ("a = = b", "line 1"),
            ("profiles = 3", "profiles must be a table"),
        ] {
            let why = Settings::parse(text).unwrap_err();
            assert!(why.contains(wanted), "{text}: {why}");
        }
    }
}
