//! `tasks verify`: a task against the tenant as it is now.
use schemars::JsonSchema;
use serde::Serialize;

use super::entry::{TaskDevice, step_title};
use crate::domain::task::{StepKind, StepOutcome};
use crate::ids::{ObjectId, TenantId};
use crate::output::Report;
use crate::output::view::{Cell, Table, View};

/// A task against the tenant as it is now.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct TaskVerify {
    /// The tenant.
    pub tenant: TenantId,
    /// Number of the task.
    pub task: i64,
    /// Steps that were looked at.
    pub steps: usize,
    /// Steps that are done and whose effect is visible.
    pub as_recorded: usize,
    /// Steps that are not done, and whose effect is not visible.
    pub not_done: usize,
    /// Steps that are visible although the journal does not say done.
    pub visible_unrecorded: usize,
    /// Steps whose effect is not there (any more), or whose account is gone.
    pub drifted: usize,
    /// Steps whose account could not be read.
    pub unread: usize,
    /// Steps whose effect lies at another tenant, where nobody here can look.
    pub beyond: usize,
    /// Everything that is not as recorded.
    pub findings: Vec<VerifiedStep>,
    /// What to run next.
    pub next: Vec<String>,
}

/// Steps that a table shows at most.
const MAX_ROWS: usize = 60;

/// A step that is not as recorded.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct VerifiedStep {
    /// Object id.
    pub id: ObjectId,
    /// User principal name at the time.
    pub user_principal_name: String,
    /// What was to be done.
    pub kind: StepKind,
    /// The device that it changes; null: it changes the account.
    pub device: Option<TaskDevice>,
    /// What the journal says; null: nothing.
    pub recorded: Option<StepOutcome>,
    /// What reading shows.
    pub finding: Finding,
}

/// What reading shows of a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Finding {
    /// What the journal says
    AsRecorded,
    /// The step is not done, and its effect is not visible
    NotDone,
    /// The effect is no longer visible
    Drifted,
    /// The effect is visible although the journal does not say done
    DoneAllTheSame,
    /// The account, or the device, is gone
    Gone,
    /// The account could not be read
    Unread,
    /// What there is to see is at the guest's own tenant
    Beyond,
}

impl Finding {
    fn title(self, of_device: bool) -> &'static str {
        match self {
            Self::AsRecorded => "in effect",
            Self::NotDone => "not done",
            Self::Drifted => "no longer in effect",
            Self::DoneAllTheSame => "in effect, though not recorded as done",
            Self::Gone if of_device => "the device is gone",
            Self::Gone => "the account is gone",
            Self::Unread => "could not be read",
            Self::Beyond => "sessions in the home tenant go on",
        }
    }
}

impl TaskVerify {
    /// Whether a step of this kind is no longer in effect.
    pub fn has_drifted(&self, kind: StepKind) -> bool {
        let mut all = self.findings.iter();
        all.any(|step| step.kind == kind && step.finding == Finding::Drifted)
    }

    /// Counts a step.
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
            view.table(table.first_for_people(MAX_ROWS))
        };
        let view = if self.findings.len() > MAX_ROWS {
            view.text("The table is cut: -o jsonl has every step.")
        } else {
            view
        };
        view.commands(&self.next)
    }
}
