//! `sandbox scenario list`: the scenarios.
use schemars::JsonSchema;
use serde::Serialize;

use crate::output::Report;
use crate::output::view::{Cell, Table, View};

/// One thing that can be chosen by name.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct SandboxChoice {
    /// Its name on the command line.
    pub name: String,
    /// What it does.
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

/// The scenarios that there are.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct SandboxScenes {
    /// In the order of the states.
    pub scenarios: Vec<SandboxChoice>,
}

impl Report for SandboxScenes {
    fn view(&self) -> View {
        View::new().table(choices_table("Scenario", &self.scenarios))
    }
}
