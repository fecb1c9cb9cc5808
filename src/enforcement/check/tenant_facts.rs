//! What of a tenant decides about every row of a list: read once, before the
//! list is judged. What could not be read counts against the action.
use std::collections::BTreeSet;
use std::time::Duration;

use serde::Deserialize;

use crate::context::Ctx;
use crate::context::connect::Connected;
use crate::domain::bulk::Limits;
use crate::domain::guard_rails::{Watch, Why, is_sync_role};
use crate::domain::stays_open::Tokens;
use crate::enforcement::check::guard_rail_facts::Reads;
use crate::enforcement::check::tokens;
use crate::enforcement::resolve::facts::{Reply, count, ensure_lasting, whole_list};
use crate::enforcement::resolve::role_groups;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::graph::wire::{Domain, Group, User};
use crate::graph::{Call, GraphError, calls};
use crate::ids::ObjectId;
use crate::settings::EffectiveGuardRails;

/// The tenant, as far as it decides.
#[derive(Debug)]
pub(crate) struct Tenancy {
    /// Its domains; `None` where they could not be read.
    pub domains: Option<Vec<Domain>>,
    /// Whoever holds a directory role, or is in or owns a group that roles can
    /// be given to; `None` where that could not be read.
    pub privileged: Option<BTreeSet<ObjectId>>,
    /// Who may not be touched.
    pub watch: Watch,
    /// How many users there are.
    pub people: Option<usize>,
    /// How many accounts one person may decide on alone.
    pub limits: Limits,
    /// No list is acted on while it is unknown who is eligible for a role.
    pub require_eligibility: bool,
    /// How long tokens and sessions stay good.
    pub tokens: Tokens,
    /// When all this was read.
    pub read_at: Duration,
}

impl Tenancy {
    /// Why nobody touches this user, as far as ids and names tell.
    pub(crate) fn forbids(&self, me: &ObjectId, user: &User) -> Option<Why> {
        let mut names = vec![user.user_principal_name.as_str()];
        names.extend(user.mail.as_deref());
        self.watch.forbids(me, &user.id, &names)
    }

    /// What decides about accounts that were not typed and could not be read.
    pub(crate) fn roles_unread(&self) -> Option<&'static str> {
        match &self.watch.eligible {
            _ if self.privileged.is_none() => {
                Some("may hold a directory role by now: that could not be read")
            }
            None if self.require_eligibility => {
                Some("could perhaps activate a directory role: that could not be read")
            }
            None | Some(_) => None,
        }
    }

    /// Whether an account holds a directory role or is eligible for one by now:
    /// such a one is only touched when typed.
    pub(crate) fn holds_a_role(&self, id: &ObjectId) -> Option<&'static str> {
        let eligible = self.watch.eligible.as_ref();
        match &self.privileged {
            Some(holders) if holders.contains(id) => Some("holds a directory role by now"),
            Some(_) if eligible.is_some_and(|ids| ids.contains(id)) => {
                Some("is eligible for a directory role by now")
            }
            None | Some(_) => self.roles_unread(),
        }
    }

    /// What to know of these accounts before somebody agrees.
    pub(crate) fn warnings(&self) -> Vec<String> {
        let unread = self.watch.eligible.is_none();
        let text = "which of them are eligible for a directory role could not be read: none of them \
                    is known to be an ordinary person";
        unread.then(|| text.to_owned()).into_iter().collect()
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Assignment {
    principal_id: ObjectId,
    role_definition_id: Option<String>,
}

/// The holders of a directory role, and the members and owners of role-assignable
/// groups; `None` if not all of them could be read.
///
/// # Errors
/// Exit 3 or 6 if they cannot be read for now.
pub(crate) async fn privileged(
    connected: &Connected,
) -> Result<Option<BTreeSet<ObjectId>>, Failure> {
    let calls = vec![
        calls::roles::all_assignments(),
        calls::groups::role_assignable(),
    ];
    let mut answers = Answers {
        connected,
        replies: connected.graph.batch(&calls).await.into_iter(),
        calls: calls.into_iter(),
    };
    let assignments = answers.list::<Assignment>().await?.ok();
    let groups = answers.list::<Group>().await?.ok();
    holders(connected, assignments.as_deref(), groups).await
}

async fn holders(
    connected: &Connected,
    assignments: Option<&[Assignment]>,
    groups: Option<Vec<Group>>,
) -> Result<Option<BTreeSet<ObjectId>>, Failure> {
    let (Some(assignments), Some(groups)) = (assignments, groups) else {
        return Ok(None);
    };
    let groups: Vec<ObjectId> = groups.into_iter().map(|group| group.id).collect();
    let inside = role_groups::members_and_owners(connected, &groups).await;
    let inside = ensure_lasting(inside, &connected.me)?.ok();
    Ok(inside.map(|mut holders| {
        holders.extend(assignments.iter().map(|one| one.principal_id.clone()));
        holders
    }))
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
    ) -> Result<Result<Vec<T>, GraphError>, Failure> {
        let (call, reply) = self.next()?;
        let list = whole_list(&self.connected.graph, &call, reply).await;
        ensure_lasting(list, &self.connected.me)
    }
}

/// Reads the tenant.
///
/// # Errors
/// Where a protected name could not be looked up.
pub(crate) async fn read(
    ctx: &Ctx<'_>,
    connected: &Connected,
    rules: &EffectiveGuardRails,
) -> Result<Tenancy, Failure> {
    let reads = Reads::new(connected, rules);
    let mut calls = vec![
        calls::organization::domains(),
        calls::roles::all_assignments(),
        calls::groups::role_assignable(),
        calls::users::count(),
    ];
    // An entry that cannot be read is its own failure, which names the line.
    let general = calls.len() + reads.general();
    calls.extend(reads.calls().iter().cloned());
    calls.push(calls::policies::token_lifetimes());
    let read_at = ctx.clock.monotonic();
    let mut replies = connected.graph.batch(&calls).await;
    // What stays open is told and decides nothing: it may be unknown.
    calls.pop();
    let lifetimes = replies.pop();
    let tokens = Tokens {
        lifetimes: lifetimes.as_ref().and_then(tokens::lifetimes),
        access: tokens::access(&calls, &replies),
        ..Tokens::default()
    };
    let replies: Result<Vec<Reply>, Failure> = replies
        .into_iter()
        .enumerate()
        .map(|(place, reply)| {
            if place < general {
                ensure_lasting(reply, &connected.me)
            } else {
                Ok(reply)
            }
        })
        .collect();
    let mut answers = Answers {
        connected,
        calls: calls.into_iter(),
        replies: replies?.into_iter(),
    };
    let domains = answers.list::<Domain>().await?.ok();
    let assignments = answers.list::<Assignment>().await?.ok();
    let groups = answers.list::<Group>().await?.ok();
    let people = answers
        .next()?
        .1
        .ok()
        .and_then(|answer| count(&answer.body));
    let mut watch = reads
        .watch(ctx, connected, answers.replies.collect())
        .await?;
    if let (Some(assignments), Some(_)) = (&assignments, &groups) {
        let is_sync = |one: &&Assignment| {
            let template = one.role_definition_id.as_deref().map(str::parse);
            matches!(template, Some(Ok(template)) if is_sync_role(&template))
        };
        let sync = assignments.iter().filter(is_sync);
        watch.sync.extend(sync.map(|one| one.principal_id.clone()));
    }
    let privileged = holders(connected, assignments.as_deref(), groups).await?;
    Ok(Tenancy {
        domains,
        privileged,
        watch,
        people,
        limits: rules.limits(),
        require_eligibility: rules.require_eligibility(),
        tokens,
        read_at,
    })
}
