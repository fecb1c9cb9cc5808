//! Changes of `block` in Entra: it revokes the permissions of an app's sets, or disables
//! or deletes their enterprise applications.
use std::collections::BTreeMap;

use crate::audit::Target;
use crate::catalog::{PermissionKind, PermissionSet};
use crate::cli::block::EntraBlock;
use crate::consent::check::TenantCheck;
use crate::consent::selection::Selection;
use crate::consent::step::{Change, Step, scopes_call};
use crate::context::Ctx;
use crate::context::missing_permissions::unread_failure;
use crate::domain::consent::HeldScopes;
use crate::domain::health::{PrincipalFacts, SetFacts};
use crate::domain::identity::Identity;
use crate::failure::Failure;
use crate::graph::Call;
use crate::graph::calls::{grants, service_principals};
use crate::ids::AppId;

/// One step, with its description.
pub(crate) type Removal = (String, Step);

/// Returns the steps that make `change` in Entra, for the selected sets.
///
/// # Errors
/// Fails if a set could not be read.
pub(crate) fn plan(
    ctx: &Ctx<'_>,
    me: &Identity,
    selection: &Selection,
    checked: &TenantCheck,
    change: EntraBlock,
) -> Result<Vec<Removal>, Failure> {
    let name = selection.app_names();
    let mut removals = Vec::new();
    let mut applications: Vec<&AppId> = Vec::new();
    for set in selection.sets() {
        let principal = match checked.facts.sets.get(&set.id) {
            Some(SetFacts::Read(principal)) => principal,
            Some(SetFacts::Missing { .. } | SetFacts::Unbound) | None => continue,
            Some(SetFacts::Unread { unread, .. }) => {
                return Err(unread_failure(ctx, &set.id, unread, me));
            }
        };
        let step = |change: Change, planned: Call| Step {
            target: Target {
                id: principal.id.to_string(),
                name: name.clone(),
            },
            change,
            planned,
        };
        let is_new = !applications.contains(&&principal.app_id);
        applications.push(&principal.app_id);
        let application = format!(
            "{}, client id {}",
            principal.display_name.as_deref().unwrap_or("(no name)"),
            principal.app_id
        );
        match change {
            EntraBlock::Revoke => {
                revoke(selection, set, principal, checked, &step, &mut removals);
            }
            EntraBlock::Disable if is_new && principal.enabled => {
                let text = format!("disable {application}; its grants stay");
                let call = service_principals::set_enabled(&principal.id, false);
                removals.push((text, step(Change::AsPlanned, call)));
            }
            EntraBlock::Delete if is_new => {
                let text = format!("delete {application}; Entra keeps it for 30 days");
                let call = service_principals::delete(&principal.id);
                removals.push((text, step(Change::AsPlanned, call)));
            }
            EntraBlock::Disable | EntraBlock::Delete => {}
        }
    }
    Ok(removals)
}

/// Adds the steps that revoke one set's grants, except those that another set of the
/// same application also needs.
fn revoke(
    selection: &Selection,
    set: &PermissionSet,
    principal: &PrincipalFacts,
    checked: &TenantCheck,
    step: &dyn Fn(Change, Call) -> Step,
    removals: &mut Vec<Removal>,
) {
    let bound = &checked.record.bound;
    let needed = |kind: PermissionKind, resource: &AppId, fits: &dyn Fn(&str, &str) -> bool| {
        let others = selection.catalog.sets.iter().filter(|other| {
            !selection.sets.contains(&other.id) && bound.get(&other.id) == Some(&principal.app_id)
        });
        let mut all = others.flat_map(|other| &other.permissions);
        all.any(|one| {
            one.kind == kind && one.resource.app_id == *resource && fits(one.id.as_str(), &one.name)
        })
    };
    let mut scopes: BTreeMap<&str, (&HeldScopes, Vec<String>)> = BTreeMap::new();
    for permission in &set.permissions {
        let api = &permission.resource.app_id;
        let Some(resource) = checked.facts.resources.found.get(api) else {
            continue;
        };
        let same = |id: &str, name: &str| match permission.kind {
            PermissionKind::Application => id == permission.id.as_str(),
            PermissionKind::Delegated => name.eq_ignore_ascii_case(&permission.name),
        };
        if needed(permission.kind, api, &same) {
            continue;
        }
        match permission.kind {
            PermissionKind::Application => {
                let held = principal.held.roles.iter();
                for role in held.filter(|one| one.resource == *resource && one.id == permission.id)
                {
                    let text = format!("revoke {} ({})", permission.name, permission.resource.name);
                    let call = grants::remove_app_role(&role.resource, &role.assignment);
                    removals.push((text, step(Change::AsPlanned, call)));
                }
            }
            PermissionKind::Delegated => {
                let held = principal.held.scopes.iter();
                for grant in held.filter(|one| one.resource == *resource) {
                    let mine = grant.scopes.iter();
                    let found = mine
                        .filter(|one| one.eq_ignore_ascii_case(&permission.name))
                        .cloned();
                    let entry = scopes.entry(&grant.grant).or_insert((grant, Vec::new()));
                    entry.1.extend(found);
                }
            }
        }
    }
    for (held, removed) in scopes.into_values() {
        if !removed.is_empty() {
            let text = format!("revoke the delegated {}", removed.join(", "));
            let call = scopes_call(&held.grant, &held.scopes, &removed);
            let change = Change::RemoveScopes {
                principal: principal.id.clone(),
                grant: held.grant.clone(),
                removed,
            };
            removals.push((text, step(change, call)));
        }
    }
}
