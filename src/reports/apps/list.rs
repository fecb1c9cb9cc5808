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

/// Every app.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct AppsList {
    /// The tenant whose record is shown; null where it is not known which.
    pub tenant: Option<TenantId>,
    /// Why no record is shown, where there is none.
    pub note: Option<String>,
    /// Version of the catalog.
    pub catalog_version: u32,
    /// When the vendor's table was last read for it.
    pub catalog_date: String,
    /// Each app.
    pub apps: Vec<ListedApp>,
    /// The command that asks Graph.
    pub check: String,
}

/// One app.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ListedApp {
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
    /// Its sets, the required ones first.
    pub sets: Vec<ListedSet>,
    /// The status last recorded; null where there is no record.
    pub recorded: Option<RecordedStatus>,
    /// Whether it is blocked on this machine.
    pub blocked: bool,
}

/// A set of an app.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ListedSet {
    /// The set.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Whether the app does not work without it.
    pub required: bool,
    /// The bound application.
    pub client_id: Option<AppId>,
}

/// A status as it was recorded.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct RecordedStatus {
    /// The status.
    pub status: Condition,
    /// What the Status column says.
    pub status_text: String,
    /// Why.
    pub reason: String,
    /// When Graph was asked.
    #[schemars(with = "String")]
    pub at: Timestamp,
    /// How long ago that was, in seconds.
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
            .facts(self.app_descriptions())
            .facts([("Tenant", Cell::from(tenant))])
            .table(table);
        if let Some(note) = &self.note {
            view = view.text(Cell::dim(note.as_str()));
        }
        view.next([Step::run("ask Graph", self.check.as_str())])
    }
}

impl AppsList {
    /// What the short names of the sets stand for, each once.
    fn app_descriptions(&self) -> Vec<(String, Cell)> {
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
    /// What it is for, what it makes possible, and its other names.
    fn description_cell(&self) -> Cell {
        let mut text = format!("{}: {} Enables: {}", self.id, self.purpose, self.enables);
        if !self.aliases.is_empty() {
            text.push_str(&format!(" Also: {}.", self.aliases.join(", ")));
        }
        Cell::from(text)
    }
}

/// A time span as people say it.
fn age_text(seconds: i64) -> String {
    match seconds {
        ..60 => "just now".to_owned(),
        60..3_600 => format!("{} min ago", seconds / 60),
        3_600..86_400 => format!("{} h ago", seconds / 3_600),
        86_400.. => format!("{} days ago", seconds / 86_400),
    }
}
