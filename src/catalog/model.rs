//! The catalog's words as types: app, permission set, permission, setting.
//!
//! Text is `Cow<'static, str>`: borrowed from the built-in tables or owned by a
//! user's file. Holds no table and no look-up rule.
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
    /// It ships with the program.
    #[default]
    Builtin,
    /// The user's own catalog file added or changed it.
    UserFile,
}

/// Everything that is known about the vendor's apps and what they ask for.
#[derive(Debug, Clone)]
pub struct Catalog {
    /// Version of the built-in tables; see [`super::VERSION`].
    pub version: u32,
    /// When the vendor's table was last read, as an ISO 8601 date.
    pub date: Text,
    /// Associated apps, the four of the original screen first.
    pub apps: Vec<App>,
    /// Permission sets in the vendor's order.
    pub sets: Vec<PermissionSet>,
    /// The APIs whose permissions the sets list.
    pub resources: Vec<ResourceId>,
}

/// Identifies a permission set: `s1` to `s5`, or what a user's file says.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct SetId(Text);

impl SetId {
    /// Wraps an id as it was stored or typed; whether the set exists is asked
    /// with [`Catalog::set`].
    pub fn new(id: impl Into<String>) -> Self {
        Self(Cow::Owned(id.into()))
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for SetId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

/// An app of the vendor's that needs access to the tenant.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct App {
    /// What is typed: `mobile-security`.
    pub id: Text,
    /// The name that the vendor's screen shows.
    pub name: Text,
    /// Older and newer product names and short forms.
    pub aliases: Vec<Text>,
    /// What the app needs the tenant for, in one sentence.
    pub purpose: Text,
    /// What works once everything required is granted.
    pub enables: Text,
    /// Sets without which the app does not work.
    pub required: Vec<SetId>,
    /// Sets that add something.
    #[serde(default)]
    pub optional: Vec<SetId>,
    /// What is worth knowing before granting.
    #[serde(default)]
    pub notes: Vec<Text>,
    /// Where the vendor's console has the button that grants.
    #[serde(default = "console_integration_page")]
    pub console: Text,
    /// The catalog version that first listed the app.
    pub since: u32,
    /// Built in, or from the user's file.
    #[serde(skip)]
    pub source: Source,
}

/// The page of the vendor's console that this program stands in for.
pub(super) fn console_integration_page() -> Text {
    Cow::Borrowed("Workflow and Automation > Third-Party Integration > Microsoft Entra ID")
}

/// A named, fixed list of permissions behind one enterprise application.
#[derive(Debug, Clone)]
pub struct PermissionSet {
    /// `s1` to `s5`, or the id that a user's file gives.
    pub id: SetId,
    /// A readable form of the id: `read-directory`.
    pub slug: Text,
    /// The name that the vendor's screen shows.
    pub name: Text,
    /// Version of the built-in catalog, or the one that a user's file names.
    pub version: u32,
    /// The catalog version that first had the set.
    pub since: u32,
    /// What the set asks for.
    pub permissions: Permissions,
    /// Directory roles wanted on the service principal that carries the set.
    pub settings: Vec<Setting>,
    /// What is worth knowing about the set as a whole.
    pub notes: Vec<Text>,
    /// Built in, or from the user's file.
    pub source: Source,
}

/// The permissions of a set. The built-in ones are parsed when they are first read: most
/// commands, `apps list` among them, read none.
#[derive(Debug, Clone)]
pub enum Permissions {
    /// Those of the built-in set with this id.
    Builtin(SetId),
    /// Those of a user's file.
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

/// Who a permission acts as.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum PermissionKind {
    /// The application itself, without a signed-in user: an app role.
    Application,
    /// A signed-in person, within that person's own rights: a scope.
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
    /// The API that it belongs to.
    pub resource: ResourceId,
    /// Its name, for example `Directory.Read.All`.
    pub name: Text,
    /// Application or delegated.
    pub kind: PermissionKind,
    /// The app role's or the scope's id.
    pub id: PermissionId,
    /// What the set needs it for.
    pub why: Text,
    /// What would do instead, where something narrower would.
    pub narrower: Option<Text>,
    /// How much harm it can do in the wrong hands.
    pub risk: Risk,
    /// Why, for everything that is High or Critical.
    pub risk_reason: Option<Text>,
    /// The catalog version in which the set first asked for it.
    pub since: u32,
}

/// How much a setting matters.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "camelCase")]
pub enum Need {
    /// An action fails without it.
    Wanted,
    /// The vendor advises it; nothing is known to fail without it.
    Advised,
}

/// A directory role that a set's service principal should hold.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Setting {
    /// The role's template id.
    pub role: RoleTemplateId,
    /// The role's name.
    pub role_name: Text,
    /// Whether something fails without it.
    pub need: Need,
    /// What it is for.
    pub why: Text,
}
