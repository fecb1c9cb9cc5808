//! Compares the permissions that a set requires with those that a service principal
//! has.
//!
//! A permission is identified by its API, id and kind; names are for users. A set acts
//! for the whole tenant, so grants for one user do not count. [`plan`] plans the writes.
pub mod plan;
pub mod plan_file;

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::Serialize;

use crate::catalog::risk::{self, Risk};
use crate::catalog::{Catalog, Permission, PermissionKind};
use crate::ids::{AppId, ObjectId, PermissionId};

/// Scopes that consent adds for the sign-in itself.
const SIGN_IN_SCOPES: &[&str] = &["openid", "profile", "email", "offline_access"];
/// The app role id for default access, without a role.
const DEFAULT_ACCESS: &str = "00000000-0000-0000-0000-000000000000";

/// An application permission that a service principal has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeldRole {
    /// Service principal of the API.
    pub resource: ObjectId,
    /// Name of the API from the assignment; for display only.
    pub resource_name: Option<String>,
    /// The permission.
    pub id: PermissionId,
    /// Id of the assignment.
    pub assignment: String,
}

/// Delegated permissions on one API, granted for all users of the tenant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeldScopes {
    /// Service principal of the API.
    pub resource: ObjectId,
    /// Id of the grant.
    pub grant: String,
    /// The scopes as Graph spells them.
    pub scopes: Vec<String>,
}

/// All permissions that a service principal has.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct HeldPermissions {
    /// Application permissions.
    pub roles: Vec<HeldRole>,
    /// Delegated permissions for all users.
    pub scopes: Vec<HeldScopes>,
    /// Number of grants for single users, which count as not granted.
    pub personal: usize,
}

/// Service principals of the catalog's APIs in this tenant.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Resources {
    /// Service principal of each API that exists in the tenant.
    pub found: BTreeMap<AppId, ObjectId>,
}

impl Resources {
    /// Returns the application id of the API that has this service principal.
    pub fn app_id_of(&self, principal: &ObjectId) -> Option<&AppId> {
        let mut all = self.found.iter();
        all.find(|(_, id)| *id == principal).map(|(app, _)| app)
    }
}

/// Whether a permission is required and granted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum PermissionStatus {
    /// Required and granted.
    Granted,
    /// Required and not granted.
    Missing,
    /// Granted, not required.
    Surplus,
}

impl PermissionStatus {
    /// Returns the status for display.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Granted => "granted",
            Self::Missing => "missing",
            Self::Surplus => "not needed",
        }
    }
}

/// One permission in a comparison.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct PermissionLine {
    /// Application id of the API; null if the API is unknown.
    pub resource: Option<AppId>,
    /// Name of the API.
    pub resource_name: String,
    /// Name of the permission; the id if the name is unknown.
    pub name: String,
    /// Application or delegated.
    pub kind: PermissionKind,
    /// Id of the permission; null for a scope that no set contains.
    pub id: Option<PermissionId>,
    /// How much harm it can do.
    pub risk: Risk,
    /// Why the risk is high or critical.
    pub risk_reason: Option<String>,
    /// Whether it is required and granted.
    pub standing: PermissionStatus,
    /// Catalog version that first required it; null if no set contains it.
    pub since: Option<u32>,
    /// The API is not in the tenant, so the permission cannot be granted.
    pub unavailable: bool,
}

impl PermissionLine {
    fn from_permission(
        permission: &Permission,
        standing: PermissionStatus,
        unavailable: bool,
    ) -> Self {
        Self {
            resource: Some(permission.resource.app_id.clone()),
            resource_name: permission.resource.name.to_string(),
            name: permission.name.to_string(),
            kind: permission.kind,
            id: Some(permission.id.clone()),
            risk: permission.risk,
            risk_reason: permission.risk_reason.as_ref().map(ToString::to_string),
            standing,
            since: Some(permission.since),
            unavailable,
        }
    }

    /// Returns what identifies the permission: equal in all lines about the same permission.
    pub fn identity(&self) -> (Option<&AppId>, PermissionKind, String) {
        let what = match (&self.id, self.kind) {
            (Some(id), PermissionKind::Application) => id.to_string(),
            (_, PermissionKind::Delegated) | (None, PermissionKind::Application) => {
                self.name.to_lowercase()
            }
        };
        (self.resource.as_ref(), self.kind, what)
    }
}

/// The result of comparing a set with the granted permissions.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Difference {
    /// Required and granted.
    pub granted: Vec<PermissionLine>,
    /// Required and not granted, highest risk first.
    pub missing: Vec<PermissionLine>,
    /// Granted, not required, highest risk first.
    pub surplus: Vec<PermissionLine>,
    /// Number of grants for single users, which count as not granted.
    pub personal: usize,
}

impl Difference {
    /// Returns all lines: missing, granted, surplus.
    pub fn lines(&self) -> impl Iterator<Item = &PermissionLine> {
        self.missing
            .iter()
            .chain(&self.granted)
            .chain(&self.surplus)
    }

    /// Returns the number of required permissions.
    pub fn required_count(&self) -> usize {
        self.granted.len() + self.missing.len()
    }
}

/// The sources of names for permissions that are not in the compared set.
#[derive(Debug, Clone, Copy)]
pub struct PermissionNames<'a> {
    /// The catalog's names.
    pub catalog: &'a Catalog,
    /// Names that the APIs in the tenant published.
    pub learned: &'a BTreeMap<PermissionId, String>,
}

impl PermissionNames<'_> {
    /// Returns the name of an application permission of an API, if known.
    pub fn lookup(&self, resource: Option<&AppId>, id: &PermissionId) -> Option<String> {
        let listed = self
            .catalog
            .sets
            .iter()
            .flat_map(|set| &set.permissions)
            .find(|one| one.id == *id && Some(&one.resource.app_id) == resource);
        match listed {
            Some(permission) => Some(permission.name.to_string()),
            None => self.learned.get(id).cloned(),
        }
    }
}

/// Compares the `required` permissions of a set with the `held` ones. Permissions that other
/// sets require of the same service principal (`of_other_sets`) are not surplus.
pub fn compare(
    required: &[Permission],
    of_other_sets: &[&Permission],
    held: &HeldPermissions,
    resources: &Resources,
    names: PermissionNames<'_>,
) -> Difference {
    let mut difference = Difference {
        personal: held.personal,
        ..Difference::default()
    };
    for permission in required {
        let unavailable = !resources.found.contains_key(&permission.resource.app_id);
        if is_held(permission, held, resources) {
            let line =
                PermissionLine::from_permission(permission, PermissionStatus::Granted, unavailable);
            difference.granted.push(line);
        } else {
            let line =
                PermissionLine::from_permission(permission, PermissionStatus::Missing, unavailable);
            difference.missing.push(line);
        }
    }
    let known = |resource: Option<&AppId>, fits: &dyn Fn(&Permission) -> bool| {
        required
            .iter()
            .chain(of_other_sets.iter().copied())
            .any(|one| Some(&one.resource.app_id) == resource && fits(one))
    };
    let mut seen = BTreeSet::new();
    for role in &held.roles {
        let app = resources.app_id_of(&role.resource);
        let asked = known(app, &|one| {
            one.kind == PermissionKind::Application && one.id == role.id
        });
        let first = seen.insert((role.resource.clone(), role.id.clone()));
        if !asked && first && role.id.as_str() != DEFAULT_ACCESS {
            difference.surplus.push(surplus_role_line(role, app, names));
        }
    }
    for grant in &held.scopes {
        let app = resources.app_id_of(&grant.resource);
        for scope in &grant.scopes {
            let asked = known(app, &|one| {
                one.kind == PermissionKind::Delegated && one.name.eq_ignore_ascii_case(scope)
            });
            let sign_in = SIGN_IN_SCOPES
                .iter()
                .any(|known| known.eq_ignore_ascii_case(scope));
            if !asked && !sign_in {
                difference
                    .surplus
                    .push(surplus_scope_line(scope, grant, app, names));
            }
        }
    }
    difference.missing.sort_by(by_risk);
    difference.surplus.sort_by(by_risk);
    difference
}

fn by_risk(left: &PermissionLine, right: &PermissionLine) -> std::cmp::Ordering {
    right
        .risk
        .cmp(&left.risk)
        .then_with(|| left.name.cmp(&right.name))
        .then_with(|| left.resource.cmp(&right.resource))
}

/// Whether `held` has a permission for the whole tenant.
pub fn is_held(permission: &Permission, held: &HeldPermissions, resources: &Resources) -> bool {
    let Some(resource) = resources.found.get(&permission.resource.app_id) else {
        return false;
    };
    match permission.kind {
        PermissionKind::Application => held
            .roles
            .iter()
            .any(|role| role.resource == *resource && role.id == permission.id),
        PermissionKind::Delegated => held
            .scopes
            .iter()
            .filter(|grant| grant.resource == *resource)
            .flat_map(|grant| &grant.scopes)
            .any(|scope| scope.eq_ignore_ascii_case(&permission.name)),
    }
}

fn api_name(
    names: PermissionNames<'_>,
    app: Option<&AppId>,
    principal: &ObjectId,
    told: Option<&str>,
) -> String {
    let listed = names
        .catalog
        .resources
        .iter()
        .find(|one| Some(&one.app_id) == app);
    match (listed, told) {
        (Some(resource), _) => resource.name.to_string(),
        (None, Some(told)) => format!("{told} ({principal})"),
        (None, None) => format!("service principal {principal}"),
    }
}

fn surplus_role_line(
    role: &HeldRole,
    app: Option<&AppId>,
    names: PermissionNames<'_>,
) -> PermissionLine {
    let kind = PermissionKind::Application;
    let known = names.lookup(app, &role.id);
    let (risk, reason) = risk::assess(known.as_deref().unwrap_or_default(), kind);
    PermissionLine {
        resource: app.cloned(),
        resource_name: api_name(names, app, &role.resource, role.resource_name.as_deref()),
        name: known.unwrap_or_else(|| role.id.to_string()),
        kind,
        id: Some(role.id.clone()),
        risk,
        risk_reason: reason.map(str::to_owned),
        standing: PermissionStatus::Surplus,
        since: None,
        unavailable: false,
    }
}

fn surplus_scope_line(
    scope: &str,
    grant: &HeldScopes,
    app: Option<&AppId>,
    names: PermissionNames<'_>,
) -> PermissionLine {
    let kind = PermissionKind::Delegated;
    let (risk, reason) = risk::assess(scope, kind);
    PermissionLine {
        resource: app.cloned(),
        resource_name: api_name(names, app, &grant.resource, None),
        name: scope.to_owned(),
        kind,
        id: None,
        risk,
        risk_reason: reason.map(str::to_owned),
        standing: PermissionStatus::Surplus,
        since: None,
        unavailable: false,
    }
}

/// Unplanned changes between two reads of a service principal.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Drift {
    /// Granted before, no longer granted.
    pub vanished: Vec<PermissionLine>,
    /// Granted now, not before, and not planned.
    pub added: Vec<PermissionLine>,
}

/// Returns the unplanned changes between two reads of a service principal. `planned` are
/// the permissions that were to be added.
pub fn drift(before: &Difference, after: &Difference, planned: &[&PermissionLine]) -> Drift {
    let there = |difference: &Difference| -> Vec<PermissionLine> {
        let lines = difference.granted.iter().chain(&difference.surplus);
        lines.cloned().collect()
    };
    let (was, is) = (there(before), there(after));
    let has = |lines: &[PermissionLine], line: &PermissionLine| {
        lines.iter().any(|one| one.identity() == line.identity())
    };
    Drift {
        vanished: was.iter().filter(|line| !has(&is, line)).cloned().collect(),
        added: is
            .iter()
            .filter(|line| !has(&was, line))
            .filter(|line| !planned.iter().any(|one| one.identity() == line.identity()))
            .cloned()
            .collect(),
    }
}

#[cfg(test)]
mod tests;
