//! `audit archive`: archives a damaged log and starts a new one that records this first.
use std::sync::Arc;

use serde_json::json;

use super::log::{CheckedLog, LAST_TASK};
use super::{chosen_tenant, command_for_tenant, fault_of, no_log_failure, open_log, path_text};
use crate::audit::{self, Activity, Event, Phase, Target};
use crate::cli::audit::ArchiveArgs;
use crate::context::audit_context::AuditContext;
use crate::context::{CommandResult, Ctx, Outcome};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::journal::Journal;
use crate::reports::audit::archive::AuditArchive;

/// Archives the log if it is damaged.
pub(crate) fn run(ctx: &mut Ctx<'_>, args: &ArchiveArgs) -> CommandResult {
    // The next line of a concurrent run would be the first of the new log, and it would be
    // unknown which tasks are in the old log.
    let alone = match chosen_tenant(ctx)? {
        Some(tenant) if Journal::open_read_only(ctx.dirs, &tenant)?.is_some() => {
            Some(Journal::open(ctx.dirs, &tenant)?)
        }
        Some(_) | None => None,
    };
    let Some((tenant, log)) = open_log(ctx)? else {
        return Err(no_log_failure(ctx));
    };
    let path = path_text(log.path());
    let head = log.head().cloned();
    let last_task = log.last_task();
    let mut lines = 0;
    let CheckedLog { result, missing } = log.for_each_line::<Failure>(|number, _| {
        lines = number;
        Ok(())
    })?;
    let Some(fault) = fault_of(&result) else {
        return Err(Failure::new(
            Exit::Refused,
            "there is nothing wrong with the audit log: it goes on as it is",
        )
        .run(command_for_tenant(ctx, &tenant, "audit verify")));
    };
    let now = ctx.clock.now();
    let stamp = now.strftime("%Y%m%dT%H%M%S%3fZ").to_string();
    let moved_to = audit::archive(ctx.dirs, &tenant, &stamp)?;
    let put_away = moved_to.as_deref().map(path_text);
    let trail = AuditContext::for_local_change(&tenant, "audit archive", Some(args.reason.clone()));
    let event = Event {
        target: Some(Target {
            id: "audit-log".to_owned(),
            name: moved_to
                .as_deref()
                .and_then(std::path::Path::file_name)
                .map_or_else(String::new, |name| name.to_string_lossy().into_owned()),
        }),
        prior: Some(Arc::new(json!({
            "lines": lines,
            "damage": fault.damage,
            "line": fault.line,
            "head": head.map(|head| head.after),
            LAST_TASK: last_task,
            "missingTasks": missing,
        }))),
        detail: Some(fault.why.clone()),
        ..trail.event(Activity::Create, Phase::Success)
    };
    audit::record(ctx.dirs, &tenant, now, &[event])?;
    drop(alone);
    Ok(Outcome::done(AuditArchive {
        next: command_for_tenant(ctx, &tenant, "audit verify").to_string(),
        tenant,
        fault,
        put_away,
        file: path,
    }))
}
