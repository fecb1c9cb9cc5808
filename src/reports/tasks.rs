//! `tasks list` and `tasks show`: what was asked and what came of it.
use jiff::Timestamp;
use schemars::JsonSchema;
use serde::Serialize;

use super::outcome::words;
use crate::domain::device::StepDevice;
use crate::domain::task::{Action, InNameOf, ReadBack, StepKind, StepOutcome, TaskStatus};
use crate::ids::{ObjectId, TenantId};
use crate::journal::{Step as JournalStep, Task};
use crate::output::Show;
use crate::output::view::{Cell, Step, Table, View};
use crate::text::moment;

/// Tasks, newest first.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct TaskList {
    /// The tenant; null where nothing was ever done on this machine.
    pub tenant: Option<TenantId>,
    /// The tasks.
    pub tasks: Vec<TaskEntry>,
    /// What to run next.
    pub next: Vec<String>,
}

/// One task in a list.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct TaskEntry {
    /// Its number.
    pub id: i64,
    /// What was asked.
    pub action: Action,
    /// On behalf of which app.
    pub via: InNameOf,
    /// Why.
    pub reason: Option<String>,
    /// Object id of who asked.
    pub actor_id: ObjectId,
    /// Name of who asked.
    pub actor: Option<String>,
    /// When it began.
    #[schemars(with = "String")]
    pub created: Timestamp,
    /// When its status was last written.
    #[schemars(with = "String")]
    pub updated: Timestamp,
    /// How it stands.
    pub status: TaskStatus,
    /// How many accounts it is about.
    pub accounts: u64,
    /// User principal names of its accounts at the time; of many the first.
    pub targets: Vec<String>,
    /// Number of the task that this one undoes.
    pub undoes: Option<i64>,
    /// The second person who signed the plan that it applied; null: none did.
    pub approved_by: Option<String>,
}

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

/// One step of a task.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct TaskStep {
    /// Object id of the account.
    pub account_id: ObjectId,
    /// Its user principal name at the time.
    pub user_principal_name: String,
    /// What was to be done.
    pub kind: StepKind,
    /// The device that it changes; null: it changes the account.
    pub device: Option<TaskDevice>,
    /// What was so before.
    pub prior: serde_json::Value,
    /// When the intent was written.
    #[schemars(with = "String")]
    pub intended: Timestamp,
    /// When it was sent; null: no byte was sent.
    #[schemars(with = "Option<String>")]
    pub sent: Option<Timestamp>,
    /// What came of it; null: not recorded.
    pub outcome: Option<StepOutcome>,
    /// What reading afterwards showed.
    pub read_back: Option<ReadBack>,
    /// HTTP status.
    pub status_code: Option<u16>,
    /// Graph's request id.
    pub request_id: Option<String>,
    /// What went wrong.
    pub detail: Option<String>,
}

/// The device that a step changes.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct TaskDevice {
    /// Object id.
    pub id: ObjectId,
    /// Display name at the time.
    pub name: String,
}

impl From<StepDevice> for TaskDevice {
    fn from(device: StepDevice) -> Self {
        Self {
            id: device.id,
            name: device.name,
        }
    }
}

/// A step, with the device that it changes.
pub(super) fn title(kind: StepKind, device: Option<&TaskDevice>) -> String {
    match device {
        None => kind.title().to_owned(),
        Some(device) => format!("{} {}", kind.title(), device.name),
    }
}

impl TaskEntry {
    /// A task of the journal. `running` says whether some run is writing to
    /// the journal now: one that is not ended without recording an outcome.
    pub fn of(task: &Task, running: bool) -> Self {
        let status = if task.status == TaskStatus::Running && !running {
            TaskStatus::Unknown
        } else {
            task.status
        };
        Self {
            id: task.id,
            action: task.action,
            via: task.via,
            reason: task.reason.clone(),
            actor_id: task.actor_id.clone(),
            actor: task.actor_name.clone(),
            created: task.created,
            updated: task.updated,
            status,
            accounts: task.accounts,
            targets: task.targets.clone(),
            undoes: task.undoes,
            approved_by: task.approved_by.clone(),
        }
    }

    /// Whom it is about, shortly, for people.
    fn names(&self) -> String {
        let shown = self.targets.iter().take(3).cloned().collect::<Vec<_>>();
        let more = usize::try_from(self.accounts)
            .unwrap_or(usize::MAX)
            .saturating_sub(shown.len());
        match more {
            0 => shown.join(", "),
            more => format!("{} and {more} more", shown.join(", ")),
        }
    }

    fn status_cell(&self) -> Cell {
        let text = self.status.title();
        match self.status {
            TaskStatus::Successful => Cell::good(text),
            TaskStatus::Unsuccessful | TaskStatus::Rejected => Cell::bad(text),
            TaskStatus::PartiallySuccessful
            | TaskStatus::Unconfirmed
            | TaskStatus::Interrupted
            | TaskStatus::Unknown => Cell::warning(text),
            TaskStatus::Queued
            | TaskStatus::Running
            | TaskStatus::PendingApproval
            | TaskStatus::Canceled => text.into(),
        }
    }
}

impl From<JournalStep> for TaskStep {
    fn from(step: JournalStep) -> Self {
        Self {
            account_id: step.account_id,
            user_principal_name: step.account_name,
            kind: step.kind,
            device: step.device.map(Into::into),
            prior: step.prior,
            intended: step.intended,
            sent: step.sent,
            outcome: step.outcome,
            read_back: step.read_back,
            status_code: step.status_code,
            request_id: step.request_id,
            detail: step.error,
        }
    }
}

impl TaskStep {
    /// Object id of its device; empty: it changes the account.
    pub(super) fn device_id(&self) -> &str {
        self.device.as_ref().map_or("", |device| device.id.as_str())
    }

    fn outcome_cell(&self) -> Cell {
        match (self.outcome, self.sent) {
            (None, None) => Cell::dim("nothing was sent"),
            (None, Some(_)) => Cell::warning("was sent, outcome not recorded"),
            (Some(_), _) => words(
                self.kind,
                self.outcome,
                self.read_back.unwrap_or(ReadBack::NotRead),
            ),
        }
    }
}

impl Show for TaskList {
    fn kind(&self) -> &'static str {
        "tasks.list"
    }

    fn data(&self) -> serde_json::Value {
        serde_json::to_value(self).unwrap_or_default()
    }

    fn items(&self) -> Option<&'static str> {
        Some("tasks")
    }

    fn view(&self) -> View {
        let next = self.next.iter().map(|command| Step::run("", command));
        if self.tasks.is_empty() {
            return View::new()
                .text("No account action was taken on this machine yet.")
                .next(next);
        }
        let mut table = Table::new(&[
            ("Task", "id"),
            ("Status", "status"),
            ("Action", "action"),
            ("Accounts", "names"),
            ("", "accounts"),
            ("", "targets"),
            ("Created", "day"),
            ("", "created"),
            ("", "actor"),
            ("", "reason"),
        ])
        .for_machines(&["accounts", "targets", "created", "actor", "reason"])
        .for_people(&["names", "day"]);
        for task in &self.tasks {
            table.row([
                Cell::strong(task.id.to_string()),
                task.status_cell(),
                task.action.as_str().into(),
                task.names().into(),
                task.accounts.to_string().into(),
                Cell::list(&task.targets),
                // Room for a name: `tasks show` has the year and the second.
                task.created.strftime("%m-%d %H:%MZ").to_string().into(),
                moment(task.created).into(),
                task.actor.clone().unwrap_or_default().into(),
                task.reason.clone().unwrap_or_default().into(),
            ]);
        }
        let reasons = self.tasks.iter().filter_map(|task| {
            let reason = task.reason.as_ref()?;
            Some(Cell::from(format!("task {}: because of {reason}", task.id)))
        });
        View::new().table(table).list(reasons).next(next)
    }
}

impl Show for TaskShow {
    fn kind(&self) -> &'static str {
        "tasks.show"
    }

    fn data(&self) -> serde_json::Value {
        serde_json::to_value(self).unwrap_or_default()
    }

    fn items(&self) -> Option<&'static str> {
        Some("steps")
    }

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
