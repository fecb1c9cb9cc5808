//! `apps discover`: enterprise applications that may match the sets.
use schemars::JsonSchema;
use serde::Serialize;

use crate::ids::{AppId, ObjectId, TenantId};
use crate::output::Report;
use crate::output::view::{Cell, Step, Table, View};

/// Applications that may match the permission sets, for a person to confirm.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct AppsDiscover {
    /// Id of the tenant.
    pub tenant: TenantId,
    /// Number of enterprise applications that were examined.
    pub looked_at: usize,
    /// Whether all enterprise applications were examined.
    pub complete: bool,
    /// The proposals, best evidence first.
    pub proposals: Vec<ProposedBinding>,
    /// Where else to find the client id.
    pub hint: String,
}

/// An application that may match a permission set.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ProposedBinding {
    /// Client id of the application.
    pub client_id: AppId,
    /// Object id of the application's service principal.
    pub service_principal_id: ObjectId,
    /// Display name of the application, chosen by its owner.
    pub display_name: String,
    /// Id of the tenant in which the application is registered.
    pub owner_tenant: Option<TenantId>,
    /// Verified publisher of the application.
    pub verified_publisher: Option<String>,
    /// Set that the application's permissions match best; null if it has none of any set.
    pub set: Option<String>,
    /// Number of Graph permissions of the set that the application has.
    pub held: usize,
    /// Number of Graph permissions that the set requires.
    pub asked: usize,
    /// Number of Graph permissions that the application has and the set does not require.
    pub beyond: usize,
    /// Whether another application has the same name, or one that looks the same.
    pub look_alike: bool,
    /// Whether the match is unambiguous: only this application matches the set, and no other
    /// has a similar name.
    pub only_one: bool,
    /// Id of the set that the application is already bound to; null if none.
    pub bound_to: Option<String>,
    /// The command that binds the application.
    pub command: String,
}

impl ProposedBinding {
    fn evidence(&self) -> String {
        let mut text = match &self.set {
            Some(set) => {
                let mut text = format!("{set}: holds {} of {}", self.held, self.asked);
                if self.beyond > 0 {
                    text.push_str(&format!(", {} beyond it", self.beyond));
                }
                text
            }
            None => "by its name only; it holds nothing that tells the set".to_owned(),
        };
        if self.look_alike {
            text.push_str("; another has the same name");
        }
        text
    }
}

impl Report for AppsDiscover {
    fn view(&self) -> View {
        let mut table = Table::new(&[
            ("Client id", "client_id"),
            ("Set", "set"),
            ("Holds", "held"),
            ("Publisher", "publisher"),
        ]);
        for one in &self.proposals {
            let publisher = match &one.verified_publisher {
                Some(name) => Cell::good(name.as_str()),
                None => Cell::warning("not verified"),
            };
            let held = match &one.set {
                Some(_) => format!("{} of {}", one.held, one.asked),
                None => "-".to_owned(),
            };
            table.row([
                Cell::strong(one.client_id.as_str()),
                Cell::from(one.set.as_deref().unwrap_or("?")),
                if one.only_one {
                    Cell::good(held)
                } else {
                    Cell::warning(held)
                },
                publisher,
            ]);
        }
        let doubts = self
            .proposals
            .iter()
            .filter(|one| !one.only_one)
            .map(|one| {
                let text = format!("{} {}: {}", one.client_id, one.display_name, one.evidence());
                Cell::warning(text)
            });
        let all = if self.complete { "all" } else { "not all" };
        let mut view = View::new()
            .fact("Tenant", self.tenant.as_str())
            .fact(
                "Looked at",
                format!("{} enterprise applications ({all})", self.looked_at),
            )
            .table(table)
            .list(doubts);
        if self.proposals.is_empty() {
            view = view.text("No enterprise application of another company fits a set.");
        }
        view = view.text(Cell::dim(
            "A name proves nothing: compare the client id with the vendor's console before you bind.",
        ));
        let steps: Vec<Step> = self
            .proposals
            .iter()
            .filter(|one| one.bound_to.is_none())
            // Never suggest a command for an unverified application that matches no set.
            .filter(|one| one.set.is_some() || one.verified_publisher.is_some())
            .map(|one| {
                let why = match &one.verified_publisher {
                    Some(publisher) => format!("{}, of {publisher}", one.display_name),
                    None => format!("{}, publisher not verified", one.display_name),
                };
                Step::run(why, one.command.as_str())
            })
            .collect();
        view.text(self.hint.as_str()).next(steps)
    }
}
