//! Who may not be touched, read in the same batch as whatever else a command
//! reads of the directory. What could not be read is said or counts against
//! the action.
use std::collections::BTreeSet;

use serde::Deserialize;
use serde_json::Value;

use crate::catalogue::roles::by_name;
use crate::commands::connect::Connected;
use crate::commands::context::Ctx;
use crate::commands::failures::graph_failure;
use crate::domain::guard_rails::{GlobalAdministrators, Owners, Protected, Watch};
use crate::domain::ids::{ObjectId, UserRef};
use crate::enforcement::check::protected;
use crate::enforcement::resolve::facts::{self, Reply, whole_list};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::graph::wire::User;
use crate::graph::{Call, Client, GraphError, calls};
use crate::settings::InForce;

/// Code of a tenant that has no licence for roles that are activated: nobody
/// is eligible there.
const NO_LICENCE: &str = "AadPremiumLicenseRequired";

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
    written: Vec<String>,
    names: Vec<UserRef>,
    groups: Vec<ObjectId>,
    calls: Vec<Call>,
}

impl Reads {
    /// What the guard-rails in force make necessary.
    pub(crate) fn new(connected: &Connected, rules: &InForce) -> Self {
        let written = rules.protected();
        let groups = rules.protected_groups();
        let names: Vec<UserRef> = written
            .iter()
            .filter_map(|entry| entry.trim().parse().ok())
            .filter(|entry| matches!(entry, UserRef::Name(_)))
            .collect();
        let mut calls = vec![calls::roles::eligible()];
        calls.extend(administrators_call());
        if connected.me.app_only {
            calls.push(calls::service_principals::owners(&connected.me.object_id));
            calls.push(calls::service_principals::application_owners(
                &connected.client_id,
            ));
        }
        for name in &names {
            calls.push(calls::users::named(name));
            calls.push(calls::users::receiving(name.as_str()));
        }
        calls.extend(protected::calls(&groups));
        Self {
            written,
            names,
            groups,
            calls,
        }
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
        let administrators = match answers.next() {
            None => GlobalAdministrators::Unread,
            Some((call, reply)) => facts::administrators(whole_list(graph, call, reply).await),
        };
        let mut owners = Owners::Known(BTreeSet::new());
        if connected.me.app_only {
            for (call, reply) in answers.by_ref().take(2) {
                owners = with(owners, whole_list::<Owner>(graph, call, reply).await);
            }
        }
        let mut resolved = BTreeSet::new();
        for name in &self.names {
            let found = match answers.next() {
                None => Ok(Vec::new()),
                Some((call, reply)) => whole_list::<User>(graph, call, reply).await,
            };
            let found = found.map_err(|error| {
                let what = format!("the protected account {name} could not be read");
                graph_failure(what, error, Some(&connected.me))
            })?;
            let receiving = match answers.next() {
                None => Ok(Vec::new()),
                Some((call, reply)) => whole_list::<User>(graph, call, reply).await,
            };
            let receiving = receiving.unwrap_or_else(|error| {
                ctx.io.warn(&format!(
                    "warning: who receives mail as {name} is not known, so it protects whoever \
                     has it as principal name or first mail address alone: {error}"
                ));
                Vec::new()
            });
            if found.is_empty() && receiving.is_empty() {
                ctx.io.warn(&format!(
                    "warning: {name} is on the protected list but not in the tenant"
                ));
            }
            resolved.extend(found.into_iter().chain(receiving).map(|user| user.id));
        }
        let special: Vec<Reply> = answers.map(|(_, reply)| reply).collect();
        let (special, exempt_unread) =
            protected::read(ctx, connected, &self.groups, special).await?;
        resolved.extend(special);
        Ok(Watch {
            protected: Protected {
                written: self.written,
                resolved,
                exempt_unread,
            },
            administrators,
            owners,
            sync: BTreeSet::new(),
            eligible,
        })
    }
}

fn administrators_call() -> Option<Call> {
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
