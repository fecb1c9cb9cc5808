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
    /// Number of the task.
    pub id: i64,
    /// Requested action.
    pub action: Action,
    /// Vision One app on whose behalf the action is requested, such as `search`.
    pub via: OnBehalfOf,
    /// Reason for the action.
    pub reason: Option<String>,
    /// Object id of the requester.
    pub actor_id: ObjectId,
    /// Name of the requester.
    pub actor: Option<String>,
    /// Start time.
    #[schemars(with = "String")]
    pub created: Timestamp,
    /// Time when the status was last written.
    #[schemars(with = "String")]
    pub updated: Timestamp,
    /// Current status.
    pub status: TaskStatus,
    /// Number of accounts in the task.
    pub accounts: u64,
    /// User principal names of the accounts at the time; truncated if there are many.
    pub targets: Vec<String>,
    /// Number of the task that this one undoes.
    pub undoes: Option<i64>,
    /// Name of the second person who signed the plan; null if it was not signed.
    pub approved_by: Option<String>,
}

/// One step of a task.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct TaskStep {
    /// Object id of the account.
    pub account_id: ObjectId,
    /// User principal name of the account at the time.
    pub user_principal_name: String,
    /// Kind of step.
    pub kind: StepKind,
    /// Device that the step changes; null if the step changes the account.
    pub device: Option<TaskDevice>,
    /// State of the account or device before the step.
    pub prior: serde_json::Value,
    /// Time when the step was recorded in the journal, before it was sent.
    #[schemars(with = "String")]
    pub intended: Timestamp,
    /// Time when the request was sent; null if nothing was sent.
    #[schemars(with = "Option<String>")]
    pub sent: Option<Timestamp>,
    /// Outcome of the step; null if none is recorded.
    pub outcome: Option<StepOutcome>,
    /// Result of reading the state back afterwards.
    pub read_back: Option<ReadBack>,
    /// HTTP status code of Graph's response; null if there was none.
    pub status_code: Option<u16>,
    /// Graph's request id.
    pub request_id: Option<String>,
    /// Error details.
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

/// Returns the title of a step, with the device that it changes.
pub(super) fn step_title(kind: StepKind, device: Option<&TaskDevice>) -> String {
    match device {
        None => kind.title().to_owned(),
        Some(device) => format!("{} {}", kind.title(), device.name),
    }
}

impl TaskEntry {
    /// Returns the entry of a journal task. A task that is recorded as running has an unknown
    /// status unless a run is writing to the journal now (`is_journal_in_use`).
    pub fn from_task(task: &Task, is_journal_in_use: bool) -> Self {
        let status = if task.status == TaskStatus::Running && !is_journal_in_use {
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

    /// Returns the names of up to three accounts, and the number of the others.
    pub(super) fn account_summary(&self) -> String {
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
    /// Returns the object id of the device; empty if the step changes the account.
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
