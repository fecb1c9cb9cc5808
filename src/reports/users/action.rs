//! Results of an action on accounts: counts, each account with its steps, and the
//! access that remains.
use schemars::JsonSchema;
use serde::Serialize;

use super::account_counts::{AccountCounts, StageCount};
use super::bulk_plan::{SkippedLine, with_skipped_lines};
use super::outcome::{outcome_cell, status_tone};
use crate::domain::task::{Action, OnBehalfOf, ReadBack, StepKind, StepOutcome, TaskStatus};
use crate::ids::{ObjectId, TenantId};
use crate::output::Report;
use crate::output::view::{Cell, Table, Tone, View};

/// Maximum number of accounts for which the table shows every step. For more accounts, the
/// report shows counts and the steps that are not done.
pub const MAX_SHOWN: usize = 20;

/// Maximum number of unfinished accounts in one report; the journal has all accounts.
pub const MAX_NOT_DONE: usize = 200;

/// Maximum number of steps in a table.
const MAX_ROWS: usize = 3 * MAX_SHOWN;

/// Result of `users disable | enable | reset-password | sign-out | contain`, and of
/// applying, resuming or undoing a task.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ActionReport {
    /// Number of the task in the journal.
    pub task: i64,
    /// Id of the tenant.
    pub tenant: TenantId,
    /// Requested action.
    pub action: Action,
    /// Vision One app on whose behalf the action is requested, such as `search`.
    pub via: OnBehalfOf,
    /// Reason, as typed.
    pub reason: Option<String>,
    /// Status of the task.
    pub status: TaskStatus,
    /// Why the run ended early; null if it ran to the end.
    pub stopped: Option<String>,
    /// Numbers of accounts by outcome.
    pub counts: AccountCounts,
    /// Numbers of steps by kind and outcome, in the order in which the steps run.
    pub stages: Vec<StageCount>,
    /// All accounts; if there are more than 20, only the first 200 that are not done.
    pub accounts: Vec<AccountResult>,
    /// Records of the list that were skipped; truncated if there are many.
    pub skipped: Vec<SkippedLine>,
    /// Number of skipped records.
    pub skipped_count: usize,
    /// Access that remains after the action, and for how long: one sentence per item.
    pub stays_open: Vec<String>,
    /// File with the generated passwords, if one was requested and written.
    pub password_file: Option<String>,
    /// Checks that were not made.
    pub not_checked: Vec<String>,
    /// Commands to run next.
    pub next: Vec<String>,
}

/// Result for one account.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct AccountResult {
    /// Object id.
    pub id: ObjectId,
    /// User principal name.
    pub user_principal_name: String,
    /// Display name.
    pub name: Option<String>,
    /// Whether all requested steps are confirmed as done.
    pub done: bool,
    /// Outcome in words, such as "contained".
    pub verdict: String,
    /// The steps.
    pub steps: Vec<StepReport>,
    /// Access that remains after the action, and for how long: one sentence per item.
    pub stays_open: Vec<String>,
}

/// Result of one step.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct StepReport {
    /// Kind of step.
    pub kind: StepKind,
    /// Device that the step changes; null if the step changes the account.
    pub device: Option<DeviceReport>,
    /// Outcome of the step.
    pub outcome: StepOutcome,
    /// Result of reading the state back afterwards.
    pub read_back: ReadBack,
    /// HTTP status code of Graph's response; null if there was none.
    pub status_code: Option<u16>,
    /// Graph's request id.
    pub request_id: Option<String>,
    /// Graph's error code.
    pub code: Option<String>,
    /// Error details, or a note.
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
    /// Other owners of the device, who cannot use it either.
    pub other_owners: Vec<String>,
}

impl StepReport {
    /// Returns the title of the step, with the device that it changes.
    fn title(&self) -> String {
        let title = self.kind.title();
        match &self.device {
            None => title.to_owned(),
            Some(device) => format!("{title} {}", device.name),
        }
    }

    /// Returns a note that the other owners cannot use the disabled device either; `None` if
    /// the device is not shared or not disabled.
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

    /// Returns a cell with the outcome and the read-back result in words.
    pub fn outcome_cell(&self) -> Cell {
        outcome_cell(self.kind, Some(self.outcome), self.read_back)
    }
}

impl ActionReport {
    fn has_many_accounts(&self) -> bool {
        self.counts.accounts > MAX_SHOWN as u64
    }

    /// Adds a table of the listed accounts' steps. With many accounts, people see only the
    /// first unfinished steps that were sent: an interrupted run has thousands of unsent ones.
    fn with_step_table(&self, view: View) -> View {
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
                if !self.has_many_accounts() {
                    remarks.extend(step.failure_cell(&account.user_principal_name));
                }
            }
        }
        if !self.has_many_accounts() {
            return view.table(table).list(remarks);
        }
        // Accounts with a refused step come first.
        let mut steps = self.accounts.iter().flat_map(|one| self.steps_to_show(one));
        let answered = steps.position(is_unsent);
        let rows = answered.unwrap_or(table.rows.len());
        let table = table.limit_for_people(rows.min(MAX_ROWS));
        let view = match rows {
            0 => view,
            _ => view.text("Refused, not verified or not possible:"),
        };
        remarks.extend(self.grouped_errors());
        remarks.extend(self.impossible_step_notes());
        let view = view.table(table).list(remarks);
        if rows > MAX_ROWS || self.counts.not_sent > 0 {
            view.text("For every account: -o jsonl, or tasks export.")
        } else {
            view
        }
    }

    /// Returns the steps to show for an account; with many accounts, only those that are
    /// not done.
    fn steps_to_show<'a>(
        &self,
        account: &'a AccountResult,
    ) -> impl Iterator<Item = &'a StepReport> {
        let has_many_accounts = self.has_many_accounts();
        let steps = account.steps.iter();
        steps.filter(move |step| !has_many_accounts || step.outcome != StepOutcome::Done)
    }

    /// Returns each distinct error once, with the number of other steps that have it.
    fn grouped_errors(&self) -> Vec<Cell> {
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

    /// Returns a note for each unfinished account whose steps are all done or not possible,
    /// for example because another directory manages the account.
    fn impossible_step_notes(&self) -> Vec<Cell> {
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
        for account in self.accounts.iter().filter(|_| !self.has_many_accounts()) {
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
        if self.has_many_accounts() && counts.done < counts.accounts {
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
    /// Returns a cell with the error details and Graph's request id; `None` without details.
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
        if self.has_many_accounts() {
            view = self.with_step_table(view.facts(self.facts()));
        } else {
            view = self.with_verdicts(self.with_step_table(view));
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
        if !self.has_many_accounts() {
            view = view.facts(self.facts());
        }
        view.commands(&self.next)
    }
}
