//! `users can-i`: whether an action would succeed.
use schemars::JsonSchema;
use serde::Serialize;

use crate::domain::task::{Action, OnBehalfOf};
use crate::ids::{ObjectId, TenantId};
use crate::output::Report;
use crate::output::view::{Cell, Step, Table, View};

/// Whether the action would succeed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Answer {
    /// No known obstacle
    Yes,
    /// Refused before anything is sent, or Graph will refuse the action
    No,
    /// Not known until the action is sent to Graph
    Unknown,
    /// Possible, except for parts that a guard-rail protects
    InPart,
}

impl Answer {
    fn cell(self) -> Cell {
        match self {
            Self::Yes => Cell::good("yes"),
            Self::No => Cell::bad("no"),
            Self::Unknown => Cell::warning("not known"),
            Self::InPart => Cell::warning("in part"),
        }
    }
}

/// Answers for all named accounts.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct CanI {
    /// Id of the tenant.
    pub tenant: TenantId,
    /// Action to check.
    pub action: Action,
    /// Vision One app on whose behalf the action is requested, such as `search`.
    pub via: OnBehalfOf,
    /// Overall answer: `yes` if the answer is yes for every account, `no` if it is no for any.
    pub answer: Answer,
    /// The accounts.
    pub accounts: Vec<CanIAccount>,
}

/// The answer for one account.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct CanIAccount {
    /// Object id.
    pub id: ObjectId,
    /// User principal name.
    pub user_principal_name: String,
    /// Privilege level by directory roles: `none`, `administrator`, `highest` or `unknown`.
    pub tier: String,
    /// Answer for this account.
    pub answer: Answer,
    /// Why the answer is not `yes`; empty if it is.
    pub why: Vec<String>,
    /// Further notes about the account.
    pub notes: Vec<String>,
    /// Command that takes the action if the answer is `yes` or `in-part`; otherwise a command
    /// that helps, or null.
    pub next: Option<String>,
}

impl Report for CanI {
    fn view(&self) -> View {
        let mut table = Table::new(&[
            ("Account", "userPrincipalName"),
            ("Answer", "answer"),
            ("", "why"),
            ("", "id"),
        ]);
        let mut notes = Vec::new();
        let mut steps: Vec<Step> = Vec::new();
        for account in &self.accounts {
            table.row([
                Cell::strong(account.user_principal_name.as_str()),
                account.answer.cell(),
                account.why.join("; ").into(),
                account.id.as_str().into(),
            ]);
            let name = &account.user_principal_name;
            let tone = account.answer.cell().tone;
            let why = account.why.iter();
            notes.extend(why.map(|why| Cell::new(format!("{name}: {why}"), tone)));
            let also = account.notes.iter();
            notes.extend(also.map(|note| Cell::from(format!("{name}: {note}"))));
            if let Some(next) = &account.next
                && !steps.iter().any(|step| step.text == *next)
            {
                let why = match account.answer {
                    Answer::Yes => "to do it",
                    Answer::InPart => "to do the rest",
                    Answer::No | Answer::Unknown => "towards a yes",
                };
                steps.push(Step::run(why, next));
            }
        }
        View::new()
            .heading(format!("{}: would it go through?", self.action.title()))
            .table(table)
            .list(notes)
            .text("Nothing was sent.")
            .next(steps)
    }
}
