//! `sandbox scenario list`: the scenarios.
use schemars::JsonSchema;
use serde::Serialize;

use crate::output::Report;
use crate::output::view::{Cell, Table, View};

/// A fault or scenario that can be chosen by name.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct SandboxChoice {
    /// Name on the command line.
    pub name: String,
    /// What the fault or scenario does.
    pub description: String,
}

pub(super) fn choices_table(title: &'static str, list: &[SandboxChoice]) -> Table {
    let mut table = Table::new(&[(title, "name"), ("What it does", "description")]);
    for choice in list {
        table.row([
            Cell::strong(choice.name.as_str()),
            Cell::from(choice.description.as_str()),
        ]);
    }
    table
}

/// The available scenarios.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct SandboxScenes {
    /// The scenarios, in the order of the states that they show.
    pub scenarios: Vec<SandboxChoice>,
}

impl Report for SandboxScenes {
    fn view(&self) -> View {
        View::new().table(choices_table("Scenario", &self.scenarios))
    }
}
