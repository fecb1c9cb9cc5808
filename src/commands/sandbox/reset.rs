//! `sandbox reset`: puts the simulated tenant into its initial state.
use super::{begin, sandbox_of};
use crate::cli::sandbox::ResetArgs;
use crate::context::{CommandResult, Ctx, Outcome};
use crate::failure::Failure;
use crate::reports::sandbox::reset::SandboxReset;
use crate::sandbox::{Scenario, TENANT_NAME};

/// Resets the simulated tenant.
///
/// # Errors
/// Exit 8 if the local state cannot be written.
pub(crate) fn run(ctx: &mut Ctx<'_>, args: &ResetArgs) -> CommandResult {
    let ResetArgs {} = args;
    Ok(Outcome::done(reset_sandbox(ctx, None)?))
}

/// Replaces the current tenant with a new one, in `scenario` if one is named.
///
/// # Errors
/// Exit 8 if the local state cannot be written.
pub(super) fn reset_sandbox(
    ctx: &mut Ctx<'_>,
    scenario: Option<Scenario>,
) -> Result<SandboxReset, Failure> {
    let sandbox = sandbox_of(ctx)?;
    let now = ctx.clock.now();
    let tenant = begin::seed_sandbox(now, ctx.dirs, &ctx.store, scenario)?;
    sandbox.with_tenant(|known| *known = tenant);
    Ok(SandboxReset {
        tenant: TENANT_NAME.to_owned(),
        scenario: scenario.map(|scenario| scenario.to_string()),
        description: scenario.map(Scenario::description),
    })
}
