//! `apps show`: what an app is for and every permission it asks for.
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
    /// What is typed: `search`.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Older and newer names.
    pub aliases: Vec<String>,
    /// What it needs the tenant for.
    pub purpose: String,
    /// What works once everything required is granted.
    pub enables: String,
    /// Where the vendor's console has the button that grants.
    pub console: String,
    /// What is worth knowing before granting.
    pub notes: Vec<String>,
    /// Built in, or from the user's file.
    pub source: Source,
    /// Its sets, the required ones first.
    pub sets: Vec<ShownSet>,
    /// The command that grants.
    pub grant: String,
}

/// One set.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ShownSet {
    /// The set.
    pub id: String,
    /// A readable form of the id.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// Whether the app does not work without it.
    pub required: bool,
    /// Version of the set.
    pub version: u32,
    /// The bound application.
    pub client_id: Option<AppId>,
    /// What it asks for.
    pub permissions: Vec<ShownPermission>,
    /// Directory roles that its service principal should hold.
    pub settings: Vec<ShownSetting>,
    /// What is worth knowing about it.
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
    /// Its name.
    pub name: String,
    /// Application or delegated.
    pub kind: PermissionKind,
    /// Its id.
    pub id: PermissionId,
    /// What the set needs it for.
    pub why: String,
    /// What would do instead.
    pub narrower: Option<String>,
    /// How much harm it can do.
    pub risk: Risk,
    /// Why, where it is high or critical.
    pub risk_reason: Option<String>,
    /// Catalog version that first asked for it.
    pub since: u32,
}

/// One directory role.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ShownSetting {
    /// The role's template id.
    pub role: RoleTemplateId,
    /// Its name.
    pub role_name: String,
    /// Whether something fails without it.
    pub need: Need,
    /// What it is for.
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
        // The kind is said beside the reason: a line has no room for both ids.
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
