//! The plan of a grant as a file for a second person's signature. Pure.
//!
//! Its text is canonical: a file that differs in one byte from what its own
//! content would be written as was changed.
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::Line;
use super::plan::GrantPlan;
use crate::catalog::PermissionKind;
use crate::domain::plan_file::HOLDS_FOR;
use crate::ids::{AppId, ObjectId, PermissionId, TenantId};

/// What the file says it is.
const FORMAT: &str = "entractl-grant-1";

/// A plan to grant exactly these permissions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct GrantPlanFile {
    /// Always `entractl-grant-1`.
    pub format: String,
    /// Version of the program that wrote it.
    pub tool: String,
    /// The only tenant that it is for.
    pub tenant: TenantId,
    /// Why.
    pub reason: Option<String>,
    /// Object id of who made it.
    pub author_id: ObjectId,
    /// Name of who made it.
    pub author: Option<String>,
    /// When it was made.
    pub created: Timestamp,
    /// Until when it may be applied.
    pub expires: Timestamp,
    /// What is granted.
    pub grants: Vec<PlannedGrant>,
}

/// One permission for one application.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PlannedGrant {
    /// The application that gets it.
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
    /// How much harm it can do, in a word.
    pub risk: String,
}

impl PlannedGrant {
    fn of(plan: &GrantPlan, line: &Line) -> Self {
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

/// Every permission that these plans add.
pub fn planned<'a>(plans: impl Iterator<Item = &'a GrantPlan>) -> Vec<PlannedGrant> {
    plans
        .flat_map(|plan| {
            plan.adds
                .iter()
                .map(move |line| PlannedGrant::of(plan, line))
        })
        .collect()
}

/// Why a file is no plan of a grant.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PlanFileError {
    /// It is something else.
    #[error("it is not a grant plan of entractl: {0}")]
    Other(String),
    /// It is not as it was written.
    #[error("it was changed after it was written")]
    Changed,
}

impl GrantPlanFile {
    /// A plan that is made at `now`.
    pub fn new(
        tenant: TenantId,
        author: (ObjectId, Option<String>),
        reason: Option<String>,
        now: Timestamp,
        grants: Vec<PlannedGrant>,
    ) -> Self {
        Self {
            format: FORMAT.to_owned(),
            tool: env!("CARGO_PKG_VERSION").to_owned(),
            tenant,
            reason,
            author_id: author.0,
            author: author.1,
            created: now,
            expires: now.saturating_add(HOLDS_FOR).unwrap_or(now),
            grants,
        }
    }

    /// Its text.
    pub fn text(&self) -> String {
        // Strings, ids and times: there is nothing in it that has no JSON.
        serde_json::to_string_pretty(self).unwrap_or_default() + "\n"
    }

    /// Reads its text.
    ///
    /// # Errors
    /// See [`PlanFileError`].
    pub fn parse(text: &str) -> Result<Self, PlanFileError> {
        let plan: Self =
            serde_json::from_str(text).map_err(|error| PlanFileError::Other(error.to_string()))?;
        if plan.format != FORMAT {
            return Err(PlanFileError::Other(format!("it is {:?}", plan.format)));
        }
        if plan.text() != text {
            return Err(PlanFileError::Changed);
        }
        Ok(plan)
    }

    /// Whether it may be applied at `now`.
    pub fn is_valid_at(&self, now: Timestamp) -> bool {
        let limit = self.created.saturating_add(HOLDS_FOR);
        let limit = limit.unwrap_or(self.created);
        self.created <= now && now < self.expires.min(limit)
    }

    /// What of `wanted` it does not list.
    pub fn missing<'a>(&self, wanted: &'a [PlannedGrant]) -> Vec<&'a PlannedGrant> {
        let all = wanted.iter();
        all.filter(|one| !self.grants.contains(one)).collect()
    }
}
