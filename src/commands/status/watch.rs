//! `status --watch`: checks again and again and prints what changed, until
//! Ctrl-C.
use std::time::Duration;

use crate::catalog::{App, Catalog};
use crate::cli::Format;
use crate::context::connect::Connected;
use crate::context::{CommandResult, Ctx, Outcome};
use crate::domain::health::Condition;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::output::{self, Style, json};
use crate::reports::status::{StatusEvent, StatusReport};

/// Checks every `interval`. Ends where the user asks for it, or where the local
/// state cannot be used; a read that fails shows as Unknown.
pub(super) async fn run(
    ctx: &mut Ctx<'_>,
    connected: &Connected,
    catalog: &Catalog,
    apps: &[&App],
    interval: Duration,
) -> CommandResult {
    let mut before: Vec<(String, Condition, String)> = Vec::new();
    while !ctx.interrupt.is_asked() {
        let (report, _) = super::once(ctx, connected, catalog, apps).await?;
        let now: Vec<(String, Condition, String)> = report
            .apps
            .iter()
            .map(|app| (app.id.clone(), app.status, app.reason.clone()))
            .collect();
        // Once the reader has gone there is nobody to watch for.
        if now != before && !print(ctx, &report, &before)? {
            return Ok(Outcome::silent(Exit::Done));
        }
        before = now;
        ctx.clock.sleep(interval).await;
    }
    Ok(Outcome::silent(Exit::Interrupted))
}

/// Prints what changed; whether somebody still reads it.
fn print(
    ctx: &mut Ctx<'_>,
    report: &StatusReport,
    before: &[(String, Condition, String)],
) -> Result<bool, Failure> {
    let sandbox = ctx.dirs.sandbox;
    let text = if ctx.global.output == Format::Jsonl && ctx.global.query.is_none() {
        let events = report.apps.iter().filter_map(|app| {
            let old = before.iter().find(|(id, _, _)| *id == app.id);
            let same =
                old.is_some_and(|(_, status, why)| *status == app.status && *why == app.reason);
            (!same).then(|| StatusEvent::of(report, app, old.map(|(_, status, _)| *status)))
        });
        events.map(|event| json::lines(&event, sandbox)).collect()
    } else {
        let terminal = ctx.io.measured();
        let style = Style {
            width: terminal.width,
            color: terminal.color_out,
            accessible: terminal.accessible,
            ascii: terminal.ascii,
        };
        let query = ctx.global.query.as_deref();
        output::render(report, ctx.global.output, query, sandbox, style)
            .map_err(|error| Failure::from_error(Exit::Usage, error))?
    };
    match ctx.io.answer(&text) {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => Ok(false),
        Err(error) => Err(Failure::from_error(Exit::Fault, error).context("could not write")),
    }
}
