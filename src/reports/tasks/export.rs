//! `tasks export`: every step of a task.
use schemars::JsonSchema;
use serde::Serialize;

use super::entry::TaskStep;
use crate::domain::task::StepOutcome;
use crate::ids::TenantId;
use crate::output::Report;
use crate::output::view::{Table, View};

/// Every step of a task.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct TaskExport {
    /// Id of the tenant.
    pub tenant: TenantId,
    /// Number of the task.
    pub task: i64,
    /// The steps of the task, in order.
    pub steps: Vec<TaskStep>,
}

impl Report for TaskExport {
    fn view(&self) -> View {
        let mut table = Table::new(&[
            ("", "accountId"),
            ("Account", "userPrincipalName"),
            ("Step", "kind"),
            ("Outcome", "outcome"),
            ("", "readBack"),
            ("Status", "statusCode"),
            ("", "sent"),
            ("", "requestId"),
            ("", "detail"),
            ("", "deviceId"),
        ]);
        for step in &self.steps {
            table.row([
                step.account_id.as_str().into(),
                step.user_principal_name.as_str().into(),
                step.kind.as_str().into(),
                step.outcome.map_or("", StepOutcome::as_str).into(),
                step.read_back.map_or("", |read| read.as_str()).into(),
                step.status_code
                    .map(|code| code.to_string())
                    .unwrap_or_default()
                    .into(),
                step.sent
                    .map(|at| at.to_string())
                    .unwrap_or_default()
                    .into(),
                step.request_id.clone().unwrap_or_default().into(),
                step.detail.clone().unwrap_or_default().into(),
                step.device_id().into(),
            ]);
        }
        View::new().table(table)
    }
}
