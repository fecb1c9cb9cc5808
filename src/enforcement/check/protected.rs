//! Accounts that are protected without being named: members of protected
//! groups, and those that no Conditional Access policy applies to.
use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use crate::commands::connect::Connected;
use crate::commands::context::Ctx;
use crate::commands::failures::graph_failure;
use crate::domain::exclusions::{self, Exclusion};
use crate::domain::ids::ObjectId;
use crate::enforcement::resolve::facts::{Reply, whole_list};
use crate::failure::Failure;
use crate::graph::{Call, GraphError, calls};

#[derive(Deserialize)]
struct Policy {
    state: Option<String>,
    conditions: Option<Conditions>,
}

#[derive(Deserialize)]
struct Conditions {
    users: Option<Users>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Users {
    exclude_users: Option<Vec<String>>,
    exclude_groups: Option<Vec<String>>,
}

#[derive(Deserialize)]
struct Member {
    id: ObjectId,
}

/// The calls that go along with the first reads: the policies, then the
/// members of each protected group.
pub(crate) fn calls(groups: &[ObjectId]) -> Vec<Call> {
    let mut calls = vec![calls::policies::conditional_access()];
    calls.extend(groups.iter().map(calls::groups::transitive_members));
    calls
}

/// Who is protected, from the answers to [`calls`], and whether policies could
/// not be read: then a holder of a role may be an account for emergencies.
///
/// # Errors
/// Where a protected group could not be read whole. Policies that cannot be
/// read end nothing, since many sign-ins may not read them.
pub(crate) async fn read(
    ctx: &Ctx<'_>,
    connected: &Connected,
    groups: &[ObjectId],
    replies: Vec<Reply>,
) -> Result<(BTreeSet<ObjectId>, bool), Failure> {
    let mut found = BTreeSet::new();
    let mut exempt_unread = false;
    let mut replies = replies.into_iter();
    let call = calls::policies::conditional_access();
    if let Some(reply) = replies.next() {
        match left_out(connected, &call, reply).await {
            Ok(ids) => found.extend(ids),
            Err(error) => {
                exempt_unread = true;
                ctx.io.warn(&format!(
                    "warning: accounts that no Conditional Access policy applies to are not \
                     known, so holders of a role are left alone: {error}"
                ));
            }
        }
    }
    for (group, reply) in groups.iter().zip(replies) {
        let call = calls::groups::transitive_members(group);
        let members: Vec<Member> =
            whole_list(&connected.graph, &call, reply)
                .await
                .map_err(|error| {
                    let what = format!("the protected group {group} could not be read");
                    graph_failure(what, error, Some(&connected.me))
                })?;
        found.extend(members.into_iter().map(|member| member.id));
    }
    Ok((found, exempt_unread))
}

async fn left_out(
    connected: &Connected,
    call: &Call,
    reply: Reply,
) -> Result<BTreeSet<ObjectId>, GraphError> {
    let policies: Vec<Policy> = whole_list(&connected.graph, call, reply).await?;
    let ids = |texts: Option<Vec<String>>| -> BTreeSet<ObjectId> {
        let texts = texts.into_iter().flatten();
        texts.filter_map(|text| text.parse().ok()).collect()
    };
    let policies: Vec<Exclusion> = policies
        .into_iter()
        .filter(|policy| policy.state.as_deref() == Some("enabled"))
        .map(|policy| {
            let users = policy.conditions.and_then(|conditions| conditions.users);
            let (users, groups) = users.map_or((None, None), |users| {
                (users.exclude_users, users.exclude_groups)
            });
            Exclusion {
                users: ids(users),
                groups: ids(groups),
            }
        })
        .collect();
    let groups: Vec<ObjectId> = exclusions::groups(&policies).into_iter().collect();
    let calls: Vec<Call> = groups
        .iter()
        .map(calls::groups::transitive_members)
        .collect();
    let replies = if calls.is_empty() {
        Vec::new()
    } else {
        connected.graph.batch(&calls).await
    };
    let mut members = BTreeMap::new();
    for ((group, call), reply) in groups.into_iter().zip(&calls).zip(replies) {
        let inside: Vec<Member> = whole_list(&connected.graph, call, reply).await?;
        members.insert(group, inside.into_iter().map(|member| member.id).collect());
    }
    Ok(exclusions::everywhere(&policies, &members))
}
