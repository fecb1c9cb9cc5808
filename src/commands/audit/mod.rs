//! `audit`: the local log of actions from this machine, and checks whether it was
//! changed. One file per subcommand. No network.
pub(crate) mod archive;
mod clock;
pub(crate) mod export;
mod log;
pub(crate) mod show;
pub(crate) mod verify;

use self::log::Log;
use crate::audit::{self, Broken, Intact};
use crate::cli::audit::AuditCommand;
use crate::cli::audit::Filter;
use crate::cli::command_line::CommandLine;
use crate::context::Ctx;
use crate::context::resolve_target;
use crate::domain::audit_entry::EntryFilter;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::ids::TenantId;
use crate::reports::audit::fault::Fault;

crate::commands::commands! {
    AuditCommand {
        AuditCommand::Show(args) => local(args, show::run), "audit.show" audit::show::AuditShow ["lines"];
        AuditCommand::Verify(args) => local(args, verify::run), "audit.verify" audit::verify::AuditVerify;
        AuditCommand::Export(args) => local(args, export::run), "audit.export" audit::export::AuditExport;
        AuditCommand::Archive(args) => local(args, archive::run), "audit.archive" audit::archive::AuditArchive;
    }
}

/// Returns the tenant whose audit log to read: the selected one, or the only tenant with a
/// log, head or journal on this machine. `None` if there is none.
fn chosen_tenant(ctx: &Ctx<'_>) -> Result<Option<TenantId>, Failure> {
    if let Some(tenant) = resolve_target::choose_target(ctx, None)?.tenant {
        return Ok(Some(tenant));
    }
    let Some(state) = &ctx.dirs.state else {
        return Ok(None);
    };
    let mut tenants: Vec<TenantId> = crate::files::sorted_names(state)
        .into_iter()
        .chain(crate::files::sorted_names(&state.join("heads")))
        .filter_map(|name| name.trim_end_matches(".json").parse().ok())
        .filter(|tenant| {
            let files = [
                audit::log_path(ctx.dirs, tenant),
                audit::head_path(ctx.dirs, tenant),
                // If log and head are missing, the journal shows that they existed.
                Some(state.join(tenant.as_str()).join("journal.db")),
            ];
            files.iter().flatten().any(|path| path.exists())
        })
        .collect();
    tenants.sort_unstable();
    tenants.dedup();
    match tenants.as_slice() {
        [] => Ok(None),
        [one] => Ok(Some(one.clone())),
        [first, ..] => Err(Failure::new(
            Exit::Usage,
            format!("there are records of {} tenants: name one", tenants.len()),
        )
        .run(ctx.command(CommandLine::from_words("audit show").tenant(first)))),
    }
}

/// Returns the log of the tenant; `None` if there is none and never was one.
fn open_log(ctx: &Ctx<'_>) -> Result<Option<(TenantId, Log)>, Failure> {
    let Some(tenant) = chosen_tenant(ctx)? else {
        return Ok(None);
    };
    let log = Log::open(ctx, &tenant)?;
    Ok(log.map(|log| (tenant, log)))
}

/// Returns the failure for a missing log: a check that had nothing to read did not
/// succeed.
fn no_log_failure(ctx: &Ctx<'_>) -> Failure {
    Failure::new(
        Exit::NotFound,
        "there is no audit log on this machine: nothing was done yet",
    )
    .run(ctx.command("audit show"))
}

/// Returns a command for this tenant.
fn command_for_tenant(
    ctx: &Ctx<'_>,
    tenant: &TenantId,
    line: impl Into<CommandLine>,
) -> CommandLine {
    match &ctx.global.tenant {
        Some(_) => ctx.command(line.into().tenant(tenant)),
        None => ctx.command(line),
    }
}

fn fault_of(judged: &Result<Intact, Broken>) -> Option<Fault> {
    judged.as_ref().err().map(|broken| Fault {
        line: broken.line,
        damage: broken.damage,
        why: broken.why.clone(),
    })
}

/// Returns the filter that the flags describe.
fn to_entry_filter(ctx: &Ctx<'_>, filter: &Filter) -> EntryFilter {
    let now = ctx.clock.now();
    EntryFilter {
        since: filter.since.map(|when| when.to_timestamp(now)),
        until: filter.until.map(|when| when.to_timestamp(now)),
        task: filter.task,
        target: filter.target.clone(),
        actor: filter.actor.clone(),
        action: filter.action.clone(),
        outcomes: filter.outcome.iter().map(|one| (*one).into()).collect(),
    }
}

/// Returns a path as text, ready to copy.
fn path_text(path: &std::path::Path) -> String {
    path.to_string_lossy().into_owned()
}
