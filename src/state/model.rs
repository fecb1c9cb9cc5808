//! The state file's shape. Fields are only added, each with a default, until
//! [`VERSION`] changes.
use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::catalog::SetId;
use crate::domain::health::Condition;
use crate::ids::{AppId, ObjectId, PermissionId, TenantId};

/// Version of the file's shape.
pub const VERSION: u32 = 1;

/// Everything that is remembered of one tenant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TenantState {
    /// [`VERSION`] of whoever wrote it.
    pub version: u32,
    /// The tenant, the same as the folder's name.
    pub tenant: TenantId,
    /// Which enterprise application carries a set.
    #[serde(default)]
    pub bindings: BTreeMap<SetId, Binding>,
    /// Apps that are blocked on this machine, by app id.
    #[serde(default)]
    pub blocked: BTreeMap<String, Blocked>,
    /// Grants that failed and were not forgotten, by app id.
    #[serde(default)]
    pub failed: BTreeMap<String, FailedGrant>,
    /// When a set was last seen to be granted in full.
    #[serde(default)]
    pub granted: BTreeMap<SetId, GrantRecord>,
    /// The last status of each app, by app id.
    #[serde(default)]
    pub statuses: BTreeMap<String, StatusRecord>,
    /// Names of permissions that no set lists, as their API calls them.
    #[serde(default)]
    pub permission_names: BTreeMap<PermissionId, String>,
    /// What Zero Trust Secure Access may do.
    #[serde(default)]
    pub switches: Switches,
    /// What `sync` last learned; `None` before the first.
    #[serde(default)]
    pub sync: Option<SyncRecord>,
}

impl TenantState {
    /// Nothing is known of `tenant` yet.
    pub fn new(tenant: &TenantId) -> Self {
        Self {
            version: VERSION,
            tenant: tenant.clone(),
            bindings: BTreeMap::new(),
            blocked: BTreeMap::new(),
            failed: BTreeMap::new(),
            granted: BTreeMap::new(),
            statuses: BTreeMap::new(),
            permission_names: BTreeMap::new(),
            switches: Switches::default(),
            sync: None,
        }
    }
}

/// Which enterprise application carries a set in this tenant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Binding {
    /// Client (application) id: what the binding is.
    pub client_id: AppId,
    /// Object id of its service principal, as last read.
    pub principal_id: Option<ObjectId>,
    /// Its name when it was bound; never used to find it.
    pub display_name: String,
    /// Whether `http://localhost` is among its redirect URIs.
    pub loopback: bool,
    /// Catalog version at the time.
    pub catalog_version: u32,
    /// When it was bound.
    pub bound_at: Timestamp,
}

/// An app that is blocked on this machine.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Blocked {
    /// Since when.
    pub at: Timestamp,
    /// Who did it: the principal name, or what the token calls the caller.
    pub by: Option<String>,
}

/// A grant that failed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct FailedGrant {
    /// When.
    pub at: Timestamp,
    /// `browser`, `url`, `direct` or `device-code`.
    pub method: String,
    /// What failed, in one line.
    pub why: String,
    /// The service's code, where it gave one.
    pub code: Option<String>,
}

/// A set was seen to be granted in full.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct GrantRecord {
    /// When it was seen.
    pub at: Timestamp,
    /// The catalog version that was fulfilled.
    pub catalog_version: u32,
    /// The enterprise application.
    pub client_id: AppId,
}

/// The last status of an app.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct StatusRecord {
    /// The status.
    pub status: Condition,
    /// Why, in one line.
    pub reason: String,
    /// When Graph was asked.
    pub at: Timestamp,
}

/// What Zero Trust Secure Access may do; both are off until switched on.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Switches {
    /// People and groups may be uploaded to the vendor.
    #[serde(default)]
    pub data_upload: bool,
    /// Actions on accounts may be taken.
    #[serde(default)]
    pub policy_enforcement: bool,
    /// When one of them was last changed.
    #[serde(default)]
    pub changed_at: Option<Timestamp>,
    /// Who changed it.
    #[serde(default)]
    pub changed_by: Option<String>,
}

/// What of the tenant's groups is read.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", tag = "mode", content = "groups")]
pub enum GroupScope {
    /// No group.
    #[default]
    None,
    /// Every group.
    All,
    /// These groups: object id and name.
    Selected(BTreeMap<ObjectId, String>),
}

/// What `sync` last learned.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SyncRecord {
    /// When.
    pub at: Timestamp,
    /// The tenant's name.
    pub organization: Option<String>,
    /// The tenant's default domain.
    pub default_domain: Option<String>,
    /// What of its groups is read.
    pub scope: GroupScope,
    /// How many groups that is.
    pub groups: usize,
}
