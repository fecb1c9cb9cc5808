//! Which grants to write so that a service principal holds what its set asks
//! for: nothing else, nothing twice, and nothing taken away.
use std::collections::BTreeMap;

use thiserror::Error;

use super::{Held, Line, Resources, Standing, is_held};
use crate::catalog::{Permission, PermissionKind, PermissionSet, SetId};
use crate::ids::{AppId, ObjectId, PermissionId};

/// Longest scope list that Graph keeps in one grant, in characters.
const MAX_SCOPE: usize = 3_850;

/// A grant to write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum GrantStep {
    /// The enterprise application is not in the tenant: add it.
    CreatePrincipal {
        /// Its application id.
        client: AppId,
    },
    /// One application permission.
    AssignRole {
        /// Service principal of the API.
        resource: ObjectId,
        /// The permission.
        id: PermissionId,
        /// Its name, for people.
        name: String,
    },
    /// Delegated permissions on an API where nothing is granted yet.
    CreateScopes {
        /// Service principal of the API.
        resource: ObjectId,
        /// The scopes.
        scopes: Vec<String>,
    },
    /// Delegated permissions beside others that stay.
    ExtendScopes {
        /// Service principal of the API.
        resource: ObjectId,
        /// The grant to extend.
        grant: String,
        /// What is there and stays.
        kept: Vec<String>,
        /// What comes in addition.
        added: Vec<String>,
    },
}

/// What to write for one set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GrantPlan {
    /// The set.
    pub set: SetId,
    /// The enterprise application that carries it.
    pub client: AppId,
    /// Its service principal; `None` where it has to be made.
    pub principal: Option<ObjectId>,
    /// The writes, the most dangerous first after what they need.
    pub steps: Vec<GrantStep>,
    /// What they add, the most dangerous first.
    pub adds: Vec<Line>,
    /// What cannot be granted, since its API is not in the tenant.
    pub unavailable: Vec<Line>,
}

/// Why no plan is made.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Refusal {
    /// Microsoft disabled the application.
    #[error("Microsoft disabled the enterprise application {client} ({status})")]
    DisabledByMicrosoft {
        /// The application.
        client: AppId,
        /// Microsoft's word for it.
        status: String,
    },
    /// Something was asked for that the set does not list.
    #[error("{name} is not part of permission set {set}")]
    OutsideSet {
        /// The set.
        set: SetId,
        /// The permission.
        name: String,
    },
    /// The service principal is not the one that was bound.
    #[error("the service principal found is for application {found}, not {bound}")]
    OtherApplication {
        /// What was bound.
        bound: AppId,
        /// What was found.
        found: AppId,
    },
    /// The merged scope list is longer than Graph keeps.
    #[error("the scopes of {client} would be longer than {MAX_SCOPE} characters")]
    TooLong {
        /// The application.
        client: AppId,
    },
}

/// What a plan is made from: the service principal that was bound by id.
#[derive(Debug, Clone, Copy)]
pub struct Target<'a> {
    /// The bound application id.
    pub client: &'a AppId,
    /// The service principal found for it: object id and application id.
    pub principal: Option<(&'a ObjectId, &'a AppId)>,
    /// Microsoft's word where it disabled the application.
    pub disabled_by_microsoft: Option<&'a str>,
}

/// Plans the grants of `wanted`, all of which `set` must list.
///
/// # Errors
/// See [`Refusal`].
pub fn plan(
    set: &PermissionSet,
    wanted: &[Permission],
    target: Target<'_>,
    held: &Held,
    resources: &Resources,
) -> Result<GrantPlan, Refusal> {
    if let Some(status) = target.disabled_by_microsoft {
        return Err(Refusal::DisabledByMicrosoft {
            client: target.client.clone(),
            status: status.to_owned(),
        });
    }
    if let Some((_, found)) = target.principal
        && found != target.client
    {
        return Err(Refusal::OtherApplication {
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
        return Err(Refusal::OutsideSet {
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
            plan.unavailable
                .push(Line::of(permission, Standing::Missing, true));
            continue;
        };
        plan.adds
            .push(Line::of(permission, Standing::Missing, false));
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
            && merged(kept, added).len() > MAX_SCOPE
        {
            return Err(Refusal::TooLong {
                client: target.client.clone(),
            });
        }
        plan.steps.push(step);
    }
    Ok(plan)
}

/// How `added` scopes get onto an API, given what is held there now.
pub fn scope_step(resource: &ObjectId, added: Vec<String>, held: &Held) -> GrantStep {
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

/// The scope list of a grant: what is there, then what is new to it.
pub fn merged(kept: &[String], added: &[String]) -> String {
    let mut all: Vec<&str> = kept.iter().map(String::as_str).collect();
    for scope in added {
        if !all.iter().any(|one| one.eq_ignore_ascii_case(scope)) {
            all.push(scope);
        }
    }
    all.join(" ")
}

/// A grant's scope list without `removed`; empty where nothing is left.
pub fn without(kept: &[String], removed: &[String]) -> String {
    let stays = |scope: &&String| !removed.iter().any(|one| one.eq_ignore_ascii_case(scope));
    let left: Vec<&str> = kept.iter().filter(stays).map(String::as_str).collect();
    left.join(" ")
}
