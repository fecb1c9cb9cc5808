//! `reset`: clears a failed grant. Local: no network, changes nothing in Entra.
use crate::cli::reset::ResetArgs;
use crate::commands::apps::list;
use crate::context::lookup;
use crate::context::{CommandResult, Ctx, Outcome};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::reports::reset::ResetReport;
use crate::state::Store;

/// Runs `reset APP`.
pub(crate) fn run(ctx: &mut Ctx<'_>, args: &ResetArgs) -> CommandResult {
    let catalog = lookup::catalog(ctx)?;
    let app = lookup::find_app(ctx, &catalog, &args.app)?;
    let (state, note) = list::recorded_state(ctx)?;
    let Some(state) = state else {
        let why = note.unwrap_or_else(|| "the tenant is not known".to_owned());
        return Err(Failure::new(Exit::Usage, why)
            .run(ctx.command("auth login --tenant TENANT_ID --client-id CLIENT_ID")));
    };
    let mut forgotten = None;
    if state.failed.contains_key(app.id.as_ref()) {
        Store::for_tenant(ctx.dirs, &state.tenant).update(|state| {
            forgotten = state.failed.remove(app.id.as_ref()).map(|one| one.why);
        })?;
    }
    Ok(Outcome::done(ResetReport {
        tenant: state.tenant,
        app: app.id.to_string(),
        forgotten,
        again: ctx.command("grant").arg(&app.id).to_string(),
    }))
}
