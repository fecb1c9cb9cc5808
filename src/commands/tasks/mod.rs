//! `tasks`: account actions and their outcomes. One file per subcommand.
//!
//! `list`, `show` and `export` read the local journal. No network.
pub(crate) mod apply;
pub(crate) mod export;
pub(crate) mod list;
mod open;
pub(crate) mod resume;
pub(crate) mod show;
pub(crate) mod undo;
mod undo_devices;
pub(crate) mod verify;

use crate::cli::command_line::CommandLine;
use crate::cli::tasks::TasksCommand;
use crate::context::Ctx;
use crate::context::resolve_target;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::ids::TenantId;

crate::commands::commands! {
    TasksCommand {
        TasksCommand::List(args) => local(args, list::run), "tasks.list" tasks::list::TaskList ["tasks"];
        TasksCommand::Show(args) => local(args, show::run), "tasks.show" tasks::show::TaskShow ["steps"];
        TasksCommand::Resume(args) => remote(args, resume::run);
        TasksCommand::Verify(args) => remote(args, verify::run), "tasks.verify" tasks::verify::TaskVerify ["findings"];
        TasksCommand::Undo(args) => remote(args, undo::run);
        TasksCommand::Apply(args) => remote(args, apply::run);
        TasksCommand::Export(args) => local(args, export::run), "tasks.export" tasks::export::TaskExport ["steps"];
    }
}

/// Returns the tenant whose journal to read: the selected one, or the only tenant with a
/// journal on this machine. `None` if there is none.
fn chosen_tenant(ctx: &Ctx<'_>) -> Result<Option<TenantId>, Failure> {
    if let Some(tenant) = resolve_target::choose_target(ctx, None)?.tenant {
        return Ok(Some(tenant));
    }
    let Some(state) = &ctx.dirs.state else {
        return Ok(None);
    };
    let mut tenants: Vec<TenantId> = crate::files::sorted_names(state)
        .into_iter()
        .filter_map(|name| name.parse().ok())
        .filter(|tenant: &TenantId| state.join(tenant.as_str()).join("journal.db").is_file())
        .collect();
    tenants.sort_unstable();
    match tenants.as_slice() {
        [] => Ok(None),
        [one] => Ok(Some(one.clone())),
        [first, ..] => Err(Failure::new(
            Exit::Usage,
            format!("there are journals of {} tenants: name one", tenants.len()),
        )
        .run(ctx.command(CommandLine::from_words("tasks list").tenant(first)))),
    }
}
