//! `grant --settings` and `grant --enable`: directory roles assigned and sign-in enabled.
use jiff::Timestamp;
use schemars::JsonSchema;
use serde::Serialize;

use crate::ids::{ObjectId, RoleTemplateId, TenantId};
use crate::output::Report;
use crate::output::view::{Cell, View};
use crate::reports::calls::{self, StepReport};
use crate::reports::status::AppStatus;

/// Directory roles assigned, or applications enabled, in Entra.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct GrantRemediation {
    /// Id of the tenant.
    pub tenant: TenantId,
    /// Kind of change: `settings` or `enable`.
    pub what: String,
    /// Time when the command started.
    #[schemars(with = "String")]
    pub at: Timestamp,
    /// Whether this was a dry run.
    pub dry_run: bool,
    /// The changes.
    pub steps: Vec<RemediationStep>,
    /// Status of the apps afterwards.
    pub apps: Vec<AppStatus>,
    /// Further notes, such as which roles can make the changes.
    pub notes: Vec<String>,
}

/// One change.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct RemediationStep {
    /// Id of the permission set whose application is changed.
    pub set: String,
    /// Object id of the application's service principal.
    pub service_principal_id: ObjectId,
    /// Display name of the application, chosen by its owner.
    pub display_name: Option<String>,
    /// Template id of the assigned directory role; null if the change enables sign-in.
    pub role: Option<RoleTemplateId>,
    /// Description of the change.
    pub text: String,
    /// Whether Graph shows the change.
    pub visible: bool,
    /// The Graph call.
    pub step: StepReport,
}

impl Report for GrantRemediation {
    fn view(&self) -> View {
        if self.dry_run {
            let steps = self.steps.iter().map(|one| &one.step);
            return calls::with_dry_run_calls(self.plan_view(), steps, "No call is needed.");
        }
        let mut view = View::new();
        if self.steps.is_empty() {
            view = view.text(Cell::good(
                "Everything is set already; nothing was changed.",
            ));
        }
        let lines = self.steps.iter().map(|one| {
            let text = format!("set {}: {}", one.set, one.text);
            calls::change_cell(&text, &one.step, one.visible)
        });
        let notes = self.notes.iter().map(Cell::warning);
        calls::with_app_table(view.list(lines).list(notes), &self.apps)
            .next(calls::remedy_steps(&self.apps))
    }
}

impl GrantRemediation {
    /// Returns the view of the planned changes, shown before confirmation.
    pub fn plan_view(&self) -> View {
        if self.steps.is_empty() {
            return View::new().text("Nothing has to be set.");
        }
        let lines = self.steps.iter().map(|one| {
            let name = one.display_name.as_deref().unwrap_or("(no name)");
            Cell::warning(format!(
                "set {}, {name} ({}): {}",
                one.set, one.service_principal_id, one.text
            ))
        });
        View::new().text("Set in Entra:").list(lines)
    }
}
