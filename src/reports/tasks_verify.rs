//! `tasks verify` and `tasks export`: a task against the tenant, and all of it.
use schemars::JsonSchema;
use serde::Serialize;

use super::tasks::{TaskDevice, TaskStep, title};
use crate::domain::task::{StepKind, StepOutcome};
use crate::ids::{ObjectId, TenantId};
use crate::output::Show;
use crate::output::view::{Cell, Step, Table, View};

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
    pub not_visible: usize,
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
    pub fn drifts(&self, kind: StepKind) -> bool {
        let mut all = self.findings.iter();
        all.any(|step| step.kind == kind && step.finding == Finding::Drifted)
    }

    /// Counts a step.
    pub fn count(&mut self, finding: Finding) {
        match finding {
            Finding::AsRecorded => self.as_recorded += 1,
            Finding::NotDone => self.not_done += 1,
            Finding::DoneAllTheSame => self.not_visible += 1,
            Finding::Drifted | Finding::Gone => self.drifted += 1,
            Finding::Unread => self.unread += 1,
            Finding::Beyond => self.beyond += 1,
        }
    }
}

impl Show for TaskVerify {
    fn kind(&self) -> &'static str {
        "tasks.verify"
    }

    fn data(&self) -> serde_json::Value {
        serde_json::to_value(self).unwrap_or_default()
    }

    fn items(&self) -> Option<&'static str> {
        Some("findings")
    }

    fn view(&self) -> View {
        let mut table = Table::new(&[
            ("Account", "userPrincipalName"),
            ("Step", "kind"),
            ("Recorded", "recorded"),
            ("Now", "finding"),
            ("", "id"),
            ("", "deviceId"),
        ])
        .for_machines(&["id", "deviceId"]);
        for step in &self.findings {
            table.row([
                step.user_principal_name.as_str().into(),
                title(step.kind, step.device.as_ref()).into(),
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
            .facts([
                ("Steps", self.steps.to_string().into()),
                ("In effect", Cell::good(self.as_recorded.to_string())),
                ("Not done", self.not_done.to_string().into()),
                ("No longer in effect", self.drifted.to_string().into()),
                (
                    "In effect, not recorded",
                    self.not_visible.to_string().into(),
                ),
                ("Could not be read", self.unread.to_string().into()),
                ("In the home tenant", self.beyond.to_string().into()),
            ]);
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
        view.next(self.next.iter().map(|command| Step::run("", command)))
    }
}

/// Every step of a task.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct TaskExport {
    /// The tenant.
    pub tenant: TenantId,
    /// Number of the task.
    pub task: i64,
    /// Its steps, in their order.
    pub steps: Vec<TaskStep>,
}

impl Show for TaskExport {
    fn kind(&self) -> &'static str {
        "tasks.export"
    }

    fn data(&self) -> serde_json::Value {
        serde_json::to_value(self).unwrap_or_default()
    }

    fn items(&self) -> Option<&'static str> {
        Some("steps")
    }

    fn view(&self) -> View {
        let mut table = Table::new(&[
            ("Object id", "accountId"),
            ("Account", "userPrincipalName"),
            ("Step", "kind"),
            ("Outcome", "outcome"),
            ("Read back", "readBack"),
            ("Status", "statusCode"),
            ("Sent", "sent"),
            ("Request id", "requestId"),
            ("Detail", "detail"),
            ("", "deviceId"),
        ])
        .for_machines(&[
            "accountId",
            "readBack",
            "sent",
            "requestId",
            "detail",
            "deviceId",
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
