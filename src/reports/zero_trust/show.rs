//! `zero-trust show`: the two switches, their purposes and current state.
use jiff::Timestamp;
use schemars::JsonSchema;
use serde::Serialize;

use crate::ids::TenantId;
use crate::output::Report;
use crate::output::view::{Cell, Table, View};
use crate::text::moment;

/// The switches of Zero Trust Secure Access.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ZeroTrustShow {
    /// Id of the tenant; null if none is known.
    pub tenant: Option<TenantId>,
    /// Whether this machine allows account actions on behalf of Zero Trust Secure Access.
    pub policy_enforcement: bool,
    /// Whether this machine allows the upload of users and groups.
    pub data_upload: bool,
    /// Time when a switch was last changed.
    #[schemars(with = "Option<String>")]
    pub changed_at: Option<Timestamp>,
    /// Name of the user who last changed a switch.
    pub changed_by: Option<String>,
    /// The purposes, each with the switches that it needs.
    pub purposes: Vec<Purpose>,
    /// Commands to run next.
    pub next: Vec<String>,
}

/// A purpose, with the switches that it needs.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Purpose {
    /// The purpose in words.
    pub purpose: String,
    /// Whether the purpose needs the data upload switch.
    pub needs_data_upload: bool,
    /// Whether the purpose needs the policy enforcement switch.
    pub needs_policy_enforcement: bool,
}

/// Returns the purposes in display order.
pub fn purposes() -> Vec<Purpose> {
    let purpose = |text: &str, needs_policy_enforcement| Purpose {
        purpose: text.to_owned(),
        needs_data_upload: true,
        needs_policy_enforcement,
    };
    vec![
        purpose(
            "rate the risk of people from their profile and sign-ins",
            false,
        ),
        purpose("lock, sign out or reset accounts that break a rule", true),
        purpose("single sign-on to internal apps", false),
        purpose("single sign-on to the internet gateway", false),
    ]
}

fn switch_cell(on: bool) -> Cell {
    if on {
        Cell::good("on (on this machine)")
    } else {
        Cell::warning("off (on this machine)")
    }
}

impl Report for ZeroTrustShow {
    fn view(&self) -> View {
        let mut table = Table::new(&[
            ("To", "purpose"),
            ("Data upload", "needsDataUpload"),
            ("Policy enforcement", "needsPolicyEnforcement"),
        ]);
        let needed = |needed: bool| Cell::from(if needed { "needed" } else { "not needed" });
        for purpose in &self.purposes {
            table.row([
                purpose.purpose.as_str().into(),
                needed(purpose.needs_data_upload),
                needed(purpose.needs_policy_enforcement),
            ]);
        }
        let by = self.changed_by.as_deref().unwrap_or("somebody");
        let changed = self.changed_at.map(|at| format!("{} by {by}", moment(at)));
        View::new()
            .heading("Zero Trust Secure Access")
            .table(table)
            .fact("Data upload", switch_cell(self.data_upload))
            .fact("Policy enforcement", switch_cell(self.policy_enforcement))
            .fact_if("Changed", changed)
            .commands(&self.next)
    }
}
