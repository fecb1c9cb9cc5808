//! Protected groups with too many members to list: membership is checked for each
//! account.
use std::collections::BTreeMap;

use crate::context::connect::Connected;
use crate::domain::guard_rails::{LargeGroup, ProtectedAccounts, ProtectionRule};
use crate::enforcement::check::protected::unreadable_entry_failure;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::graph::{Call, GraphError, calls};
use crate::ids::ObjectId;

/// Maximum number of groups in one membership check of Graph.
const MAX_GROUPS: usize = 20;

/// Protects the accounts among `ids` that are in a large protected group.
///
/// # Errors
/// Exit code 12 if membership could not be read.
pub(crate) async fn protect_members(
    connected: &Connected,
    protected: &mut ProtectedAccounts,
    ids: &[ObjectId],
) -> Result<(), Failure> {
    let found = members_of_large_groups(connected, &protected.large_groups, ids).await?;
    for (id, rule) in found {
        protected.resolved.entry(id).or_insert(rule);
    }
    Ok(())
}

/// Returns which of these accounts are in one of the groups, directly or nested.
///
/// # Errors
/// Exit code 12 if membership could not be read: no account counts as unprotected by
/// mistake.
pub(crate) async fn members_of_large_groups(
    connected: &Connected,
    groups: &[LargeGroup],
    ids: &[ObjectId],
) -> Result<BTreeMap<ObjectId, ProtectionRule>, Failure> {
    let mut found = BTreeMap::new();
    for asked in groups.chunks(MAX_GROUPS) {
        let wanted: Vec<ObjectId> = asked.iter().map(|group| group.id.clone()).collect();
        let calls: Vec<Call> = ids
            .iter()
            .map(|id| calls::users::check_member_groups(id, &wanted))
            .collect();
        let replies = connected.graph.read_many(calls.clone()).await;
        if replies.len() != calls.len() {
            return Err(Failure::new(Exit::Fault, "a batch gave too few answers"));
        }
        for ((id, call), reply) in ids.iter().zip(&calls).zip(replies) {
            let inside = match reply.and_then(|answer| parse_group_ids(call, &answer.body)) {
                Ok(inside) => inside,
                Err(error) => return Err(unreadable_group_failure(connected, asked, error)),
            };
            let rules = asked.iter().filter(|group| inside.contains(&group.id));
            if let Some(rule) = rules.map(|group| group.rule).min() {
                found.insert(id.clone(), rule);
            }
        }
    }
    Ok(found)
}

fn parse_group_ids(call: &Call, body: &serde_json::Value) -> Result<Vec<ObjectId>, GraphError> {
    let list = body.get("value").cloned().unwrap_or_default();
    serde_json::from_value(list).map_err(|error| GraphError::Unreadable {
        call: call.to_string(),
        why: error.to_string(),
        request_id: None,
    })
}

fn unreadable_group_failure(
    connected: &Connected,
    asked: &[LargeGroup],
    error: GraphError,
) -> Failure {
    let places: Vec<&str> = asked.iter().map(|group| group.place.as_str()).collect();
    let names: Vec<&str> = asked.iter().map(|group| group.id.as_str()).collect();
    unreadable_entry_failure(connected, &names.join(", "), &places.join(", "), error)
}
