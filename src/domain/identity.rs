//! The caller's identity from the token: for messages and checks before a call. Graph
//! alone decides what is allowed.
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::ids::{AppId, ObjectId, RoleTemplateId, TenantId};

/// Sign-in flow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum AuthFlow {
    /// Authorization code with PKCE, in a browser
    Browser,
    /// Device code
    DeviceCode,
    /// As an application, by certificate
    Certificate,
    /// As an application, by client secret
    ClientSecret,
}

impl AuthFlow {
    /// Returns the value in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Browser => "browser",
            Self::DeviceCode => "device-code",
            Self::Certificate => "certificate",
            Self::ClientSecret => "client-secret",
        }
    }
}

/// The signed-in user or application.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Identity {
    /// The tenant.
    pub tenant: TenantId,
    /// Object id of the user, or of the application's service principal.
    pub object_id: ObjectId,
    /// User principal name; an application has none.
    pub user_principal_name: Option<String>,
    /// Display name.
    pub name: Option<String>,
    /// Whether an application is signed in without a user.
    pub app_only: bool,
    /// Delegated scopes (`scp`) or application roles (`roles`) of the token.
    pub permissions: Vec<String>,
    /// Active directory roles (`wids`); empty if the token has none.
    pub directory_roles: Vec<RoleTemplateId>,
    /// The application that is signed in, or that the user signed in with.
    pub app_id: Option<AppId>,
    /// Sign-in flow; `None` for a session stored by an earlier version.
    pub flow: Option<AuthFlow>,
}

impl Identity {
    /// Returns the caller's user principal name, else the display name, else the object id.
    pub fn label(&self) -> &str {
        self.user_principal_name
            .as_deref()
            .or(self.name.as_deref())
            .unwrap_or(self.object_id.as_str())
    }
}
