//! `status`: whether what was granted still holds, asked of Graph now. Its exit
//! code is the answer. It changes nothing in the tenant.
mod watch;

use crate::catalogue::{App, Catalogue};
use crate::cli::access::StatusArgs;
use crate::cli::auth::Purpose;
use crate::commands::apps::lookup;
use crate::commands::connect::{Connected, connect};
use crate::commands::context::{CommandResult, Ctx, Outcome};
use crate::consent::check;
use crate::domain::health::AppHealth;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::reports::status::{AppStatus, StatusReport};

/// Runs `status [APP...]`.
pub(crate) async fn run(ctx: &mut Ctx<'_>, args: &StatusArgs) -> CommandResult {
    let catalogue = lookup::catalogue(ctx)?;
    let apps = lookup::apps(ctx, &catalogue, &args.apps)?;
    let connected = connect(ctx, Purpose::Read).await?;
    if args.watch {
        return watch::run(ctx, &connected, &catalogue, &apps, args.interval).await;
    }
    let (report, exit) = once(ctx, &connected, &catalogue, &apps).await?;
    Ok(Outcome::with(report, exit))
}

/// Checks once and records what was seen.
pub(crate) async fn once(
    ctx: &Ctx<'_>,
    connected: &Connected,
    catalogue: &Catalogue,
    apps: &[&App],
) -> Result<(StatusReport, Exit), Failure> {
    let sets = lookup::sets_of(catalogue, apps, true);
    let tenant = &connected.me.tenant;
    let checked = check::check(ctx, connected, catalogue, &sets).await?;
    let health = checked.assess(catalogue, apps);
    checked.remember(ctx, catalogue, &health);
    let exit = check::exit(&checked.facts, &health);
    let report = StatusReport {
        tenant: tenant.clone(),
        organization: checked.state.sync.and_then(|sync| sync.organization),
        checked_at: ctx.clock.now(),
        catalogue_version: catalogue.version,
        healthy: health.iter().all(|app| app.condition.is_healthy()),
        apps: health.iter().map(|app| app_status(ctx, app)).collect(),
    };
    Ok((report, exit))
}

/// An app's health as a report shows it, with commands that can be copied.
pub(crate) fn app_status(ctx: &Ctx<'_>, app: &AppHealth) -> AppStatus {
    AppStatus::of(app, &ctx.target_flags())
}
