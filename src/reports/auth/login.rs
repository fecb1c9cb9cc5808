//! `auth login`: the signed-in account, and where the tokens are.
use jiff::Timestamp;
use schemars::JsonSchema;
use serde::Serialize;

use crate::ids::{AppId, ObjectId, TenantId};
use crate::output::Report;
use crate::output::view::{Cell, Step, View};

/// A successful sign-in.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct AuthLogin {
    /// User principal name; null for an application.
    pub account: Option<String>,
    /// Display name.
    pub name: Option<String>,
    /// Object id of the person or of the application's service principal.
    pub object_id: ObjectId,
    /// Whether an application signed in as itself.
    pub application: bool,
    /// The tenant.
    pub tenant: TenantId,
    /// The cloud.
    pub cloud: String,
    /// The application that signs in.
    pub client_id: AppId,
    /// Store of the tokens; null for an application.
    pub store: Option<String>,
    /// Graph permissions that the sign-in requested.
    pub asked: Vec<String>,
    /// Expiry of the access token. A user's token is renewed automatically.
    #[schemars(with = "String")]
    pub token_until: Timestamp,
    /// The profile that was written to config.toml.
    pub profile: Option<String>,
    /// The command to run next.
    pub next: String,
}

impl Report for AuthLogin {
    fn view(&self) -> View {
        let who = self
            .account
            .as_deref()
            .or(self.name.as_deref())
            .unwrap_or(self.object_id.as_str());
        let nowhere = "kept nowhere; each command signs in on its own";
        let asked = (!self.asked.is_empty()).then(|| Cell::dim(self.asked.join(", ")));
        View::new()
            .fact("Signed in as", Cell::strong(who))
            .fact("Tenant", self.tenant.as_str())
            .fact("Tokens", self.store.as_deref().unwrap_or(nowhere))
            .fact_if("Permissions", asked)
            .fact_if("Profile written", self.profile.as_ref())
            .next([Step::run("see what is granted", self.next.as_str())])
    }
}
