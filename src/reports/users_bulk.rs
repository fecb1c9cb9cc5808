//! What a run over many accounts came to, and what it would do.
use schemars::JsonSchema;
use serde::Serialize;

use super::outcome::{tone, words};
use super::tasks::{TaskDevice, title};
use super::users_plan::{PlannedStep, in_order};
use crate::domain::ids::{ObjectId, TenantId};
use crate::domain::task::{
    Action, InNameOf, ReadBack, StepKind, StepOutcome, TaskStatus, so_many_accounts,
};
use crate::output::Show;
use crate::output::view::{Cell, Step, Table, View};

/// Rows that one report shows at most; the journal has them all.
pub const MAX_ROWS: usize = 200;

/// A list after it was judged: what would be done, and which lines cannot be.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct BulkPlan {
    /// The tenant.
    pub tenant: TenantId,
    /// What was asked.
    pub action: Action,
    /// In the name of which app.
    pub via: InNameOf,
    /// Accounts that it would be done to.
    pub accounts: usize,
    /// What is done to each, in this order.
    pub steps: Vec<PlannedStep>,
    /// Writes that this takes.
    pub writes: usize,
    /// Requests that these are sent in, where nothing fails.
    pub requests: usize,
    /// Lines that name an account that another line names.
    pub repeated: usize,
    /// The first of the accounts.
    pub first: Vec<BulkAccount>,
    /// Lines that cannot be carried out; of many the first.
    pub skipped: Vec<SkippedLine>,
    /// How many lines cannot be carried out.
    pub skipped_count: usize,
    /// What to know before agreeing.
    pub warnings: Vec<String>,
    /// The plan file that was written.
    pub plan_file: Option<String>,
    /// What to run next.
    pub next: Vec<String>,
}

/// An account of a list.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct BulkAccount {
    /// Object id.
    pub id: ObjectId,
    /// User principal name.
    pub user_principal_name: String,
}

/// A record of the list that is left out.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct SkippedLine {
    /// Number of its first line, from 1.
    pub line: usize,
    /// Number of the record in the list, from 1; null: this is no list.
    pub record: Option<usize>,
    /// Whom it names.
    pub user: String,
    /// Object id, where the account is known.
    pub id: Option<ObjectId>,
    /// The record as it stands in the list, cut; null: this is no list.
    pub content: Option<String>,
    /// Why nothing is done.
    pub why: String,
}

/// What a run over many accounts came to.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct BulkReport {
    /// Number of the task in the journal.
    pub task: i64,
    /// The tenant.
    pub tenant: TenantId,
    /// What was asked.
    pub action: Action,
    /// How the whole stands.
    pub status: TaskStatus,
    /// Why it ended early; null: it did not.
    pub stopped: Option<String>,
    /// Accounts.
    pub accounts: u64,
    /// Accounts where all is done.
    pub done: u64,
    /// Accounts where something was refused or is not possible.
    pub failed: u64,
    /// Accounts where something is not confirmed.
    pub unconfirmed: u64,
    /// Accounts where something was not sent or is not known.
    pub open: u64,
    /// What came of each kind of step, in their order.
    pub stages: Vec<StageCount>,
    /// Steps that are not done; of many the first.
    pub rows: Vec<BulkRow>,
    /// Lines of the list that were left out; of many the first.
    pub skipped: Vec<SkippedLine>,
    /// How many lines were left out.
    pub skipped_count: usize,
    /// What stays open, and for how long.
    pub stays_open: Vec<String>,
    /// What was not looked at.
    pub not_checked: Vec<String>,
    /// File with the generated passwords, where one was filled.
    pub password_file: Option<String>,
    /// What to run next.
    pub next: Vec<String>,
}

/// What came of the steps of one kind.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct StageCount {
    /// The kind of step.
    pub kind: StepKind,
    /// Done.
    pub done: u64,
    /// Accepted or lost on the way, and not seen by any read.
    pub not_verified: u64,
    /// Refused by Graph.
    pub refused: u64,
    /// Not sent.
    pub not_sent: u64,
    /// Not possible from here.
    pub not_possible: u64,
}

impl StageCount {
    /// The counts that are not zero, in words.
    fn words(&self) -> String {
        let counts = [
            (self.done, "done"),
            (self.not_verified, "not verified"),
            (self.refused, "refused"),
            (self.not_sent, "not sent"),
            (self.not_possible, "not possible"),
        ];
        let some = counts.iter().filter(|(count, _)| *count > 0);
        let some: Vec<String> = some
            .map(|(count, word)| format!("{count} {word}"))
            .collect();
        some.join(", ")
    }
}

/// A step that is not done.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct BulkRow {
    /// Object id.
    pub id: ObjectId,
    /// User principal name.
    pub user_principal_name: String,
    /// What was to be done.
    pub kind: StepKind,
    /// The device that it changes; null: it changes the account.
    pub device: Option<TaskDevice>,
    /// Whether it was sent.
    pub sent: bool,
    /// What came of it; null: not sent, or not known.
    pub outcome: Option<StepOutcome>,
    /// HTTP status.
    pub status_code: Option<u16>,
    /// Graph's request id.
    pub request_id: Option<String>,
    /// What went wrong.
    pub detail: Option<String>,
}

fn skipped_view(view: View, lines: &[SkippedLine], count: usize) -> View {
    if lines.is_empty() {
        return view;
    }
    let mut table = Table::new(&[
        ("Line", "line"),
        ("", "user"),
        ("As it stands there", "content"),
        ("Why not", "why"),
        ("", "record"),
        ("", "id"),
    ])
    .for_machines(&["user", "record", "id"]);
    for line in lines.iter().take(20) {
        table.row([
            line.line.to_string().into(),
            line.user.as_str().into(),
            line.content.as_deref().unwrap_or(&line.user).into(),
            Cell::warning(line.why.as_str()),
            line.record
                .map(|record| record.to_string())
                .unwrap_or_default()
                .into(),
            line.id
                .as_ref()
                .map(ToString::to_string)
                .unwrap_or_default()
                .into(),
        ]);
    }
    let view = view.text(format!("Left out, {count} in all:")).table(table);
    match count.saturating_sub(20) {
        0 => view,
        more => view.text(format!("and {more} more")),
    }
}

impl BulkPlan {
    /// The plan as it is shown before the question.
    pub fn question_view(&self) -> View {
        let names: Vec<&str> = self
            .first
            .iter()
            .map(|account| account.user_principal_name.as_str())
            .collect();
        let view = View::new()
            .heading(format!(
                "{} in tenant {}",
                self.action.deed(&so_many_accounts(self.accounts)),
                self.tenant
            ))
            .facts([
                ("Accounts", Cell::strong(self.accounts.to_string())),
                ("First of them", names.join(", ").into()),
                (
                    "Writes",
                    format!("{} in at least {} requests", self.writes, self.requests).into(),
                ),
                ("Repeated lines", self.repeated.to_string().into()),
            ])
            .facts(in_order(&self.steps))
            .list(
                self.warnings
                    .iter()
                    .map(|text| Cell::warning(text.as_str())),
            );
        skipped_view(view, &self.skipped, self.skipped_count)
    }
}

impl Show for BulkPlan {
    fn kind(&self) -> &'static str {
        "users.bulk-plan"
    }

    fn data(&self) -> serde_json::Value {
        serde_json::to_value(self).unwrap_or_default()
    }

    fn items(&self) -> Option<&'static str> {
        Some("skipped")
    }

    fn view(&self) -> View {
        let view = self.question_view().text("Nothing was sent.");
        let view = match &self.plan_file {
            Some(file) => view.facts([("Plan", Cell::from(file.as_str()))]),
            None => view,
        };
        view.next(self.next.iter().map(|command| Step::run("", command)))
    }
}

impl Show for BulkReport {
    fn kind(&self) -> &'static str {
        "users.bulk"
    }

    fn data(&self) -> serde_json::Value {
        serde_json::to_value(self).unwrap_or_default()
    }

    fn items(&self) -> Option<&'static str> {
        Some("rows")
    }

    fn view(&self) -> View {
        let mut facts: Vec<(&'static str, Cell)> = vec![
            ("Status", Cell::new(self.status.title(), tone(self.status))),
            ("Accounts", self.accounts.to_string().into()),
            ("Done", self.done.to_string().into()),
            ("Failed", self.failed.to_string().into()),
            ("Not confirmed", self.unconfirmed.to_string().into()),
            ("Not sent or not known", self.open.to_string().into()),
        ];
        if let Some(why) = &self.stopped {
            facts.insert(1, ("Stopped", Cell::bad(why.as_str())));
        }
        if self.stopped.is_some() {
            let stages = self.stages.iter();
            facts.extend(stages.map(|stage| (stage.kind.heading(), stage.words().into())));
        }
        if let Some(file) = &self.password_file {
            facts.push(("Passwords", file.as_str().into()));
        }
        let mut view = View::new()
            .heading(format!("{}, task {}", self.action.title(), self.task))
            .facts(facts);
        if !self.rows.is_empty() {
            let mut table = Table::new(&[
                ("Account", "userPrincipalName"),
                ("Step", "kind"),
                ("Outcome", "outcome"),
                ("Detail", "detail"),
                ("", "id"),
            ])
            .for_machines(&["id"]);
            for row in &self.rows {
                let unsent = (!row.sent).then_some(StepOutcome::NotTried);
                table.row([
                    row.user_principal_name.as_str().into(),
                    title(row.kind, row.device.as_ref()).into(),
                    words(row.kind, row.outcome.or(unsent), ReadBack::NotRead),
                    row.detail.clone().unwrap_or_default().into(),
                    row.id.as_str().into(),
                ]);
            }
            view = view.text("Steps that are not done:").table(table);
        }
        view = skipped_view(view, &self.skipped, self.skipped_count);
        if !self.stays_open.is_empty() {
            view = view
                .text("What stays open:")
                .list(self.stays_open.iter().map(|text| Cell::from(text.as_str())));
        }
        if !self.not_checked.is_empty() {
            view = view.text(format!("Not checked: {}.", self.not_checked.join(", ")));
        }
        view.next(self.next.iter().map(|command| Step::run("", command)))
    }
}
