//! `status`: every app with its sets and permissions, what is wrong and which
//! command fixes it.
pub mod event;
mod junit;
mod model;
mod openmetrics;
mod sarif;
mod view;

use jiff::Timestamp;
use schemars::JsonSchema;
use serde::Serialize;

use crate::cli::Format;
use crate::domain::health::Condition;
use crate::ids::TenantId;
use crate::output::Report;
use crate::output::view::View;

pub use model::{
    AppStatus, PermissionCounts, RemedyReport, SetStatus, SettingStatus, remedy_command,
};
pub(super) use view::{condition_cell, permissions_table, with_set_facts};

/// Status of the apps.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct StatusReport {
    /// Id of the tenant.
    pub tenant: TenantId,
    /// Name of the tenant, as `sync` last read it.
    pub organization: Option<String>,
    /// Time when Graph was read.
    #[schemars(with = "String")]
    pub checked_at: Timestamp,
    /// Version of the catalog used for the comparison.
    pub catalog_version: u32,
    /// Whether every app works; one that only lacks directory roles counts as working.
    pub healthy: bool,
    /// The apps.
    pub apps: Vec<AppStatus>,
    /// Path of the settings file that names the tenant, for SARIF: relative to the current
    /// folder if the file is below it; otherwise only the file name.
    #[serde(skip)]
    pub settings_file: String,
}

impl Report for StatusReport {
    fn view(&self) -> View {
        view::view(self)
    }

    fn render_special(&self, format: Format) -> Option<String> {
        match format {
            Format::Junit => Some(junit::to_junit(self)),
            Format::Sarif => Some(sarif::to_sarif(self)),
            Format::Openmetrics => Some(openmetrics::to_openmetrics(self)),
            _ => None,
        }
    }
}

/// Returns the stable id of a condition, for SARIF and `JUnit`.
pub(super) fn rule_id(condition: Condition) -> &'static str {
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
