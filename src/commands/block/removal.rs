//! What `block` takes away in Entra, and the calls that do it.
use std::collections::BTreeMap;

use crate::commands::announced::Announced;
use crate::commands::audited::Receipt;
use crate::commands::context::Ctx;
use crate::commands::failures::exit_of;
use crate::commands::status::read::{held_of, list, one_line};
use crate::domain::consent::plan::without;
use crate::domain::ids::ObjectId;
use crate::exit::Exit;
use crate::graph::calls::{grants, service_principals};
use crate::graph::{Answer, Call, GraphError};
use crate::reports::block::BlockStep;
use crate::reports::calls::StepState;

/// One thing to take away.
#[derive(Debug, Clone)]
pub(super) enum Removal {
    /// The enterprise application as a whole.
    Application(ObjectId),
    /// One application permission.
    Role {
        principal: ObjectId,
        resource: ObjectId,
        assignment: String,
    },
    /// Delegated permissions of one grant.
    Scopes {
        principal: ObjectId,
        grant: String,
        kept: Vec<String>,
        removed: Vec<String>,
    },
}

impl Removal {
    /// The service principal that loses something.
    pub(super) fn principal(&self) -> &ObjectId {
        match self {
            Self::Application(principal)
            | Self::Role { principal, .. }
            | Self::Scopes { principal, .. } => principal,
        }
    }

    /// The call that takes it away.
    pub(super) fn call(&self) -> Call {
        match self {
            Self::Application(id) => service_principals::delete(id),
            Self::Role {
                resource,
                assignment,
                ..
            } => grants::remove_app_role(resource, assignment),
            Self::Scopes {
                grant,
                kept,
                removed,
                ..
            } => scopes_call(grant, kept, removed),
        }
    }
}

fn scopes_call(grant: &str, kept: &[String], removed: &[String]) -> Call {
    let left = without(kept, removed);
    if left.is_empty() {
        grants::remove_grant(grant)
    } else {
        grants::set_scopes(grant, &left)
    }
}

/// Sends the removals; what is gone already is as good as removed.
/// Nothing more is sent after Ctrl-C.
pub(super) async fn apply(
    ctx: &Ctx<'_>,
    announced: &Announced,
    removals: &[(String, Removal)],
    steps: &mut [BlockStep],
) -> Exit {
    let mut worst = None;
    let mut done = false;
    let roles: Vec<usize> = removals
        .iter()
        .enumerate()
        .filter(|(_, (_, removal))| !matches!(removal, Removal::Scopes { .. }))
        .map(|(place, _)| place)
        .collect();
    let calls: Vec<(usize, Call)> = roles
        .iter()
        .filter_map(|place| Some((*place, removals.get(*place)?)))
        .map(|(place, (_, removal))| (place, removal.call()))
        .collect();
    let mut results: BTreeMap<usize, (Receipt, Result<(), GraphError>)> = BTreeMap::new();
    if !ctx.interrupt.is_asked() {
        let answers = announced.batch(&calls).await.into_iter().map(received);
        results.extend(roles.into_iter().zip(answers));
    }
    for (place, (_, removal)) in removals.iter().enumerate() {
        if let Removal::Scopes {
            principal,
            grant,
            removed,
            ..
        } = removal
        {
            if ctx.interrupt.is_asked() {
                break;
            }
            let sent = remove_scopes(announced, place, principal, grant, removed).await;
            let sent = match sent {
                Ok(Some(answer)) => received(Ok(answer)),
                Ok(None) => (Receipt::default(), Ok(())),
                Err(error) => received(Err(error)),
            };
            results.insert(place, sent);
        }
    }
    for (place, shown) in steps.iter_mut().enumerate() {
        shown.step.client_request_id = announced.number(place);
    }
    for (place, (receipt, result)) in results {
        let Some(shown) = steps.get_mut(place) else {
            continue;
        };
        receipt.put_on(&mut shown.step);
        match result {
            Ok(()) => {
                shown.step.state = StepState::Done;
                done = true;
            }
            Err(error) if error.is_not_found() => {
                shown.step.state = StepState::AlreadyThere;
                done = true;
            }
            Err(error) => {
                shown.step.state = if error.is_unclear() {
                    StepState::Unclear
                } else {
                    StepState::Failed
                };
                shown.step.error = Some(one_line(&error));
                worst = worst.or(Some(exit_of(&error)));
            }
        }
    }
    let unsent = steps.iter().any(|one| one.step.state == StepState::Planned);
    match worst {
        _ if unsent => Exit::Interrupted,
        None => Exit::Done,
        Some(_) if done => Exit::Partial,
        Some(exit) => exit,
    }
}

/// What an answer is known by, and whether it is a yes.
fn received(result: Result<Answer, GraphError>) -> (Receipt, Result<(), GraphError>) {
    (Receipt::of(&result), result.map(drop))
}

/// Takes scopes out of a grant as it is now: somebody may have changed it.
async fn remove_scopes(
    announced: &Announced,
    place: usize,
    principal: &ObjectId,
    grant: &str,
    removed: &[String],
) -> Result<Option<Answer>, GraphError> {
    let call = grants::scopes_of(principal);
    let graph = &announced.graph;
    let result = graph.send(&call).await;
    let held = held_of(Vec::new(), list(graph, &call, result).await?);
    match held.scopes.iter().find(|one| one.grant == grant) {
        None => Ok(None),
        Some(now) => announced
            .send(place, &scopes_call(grant, &now.scopes, removed))
            .await
            .map(Some),
    }
}
