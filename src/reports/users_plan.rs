//! What an account action would do: the accounts, what to know of them, and
//! the exact Graph calls.
use schemars::JsonSchema;
use serde::Serialize;

use crate::domain::ids::{ObjectId, TenantId};
use crate::domain::task::{Action, InNameOf, StepKind, so_many_accounts};
use crate::output::Show;
use crate::output::view::{Cell, Step, Table, View};

/// `users ... --dry-run`, and what is shown before the question.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct PlanReport {
    /// The tenant.
    pub tenant: TenantId,
    /// What was asked.
    pub action: Action,
    /// In the name of which app.
    pub via: InNameOf,
    /// What is done to each account, in this order.
    pub steps: Vec<PlannedStep>,
    /// The accounts.
    pub accounts: Vec<PlannedAccount>,
    /// The calls, in their order; none was sent.
    pub calls: Vec<PlannedCall>,
    /// The command that does it.
    pub next: Vec<String>,
}

/// One step in words.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct PlannedStep {
    /// What is done.
    pub kind: StepKind,
    /// The same for people.
    pub what: String,
}

/// An account of a plan.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct PlannedAccount {
    /// Object id.
    pub id: ObjectId,
    /// User principal name.
    pub user_principal_name: String,
    /// Display name.
    pub name: Option<String>,
    /// Whether sign-in is allowed now.
    pub account_enabled: Option<bool>,
    /// `none`, `administrator`, `highest` or `unknown`.
    pub tier: String,
    /// The same in words.
    #[serde(skip)]
    pub tier_title: String,
    /// What to know before agreeing.
    pub warnings: Vec<String>,
    /// What stays open afterwards, and for how long.
    pub stays_open: Vec<String>,
}

/// One call as it would be sent.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct PlannedCall {
    /// The account that it is about.
    pub account_id: ObjectId,
    /// What it does.
    pub kind: StepKind,
    /// HTTP method.
    pub method: String,
    /// Path below the Graph version.
    pub path: String,
    /// Body, without its secret.
    pub body: Option<serde_json::Value>,
}

/// Steps as facts, each with its place in the order.
pub fn in_order(steps: &[PlannedStep]) -> Vec<(&'static str, Cell)> {
    let labels = std::iter::once("First").chain(std::iter::repeat("Then"));
    let named = |(label, step): (&'static str, &PlannedStep)| (label, step.what.as_str().into());
    labels.zip(steps).map(named).collect()
}

impl PlannedAccount {
    fn name_cell(&self) -> Cell {
        Cell::name(self.name.as_deref().unwrap_or_default())
    }

    /// The account in one sentence: in a table of 80 columns neither names nor
    /// ids would keep in one piece.
    fn line(&self) -> Cell {
        let name = Cell::name(self.name.as_deref().unwrap_or("no name"));
        let text = format!(
            "{} (object id {}): {}, sign-in {}, {}",
            self.user_principal_name,
            self.id,
            name.text,
            self.sign_in(),
            self.tier_title
        );
        if self.tier == "none" {
            Cell::new(text, name.tone)
        } else {
            Cell::warning(text)
        }
    }

    fn sign_in(&self) -> &'static str {
        match self.account_enabled {
            Some(true) => "allowed",
            Some(false) => "forbidden",
            None => "not known",
        }
    }
}

impl PlanReport {
    fn view_of_one(&self, account: &PlannedAccount) -> View {
        View::new()
            .heading(self.action.deed("this account"))
            .facts([
                (
                    "Principal name",
                    Cell::strong(account.user_principal_name.as_str()),
                ),
                ("Object id", account.id.as_str().into()),
                ("Name", account.name_cell()),
                ("Sign-in", account.sign_in().into()),
                ("Tier", account.tier_title.as_str().into()),
                ("Tenant", self.tenant.as_str().into()),
            ])
            .list(
                account
                    .warnings
                    .iter()
                    .map(|text| Cell::warning(text.as_str())),
            )
    }

    /// The plan as it is shown before the question: whom it is about, what to
    /// know of them, what is done and what stays open.
    pub fn question_view(&self) -> View {
        let view = match self.accounts.as_slice() {
            [one] => self.view_of_one(one),
            _ => self.view_of_many(),
        };
        let mut facts = in_order(&self.steps);
        let mut open: Vec<&str> = Vec::new();
        for text in self.accounts.iter().flat_map(|one| &one.stays_open) {
            if !open.contains(&text.as_str()) {
                open.push(text);
            }
        }
        facts.extend(open.into_iter().map(|text| ("Stays open", text.into())));
        view.facts(facts)
    }

    fn view_of_many(&self) -> View {
        let mut table = Table::new(&[
            ("Account", "userPrincipalName"),
            ("Name", "name"),
            ("Object id", "id"),
            ("Sign-in", "accountEnabled"),
            ("Roles", "tier"),
        ]);
        let mut lines = Vec::new();
        for account in &self.accounts {
            table.row([
                account.user_principal_name.as_str().into(),
                account.name.clone().unwrap_or_default().into(),
                account.id.as_str().into(),
                account.sign_in().into(),
                account.tier_title.as_str().into(),
            ]);
            lines.push(account.line());
            let warnings = account.warnings.iter();
            lines.extend(
                warnings
                    .map(|text| Cell::warning(format!("{}: {text}", account.user_principal_name))),
            );
        }
        View::new()
            .heading(format!(
                "{} in tenant {}",
                self.action.deed(&so_many_accounts(self.accounts.len())),
                self.tenant
            ))
            .list(lines)
            .table(table.for_machines(&[
                "userPrincipalName",
                "name",
                "id",
                "accountEnabled",
                "tier",
            ]))
    }
}

impl Show for PlanReport {
    fn kind(&self) -> &'static str {
        "users.plan"
    }

    fn data(&self) -> serde_json::Value {
        serde_json::to_value(self).unwrap_or_default()
    }

    fn items(&self) -> Option<&'static str> {
        Some("calls")
    }

    fn view(&self) -> View {
        let calls = self.calls.iter().map(|call| {
            let body = call
                .body
                .as_ref()
                .map_or(String::new(), |body| format!(" {body}"));
            Cell::from(format!("{} {}{body}", call.method, call.path))
        });
        self.question_view()
            .text("These calls would be sent; none was:")
            .list(calls)
            .next(self.next.iter().map(|command| Step::run("", command)))
    }
}
