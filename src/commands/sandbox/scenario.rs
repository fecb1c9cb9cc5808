//! `sandbox scenario`: lists the scenarios, or starts the simulated tenant in one.
use super::reset;
use crate::cli::sandbox::ScenarioCommand;
use crate::context::{CommandResult, Ctx, Outcome};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::reports::sandbox::scenarios::{SandboxChoice, SandboxScenes};
use crate::sandbox::{NoSuchScenario, Scenario};
use crate::text::near;

/// Lists the scenarios, or sets one.
///
/// # Errors
/// Exit 2 if there is no such scenario, 8 if the local state cannot be written.
pub(crate) fn run(ctx: &mut Ctx<'_>, args: &ScenarioCommand) -> CommandResult {
    match args {
        ScenarioCommand::List(_) => {
            let choice = |scenario: Scenario| SandboxChoice {
                name: scenario.to_string(),
                description: scenario.description(),
            };
            let scenarios = Scenario::all().into_iter().map(choice).collect();
            Ok(Outcome::done(SandboxScenes { scenarios }))
        }
        ScenarioCommand::Set(args) => {
            let scenario: Scenario = args.name.parse().map_err(unknown_scenario_failure)?;
            Ok(Outcome::done(reset::reset_sandbox(ctx, Some(scenario))?))
        }
    }
}

fn unknown_scenario_failure(error: NoSuchScenario) -> Failure {
    let names: Vec<String> = Scenario::all().iter().map(ToString::to_string).collect();
    let close = near(&error.0, names.iter().map(String::as_str)).join(" or ");
    let mut failure = Failure::new(Exit::Usage, error);
    if !close.is_empty() {
        failure = failure.advise(format!("did you mean {close}?"));
    }
    failure.run("sandbox scenario list")
}
