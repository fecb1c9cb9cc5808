//! Members and owners of role-assignable groups; an owner can add members.
use std::collections::BTreeSet;

use serde::Deserialize;

use crate::context::connect::Connected;
use crate::enforcement::resolve::facts::complete_list;
use crate::graph::{Call, GraphError, calls};
use crate::ids::ObjectId;

#[derive(Deserialize)]
struct Principal {
    id: ObjectId,
}

/// Reads the members and the owners of these groups.
///
/// # Errors
/// Fails if not all could be read.
pub(crate) async fn members_and_owners(
    connected: &Connected,
    groups: &[ObjectId],
) -> Result<BTreeSet<ObjectId>, GraphError> {
    let members = groups.iter().map(calls::groups::transitive_members);
    let owners = groups.iter().map(calls::groups::owners);
    read_principals(connected, members.chain(owners).collect()).await
}

/// Reads the owners of these groups.
///
/// # Errors
/// Fails if not all could be read.
pub(crate) async fn owners(
    connected: &Connected,
    groups: &[ObjectId],
) -> Result<BTreeSet<ObjectId>, GraphError> {
    read_principals(
        connected,
        groups.iter().map(calls::groups::owners).collect(),
    )
    .await
}

async fn read_principals(
    connected: &Connected,
    calls: Vec<Call>,
) -> Result<BTreeSet<ObjectId>, GraphError> {
    if calls.is_empty() {
        return Ok(BTreeSet::new());
    }
    let replies = connected.graph.batch(&calls).await;
    let mut found = BTreeSet::new();
    for (call, reply) in calls.iter().zip(replies) {
        let all: Vec<Principal> = complete_list(&connected.graph, call, reply).await?;
        found.extend(all.into_iter().map(|one| one.id));
    }
    Ok(found)
}
