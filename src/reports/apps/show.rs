//! `apps show`: the purpose of an app and every permission that it requires.
use schemars::JsonSchema;
use serde::Serialize;

use crate::catalog::{Need, PermissionKind, Risk, Source};
use crate::ids::{AppId, PermissionId, RoleTemplateId};
use crate::output::Report;
use crate::output::view::{Cell, Step, Table, View};

/// One app.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct AppShow {
    /// Id of the app on the command line, such as `search`.
    pub id: String,
    /// Name of the app.
    pub name: String,
    /// Other names of the app, older and newer.
    pub aliases: Vec<String>,
    /// Why the app needs access to the tenant.
    pub purpose: String,
    /// Features that work once everything required is granted.
    pub enables: String,
    /// Page of the vendor's console with the button that grants the permissions.
    pub console: String,
    /// Notes to read before granting.
    pub notes: Vec<String>,
    /// Source of the entry: built in, or the user's catalog file.
    pub source: Source,
    /// Sets of the app, the required ones first.
    pub sets: Vec<ShownSet>,
    /// The command that grants the permissions.
    pub grant: String,
}

/// One set.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ShownSet {
    /// Id of the permission set, such as `s3`.
    pub id: String,
    /// Readable id of the set, such as `read-directory`.
    pub slug: String,
    /// Name of the set.
    pub name: String,
    /// Whether the app requires the set; an optional set only adds functions.
    pub required: bool,
    /// Version of the set.
    pub version: u32,
    /// Client id of the application bound to the set; null if none is bound.
    pub client_id: Option<AppId>,
    /// Permissions that the set requires.
    pub permissions: Vec<ShownPermission>,
    /// Directory roles that the service principal should have.
    pub settings: Vec<ShownSetting>,
    /// Notes about the set.
    pub notes: Vec<String>,
}

/// One permission.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ShownPermission {
    /// Application id of the API.
    pub resource: AppId,
    /// Name of the API.
    pub resource_name: String,
    /// Name of the permission.
    pub name: String,
    /// Kind of the permission: application or delegated.
    pub kind: PermissionKind,
    /// Id of the permission.
    pub id: PermissionId,
    /// Why the set needs the permission.
    pub why: String,
    /// A narrower permission that is sufficient, if there is one.
    pub narrower: Option<String>,
    /// Risk of the permission.
    pub risk: Risk,
    /// Reason for the rating, if the risk is high or critical.
    pub risk_reason: Option<String>,
    /// First catalog version in which the set requires the permission.
    pub since: u32,
}

/// One directory role.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ShownSetting {
    /// The role's template id.
    pub role: RoleTemplateId,
    /// Name of the role.
    pub role_name: String,
    /// Whether the role is required or recommended.
    pub need: Need,
    /// Purpose of the role.
    pub why: String,
}

impl Report for AppShow {
    fn view(&self) -> View {
        let aliases = (!self.aliases.is_empty()).then(|| self.aliases.join(", "));
        let mut view = View::new()
            .fact("App", Cell::strong(format!("{} ({})", self.name, self.id)))
            .fact("For", &self.purpose)
            .fact("Then works", &self.enables)
            .fact("In the console", &self.console)
            .fact_if("Also called", aliases)
            .list(self.notes.iter().map(|note| Cell::from(note.as_str())));
        for set in &self.sets {
            view = set.add_to(view);
        }
        view.next([Step::run("grant it", self.grant.as_str())])
    }
}

impl ShownSet {
    fn add_to(&self, view: View) -> View {
        let need = if self.required {
            "required"
        } else {
            "optional"
        };
        // The kind is shown beside the reason, since a line has no room for both ids.
        let mut table = Table::new(&[("Permission", "permission"), ("", "kind"), ("Id", "id")]);
        for one in &self.permissions {
            table.row([
                Cell::from(one.name.as_str()),
                Cell::from(one.kind.as_str()),
                Cell::from(one.id.as_str()),
            ]);
        }
        let why = self.permissions.iter().map(|one| {
            let narrower = one
                .narrower
                .as_ref()
                .map(|text| format!("; narrower: {text}"))
                .unwrap_or_default();
            let danger = one
                .risk_reason
                .as_ref()
                .filter(|reason| **reason != one.why)
                .map(|text| format!("; {text}"))
                .unwrap_or_default();
            let text = format!(
                "{} ({} {}, {} risk): {}{danger}{narrower}",
                one.name,
                one.resource_name,
                one.kind.as_str(),
                one.risk,
                one.why
            );
            if one.risk.is_dangerous() {
                Cell::warning(text)
            } else {
                Cell::from(text)
            }
        });
        let bound = match &self.client_id {
            Some(client) => Cell::from(client.as_str()),
            None => Cell::dim("not bound here"),
        };
        let mut view = view
            .heading(format!("Set {} ({need}): {}", self.id, self.name))
            .fact("Client id", bound)
            .table(table)
            .list(why);
        for setting in &self.settings {
            view = view.text(format!(
                "Directory role {}: {}.",
                setting.role_name, setting.why
            ));
        }
        view.list(self.notes.iter().map(|note| Cell::dim(note.as_str())))
    }
}
