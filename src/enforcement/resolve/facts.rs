//! Parses Graph's replies into facts about accounts.

use serde_json::Value;

use crate::context::failures::{exit_of, graph_failure};
use crate::domain::account::{Account, ActiveRole};
use crate::domain::guard_rails::GlobalAdministrators;
use crate::domain::identity::Identity;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::graph::wire::{DirectoryRole, Domain, Group, User};
use crate::graph::{Answer, Call, Client, GraphError};
use crate::ids::ObjectId;

/// Maximum number of items of a list.
pub(crate) const MAX_LIST_ITEMS: usize = 20_000;

/// The reply to one call of a batch.
pub(crate) type Reply = Result<Answer, GraphError>;

/// Fails if a read failed temporarily: an ended session or an unavailable service is
/// not a missing permission. Passes on any other result.
///
/// # Errors
/// Exit code 3 or 6; nothing was sent then.
pub(crate) fn fail_if_temporary<T>(
    found: Result<T, GraphError>,
    me: &Identity,
) -> Result<Result<T, GraphError>, Failure> {
    match found {
        Err(error) if matches!(exit_of(&error), Exit::SignIn | Exit::TryAgain) => {
            let what = "who may be touched could not be read: nothing was sent";
            Err(graph_failure(what, error, Some(me)))
        }
        found => Ok(found),
    }
}

/// Returns all items of a list whose first page came in a batch.
///
/// # Errors
/// Fails if the list is not complete.
pub(crate) async fn complete_list<T: serde::de::DeserializeOwned>(
    graph: &Client,
    call: &Call,
    reply: Reply,
) -> Result<Vec<T>, GraphError> {
    let (items, whole) = list_items(graph, call, reply).await?;
    if !whole {
        return Err(GraphError::Unreadable {
            call: call.to_string(),
            why: format!("it has more than {MAX_LIST_ITEMS} items"),
            request_id: None,
        });
    }
    Ok(items)
}

/// Returns the items of a list up to [`MAX_LIST_ITEMS`], and whether these are all.
///
/// # Errors
/// Fails if the list cannot be read.
pub(crate) async fn list_items<T: serde::de::DeserializeOwned>(
    graph: &Client,
    call: &Call,
    reply: Reply,
) -> Result<(Vec<T>, bool), GraphError> {
    let answer = reply?;
    let unreadable = |why: String| GraphError::Unreadable {
        call: call.to_string(),
        why,
        request_id: answer.request_id.clone(),
    };
    let (items, whole) = if answer.body.get("@odata.nextLink").is_some() {
        graph.read_pages(call, MAX_LIST_ITEMS).await?
    } else {
        match answer.body.get("value") {
            Some(Value::Array(items)) => (items.clone(), true),
            _ => return Err(unreadable("it has no list of items".to_owned())),
        }
    };
    let items: Result<Vec<T>, GraphError> = items
        .into_iter()
        .map(|item| serde_json::from_value(item).map_err(|error| unreadable(error.to_string())))
        .collect();
    let items = items?;
    let whole = whole && items.len() <= MAX_LIST_ITEMS;
    Ok((items, whole))
}

/// Parses a `$count`, which some replies have as text.
pub(crate) fn parse_count(body: &Value) -> Option<usize> {
    match body {
        Value::Number(number) => number.as_u64().and_then(|n| usize::try_from(n).ok()),
        Value::String(text) => text.trim().trim_start_matches('\u{feff}').parse().ok(),
        _ => None,
    }
}

/// Builds an account from the facts that were read; other facts are unknown.
pub(crate) fn account_from_user(
    user: User,
    held: Option<Vec<DirectoryRole>>,
    groups: Option<&[Group]>,
    domains: Option<&[Domain]>,
) -> Account {
    let domain = user.user_principal_name.rsplit_once('@').map(|at| at.1);
    let federated = domains.zip(domain).and_then(|(known, domain)| {
        let found = known
            .iter()
            .find(|known| known.id.eq_ignore_ascii_case(domain))?;
        let kind = found.authentication_type.as_deref()?;
        Some(kind.eq_ignore_ascii_case("Federated"))
    });
    Account {
        federated,
        guest: user
            .user_type
            .as_deref()
            .is_some_and(|kind| kind.eq_ignore_ascii_case("Guest"))
            || user.user_principal_name.to_lowercase().contains("#ext#"),
        synced: user.on_premises_sync_enabled == Some(true),
        roles: held.map(active_roles),
        role_assignable_group: groups.map(|groups| {
            groups
                .iter()
                .any(|group| group.is_assignable_to_role == Some(true))
        }),
        owns_role_group: None,
        eligible: None,
        restricted: (user.is_management_restricted == Some(true)).then(Vec::new),
        id: user.id,
        upn: user.user_principal_name,
        name: user.display_name,
        mail: user.mail,
        department: user.department,
        job_title: user.job_title,
        enabled: user.account_enabled,
        sessions_valid_from: user.sign_in_sessions_valid_from_date_time,
        password_changed: user.last_password_change_date_time,
        created: user.created_date_time,
    }
}

/// Converts Graph's roles.
pub(crate) fn active_roles(held: Vec<DirectoryRole>) -> Vec<ActiveRole> {
    held.into_iter()
        .map(|role| ActiveRole {
            name: role
                .display_name
                .unwrap_or_else(|| "a role without a name".to_owned()),
            template: role.role_template_id,
        })
        .collect()
}

/// Parses the groups among memberships; skips other objects.
pub(crate) fn parse_groups(items: Vec<Value>) -> Vec<Group> {
    items
        .into_iter()
        .filter(|item| {
            item.get("@odata.type")
                .and_then(Value::as_str)
                .is_none_or(|kind| kind == "#microsoft.graph.group")
        })
        .filter_map(|item| serde_json::from_value(item).ok())
        .collect()
}

/// Returns the Global Administrators whose sign-in is not blocked. A member without
/// this property, such as a group, counts as blocked.
pub(crate) fn global_administrators(items: Result<Vec<Value>, GraphError>) -> GlobalAdministrators {
    match items {
        Err(_) => GlobalAdministrators::Unread,
        Ok(items) => GlobalAdministrators::Enabled(
            items
                .iter()
                .filter(|item| item.get("accountEnabled").and_then(Value::as_bool) == Some(true))
                .filter_map(|item| item.get("id")?.as_str()?.parse::<ObjectId>().ok())
                .collect(),
        ),
    }
}
