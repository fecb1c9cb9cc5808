//! `tasks verify`: a task compared with the current state of the tenant.
use schemars::JsonSchema;
use serde::Serialize;

use super::entry::{TaskDevice, step_title};
use crate::domain::task::{StepKind, StepOutcome};
use crate::ids::{ObjectId, TenantId};
use crate::output::Report;
use crate::output::view::{Cell, Table, View};

/// A task compared with the current state of the tenant.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct TaskVerify {
    /// Id of the tenant.
    pub tenant: TenantId,
    /// Number of the task.
    pub task: i64,
    /// Number of steps that were checked.
    pub steps: usize,
    /// Number of steps that are recorded as done and whose effect is visible.
    pub as_recorded: usize,
    /// Number of steps that are not recorded as done and whose effect is not visible.
    pub not_done: usize,
    /// Number of steps whose effect is visible although they are not recorded as done.
    pub visible_unrecorded: usize,
    /// Number of steps whose effect is no longer visible, or whose object was deleted.
    pub drifted: usize,
    /// Number of steps whose account could not be read.
    pub unread: usize,
    /// Number of steps whose effect is in a guest's home tenant and cannot be read.
    pub beyond: usize,
    /// Steps with a finding other than `as-recorded`.
    pub findings: Vec<VerifiedStep>,
    /// Commands to run next.
    pub next: Vec<String>,
}

/// Maximum number of steps in a table.
const MAX_ROWS: usize = 60;

/// A step with a finding other than `as-recorded`.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct VerifiedStep {
    /// Object id of the account.
    pub id: ObjectId,
    /// User principal name at the time.
    pub user_principal_name: String,
    /// Kind of step.
    pub kind: StepKind,
    /// Device that the step changes; null if the step changes the account.
    pub device: Option<TaskDevice>,
    /// Outcome in the journal; null if none is recorded.
    pub recorded: Option<StepOutcome>,
    /// Result of comparing the step with the tenant.
    pub finding: Finding,
}

/// Result of comparing a step with the tenant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Finding {
    /// The step is recorded as done, and its effect is visible
    AsRecorded,
    /// The step is not recorded as done, and its effect is not visible
    NotDone,
    /// The step is recorded as done, but its effect is no longer visible
    Drifted,
    /// The effect is visible, although the step is not recorded as done
    DoneAllTheSame,
    /// The account or the device was deleted
    Gone,
    /// The account could not be read
    Unread,
    /// The effect is in the guest's home tenant, which cannot be read
    Beyond,
}

impl Finding {
    fn title(self, is_device_step: bool) -> &'static str {
        match self {
            Self::AsRecorded => "in effect",
            Self::NotDone => "not done",
            Self::Drifted => "no longer in effect",
            Self::DoneAllTheSame => "in effect, though not recorded as done",
            Self::Gone if is_device_step => "the device is gone",
            Self::Gone => "the account is gone",
            Self::Unread => "could not be read",
            Self::Beyond => "sessions in the home tenant go on",
        }
    }
}

impl TaskVerify {
    /// Whether any step of this kind is no longer in effect.
    pub fn has_drifted(&self, kind: StepKind) -> bool {
        let mut all = self.findings.iter();
        all.any(|step| step.kind == kind && step.finding == Finding::Drifted)
    }

    /// Adds one step to the count of its finding.
    pub fn count_finding(&mut self, finding: Finding) {
        match finding {
            Finding::AsRecorded => self.as_recorded += 1,
            Finding::NotDone => self.not_done += 1,
            Finding::DoneAllTheSame => self.visible_unrecorded += 1,
            Finding::Drifted | Finding::Gone => self.drifted += 1,
            Finding::Unread => self.unread += 1,
            Finding::Beyond => self.beyond += 1,
        }
    }
}

impl Report for TaskVerify {
    fn view(&self) -> View {
        let mut table = Table::new(&[
            ("Account", "userPrincipalName"),
            ("Step", "kind"),
            ("Recorded", "recorded"),
            ("Now", "finding"),
            ("", "id"),
            ("", "deviceId"),
        ]);
        for step in &self.findings {
            table.row([
                step.user_principal_name.as_str().into(),
                step_title(step.kind, step.device.as_ref()).into(),
                step.recorded.map_or("nothing", StepOutcome::as_str).into(),
                Cell::warning(step.finding.title(step.device.is_some())),
                step.id.as_str().into(),
                step.device
                    .as_ref()
                    .map_or("", |device| device.id.as_str())
                    .into(),
            ]);
        }
        let view = View::new()
            .heading(format!("Task {} against the tenant", self.task))
            .fact("Steps", self.steps.to_string())
            .fact("In effect", Cell::good(self.as_recorded.to_string()))
            .fact("Not done", self.not_done.to_string())
            .fact("No longer in effect", self.drifted.to_string())
            .fact(
                "In effect, not recorded",
                self.visible_unrecorded.to_string(),
            )
            .fact("Could not be read", self.unread.to_string())
            .fact("In the home tenant", self.beyond.to_string());
        let view = if self.findings.is_empty() {
            view
        } else {
            view.table(table.limit_for_people(MAX_ROWS))
        };
        let view = if self.findings.len() > MAX_ROWS {
            view.text("The table is cut: -o jsonl has every step.")
        } else {
            view
        };
        view.commands(&self.next)
    }
}
