//! Who may not be touched, read in the same batch as whatever else a command
//! reads of the directory. What could not be read is said or counts against
//! the action.
use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;
use serde_json::Value;

use crate::catalog::roles::by_name;
use crate::context::Ctx;
use crate::context::connect::Connected;
use crate::domain::break_glass::Detection;
use crate::domain::guard_rails::{GlobalAdministrators, Owners, Protected, Rule, Watch};
use crate::enforcement::check::break_glass;
use crate::enforcement::check::protected::Entries;
use crate::enforcement::resolve::facts::{self, Reply, whole_list};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::graph::{Call, Client, GraphError, calls};
use crate::ids::ObjectId;
use crate::settings::EffectiveGuardRails;

/// Code of a tenant that has no license for roles that are activated: nobody
/// is eligible there.
const NO_LICENCE: &str = "AadPremiumLicenseRequired";

/// Why no break-glass account is known, and what to do about it.
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

/// What is to be read.
#[derive(Debug)]
pub(crate) struct Reads {
    entries: Entries,
    calls: Vec<Call>,
    /// Calls that are not about an entry; they come first.
    general: usize,
}

impl Reads {
    /// What the guard-rails in force make necessary.
    pub(crate) fn new(connected: &Connected, rules: &EffectiveGuardRails) -> Self {
        let entries = Entries::new(rules);
        let mut calls = vec![calls::roles::eligible_assignments()];
        calls.extend(administrators_call());
        calls.extend(break_glass::calls());
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

    /// How many of the calls are not about a protected entry; they come first.
    pub(crate) fn general(&self) -> usize {
        self.general
    }

    /// The calls, to be sent along with others.
    pub(crate) fn calls(&self) -> &[Call] {
        &self.calls
    }

    /// Who may not be touched, from the answers to [`Reads::calls`].
    ///
    /// # Errors
    /// Where a protected account or group could not be looked up.
    pub(crate) async fn watch(
        self,
        ctx: &Ctx<'_>,
        connected: &Connected,
        replies: Vec<Reply>,
    ) -> Result<Watch, Failure> {
        let graph = &connected.graph;
        if replies.len() != self.calls.len() {
            return Err(Failure::new(Exit::Fault, "a batch gave too few answers"));
        }
        let mut answers = self.calls.iter().zip(replies);
        let eligible = match answers.next() {
            None => None,
            Some((call, reply)) => eligible(graph, call, reply).await,
        };
        let members = match answers.next() {
            None => return Err(Failure::new(Exit::Fault, "a batch gave too few answers")),
            Some((call, reply)) => whole_list::<Value>(graph, call, reply).await,
        };
        let count = break_glass::calls().len();
        let policies = answers.by_ref().take(count).map(|(_, reply)| reply);
        let policies = policies.collect();
        let detected = break_glass::detect(connected, &members, policies).await;
        let (found, exempt_unread) = told(ctx, detected);
        let administrators = facts::administrators(members);
        let mut owners = Owners::Known(BTreeSet::new());
        if connected.me.app_only {
            for (call, reply) in answers.by_ref().take(2) {
                owners = with(owners, whole_list::<Owner>(graph, call, reply).await);
            }
        }
        let special: Vec<Reply> = answers.map(|(_, reply)| reply).collect();
        let settings = self.entries.resolve(ctx, connected, special).await?;
        let mut resolved = settings.accounts;
        for (id, rule) in found {
            resolved.entry(id).or_insert(rule);
        }
        Ok(Watch {
            protected: Protected {
                written: self.entries.written(),
                resolved,
                large_groups: settings.large_groups,
                exempt_unread,
            },
            administrators,
            owners,
            sync: BTreeSet::new(),
            eligible,
        })
    }
}

/// The break-glass accounts, and whether they could not be read; says what is
/// not known.
fn told(ctx: &Ctx<'_>, detected: Result<Detection, String>) -> (BTreeMap<ObjectId, Rule>, bool) {
    match detected {
        Ok(Detection::Found(all)) => {
            let accounts = all.into_iter().map(|one| (one.id, Rule::BreakGlass));
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

/// The members of the role Global Administrator.
pub(super) fn administrators_call() -> Option<Call> {
    by_name("Global Administrator").map(|role| calls::roles::members(&role.id()))
}

/// Who is Global Administrator at this moment.
pub(crate) async fn administrators_now(graph: &Client) -> GlobalAdministrators {
    let Some(call) = administrators_call() else {
        return GlobalAdministrators::Unread;
    };
    let reply = graph.send(&call).await;
    facts::administrators(whole_list::<Value>(graph, &call, reply).await)
}

/// People and groups that could activate a role; `None`: not read.
async fn eligible(graph: &Client, call: &Call, reply: Reply) -> Option<BTreeSet<ObjectId>> {
    match whole_list::<Eligibility>(graph, call, reply).await {
        Ok(all) => Some(all.into_iter().map(|one| one.principal_id).collect()),
        Err(error) if error.code().is_some_and(|code| code == NO_LICENCE) => Some(BTreeSet::new()),
        Err(_) => None,
    }
}

/// Who owns the application that is signed in; none where a user is.
pub(crate) async fn owners_of_the_caller(connected: &Connected) -> Owners {
    let mut owners = Owners::Known(BTreeSet::new());
    if !connected.me.app_only {
        return owners;
    }
    let graph = &connected.graph;
    let calls = [
        calls::service_principals::owners(&connected.me.object_id),
        calls::service_principals::application_owners(&connected.client_id),
    ];
    for (call, reply) in calls.iter().zip(graph.batch(&calls).await) {
        owners = with(owners, whole_list::<Owner>(graph, call, reply).await);
    }
    owners
}

/// An application that another tenant keeps has no owners here.
fn with(owners: Owners, found: Result<Vec<Owner>, GraphError>) -> Owners {
    match (owners, found) {
        (Owners::Known(mut ids), Ok(found)) => {
            ids.extend(found.into_iter().map(|owner| owner.id));
            Owners::Known(ids)
        }
        (Owners::Known(ids), Err(error)) if error.is_not_found() => Owners::Known(ids),
        (Owners::Known(_), Err(_)) | (Owners::Unread, _) => Owners::Unread,
    }
}
