//! A task and its steps, as every report shows them.
use jiff::Timestamp;
use schemars::JsonSchema;
use serde::Serialize;

use crate::domain::device::StepDevice;
use crate::domain::task::{Action, OnBehalfOf, ReadBack, StepKind, StepOutcome, TaskStatus};
use crate::ids::ObjectId;
use crate::journal::{Step as JournalStep, Task};
use crate::output::view::Cell;
use crate::reports::users::outcome::outcome_cell;

/// One task in a list.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct TaskEntry {
    /// Its number.
    pub id: i64,
    /// What was asked.
    pub action: Action,
    /// On behalf of which app.
    pub via: OnBehalfOf,
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
pub(super) fn step_title(kind: StepKind, device: Option<&TaskDevice>) -> String {
    match device {
        None => kind.title().to_owned(),
        Some(device) => format!("{} {}", kind.title(), device.name),
    }
}

impl TaskEntry {
    /// A task of the journal. `running` says whether some run is writing to
    /// the journal now: one that is not ended without recording an outcome.
    pub fn from_task(task: &Task, running: bool) -> Self {
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
    pub(super) fn account_names(&self) -> String {
        let shown = self.targets.iter().take(3).cloned().collect::<Vec<_>>();
        let more = usize::try_from(self.accounts)
            .unwrap_or(usize::MAX)
            .saturating_sub(shown.len());
        match more {
            0 => shown.join(", "),
            more => format!("{} and {more} more", shown.join(", ")),
        }
    }

    pub(super) fn status_cell(&self) -> Cell {
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

    pub(super) fn outcome_cell(&self) -> Cell {
        match (self.outcome, self.sent) {
            (None, None) => Cell::dim("nothing was sent"),
            (None, Some(_)) => Cell::warning("was sent, outcome not recorded"),
            (Some(_), _) => outcome_cell(
                self.kind,
                self.outcome,
                self.read_back.unwrap_or(ReadBack::NotRead),
            ),
        }
    }
}
