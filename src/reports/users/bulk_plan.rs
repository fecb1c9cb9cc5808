//! What would be done to the accounts of a list, and which records name none.
use schemars::JsonSchema;
use serde::Serialize;

use super::plan::{PlannedStep, step_facts};
use crate::domain::task::{Action, OnBehalfOf, account_count};
use crate::ids::{ObjectId, TenantId};
use crate::output::Report;
use crate::output::view::{Cell, Table, View};

/// Records that are left out and that one report lists at most.
pub const MAX_ROWS: usize = 200;

/// A list after it was judged: what would be done, and which lines cannot be.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct BulkPlan {
    /// The tenant.
    pub tenant: TenantId,
    /// What was asked.
    pub action: Action,
    /// On behalf of which app.
    pub via: OnBehalfOf,
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
    /// Lines that cannot be processed; of many the first.
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

impl SkippedLine {
    /// An account that is in no list.
    pub fn for_account(line: usize, user: String, id: Option<ObjectId>, why: String) -> Self {
        Self {
            line,
            record: None,
            user,
            id,
            content: None,
            why,
        }
    }
}

/// The records that are left out, each with its text and the reason.
pub(super) fn with_skipped_lines(view: View, lines: &[SkippedLine], count: usize) -> View {
    if lines.is_empty() {
        return view;
    }
    let mut table = Table::new(&[
        ("Line", "line"),
        ("", "user"),
        ("Content", "content"),
        ("Why not", "why"),
        ("", "record"),
        ("", "id"),
    ]);
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
                self.action.description(&account_count(self.accounts)),
                self.tenant
            ))
            .fact("Accounts", Cell::strong(self.accounts.to_string()))
            .fact("First of them", names.join(", "))
            .fact(
                "Writes",
                format!("{} in at least {} requests", self.writes, self.requests),
            )
            .fact("Duplicates", self.repeated.to_string())
            .facts(step_facts(&self.steps))
            .warnings(&self.warnings);
        with_skipped_lines(view, &self.skipped, self.skipped_count)
    }
}

impl Report for BulkPlan {
    fn view(&self) -> View {
        let view = self.question_view().text("Nothing was sent.");
        let view = match &self.plan_file {
            Some(file) => view.fact("Plan", file.as_str()),
            None => view,
        };
        view.commands(&self.next)
    }
}
