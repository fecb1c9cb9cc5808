//! What the Status column says: one condition for each permission set and app,
//! with its reason and what mends it.
//!
//! Pure: facts as read from Graph, the catalog and what this machine recorded
//! go in. A read that failed is [`Condition::Unknown`], never half a truth.
mod assess;
mod condition;

use std::collections::{BTreeMap, BTreeSet};

use crate::catalog::{Need, SetId};
use crate::domain::consent::{Difference, Held, Resources};
use crate::ids::{AppId, ObjectId, PermissionId, RoleTemplateId, TenantId};

pub use assess::{assess, assess_set};
pub use condition::{Condition, Remedy, UnreadCause};

/// Why something could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unread {
    /// What kind of trouble it was.
    pub cause: UnreadCause,
    /// What happened, in one line.
    pub why: String,
    /// The call that failed, as method and path, where it is known.
    pub call: Option<String>,
    /// The service's code for it.
    pub code: Option<String>,
    /// The service's name for the request.
    pub request_id: Option<String>,
}

impl Unread {
    /// Something that no single call is to blame for.
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

/// A service principal as read, with everything it holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrincipalFacts {
    /// Object id.
    pub id: ObjectId,
    /// Application id, as Graph gave it.
    pub app_id: AppId,
    /// Name: chosen by whoever made it.
    pub display_name: Option<String>,
    /// Whether sign-in to it is allowed.
    pub enabled: bool,
    /// Microsoft's word where it disabled the application.
    pub disabled_by_microsoft: Option<String>,
    /// Whether users must be assigned to it.
    pub assignment_required: bool,
    /// The tenant that owns the application.
    pub owner: Option<TenantId>,
    /// The publisher that Microsoft verified.
    pub verified_publisher: Option<String>,
    /// Whether `http://localhost` is among its redirect URIs.
    pub loopback: bool,
    /// What it holds.
    pub held: Held,
    /// Its directory roles; `None` where no set asks for any.
    pub roles: Option<BTreeSet<RoleTemplateId>>,
}

/// What was read for one set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SetFacts {
    /// No enterprise application is bound to the set.
    Unbound,
    /// A read failed.
    Unread {
        /// The bound application.
        client: AppId,
        /// Why.
        unread: Unread,
    },
    /// The bound application has no service principal in the tenant.
    Gone {
        /// The bound application.
        client: AppId,
    },
    /// Everything was read.
    Read(Box<PrincipalFacts>),
}

/// What was read of a tenant.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facts {
    /// Each set that was looked at.
    pub sets: BTreeMap<SetId, SetFacts>,
    /// The APIs of the catalog.
    pub resources: Resources,
}

/// What this machine recorded earlier.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Record {
    /// Catalog version that each set was last seen to fulfil.
    pub granted: BTreeMap<SetId, u32>,
    /// Which application carries each set.
    pub bound: BTreeMap<SetId, AppId>,
    /// Apps that are blocked on this machine.
    pub blocked: BTreeSet<String>,
    /// Apps whose last grant failed, with what happened.
    pub failed: BTreeMap<String, String>,
    /// Names of permissions that no set lists.
    pub names: BTreeMap<PermissionId, String>,
}

/// A directory role that a set wants, and whether it is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SettingHealth {
    /// The role.
    pub role: RoleTemplateId,
    /// Its name.
    pub role_name: String,
    /// Whether something fails without it.
    pub need: Need,
    /// What it is for.
    pub why: String,
    /// Whether the service principal holds it.
    pub held: bool,
}

/// How one set stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SetHealth {
    /// The set.
    pub id: SetId,
    /// Its name.
    pub name: String,
    /// The bound application.
    pub client: Option<AppId>,
    /// Its service principal, as read.
    pub principal: Option<ObjectId>,
    /// Its name, as read.
    pub display_name: Option<String>,
    /// The condition.
    pub condition: Condition,
    /// Why, in one line.
    pub reason: String,
    /// What mends it.
    pub remedy: Remedy,
    /// Permission by permission; empty where nothing was read.
    pub difference: Difference,
    /// Directory roles.
    pub settings: Vec<SettingHealth>,
}

/// How one app stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AppHealth {
    /// The app.
    pub id: String,
    /// Its name.
    pub name: String,
    /// That of the worst required set, or Blocked.
    pub condition: Condition,
    /// Why, in one line.
    pub reason: String,
    /// The set that decides; `None` where the app is blocked.
    pub decided_by: Option<SetId>,
    /// What mends it.
    pub remedy: Remedy,
    /// What happened when a grant last failed and was not forgotten.
    pub failed_grant: Option<String>,
    /// The sets that it cannot do without.
    pub required: Vec<SetHealth>,
    /// Sets that add something and are bound.
    pub optional: Vec<SetHealth>,
}

#[cfg(test)]
mod tests;
