//! `tasks list`: the tasks, newest first.
use schemars::JsonSchema;
use serde::Serialize;

use super::entry::TaskEntry;
use crate::ids::TenantId;
use crate::output::Report;
use crate::output::view::{Cell, Table, View};
use crate::text::moment;

/// Tasks, newest first.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct TaskList {
    /// Id of the tenant; null if this machine has no record of a task.
    pub tenant: Option<TenantId>,
    /// The tasks.
    pub tasks: Vec<TaskEntry>,
    /// Commands to run next.
    pub next: Vec<String>,
}

impl Report for TaskList {
    fn view(&self) -> View {
        if self.tasks.is_empty() {
            return View::new()
                .text("No account action was taken on this machine yet.")
                .commands(&self.next);
        }
        let mut table = Table::new(&[
            ("Task", "id"),
            ("Status", ""),
            ("", "status"),
            ("Action", "action"),
            ("Accounts", "accounts"),
            ("", "targets"),
            ("Created", ""),
            ("", "created"),
            ("", "actor"),
            ("", "reason"),
        ]);
        for task in &self.tasks {
            table.row([
                Cell::strong(task.id.to_string()),
                task.status_cell(),
                task.status.as_str().into(),
                task.action.as_str().into(),
                task.accounts.to_string().into(),
                Cell::list(&task.targets),
                task.created.strftime("%Y-%m-%d %H:%MZ").to_string().into(),
                moment(task.created).into(),
                task.actor.clone().unwrap_or_default().into(),
                task.reason.clone().unwrap_or_default().into(),
            ]);
        }
        let details = self.tasks.iter().map(|task| {
            let reason = task.reason.as_ref();
            let reason = reason.map_or(String::new(), |reason| format!("; reason: {reason}"));
            Cell::from(format!(
                "task {}: {}{reason}",
                task.id,
                task.account_summary()
            ))
        });
        View::new().table(table).list(details).commands(&self.next)
    }
}
