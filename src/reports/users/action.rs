//! What an action on accounts came to: counts, each account with its steps, what
//! stays open.
use schemars::JsonSchema;
use serde::Serialize;

use super::account_counts::{AccountCounts, StageCount};
use super::bulk_plan::{SkippedLine, with_skipped_lines};
use super::outcome::{outcome_cell, status_tone};
use crate::domain::task::{Action, OnBehalfOf, ReadBack, StepKind, StepOutcome, TaskStatus};
use crate::ids::{ObjectId, TenantId};
use crate::output::Report;
use crate::output::view::{Cell, Table, Tone, View};

/// Accounts of which a table shows every step; of more it shows counts and what
/// is not done.
pub const MAX_SHOWN: usize = 20;

/// Accounts that are not done and that one report lists at most; the journal has
/// them all.
pub const MAX_NOT_DONE: usize = 200;

/// Steps that a table shows at most.
const MAX_ROWS: usize = 3 * MAX_SHOWN;

/// `users disable | enable | reset-password | sign-out | contain`, and what
/// applies, resumes or undoes a task.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ActionReport {
    /// Number of the task in the journal.
    pub task: i64,
    /// The tenant.
    pub tenant: TenantId,
    /// What was asked.
    pub action: Action,
    /// On behalf of which app.
    pub via: OnBehalfOf,
    /// Why, as typed.
    pub reason: Option<String>,
    /// How the whole stands.
    pub status: TaskStatus,
    /// Why it ended early; null: it did not.
    pub stopped: Option<String>,
    /// How many accounts stand how.
    pub counts: AccountCounts,
    /// What came of each kind of step, in their order.
    pub stages: Vec<StageCount>,
    /// The accounts; of more than 20 the first 200 of those that are not done.
    pub accounts: Vec<AccountResult>,
    /// Records of the list that were left out; of many the first.
    pub skipped: Vec<SkippedLine>,
    /// How many records were left out.
    pub skipped_count: usize,
    /// What stays open, and for how long.
    pub stays_open: Vec<String>,
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
    fn shared_device_text(&self) -> Option<String> {
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
    pub fn outcome_cell(&self) -> Cell {
        outcome_cell(self.kind, Some(self.outcome), self.read_back)
    }
}

impl ActionReport {
    fn is_of_many(&self) -> bool {
        self.counts.accounts > MAX_SHOWN as u64
    }

    /// The steps of the accounts that are listed. Of many, people read some of those
    /// that got an answer: a run that was stopped has thousands that were not sent.
    fn step_table(&self, view: View) -> View {
        let mut table = Table::new(&[
            ("", "id"),
            ("", "userPrincipalName"),
            ("Account", ""),
            ("Step", "kind"),
            ("Outcome", "outcome"),
            ("", "deviceId"),
        ]);
        let mut remarks: Vec<Cell> = Vec::new();
        let is_unsent = |step: &StepReport| step.outcome == StepOutcome::NotTried;
        for account in &self.accounts {
            let mut label = account.user_principal_name.clone();
            for step in self.steps_to_show(account) {
                table.row([
                    account.id.as_str().into(),
                    account.user_principal_name.as_str().into(),
                    std::mem::take(&mut label).into(),
                    step.title().into(),
                    step.outcome_cell(),
                    step.device_id().into(),
                ]);
                remarks.extend(step.shared_device_text().map(Cell::warning));
                if !self.is_of_many() {
                    remarks.extend(step.failure_cell(&account.user_principal_name));
                }
            }
        }
        if !self.is_of_many() {
            return view.table(table).list(remarks);
        }
        // Accounts of which something was refused come first.
        let mut steps = self.accounts.iter().flat_map(|one| self.steps_to_show(one));
        let answered = steps.position(is_unsent);
        let rows = answered.unwrap_or(table.rows.len());
        let table = table.first_for_people(rows.min(MAX_ROWS));
        let view = match rows {
            0 => view,
            _ => view.text("Refused, not verified or not possible:"),
        };
        remarks.extend(self.grouped_remarks());
        remarks.extend(self.waiting_for_sync());
        let view = view.table(table).list(remarks);
        if rows > MAX_ROWS || self.counts.not_sent > 0 {
            view.text("For every account: -o jsonl, or tasks export.")
        } else {
            view
        }
    }

    /// The steps of an account that its lines show: of many accounts those that are
    /// not done.
    fn steps_to_show<'a>(
        &self,
        account: &'a AccountResult,
    ) -> impl Iterator<Item = &'a StepReport> {
        let is_of_many = self.is_of_many();
        let steps = account.steps.iter();
        steps.filter(move |step| !is_of_many || step.outcome != StepOutcome::Done)
    }

    /// What went wrong, once for all steps that got the same answer.
    fn grouped_remarks(&self) -> Vec<Cell> {
        let mut groups: Vec<(&AccountResult, &StepReport, usize)> = Vec::new();
        for account in &self.accounts {
            for step in self.steps_to_show(account) {
                let is_same = |other: &StepReport| {
                    (other.kind, other.outcome, other.status_code)
                        == (step.kind, step.outcome, step.status_code)
                        && other.code == step.code
                };
                if step.outcome == StepOutcome::NotTried || step.detail.is_none() {
                    continue;
                }
                match groups.iter_mut().find(|(_, other, _)| is_same(other)) {
                    Some((_, _, count)) => *count += 1,
                    None => groups.push((account, step, 0)),
                }
            }
        }
        let cell = |(account, step, more): (&AccountResult, &StepReport, usize)| {
            let mut cell = step.failure_cell(&account.user_principal_name)?;
            if more > 0 {
                cell.text
                    .push_str(&format!("; the same for {more} more of those listed"));
            }
            Some(cell)
        };
        groups.into_iter().filter_map(cell).collect()
    }

    /// Accounts of which every step is done, and which another directory decides about.
    fn waiting_for_sync(&self) -> Vec<Cell> {
        let is_all_done = |account: &&AccountResult| {
            let mut steps = account.steps.iter();
            !account.done
                && steps.all(|step| {
                    matches!(step.outcome, StepOutcome::Done | StepOutcome::NotPossible)
                })
        };
        let accounts = self.accounts.iter().filter(is_all_done);
        let line = |account: &AccountResult| {
            let name = &account.user_principal_name;
            Cell::warning(format!("{name}: {}", account.verdict))
        };
        accounts.map(line).take(MAX_ROWS).collect()
    }

    fn with_verdicts(&self, mut view: View) -> View {
        for account in self.accounts.iter().filter(|_| !self.is_of_many()) {
            let tone = if account.done {
                Tone::Good
            } else {
                status_tone(self.status)
            };
            view = view.text(Cell::new(
                format!(
                    "{} ({}): {}",
                    account.user_principal_name, account.id, account.verdict
                ),
                tone,
            ));
        }
        view
    }

    fn facts(&self) -> Vec<(&'static str, Cell)> {
        let mut facts: Vec<(&'static str, Cell)> = vec![(
            "Status",
            Cell::new(self.status.title(), status_tone(self.status)),
        )];
        if let Some(why) = &self.stopped {
            facts.push(("Stopped", Cell::bad(why.as_str())));
        }
        let counts = self.counts;
        if counts.accounts > 1 {
            facts.extend([
                ("Accounts", counts.accounts.to_string().into()),
                ("Done", counts.done.to_string().into()),
                ("Refused", counts.refused.to_string().into()),
                ("Not verified", counts.not_verified.to_string().into()),
                (
                    "Not sent, or result unknown",
                    counts.not_sent.to_string().into(),
                ),
            ]);
        }
        if self.is_of_many() && counts.done < counts.accounts {
            let stages = self.stages.iter();
            facts.extend(stages.map(|stage| (stage.kind.heading(), stage.to_text().into())));
        }
        if let Some(file) = &self.password_file {
            facts.push(("Passwords", file.as_str().into()));
        }
        facts
    }
}

impl StepReport {
    /// What went wrong, with Graph's request id.
    fn failure_cell(&self, account: &str) -> Option<Cell> {
        let detail = self.detail.as_ref()?;
        let id = self.request_id.as_ref();
        let id = id.map_or(String::new(), |id| format!(" (request-id {id})"));
        Some(Cell::warning(format!(
            "{account}, {}: {detail}{id}",
            self.title()
        )))
    }
}

impl Report for ActionReport {
    fn view(&self) -> View {
        let mut view = View::new().heading(format!("{}, task {}", self.action.title(), self.task));
        if self.is_of_many() {
            view = self.step_table(view.facts(self.facts()));
        } else {
            view = self.with_verdicts(self.step_table(view));
        }
        view = with_skipped_lines(view, &self.skipped, self.skipped_count);
        if !self.stays_open.is_empty() {
            view = view
                .text("What stays open:")
                .list(self.stays_open.iter().map(|text| Cell::from(text.as_str())));
        }
        if !self.not_checked.is_empty() {
            view = view.text(format!("Not checked: {}.", self.not_checked.join(", ")));
        }
        if !self.is_of_many() {
            view = view.facts(self.facts());
        }
        view.commands(&self.next)
    }
}
