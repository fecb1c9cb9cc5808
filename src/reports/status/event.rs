//! `status --watch -o jsonl`: one line for each change.
use jiff::Timestamp;
use schemars::JsonSchema;
use serde::Serialize;

use super::{AppStatus, RemedyReport, StatusReport};
use crate::domain::health::Condition;
use crate::ids::TenantId;
use crate::output::Report;
use crate::output::view::View;

/// One line of `status --watch -o jsonl`: an app's status changed.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct StatusEvent {
    /// The tenant.
    pub tenant: TenantId,
    /// When Graph was asked.
    #[schemars(with = "String")]
    pub at: Timestamp,
    /// The app.
    pub app: String,
    /// Its status before; null the first time.
    pub from: Option<Condition>,
    /// Its status now.
    pub to: Condition,
    /// Why.
    pub reason: String,
    /// What mends it.
    pub remedy: RemedyReport,
}

impl StatusEvent {
    /// What happened to `app`.
    pub fn from_app(report: &StatusReport, app: &AppStatus, from: Option<Condition>) -> Self {
        Self {
            tenant: report.tenant.clone(),
            at: report.checked_at,
            app: app.id.clone(),
            from,
            to: app.status,
            reason: app.reason.clone(),
            remedy: app.remedy.clone(),
        }
    }
}

impl Report for StatusEvent {
    fn view(&self) -> View {
        View::new().text(format!("{}: {}", self.app, self.to.text()))
    }
}
