//! Edits `config.toml` and leaves everything else in it unchanged.
use std::path::Path;

use toml_edit::{DocumentMut, Item, Table, TableLike, value};

use super::file::{CloudEntry, ProfileEntry, Settings};
use super::{DEFAULT_PROFILE, FILE, SettingsError};
use crate::files::{self, Lock};

/// Adds or replaces a profile. Removes the keys that are `None` in `entry`; keeps
/// `reason_required` and comments.
///
/// # Errors
/// Fails if the file cannot be read, parsed or written.
pub fn put_profile(
    folder: Option<&Path>,
    name: &str,
    entry: &ProfileEntry,
) -> Result<(), SettingsError> {
    edit_file(folder, |document| {
        let profiles = section(document, "profiles").ok_or("profiles must be a table")?;
        let profile = profiles
            .entry(name)
            .or_insert_with(|| Item::Table(Table::new()))
            .as_table_like_mut()
            .ok_or("a profile must be a table")?;
        for (key, text) in profile_fields(entry) {
            match text {
                Some(text) if profile.get(key).and_then(Item::as_str) == Some(text.as_str()) => {}
                Some(text) => {
                    profile.insert(key, value(text));
                }
                None => {
                    profile.remove(key);
                }
            }
        }
        Ok(())
    })
}

/// Adds or replaces a cloud.
///
/// # Errors
/// As [`put_profile`].
pub fn put_cloud(
    folder: Option<&Path>,
    name: &str,
    entry: &CloudEntry,
) -> Result<(), SettingsError> {
    edit_file(folder, |document| {
        let clouds = section(document, "clouds").ok_or("clouds must be a table")?;
        clouds.insert(name, Item::Table(cloud_table(entry)));
        Ok(())
    })
}

/// Returns the table of tables `name`, which is created if missing; `None` if `name` is not
/// a table.
fn section<'a>(document: &'a mut DocumentMut, name: &str) -> Option<&'a mut dyn TableLike> {
    let section = document.entry(name).or_insert_with(|| {
        let mut table = Table::new();
        table.set_implicit(true);
        Item::Table(table)
    });
    section.as_table_like_mut()
}

fn cloud_table(entry: &CloudEntry) -> Table {
    let mut table = Table::new();
    table.insert("authority", value(entry.authority.as_str()));
    table.insert("graph", value(entry.graph.as_str()));
    if let Some(file) = &entry.ca_file {
        table.insert("ca_file", value(file.to_string_lossy().into_owned()));
    }
    if let Some(writes) = entry.writes_per_150_seconds {
        table.insert(
            "writes_per_150_seconds",
            value(i64::try_from(writes.get()).unwrap_or(i64::MAX)),
        );
    }
    table
}

/// Returns a cloud and a profile of the same name as TOML to paste.
///
/// # Errors
/// [`SettingsError::Conflict`] if they are not valid settings.
pub fn to_toml(
    name: &str,
    cloud: &CloudEntry,
    profile: &ProfileEntry,
) -> Result<String, SettingsError> {
    let mut entry = Table::new();
    for (key, text) in profile_fields(profile) {
        if let Some(text) = text {
            entry.insert(key, value(text));
        }
    }
    let mut document = DocumentMut::new();
    for (section, table) in [("clouds", cloud_table(cloud)), ("profiles", entry)] {
        let mut outer = Table::new();
        outer.set_implicit(true);
        outer.insert(name, Item::Table(table));
        document.insert(section, Item::Table(outer));
    }
    let text = document.to_string();
    Settings::parse(&text).map_err(SettingsError::Conflict)?;
    Ok(text)
}

/// Returns the keys of a profile that this program edits, each with its value.
fn profile_fields(entry: &ProfileEntry) -> [(&'static str, Option<String>); 5] {
    let path = |path: &Option<std::path::PathBuf>| {
        path.as_ref()
            .map(|path| path.to_string_lossy().into_owned())
    };
    [
        ("tenant", entry.tenant.as_ref().map(ToString::to_string)),
        (
            "client_id",
            entry.client_id.as_ref().map(ToString::to_string),
        ),
        ("cloud", entry.cloud.clone()),
        ("certificate", path(&entry.certificate)),
        ("client_secret_file", path(&entry.client_secret_file)),
    ]
}

/// Removes a profile. If it was the default profile, the profile `default` becomes the
/// default again.
///
/// # Errors
/// As [`put_profile`].
pub fn remove_profile(folder: Option<&Path>, name: &str) -> Result<(), SettingsError> {
    edit_file(folder, |document| {
        if let Some(profiles) = document
            .get_mut("profiles")
            .and_then(Item::as_table_like_mut)
        {
            profiles.remove(name);
        }
        if document.get("default_profile").and_then(Item::as_str) == Some(name) {
            document.remove("default_profile");
        }
        Ok(())
    })
}

/// Makes a profile the default one.
///
/// # Errors
/// As [`put_profile`].
pub fn set_default_profile(folder: Option<&Path>, name: &str) -> Result<(), SettingsError> {
    edit_file(folder, |document| {
        if name == DEFAULT_PROFILE {
            document.remove("default_profile");
        } else {
            document.insert("default_profile", value(name));
        }
        Ok(())
    })
}

/// Edits the file under a lock; it is replaced only if the result is valid.
fn edit_file(
    folder: Option<&Path>,
    apply: impl FnOnce(&mut DocumentMut) -> Result<(), &'static str>,
) -> Result<(), SettingsError> {
    let folder = folder.ok_or(SettingsError::NoFolder)?;
    let path = folder.join(FILE);
    let wrong = |why: String| SettingsError::Wrong {
        path: path.clone(),
        why,
    };
    let lock = Lock::acquire(&folder.join(".config.lock"))?;
    let bytes = files::read_trusted(&path)?.unwrap_or_default();
    let text = String::from_utf8(bytes).map_err(|_| wrong("it is no UTF-8 text".to_owned()))?;
    Settings::parse(&text).map_err(wrong)?;
    let mut document: DocumentMut = text
        .parse()
        .map_err(|error: toml_edit::TomlError| wrong(error.message().to_owned()))?;
    apply(&mut document).map_err(|why| wrong(why.to_owned()))?;
    let text = document.to_string();
    Settings::parse(&text).map_err(wrong)?;
    files::replace_private(&path, text.as_bytes())?;
    drop(lock);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{put_profile, remove_profile, set_default_profile};
    use crate::settings::{FILE, ProfileEntry, Settings};

    #[test]
    fn edit_keeps_comments_and_other_keys() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(FILE);
        let here = Some(folder.path());
        let text = "# mine\n[guard_rails]\nprotected = [\"a@b.example\"] # never\n";
        crate::files::replace_private(&path, text.as_bytes()).unwrap();
        let entry = ProfileEntry {
            tenant: Some("11111111-1111-4111-8111-111111111111".parse().unwrap()),
            ..ProfileEntry::default()
        };
        put_profile(here, "prod", &entry).unwrap();
        set_default_profile(here, "prod").unwrap();
        let after = std::fs::read_to_string(&path).unwrap();
        assert!(
            after.contains("# mine") && after.contains("# never"),
            "{after}"
        );
        assert!(after.contains("[profiles.prod]"), "{after}");
        let settings = Settings::load(here).unwrap();
        assert_eq!(settings.default_profile.as_deref(), Some("prod"));
        assert_eq!(settings.profiles["prod"], entry);
        remove_profile(here, "prod").unwrap();
        assert_eq!(Settings::load(here).unwrap().default_profile, None);
    }

    #[test]
    fn invalid_file_stays_unchanged() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(FILE);
        crate::files::replace_private(&path, b"tenat = 1\n").unwrap();
        assert!(set_default_profile(Some(folder.path()), "x").is_err());
        assert_eq!(std::fs::read(&path).unwrap(), b"tenat = 1\n");
    }
}
