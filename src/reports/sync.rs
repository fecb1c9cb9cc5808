//! `sync`: what this machine knows about the tenant.
use std::collections::BTreeMap;

use jiff::Timestamp;
use schemars::JsonSchema;
use serde::Serialize;

use crate::ids::{AppId, ObjectId, TenantId};
use crate::output::Report;
use crate::output::view::{Cell, Step, Table, View};

/// Note that `sync` does not refresh the vendor's own copy of the tenant data.
const VENDOR_COPY: &str = "The vendor's own copy is not touched: its console has a sync of its own, \
                           which does not apply to Risk Insights and the Email and Collaboration Sensor.";

/// Local data about the tenant.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct SyncReport {
    /// Id of the tenant.
    pub tenant: TenantId,
    /// Time when the tenant was read.
    #[schemars(with = "String")]
    pub at: Timestamp,
    /// Name of the tenant.
    pub organization: Option<String>,
    /// Default domain of the tenant.
    pub default_domain: Option<String>,
    /// Which groups are in scope: `none`, `all` or `selected`.
    pub scope: String,
    /// Names of the selected groups, by object id; empty unless `scope` is `selected`.
    #[schemars(with = "BTreeMap<String, String>")]
    pub selected: BTreeMap<ObjectId, String>,
    /// Number of groups in scope.
    pub groups: usize,
    /// The bound applications.
    pub bindings: Vec<SyncBinding>,
    /// Ids of the apps that are blocked on this machine.
    pub blocked: Vec<String>,
    /// Whether this machine allows account actions on behalf of Zero Trust Secure Access.
    pub policy_enforcement: bool,
    /// The command to run next.
    pub next: String,
}

/// One bound application.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct SyncBinding {
    /// Id of the permission set, such as `s3`.
    pub set: String,
    /// Client id of the application.
    pub client_id: AppId,
    /// Object id of the application's service principal.
    pub service_principal_id: Option<ObjectId>,
    /// Name of the application when it was bound.
    pub display_name: String,
    /// Whether the application has a loopback redirect URI, so that consent can return here.
    pub loopback: bool,
    /// Problem with the binding, if any.
    pub note: Option<String>,
}

impl Report for SyncReport {
    fn view(&self) -> View {
        let text = |value: &Option<String>| Cell::from(value.as_deref().unwrap_or("not known"));
        let groups = match self.scope.as_str() {
            "none" => Cell::from("none"),
            scope => Cell::from(format!("{scope}, {}", self.groups)),
        };
        let mut table = Table::new(&[
            ("Set", "set"),
            ("Client id", "client_id"),
            ("State", "note"),
        ]);
        for one in &self.bindings {
            let state = match &one.note {
                None => Cell::good("in the tenant"),
                Some(note) => Cell::warning(note.as_str()),
            };
            table.row([
                Cell::strong(one.set.as_str()),
                Cell::from(one.client_id.as_str()),
                state,
            ]);
        }
        View::new()
            .fact("Tenant", self.tenant.as_str())
            .fact("Name", text(&self.organization))
            .fact("Default domain", text(&self.default_domain))
            .fact("Groups in scope", groups)
            .fact("Read", crate::text::moment(self.at))
            .list(
                self.selected
                    .iter()
                    .map(|(id, name)| Cell::from(format!("{name} ({id})"))),
            )
            .table(table)
            .text(Cell::dim(VENDOR_COPY))
            .next([Step::run("check the apps", self.next.as_str())])
    }
}
