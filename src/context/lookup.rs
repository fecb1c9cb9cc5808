//! Lookup of the effective catalog, of apps and sets by name, and of the local state.
//! No network.
use std::collections::BTreeSet;

use crate::catalog::{App, Catalog, CatalogError, PermissionSet, Unknown};
use crate::context::Ctx;
use crate::domain::binding::CLIENT_ID_IN_CONSOLE;
use crate::domain::health::LocalRecord;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::files::{self, FileError};
use crate::ids::TenantId;
use crate::machine::StateDirs;
use crate::settings::Settings;
use crate::state::{Binding, Store, TenantState};

/// Returns the built-in catalog, overlaid with the user's catalog file if the settings
/// name one.
///
/// # Errors
/// Exit 2 if that file has a mistake, 10 if other users could have changed it, 12 if it
/// gives a permission a wrong name.
pub(crate) fn catalog(ctx: &Ctx<'_>) -> Result<Catalog, Failure> {
    catalog_of(ctx.dirs)
}

/// Returns the catalog of a run that uses `dirs`.
///
/// # Errors
/// Same as [`catalog`].
pub(crate) fn catalog_of(dirs: &StateDirs) -> Result<Catalog, Failure> {
    let built_in = Catalog::builtin();
    let Some(folder) = &dirs.config else {
        return Ok(built_in);
    };
    let settings = Settings::load(Some(folder))?;
    let Some(path) = settings.catalog else {
        return Ok(built_in);
    };
    let path = folder.join(path);
    let bytes = files::read_guarded(&path).map_err(|error| {
        let exit = match &error {
            FileError::Untrusted { .. } => Exit::Untrusted,
            FileError::Io { .. } | FileError::Locked { .. } | FileError::NoLocks { .. } => {
                Exit::Usage
            }
        };
        Failure::from_error(exit, error).context("cannot use the catalog file")
    })?;
    let shown = path.display().to_string();
    let text = String::from_utf8(bytes)
        .map_err(|error| Failure::from_error(Exit::Usage, error).context(shown.clone()))?;
    built_in.with_file(&text).map_err(|error| {
        let exit = match &error {
            CatalogError::Mislabeled { .. } => Exit::Refused,
            CatalogError::Syntax { .. }
            | CatalogError::Unplaced(_)
            | CatalogError::Field { .. }
            | CatalogError::Unknown { .. } => Exit::Usage,
        };
        Failure::from_error(exit, error).context(shown)
    })
}

/// Returns the named apps, or all if none is named. Reports all unknown names
/// together.
///
/// # Errors
/// Exit 2 with similar names.
pub(crate) fn find_apps<'c>(
    ctx: &Ctx<'_>,
    catalog: &'c Catalog,
    named: &[String],
) -> Result<Vec<&'c App>, Failure> {
    if named.is_empty() {
        return Ok(catalog.apps.iter().collect());
    }
    let mut found: Vec<&App> = Vec::new();
    let mut unknown = Vec::new();
    for text in named {
        match catalog.app(text) {
            Ok(app) if found.iter().any(|one| one.id == app.id) => {}
            Ok(app) => found.push(app),
            Err(error) => unknown.push(error),
        }
    }
    if unknown.is_empty() {
        Ok(found)
    } else {
        Err(unknown_names(ctx, &unknown))
    }
}

/// Returns the named app.
///
/// # Errors
/// Exit 2 with similar names.
pub(crate) fn find_app<'c>(
    ctx: &Ctx<'_>,
    catalog: &'c Catalog,
    named: &str,
) -> Result<&'c App, Failure> {
    catalog
        .app(named)
        .map_err(|error| unknown_names(ctx, &[error]))
}

/// Returns the named permission set.
///
/// # Errors
/// Exit 2 with similar names.
pub(crate) fn find_set<'c>(
    ctx: &Ctx<'_>,
    catalog: &'c Catalog,
    named: &str,
) -> Result<&'c PermissionSet, Failure> {
    catalog
        .set(named)
        .map_err(|error| unknown_names(ctx, &[error]))
}

fn unknown_names(ctx: &Ctx<'_>, unknown: &[Unknown]) -> Failure {
    let all: Vec<String> = unknown.iter().map(ToString::to_string).collect();
    Failure::new(Exit::Usage, all.join("; ")).run(ctx.command("apps list"))
}

/// Loads the local state of a tenant.
///
/// # Errors
/// Exit 8 or 10 if the state cannot be used.
pub(crate) fn load_tenant_state(
    ctx: &Ctx<'_>,
    tenant: &TenantId,
) -> Result<(Store, TenantState), Failure> {
    let store = Store::for_tenant(ctx.dirs, tenant);
    let state = store.load()?;
    Ok((store, state))
}

/// Returns the facts of the local state that determine the Status column.
pub(crate) fn local_record(state: &TenantState) -> LocalRecord {
    LocalRecord {
        granted: state
            .granted
            .iter()
            .map(|(set, grant)| (set.clone(), grant.catalog_version))
            .collect(),
        bound: state
            .bindings
            .iter()
            .map(|(set, binding)| (set.clone(), binding.client_id.clone()))
            .collect(),
        blocked: state.blocked.keys().cloned().collect(),
        failed: state
            .failed
            .iter()
            .map(|(app, failed)| (app.clone(), failed.why.clone()))
            .collect(),
        names: state.permission_names.clone(),
    }
}

/// Returns the bindings of `sets`, in the same order.
///
/// # Errors
/// Exit 2 if one is not bound, with the page of the vendor's console that shows the id.
pub(crate) fn bound_sets<'a>(
    ctx: &Ctx<'_>,
    state: &'a TenantState,
    sets: &[&'a PermissionSet],
) -> Result<Vec<(&'a PermissionSet, &'a Binding)>, Failure> {
    let unbound: Vec<&PermissionSet> = sets
        .iter()
        .copied()
        .filter(|set| !state.bindings.contains_key(&set.id))
        .collect();
    if unbound.is_empty() {
        return Ok(sets
            .iter()
            .filter_map(|set| Some((*set, state.bindings.get(&set.id)?)))
            .collect());
    }
    let names: Vec<&str> = unbound.iter().map(|set| set.id.as_str()).collect();
    let mut failure = Failure::new(
        Exit::Usage,
        format!(
            "no enterprise application is bound to permission set {}",
            names.join(" and ")
        ),
    )
    .advise(console_hint())
    .run(ctx.command("apps discover"));
    for set in unbound {
        failure = failure.run(ctx.command("apps bind --client-id CLIENT_ID").arg(&set.id));
    }
    Err(failure)
}

/// Returns where the vendor's console shows the client id for a binding.
pub(crate) fn console_hint() -> String {
    format!("the vendor's console shows the client id: {CLIENT_ID_IN_CONSOLE}")
}

/// Returns the sets of these apps, without duplicates, in catalog order.
pub(crate) fn sets_of<'c>(
    catalog: &'c Catalog,
    apps: &[&'c App],
    optional: bool,
) -> Vec<&'c PermissionSet> {
    let wanted: BTreeSet<&str> = apps
        .iter()
        .flat_map(|app| {
            let more: &[_] = if optional { &app.optional } else { &[] };
            app.required.iter().chain(more)
        })
        .map(crate::catalog::SetId::as_str)
        .collect();
    catalog
        .sets
        .iter()
        .filter(|set| wanted.contains(set.id.as_str()))
        .collect()
}
