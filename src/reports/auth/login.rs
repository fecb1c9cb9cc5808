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
    /// Whether an application signed in as itself, without a user.
    pub application: bool,
    /// Id of the tenant.
    pub tenant: TenantId,
    /// Name of the cloud, such as `public`.
    pub cloud: String,
    /// Client id of the application that signs in.
    pub client_id: AppId,
    /// Where the tokens are stored; null for an application, whose tokens are not stored.
    pub store: Option<String>,
    /// Graph permissions that the sign-in requested.
    pub asked: Vec<String>,
    /// Expiry of the access token. A user's token is renewed automatically.
    #[schemars(with = "String")]
    pub token_until: Timestamp,
    /// Name of the profile that was written to config.toml; null if none was.
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
