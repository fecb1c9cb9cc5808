//! Groups that directory roles can be given to: who is in them, and who owns
//! them and so could put anybody in.
use std::collections::BTreeSet;

use serde::Deserialize;

use crate::context::connect::Connected;
use crate::enforcement::resolve::facts::whole_list;
use crate::graph::{Call, GraphError, calls};
use crate::ids::ObjectId;

#[derive(Deserialize)]
struct Somebody {
    id: ObjectId,
}

/// Everyone in these groups and everyone who owns one.
///
/// # Errors
/// Where not all could be read.
pub(crate) async fn members_and_owners(
    connected: &Connected,
    groups: &[ObjectId],
) -> Result<BTreeSet<ObjectId>, GraphError> {
    let members = groups.iter().map(calls::groups::transitive_members);
    let owners = groups.iter().map(calls::groups::owners);
    whole(connected, members.chain(owners).collect()).await
}

/// Everyone who owns one of these groups.
///
/// # Errors
/// Where not all could be read.
pub(crate) async fn owners(
    connected: &Connected,
    groups: &[ObjectId],
) -> Result<BTreeSet<ObjectId>, GraphError> {
    whole(
        connected,
        groups.iter().map(calls::groups::owners).collect(),
    )
    .await
}

async fn whole(connected: &Connected, calls: Vec<Call>) -> Result<BTreeSet<ObjectId>, GraphError> {
    if calls.is_empty() {
        return Ok(BTreeSet::new());
    }
    let replies = connected.graph.batch(&calls).await;
    let mut found = BTreeSet::new();
    for (call, reply) in calls.iter().zip(replies) {
        let all: Vec<Somebody> = whole_list(&connected.graph, call, reply).await?;
        found.extend(all.into_iter().map(|one| one.id));
    }
    Ok(found)
}
