//! `sandbox reset`: the state that the simulated tenant was reset to.
use schemars::JsonSchema;
use serde::Serialize;

use crate::cli::command_line::{CommandLine, TargetFlags};
use crate::output::Report;
use crate::output::view::{Cell, Step, View};

/// State that the simulated tenant was reset to.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct SandboxReset {
    /// Name of the simulated organization.
    pub tenant: String,
    /// Scenario that was set up; null for the initial state.
    pub scenario: Option<String>,
    /// Description of the scenario.
    pub description: Option<String>,
}

impl Report for SandboxReset {
    fn view(&self) -> View {
        let scenario = match (&self.scenario, &self.description) {
            (Some(name), Some(text)) => format!("{name} ({text})"),
            (Some(name), None) => name.clone(),
            (None, _) => "the beginning".to_owned(),
        };
        View::new()
            .fact("Tenant", self.tenant.as_str())
            .fact("Scenario", Cell::strong(scenario))
            .next([Step::run(
                "see what it shows",
                CommandLine::from_words("status").with_target(&TargetFlags::sandbox_only(true)),
            )])
    }
}
