//! `sandbox reset` and `sandbox faults`: how the simulated tenant is set up.
use schemars::JsonSchema;
use serde::Serialize;

use crate::cli::command_line::CommandLine;
use crate::cli::command_line::TargetFlags;
use crate::output::Show;
use crate::output::view::{Cell, Step, Table, View};

/// What the simulated tenant was put back to.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct SandboxReset {
    /// The made-up organization.
    pub tenant: String,
    /// The scenario that was set up.
    pub scenario: Option<String>,
    /// What the scenario means.
    pub description: Option<String>,
}

impl Show for SandboxReset {
    fn kind(&self) -> &'static str {
        "sandbox.reset"
    }

    fn data(&self) -> serde_json::Value {
        crate::output::data_of(self)
    }

    fn view(&self) -> View {
        let scenario = match (&self.scenario, &self.description) {
            (Some(name), Some(text)) => format!("{name} ({text})"),
            (Some(name), None) => name.clone(),
            (None, _) => "the beginning".to_owned(),
        };
        View::new()
            .facts([
                ("Tenant", Cell::from(self.tenant.as_str())),
                ("Scenario", Cell::strong(scenario)),
            ])
            .next([Step::run(
                "see what it shows",
                CommandLine::of("status").with_target(&TargetFlags::sandbox_only(true)),
            )])
    }
}

/// One thing that can be chosen by name.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct SandboxChoice {
    /// Its name on the command line.
    pub name: String,
    /// What it does.
    pub description: String,
}

fn choices(title: &'static str, list: &[SandboxChoice]) -> Table {
    let mut table = Table::new(&[(title, "name"), ("What it does", "description")]);
    for choice in list {
        table.row([
            Cell::strong(choice.name.as_str()),
            Cell::from(choice.description.as_str()),
        ]);
    }
    table
}

/// The scenarios that there are.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct SandboxScenes {
    /// In the order of the states.
    pub scenarios: Vec<SandboxChoice>,
}

impl Show for SandboxScenes {
    fn kind(&self) -> &'static str {
        "sandbox.scenarios"
    }

    fn data(&self) -> serde_json::Value {
        crate::output::data_of(self)
    }

    fn items(&self) -> Option<&'static str> {
        Some("scenarios")
    }

    fn view(&self) -> View {
        View::new().table(choices("Scenario", &self.scenarios))
    }
}

/// A fault that is set, and how often it struck.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct SandboxFault {
    /// As it would be set.
    pub fault: String,
    /// What it does.
    pub description: String,
    /// How often it struck so far.
    pub strikes: u64,
}

/// The faults that are set, and those that there are.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct SandboxFaults {
    /// Those that are set.
    pub set: Vec<SandboxFault>,
    /// Those that there are; empty where they were not asked for.
    pub available: Vec<SandboxChoice>,
}

impl Show for SandboxFaults {
    fn kind(&self) -> &'static str {
        "sandbox.faults"
    }

    fn data(&self) -> serde_json::Value {
        crate::output::data_of(self)
    }

    fn items(&self) -> Option<&'static str> {
        Some("set")
    }

    fn view(&self) -> View {
        let mut table = Table::new(&[
            ("Fault", "fault"),
            ("What it does", "description"),
            ("Struck", "strikes"),
        ]);
        for fault in &self.set {
            table.row([
                Cell::warning(fault.fault.as_str()),
                Cell::from(fault.description.as_str()),
                Cell::from(fault.strikes.to_string()),
            ]);
        }
        let mut view = View::new();
        view = if self.set.is_empty() {
            view.text(Cell::good("No fault is set."))
        } else {
            view.heading("Set").table(table)
        };
        if !self.available.is_empty() {
            view = view
                .heading("Available")
                .table(choices("Fault", &self.available));
        }
        view
    }
}
