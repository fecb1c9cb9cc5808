//! `sandbox faults`: the faults that are set, and those that are available.
use schemars::JsonSchema;
use serde::Serialize;

use super::scenarios::{SandboxChoice, choices_table};
use crate::output::Report;
use crate::output::view::{Cell, Table, View};

/// A fault that is set, and how often it occurred.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct SandboxFault {
    /// The fault as written on the command line.
    pub fault: String,
    /// Description of the fault.
    pub description: String,
    /// How often the fault has occurred so far.
    pub strikes: u64,
}

/// The faults that are set, and those that are available.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct SandboxFaults {
    /// The faults that are set.
    pub set: Vec<SandboxFault>,
    /// The available faults; empty if not requested.
    pub available: Vec<SandboxChoice>,
}

impl Report for SandboxFaults {
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
                .table(choices_table("Fault", &self.available));
        }
        view
    }
}
