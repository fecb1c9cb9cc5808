//! What an account action would do: the accounts, what to know of them, and
//! the exact Graph calls.
use schemars::JsonSchema;
use serde::Serialize;

use crate::domain::ids::{ObjectId, TenantId};
use crate::domain::task::{Action, InNameOf, StepKind};
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
    /// The accounts.
    pub accounts: Vec<PlannedAccount>,
    /// The calls, in their order; none was sent.
    pub calls: Vec<PlannedCall>,
    /// The command that does it.
    pub next: Vec<String>,
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

impl PlannedAccount {
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
            .heading(format!("{} this account", self.action.title()))
            .facts([
                (
                    "Principal name",
                    Cell::strong(account.user_principal_name.as_str()),
                ),
                ("Object id", account.id.as_str().into()),
                ("Name", account.name.clone().unwrap_or_default().into()),
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

    /// The plan as it is shown before the question: accounts and warnings.
    pub fn question_view(&self) -> View {
        if let [one] = self.accounts.as_slice() {
            return self.view_of_one(one);
        }
        let mut table = Table::new(&[
            ("Account", "userPrincipalName"),
            ("Name", "name"),
            ("Object id", "id"),
            ("Sign-in", "accountEnabled"),
            ("Roles", "tier"),
        ]);
        let mut warnings = Vec::new();
        for account in &self.accounts {
            table.row([
                Cell::strong(account.user_principal_name.as_str()),
                account.name.clone().unwrap_or_default().into(),
                account.id.as_str().into(),
                account.sign_in().into(),
                if account.tier == "none" {
                    account.tier_title.as_str().into()
                } else {
                    Cell::warning(account.tier_title.as_str())
                },
            ]);
            warnings.extend(
                account
                    .warnings
                    .iter()
                    .map(|text| Cell::warning(format!("{}: {text}", account.user_principal_name))),
            );
        }
        View::new()
            .heading(format!("{} in tenant {}", self.action.title(), self.tenant))
            .table(table)
            .list(warnings)
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
