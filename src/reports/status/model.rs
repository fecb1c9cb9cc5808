//! The parts of a status report.
use schemars::JsonSchema;
use serde::Serialize;

use crate::catalog::Need;
use crate::cli::command_line::{CommandLine, TargetFlags};
use crate::domain::binding::CLIENT_ID_IN_CONSOLE;
use crate::domain::consent::PermissionLine;
use crate::domain::health::{AppHealth, Condition, Remedy, SetHealth, SettingHealth};
use crate::ids::{AppId, ObjectId, RoleTemplateId};

/// Returns the command that applies `remedy` to `app`; `None` if no command of this
/// program helps.
pub fn remedy_command(remedy: &Remedy, app: &str) -> Option<CommandLine> {
    let line = match remedy {
        Remedy::Nothing | Remedy::Microsoft | Remedy::Product | Remedy::Consent => return None,
        Remedy::Bind(_) => return Some("apps discover".into()),
        // A token only has the roles from the time when it was issued.
        Remedy::SignIn | Remedy::Role => return Some("auth login --for read".into()),
        Remedy::Grant => "grant",
        Remedy::Recreate => "grant --direct",
        Remedy::Settings => "grant --settings",
        Remedy::Enable => "grant --enable",
        Remedy::Retry => "status",
    };
    Some(CommandLine::from_words(line).arg(app))
}

/// How to fix a problem.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct RemedyReport {
    /// Command line to copy; null if no command of this program helps.
    pub command: Option<String>,
    /// Advice to follow outside this program; null if there is none.
    pub advice: Option<String>,
}

impl RemedyReport {
    /// Returns the command line, or else the advice.
    pub(super) fn text(&self) -> Option<&str> {
        self.command.as_deref().or(self.advice.as_deref())
    }

    /// Returns the report form of a remedy for `app`. `flags` select the tenant in commands.
    pub fn from_remedy(remedy: &Remedy, app: &str, flags: &TargetFlags) -> Self {
        let advice = match remedy {
            Remedy::Bind(set) => Some(format!(
                "or take the client id from the vendor's console ({CLIENT_ID_IN_CONSOLE}) and run: {}",
                CommandLine::from_words("apps bind --client-id CLIENT_ID")
                    .arg(set)
                    .with_target(flags)
            )),
            Remedy::Nothing
            | Remedy::Grant
            | Remedy::Recreate
            | Remedy::Settings
            | Remedy::Enable
            | Remedy::Microsoft
            | Remedy::Product
            | Remedy::SignIn
            | Remedy::Role
            | Remedy::Consent
            | Remedy::Retry => remedy.advice().map(str::to_owned),
        };
        Self {
            command: remedy_command(remedy, app).map(|line| line.with_target(flags).to_string()),
            advice,
        }
    }
}

/// Numbers of permissions by status.
#[derive(Debug, Clone, Copy, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct PermissionCounts {
    /// Required permissions.
    pub required: usize,
    /// Required permissions that are granted.
    pub granted: usize,
    /// Required permissions that are missing.
    pub missing: usize,
    /// Granted permissions that are not required.
    pub surplus: usize,
}

/// A directory role that a set should have.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct SettingStatus {
    /// The role's template id.
    pub role: RoleTemplateId,
    /// Name of the role.
    pub role_name: String,
    /// Whether the role is required or recommended.
    pub need: Need,
    /// Purpose of the role.
    pub why: String,
    /// Whether the service principal has the role.
    pub held: bool,
}

impl SettingStatus {
    fn from_health(setting: &SettingHealth) -> Self {
        let SettingHealth {
            role,
            role_name,
            need,
            why,
            held,
        } = setting.clone();
        Self {
            role,
            role_name,
            need,
            why,
            held,
        }
    }
}

/// One permission set of an app.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct SetStatus {
    /// Id of the permission set, such as `s3`.
    pub id: String,
    /// Name of the set.
    pub name: String,
    /// Whether the app requires the set; an optional set only adds functions.
    pub required: bool,
    /// Client id of the application bound to the set; null if none is bound.
    pub client_id: Option<AppId>,
    /// Object id of the application's service principal; null if there is none in the tenant.
    pub service_principal_id: Option<ObjectId>,
    /// Display name of the application in the tenant, chosen by its owner.
    pub display_name: Option<String>,
    /// Status of the set.
    pub status: Condition,
    /// Status as shown in the Status column.
    pub status_text: String,
    /// Reason for the status.
    pub reason: String,
    /// Numbers of permissions by status; null if no service principal was read.
    pub counts: Option<PermissionCounts>,
    /// The permissions of the set, each with its status.
    pub permissions: Vec<PermissionLine>,
    /// Number of grants that cover only a single user; they do not count as granted.
    pub personal_grants: usize,
    /// Directory roles that the service principal should have.
    pub settings: Vec<SettingStatus>,
}

impl SetStatus {
    /// Returns the report form of a set's health.
    pub fn from_health(set: &SetHealth, required: bool) -> Self {
        let difference = &set.difference;
        Self {
            id: set.id.to_string(),
            name: set.name.clone(),
            required,
            client_id: set.client.clone(),
            service_principal_id: set.principal.clone(),
            display_name: set.display_name.clone(),
            status: set.condition,
            status_text: set.condition.text().to_owned(),
            reason: set.reason.clone(),
            counts: set.principal.as_ref().map(|_| PermissionCounts {
                required: difference.required_count(),
                granted: difference.granted.len(),
                missing: difference.missing.len(),
                surplus: difference.surplus.len(),
            }),
            permissions: difference.lines().cloned().collect(),
            personal_grants: difference.personal,
            settings: set
                .settings
                .iter()
                .map(SettingStatus::from_health)
                .collect(),
        }
    }
}

/// One app.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct AppStatus {
    /// Id of the app on the command line, such as `search`.
    pub id: String,
    /// Name of the app.
    pub name: String,
    /// Status of the app: the worst status of its required sets, or blocked.
    pub status: Condition,
    /// Status as shown in the Status column.
    pub status_text: String,
    /// Reason for the status.
    pub reason: String,
    /// Id of the set that determines the status; null if none does.
    pub decided_by: Option<String>,
    /// How to fix the problem; all fields are null if there is none.
    pub remedy: RemedyReport,
    /// Why the last grant failed, until `reset` clears it; null if it did not fail.
    pub failed_grant: Option<String>,
    /// Sets of the app: the required ones, then the optional ones that are bound.
    pub sets: Vec<SetStatus>,
}

impl AppStatus {
    /// Returns the report form of an app's health.
    pub fn from_health(app: &AppHealth, flags: &TargetFlags) -> Self {
        let required = app
            .required
            .iter()
            .map(|set| SetStatus::from_health(set, true));
        let optional = app
            .optional
            .iter()
            .map(|set| SetStatus::from_health(set, false));
        Self {
            id: app.id.clone(),
            name: app.name.clone(),
            status: app.condition,
            status_text: app.condition.text().to_owned(),
            reason: app.reason.clone(),
            decided_by: app.decided_by.as_ref().map(ToString::to_string),
            remedy: RemedyReport::from_remedy(&app.remedy, &app.id, flags),
            failed_grant: app.failed_grant.clone(),
            sets: required.chain(optional).collect(),
        }
    }

    /// Returns the numbers of granted and required permissions of the required sets; `None` if
    /// a required set could not be read.
    pub fn granted_and_total(&self) -> Option<(usize, usize)> {
        let mut sum = (0, 0);
        for set in self.sets.iter().filter(|set| set.required) {
            let counts = set.counts?;
            sum = (sum.0 + counts.granted, sum.1 + counts.required);
        }
        Some(sum)
    }

    /// Returns the granted permissions that the required sets do not require.
    pub fn surplus_lines(&self) -> Vec<&PermissionLine> {
        self.sets
            .iter()
            .filter(|set| set.required)
            .flat_map(|set| &set.permissions)
            .filter(|line| line.standing == crate::domain::consent::PermissionStatus::Surplus)
            .collect()
    }
}
