//! Who is signed in, as far as the token says. For checks before a call and
//! for messages: Graph alone decides what is allowed.
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::ids::{ObjectId, RoleTemplateId, TenantId};

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
