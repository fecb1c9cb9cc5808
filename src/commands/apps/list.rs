//! `apps list`: shows the catalog with the last recorded status. Local: no network.
use crate::catalog::{App, Catalog, PermissionSet};
use crate::cli::apps::ListArgs;
use crate::context::lookup;
use crate::context::resolve_target;
use crate::context::{CommandResult, Ctx, Outcome};
use crate::failure::Failure;
use crate::ids::TenantId;
use crate::reports::apps::list::{AppsList, ListedApp, ListedSet, RecordedStatus};
use crate::state::{KnownTenant, TenantState, known_tenant};

/// Runs `apps list`.
pub(crate) fn run(ctx: &mut Ctx<'_>, args: &ListArgs) -> CommandResult {
    let ListArgs {} = args;
    let catalog = lookup::catalog(ctx)?;
    let (state, note) = recorded_state(ctx)?;
    let apps = catalog
        .apps
        .iter()
        .map(|app| listed_app(ctx, &catalog, app, state.as_ref()))
        .collect();
    Ok(Outcome::done(AppsList {
        tenant: state.map(|state| state.tenant),
        note,
        catalog_version: catalog.version,
        catalog_date: catalog.date.to_string(),
        apps,
        check: ctx.command("status").to_string(),
    }))
}

/// Returns the local state of the selected tenant, or why there is none.
pub(crate) fn recorded_state(
    ctx: &Ctx<'_>,
) -> Result<(Option<TenantState>, Option<String>), Failure> {
    Ok(match choose_tenant(ctx)? {
        KnownTenant::One(tenant) => (Some(lookup::load_tenant_state(ctx, &tenant)?.1), None),
        KnownTenant::NoneYet => (
            None,
            Some("No tenant is known on this machine yet: sign in, then run status.".to_owned()),
        ),
        KnownTenant::Several(tenants) => {
            let all: Vec<&str> = tenants.iter().map(TenantId::as_str).collect();
            let note = format!(
                "Several tenants are known here; name one with --tenant: {}",
                all.join(", ")
            );
            (None, Some(note))
        }
    })
}

fn choose_tenant(ctx: &Ctx<'_>) -> Result<KnownTenant, Failure> {
    let named = resolve_target::choose_target(ctx, None)?.tenant;
    Ok(known_tenant(ctx.dirs, named.as_ref()))
}

fn listed_app(
    ctx: &Ctx<'_>,
    catalog: &Catalog,
    app: &App,
    state: Option<&TenantState>,
) -> ListedApp {
    let id = app.id.as_ref();
    let now = ctx.clock.now();
    let set = |set: &PermissionSet, required| ListedSet {
        id: set.id.to_string(),
        name: set.name.to_string(),
        required,
        client_id: state
            .and_then(|state| state.bindings.get(&set.id))
            .map(|binding| binding.client_id.clone()),
    };
    let required = catalog.required_sets(app).map(|one| set(one, true));
    let optional = catalog.optional_sets(app).map(|one| set(one, false));
    ListedApp {
        id: id.to_owned(),
        name: app.name.to_string(),
        aliases: app.aliases.iter().map(ToString::to_string).collect(),
        purpose: app.purpose.to_string(),
        enables: app.enables.to_string(),
        sets: required.chain(optional).collect(),
        recorded: state
            .and_then(|state| state.statuses.get(id))
            .map(|record| RecordedStatus {
                status: record.status,
                status_text: record.status.text().to_owned(),
                reason: record.reason.clone(),
                at: record.at,
                age_seconds: now.as_second().saturating_sub(record.at.as_second()).max(0),
            }),
        blocked: state.is_some_and(|state| state.blocked.contains_key(id)),
    }
}
