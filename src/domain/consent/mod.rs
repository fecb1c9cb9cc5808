//! What a permission set asks for against what a service principal holds.
//!
//! A permission is its API, its id and its kind; names are for people. Grants
//! for one person do not satisfy a set, which acts for the whole tenant. What
//! to write about a difference is in [`plan`].
pub mod plan;
pub mod plan_file;

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::Serialize;

use crate::catalog::risk::{self, Risk};
use crate::catalog::{Catalog, Permission, PermissionKind};
use crate::ids::{AppId, ObjectId, PermissionId};

/// Scopes of the sign-in itself, which consent adds by its own accord.
const SIGN_IN_SCOPES: &[&str] = &["openid", "profile", "email", "offline_access"];
/// The app role id that stands for access without any role.
const DEFAULT_ACCESS: &str = "00000000-0000-0000-0000-000000000000";

/// One application permission that a service principal holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeldRole {
    /// Service principal of the API.
    pub resource: ObjectId,
    /// Name of the API as the assignment gives it; for people only.
    pub resource_name: Option<String>,
    /// The permission.
    pub id: PermissionId,
    /// Id of the assignment, to remove it by.
    pub assignment: String,
}

/// Delegated permissions on one API, granted for everybody in the tenant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeldScopes {
    /// Service principal of the API.
    pub resource: ObjectId,
    /// Id of the grant, to change it by.
    pub grant: String,
    /// The scopes as Graph spells them.
    pub scopes: Vec<String>,
}

/// Everything that a service principal holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Held {
    /// Application permissions.
    pub roles: Vec<HeldRole>,
    /// Delegated permissions for everybody.
    pub scopes: Vec<HeldScopes>,
    /// Grants for one person each; they do not count.
    pub personal: usize,
}

/// The APIs of the catalog in this tenant.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Resources {
    /// Service principal of each API that is there.
    pub found: BTreeMap<AppId, ObjectId>,
}

impl Resources {
    /// The application id behind a service principal of an API.
    pub fn app_of(&self, principal: &ObjectId) -> Option<&AppId> {
        let mut all = self.found.iter();
        all.find(|(_, id)| *id == principal).map(|(app, _)| app)
    }
}

/// How a permission stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Standing {
    /// Asked for and there.
    Granted,
    /// Asked for and not there.
    Missing,
    /// Granted, not required.
    Surplus,
}

impl Standing {
    /// As people read it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Granted => "granted",
            Self::Missing => "missing",
            Self::Surplus => "not needed",
        }
    }
}

/// One permission of a difference.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Line {
    /// Application id of the API; null where an unknown API's permission is held.
    pub resource: Option<AppId>,
    /// Name of the API.
    pub resource_name: String,
    /// Name of the permission; its id again where the name is not known.
    pub name: String,
    /// Application or delegated.
    pub kind: PermissionKind,
    /// Id of the permission; null for a scope that no set lists.
    pub id: Option<PermissionId>,
    /// How much harm it can do.
    pub risk: Risk,
    /// Why, where it is high or critical.
    pub risk_reason: Option<String>,
    /// How it stands.
    pub standing: Standing,
    /// Catalog version that first asked for it; null for what no set lists.
    pub since: Option<u32>,
    /// The API is not in the tenant, so that nothing of it can be granted.
    pub unavailable: bool,
}

impl Line {
    fn of(permission: &Permission, standing: Standing, unavailable: bool) -> Self {
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

    /// What makes two lines the same permission.
    pub fn key(&self) -> (Option<&AppId>, PermissionKind, String) {
        let what = match (&self.id, self.kind) {
            (Some(id), PermissionKind::Application) => id.to_string(),
            (_, PermissionKind::Delegated) | (None, PermissionKind::Application) => {
                self.name.to_lowercase()
            }
        };
        (self.resource.as_ref(), self.kind, what)
    }
}

/// The difference between a set and what is held.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Difference {
    /// Asked for and there.
    pub granted: Vec<Line>,
    /// Asked for and not there, the most dangerous first.
    pub missing: Vec<Line>,
    /// Granted, not required, the most dangerous first.
    pub surplus: Vec<Line>,
    /// Grants for one person each; they do not count.
    pub personal: usize,
}

impl Difference {
    /// All lines: missing, granted, surplus.
    pub fn lines(&self) -> impl Iterator<Item = &Line> {
        self.missing
            .iter()
            .chain(&self.granted)
            .chain(&self.surplus)
    }

    /// How many permissions are asked for.
    pub fn required(&self) -> usize {
        self.granted.len() + self.missing.len()
    }
}

/// What is known of permissions that the set at hand does not list.
#[derive(Debug, Clone, Copy)]
pub struct Names<'a> {
    /// The catalog's own names.
    pub catalog: &'a Catalog,
    /// Names that APIs gave.
    pub learned: &'a BTreeMap<PermissionId, String>,
}

impl Names<'_> {
    /// The name of an application permission of an API, where it is known.
    pub fn of(&self, resource: Option<&AppId>, id: &PermissionId) -> Option<String> {
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

/// Compares what `required` asks for with what is `held`. `beside` is what the
/// other sets on the same service principal ask for: not surplus.
pub fn compare(
    required: &[Permission],
    beside: &[&Permission],
    held: &Held,
    resources: &Resources,
    names: Names<'_>,
) -> Difference {
    let mut difference = Difference {
        personal: held.personal,
        ..Difference::default()
    };
    for permission in required {
        let unavailable = !resources.found.contains_key(&permission.resource.app_id);
        if is_held(permission, held, resources) {
            let line = Line::of(permission, Standing::Granted, unavailable);
            difference.granted.push(line);
        } else {
            let line = Line::of(permission, Standing::Missing, unavailable);
            difference.missing.push(line);
        }
    }
    let known = |resource: Option<&AppId>, fits: &dyn Fn(&Permission) -> bool| {
        required
            .iter()
            .chain(beside.iter().copied())
            .any(|one| Some(&one.resource.app_id) == resource && fits(one))
    };
    let mut seen = BTreeSet::new();
    for role in &held.roles {
        let app = resources.app_of(&role.resource);
        let asked = known(app, &|one| {
            one.kind == PermissionKind::Application && one.id == role.id
        });
        let first = seen.insert((role.resource.clone(), role.id.clone()));
        if !asked && first && role.id.as_str() != DEFAULT_ACCESS {
            difference.surplus.push(surplus_role(role, app, names));
        }
    }
    for grant in &held.scopes {
        let app = resources.app_of(&grant.resource);
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
                    .push(surplus_scope(scope, grant, app, names));
            }
        }
    }
    difference.missing.sort_by(by_risk);
    difference.surplus.sort_by(by_risk);
    difference
}

fn by_risk(left: &Line, right: &Line) -> std::cmp::Ordering {
    right
        .risk
        .cmp(&left.risk)
        .then_with(|| left.name.cmp(&right.name))
        .then_with(|| left.resource.cmp(&right.resource))
}

/// Whether one permission of a set is held for the whole tenant.
pub fn is_held(permission: &Permission, held: &Held, resources: &Resources) -> bool {
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
    names: Names<'_>,
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

fn surplus_role(role: &HeldRole, app: Option<&AppId>, names: Names<'_>) -> Line {
    let kind = PermissionKind::Application;
    let known = names.of(app, &role.id);
    let (risk, reason) = risk::assess(known.as_deref().unwrap_or_default(), kind);
    Line {
        resource: app.cloned(),
        resource_name: api_name(names, app, &role.resource, role.resource_name.as_deref()),
        name: known.unwrap_or_else(|| role.id.to_string()),
        kind,
        id: Some(role.id.clone()),
        risk,
        risk_reason: reason.map(str::to_owned),
        standing: Standing::Surplus,
        since: None,
        unavailable: false,
    }
}

fn surplus_scope(scope: &str, grant: &HeldScopes, app: Option<&AppId>, names: Names<'_>) -> Line {
    let kind = PermissionKind::Delegated;
    let (risk, reason) = risk::assess(scope, kind);
    Line {
        resource: app.cloned(),
        resource_name: api_name(names, app, &grant.resource, None),
        name: scope.to_owned(),
        kind,
        id: None,
        risk,
        risk_reason: reason.map(str::to_owned),
        standing: Standing::Surplus,
        since: None,
        unavailable: false,
    }
}

/// What changed between two readings, beyond what was planned.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Drift {
    /// There before and gone since.
    pub vanished: Vec<Line>,
    /// There now, not before, and not planned.
    pub added: Vec<Line>,
}

/// Compares two readings of the same service principal; `planned` are the keys
/// of what was to be added.
pub fn drift(before: &Difference, after: &Difference, planned: &[&Line]) -> Drift {
    let there = |difference: &Difference| -> Vec<Line> {
        let lines = difference.granted.iter().chain(&difference.surplus);
        lines.cloned().collect()
    };
    let (was, is) = (there(before), there(after));
    let has = |lines: &[Line], line: &Line| lines.iter().any(|one| one.key() == line.key());
    Drift {
        vanished: was.iter().filter(|line| !has(&is, line)).cloned().collect(),
        added: is
            .iter()
            .filter(|line| !has(&was, line))
            .filter(|line| !planned.iter().any(|one| one.key() == line.key()))
            .cloned()
            .collect(),
    }
}

#[cfg(test)]
mod tests;
