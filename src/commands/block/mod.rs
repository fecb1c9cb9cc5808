//! `block`: disconnects an app on this machine; with `--disable`, `--revoke` or
//! `--delete` in Entra as well. `grant` connects it again.
mod entra;

use crate::audit::{Activity, Event, Phase, Target};
use crate::catalog::{App, Catalog, PermissionSet};
use crate::cli::block::{BlockArgs, EntraBlock};
use crate::commands::apps::list;
use crate::context::audit_context::AuditContext;
use crate::context::lookup;
use crate::context::{CommandResult, Ctx, Outcome};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::ids::TenantId;
use crate::reports::block::BlockReport;
use crate::state::{Blocked, Store};

/// Runs `block APP`.
pub(crate) async fn run(ctx: &mut Ctx<'_>, args: &BlockArgs) -> CommandResult {
    let catalog = lookup::catalog(ctx)?;
    let app = &lookup::find_app(ctx, &catalog, &args.app)?.clone();
    if let Some(change) = args.in_entra.change() {
        return entra::run(ctx, args, change, catalog, app).await;
    }
    let (state, note) = list::recorded_state(ctx)?;
    let Some(state) = state else {
        let why = note.unwrap_or_else(|| "the tenant is not known".to_owned());
        return Err(Failure::new(Exit::Usage, why)
            .run(ctx.command("auth login --tenant TENANT_ID --client-id CLIENT_ID")));
    };
    let already = state.blocked.contains_key(app.id.as_ref());
    let report = BlockReport {
        tenant: state.tenant.clone(),
        app: app.id.to_string(),
        name: app.name.to_string(),
        action: "block".to_owned(),
        already_blocked: already,
        blocked: !args.agreement.dry_run || already,
        dry_run: args.agreement.dry_run,
        lost: app.enables.to_string(),
        also_affected: Vec::new(),
        steps: Vec::new(),
        reconnect: ctx.command("grant").arg(&app.id).to_string(),
        further: [EntraBlock::Disable, EntraBlock::Revoke, EntraBlock::Delete]
            .map(|change| {
                let line = ctx.command("block").arg(&app.id);
                line.flag(change.flag()).to_string()
            })
            .to_vec(),
    };
    let trail =
        AuditContext::for_local_change(&state.tenant, "block", args.agreement.reason.clone());
    if args.agreement.dry_run {
        trail.record_or_warn(ctx, &[switch_event(&trail, app, Phase::DryRun)]);
    } else if !already {
        trail.record_intent(ctx, &[switch_event(&trail, app, Phase::Intent)])?;
        mark_blocked(ctx, &state.tenant, app, None)?;
        if let Some(exit) = trail.record_or_warn(ctx, &[switch_event(&trail, app, Phase::Success)])
        {
            return Ok(Outcome::with(report, exit));
        }
    }
    Ok(Outcome::done(report))
}

/// Returns the audit event of the block on this machine.
fn switch_event(trail: &AuditContext, app: &App, phase: Phase) -> Event {
    Event {
        target: Some(Target {
            id: app.id.to_string(),
            name: app.name.to_string(),
        }),
        new: Some(serde_json::json!({ "blocked": true })),
        ..trail.event(Activity::Update, phase)
    }
}

/// Records in the local state that `app` is blocked.
pub(super) fn mark_blocked(
    ctx: &Ctx<'_>,
    tenant: &TenantId,
    app: &App,
    by: Option<String>,
) -> Result<(), Failure> {
    let at = ctx.clock.now();
    Store::for_tenant(ctx.dirs, tenant)
        .update(|state| {
            let blocked = Blocked { at, by };
            state.blocked.entry(app.id.to_string()).or_insert(blocked);
        })
        .map(drop)
        .map_err(crate::failure::Failure::from)
}

/// Returns the ids of the other apps that use one of `sets`.
pub(super) fn other_affected_apps(
    catalog: &Catalog,
    app: &App,
    sets: &[&PermissionSet],
) -> Vec<String> {
    catalog
        .apps
        .iter()
        .filter(|other| other.id != app.id)
        .filter(|other| {
            let uses = |id| other.required.contains(id) || other.optional.contains(id);
            sets.iter().any(|set| uses(&set.id))
        })
        .map(|other| other.id.to_string())
        .collect()
}
