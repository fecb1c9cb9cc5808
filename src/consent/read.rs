//! Reads the facts for the Status column from Graph, in one batch if at most twenty
//! calls are needed.
use std::collections::{BTreeMap, BTreeSet};

use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::catalog::{Catalog, PermissionSet};
use crate::consent::read_error::unread;
use crate::domain::consent::{HeldPermissions, HeldRole, HeldScopes, Resources};
use crate::domain::health::{HealthFacts, PrincipalFacts, SetFacts, Unread, UnreadCause};
use crate::graph::calls::{grants, roles, service_principals};
use crate::graph::wire::{
    AppRoleAssignment, DirectoryRole, List, PermissionGrant, ServicePrincipal,
};
use crate::graph::{Answer, Call, Client, GraphError};
use crate::ids::{AppId, ObjectId, RoleTemplateId};
use crate::state::TenantState;

/// Maximum number of items in a list; more than any real application has.
const MAX_ITEMS: usize = 20_000;
/// Maximum number of conditions that Graph accepts in a filter.
const MAX_CONDITIONS: usize = 15;

/// Facts to read about one bound application.
struct ClientQuery {
    /// Whether a set of the application needs directory roles.
    roles: bool,
    /// Service principal of the application when last seen.
    known: Option<ObjectId>,
}

/// Results of reading the three lists of one application.
struct ClientLists {
    assigned: Result<Vec<AppRoleAssignment>, GraphError>,
    granted: Result<Vec<PermissionGrant>, GraphError>,
    roles: Option<Result<Vec<DirectoryRole>, GraphError>>,
}

/// Reads the enterprise applications of `sets` with all their permissions.
pub(crate) async fn read(
    graph: &Client,
    catalog: &Catalog,
    state: &TenantState,
    sets: &[&PermissionSet],
) -> HealthFacts {
    let mut clients: BTreeMap<AppId, ClientQuery> = BTreeMap::new();
    for set in sets {
        if let Some(binding) = state.bindings.get(&set.id) {
            let asked = clients
                .entry(binding.client_id.clone())
                .or_insert(ClientQuery {
                    roles: false,
                    known: None,
                });
            asked.roles |= !set.settings.is_empty();
            asked.known = asked.known.take().or_else(|| binding.principal_id.clone());
        }
    }
    let mut facts = HealthFacts::default();
    let found = if clients.is_empty() {
        BTreeMap::new()
    } else {
        read_clients(graph, catalog, &clients, &mut facts.resources).await
    };
    for set in sets {
        let read = match state.bindings.get(&set.id) {
            None => SetFacts::Unbound,
            Some(binding) => found
                .get(&binding.client_id)
                .cloned()
                .unwrap_or(SetFacts::Unbound),
        };
        facts.sets.insert(set.id.clone(), read);
    }
    facts
}

async fn read_clients(
    graph: &Client,
    catalog: &Catalog,
    clients: &BTreeMap<AppId, ClientQuery>,
    resources: &mut Resources,
) -> BTreeMap<AppId, SetFacts> {
    let wanted: Vec<&AppId> = clients
        .keys()
        .chain(catalog.resources.iter().map(|one| &one.app_id))
        .collect();
    let mut calls: Vec<Call> = wanted
        .chunks(MAX_CONDITIONS)
        .map(service_principals::by_apps)
        .collect();
    let searches = calls.len();
    for (client, asked) in clients {
        calls.push(grants::app_roles_of_app(client));
        calls.push(grants::scopes_of_app(client));
        if let (true, Some(known)) = (asked.roles, &asked.known) {
            calls.push(roles::of_service_principal(known));
        }
    }
    let mut results = calls.iter().zip(graph.batch(&calls).await);
    let mut principals: Result<Vec<ServicePrincipal>, GraphError> = Ok(Vec::new());
    for (call, result) in results.by_ref().take(searches) {
        principals = match (principals, collect_all_pages(graph, call, result).await) {
            (Ok(mut all), Ok(more)) => {
                all.extend(more);
                Ok(all)
            }
            (Err(error), _) | (_, Err(error)) => Err(error),
        };
    }
    let mut lists = BTreeMap::new();
    for (client, asked) in clients {
        let (Some((role_call, assigned)), Some((scope_call, granted))) =
            (results.next(), results.next())
        else {
            break;
        };
        let member = if asked.roles && asked.known.is_some() {
            results.next()
        } else {
            None
        };
        let read = ClientLists {
            assigned: collect_all_pages(graph, role_call, assigned).await,
            granted: collect_all_pages(graph, scope_call, granted).await,
            roles: match member {
                Some((call, result)) => Some(collect_all_pages(graph, call, result).await),
                None => None,
            },
        };
        lists.insert(client.clone(), read);
    }
    let principals = match principals {
        Ok(principals) => principals,
        Err(error) => {
            let unread = unread(&error);
            return clients
                .keys()
                .map(|client| (client.clone(), unread_facts(client, unread.clone())))
                .collect();
        }
    };
    for principal in &principals {
        if catalog
            .resources
            .iter()
            .any(|one| one.app_id == principal.app_id)
        {
            resources
                .found
                .insert(principal.app_id.clone(), principal.id.clone());
        }
    }
    let mut found = BTreeMap::new();
    for (client, asked) in clients {
        let principal = principals.iter().find(|one| one.app_id == *client);
        if let Some(read) = lists.remove(client) {
            let facts = client_facts(graph, client, asked, principal, read).await;
            found.insert(client.clone(), facts);
        }
    }
    found
}

/// Combines the answers about one application, or returns which one is missing.
async fn client_facts(
    graph: &Client,
    client: &AppId,
    asked: &ClientQuery,
    principal: Option<&ServicePrincipal>,
    lists: ClientLists,
) -> SetFacts {
    let Some(principal) = principal else {
        return match lists.assigned {
            Err(error) if error.is_not_found() => SetFacts::Missing {
                client: client.clone(),
            },
            Err(error) => unread_facts(client, unread(&error)),
            Ok(_) => unread_facts(client, replicas_disagree()),
        };
    };
    let held = match (lists.assigned, lists.granted) {
        (Ok(assigned), Ok(granted)) => checked_grants(&principal.id, assigned, granted),
        (Err(error), _) | (_, Err(error)) if error.is_not_found() => Err(replicas_disagree()),
        (Err(error), _) | (_, Err(error)) => Err(unread(&error)),
    };
    let held = match held {
        Ok(held) => held,
        Err(unread) => return unread_facts(client, unread),
    };
    let member_of = match lists.roles {
        _ if !asked.roles => None,
        Some(read) if asked.known.as_ref() == Some(&principal.id) => Some(read),
        Some(_) | None => {
            // The application was recreated since it was bound, or never seen before.
            let call = roles::of_service_principal(&principal.id);
            let result = graph.send(&call).await;
            Some(collect_all_pages(graph, &call, result).await)
        }
    };
    let roles = match member_of {
        None => None,
        Some(Ok(roles)) => Some(
            roles
                .into_iter()
                .filter_map(|one| one.role_template_id)
                .collect(),
        ),
        Some(Err(error)) => return unread_facts(client, unread(&error)),
    };
    SetFacts::Read(Box::new(facts_of(principal, held, roles)))
}

/// Returns the facts about a service principal that the status rules use.
pub(crate) fn facts_of(
    principal: &ServicePrincipal,
    held: HeldPermissions,
    roles: Option<BTreeSet<RoleTemplateId>>,
) -> PrincipalFacts {
    let by_microsoft = principal
        .disabled_by_microsoft_status
        .clone()
        .filter(|status| status != "NotDisabled");
    PrincipalFacts {
        id: principal.id.clone(),
        app_id: principal.app_id.clone(),
        display_name: principal.display_name.clone(),
        enabled: principal.account_enabled != Some(false) && principal.is_disabled != Some(true),
        disabled_by_microsoft: by_microsoft,
        assignment_required: principal.app_role_assignment_required == Some(true),
        owner: principal.app_owner_organization_id.clone(),
        verified_publisher: publisher(principal),
        loopback: has_loopback(principal),
        held,
        roles,
    }
}

/// Returns the name of the verified publisher.
pub(crate) fn publisher(principal: &ServicePrincipal) -> Option<String> {
    let verified = principal.verified_publisher.as_ref()?;
    verified.verified_publisher_id.as_ref()?;
    verified.display_name.clone()
}

/// Whether a consent page can redirect to this machine.
pub(crate) fn has_loopback(principal: &ServicePrincipal) -> bool {
    principal
        .reply_urls
        .iter()
        .any(|url| url == "http://localhost" || url == "http://localhost/")
}

/// Returns the permissions of a service principal, after checking that every entry belongs
/// to it.
fn checked_grants(
    principal: &ObjectId,
    assigned: Vec<AppRoleAssignment>,
    granted: Vec<PermissionGrant>,
) -> Result<HeldPermissions, Unread> {
    let foreign = assigned.iter().any(|one| one.principal_id != *principal)
        || granted.iter().any(|one| one.client_id != *principal);
    if foreign {
        return Err(Unread::new(
            UnreadCause::Untrusted,
            "Graph answered about another application than was asked for",
        ));
    }
    Ok(held_of(assigned, granted))
}

/// Returns grants in the form that the status rules use.
pub(crate) fn held_of(
    assigned: Vec<AppRoleAssignment>,
    granted: Vec<PermissionGrant>,
) -> HeldPermissions {
    let personal = |grant: &PermissionGrant| grant.consent_type != "AllPrincipals";
    HeldPermissions {
        roles: assigned
            .into_iter()
            .map(|one| HeldRole {
                resource: one.resource_id,
                resource_name: one.resource_display_name,
                id: one.app_role_id,
                assignment: one.id,
            })
            .collect(),
        personal: granted.iter().filter(|grant| personal(grant)).count(),
        scopes: granted
            .into_iter()
            .filter(|grant| !personal(grant))
            .map(|grant| HeldScopes {
                resource: grant.resource_id,
                grant: grant.id,
                scopes: grant
                    .scope
                    .unwrap_or_default()
                    .split_whitespace()
                    .map(str::to_owned)
                    .collect(),
            })
            .collect(),
    }
}

/// Returns all items of a list, from all pages.
pub(crate) async fn collect_all_pages<T: DeserializeOwned>(
    graph: &Client,
    call: &Call,
    result: Result<Answer, GraphError>,
) -> Result<Vec<T>, GraphError> {
    let answer = result?;
    let page: List<Value> = answer.read()?;
    let values = if page.next_link.is_none() {
        page.value
    } else {
        let (values, complete) = graph.read_pages(call, MAX_ITEMS).await?;
        if !complete {
            return Err(unreadable(&answer, "it is longer than entractl reads"));
        }
        values
    };
    values
        .into_iter()
        .map(|value| serde_json::from_value(value).map_err(|e| unreadable(&answer, e)))
        .collect()
}

fn unreadable(answer: &Answer, why: impl std::fmt::Display) -> GraphError {
    GraphError::Unreadable {
        call: answer.call.clone(),
        why: why.to_string(),
        request_id: answer.request_id.clone(),
    }
}

fn replicas_disagree() -> Unread {
    Unread::new(
        UnreadCause::TryAgain,
        "Graph's answers do not agree yet; it was changed a moment ago",
    )
}

fn unread_facts(client: &AppId, unread: Unread) -> SetFacts {
    SetFacts::Unread {
        client: client.clone(),
        unread,
    }
}
