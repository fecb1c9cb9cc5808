//! Graph calls in reports: each call with its outcome, then the status of the apps.
//! Shared by all commands that write to Graph.
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;

use crate::output::view::{Cell, Step, Table, View};
use crate::reports::status::{AppStatus, condition_cell};

/// One Graph call.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct StepReport {
    /// HTTP method.
    pub method: String,
    /// Path below `/v1.0`.
    pub path: String,
    /// Request body.
    pub body: Option<Value>,
    /// Outcome of the call.
    pub state: StepState,
    /// Error message from Graph.
    pub error: Option<String>,
    /// HTTP status code of Graph's response; null if there was none.
    pub status_code: Option<u16>,
    /// Graph's `request-id`.
    pub request_id: Option<String>,
    /// The `client-request-id` of the last attempt, for the audit log.
    #[serde(skip)]
    pub client_request_id: Option<String>,
    /// Graph's diagnostic header about the server that answered, for the audit log.
    #[serde(skip)]
    pub diagnostic: Option<String>,
}

/// Outcome of a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum StepState {
    /// Planned only, by a dry run.
    Planned,
    /// Graph accepted the call.
    Done,
    /// Already present before the call.
    AlreadyThere,
    /// Unknown outcome: only reading the state back can tell.
    Unclear,
    /// Graph refused the call.
    Failed,
    /// Not attempted, because an earlier call failed.
    NotTried,
}

/// Appends the exact calls of a dry run to `view`, or the sentence `none` if there are none.
pub(super) fn with_dry_run_calls<'a>(
    view: View,
    steps: impl Iterator<Item = &'a StepReport>,
    none: &str,
) -> View {
    let lines: Vec<Cell> = steps
        .map(|step| {
            let body = step.body.as_ref().map(Value::to_string).unwrap_or_default();
            Cell::from(format!("{} {} {body}", step.method, step.path).trim_end())
        })
        .collect();
    if lines.is_empty() {
        return view.text(none);
    }
    view.heading("Calls; none was sent").list(lines)
}

/// Returns a cell with the outcome of one change. `is_visible` is whether Graph shows the
/// change, or needs no read-back.
pub(super) fn change_cell(text: &str, step: &StepReport, is_visible: bool) -> Cell {
    let error = step.error.as_deref().unwrap_or("failed");
    match step.state {
        _ if is_visible => Cell::good(format!("{text}: done")),
        StepState::Done | StepState::AlreadyThere => {
            Cell::warning(format!("{text}: not visible in Graph yet"))
        }
        StepState::Failed | StepState::Unclear => Cell::bad(format!("{text}: {error}")),
        StepState::Planned | StepState::NotTried => Cell::warning(format!("{text}: not tried")),
    }
}

/// Appends a table with the status of each app.
pub(super) fn with_app_table(view: View, apps: &[AppStatus]) -> View {
    let mut table = Table::new(&[("App", "app"), ("Status", "status")]);
    for app in apps {
        table.row([Cell::from(app.id.as_str()), condition_cell(app.status)]);
    }
    view.table(table)
}

/// Returns the commands that fix the apps, each with the reason of the app's status.
pub(super) fn remedy_steps(apps: &[AppStatus]) -> impl Iterator<Item = Step> + '_ {
    apps.iter().filter_map(|app| {
        let command = app.remedy.command.as_ref()?;
        Some(Step::run(app.reason.as_str(), command.as_str()))
    })
}
