//! `zero-trust show`: the switches as recorded on this machine.
use super::switches_report;
use crate::cli::command_line::CommandLine;
use crate::cli::zero_trust::ZeroTrustShowArgs;
use crate::context::resolve_target;
use crate::context::{CommandResult, Ctx, Outcome};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::state::{KnownTenant, Store, Switches, known_tenant};

/// Shows the switches. No network.
pub(crate) fn run(ctx: &mut Ctx<'_>, _args: &ZeroTrustShowArgs) -> CommandResult {
    let named = resolve_target::choose_target(ctx, None)?.tenant;
    match known_tenant(ctx.dirs, named.as_ref()) {
        KnownTenant::One(tenant) => {
            let state = Store::for_tenant(ctx.dirs, &tenant).load()?;
            Ok(Outcome::done(switches_report(
                ctx,
                Some(tenant),
                &state.switches,
            )))
        }
        KnownTenant::NoneYet => Ok(Outcome::done(switches_report(
            ctx,
            None,
            &Switches::default(),
        ))),
        KnownTenant::Several(tenants) => {
            let mut failure = Failure::new(
                Exit::Usage,
                format!("{} tenants are known here: name one", tenants.len()),
            );
            for tenant in tenants.iter().take(3) {
                failure = failure
                    .run(ctx.command(CommandLine::from_words("zero-trust show").tenant(tenant)));
            }
            Err(failure)
        }
    }
}
