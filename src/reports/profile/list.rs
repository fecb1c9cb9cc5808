//! `profile list`: every profile.
use schemars::JsonSchema;
use serde::Serialize;

use super::entry::{Profile, id_cell};
use crate::ids::TenantId;
use crate::output::Report;
use crate::output::view::{Cell, Step, Table, View};

/// Every profile.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ProfileList {
    /// The profiles, by name.
    pub profiles: Vec<Profile>,
    /// The command that creates a profile.
    pub next: String,
}

impl Report for ProfileList {
    fn view(&self) -> View {
        if self.profiles.is_empty() {
            return View::new()
                .text("There is no profile yet.")
                .next([Step::run("make one", self.next.as_str())]);
        }
        let mut table = Table::new(&[
            ("Profile", "name"),
            ("In use", "inUse"),
            ("Tenant", "tenant"),
            ("Cloud", "cloud"),
            ("Signs in as", "signsInAs"),
        ]);
        for profile in &self.profiles {
            table.row([
                Cell::strong(profile.name.as_str()),
                Cell::from(if profile.in_use { "yes" } else { "" }),
                id_cell(profile.tenant.as_ref().map(TenantId::as_str)),
                Cell::from(profile.cloud.as_str()),
                Cell::from(profile.signs_in_as.text()),
            ]);
        }
        View::new().table(table)
    }
}
