//! `tasks show`: a task and what came of its steps.
use schemars::JsonSchema;
use serde::Serialize;

use super::entry::{TaskEntry, TaskStep, title};
use crate::ids::TenantId;
use crate::output::Report;
use crate::output::view::{Cell, Step, Table, View};
use crate::text::moment;

/// One task with its steps.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct TaskShow {
    /// The tenant.
    pub tenant: TenantId,
    /// The task.
    pub task: TaskEntry,
    /// Its steps, in their order.
    pub steps: Vec<TaskStep>,
    /// What to run next.
    pub next: Vec<String>,
}

impl Report for TaskShow {
    fn view(&self) -> View {
        let task = &self.task;
        let mut table = Table::new(&[
            // People read a name once above its steps; in CSV a row stands alone.
            ("Account", "account"),
            ("", "accountId"),
            ("", "userPrincipalName"),
            ("Step", "kind"),
            ("Outcome", "outcome"),
            ("Request id", "requestId"),
            ("", "deviceId"),
        ])
        .for_machines(&["accountId", "userPrincipalName", "requestId", "deviceId"])
        .for_people(&["account"]);
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
                title(step.kind, step.device.as_ref()).into(),
                step.outcome_cell(),
                Cell::dim(step.request_id.clone().unwrap_or_default()),
                step.device_id().into(),
            ]);
            if let Some(detail) = &step.detail {
                let text = format!(
                    "{}, {}: {detail}",
                    step.user_principal_name,
                    title(step.kind, step.device.as_ref())
                );
                remarks.push(Cell::warning(text));
            }
        }
        let why = task
            .reason
            .clone()
            .unwrap_or_else(|| "not given".to_owned());
        let by = task
            .actor
            .clone()
            .unwrap_or_else(|| task.actor_id.to_string());
        let mut facts: Vec<(&str, Cell)> = vec![
            ("Status", task.status_cell()),
            ("Action", task.action.as_str().into()),
            ("On behalf of", task.via.as_str().into()),
            ("Why", why.into()),
            ("By", by.into()),
        ];
        if let Some(approver) = &task.approved_by {
            facts.push(("Plan signed by", Cell::name(approver)));
        }
        facts.extend([
            ("Created", moment(task.created).into()),
            ("Updated", moment(task.updated).into()),
            ("Tenant", self.tenant.as_str().into()),
        ]);
        View::new()
            .heading(format!("Task {}", task.id))
            .facts(facts)
            .table(table)
            .list(remarks)
            .next(self.next.iter().map(|command| Step::run("", command)))
    }
}
