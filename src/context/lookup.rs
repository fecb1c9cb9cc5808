//! The catalog that counts here, what was meant by a name typed, and what
//! this machine recorded. Local: nothing here asks the network.
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

/// The built-in catalog, with the user's own file laid over it where the
/// settings name one.
///
/// # Errors
/// Exit 2 where that file has a mistake, 10 where others could have changed it,
/// 12 where it calls a permission what it is not.
pub(crate) fn catalog(ctx: &Ctx<'_>) -> Result<Catalog, Failure> {
    catalog_of(ctx.dirs)
}

/// The catalog of a run that may use `dirs`.
///
/// # Errors
/// As those of [`catalog`].
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

/// The apps that are meant; all where none is named. Everything that is not
/// known is reported together.
///
/// # Errors
/// Exit 2 with near names.
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

/// The app that is meant.
///
/// # Errors
/// Exit 2 with near names.
pub(crate) fn find_app<'c>(
    ctx: &Ctx<'_>,
    catalog: &'c Catalog,
    named: &str,
) -> Result<&'c App, Failure> {
    catalog
        .app(named)
        .map_err(|error| unknown_names(ctx, &[error]))
}

/// The permission set that is meant.
///
/// # Errors
/// Exit 2 with near names.
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

/// The state of a tenant, read.
///
/// # Errors
/// Exit 8 or 10 where it cannot be used.
pub(crate) fn load_tenant_state(
    ctx: &Ctx<'_>,
    tenant: &TenantId,
) -> Result<(Store, TenantState), Failure> {
    let store = Store::for_tenant(ctx.dirs, tenant);
    let state = store.load()?;
    Ok((store, state))
}

/// What the rules of the Status column take from the state.
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

/// The bindings of `sets`, in their order.
///
/// # Errors
/// Exit 2 where one is not bound, saying where the vendor's console shows the id.
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

/// Where the vendor's console shows the id that a binding needs.
pub(crate) fn console_hint() -> String {
    format!("the vendor's console shows the client id: {CLIENT_ID_IN_CONSOLE}")
}

/// The sets of several apps, each once, in the catalog's order.
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
