//! The plan of an account action: the accounts, warnings about them, and the exact
//! Graph calls.
use schemars::JsonSchema;
use serde::Serialize;

use crate::domain::task::{Action, OnBehalfOf, StepKind, account_count_text};
use crate::ids::{ObjectId, TenantId};
use crate::output::Report;
use crate::output::view::{Cell, Table, Tone, View};

/// Plan of an account action, printed by `--dry-run` and shown before confirmation.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct PlanReport {
    /// Id of the tenant.
    pub tenant: TenantId,
    /// Requested action.
    pub action: Action,
    /// Vision One app on whose behalf the action is requested, such as `search`.
    pub via: OnBehalfOf,
    /// Steps for each account, in order.
    pub steps: Vec<PlannedStep>,
    /// The accounts.
    pub accounts: Vec<PlannedAccount>,
    /// The calls that the action would send, in order.
    pub calls: Vec<PlannedCall>,
    /// Commands that apply the plan.
    pub next: Vec<String>,
}

/// One step in words.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct PlannedStep {
    /// Kind of step.
    pub kind: StepKind,
    /// Description of the step.
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
    /// Privilege level by directory roles: `none`, `administrator`, `highest` or `unknown`.
    pub tier: String,
    /// Tier in words.
    #[serde(skip)]
    pub tier_title: String,
    /// Warnings to read before confirming.
    pub warnings: Vec<String>,
    /// Access that remains after the action, and for how long: one sentence per item.
    pub stays_open: Vec<String>,
    /// Registered devices of the account; null if they were not requested.
    pub devices: Option<Vec<PlannedDevice>>,
}

/// A registered device of an account.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct PlannedDevice {
    /// Object id.
    pub id: ObjectId,
    /// Display name.
    pub name: Option<String>,
    /// Join type of the device in words, such as `Microsoft Entra joined`.
    pub join: String,
    /// Whether the device is enabled now; null if unknown. A disabled device is not changed.
    pub enabled: Option<bool>,
    /// Other owners of the device, who cannot use it afterwards.
    pub other_owners: Vec<String>,
    /// Why a guard-rail protects the device; null if none does.
    pub refused: Option<String>,
    /// Warnings to read before confirming.
    pub warnings: Vec<String>,
}

impl PlannedDevice {
    /// Returns the device in one sentence.
    pub fn sentence(&self) -> String {
        self.to_cell().text
    }

    fn to_cell(&self) -> Cell {
        let name = Cell::person_name(self.name.as_deref().unwrap_or("no name"));
        let mut text = format!(
            "device {} (object id {}), {}",
            name.text, self.id, self.join
        );
        let refused = self.refused.iter();
        let rest: Vec<&str> = refused.chain(&self.warnings).map(String::as_str).collect();
        if rest.is_empty() {
            return Cell::new(text, name.tone);
        }
        text.push_str(": ");
        text.push_str(&rest.join("; "));
        Cell::warning(text)
    }
}

/// A planned call.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct PlannedCall {
    /// The account to change.
    pub account_id: ObjectId,
    /// Kind of step.
    pub kind: StepKind,
    /// The device to change; null if the step changes the account.
    pub device_id: Option<ObjectId>,
    /// HTTP method.
    pub method: String,
    /// Path below the Graph version.
    pub path: String,
    /// Request body without secrets; null if there is none.
    pub body: Option<serde_json::Value>,
}

/// Returns the steps as facts in order: the first is labeled "First", the others "Then".
pub fn step_facts(steps: &[PlannedStep]) -> Vec<(&'static str, Cell)> {
    let labels = std::iter::once("First").chain(std::iter::repeat("Then"));
    let named = |(label, step): (&'static str, &PlannedStep)| (label, step.what.as_str().into());
    labels.zip(steps).map(named).collect()
}

impl PlannedAccount {
    /// Returns one cell per registered device, or "no registered devices"; empty if devices
    /// were not requested.
    fn device_cells(&self) -> Vec<Cell> {
        match self.devices.as_deref() {
            None => Vec::new(),
            Some([]) => vec!["no registered devices".into()],
            Some(devices) => devices.iter().map(PlannedDevice::to_cell).collect(),
        }
    }

    fn name_cell(&self) -> Cell {
        Cell::person_name(self.name.as_deref().unwrap_or_default())
    }

    /// Returns the account in one sentence: a table of names and ids needs over 80 columns.
    fn to_cell(&self) -> Cell {
        let name = Cell::person_name(self.name.as_deref().unwrap_or("no name"));
        let text = format!(
            "{} (object id {}): {}, sign-in {}, {}",
            self.user_principal_name,
            self.id,
            name.text,
            self.sign_in_text(),
            self.tier_title
        );
        if self.tier == "none" {
            Cell::new(text, name.tone)
        } else {
            Cell::warning(text)
        }
    }

    fn sign_in_text(&self) -> &'static str {
        match self.account_enabled {
            Some(true) => "allowed",
            Some(false) => "blocked",
            None => "not known",
        }
    }
}

impl PlanReport {
    fn single_account_view(&self, account: &PlannedAccount) -> View {
        View::new()
            .heading(self.action.description("this account"))
            .fact(
                "Principal name",
                Cell::strong(account.user_principal_name.as_str()),
            )
            .fact("Object id", account.id.as_str())
            .fact("Name", account.name_cell())
            .fact("Sign-in", account.sign_in_text())
            .fact("Tier", account.tier_title.as_str())
            .fact("Tenant", self.tenant.as_str())
            .list(
                account
                    .warnings
                    .iter()
                    .map(|text| Cell::warning(text.as_str()))
                    .chain(account.device_cells()),
            )
    }

    /// Returns the warnings about devices, for commands that do not ask for confirmation.
    pub fn device_warnings(&self) -> Vec<String> {
        let mut lines = Vec::new();
        for account in &self.accounts {
            let devices = account.devices.iter().flatten();
            let devices = devices.map(PlannedDevice::to_cell);
            let devices = devices.filter(|line| line.tone == Tone::Warning);
            lines.extend(
                devices.map(|line| format!("{}: {}", account.user_principal_name, line.text)),
            );
        }
        lines
    }

    /// Returns the view of the plan, shown before confirmation: accounts, warnings, steps
    /// and the access that remains.
    pub fn confirmation_view(&self) -> View {
        let view = match self.accounts.as_slice() {
            [one] => self.single_account_view(one),
            _ => self.many_accounts_view(),
        };
        let mut facts = step_facts(&self.steps);
        let mut open: Vec<&str> = Vec::new();
        for text in self.accounts.iter().flat_map(|one| &one.stays_open) {
            if !open.contains(&text.as_str()) {
                open.push(text);
            }
        }
        facts.extend(open.into_iter().map(|text| ("Stays open", text.into())));
        view.facts(facts)
    }

    fn many_accounts_view(&self) -> View {
        let mut table = Table::new(&[
            ("", "userPrincipalName"),
            ("", "name"),
            ("", "id"),
            ("", "accountEnabled"),
            ("", "tier"),
        ]);
        let mut lines = Vec::new();
        for account in &self.accounts {
            table.row([
                account.user_principal_name.as_str().into(),
                account.name.clone().unwrap_or_default().into(),
                account.id.as_str().into(),
                account.sign_in_text().into(),
                account.tier_title.as_str().into(),
            ]);
            lines.push(account.to_cell());
            let warnings = account.warnings.iter();
            lines.extend(
                warnings
                    .map(|text| Cell::warning(format!("{}: {text}", account.user_principal_name))),
            );
            let devices = account.device_cells().into_iter();
            lines.extend(devices.map(|cell| {
                let text = format!("{}: {}", account.user_principal_name, cell.text);
                Cell::new(text, cell.tone)
            }));
        }
        View::new()
            .heading(format!(
                "{} in tenant {}",
                self.action
                    .description(&account_count_text(self.accounts.len())),
                self.tenant
            ))
            .list(lines)
            .table(table)
    }
}

impl Report for PlanReport {
    fn view(&self) -> View {
        let calls = self.calls.iter().map(|call| {
            let body = call
                .body
                .as_ref()
                .map_or(String::new(), |body| format!(" {body}"));
            Cell::from(format!("{} {}{body}", call.method, call.path))
        });
        self.confirmation_view()
            .text("These calls would be sent; none was:")
            .list(calls)
            .commands(&self.next)
    }
}
