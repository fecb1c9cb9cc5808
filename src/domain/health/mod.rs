//! The Status column: one condition per permission set and app, with reason and remedy.
//!
//! Pure: the input is facts read from Graph, the catalog and local records. A failed
//! read is [`Condition::Unknown`].
mod assess;
mod condition;

use std::collections::{BTreeMap, BTreeSet};

use crate::catalog::{Need, SetId};
use crate::domain::consent::{Difference, HeldPermissions, Resources};
use crate::ids::{AppId, ObjectId, PermissionId, RoleTemplateId, TenantId};

pub use assess::{assess, assess_set};
pub use condition::{Condition, Remedy, UnreadCause};

/// A failed read and its cause.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unread {
    /// Kind of cause.
    pub cause: UnreadCause,
    /// Error message in one line.
    pub why: String,
    /// The failed call as method and path, if known.
    pub call: Option<String>,
    /// Error code of the service.
    pub code: Option<String>,
    /// Request id of the service.
    pub request_id: Option<String>,
}

impl Unread {
    /// Creates a failed read that is not due to a single call.
    pub fn new(cause: UnreadCause, why: impl Into<String>) -> Self {
        Self {
            cause,
            why: why.into(),
            call: None,
            code: None,
            request_id: None,
        }
    }
}

/// A service principal and its permissions, as read from Graph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrincipalFacts {
    /// Object id.
    pub id: ObjectId,
    /// Application id in the response of Graph.
    pub app_id: AppId,
    /// Display name; its creator chose it.
    pub display_name: Option<String>,
    /// Whether users may sign in to the application.
    pub enabled: bool,
    /// Microsoft's status if it disabled the application.
    pub disabled_by_microsoft: Option<String>,
    /// Whether only assigned users may sign in to the application.
    pub assignment_required: bool,
    /// The tenant that owns the application.
    pub owner: Option<TenantId>,
    /// The publisher that Microsoft verified.
    pub verified_publisher: Option<String>,
    /// Whether `http://localhost` is among its redirect URIs.
    pub loopback: bool,
    /// Granted permissions.
    pub held: HeldPermissions,
    /// Directory roles; `None` if no set requires any.
    pub roles: Option<BTreeSet<RoleTemplateId>>,
}

/// The facts read for one set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SetFacts {
    /// No enterprise application is bound to the set.
    Unbound,
    /// A read failed.
    Unread {
        /// The bound application.
        client: AppId,
        /// The failed read.
        unread: Unread,
    },
    /// The bound application has no service principal in the tenant.
    Missing {
        /// The bound application.
        client: AppId,
    },
    /// Everything was read: the service principal of the bound application.
    Read(Box<PrincipalFacts>),
}

/// The facts read from a tenant.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct HealthFacts {
    /// The sets that were read.
    pub sets: BTreeMap<SetId, SetFacts>,
    /// The APIs of the catalog.
    pub resources: Resources,
}

/// Local records of earlier runs.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LocalRecord {
    /// The catalog version that was granted last, per set.
    pub granted: BTreeMap<SetId, u32>,
    /// The application that each set is bound to.
    pub bound: BTreeMap<SetId, AppId>,
    /// Apps that are blocked on this machine.
    pub blocked: BTreeSet<String>,
    /// Apps whose last grant failed, with the error.
    pub failed: BTreeMap<String, String>,
    /// Names of permissions that are in no set, as their APIs published them.
    pub names: BTreeMap<PermissionId, String>,
}

/// A directory role that a set requires, and whether it is assigned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SettingHealth {
    /// The role.
    pub role: RoleTemplateId,
    /// Name of the role.
    pub role_name: String,
    /// Whether it is required or recommended.
    pub need: Need,
    /// Purpose of the role.
    pub why: String,
    /// Whether the service principal holds it.
    pub held: bool,
}

/// The status of one set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SetHealth {
    /// The set.
    pub id: SetId,
    /// Name of the set.
    pub name: String,
    /// The bound application.
    pub client: Option<AppId>,
    /// Object id of its service principal.
    pub principal: Option<ObjectId>,
    /// Display name of its service principal.
    pub display_name: Option<String>,
    /// The condition.
    pub condition: Condition,
    /// Reason in one line.
    pub reason: String,
    /// Remedy.
    pub remedy: Remedy,
    /// Required and granted permissions, compared; empty if nothing was read.
    pub difference: Difference,
    /// The required directory roles.
    pub settings: Vec<SettingHealth>,
}

/// The status of one app.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AppHealth {
    /// Id of the app.
    pub id: String,
    /// Name of the app.
    pub name: String,
    /// The condition of its worst required set, or Blocked.
    pub condition: Condition,
    /// Reason in one line.
    pub reason: String,
    /// The set that decides the condition; `None` if the app is blocked.
    pub decided_by: Option<SetId>,
    /// Remedy.
    pub remedy: Remedy,
    /// Error of the last grant, if it failed and was not dismissed.
    pub failed_grant: Option<String>,
    /// The required sets.
    pub required: Vec<SetHealth>,
    /// The optional sets that are bound.
    pub optional: Vec<SetHealth>,
}

#[cfg(test)]
mod tests;
