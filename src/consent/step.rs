//! A change of consent in Entra as a value: the call that makes it, and the outcome that
//! an answer means.
use crate::audit::Target;
use crate::consent::read::{collect_all_pages, held_of};
use crate::context::audit_context::{Receipt, planned_step};
use crate::context::failures::exit_of;
use crate::domain::consent::HeldPermissions;
use crate::domain::consent::plan::{GrantStep, merge_scopes, remove_scopes, scope_step};
use crate::exit::Exit;
use crate::failure::one_line;
use crate::graph::calls::{grants, service_principals};
use crate::graph::{Answer, Call, Client, GraphError};
use crate::ids::{AppId, ObjectId};
use crate::reports::calls::{StepReport, StepState};

/// Placeholder object id in the plan for a principal that does not exist yet.
pub(crate) const NOT_CREATED: &str = "00000000-0000-0000-0000-000000000000";

/// The service principal that a step is about.
#[derive(Debug, Clone)]
pub(crate) enum Principal {
    /// A service principal in the tenant.
    Found(ObjectId),
    /// A service principal that an earlier step creates.
    Created(AppId),
}

/// Kind of change.
#[derive(Debug, Clone)]
pub(crate) enum Change {
    /// Permissions are granted.
    Grant {
        /// The service principal that gets the permissions.
        principal: Principal,
        /// The planned grant.
        step: GrantStep,
    },
    /// Delegated permissions are removed from a grant.
    RemoveScopes {
        /// The service principal that loses them.
        principal: ObjectId,
        /// Id of the grant.
        grant: String,
        /// The permissions to remove.
        removed: Vec<String>,
    },
    /// The planned call is sent as it is.
    AsPlanned,
}

/// One change in Entra, by one Graph call.
#[derive(Debug, Clone)]
pub(crate) struct Step {
    /// Target of the step, for the audit log.
    pub(crate) target: Target,
    /// The change.
    pub(crate) change: Change,
    /// The call, as far as it is known when planned.
    pub(crate) planned: Call,
}

impl Step {
    /// Returns the report of the step before it is sent.
    pub(crate) fn report(&self) -> StepReport {
        let mut report = planned_step(&self.planned);
        report.body = report.body.map(|body| {
            let text = body.to_string();
            let text = text.replace(NOT_CREATED, "(made by the call that adds it)");
            serde_json::from_str(&text).unwrap_or(body)
        });
        report
    }

    pub(super) fn principal(&self) -> Option<&Principal> {
        match &self.change {
            Change::Grant { principal, .. } => Some(principal),
            Change::RemoveScopes { .. } | Change::AsPlanned => None,
        }
    }

    /// Returns the call to send now; `None` if there is nothing left to do. The scopes of a
    /// grant are read again, since Graph replaces the whole list and another administrator
    /// may have changed it.
    pub(super) async fn next_call(
        &self,
        graph: &Client,
        principal: Option<&ObjectId>,
    ) -> Result<Option<Call>, GraphError> {
        match (&self.change, principal) {
            (Change::Grant { step, .. }, Some(principal)) => match step {
                GrantStep::CreateScopes {
                    resource,
                    scopes: added,
                }
                | GrantStep::ExtendScopes {
                    resource, added, ..
                } => {
                    let held = read_scopes(graph, principal).await?;
                    let missing = missing(&held, resource, added);
                    let step = (!missing.is_empty()).then(|| scope_step(resource, missing, &held));
                    Ok(step.map(|step| call_of(&step, principal)))
                }
                GrantStep::CreatePrincipal { .. } | GrantStep::AssignRole { .. } => {
                    Ok(Some(call_of(step, principal)))
                }
            },
            (
                Change::RemoveScopes {
                    principal,
                    grant,
                    removed,
                },
                _,
            ) => {
                let held = read_scopes(graph, principal).await?;
                let now = held.scopes.iter().find(|one| one.grant == *grant);
                Ok(now.map(|now| scopes_call(grant, &now.scopes, removed)))
            }
            (Change::AsPlanned, _) | (Change::Grant { .. }, None) => Ok(Some(self.planned.clone())),
        }
    }

    fn is_removal(&self) -> bool {
        matches!(self.change, Change::RemoveScopes { .. })
            || self.planned.method == http::Method::DELETE
    }

    /// Returns the outcome of the step, given the answer to its call.
    pub(super) fn outcome(&self, sent: Result<Answer, GraphError>) -> (StepOutcome, Receipt) {
        let receipt = Receipt::from_result(&sent);
        let outcome = match sent {
            Ok(answer) if is_documented_success(&answer) => StepOutcome::Done,
            Ok(answer) => StepOutcome::Unclear(format!(
                "Graph answered {} {}, which is not a definite yes",
                answer.call, answer.status
            )),
            Err(error) if self.is_removal() && error.is_not_found() => StepOutcome::AlreadyThere,
            Err(error) => error.into(),
        };
        (outcome, receipt)
    }

    /// Whether the refusal is temporary: the replica that answered does not know a new
    /// principal yet, or the list of scopes changed meanwhile.
    pub(super) fn is_transient_refusal(&self, error: &GraphError) -> bool {
        let Change::Grant { step, .. } = &self.change else {
            return false;
        };
        let scopes = matches!(
            step,
            GrantStep::CreateScopes { .. } | GrantStep::ExtendScopes { .. }
        );
        is_not_copied(error) || (scopes && error.already_exists())
    }
}

/// Outcome of a step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum StepOutcome {
    /// Graph accepted the call.
    Done,
    /// Already in effect before the call; the read-back decides.
    AlreadyThere,
    /// The outcome is unknown; the read-back decides.
    Unclear(String),
    /// Graph refused the call.
    Refused {
        /// Error message from Graph.
        why: String,
        /// Error code from Graph.
        code: Option<String>,
        /// The matching exit code.
        exit: Exit,
    },
    /// An earlier step failed, or the run was interrupted.
    NotSent,
}

impl From<GraphError> for StepOutcome {
    fn from(error: GraphError) -> Self {
        if error.already_exists() {
            return Self::AlreadyThere;
        }
        let why = one_line(&error);
        if error.is_unclear() {
            return Self::Unclear(why);
        }
        Self::Refused {
            why,
            code: error.code().map(str::to_owned),
            exit: exit_of(&error),
        }
    }
}

impl StepOutcome {
    pub(super) fn write_to(&self, report: &mut StepReport) {
        (report.state, report.error) = match self {
            Self::Done => (StepState::Done, None),
            Self::AlreadyThere => (StepState::AlreadyThere, None),
            Self::Unclear(why) => (StepState::Unclear, Some(why.clone())),
            Self::Refused { why, .. } => (StepState::Failed, Some(why.clone())),
            Self::NotSent => (StepState::NotTried, None),
        };
    }
}

/// Returns the call that makes a grant step for `principal`.
pub(crate) fn call_of(step: &GrantStep, principal: &ObjectId) -> Call {
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
        } => grants::set_scopes(grant, &merge_scopes(kept, added)),
    }
}

/// Returns the call that sets the scopes of a grant to `kept` without `removed`.
pub(crate) fn scopes_call(grant: &str, kept: &[String], removed: &[String]) -> Call {
    let left = remove_scopes(kept, removed);
    if left.is_empty() {
        grants::remove_grant(grant)
    } else {
        grants::set_scopes(grant, &left)
    }
}

async fn read_scopes(graph: &Client, principal: &ObjectId) -> Result<HeldPermissions, GraphError> {
    let call = grants::scopes_of(principal);
    let result = graph.send(&call).await;
    Ok(held_of(
        Vec::new(),
        collect_all_pages(graph, &call, result).await?,
    ))
}

/// Returns the permissions of `added` that are not granted on `resource`.
fn missing(held: &HeldPermissions, resource: &ObjectId, added: &[String]) -> Vec<String> {
    let there = |scope: &&String| {
        let grants = held.scopes.iter().filter(|one| one.resource == *resource);
        grants
            .flat_map(|one| &one.scopes)
            .any(|one| one.eq_ignore_ascii_case(scope))
    };
    let added = added.iter().filter(|scope| !there(scope));
    added.cloned().collect()
}

/// Whether the answer is the documented success: 201 with the created object, 204 for the
/// rest, and no `error` in the body.
fn is_documented_success(answer: &Answer) -> bool {
    matches!(answer.status, 200 | 201 | 204) && answer.body.get("error").is_none()
}

/// Whether a new service principal is not replicated to every server yet: 404, or 400 that
/// names it as unknown. The refusal is definite, so the write can be repeated.
fn is_not_copied(error: &GraphError) -> bool {
    match error {
        GraphError::Refused {
            status, message, ..
        } => *status == 404 || (*status == 400 && message.contains("does not exist")),
        _ => false,
    }
}
