//! Builds the audit events of a run: an intent before each step and a result after it.
use std::sync::Arc;

use jiff::Timestamp;

use crate::audit::{self, Activity, Actor, Event, Phase, Target};
use crate::context::Ctx;
use crate::context::connect::Connected;
use crate::domain::device::StepDevice;
use crate::domain::task::{Action, OnBehalfOf, StepOutcome};
use crate::enforcement::execute::step_run::StepRun;
use crate::enforcement::plan::account_plan::intended_state;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::ids::{ObjectId, TenantId};
use crate::journal::{OpenStep, Step, StepResult, TaskId};
use crate::machine::StateDirs;

/// Context of all events of a run: actor, action and reason.
#[derive(Debug, Clone)]
pub(crate) struct AuditEvents {
    pub dirs: StateDirs,
    pub tenant: TenantId,
    pub actor: Arc<Actor>,
    pub action: Action,
    pub via: OnBehalfOf,
    pub reason: Option<String>,
    pub new_password: bool,
    /// The second person who approved the run.
    pub approved_by: Option<String>,
}

impl AuditEvents {
    /// Creates the context for an action by the caller.
    pub(crate) fn new(
        ctx: &Ctx<'_>,
        connected: &Connected,
        action: Action,
        via: OnBehalfOf,
    ) -> Self {
        Self {
            dirs: ctx.dirs.clone(),
            tenant: connected.me.tenant.clone(),
            actor: Actor::from(&connected.me).into(),
            action,
            via,
            reason: None,
            new_password: false,
            approved_by: None,
        }
    }

    /// Records events in their order.
    ///
    /// # Errors
    /// Fails if recording fails: nothing may be sent.
    pub(crate) fn record(&self, events: &[Event], now: Timestamp) -> Result<(), Failure> {
        if events.is_empty() {
            return Ok(());
        }
        audit::record(&self.dirs, &self.tenant, now, events).map_err(Failure::from)
    }

    fn new_event(&self, activity: Activity, phase: Phase, task: Option<TaskId>) -> Event {
        Event {
            task,
            reason: self.reason.clone(),
            via: Some(self.via.as_str()),
            ..Event::new(
                activity,
                phase,
                Arc::clone(&self.actor),
                self.action.as_str(),
            )
        }
    }

    fn step_event(&self, step: &OpenStep, phase: Phase, task: TaskId) -> Event {
        Event {
            target: Some(step_target(
                step.device.as_ref(),
                &step.account_id,
                &step.account_name,
            )),
            prior: Some(Arc::clone(&step.prior)),
            new: Some(intended_state(
                step.kind,
                self.new_password,
                &step.account_id,
            )),
            ..self.new_event(Activity::of_step(step.kind), phase, Some(task))
        }
    }

    /// Returns the event for a step that is about to be sent.
    pub(crate) fn intent_event(&self, run: &StepRun, task: TaskId) -> Event {
        Event {
            client_request_id: run.announced_request_id(),
            approved_by: self.approved_by.clone(),
            after: run.last_attempt().map(|last| {
                serde_json::json!({
                    "clientRequestId": last.client_request_id.map(|id| id.to_string()),
                    "requestId": last.request_id,
                    "statusCode": last.status,
                    "detail": last.error,
                })
            }),
            ..self.step_event(&run.step, Phase::Intent, task)
        }
    }

    /// Returns the event for the outcome of a step; `None` if it was never announced.
    pub(crate) fn result_event(
        &self,
        run: &StepRun,
        result: &StepResult,
        task: TaskId,
    ) -> Option<Event> {
        let phase = match result.outcome {
            StepOutcome::Done => Phase::Success,
            StepOutcome::Failed => Phase::Failure,
            StepOutcome::Unconfirmed => Phase::Unknown,
            StepOutcome::NotPossible => Phase::NotPossible,
            StepOutcome::NotTried if run.result_request_id().is_some() => Phase::NotSent,
            StepOutcome::NotTried => return None,
        };
        Some(Event {
            status_code: result.status_code,
            request_id: result.request_id.clone(),
            client_request_id: run.result_request_id(),
            detail: result.error.clone(),
            ..self.step_event(&run.step, phase, task)
        })
    }

    /// Returns the event for a step whose answer was lost, but that a later read shows
    /// as done.
    pub(crate) fn late_success_event(&self, step: &Step, task: TaskId) -> Event {
        Event {
            target: Some(step_target(
                step.device.as_ref(),
                &step.account_id,
                &step.account_name,
            )),
            prior: Some(Arc::new(step.prior.clone())),
            new: Some(intended_state(
                step.kind,
                self.new_password,
                &step.account_id,
            )),
            request_id: step.request_id.clone(),
            detail: Some("the answer was lost; a read shows that it is done".to_owned()),
            ..self.new_event(Activity::of_step(step.kind), Phase::Success, Some(task))
        }
    }

    /// Returns the event for an account that is refused.
    pub(crate) fn refusal_event(&self, target: Option<Target>, why: String) -> Event {
        Event {
            target,
            detail: Some(why),
            ..self.new_event(Activity::of_action(self.action), Phase::Refused, None)
        }
    }

    /// Records a dry run. Only warns if recording fails.
    pub(crate) fn record_dry_run(&self, ctx: &Ctx<'_>, accounts: usize, detail: Option<String>) {
        let event = self.run_event(Phase::DryRun, accounts, detail);
        if let Err(error) = self.record(&[event], ctx.clock.now()) {
            ctx.io.warn(&format!("warning: {:#}", error.error));
        }
    }

    /// Records that a run was refused or not confirmed. Only warns if recording fails:
    /// the refusal remains in effect.
    pub(crate) fn record_refusal(
        &self,
        ctx: &Ctx<'_>,
        task: Option<TaskId>,
        accounts: usize,
        failure: &Failure,
    ) {
        if !matches!(failure.exit, Exit::Refused | Exit::NotConfirmed) {
            return;
        }
        let why = format!("{:#}", failure.error);
        let event = Event {
            task,
            ..self.run_event(Phase::Refused, accounts, Some(why))
        };
        if let Err(error) = self.record(&[event], ctx.clock.now()) {
            let error = error.error;
            ctx.io
                .warn(&format!("warning: the refusal was not recorded: {error:#}"));
        }
    }

    /// Returns an event for the entire run.
    pub(crate) fn run_event(&self, phase: Phase, accounts: usize, detail: Option<String>) -> Event {
        Event {
            new: Some(serde_json::json!({ "accountCount": accounts })),
            detail,
            ..self.new_event(Activity::of_action(self.action), phase, None)
        }
    }
}

/// Returns the target of a step: the device if there is one, else the account.
fn step_target(device: Option<&StepDevice>, account: &ObjectId, name: &str) -> Target {
    match device {
        Some(device) => Target {
            id: device.id.to_string(),
            name: device.name.clone(),
        },
        None => Target {
            id: account.to_string(),
            name: name.to_owned(),
        },
    }
}
