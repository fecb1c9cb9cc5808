//! `status`: whether the required permissions are still granted, as read from Graph now.
//! The exit code is the result. Changes nothing in the tenant.
mod watch;

use url::Url;

use crate::catalog::{App, Catalog};
use crate::cli::auth::Purpose;
use crate::cli::status::StatusArgs;
use crate::consent::check;
use crate::context::connect::{Connected, connect};
use crate::context::lookup;
use crate::context::{CommandResult, Ctx, Outcome};
use crate::domain::health::AppHealth;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::reports::status::{AppStatus, StatusReport};
use crate::settings::FILE;

/// Runs `status [APP...]`.
pub(crate) async fn run(ctx: &mut Ctx<'_>, args: &StatusArgs) -> CommandResult {
    let catalog = lookup::catalog(ctx)?;
    let apps = lookup::find_apps(ctx, &catalog, &args.apps)?;
    // The sandbox allows shorter intervals.
    let is_real = ctx.target.is_none();
    if args.watch && is_real && args.interval < watch::MIN_INTERVAL {
        return Err(Failure::new(
            Exit::Usage,
            "--interval is at least 10s against a real tenant",
        )
        .run(ctx.command("status --watch --interval 10s")));
    }
    let connected = connect(ctx, Purpose::Read).await?;
    if args.watch {
        return watch::watch(ctx, &connected, &catalog, &apps, args.interval).await;
    }
    let (report, exit) = check_once(ctx, &connected, &catalog, &apps).await?;
    Ok(Outcome::with(report, exit))
}

/// Checks once, records the result, and returns the report with its exit code.
pub(crate) async fn check_once(
    ctx: &Ctx<'_>,
    connected: &Connected,
    catalog: &Catalog,
    apps: &[&App],
) -> Result<(StatusReport, Exit), Failure> {
    let sets = lookup::sets_of(catalog, apps, true);
    let tenant = &connected.me.tenant;
    let checked = check::check(ctx, connected, catalog, &sets).await?;
    let health = checked.assess(catalog, apps);
    checked.remember(ctx, catalog, &health);
    let exit = check::status_exit(&checked.facts, &health);
    let report = StatusReport {
        tenant: tenant.clone(),
        organization: checked.state.sync.and_then(|sync| sync.organization),
        checked_at: ctx.clock.now(),
        catalog_version: catalog.version,
        healthy: health.iter().all(|app| app.condition.is_healthy()),
        apps: health.iter().map(|app| app_status(ctx, app)).collect(),
        settings_file: settings_file(ctx).unwrap_or_else(|| FILE.to_owned()),
    };
    Ok((report, exit))
}

/// Returns the relative path of config.toml, if it is below the working folder. A path
/// elsewhere would mean nothing to a reader of the report.
fn settings_file(ctx: &Ctx<'_>) -> Option<String> {
    let here = Url::from_directory_path(std::path::absolute(".").ok()?).ok()?;
    let file = ctx.dirs.config.as_ref()?.join(FILE);
    let address = here.make_relative(&Url::from_file_path(file).ok()?)?;
    (!address.starts_with("..")).then_some(address)
}

/// Returns an app's health in report form, with commands to copy.
pub(crate) fn app_status(ctx: &Ctx<'_>, app: &AppHealth) -> AppStatus {
    AppStatus::from_health(app, &ctx.target_flags())
}
