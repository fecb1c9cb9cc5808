//! `apps list`: the associated apps, their sets and the status last recorded.
use std::collections::BTreeMap;

use jiff::Timestamp;
use schemars::JsonSchema;
use serde::Serialize;

use crate::domain::health::Condition;
use crate::ids::{AppId, TenantId};
use crate::output::Report;
use crate::output::view::{Cell, Step, Table, View};
use crate::reports::status::condition_cell;

/// All associated apps, with their sets.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct AppsList {
    /// Id of the tenant whose recorded status is shown; null if the tenant is not known.
    pub tenant: Option<TenantId>,
    /// Why no recorded status is shown; null if one is.
    pub note: Option<String>,
    /// Version of the catalog.
    pub catalog_version: u32,
    /// Date when the catalog was last compared with the vendor's table.
    pub catalog_date: String,
    /// The apps.
    pub apps: Vec<ListedApp>,
    /// The command that reads the current status from Graph.
    pub check: String,
}

/// One app.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ListedApp {
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
    /// Sets of the app, the required ones first.
    pub sets: Vec<ListedSet>,
    /// The status last recorded; null if there is no record.
    pub recorded: Option<RecordedStatus>,
    /// Whether the app is blocked on this machine.
    pub blocked: bool,
}

/// A set of an app.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ListedSet {
    /// Id of the permission set, such as `s3`.
    pub id: String,
    /// Name of the set.
    pub name: String,
    /// Whether the app requires the set; an optional set only adds functions.
    pub required: bool,
    /// Client id of the application bound to the set; null if none is bound.
    pub client_id: Option<AppId>,
}

/// A recorded status.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct RecordedStatus {
    /// The status.
    pub status: Condition,
    /// Status as shown in the Status column.
    pub status_text: String,
    /// Reason for the status.
    pub reason: String,
    /// Time when Graph was read.
    #[schemars(with = "String")]
    pub at: Timestamp,
    /// Age of the record, in seconds.
    pub age_seconds: i64,
}

impl Report for AppsList {
    fn view(&self) -> View {
        let mut table = Table::new(&[
            ("App", "app"),
            ("Sets", "sets"),
            ("Last status", "status"),
            ("Checked", "checked"),
            ("", "purpose"),
            ("", "enables"),
            ("", "aliases"),
        ]);
        for app in &self.apps {
            let sets: Vec<String> = app
                .sets
                .iter()
                .map(|set| {
                    if set.required {
                        set.id.clone()
                    } else {
                        format!("({})", set.id)
                    }
                })
                .collect();
            let (status, age) = match &app.recorded {
                _ if app.blocked => (condition_cell(Condition::Blocked), Cell::dim("")),
                Some(recorded) => (
                    condition_cell(recorded.status),
                    Cell::from(age_text(recorded.age_seconds)),
                ),
                None => (Cell::dim("not checked yet"), Cell::dim("")),
            };
            table.row([
                Cell::strong(app.id.as_str()),
                Cell::from(sets.join(" ")),
                status,
                age,
                Cell::from(app.purpose.as_str()),
                Cell::from(app.enables.as_str()),
                Cell::from(app.aliases.join(" ")),
            ]);
        }
        let tenant = self.tenant.as_ref().map_or("not known", TenantId::as_str);
        let mut view = View::new()
            .list(self.apps.iter().map(ListedApp::description_cell))
            .heading("Permission sets; one in brackets adds to an app")
            .facts(self.set_name_facts())
            .facts([("Tenant", Cell::from(tenant))])
            .table(table);
        if let Some(note) = &self.note {
            view = view.text(Cell::dim(note.as_str()));
        }
        view.next([Step::run("ask Graph", self.check.as_str())])
    }
}

impl AppsList {
    /// Returns the id and the name of each permission set, without duplicates.
    fn set_name_facts(&self) -> Vec<(String, Cell)> {
        let sets = self.apps.iter().flat_map(|app| &app.sets);
        let named: BTreeMap<&str, &str> = sets
            .map(|set| (set.id.as_str(), set.name.as_str()))
            .collect();
        named
            .into_iter()
            .map(|(id, name)| (id.to_owned(), Cell::from(name)))
            .collect()
    }
}

impl ListedApp {
    /// Returns the purpose of the app, what it enables, and its other names.
    fn description_cell(&self) -> Cell {
        let mut text = format!("{}: {} Enables: {}", self.id, self.purpose, self.enables);
        if !self.aliases.is_empty() {
            text.push_str(&format!(" Also: {}.", self.aliases.join(", ")));
        }
        Cell::from(text)
    }
}

/// Returns how long ago something was, in words.
fn age_text(seconds: i64) -> String {
    match seconds {
        ..60 => "just now".to_owned(),
        60..3_600 => format!("{} min ago", seconds / 60),
        3_600..86_400 => format!("{} h ago", seconds / 3_600),
        86_400.. => format!("{} days ago", seconds / 86_400),
    }
}
