//! Planned changes to the accounts of a list, and the records that are skipped.
use schemars::JsonSchema;
use serde::Serialize;

use super::plan::{PlannedStep, step_facts};
use crate::domain::task::{Action, OnBehalfOf, account_count_text};
use crate::ids::{ObjectId, TenantId};
use crate::output::Report;
use crate::output::view::{Cell, Table, View};

/// Maximum number of skipped records in one report.
pub const MAX_ROWS: usize = 200;

/// Plan for a list of accounts: what would be done, and which records are skipped.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct BulkPlan {
    /// Id of the tenant.
    pub tenant: TenantId,
    /// Requested action.
    pub action: Action,
    /// Vision One app on whose behalf the action is requested, such as `search`.
    pub via: OnBehalfOf,
    /// Number of accounts to change.
    pub accounts: usize,
    /// Steps for each account, in order.
    pub steps: Vec<PlannedStep>,
    /// Number of changes to send.
    pub writes: usize,
    /// Number of HTTP requests for these changes, if nothing fails.
    pub requests: usize,
    /// Number of records that name an account of an earlier record.
    pub repeated: usize,
    /// The first accounts of the plan.
    pub first: Vec<BulkAccount>,
    /// Skipped records; truncated if there are many.
    pub skipped: Vec<SkippedLine>,
    /// Number of all skipped records.
    pub skipped_count: usize,
    /// Warnings to read before confirming.
    pub warnings: Vec<String>,
    /// Path of the plan file; null if none was written.
    pub plan_file: Option<String>,
    /// Commands to run next.
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

/// A record of the list that was skipped.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct SkippedLine {
    /// Number of the record's first line, from 1.
    pub line: usize,
    /// Number of the record in the list, from 1; null if the input is not a list.
    pub record: Option<usize>,
    /// User that the record names.
    pub user: String,
    /// Object id, if the account is known.
    pub id: Option<ObjectId>,
    /// Text of the record, truncated; null if the input is not a list.
    pub content: Option<String>,
    /// Why the record was skipped.
    pub why: String,
}

impl SkippedLine {
    /// Returns a skipped account whose input is not a list.
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

/// Adds a table of the skipped records, each with its text and why it was skipped.
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
    /// Returns the view of the plan, shown before confirmation.
    pub fn confirmation_view(&self) -> View {
        let names: Vec<&str> = self
            .first
            .iter()
            .map(|account| account.user_principal_name.as_str())
            .collect();
        let view = View::new()
            .heading(format!(
                "{} in tenant {}",
                self.action.description(&account_count_text(self.accounts)),
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
        let view = self.confirmation_view().text("Nothing was sent.");
        let view = match &self.plan_file {
            Some(file) => view.fact("Plan", file.as_str()),
            None => view,
        };
        view.commands(&self.next)
    }
}
