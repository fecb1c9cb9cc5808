//! Audit events of commands: an intent is on disk before anything is sent, a result
//! follows, and refusals and dry runs are recorded as well.
//!
//! If an intent cannot be recorded, the command ends and nothing is sent.
use serde_json::json;

use crate::audit::{self, Activity, Actor, Event, Phase, Target};
use crate::cli::Agreement;
use crate::context::Ctx;
use crate::domain::identity::Identity;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::graph::{Answer, Call, GraphError};
use crate::ids::{AppId, TenantId};
use crate::reports::calls::{StepReport, StepState};

/// The second person who signed a plan, and the plan.
#[derive(Debug, Clone)]
pub(crate) struct Approval {
    /// User principal name.
    pub(crate) approver: String,
    /// SHA-256 of the plan file.
    pub(crate) digest: String,
}

/// The actor, reason and other facts that all audit events of a command share.
#[derive(Debug, Clone)]
pub(crate) struct AuditContext {
    tenant: TenantId,
    actor: Actor,
    action: String,
    reason: Option<String>,
    approval: Option<Approval>,
}

impl AuditContext {
    /// Creates the context of a command on behalf of `me`.
    pub(crate) fn for_change(me: &Identity, action: &str, agreement: &Agreement) -> Self {
        Self {
            tenant: me.tenant.clone(),
            actor: Actor::from(me),
            action: action.to_owned(),
            reason: agreement.reason.clone(),
            approval: None,
        }
    }

    /// Creates the context of a command that only changes local records. The user is not
    /// known, since such a command does not read the session.
    pub(crate) fn for_local_change(
        tenant: &TenantId,
        action: &str,
        reason: Option<String>,
    ) -> Self {
        Self {
            tenant: tenant.clone(),
            actor: Actor {
                id: "local".to_owned(),
                name: None,
                app_id: None,
                flow: None,
            },
            action: action.to_owned(),
            reason,
            approval: None,
        }
    }

    /// Creates the context of a sign-in. The user is not known yet, so the application is the
    /// actor.
    pub(crate) fn for_sign_in(tenant: &TenantId, client: &AppId, action: &str) -> Self {
        Self {
            tenant: tenant.clone(),
            actor: Actor {
                id: client.to_string(),
                name: None,
                app_id: Some(client.to_string()),
                flow: None,
            },
            action: action.to_owned(),
            reason: None,
            approval: None,
        }
    }

    /// Sets the actor, once known.
    pub(crate) fn with_actor(mut self, me: &Identity) -> Self {
        self.actor = Actor::from(me);
        self
    }

    /// Adds the second person's signature of the plan.
    pub(crate) fn with_approval(mut self, approval: Option<Approval>) -> Self {
        self.approval = approval;
        self
    }

    /// Returns an audit event of this command.
    pub(crate) fn event(&self, activity: Activity, phase: Phase) -> Event {
        Event {
            reason: self.reason.clone(),
            approved_by: self.approval.as_ref().map(|one| one.approver.clone()),
            plan_digest: self.approval.as_ref().map(|one| one.digest.clone()),
            ..Event::new(activity, phase, self.actor.clone(), self.action.clone())
        }
    }

    /// Returns the audit event for a call in this phase.
    pub(crate) fn call_event(&self, phase: Phase, target: &Target, step: &StepReport) -> Event {
        let activity = match step.method.as_str() {
            "POST" => Activity::Create,
            "DELETE" => Activity::Delete,
            _ => Activity::Update,
        };
        Event {
            target: Some(target.clone()),
            new: Some(json!({
                "method": step.method,
                "path": step.path,
                "body": step.body,
            })),
            status_code: step.status_code,
            request_id: step.request_id.clone(),
            client_request_id: step.client_request_id.clone(),
            diagnostic: step.diagnostic.clone(),
            detail: step.error.clone(),
            ..self.event(activity, phase)
        }
    }

    /// Records intents.
    ///
    /// # Errors
    /// Exit 8 or 10 if the log cannot be written; nothing may be sent then.
    pub(crate) fn record_intent(&self, ctx: &Ctx<'_>, events: &[Event]) -> Result<(), Failure> {
        self.record(ctx, events)
            .map_err(|failure| failure.context("nothing was sent"))
    }

    /// Records finished work. If the log cannot be written, warns and returns the exit code,
    /// since the change cannot be undone.
    pub(crate) fn record_or_warn(&self, ctx: &Ctx<'_>, events: &[Event]) -> Option<Exit> {
        let failure = self.record(ctx, events).err()?;
        ctx.io.warn(&format!(
            "error: what {} did could not be recorded: {:#}",
            self.action, failure.error
        ));
        Some(failure.exit)
    }

    /// Records the outcomes of calls.
    pub(crate) fn record_results<'s>(
        &self,
        ctx: &Ctx<'_>,
        calls: impl Iterator<Item = (Target, &'s StepReport)>,
    ) -> Option<Exit> {
        let events: Vec<Event> = calls
            .map(|(target, step)| self.call_event(phase_for_state(step.state), &target, step))
            .collect();
        self.record_or_warn(ctx, &events)
    }

    /// Returns `result`, and records a refusal by a guard-rail or a user.
    pub(crate) fn record_if_refused<T>(
        &self,
        ctx: &Ctx<'_>,
        activity: Activity,
        result: Result<T, Failure>,
    ) -> Result<T, Failure> {
        if let Err(failure) = &result
            && matches!(failure.exit, Exit::Refused | Exit::NotConfirmed)
        {
            let event = Event {
                detail: Some(format!("{:#}", failure.error)),
                ..self.event(activity, Phase::Refused)
            };
            // The refusal applies even if it could not be recorded.
            self.record_or_warn(ctx, &[event]);
        }
        result
    }

    fn record(&self, ctx: &Ctx<'_>, events: &[Event]) -> Result<(), Failure> {
        if events.is_empty() {
            return Ok(());
        }
        audit::record(ctx.dirs, &self.tenant, ctx.clock.now(), events).map_err(Failure::from)
    }
}

/// Returns the report of a call before it is sent.
pub(crate) fn planned_step(call: &Call) -> StepReport {
    StepReport {
        method: call.method.to_string(),
        path: call.path.clone(),
        body: call.redacted_document(),
        state: StepState::Planned,
        error: None,
        status_code: None,
        request_id: None,
        client_request_id: None,
        diagnostic: None,
    }
}

/// Identification of an answer: HTTP status and Graph's `request-id`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Receipt {
    /// HTTP status.
    pub(crate) status: Option<u16>,
    /// Graph's `request-id`.
    pub(crate) request_id: Option<String>,
    /// Graph's diagnostic header about the server that answered.
    pub(crate) diagnostic: Option<String>,
}

impl Receipt {
    /// Returns the receipt of an answer or an error.
    pub(crate) fn from_result(result: &Result<Answer, GraphError>) -> Self {
        match result {
            Ok(answer) => Self {
                status: Some(answer.status),
                request_id: answer.request_id.clone(),
                diagnostic: answer.diagnostic.clone(),
            },
            Err(error) => Self {
                status: error.status(),
                request_id: error.request_id().map(str::to_owned),
                diagnostic: error.diagnostic().map(str::to_owned),
            },
        }
    }

    /// Copies the receipt into the report of the call.
    pub(crate) fn write_to(self, step: &mut StepReport) {
        step.status_code = self.status;
        step.request_id = self.request_id;
        step.diagnostic = self.diagnostic;
    }
}

fn phase_for_state(state: StepState) -> Phase {
    match state {
        StepState::Done | StepState::AlreadyThere => Phase::Success,
        StepState::Unclear => Phase::Unknown,
        StepState::Failed | StepState::NotTried | StepState::Planned => Phase::Failure,
    }
}
