//! Who is signed in, as far as the token says. For checks before a call and
//! for messages: Graph alone decides what is allowed.
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::ids::{AppId, ObjectId, RoleTemplateId, TenantId};

/// How somebody signed in.
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
    /// A stable word.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Browser => "browser",
            Self::DeviceCode => "device-code",
            Self::Certificate => "certificate",
            Self::ClientSecret => "client-secret",
        }
    }
}

/// The signed-in person or application.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Identity {
    /// The tenant.
    pub tenant: TenantId,
    /// Object id of the person, or of the application's service principal.
    pub object_id: ObjectId,
    /// User principal name; an application has none.
    pub user_principal_name: Option<String>,
    /// Display name.
    pub name: Option<String>,
    /// Signed in as an application, without a person.
    pub app_only: bool,
    /// Delegated scopes (`scp`) or application roles (`roles`) of the token.
    pub permissions: Vec<String>,
    /// Directory roles that are active (`wids`); empty where the token says nothing.
    pub directory_roles: Vec<RoleTemplateId>,
    /// The application that is signed in, or that the person signed in with.
    pub app_id: Option<AppId>,
    /// How; `None` where an earlier version kept the session.
    pub flow: Option<AuthFlow>,
}

impl Identity {
    /// How the caller is named in a sentence.
    pub fn label(&self) -> &str {
        self.user_principal_name
            .as_deref()
            .or(self.name.as_deref())
            .unwrap_or(self.object_id.as_str())
    }
}
