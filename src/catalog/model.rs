//! Types of the catalog: app, permission set, permission, setting.
//!
//! Text is `Cow<'static, str>`: borrowed from the built-in tables or owned by a user's
//! file. No table and no lookup is here.
use std::borrow::Cow;
use std::fmt;
use std::ops::Deref;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::risk::Risk;
use crate::ids::{AppId, PermissionId, RoleTemplateId};

/// Text of the built-in tables, or of a user's file.
pub type Text = Cow<'static, str>;

/// Where an entry comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum Source {
    /// The catalog that ships with the program.
    #[default]
    Builtin,
    /// The user's own catalog file adds or changes the entry.
    UserFile,
}

/// The vendor's apps and the permissions that they request.
#[derive(Debug, Clone)]
pub struct Catalog {
    /// Version of the built-in tables; see [`super::VERSION`].
    pub version: u32,
    /// Date when the vendor's table was last read, in ISO 8601.
    pub date: Text,
    /// The apps; the four of the vendor's original screen come first.
    pub apps: Vec<App>,
    /// Permission sets in the vendor's order.
    pub sets: Vec<PermissionSet>,
    /// APIs whose permissions the sets list.
    pub resources: Vec<ResourceId>,
}

/// Id of a permission set: `s1` to `s5`, or an id from a user's catalog file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct SetId(Text);

impl SetId {
    /// Creates an id without checking that the set exists; [`Catalog::set`] does that.
    pub fn new(id: impl Into<String>) -> Self {
        Self(Cow::Owned(id.into()))
    }

    /// Returns the id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for SetId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

/// One of the vendor's apps that need access to the tenant.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct App {
    /// Id to type, such as `mobile-security`.
    pub id: Text,
    /// Name on the vendor's screen.
    pub name: Text,
    /// Older and newer product names and short forms.
    pub aliases: Vec<Text>,
    /// Purpose of the access to the tenant, in one sentence.
    pub purpose: Text,
    /// Functions that work once everything required is granted.
    pub enables: Text,
    /// Sets without which the app does not work.
    pub required: Vec<SetId>,
    /// Sets that add functions to the app.
    #[serde(default)]
    pub optional: Vec<SetId>,
    /// Notes to read before granting.
    #[serde(default)]
    pub notes: Vec<Text>,
    /// Page of the vendor's console with the grant button.
    #[serde(default = "console_integration_page")]
    pub console: Text,
    /// First catalog version with the app.
    pub since: u32,
    /// Built in, or from the user's file.
    #[serde(skip)]
    pub source: Source,
}

/// Returns the menu path of the page in the vendor's console that this program replaces.
pub(super) fn console_integration_page() -> Text {
    Cow::Borrowed("Workflow and Automation > Third-Party Integration > Microsoft Entra ID")
}

/// A named, fixed list of permissions granted to one enterprise application.
#[derive(Debug, Clone)]
pub struct PermissionSet {
    /// `s1` to `s5`, or the id in a user's file.
    pub id: SetId,
    /// Readable form of the id, such as `read-directory`.
    pub slug: Text,
    /// Name on the vendor's screen.
    pub name: Text,
    /// Version of the set: that of the built-in catalog, or the one in a user's file.
    pub version: u32,
    /// First catalog version with the set.
    pub since: u32,
    /// Permissions that the set requests.
    pub permissions: Permissions,
    /// Directory roles that the set's service principal should have.
    pub settings: Vec<Setting>,
    /// Notes about the set as a whole.
    pub notes: Vec<Text>,
    /// Built in, or from the user's file.
    pub source: Source,
}

/// The permissions of a set. The built-in ones are parsed on first access, since most
/// commands, such as `apps list`, do not need them.
#[derive(Debug, Clone)]
pub enum Permissions {
    /// Permissions of the built-in set with this id.
    Builtin(SetId),
    /// Permissions in a user's file.
    UserFile(Vec<Permission>),
}

impl Deref for Permissions {
    type Target = [Permission];

    fn deref(&self) -> &[Permission] {
        match self {
            Self::Builtin(set) => super::builtin::permissions_of(set),
            Self::UserFile(permissions) => permissions,
        }
    }
}

impl<'a> IntoIterator for &'a Permissions {
    type Item = &'a Permission;
    type IntoIter = std::slice::Iter<'a, Permission>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

/// An API that has permissions, identified by its application id.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct ResourceId {
    /// Short form for a user's file: `graph`.
    pub key: Text,
    /// The application id, the same in every tenant.
    pub app_id: AppId,
    /// The name that Entra shows.
    pub name: Text,
}

/// Whether a permission acts as the application or for a signed-in user.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum PermissionKind {
    /// As the application itself, without a signed-in user: an app role.
    Application,
    /// For a signed-in user, within that user's own rights: a scope.
    Delegated,
}

impl PermissionKind {
    /// `application` or `delegated`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Application => "application",
            Self::Delegated => "delegated",
        }
    }
}

impl fmt::Display for PermissionKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// One permission that a set asks for.
#[derive(Debug, Clone)]
pub struct Permission {
    /// API that defines the permission.
    pub resource: ResourceId,
    /// Name of the permission, for example `Directory.Read.All`.
    pub name: Text,
    /// Application or delegated.
    pub kind: PermissionKind,
    /// Id of the app role or scope.
    pub id: PermissionId,
    /// Purpose of the permission in the set.
    pub why: Text,
    /// Narrower permission that would be enough, if any.
    pub narrower: Option<Text>,
    /// Damage that the permission can do in the wrong hands.
    pub risk: Risk,
    /// Reason for a High or Critical risk.
    pub risk_reason: Option<Text>,
    /// First catalog version in which the set requests the permission.
    pub since: u32,
}

/// Whether a directory role is required or only recommended.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "camelCase")]
pub enum Need {
    /// An action fails without the role.
    Wanted,
    /// The vendor recommends the role; nothing is known to fail without it.
    Advised,
}

/// A directory role that a set's service principal should hold.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Setting {
    /// Template id of the role.
    pub role: RoleTemplateId,
    /// Name of the role.
    pub role_name: Text,
    /// Whether something fails without the role.
    pub need: Need,
    /// Purpose of the role.
    pub why: Text,
}
