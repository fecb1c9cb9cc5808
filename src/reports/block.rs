//! `block`: the disconnected app.
use schemars::JsonSchema;
use serde::Serialize;

use crate::ids::TenantId;
use crate::output::Report;
use crate::output::view::{Cell, Step, View};
use crate::reports::calls::{self, StepReport, StepState};

/// Result of `block`.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct BlockReport {
    /// Id of the tenant.
    pub tenant: TenantId,
    /// Id of the app, such as `search`.
    pub app: String,
    /// Name of the app.
    pub name: String,
    /// `block`, `disable`, `revoke` or `delete`.
    pub action: String,
    /// Whether this machine had already blocked the app.
    pub already_blocked: bool,
    /// Whether the app is blocked on this machine now.
    pub blocked: bool,
    /// Whether this was a dry run.
    pub dry_run: bool,
    /// Features that no longer work without the permissions.
    pub lost: String,
    /// Other apps that use the same permission sets.
    pub also_affected: Vec<String>,
    /// The changes in Entra; empty for `block`.
    pub steps: Vec<BlockStep>,
    /// The command that reconnects the app.
    pub reconnect: String,
    /// Commands that remove more access.
    pub further: Vec<String>,
}

/// One change in Entra.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct BlockStep {
    /// Description of the change.
    pub text: String,
    /// The Graph call.
    pub step: StepReport,
}

impl BlockReport {
    /// Returns the view of the planned changes, shown before confirmation.
    pub fn plan_view(&self) -> View {
        let mut view = View::new();
        if self.action == "block" {
            view = view.text(self.local_only_text());
        }
        if !self.also_affected.is_empty() {
            view = view.text(Cell::warning(format!(
                "These apps use the same permission set and lose it too: {}.",
                self.also_affected.join(", ")
            )));
        }
        if self.action != "block" {
            view = view.text(format!("Lost with {}: {}", self.name, self.lost));
        }
        view.list(
            self.steps
                .iter()
                .map(|one| Cell::warning(one.text.as_str())),
        )
    }
}

impl BlockReport {
    /// Returns the note that a block without a flag applies only to this machine.
    fn local_only_text(&self) -> String {
        format!(
            "Nothing changes in Entra: only this machine stops using {}.",
            self.name
        )
    }
}

impl Report for BlockReport {
    fn view(&self) -> View {
        if self.dry_run {
            let steps = self.steps.iter().map(|one| &one.step);
            let none = if self.action == "block" {
                "Nothing is sent to Graph: what Entra holds stays as it is."
            } else {
                "No call is needed: nothing of it is in Entra."
            };
            return calls::with_dry_run_calls(self.plan_view(), steps, none);
        }
        let mut view = View::new();
        if self.action == "block" {
            view = view.text(self.local_only_text());
        }
        view = view.text(match (self.already_blocked, self.blocked) {
            (true, _) => Cell::from(format!(
                "{} was blocked on this machine already.",
                self.name
            )),
            (false, true) => Cell::from(format!("{} is blocked on this machine.", self.name)),
            (false, false) => Cell::warning(format!("{} is not blocked.", self.name)),
        });
        view = if self.steps.is_empty() && self.action == "block" {
            view
        } else if self.steps.is_empty() {
            view.text("Nothing was changed in Entra: nothing of it was there to change.")
        } else {
            view.list(self.steps.iter().map(|one| {
                let gone = matches!(one.step.state, StepState::Done | StepState::AlreadyThere);
                calls::change_cell(&one.text, &one.step, gone)
            }))
            .text("Tokens that the application holds already may work for about an hour.")
        };
        if !self.also_affected.is_empty() && !self.steps.is_empty() {
            view = view.text(Cell::warning(format!(
                "These apps use the same permission set and lost it too: {}.",
                self.also_affected.join(", ")
            )));
        }
        let mut steps = vec![Step::run("connect it again", self.reconnect.as_str())];
        for line in &self.further {
            let why = if line.ends_with("--delete") {
                "delete its enterprise application in Entra as well"
            } else if line.ends_with("--disable") {
                "disable its enterprise application in Entra as well"
            } else {
                "revoke its permissions in Entra as well"
            };
            steps.push(Step::run(why, line.as_str()));
        }
        view.next(steps)
    }
}
