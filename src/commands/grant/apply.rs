//! Writes one agreed plan to Graph: service principal, application permissions,
//! delegated permissions. What "already exists" is settled by reading.
use std::time::Duration;

use crate::commands::announced::Announced;
use crate::commands::audited::Receipt;
use crate::commands::context::Ctx;
use crate::commands::failures::exit_of;
use crate::commands::status::read::{held_of, list, one_line};
use crate::domain::consent::Held;
use crate::domain::consent::plan::{GrantPlan, GrantStep, merged, scope_step};
use crate::domain::ids::{AppId, ObjectId};
use crate::domain::plan::Agreed;
use crate::exit::Exit;
use crate::graph::calls::{grants, service_principals};
use crate::graph::wire::ServicePrincipal;
use crate::graph::{Answer, Call, Client, GraphError, retry};

/// How often a write goes again that a new service principal's copies refuse.
const MOST_TRIES: u32 = 7;

/// The same where it was there already: somebody else may have made it a
/// moment ago, or deleted it.
const TRIES_IF_FOUND: u32 = 4;

/// What became of a step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Became {
    /// Graph said yes.
    Done,
    /// It was there already.
    AlreadyThere,
    /// Nobody knows yet: reading decides.
    Unclear(String),
    /// Graph said no.
    Failed {
        /// What it said.
        why: String,
        /// Its code.
        code: Option<String>,
        /// The exit code that fits.
        exit: Exit,
    },
    /// An earlier step failed, or nothing more was to be sent.
    NotTried,
}

/// What became of a step, and by which answer that is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Taken {
    /// What became of it.
    pub(super) became: Became,
    /// The answer.
    pub(super) receipt: Receipt,
}

impl From<Became> for Taken {
    fn from(became: Became) -> Self {
        Self {
            became,
            receipt: Receipt::default(),
        }
    }
}

impl From<Result<Answer, GraphError>> for Taken {
    fn from(result: Result<Answer, GraphError>) -> Self {
        Self {
            receipt: Receipt::of(&result),
            became: match result {
                Ok(_) => Became::Done,
                Err(error) => error.into(),
            },
        }
    }
}

impl From<GraphError> for Became {
    fn from(error: GraphError) -> Self {
        if error.is_already_there() {
            return Self::AlreadyThere;
        }
        let why = one_line(&error);
        if error.is_unclear() {
            return Self::Unclear(why);
        }
        Self::Failed {
            why,
            code: error.code().map(str::to_owned),
            exit: exit_of(&error),
        }
    }
}

/// The call that a step makes for `principal`.
pub(super) fn call_of(step: &GrantStep, principal: &ObjectId) -> Call {
    match step {
        GrantStep::CreatePrincipal { client } => service_principals::create(client),
        GrantStep::AssignRole { resource, id, .. } => {
            grants::assign_app_role(principal, resource, id)
        }
        GrantStep::CreateScopes { resource, scopes } => {
            grants::grant_scopes(principal, resource, &scopes.join(" "))
        }
        GrantStep::ExtendScopes {
            grant, kept, added, ..
        } => grants::set_scopes(grant, &merged(kept, added)),
    }
}

/// Carries out a plan, and nothing more of it after Ctrl-C; the result at each place belongs to the step there.
/// Its steps stand in the audit log from the place `first` on.
pub(super) async fn apply(
    ctx: &Ctx<'_>,
    announced: &Announced,
    first: usize,
    agreed: &Agreed<&GrantPlan>,
) -> Vec<Taken> {
    let plan = agreed.plan();
    let mut outcomes = vec![Taken::from(Became::NotTried); plan.steps.len()];
    let (principal, most) = match &plan.principal {
        Some(id) => (id.clone(), TRIES_IF_FOUND),
        None if ctx.interrupt.is_asked() => return outcomes,
        None => {
            let (taken, id) = create(ctx, announced, first, &plan.client).await;
            if let Some(slot) = outcomes.first_mut() {
                *slot = taken;
            }
            match id {
                Some(id) => (id, MOST_TRIES),
                None => return outcomes,
            }
        }
    };
    let mut open: Vec<usize> = Vec::new();
    for (place, step) in plan.steps.iter().enumerate() {
        if matches!(step, GrantStep::AssignRole { .. }) {
            open.push(place);
        }
    }
    let mut tried = 0;
    while !open.is_empty() && !ctx.interrupt.is_asked() {
        tried += 1;
        let calls: Vec<(usize, Call)> = open
            .iter()
            .filter_map(|place| Some((first + place, plan.steps.get(*place)?)))
            .map(|(place, step)| (place, call_of(step, &principal)))
            .collect();
        let mut again = Vec::new();
        for (place, result) in open.iter().zip(announced.batch(&calls).await) {
            let late = result.as_ref().is_err_and(is_not_copied);
            if late && tried < most {
                again.push(*place);
            } else if let Some(slot) = outcomes.get_mut(*place) {
                *slot = result.into();
            }
        }
        open = again;
        if !open.is_empty() {
            pause(ctx, tried).await;
        }
    }
    for (place, step) in plan.steps.iter().enumerate() {
        if ctx.interrupt.is_asked() {
            break;
        }
        let (resource, added) = match step {
            GrantStep::CreateScopes { resource, scopes } => (resource, scopes),
            GrantStep::ExtendScopes {
                resource, added, ..
            } => (resource, added),
            GrantStep::CreatePrincipal { .. } | GrantStep::AssignRole { .. } => continue,
        };
        let one = (first + place, resource, added.as_slice());
        let taken = scopes(ctx, announced, &principal, one, most).await;
        if let Some(slot) = outcomes.get_mut(place) {
            *slot = taken;
        }
    }
    outcomes
}

/// Adds the service principal; where the answer is not clear, looks for it.
async fn create(
    ctx: &Ctx<'_>,
    announced: &Announced,
    place: usize,
    client: &AppId,
) -> (Taken, Option<ObjectId>) {
    let call = service_principals::create(client);
    let sent = announced.send(place, &call).await;
    let receipt = Receipt::of(&sent);
    let taken = |became| Taken {
        became,
        receipt: receipt.clone(),
    };
    let error = match sent.and_then(|answer| answer.read::<ServicePrincipal>()) {
        Ok(principal) if principal.app_id == *client => {
            return (taken(Became::Done), Some(principal.id));
        }
        Ok(_) => {
            let failed = Became::Failed {
                why: "Graph answered about another application than was asked for".to_owned(),
                code: None,
                exit: Exit::Untrusted,
            };
            return (taken(failed), None);
        }
        Err(error) => error,
    };
    if !error.is_already_there() && !error.is_unclear() {
        return (taken(error.into()), None);
    }
    for tried in 1..MOST_TRIES {
        let found = announced
            .graph
            .send(&service_principals::by_app(client))
            .await;
        if let Ok(principal) = found.and_then(|answer| answer.read::<ServicePrincipal>())
            && principal.app_id == *client
        {
            return (taken(Became::Done), Some(principal.id));
        }
        pause(ctx, tried).await;
    }
    (taken(error.into()), None)
}

/// Adds delegated permissions to what is there now: the list is read afresh,
/// since Graph replaces it as a whole and somebody else may have changed it.
async fn scopes(
    ctx: &Ctx<'_>,
    announced: &Announced,
    principal: &ObjectId,
    (place, resource, added): (usize, &ObjectId, &[String]),
    most: u32,
) -> Taken {
    let mut tried = 0;
    loop {
        tried += 1;
        let held = match fresh(&announced.graph, principal).await {
            Ok(held) => held,
            Err(error) if error.is_not_found() && tried < most => {
                pause(ctx, tried).await;
                continue;
            }
            Err(error) => return Became::from(error).into(),
        };
        let there = |scope: &String| {
            let grants = held.scopes.iter().filter(|one| one.resource == *resource);
            grants
                .flat_map(|one| &one.scopes)
                .any(|one| one.eq_ignore_ascii_case(scope))
        };
        let open: Vec<String> = added.iter().filter(|one| !there(one)).cloned().collect();
        if open.is_empty() {
            return Taken::from(if tried == 1 {
                Became::AlreadyThere
            } else {
                Became::Done
            });
        }
        let step = scope_step(resource, open, &held);
        let sent = announced.send(place, &call_of(&step, principal)).await;
        let again = sent
            .as_ref()
            .is_err_and(|error| error.is_already_there() || is_not_copied(error));
        if !again || tried >= most || ctx.interrupt.is_asked() {
            return sent.into();
        }
        pause(ctx, tried).await;
    }
}

async fn fresh(graph: &Client, principal: &ObjectId) -> Result<Held, GraphError> {
    let call = grants::scopes_of(principal);
    let result = graph.send(&call).await;
    Ok(held_of(Vec::new(), list(graph, &call, result).await?))
}

/// A service principal made a moment ago is not on every server yet: 404, or
/// 400 that names it as unknown. Definite, so the write may go again.
fn is_not_copied(error: &GraphError) -> bool {
    match error {
        GraphError::Refused {
            status, message, ..
        } => *status == 404 || (*status == 400 && message.contains("does not exist")),
        GraphError::NotGraph { .. }
        | GraphError::Throttled { .. }
        | GraphError::Unreadable { .. }
        | GraphError::Foreign { .. }
        | GraphError::Unclear { .. }
        | GraphError::Transport { .. }
        | GraphError::SignIn { .. }
        | GraphError::NotTried { .. }
        | GraphError::Unrecorded { .. } => false,
    }
}

async fn pause(ctx: &Ctx<'_>, tried: u32) {
    let wait = retry::back_off(tried, 0).max(Duration::from_secs(1));
    ctx.clock.sleep(wait).await;
}
