//! `troubleshoot`: findings as cause, remedy and command.
use jiff::Timestamp;
use schemars::JsonSchema;
use serde::Serialize;

use crate::ids::TenantId;
use crate::output::Report;
use crate::output::view::{Cell, Step, Table, View};
use crate::reports::status::{AppStatus, condition_cell, permissions_table, with_set_facts};

/// Findings about an app.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Troubleshoot {
    /// Id of the tenant.
    pub tenant: TenantId,
    /// Time when Graph was read.
    #[schemars(with = "String")]
    pub checked_at: Timestamp,
    /// Id of the app, such as `search`.
    pub app: String,
    /// Name of the app.
    pub name: String,
    /// Status of the app.
    pub status: Option<AppStatus>,
    /// The findings, causes first.
    pub findings: Vec<Finding>,
}

/// Severity of a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Weight {
    /// The finding keeps the app from working.
    Cause,
    /// The finding keeps part of the app from working, or is a risk.
    Warning,
    /// The finding is for information.
    Note,
}

/// One finding.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Finding {
    /// Severity.
    pub weight: Weight,
    /// Cause of the problem.
    pub cause: String,
    /// How to fix the problem.
    pub remedy: String,
    /// The command to run, if any.
    pub command: Option<String>,
}

impl Finding {
    /// Returns a finding that keeps the app from working.
    pub fn cause(cause: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self::new(Weight::Cause, cause.into(), remedy.into())
    }

    /// Returns a finding that keeps part of the app from working, or is a risk.
    pub fn warning(cause: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self::new(Weight::Warning, cause.into(), remedy.into())
    }

    /// Returns a finding for information.
    pub fn note(cause: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self::new(Weight::Note, cause.into(), remedy.into())
    }

    fn new(weight: Weight, cause: String, remedy: String) -> Self {
        Self {
            weight,
            cause,
            remedy,
            command: None,
        }
    }

    /// Adds the command that fixes the problem.
    #[must_use]
    pub fn with_command(mut self, command: String) -> Self {
        self.command = Some(command);
        self
    }
}

impl Report for Troubleshoot {
    fn view(&self) -> View {
        let mut view = View::new().heading(format!("{} ({})", self.name, self.app));
        if let Some(status) = &self.status {
            view = view
                .fact("Status", condition_cell(status.status))
                .fact("Why", status.reason.as_str());
            for set in &status.sets {
                let missing: Vec<_> = set
                    .permissions
                    .iter()
                    .filter(|line| {
                        line.standing != crate::domain::consent::PermissionStatus::Granted
                    })
                    .cloned()
                    .collect();
                let need = if set.required { "required" } else { "optional" };
                view = view.heading(format!("Set {} ({need})", set.id));
                view = with_set_facts(view, set).table(permissions_table(&missing));
            }
        }
        let mut table = Table::new(&[("", "weight"), ("", "cause"), ("", "remedy")]);
        let mut read = Vec::new();
        for one in &self.findings {
            let weight = match one.weight {
                Weight::Cause => Cell::bad("cause"),
                Weight::Warning => Cell::warning("warning"),
                Weight::Note => Cell::dim("note"),
            };
            let text = format!("{}: {} {}", weight.text, one.cause, one.remedy);
            read.push(Cell::new(text, weight.tone));
            table.row([
                weight,
                Cell::from(one.cause.as_str()),
                Cell::from(one.remedy.as_str()),
            ]);
        }
        view.heading("Findings").table(table).list(read).next(
            self.findings
                .iter()
                .filter_map(|one| Some(Step::run(one.cause.as_str(), one.command.as_ref()?))),
        )
    }
}
