//! What an account action came to: each account, each step, what stays open.
use schemars::JsonSchema;
use serde::Serialize;

use super::outcome::{tone, words};
use crate::domain::ids::{ObjectId, TenantId};
use crate::domain::task::{Action, InNameOf, ReadBack, StepKind, StepOutcome, TaskStatus};
use crate::output::Show;
use crate::output::view::{Cell, Step, Table, Tone, View};

/// `users disable | enable | reset-password | sign-out | contain`.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ActionReport {
    /// Number of the task in the journal.
    pub task: i64,
    /// The tenant.
    pub tenant: TenantId,
    /// What was asked.
    pub action: Action,
    /// In the name of which app.
    pub via: InNameOf,
    /// Why, as typed.
    pub reason: Option<String>,
    /// How the whole stands.
    pub status: TaskStatus,
    /// Why it ended early; null: it did not.
    pub stopped: Option<String>,
    /// The accounts.
    pub accounts: Vec<AccountResult>,
    /// File with the generated passwords, where one was asked for and filled.
    pub password_file: Option<String>,
    /// What was not looked at.
    pub not_checked: Vec<String>,
    /// Commands to run next.
    pub next: Vec<String>,
}

/// What came of one account.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct AccountResult {
    /// Object id.
    pub id: ObjectId,
    /// User principal name.
    pub user_principal_name: String,
    /// Display name.
    pub name: Option<String>,
    /// Whether everything that was asked is definitely done.
    pub done: bool,
    /// The outcome in words, such as "contained".
    pub verdict: String,
    /// The steps.
    pub steps: Vec<StepReport>,
    /// What stays open, and for how long.
    pub stays_open: Vec<String>,
}

/// What came of one step.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct StepReport {
    /// What was to be done.
    pub kind: StepKind,
    /// The device that it changes; null: it changes the account.
    pub device: Option<DeviceReport>,
    /// What came of it.
    pub outcome: StepOutcome,
    /// What reading afterwards showed.
    pub read_back: ReadBack,
    /// HTTP status.
    pub status_code: Option<u16>,
    /// Graph's request id.
    pub request_id: Option<String>,
    /// Graph's error code.
    pub code: Option<String>,
    /// What went wrong, or what to know.
    pub detail: Option<String>,
}

/// The device that a step changes.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct DeviceReport {
    /// Object id.
    pub id: ObjectId,
    /// Display name.
    pub name: String,
    /// Who else owns it, and cannot use it either.
    pub other_owners: Vec<String>,
}

impl StepReport {
    /// The step, with the device that it changes.
    fn title(&self) -> String {
        let title = self.kind.title();
        match &self.device {
            None => title.to_owned(),
            Some(device) => format!("{title} {}", device.name),
        }
    }

    /// Who else cannot use the device that was disabled.
    fn shared(&self) -> Option<String> {
        let device = self.device.as_ref()?;
        let is_shared = !device.other_owners.is_empty();
        let is_disabled = matches!(self.outcome, StepOutcome::Done | StepOutcome::Unconfirmed);
        (is_shared && is_disabled).then(|| {
            let names = device.other_owners.join(", ");
            format!("{} is shared: {names} cannot use it either", device.name)
        })
    }

    fn device_id(&self) -> &str {
        self.device.as_ref().map_or("", |device| device.id.as_str())
    }

    /// Outcome and read-back in words.
    pub fn words(&self) -> Cell {
        words(self.kind, Some(self.outcome), self.read_back)
    }
}

impl Show for ActionReport {
    fn kind(&self) -> &'static str {
        match self.action {
            Action::Disable => "users.disable",
            Action::Enable => "users.enable",
            Action::ResetPassword => "users.reset-password",
            Action::SignOut => "users.sign-out",
            Action::Contain => "users.contain",
        }
    }

    fn data(&self) -> serde_json::Value {
        serde_json::to_value(self).unwrap_or_default()
    }

    fn items(&self) -> Option<&'static str> {
        Some("accounts")
    }

    fn view(&self) -> View {
        let mut view = View::new().heading(format!("{}, task {}", self.action.title(), self.task));
        let mut table = Table::new(&[
            ("Object id", "id"),
            ("Principal name", "userPrincipalName"),
            ("Account", "account"),
            ("Step", "kind"),
            ("Outcome", "outcome"),
            ("", "deviceId"),
        ])
        .for_machines(&["id", "userPrincipalName", "deviceId"])
        .for_people(&["account"]);
        let mut remarks: Vec<Cell> = Vec::new();
        for account in &self.accounts {
            let mut label = account.user_principal_name.clone();
            for step in &account.steps {
                table.row([
                    account.id.as_str().into(),
                    account.user_principal_name.as_str().into(),
                    std::mem::take(&mut label).into(),
                    step.title().into(),
                    step.words(),
                    step.device_id().into(),
                ]);
                remarks.extend(step.shared().map(Cell::warning));
                if let Some(detail) = &step.detail {
                    let id = step
                        .request_id
                        .as_ref()
                        .map_or(String::new(), |id| format!(" (request-id {id})"));
                    remarks.push(Cell::warning(format!(
                        "{}, {}: {detail}{id}",
                        account.user_principal_name,
                        step.title()
                    )));
                }
            }
        }
        view = view.table(table).list(remarks);
        for account in &self.accounts {
            let tone = if account.done {
                Tone::Good
            } else {
                tone(self.status)
            };
            view = view.text(Cell::new(
                format!(
                    "{} ({}): {}",
                    account.user_principal_name, account.id, account.verdict
                ),
                tone,
            ));
        }
        let mut open: Vec<&String> = self.accounts.iter().flat_map(|a| &a.stays_open).collect();
        open.sort_unstable();
        open.dedup();
        if !open.is_empty() {
            view = view
                .text("What stays open:")
                .list(open.into_iter().map(|text| Cell::from(text.as_str())));
        }
        if !self.not_checked.is_empty() {
            view = view.text(format!("Not checked: {}.", self.not_checked.join(", ")));
        }
        let mut facts: Vec<(&'static str, Cell)> =
            vec![("Status", Cell::new(self.status.title(), tone(self.status)))];
        if let Some(why) = &self.stopped {
            facts.push(("Stopped", Cell::bad(why.as_str())));
        }
        if let Some(file) = &self.password_file {
            facts.push(("Passwords", file.as_str().into()));
        }
        view.facts(facts)
            .next(self.next.iter().map(|command| Step::run("", command)))
    }
}
