//! Plans the grants that a set still needs: nothing else, nothing twice, no removals.
use std::collections::BTreeMap;

use thiserror::Error;

use super::{HeldPermissions, PermissionLine, PermissionStatus, Resources, is_held};
use crate::catalog::{Permission, PermissionKind, PermissionSet, SetId};
use crate::ids::{AppId, ObjectId, PermissionId};

/// Maximum length of the scope list of one grant in Graph, in characters.
const MAX_SCOPE: usize = 3_850;

/// A write that grants permissions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum GrantStep {
    /// Add the enterprise application, which is not in the tenant.
    CreatePrincipal {
        /// Application id.
        client: AppId,
    },
    /// Assign one application permission.
    AssignRole {
        /// Service principal of the API.
        resource: ObjectId,
        /// The permission.
        id: PermissionId,
        /// Name of the permission, for display.
        name: String,
    },
    /// Grant delegated permissions on an API that has no grant yet.
    CreateScopes {
        /// Service principal of the API.
        resource: ObjectId,
        /// The scopes.
        scopes: Vec<String>,
    },
    /// Add delegated permissions to an existing grant.
    ExtendScopes {
        /// Service principal of the API.
        resource: ObjectId,
        /// The grant to extend.
        grant: String,
        /// The existing scopes.
        kept: Vec<String>,
        /// The scopes to add.
        added: Vec<String>,
    },
}

/// The writes for one set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GrantPlan {
    /// The set.
    pub set: SetId,
    /// The enterprise application that the set is bound to.
    pub client: AppId,
    /// Service principal; `None` if it must be created.
    pub principal: Option<ObjectId>,
    /// The writes, in order of their dependencies, then highest risk first.
    pub steps: Vec<GrantStep>,
    /// The permissions that the writes add, highest risk first.
    pub adds: Vec<PermissionLine>,
    /// Permissions that cannot be granted because their API is not in the tenant.
    pub unavailable: Vec<PermissionLine>,
}

/// Reasons why the grants cannot be planned.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum GrantPlanError {
    /// Microsoft disabled the application.
    #[error("Microsoft disabled the enterprise application {client} ({status})")]
    DisabledByMicrosoft {
        /// Application id of the disabled application.
        client: AppId,
        /// Microsoft's status of the application.
        status: String,
    },
    /// A requested permission is not in the set.
    #[error("{name} is not part of permission set {set}")]
    OutsideSet {
        /// The set.
        set: SetId,
        /// The permission.
        name: String,
    },
    /// The service principal is not that of the bound application.
    #[error("the service principal found is for application {found}, not {bound}")]
    OtherApplication {
        /// The bound application.
        bound: AppId,
        /// The application of the service principal that was found.
        found: AppId,
    },
    /// The merged scope list is longer than Graph allows.
    #[error("the scopes of {client} would be longer than {MAX_SCOPE} characters")]
    TooLong {
        /// The application.
        client: AppId,
    },
}

/// The bound application that receives the grants.
#[derive(Debug, Clone, Copy)]
pub struct GrantTarget<'a> {
    /// The bound application id.
    pub client: &'a AppId,
    /// Service principal: object id and application id. `None` if it must be created.
    pub principal: Option<(&'a ObjectId, &'a AppId)>,
    /// Microsoft's status if it disabled the application.
    pub disabled_by_microsoft: Option<&'a str>,
}

/// Plans how to grant those `wanted` permissions of `set` that are not yet `held`.
///
/// # Errors
/// See [`GrantPlanError`].
pub fn plan_grants(
    set: &PermissionSet,
    wanted: &[Permission],
    target: GrantTarget<'_>,
    held: &HeldPermissions,
    resources: &Resources,
) -> Result<GrantPlan, GrantPlanError> {
    if let Some(status) = target.disabled_by_microsoft {
        return Err(GrantPlanError::DisabledByMicrosoft {
            client: target.client.clone(),
            status: status.to_owned(),
        });
    }
    if let Some((_, found)) = target.principal
        && found != target.client
    {
        return Err(GrantPlanError::OtherApplication {
            bound: target.client.clone(),
            found: found.clone(),
        });
    }
    let listed = |permission: &Permission| {
        set.permissions.iter().any(|one| {
            one.resource.app_id == permission.resource.app_id
                && one.id == permission.id
                && one.kind == permission.kind
        })
    };
    if let Some(outside) = wanted.iter().find(|permission| !listed(permission)) {
        return Err(GrantPlanError::OutsideSet {
            set: set.id.clone(),
            name: outside.name.to_string(),
        });
    }
    let mut open: Vec<&Permission> = wanted
        .iter()
        .filter(|permission| !is_held(permission, held, resources))
        .collect();
    open.sort_by(|left, right| right.risk.cmp(&left.risk).then(left.name.cmp(&right.name)));
    let mut plan = GrantPlan {
        set: set.id.clone(),
        client: target.client.clone(),
        principal: target.principal.map(|(id, _)| id.clone()),
        steps: Vec::new(),
        adds: Vec::new(),
        unavailable: Vec::new(),
    };
    if plan.principal.is_none() {
        plan.steps.push(GrantStep::CreatePrincipal {
            client: target.client.clone(),
        });
    }
    let mut scopes: BTreeMap<&ObjectId, Vec<String>> = BTreeMap::new();
    for permission in open {
        let Some(resource) = resources.found.get(&permission.resource.app_id) else {
            plan.unavailable.push(PermissionLine::from_permission(
                permission,
                PermissionStatus::Missing,
                true,
            ));
            continue;
        };
        plan.adds.push(PermissionLine::from_permission(
            permission,
            PermissionStatus::Missing,
            false,
        ));
        match permission.kind {
            PermissionKind::Application => plan.steps.push(GrantStep::AssignRole {
                resource: resource.clone(),
                id: permission.id.clone(),
                name: permission.name.to_string(),
            }),
            PermissionKind::Delegated => {
                let list = scopes.entry(resource).or_default();
                list.push(permission.name.to_string());
            }
        }
    }
    for (resource, added) in scopes {
        let step = scope_step(resource, added, held);
        if let GrantStep::ExtendScopes { kept, added, .. } = &step
            && merge_scopes(kept, added).len() > MAX_SCOPE
        {
            return Err(GrantPlanError::TooLong {
                client: target.client.clone(),
            });
        }
        plan.steps.push(step);
    }
    Ok(plan)
}

/// Returns the write that adds scopes on an API: to the existing grant, or as a new one.
pub fn scope_step(resource: &ObjectId, added: Vec<String>, held: &HeldPermissions) -> GrantStep {
    match held.scopes.iter().find(|grant| grant.resource == *resource) {
        Some(grant) => GrantStep::ExtendScopes {
            resource: resource.clone(),
            grant: grant.grant.clone(),
            kept: grant.scopes.clone(),
            added,
        },
        None => GrantStep::CreateScopes {
            resource: resource.clone(),
            scopes: added,
        },
    }
}

/// Returns the scope list of a grant: `kept`, then the scopes of `added` that are new.
pub fn merge_scopes(kept: &[String], added: &[String]) -> String {
    let mut all: Vec<&str> = kept.iter().map(String::as_str).collect();
    for scope in added {
        if !all.iter().any(|one| one.eq_ignore_ascii_case(scope)) {
            all.push(scope);
        }
    }
    all.join(" ")
}

/// Returns the scope list of a grant without `removed`; empty if no scope remains.
pub fn remove_scopes(kept: &[String], removed: &[String]) -> String {
    let stays = |scope: &&String| !removed.iter().any(|one| one.eq_ignore_ascii_case(scope));
    let left: Vec<&str> = kept.iter().filter(stays).map(String::as_str).collect();
    left.join(" ")
}
