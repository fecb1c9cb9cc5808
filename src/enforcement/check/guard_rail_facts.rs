//! Reads the guard-rail facts, in the same batch as the other reads of a command. Facts
//! that cannot be read are reported or count against the action.
use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;
use serde_json::Value;

use crate::catalog::roles::by_name;
use crate::context::Ctx;
use crate::context::connect::Connected;
use crate::domain::break_glass::Detection;
use crate::domain::guard_rails::{
    AppOwners, GlobalAdministrators, GuardRailFacts, ProtectedAccounts, ProtectionRule,
};
use crate::enforcement::check::break_glass;
use crate::enforcement::check::protected::ProtectedEntries;
use crate::enforcement::resolve::facts::{self, Reply, complete_list};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::graph::{Call, Client, GraphError, calls};
use crate::ids::ObjectId;
use crate::settings::EffectiveGuardRails;

/// Error code of a tenant without a license for eligible roles: no one is eligible
/// there.
const NO_LICENSE_CODE: &str = "AadPremiumLicenseRequired";

/// Warning that break-glass accounts cannot be detected, with the fix.
pub(crate) const NO_BLOCK_POLICY: &str = "break-glass accounts cannot be detected: no enabled \
Conditional Access policy blocks sign-ins of people; list yours under guard_rails.protected in \
config.toml";

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Eligibility {
    principal_id: ObjectId,
}

#[derive(Deserialize)]
struct Owner {
    id: ObjectId,
}

/// The calls to read guard-rail facts.
#[derive(Debug)]
pub(crate) struct GuardRailReads {
    entries: ProtectedEntries,
    calls: Vec<Call>,
    /// Number of calls that are not about a protected entry. These come first.
    general: usize,
}

impl GuardRailReads {
    /// Creates the calls that the effective guard-rails require.
    pub(crate) fn new(connected: &Connected, rules: &EffectiveGuardRails) -> Self {
        let entries = ProtectedEntries::new(rules);
        let mut calls = vec![calls::roles::eligible_assignments()];
        calls.extend(administrators_call());
        calls.extend(break_glass::initial_calls());
        if connected.me.app_only {
            calls.push(calls::service_principals::owners(&connected.me.object_id));
            calls.push(calls::service_principals::application_owners(
                &connected.client_id,
            ));
        }
        let general = calls.len();
        calls.extend(entries.calls());
        Self {
            entries,
            calls,
            general,
        }
    }

    /// Returns the number of calls that are not about a protected entry; they come
    /// first.
    pub(crate) fn general_count(&self) -> usize {
        self.general
    }

    /// Returns the calls, to be sent along with others.
    pub(crate) fn calls(&self) -> &[Call] {
        &self.calls
    }

    /// Parses the replies to [`Self::calls`].
    ///
    /// # Errors
    /// Fails if a protected account or group cannot be resolved.
    pub(crate) async fn into_facts(
        self,
        ctx: &Ctx<'_>,
        connected: &Connected,
        replies: Vec<Reply>,
    ) -> Result<GuardRailFacts, Failure> {
        let graph = &connected.graph;
        if replies.len() != self.calls.len() {
            return Err(Failure::new(Exit::Fault, "a batch gave too few answers"));
        }
        let mut answers = self.calls.iter().zip(replies);
        let eligible = match answers.next() {
            None => None,
            Some((call, reply)) => read_eligible(graph, call, reply).await,
        };
        let members = match answers.next() {
            None => return Err(Failure::new(Exit::Fault, "a batch gave too few answers")),
            Some((call, reply)) => complete_list::<Value>(graph, call, reply).await,
        };
        let count = break_glass::initial_calls().len();
        let policies = answers.by_ref().take(count).map(|(_, reply)| reply);
        let policies = policies.collect();
        let detected = break_glass::detect(connected, &members, policies).await;
        let (found, break_glass_unread) = break_glass_rules(ctx, detected);
        let administrators = facts::global_administrators(members);
        let mut owners = AppOwners::Known(BTreeSet::new());
        if connected.me.app_only {
            for (call, reply) in answers.by_ref().take(2) {
                owners = add_owners(owners, complete_list::<Owner>(graph, call, reply).await);
            }
        }
        let special: Vec<Reply> = answers.map(|(_, reply)| reply).collect();
        let settings = self.entries.resolve(ctx, connected, special).await?;
        let mut resolved = settings.accounts;
        for (id, rule) in found {
            resolved.entry(id).or_insert(rule);
        }
        Ok(GuardRailFacts {
            protected: ProtectedAccounts {
                entries: self.entries.entry_rules(),
                resolved,
                large_groups: settings.large_groups,
                break_glass_unread,
            },
            administrators,
            owners,
            sync: BTreeSet::new(),
            eligible,
        })
    }
}

/// Returns the rules for break-glass accounts, and whether detection failed. Warns if
/// accounts are unknown.
fn break_glass_rules(
    ctx: &Ctx<'_>,
    detected: Result<Detection, String>,
) -> (BTreeMap<ObjectId, ProtectionRule>, bool) {
    match detected {
        Ok(Detection::Found(all)) => {
            let accounts = all
                .into_iter()
                .map(|one| (one.id, ProtectionRule::BreakGlass));
            (accounts.collect(), false)
        }
        Ok(Detection::NoBlockPolicy) => {
            ctx.io.warn(&format!("warning: {NO_BLOCK_POLICY}"));
            (BTreeMap::new(), false)
        }
        Err(error) => {
            ctx.io.warn(&format!(
                "warning: break-glass accounts could not be read, so holders of a role are left \
                 alone: {error}"
            ));
            (BTreeMap::new(), true)
        }
    }
}

/// Returns the call for the members of the role Global Administrator.
pub(super) fn administrators_call() -> Option<Call> {
    by_name("Global Administrator").map(|role| calls::roles::members(&role.id()))
}

/// Reads the current Global Administrators.
pub(crate) async fn read_global_administrators(graph: &Client) -> GlobalAdministrators {
    let Some(call) = administrators_call() else {
        return GlobalAdministrators::Unread;
    };
    let reply = graph.send(&call).await;
    facts::global_administrators(complete_list::<Value>(graph, &call, reply).await)
}

/// Parses the users and groups that are eligible for a role; `None` if they could not
/// be read.
async fn read_eligible(graph: &Client, call: &Call, reply: Reply) -> Option<BTreeSet<ObjectId>> {
    match complete_list::<Eligibility>(graph, call, reply).await {
        Ok(all) => Some(all.into_iter().map(|one| one.principal_id).collect()),
        Err(error) if error.code().is_some_and(|code| code == NO_LICENSE_CODE) => {
            Some(BTreeSet::new())
        }
        Err(_) => None,
    }
}

/// Reads the owners of the signed-in application; empty for a user.
pub(crate) async fn read_app_owners(connected: &Connected) -> AppOwners {
    let mut owners = AppOwners::Known(BTreeSet::new());
    if !connected.me.app_only {
        return owners;
    }
    let graph = &connected.graph;
    let calls = [
        calls::service_principals::owners(&connected.me.object_id),
        calls::service_principals::application_owners(&connected.client_id),
    ];
    for (call, reply) in calls.iter().zip(graph.batch(&calls).await) {
        owners = add_owners(owners, complete_list::<Owner>(graph, call, reply).await);
    }
    owners
}

/// Adds owners. An application of another tenant has no owners here.
fn add_owners(owners: AppOwners, found: Result<Vec<Owner>, GraphError>) -> AppOwners {
    match (owners, found) {
        (AppOwners::Known(mut ids), Ok(found)) => {
            ids.extend(found.into_iter().map(|owner| owner.id));
            AppOwners::Known(ids)
        }
        (AppOwners::Known(ids), Err(error)) if error.is_not_found() => AppOwners::Known(ids),
        (AppOwners::Known(_), Err(_)) | (AppOwners::Unread, _) => AppOwners::Unread,
    }
}
