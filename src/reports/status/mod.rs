//! `status`: every app with its sets and permissions, what is wrong and which
//! command mends it.
mod junit;
mod model;
mod openmetrics;
mod sarif;
mod view;

use jiff::Timestamp;
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;

use crate::cli::Format;
use crate::domain::health::Condition;
use crate::ids::TenantId;
use crate::output::Show;
use crate::output::view::View;

pub use model::{
    AppStatus, PermissionCounts, RemedyReport, SetStatus, SettingStatus, remedy_command,
};
pub(super) use view::{condition as condition_cell, permissions_table, set_facts};

/// The Status column.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct StatusReport {
    /// The tenant.
    pub tenant: TenantId,
    /// Its name, as `sync` last read it.
    pub organization: Option<String>,
    /// When Graph was asked.
    #[schemars(with = "String")]
    pub checked_at: Timestamp,
    /// Version of the catalog that was compared with.
    pub catalog_version: u32,
    /// Whether every app is granted.
    pub healthy: bool,
    /// Each app.
    pub apps: Vec<AppStatus>,
}

impl Show for StatusReport {
    fn kind(&self) -> &'static str {
        "status"
    }

    fn data(&self) -> Value {
        serde_json::to_value(self).unwrap_or_default()
    }

    fn view(&self) -> View {
        view::view(self)
    }

    fn items(&self) -> Option<&'static str> {
        Some("apps")
    }

    fn special(&self, format: Format) -> Option<String> {
        match format {
            Format::Junit => Some(junit::text(self)),
            Format::Sarif => Some(sarif::text(self)),
            Format::Openmetrics => Some(openmetrics::text(self)),
            Format::Table | Format::Json | Format::Jsonl | Format::Csv | Format::Markdown => None,
        }
    }
}

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
    pub fn of(report: &StatusReport, app: &AppStatus, from: Option<Condition>) -> Self {
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

impl Show for StatusEvent {
    fn kind(&self) -> &'static str {
        "status.event"
    }

    fn data(&self) -> Value {
        serde_json::to_value(self).unwrap_or_default()
    }

    fn view(&self) -> View {
        View::new().text(format!("{}: {}", self.app, self.to.text()))
    }
}

/// The stable id of what is wrong, for SARIF and `JUnit`.
pub(super) fn rule_of(condition: Condition) -> &'static str {
    match condition {
        Condition::Granted => "granted",
        Condition::NeedsSettings => "directory-role-missing",
        Condition::Unknown => "unreadable",
        Condition::PermissionUpdateRequired => "permission-update-required",
        Condition::NotGranted => "not-granted",
        Condition::NotBound => "not-bound",
        Condition::PermissionError => "permission-missing",
        Condition::ApplicationDisabled => "application-disabled",
        Condition::AuthenticationError => "application-gone",
        Condition::Blocked => "blocked",
    }
}

#[cfg(test)]
mod tests;
