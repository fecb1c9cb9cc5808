//! Reads the facts of a tenant that decide about every row of a list, once per list.
//! Facts that cannot be read count against the action.
use std::collections::BTreeSet;
use std::time::Duration;

use serde::Deserialize;

use crate::context::Ctx;
use crate::context::connect::Connected;
use crate::domain::bulk::Limits;
use crate::domain::guard_rails::{GuardRailFacts, GuardRailReason, is_sync_role};
use crate::domain::residual_access::TokenFacts;
use crate::enforcement::check::guard_rail_facts::GuardRailReads;
use crate::enforcement::check::tokens;
use crate::enforcement::resolve::facts::{Reply, fail_if_temporary, parse_count};
use crate::enforcement::resolve::replies::Replies;
use crate::enforcement::resolve::role_groups;
use crate::failure::Failure;
use crate::graph::calls;
use crate::graph::wire::{Domain, Group, User};
use crate::ids::ObjectId;
use crate::settings::EffectiveGuardRails;

/// The facts of a tenant that rules depend on.
#[derive(Debug)]
pub(crate) struct TenantFacts {
    /// Domains; `None` if they could not be read.
    pub domains: Option<Vec<Domain>>,
    /// Principals with a directory role, and members and owners of role-assignable
    /// groups; `None` if they could not be read.
    pub privileged: Option<BTreeSet<ObjectId>>,
    /// Guard-rail facts.
    pub rail_facts: GuardRailFacts,
    /// Number of users in the tenant.
    pub user_count: Option<usize>,
    /// Size limits for plans that one person decides.
    pub limits: Limits,
    /// Whether lists are refused if eligible roles cannot be read.
    pub require_eligibility: bool,
    /// Lifetimes of tokens and sessions.
    pub tokens: TokenFacts,
    /// Time of the read, by the monotonic clock.
    pub read_at: Duration,
}

impl TenantFacts {
    /// Returns why no action may change this user, by ids and names.
    pub(crate) fn refusal_reason(&self, me: &ObjectId, user: &User) -> Option<GuardRailReason> {
        let mut names = vec![user.user_principal_name.as_str()];
        names.extend(user.mail.as_deref());
        self.rail_facts.refusal_reason(me, &user.id, &names)
    }

    /// Returns why accounts that were not named must be skipped, if roles could not be
    /// read.
    pub(crate) fn unread_roles_reason(&self) -> Option<&'static str> {
        match &self.rail_facts.eligible {
            _ if self.privileged.is_none() => {
                Some("may hold a directory role by now: that could not be read")
            }
            None if self.require_eligibility => {
                Some("could perhaps activate a directory role: that could not be read")
            }
            None | Some(_) => None,
        }
    }

    /// Returns why an account that was not named must be skipped: it holds a directory
    /// role, or is eligible for one.
    pub(crate) fn privilege_reason(&self, id: &ObjectId) -> Option<&'static str> {
        let eligible = self.rail_facts.eligible.as_ref();
        match &self.privileged {
            Some(holders) if holders.contains(id) => Some("holds a directory role by now"),
            Some(_) if eligible.is_some_and(|ids| ids.contains(id)) => {
                Some("is eligible for a directory role by now")
            }
            None | Some(_) => self.unread_roles_reason(),
        }
    }

    /// Returns warnings for the confirmation.
    pub(crate) fn warnings(&self) -> Vec<String> {
        let unread = self.rail_facts.eligible.is_none();
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

/// Reads the holders of directory roles, and the members and owners of role-assignable
/// groups; `None` if not all could be read.
///
/// # Errors
/// Exit code 3 or 6 if they cannot be read now.
pub(crate) async fn read_privileged(
    connected: &Connected,
) -> Result<Option<BTreeSet<ObjectId>>, Failure> {
    let calls = vec![
        calls::roles::all_assignments(),
        calls::groups::role_assignable(),
    ];
    let mut replies = Replies::send(connected, calls).await;
    let assignments = replies.lasting_list(connected).await?.ok();
    let groups = replies.lasting_list(connected).await?.ok();
    privileged_principals(connected, assignments, groups).await
}

async fn privileged_principals(
    connected: &Connected,
    assignments: Option<Vec<Assignment>>,
    groups: Option<Vec<Group>>,
) -> Result<Option<BTreeSet<ObjectId>>, Failure> {
    let (Some(assignments), Some(groups)) = (assignments, groups) else {
        return Ok(None);
    };
    let groups: Vec<ObjectId> = groups.into_iter().map(|group| group.id).collect();
    let inside = role_groups::members_and_owners(connected, &groups).await;
    let inside = fail_if_temporary(inside, &connected.me)?.ok();
    Ok(inside.map(|mut holders| {
        holders.extend(assignments.into_iter().map(|one| one.principal_id));
        holders
    }))
}

/// Reads the facts of the tenant.
///
/// # Errors
/// Fails if a protected entry cannot be resolved.
pub(crate) async fn read_tenant_facts(
    ctx: &Ctx<'_>,
    connected: &Connected,
    rules: &EffectiveGuardRails,
) -> Result<TenantFacts, Failure> {
    let reads = GuardRailReads::new(connected, rules);
    let mut calls = vec![
        calls::organization::domains(),
        calls::roles::all_assignments(),
        calls::groups::role_assignable(),
        calls::users::count(),
    ];
    // An unreadable entry is a separate failure that names the line.
    let general = calls.len() + reads.general_count();
    calls.extend(reads.calls().iter().cloned());
    calls.push(calls::policies::token_lifetimes());
    let read_at = ctx.clock.monotonic();
    let mut replies = connected.graph.batch(&calls).await;
    // Token policies are only reported, so they may remain unknown.
    calls.pop();
    let lifetimes = replies.pop();
    let tokens = TokenFacts {
        lifetimes: lifetimes.as_ref().and_then(tokens::parse_lifetime_policies),
        access: tokens::parse_access_policies(&calls, &replies),
        ..TokenFacts::default()
    };
    let replies: Result<Vec<Reply>, Failure> = replies
        .into_iter()
        .enumerate()
        .map(|(place, reply)| {
            if place < general {
                fail_if_temporary(reply, &connected.me)
            } else {
                Ok(reply)
            }
        })
        .collect();
    let mut answers = Replies::new(calls, replies?);
    let domains = answers.lasting_list(connected).await?.ok();
    let assignments: Option<Vec<Assignment>> = answers.lasting_list(connected).await?.ok();
    let groups: Option<Vec<Group>> = answers.lasting_list(connected).await?.ok();
    let people = answers
        .next()?
        .1
        .ok()
        .and_then(|answer| parse_count(&answer.body));
    let mut watch = reads
        .into_facts(ctx, connected, answers.into_rest())
        .await?;
    if let (Some(assignments), Some(_)) = (&assignments, &groups) {
        let is_sync = |one: &&Assignment| {
            let template = one.role_definition_id.as_deref().map(str::parse);
            matches!(template, Some(Ok(template)) if is_sync_role(&template))
        };
        let sync = assignments.iter().filter(is_sync);
        watch.sync.extend(sync.map(|one| one.principal_id.clone()));
    }
    let privileged = privileged_principals(connected, assignments, groups).await?;
    Ok(TenantFacts {
        domains,
        privileged,
        rail_facts: watch,
        user_count: people,
        limits: rules.limits(),
        require_eligibility: rules.require_eligibility(),
        tokens,
        read_at,
    })
}
