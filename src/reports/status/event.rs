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
    /// Id of the tenant.
    pub tenant: TenantId,
    /// Time when Graph was read.
    #[schemars(with = "String")]
    pub at: Timestamp,
    /// Id of the app, such as `search`.
    pub app: String,
    /// Status before; null at the first check.
    pub from: Option<Condition>,
    /// Status now.
    pub to: Condition,
    /// Reason for the status.
    pub reason: String,
    /// How to fix the problem, if there is one.
    pub remedy: RemedyReport,
}

impl StatusEvent {
    /// Returns the status change of `app`.
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
