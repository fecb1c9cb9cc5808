//! The audit log of a bulk run: an intent before and a result after each step,
//! many in one durable write.
use std::sync::Arc;

use jiff::Timestamp;

use crate::audit::{self, Activity, Actor, Event, Phase, Target};
use crate::context::Ctx;
use crate::context::connect::Connected;
use crate::domain::device::StepDevice;
use crate::domain::task::{Action, InNameOf, StepOutcome};
use crate::enforcement::execute::step_run::StepRun;
use crate::enforcement::plan::account_plan::wanted;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::ids::{ObjectId, TenantId};
use crate::journal::{OpenStep, Step, StepResult, TaskId};
use crate::machine::StateDirs;

/// Who, why and on whose behalf: the same in every event of a run.
#[derive(Debug, Clone)]
pub(crate) struct AuditEvents {
    pub dirs: StateDirs,
    pub tenant: TenantId,
    pub actor: Arc<Actor>,
    pub action: Action,
    pub via: InNameOf,
    pub reason: Option<String>,
    pub new_password: bool,
    /// The second person who approved all of it.
    pub approved_by: Option<String>,
}

impl AuditEvents {
    /// The events of an action by who is signed in.
    pub(crate) fn new(ctx: &Ctx<'_>, connected: &Connected, action: Action, via: InNameOf) -> Self {
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

    /// Writes events, in their order.
    ///
    /// # Errors
    /// Nothing may be sent where this fails.
    pub(crate) fn record(&self, events: &[Event], now: Timestamp) -> Result<(), Failure> {
        if events.is_empty() {
            return Ok(());
        }
        audit::record(&self.dirs, &self.tenant, now, events).map_err(Failure::from)
    }

    fn event(&self, activity: Activity, phase: Phase, task: Option<TaskId>) -> Event {
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

    fn of_step(&self, step: &OpenStep, phase: Phase, task: TaskId) -> Event {
        Event {
            target: Some(target(
                step.device.as_ref(),
                &step.account_id,
                &step.account_name,
            )),
            prior: Some(Arc::clone(&step.prior)),
            new: Some(wanted(step.kind, self.new_password, &step.account_id)),
            ..self.event(Activity::of_step(step.kind), phase, Some(task))
        }
    }

    /// A step is about to be sent: for the first time, or once more.
    pub(crate) fn intent(&self, run: &StepRun, task: TaskId) -> Event {
        Event {
            client_request_id: run.announced_id(),
            approved_by: self.approved_by.clone(),
            after: run.last().map(|last| {
                serde_json::json!({
                    "clientRequestId": last.client_request_id.map(|id| id.to_string()),
                    "requestId": last.request_id,
                    "statusCode": last.status,
                    "detail": last.error,
                })
            }),
            ..self.of_step(&run.step, Phase::Intent, task)
        }
    }

    /// What came of a step. Nothing is said of one that was never announced.
    pub(crate) fn result(&self, run: &StepRun, result: &StepResult, task: TaskId) -> Option<Event> {
        let phase = match result.outcome {
            StepOutcome::Done => Phase::Success,
            StepOutcome::Failed => Phase::Failure,
            StepOutcome::Unconfirmed => Phase::Unknown,
            StepOutcome::NotPossible => Phase::NotPossible,
            StepOutcome::NotTried if run.result_id().is_some() => Phase::NotSent,
            StepOutcome::NotTried => return None,
        };
        Some(Event {
            status_code: result.status_code,
            request_id: result.request_id.clone(),
            client_request_id: run.result_id(),
            detail: result.error.clone(),
            ..self.of_step(&run.step, phase, task)
        })
    }

    /// A step whose answer was lost, and which a later read shows to be done.
    pub(crate) fn seen_later(&self, step: &Step, task: TaskId) -> Event {
        Event {
            target: Some(target(
                step.device.as_ref(),
                &step.account_id,
                &step.account_name,
            )),
            prior: Some(Arc::new(step.prior.clone())),
            new: Some(wanted(step.kind, self.new_password, &step.account_id)),
            request_id: step.request_id.clone(),
            detail: Some("the answer was lost; a read shows that it is done".to_owned()),
            ..self.event(Activity::of_step(step.kind), Phase::Success, Some(task))
        }
    }

    /// An account that nothing is done to, and why.
    pub(crate) fn refusal(&self, target: Option<Target>, why: String) -> Event {
        Event {
            target,
            detail: Some(why),
            ..self.event(Activity::of_action(self.action), Phase::Refused, None)
        }
    }

    /// Records that a run was only planned. It was, whether that could be
    /// recorded or not.
    pub(crate) fn dry_run(&self, ctx: &Ctx<'_>, accounts: usize, detail: Option<String>) {
        let event = self.whole(Phase::DryRun, accounts, detail);
        if let Err(error) = self.record(&[event], ctx.clock.now()) {
            ctx.io.warn(&format!("warning: {:#}", error.error));
        }
    }

    /// Records that a run was refused, or that nobody agreed to it. It stays so
    /// where that could not be recorded.
    pub(crate) fn note_refusal(
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
            ..self.whole(Phase::Refused, accounts, Some(why))
        };
        if let Err(error) = self.record(&[event], ctx.clock.now()) {
            let error = error.error;
            ctx.io
                .warn(&format!("warning: the refusal was not recorded: {error:#}"));
        }
    }

    /// A whole run that was only planned, or refused.
    pub(crate) fn whole(&self, phase: Phase, accounts: usize, detail: Option<String>) -> Event {
        Event {
            new: Some(serde_json::json!({ "accountCount": accounts })),
            detail,
            ..self.event(Activity::of_action(self.action), phase, None)
        }
    }
}

/// What a step changes: the device, or else the account.
fn target(device: Option<&StepDevice>, account: &ObjectId, name: &str) -> Target {
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
