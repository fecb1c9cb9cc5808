//! `tasks show`: a task and the outcome of its steps.
use schemars::JsonSchema;
use serde::Serialize;

use super::entry::{TaskEntry, TaskStep, step_title};
use crate::ids::TenantId;
use crate::output::Report;
use crate::output::view::{Cell, Table, View};
use crate::text::moment;

/// One task with its steps.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct TaskShow {
    /// Id of the tenant.
    pub tenant: TenantId,
    /// The task.
    pub task: TaskEntry,
    /// The steps of the task, in order.
    pub steps: Vec<TaskStep>,
    /// Commands to run next.
    pub next: Vec<String>,
}

impl Report for TaskShow {
    fn view(&self) -> View {
        let task = &self.task;
        let mut table = Table::new(&[
            // Tables show the name once above its steps; each CSV row needs its own.
            ("Account", ""),
            ("", "accountId"),
            ("", "userPrincipalName"),
            ("Step", "kind"),
            ("Outcome", "outcome"),
            ("", "requestId"),
            ("", "deviceId"),
        ]);
        let mut remarks = Vec::new();
        let mut last = "";
        for step in &self.steps {
            let own = step.user_principal_name.as_str();
            let label = if own == last { "" } else { own };
            last = own;
            table.row([
                label.into(),
                step.account_id.as_str().into(),
                own.into(),
                step_title(step.kind, step.device.as_ref()).into(),
                step.outcome_cell(),
                Cell::dim(step.request_id.clone().unwrap_or_default()),
                step.device_id().into(),
            ]);
            if let Some(detail) = &step.detail {
                let text = format!(
                    "{}, {}: {detail}",
                    step.user_principal_name,
                    step_title(step.kind, step.device.as_ref())
                );
                remarks.push(Cell::warning(text));
            }
        }
        let approver = task.approved_by.as_deref().map(Cell::person_name);
        View::new()
            .heading(format!("Task {}", task.id))
            .fact("Status", task.status_cell())
            .fact("Action", task.action.as_str())
            .fact("On behalf of", task.via.as_str())
            .fact("Why", task.reason.as_deref().unwrap_or("not given"))
            .fact(
                "By",
                task.actor.as_deref().unwrap_or(task.actor_id.as_str()),
            )
            .fact_if("Plan signed by", approver)
            .fact("Created", moment(task.created))
            .fact("Updated", moment(task.updated))
            .fact("Tenant", self.tenant.as_str())
            .table(table)
            .list(remarks)
            .commands(&self.next)
    }
}
