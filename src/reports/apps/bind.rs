//! `apps bind`: the enterprise application that is now bound to a set.
use schemars::JsonSchema;
use serde::Serialize;

use crate::ids::{AppId, ObjectId, TenantId};
use crate::output::Report;
use crate::output::view::{Cell, Step, View};

/// The application that is now bound to a permission set.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct AppBind {
    /// Id of the tenant.
    pub tenant: TenantId,
    /// Id of the permission set, such as `s3`.
    pub set: String,
    /// Name of the set.
    pub set_name: String,
    /// Client id of the application.
    pub client_id: AppId,
    /// Object id of the application's service principal.
    pub service_principal_id: ObjectId,
    /// Display name of the application, chosen by its owner.
    pub display_name: Option<String>,
    /// Id of the tenant in which the application is registered.
    pub owner_tenant: Option<TenantId>,
    /// Verified publisher of the application.
    pub verified_publisher: Option<String>,
    /// Whether the application has a loopback redirect URI, so that consent can return here.
    pub loopback: bool,
    /// Client id of the application that was bound before; null if none was.
    pub replaced: Option<AppId>,
    /// Findings about the application to review.
    pub findings: Vec<String>,
    /// Ids of the apps that use the set.
    pub apps: Vec<String>,
    /// The command to run next.
    pub next: String,
}

impl Report for AppBind {
    fn view(&self) -> View {
        let publisher = match &self.verified_publisher {
            Some(name) => Cell::good(format!("{name} (verified by Microsoft)")),
            None => Cell::warning("not verified"),
        };
        let owner = self
            .owner_tenant
            .as_ref()
            .map_or("not known", TenantId::as_str);
        let page = if self.loopback {
            "its consent page comes back to this machine"
        } else {
            "its consent page ends on the vendor's site; entractl asks Graph whether it worked"
        };
        let before = self.replaced.as_ref().map(AppId::as_str);
        View::new()
            .text(Cell::good(
                "Bound on this machine. Nothing was changed in Entra.",
            ))
            .fact(
                "Set",
                Cell::strong(format!("{}: {}", self.set, self.set_name)),
            )
            .fact("Client id", Cell::strong(self.client_id.as_str()))
            .fact(
                "Application",
                self.display_name.as_deref().unwrap_or("(no name)"),
            )
            .fact("Owner tenant", owner)
            .fact("Publisher", publisher)
            .fact("Service principal", self.service_principal_id.as_str())
            .fact("Used by", self.apps.join(", "))
            .fact_if("Replaces", before.map(Cell::warning))
            .fact("Consent", page)
            .warnings(&self.findings)
            .next([Step::run("check it", self.next.as_str())])
    }
}
