//! The parts of a status report.
use schemars::JsonSchema;
use serde::Serialize;

use crate::catalog::Need;
use crate::cli::command_line::{CommandLine, TargetFlags};
use crate::domain::binding::CLIENT_ID_IN_CONSOLE;
use crate::domain::consent::PermissionLine;
use crate::domain::health::{AppHealth, Condition, Remedy, SetHealth, SettingHealth};
use crate::ids::{AppId, ObjectId, RoleTemplateId};

/// The command that carries out `remedy` for `app`; `None` where no command of
/// this program helps.
pub fn remedy_command(remedy: &Remedy, app: &str) -> Option<CommandLine> {
    let line = match remedy {
        Remedy::Nothing | Remedy::Microsoft | Remedy::Product | Remedy::Consent => return None,
        Remedy::Bind(_) => return Some("apps discover".into()),
        // A token says which roles there were when it was issued.
        Remedy::SignIn | Remedy::Role => return Some("auth login --for read".into()),
        Remedy::Grant => "grant",
        Remedy::Recreate => "grant --direct",
        Remedy::Settings => "grant --settings",
        Remedy::Enable => "grant --enable",
        Remedy::Retry => "status",
    };
    Some(CommandLine::from_words(line).arg(app))
}

/// What mends something.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct RemedyReport {
    /// A command line to copy; null where none of ours helps.
    pub command: Option<String>,
    /// What to do outside the tool.
    pub advice: Option<String>,
}

impl RemedyReport {
    /// The command line, or else the advice.
    pub(super) fn text(&self) -> Option<&str> {
        self.command.as_deref().or(self.advice.as_deref())
    }

    /// A remedy for `app`, of the tenant that `flags` name.
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

/// How many permissions stand how.
#[derive(Debug, Clone, Copy, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct PermissionCounts {
    /// Asked for.
    pub required: usize,
    /// Asked for and there.
    pub granted: usize,
    /// Asked for and not there.
    pub missing: usize,
    /// Granted, not required.
    pub surplus: usize,
}

/// A directory role that a set wants.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct SettingStatus {
    /// The role's template id.
    pub role: RoleTemplateId,
    /// Its name.
    pub role_name: String,
    /// Whether something fails without it.
    pub need: Need,
    /// What it is for.
    pub why: String,
    /// Whether the service principal holds it.
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
    /// The set.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Whether the app does not work without it.
    pub required: bool,
    /// The bound application.
    pub client_id: Option<AppId>,
    /// Its service principal, as read.
    pub service_principal_id: Option<ObjectId>,
    /// Its name, as read; chosen by whoever made it.
    pub display_name: Option<String>,
    /// The set's own status.
    pub status: Condition,
    /// What the Status column says.
    pub status_text: String,
    /// Why.
    pub reason: String,
    /// How many permissions stand how; null where nothing was read.
    pub counts: Option<PermissionCounts>,
    /// Permission by permission.
    pub permissions: Vec<PermissionLine>,
    /// Grants for one person each, which do not count.
    pub personal_grants: usize,
    /// Directory roles.
    pub settings: Vec<SettingStatus>,
}

impl SetStatus {
    /// A set's health as a report shows it.
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
                required: difference.required(),
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
    /// What is typed: `search`.
    pub id: String,
    /// Its name.
    pub name: String,
    /// That of the worst required set, or blocked.
    pub status: Condition,
    /// What the Status column says.
    pub status_text: String,
    /// Why.
    pub reason: String,
    /// The set that decides.
    pub decided_by: Option<String>,
    /// What mends it.
    pub remedy: RemedyReport,
    /// What happened when a grant last failed and was not forgotten.
    pub failed_grant: Option<String>,
    /// Its sets: the required ones, then the optional ones that are bound.
    pub sets: Vec<SetStatus>,
}

impl AppStatus {
    /// An app's health as a report shows it.
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

    /// Permissions of the required sets: granted and asked for.
    pub fn granted_and_total(&self) -> Option<(usize, usize)> {
        let mut sum = (0, 0);
        for set in self.sets.iter().filter(|set| set.required) {
            let counts = set.counts?;
            sum = (sum.0 + counts.granted, sum.1 + counts.required);
        }
        Some(sum)
    }

    /// Permissions of the required sets that are there and not needed.
    pub fn surplus_lines(&self) -> Vec<&PermissionLine> {
        self.sets
            .iter()
            .filter(|set| set.required)
            .flat_map(|set| &set.permissions)
            .filter(|line| line.standing == crate::domain::consent::PermissionStatus::Surplus)
            .collect()
    }
}
