//! What of a tenant decides about every row of a list: read once, before the
//! list is judged. What could not be read counts against the action.
use std::collections::BTreeSet;

use serde::Deserialize;
use serde_json::Value;

use crate::catalogue::roles::by_name;
use crate::commands::connect::Connected;
use crate::commands::context::Ctx;
use crate::commands::failures::graph_failure;
use crate::commands::users::facts::{self, Reply, whole_list};
use crate::commands::users::protected;
use crate::domain::guard_rails::{GlobalAdministrators, Protected};
use crate::domain::ids::{ObjectId, UserRef};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::graph::wire::{Domain, Group, User};
use crate::graph::{Call, calls};
use crate::settings::file::GuardRails;

/// The tenant, as far as it decides.
#[derive(Debug)]
pub(crate) struct Tenancy {
    /// Its domains; `None` where they could not be read.
    pub domains: Option<Vec<Domain>>,
    /// Whoever holds a directory role, or is in or owns a group that roles can
    /// be given to; `None` where that could not be read.
    pub privileged: Option<BTreeSet<ObjectId>>,
    /// Who is protected.
    pub protected: Protected,
    /// The Global Administrators who may sign in.
    pub administrators: GlobalAdministrators,
    /// How many users there are.
    pub people: Option<usize>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Assignment {
    principal_id: ObjectId,
}

#[derive(Deserialize)]
struct Member {
    id: ObjectId,
}

struct Answers<'a> {
    connected: &'a Connected,
    calls: std::vec::IntoIter<Call>,
    replies: std::vec::IntoIter<Reply>,
}

impl Answers<'_> {
    fn next(&mut self) -> Result<(Call, Reply), Failure> {
        self.calls
            .next()
            .zip(self.replies.next())
            .ok_or_else(|| Failure::new(Exit::Fault, "a batch gave too few answers"))
    }

    async fn list<T: serde::de::DeserializeOwned>(
        &mut self,
    ) -> Result<Result<Vec<T>, crate::graph::GraphError>, Failure> {
        let (call, reply) = self.next()?;
        Ok(whole_list(&self.connected.graph, &call, reply).await)
    }
}

/// Reads the tenant.
///
/// # Errors
/// Where a protected name could not be looked up.
pub(crate) async fn read(
    ctx: &Ctx<'_>,
    connected: &Connected,
    guard_rails: GuardRails,
) -> Result<Tenancy, Failure> {
    let GuardRails {
        protected,
        protected_groups,
        allowed_signers: _,
    } = guard_rails;
    let names: Vec<UserRef> = protected
        .iter()
        .filter_map(|entry| entry.trim().parse().ok())
        .filter(|entry| matches!(entry, UserRef::Name(_)))
        .collect();
    let mut calls = vec![
        calls::organization::domains(),
        calls::roles::all_assignments(),
        calls::groups::role_assignable(),
        calls::users::count(),
    ];
    calls.extend(by_name("Global Administrator").map(|role| calls::roles::members(&role.id())));
    calls.extend(names.iter().map(calls::users::named));
    let special = protected::calls(&protected_groups);
    let special_count = special.len();
    calls.extend(special);
    let replies = connected.graph.batch(&calls).await;
    let mut answers = Answers {
        connected,
        calls: calls.into_iter(),
        replies: replies.into_iter(),
    };
    let domains = answers.list::<Domain>().await?.ok();
    let assignments = answers.list::<Assignment>().await?.ok();
    let groups = answers.list::<Group>().await?.ok();
    let people = answers
        .next()?
        .1
        .ok()
        .and_then(|answer| count(&answer.body));
    let administrators = facts::administrators(answers.list::<Value>().await?);
    let mut resolved = BTreeSet::new();
    for name in &names {
        let found = answers.list::<User>().await?.map_err(|error| {
            let what = format!("the protected account {name} could not be read");
            graph_failure(what, error, Some(&connected.me))
        })?;
        resolved.extend(found.into_iter().map(|user| user.id));
    }
    let special = (0..special_count)
        .map(|_| answers.next().map(|(_, reply)| reply))
        .collect::<Result<Vec<_>, _>>()?;
    resolved.extend(protected::read(ctx, connected, &protected_groups, special).await?);
    let privileged = match (assignments, groups) {
        (Some(assignments), Some(groups)) => {
            let mut holders: BTreeSet<ObjectId> = assignments
                .into_iter()
                .map(|assignment| assignment.principal_id)
                .collect();
            holders.extend(facts::owners(&groups));
            let groups = groups.into_iter().map(|group| group.id).collect();
            members(connected, groups).await.map(|inside| {
                holders.extend(inside);
                holders
            })
        }
        _ => None,
    };
    Ok(Tenancy {
        domains,
        privileged,
        protected: Protected {
            written: protected,
            resolved,
        },
        administrators,
        people,
    })
}

/// Everyone in these groups; `None` where not all could be read.
async fn members(connected: &Connected, groups: Vec<ObjectId>) -> Option<Vec<ObjectId>> {
    let calls: Vec<Call> = groups
        .iter()
        .map(calls::groups::transitive_members)
        .collect();
    let replies = connected.graph.batch(&calls).await;
    let mut inside = Vec::new();
    for (call, reply) in calls.iter().zip(replies) {
        let members: Vec<Member> = whole_list(&connected.graph, call, reply).await.ok()?;
        inside.extend(members.into_iter().map(|member| member.id));
    }
    Some(inside)
}

/// `$count` is a number, which some answers carry as text.
fn count(body: &Value) -> Option<usize> {
    match body {
        Value::Number(number) => number.as_u64().and_then(|n| usize::try_from(n).ok()),
        Value::String(text) => text.trim().trim_start_matches('\u{feff}').parse().ok(),
        _ => None,
    }
}
