//! The shape of the state file. New fields have a default, until [`VERSION`] changes.
use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::catalog::SetId;
use crate::domain::health::Condition;
use crate::ids::{AppId, ObjectId, PermissionId, TenantId};

/// Version of the shape.
pub const VERSION: u32 = 1;

/// Local state of one tenant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TenantState {
    /// [`VERSION`] of the program that wrote it.
    pub version: u32,
    /// The tenant, as in the name of the folder.
    pub tenant: TenantId,
    /// The enterprise application of each permission set.
    #[serde(default)]
    pub bindings: BTreeMap<SetId, Binding>,
    /// Apps that are blocked on this machine, by app id.
    #[serde(default)]
    pub blocked: BTreeMap<String, Blocked>,
    /// Failed grants that were not dismissed, by app id.
    #[serde(default)]
    pub failed: BTreeMap<String, FailedGrant>,
    /// Time at which each set was last seen fully granted.
    #[serde(default)]
    pub granted: BTreeMap<SetId, GrantRecord>,
    /// The last status of each app, by app id.
    #[serde(default)]
    pub statuses: BTreeMap<String, StatusRecord>,
    /// Names of permissions that no set lists.
    #[serde(default)]
    pub permission_names: BTreeMap<PermissionId, String>,
    /// Switches of Zero Trust Secure Access.
    #[serde(default)]
    pub switches: Switches,
    /// Result of the last `sync`.
    #[serde(default)]
    pub sync: Option<SyncRecord>,
}

impl TenantState {
    /// Creates an empty state.
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

/// The enterprise application of a permission set in this tenant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Binding {
    /// Client (application) id, which defines the binding.
    pub client_id: AppId,
    /// Object id of its service principal, as last read.
    pub principal_id: Option<ObjectId>,
    /// Name when it was bound; never used to find it.
    pub display_name: String,
    /// Whether `http://localhost` is one of its redirect URIs.
    pub loopback: bool,
    /// Catalog version at that time.
    #[serde(alias = "catalogueVersion")]
    pub catalog_version: u32,
    /// Time of the binding.
    pub bound_at: Timestamp,
}

/// An app that is blocked on this machine.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Blocked {
    /// Time of the block.
    pub at: Timestamp,
    /// User principal name of the user who blocked it, or another name from the token.
    pub by: Option<String>,
}

/// A grant that failed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct FailedGrant {
    /// Time of the failure.
    pub at: Timestamp,
    /// `browser`, `url`, `direct` or `device-code`.
    pub method: String,
    /// Reason in one line.
    pub why: String,
    /// Error code of the service, if any.
    pub code: Option<String>,
}

/// A set that was seen fully granted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct GrantRecord {
    /// Time of the read that showed it.
    pub at: Timestamp,
    /// Catalog version at that time.
    #[serde(alias = "catalogueVersion")]
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
    /// Reason in one line.
    pub reason: String,
    /// Time of the read from Graph.
    pub at: Timestamp,
}

/// Switches of Zero Trust Secure Access, off by default.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Switches {
    /// Whether to upload users and groups to the vendor.
    #[serde(default)]
    pub data_upload: bool,
    /// Whether to take actions on accounts.
    #[serde(default)]
    pub policy_enforcement: bool,
    /// Time of the last change of a switch.
    #[serde(default)]
    pub changed_at: Option<Timestamp>,
    /// User who made the last change.
    #[serde(default)]
    pub changed_by: Option<String>,
}

/// The groups of the tenant that entractl reads.
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

/// Result of the last `sync`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SyncRecord {
    /// Time of the run.
    pub at: Timestamp,
    /// The tenant's name.
    pub organization: Option<String>,
    /// The tenant's default domain.
    pub default_domain: Option<String>,
    /// The groups that entractl reads.
    pub scope: GroupScope,
    /// Number of groups.
    pub groups: usize,
}
