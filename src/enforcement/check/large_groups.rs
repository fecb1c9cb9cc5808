//! Protected groups with more members than are listed: each account is asked
//! whether it is in one, in the place of listing them.
use std::collections::BTreeMap;

use crate::context::connect::Connected;
use crate::domain::guard_rails::{LargeGroup, Protected, Rule};
use crate::enforcement::check::protected::unread;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::graph::{Call, GraphError, calls};
use crate::ids::ObjectId;

/// Groups that Graph takes in one question.
const MAX_GROUPS: usize = 20;

/// Adds those of these accounts that are in a large protected group.
///
/// # Errors
/// Exit 12 where that could not be read.
pub(crate) async fn add(
    connected: &Connected,
    protected: &mut Protected,
    ids: &[ObjectId],
) -> Result<(), Failure> {
    let found = members(connected, &protected.large_groups, ids).await?;
    for (id, rule) in found {
        protected.resolved.entry(id).or_insert(rule);
    }
    Ok(())
}

/// Those of these accounts that are in one of the groups, also through groups.
///
/// # Errors
/// Exit 12 where that could not be read: no account is taken for unprotected.
pub(crate) async fn members(
    connected: &Connected,
    groups: &[LargeGroup],
    ids: &[ObjectId],
) -> Result<BTreeMap<ObjectId, Rule>, Failure> {
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
            let inside = match reply.and_then(|answer| inside(call, &answer.body)) {
                Ok(inside) => inside,
                Err(error) => return Err(unread_group(connected, asked, error)),
            };
            let rules = asked.iter().filter(|group| inside.contains(&group.id));
            if let Some(rule) = rules.map(|group| group.rule).min() {
                found.insert(id.clone(), rule);
            }
        }
    }
    Ok(found)
}

fn inside(call: &Call, body: &serde_json::Value) -> Result<Vec<ObjectId>, GraphError> {
    let list = body.get("value").cloned().unwrap_or_default();
    serde_json::from_value(list).map_err(|error| GraphError::Unreadable {
        call: call.to_string(),
        why: error.to_string(),
        request_id: None,
    })
}

fn unread_group(connected: &Connected, asked: &[LargeGroup], error: GraphError) -> Failure {
    let places: Vec<&str> = asked.iter().map(|group| group.place.as_str()).collect();
    let names: Vec<&str> = asked.iter().map(|group| group.id.as_str()).collect();
    unread(connected, &names.join(", "), &places.join(", "), error)
}
