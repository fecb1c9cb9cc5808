//! A grant plan as a file that a second person signs. Pure.
//!
//! The text is canonical: a file was changed if it differs from the serialization of
//! its own content.
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::PermissionLine;
use super::plan::GrantPlan;
use crate::catalog::PermissionKind;
use crate::domain::plan_file::VALIDITY;
use crate::ids::{AppId, ObjectId, PermissionId, TenantId};

/// The format name in the file.
const FORMAT: &str = "entractl-grant-1";

/// A plan to grant exactly these permissions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct GrantPlanFile {
    /// Always `entractl-grant-1`.
    pub format: String,
    /// Version of the program that wrote it.
    pub tool: String,
    /// The only tenant that the plan is valid for.
    pub tenant: TenantId,
    /// Reason of the grant.
    pub reason: Option<String>,
    /// Object id of the author.
    pub author_id: ObjectId,
    /// Name of the author.
    pub author: Option<String>,
    /// Time of creation.
    pub created: Timestamp,
    /// Time of expiry.
    pub expires: Timestamp,
    /// The permissions to grant.
    pub grants: Vec<PlannedGrant>,
}

/// One permission that an application is to receive.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PlannedGrant {
    /// The application that receives the permission.
    pub client_id: AppId,
    /// Application id of the API.
    pub resource: Option<AppId>,
    /// Name of the API.
    pub resource_name: String,
    /// Name of the permission.
    pub name: String,
    /// Application or delegated.
    pub kind: PermissionKind,
    /// Id of the permission.
    pub id: Option<PermissionId>,
    /// Risk of the permission.
    pub risk: String,
}

impl PlannedGrant {
    fn from_line(plan: &GrantPlan, line: &PermissionLine) -> Self {
        Self {
            client_id: plan.client.clone(),
            resource: line.resource.clone(),
            resource_name: line.resource_name.clone(),
            name: line.name.clone(),
            kind: line.kind,
            id: line.id.clone(),
            risk: line.risk.as_str().to_owned(),
        }
    }
}

/// Returns all grants of these plans.
pub fn planned_grants<'a>(plans: impl Iterator<Item = &'a GrantPlan>) -> Vec<PlannedGrant> {
    plans
        .flat_map(|plan| {
            plan.adds
                .iter()
                .map(move |line| PlannedGrant::from_line(plan, line))
        })
        .collect()
}

/// Reasons why a file is not a valid grant plan.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum GrantPlanFileError {
    /// The file is not a grant plan, for this reason.
    #[error("it is not a grant plan of entractl: {0}")]
    Other(String),
    /// The file was changed after it was written.
    #[error("it was changed after it was written")]
    Changed,
}

impl GrantPlanFile {
    /// Returns a plan that was created at `now` and expires after [`VALIDITY`].
    pub fn new(
        tenant: TenantId,
        author_id: ObjectId,
        author: Option<String>,
        reason: Option<String>,
        now: Timestamp,
        grants: Vec<PlannedGrant>,
    ) -> Self {
        Self {
            format: FORMAT.to_owned(),
            tool: env!("CARGO_PKG_VERSION").to_owned(),
            tenant,
            reason,
            author_id,
            author,
            created: now,
            expires: now.saturating_add(VALIDITY).unwrap_or(now),
            grants,
        }
    }

    /// Returns the text of the plan file.
    pub fn to_text(&self) -> String {
        // Strings, ids and times always have a JSON form.
        serde_json::to_string_pretty(self).unwrap_or_default() + "\n"
    }

    /// Parses a serialized plan.
    ///
    /// # Errors
    /// See [`GrantPlanFileError`].
    pub fn parse(text: &str) -> Result<Self, GrantPlanFileError> {
        let plan: Self = serde_json::from_str(text)
            .map_err(|error| GrantPlanFileError::Other(error.to_string()))?;
        if plan.format != FORMAT {
            return Err(GrantPlanFileError::Other(format!(
                "it is {:?}",
                plan.format
            )));
        }
        if plan.to_text() != text {
            return Err(GrantPlanFileError::Changed);
        }
        Ok(plan)
    }

    /// Whether the plan may be applied at `now`.
    pub fn is_valid_at(&self, now: Timestamp) -> bool {
        let limit = self.created.saturating_add(VALIDITY);
        let limit = limit.unwrap_or(self.created);
        self.created <= now && now < self.expires.min(limit)
    }

    /// Returns the grants of `wanted` that the plan does not list.
    pub fn unlisted_grants<'a>(&self, wanted: &'a [PlannedGrant]) -> Vec<&'a PlannedGrant> {
        let all = wanted.iter();
        all.filter(|one| !self.grants.contains(one)).collect()
    }
}
