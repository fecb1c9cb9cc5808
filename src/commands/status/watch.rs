//! `status --watch`: checks repeatedly and prints changes, until Ctrl-C or until the
//! output is closed.
use std::time::Duration;

use crate::catalog::{App, Catalog};
use crate::cli::Format;
use crate::context::connect::Connected;
use crate::context::{CommandResult, Ctx, Outcome};
use crate::domain::health::Condition;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::output::{self, Style, json};
use crate::reports::status::StatusReport;
use crate::reports::status::event::StatusEvent;

/// Shortest interval against a real tenant: changes are rare, and reads count against a
/// quota that all tools of the tenant share.
pub(super) const MIN_INTERVAL: Duration = Duration::from_secs(10);
/// How often a pause checks the output's reader and redraws its line.
const TICK: Duration = Duration::from_secs(1);

/// Last printed status of an app, with the fields whose change is printed.
#[derive(Debug, PartialEq, Eq)]
struct LastStatus {
    app: String,
    status: Condition,
    reason: String,
}

/// Checks every `interval`. A failed read shows as Unknown. If the output is closed, the
/// exit code is that of the last check.
///
/// # Errors
/// Fails if the local state cannot be used or the output cannot be written.
pub(super) async fn watch(
    ctx: &mut Ctx<'_>,
    connected: &Connected,
    catalog: &Catalog,
    apps: &[&App],
    interval: Duration,
) -> CommandResult {
    let mut before: Vec<LastStatus> = Vec::new();
    while !ctx.interrupt.is_requested() {
        let (report, exit) = super::check_once(ctx, connected, catalog, apps).await?;
        let now: Vec<LastStatus> = report.apps.iter().map(LastStatus::of).collect();
        let is_read = now == before || print_changes(ctx, &report, &before)?;
        before = now;
        if !is_read || !wait_unless_interrupted(ctx, interval).await {
            return Ok(Outcome::silent(exit));
        }
    }
    Ok(Outcome::silent(Exit::Interrupted))
}

impl LastStatus {
    fn of(app: &crate::reports::status::AppStatus) -> Self {
        Self {
            app: app.id.clone(),
            status: app.status,
            reason: app.reason.clone(),
        }
    }
}

/// Waits for the next check or Ctrl-C, and shows on a terminal that the watch is
/// running. Returns whether the output still has a reader.
async fn wait_unless_interrupted(ctx: &Ctx<'_>, interval: Duration) -> bool {
    let talk = ctx.io.status_writer();
    let mut remaining = interval;
    while !remaining.is_zero() && !ctx.interrupt.is_requested() && ctx.io.has_reader() {
        if ctx.io.terminal.redraws {
            let seconds = remaining.as_secs();
            talk.redraw(&format!("watching; next check in {seconds} s, Ctrl-C ends"));
        }
        let tick = TICK.min(remaining);
        tokio::select! {
            () = ctx.interrupt.wait_for_interrupt() => {}
            () = ctx.clock.sleep(tick) => {}
        }
        remaining = remaining.saturating_sub(tick);
    }
    talk.clear();
    ctx.io.has_reader()
}

/// Prints the changes since `before`. Returns whether the output still has a reader.
fn print_changes(
    ctx: &mut Ctx<'_>,
    report: &StatusReport,
    before: &[LastStatus],
) -> Result<bool, Failure> {
    let sandbox = ctx.dirs.sandbox;
    let text = if ctx.global.format() == Format::Jsonl && ctx.global.query.is_none() {
        let changed = report.apps.iter().filter_map(|app| {
            let known = before.iter().find(|known| known.app == app.id);
            (known != Some(&LastStatus::of(app)))
                .then(|| StatusEvent::from_app(report, app, known.map(|known| known.status)))
        });
        changed.map(|event| json::lines(&event, sandbox)).collect()
    } else {
        let terminal = ctx.io.measure_terminal();
        let style = Style {
            width: terminal.width,
            color: terminal.color_out,
            accessible: terminal.accessible,
            ascii: terminal.ascii,
        };
        let query = ctx.global.query.as_deref();
        output::render(report, ctx.global.format(), query, sandbox, style)
            .map_err(|error| Failure::from_error(Exit::Usage, error))?
    };
    match ctx.io.answer(&text) {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => Ok(false),
        Err(error) => Err(Failure::from_error(Exit::Fault, error).context("could not write")),
    }
}
