//! `sandbox reset`: puts the simulated tenant back to its beginning, or into a scenario.
use super::{begin, tenant_of};
use crate::cli::sandbox::ResetArgs;
use crate::context::{CommandResult, Ctx, Outcome};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::reports::sandbox::reset::SandboxReset;
use crate::reports::sandbox::scenarios::{SandboxChoice, SandboxScenes};
use crate::sandbox::{NoSuchScenario, Scenario, TENANT_NAME};
use crate::text::near;

/// Begins again, or lists the scenarios.
///
/// # Errors
/// Exit 2 where there is no such scenario, 8 where the local state cannot be written.
pub(crate) fn run(ctx: &mut Ctx<'_>, args: &ResetArgs) -> CommandResult {
    let sandbox = tenant_of(ctx)?;
    if args.list {
        let scenarios = Scenario::all()
            .into_iter()
            .map(|scenario| SandboxChoice {
                name: scenario.to_string(),
                description: scenario.description(),
            })
            .collect();
        return Ok(Outcome::done(SandboxScenes { scenarios }));
    }
    let scenario = args
        .scenario
        .as_deref()
        .map(|name| {
            name.parse::<Scenario>()
                .map_err(|error| no_such_scenario(&error))
        })
        .transpose()?;
    let now = ctx.clock.now();
    let tenant = begin::begin(now, ctx.dirs, &ctx.store, scenario)?;
    sandbox.with_tenant(|known| *known = tenant);
    Ok(Outcome::done(SandboxReset {
        tenant: TENANT_NAME.to_owned(),
        scenario: scenario.map(|scenario| scenario.to_string()),
        description: scenario.map(Scenario::description),
    }))
}

fn no_such_scenario(error: &NoSuchScenario) -> Failure {
    let names: Vec<String> = Scenario::all().iter().map(ToString::to_string).collect();
    let mut failure = Failure::new(Exit::Usage, error);
    let close = near(&error.0, names.iter().map(String::as_str));
    if !close.is_empty() {
        failure = failure.advise(format!("did you mean {}?", close.join(" or ")));
    }
    failure.run("sandbox reset --list")
}
