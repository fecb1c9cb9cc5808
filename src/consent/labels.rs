//! Checks the permission names in the user's catalog file against the names that the APIs
//! give to the same ids, since the risk of a permission is rated by name.
use std::collections::BTreeSet;

use crate::catalog::{Permission, PermissionKind, PermissionSet, Source};
use crate::consent::read_error::unread;
use crate::domain::health::{HealthFacts, SetFacts};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::graph::Client;
use crate::graph::calls::service_principals;
use crate::graph::wire::ServicePrincipal;
use crate::ids::AppId;

/// Checks the names in sets that are not built in, by reading their APIs. A set whose API
/// cannot be read counts as unread; an API that is not in the tenant can grant nothing.
///
/// # Errors
/// Exit 12 if an API has another name for a permission.
pub(crate) async fn ensure_labels(
    graph: &Client,
    sets: &[&PermissionSet],
    facts: &mut HealthFacts,
) -> Result<(), Failure> {
    let own = || sets.iter().filter(|set| set.source == Source::UserFile);
    let apis: BTreeSet<&AppId> = own()
        .flat_map(|set| &set.permissions)
        .map(|permission| &permission.resource.app_id)
        .collect();
    let calls: Vec<_> = apis
        .iter()
        .map(|api| service_principals::resource(api))
        .collect();
    if calls.is_empty() {
        return Ok(());
    }
    for (api, answer) in apis.into_iter().zip(graph.batch(&calls).await) {
        let of_api = |one: &&Permission| one.resource.app_id == *api;
        let read = match answer.and_then(|answer| answer.read::<ServicePrincipal>()) {
            Err(error) if error.is_not_found() => continue,
            Ok(read) if read.app_id != *api => {
                return Err(Failure::new(
                    Exit::Untrusted,
                    "Graph answered about another application than was asked for",
                ));
            }
            read => read,
        };
        for set in own() {
            let mut permissions = set.permissions.iter().filter(of_api);
            match &read {
                Ok(read) => permissions.try_for_each(|one| ensure_label(set, one, read))?,
                Err(error) if permissions.next().is_some() => {
                    if let Some(facts) = facts.sets.get_mut(&set.id) {
                        mark_unread(facts, error);
                    }
                }
                Err(_) => {}
            }
        }
    }
    Ok(())
}

fn mark_unread(facts: &mut SetFacts, error: &crate::graph::GraphError) {
    let client = match facts {
        SetFacts::Read(principal) => principal.app_id.clone(),
        SetFacts::Missing { client } => client.clone(),
        SetFacts::Unread { .. } | SetFacts::Unbound => return,
    };
    *facts = SetFacts::Unread {
        client,
        unread: unread(error),
    };
}

/// Checks that `api` has the same name for the id as the file.
fn ensure_label(
    set: &PermissionSet,
    permission: &Permission,
    api: &ServicePrincipal,
) -> Result<(), Failure> {
    let Permission { id, name, kind, .. } = permission;
    let mut roles = api.app_roles.iter().map(|one| (&one.id, &one.value));
    let scopes = api.oauth2_permission_scopes.iter();
    let mut scopes = scopes.map(|one| (&one.id, &one.value));
    let found = match kind {
        PermissionKind::Application => roles.find(|(one, _)| *one == id),
        PermissionKind::Delegated => scopes.find(|(one, _)| *one == id),
    };
    let resource = &permission.resource.name;
    let why = match found.map(|(_, value)| value.as_deref().unwrap_or_default()) {
        Some(real) if *name == *real => return Ok(()),
        Some(real) => format!("{resource} calls this id {real:?}"),
        None => format!("{resource} offers no {kind} permission with this id"),
    };
    Err(Failure::new(
        Exit::Refused,
        format!(
            "set {} of your catalog file names {name} with id {id}: {why}; nothing was changed",
            set.id
        ),
    )
    .advise("correct the name or the id in the catalog file"))
}
