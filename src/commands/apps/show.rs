//! `apps show`: every permission of an app. Local: no network.
use crate::catalog::PermissionSet;
use crate::cli::apps::ShowArgs;
use crate::commands::apps::list;
use crate::context::lookup;
use crate::context::{CommandResult, Ctx, Outcome};
use crate::reports::apps::show::{AppShow, ShownPermission, ShownSet, ShownSetting};
use crate::state::TenantState;

/// Runs `apps show APP`.
pub(crate) fn run(ctx: &mut Ctx<'_>, args: &ShowArgs) -> CommandResult {
    let catalog = lookup::catalog(ctx)?;
    let app = lookup::find_app(ctx, &catalog, &args.app)?;
    let (state, _) = list::recorded_state(ctx)?;
    let state = state.as_ref();
    let required = catalog
        .required_sets(app)
        .map(|set| shown_set(set, true, state));
    let optional = catalog
        .optional_sets(app)
        .map(|set| shown_set(set, false, state));
    Ok(Outcome::done(AppShow {
        id: app.id.to_string(),
        name: app.name.to_string(),
        aliases: app.aliases.iter().map(ToString::to_string).collect(),
        purpose: app.purpose.to_string(),
        enables: app.enables.to_string(),
        console: app.console.to_string(),
        notes: app.notes.iter().map(ToString::to_string).collect(),
        source: app.source,
        sets: required.chain(optional).collect(),
        grant: ctx.command("grant").arg(&app.id).to_string(),
    }))
}

fn shown_set(set: &PermissionSet, required: bool, state: Option<&TenantState>) -> ShownSet {
    ShownSet {
        id: set.id.to_string(),
        slug: set.slug.to_string(),
        name: set.name.to_string(),
        required,
        version: set.version,
        client_id: state
            .and_then(|state| state.bindings.get(&set.id))
            .map(|binding| binding.client_id.clone()),
        permissions: set
            .permissions
            .iter()
            .map(|one| ShownPermission {
                resource: one.resource.app_id.clone(),
                resource_name: one.resource.name.to_string(),
                name: one.name.to_string(),
                kind: one.kind,
                id: one.id.clone(),
                why: one.why.to_string(),
                narrower: one.narrower.as_ref().map(ToString::to_string),
                risk: one.risk,
                risk_reason: one.risk_reason.as_ref().map(ToString::to_string),
                since: one.since,
            })
            .collect(),
        settings: set
            .settings
            .iter()
            .map(|one| ShownSetting {
                role: one.role.clone(),
                role_name: one.role_name.to_string(),
                need: one.need,
                why: one.why.to_string(),
            })
            .collect(),
        notes: set.notes.iter().map(ToString::to_string).collect(),
    }
}
