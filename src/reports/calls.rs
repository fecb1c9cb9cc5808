//! Graph calls as reports show them: what each one is and how it ended, and how
//! the apps stand afterwards. One form for every command that writes.
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;

use crate::output::view::{Cell, Step, Table, View};
use crate::reports::status::{AppStatus, condition_cell};

/// One call.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct StepReport {
    /// HTTP method.
    pub method: String,
    /// Path below `/v1.0`.
    pub path: String,
    /// What it carries.
    pub body: Option<Value>,
    /// What became of it.
    pub state: StepState,
    /// What Graph said.
    pub error: Option<String>,
    /// HTTP status.
    pub status_code: Option<u16>,
    /// Graph's `request-id`.
    pub request_id: Option<String>,
    /// Our number of the last try, for the audit log.
    #[serde(skip)]
    pub client_request_id: Option<String>,
    /// What Graph says of the machine that answered, for the audit log.
    #[serde(skip)]
    pub diagnostic: Option<String>,
}

/// What became of a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum StepState {
    /// It was only planned.
    Planned,
    /// Graph said yes.
    Done,
    /// It was there already.
    AlreadyThere,
    /// Nobody knows; reading decides.
    Unclear,
    /// Graph said no.
    Failed,
    /// An earlier call failed.
    NotTried,
}

/// What a dry run adds to the plan: the exact calls, or `none` in a sentence.
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

/// How one change ended; `shown` where Graph shows it, or where an answer is
/// enough.
pub(super) fn change_cell(text: &str, step: &StepReport, shown: bool) -> Cell {
    let error = step.error.as_deref().unwrap_or("failed");
    match step.state {
        _ if shown => Cell::good(format!("{text}: done")),
        StepState::Done | StepState::AlreadyThere => {
            Cell::warning(format!("{text}: not visible in Graph yet"))
        }
        StepState::Failed | StepState::Unclear => Cell::bad(format!("{text}: {error}")),
        StepState::Planned | StepState::NotTried => Cell::warning(format!("{text}: not tried")),
    }
}

/// How the apps stand.
pub(super) fn with_app_table(view: View, apps: &[AppStatus]) -> View {
    let mut table = Table::new(&[("App", "app"), ("Status", "status")]);
    for app in apps {
        table.row([Cell::from(app.id.as_str()), condition_cell(app.status)]);
    }
    view.table(table)
}

/// What mends those that are not in order.
pub(super) fn remedy_steps(apps: &[AppStatus]) -> impl Iterator<Item = Step> + '_ {
    apps.iter().filter_map(|app| {
        let command = app.remedy.command.as_ref()?;
        Some(Step::run(app.reason.as_str(), command.as_str()))
    })
}
