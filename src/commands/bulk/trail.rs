//! The audit log of a bulk run: an intent before and a result after each step,
//! many in one durable write.
use std::sync::Arc;

use jiff::Timestamp;

use super::item::Item;
use crate::audit::{self, Activity, Actor, Event, Phase, Target};
use crate::commands::context::{Ctx, Place};
use crate::commands::users::preflight::wanted;
use crate::domain::ids::TenantId;
use crate::domain::task::{Action, InNameOf, StepOutcome};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::journal::{OpenStep, StepResult, TaskId};

/// Who, why and in whose name: the same in every event of a run.
#[derive(Debug, Clone)]
pub(crate) struct Trail {
    pub place: Place,
    pub tenant: TenantId,
    pub actor: Arc<Actor>,
    pub action: Action,
    pub via: InNameOf,
    pub reason: Option<String>,
    pub new_password: bool,
    /// The second person who approved all of it.
    pub approved_by: Option<String>,
}

impl Trail {
    /// Writes events, in their order.
    ///
    /// # Errors
    /// Nothing may be sent where this fails.
    pub(crate) fn record(&self, events: &[Event], now: Timestamp) -> Result<(), Failure> {
        if events.is_empty() {
            return Ok(());
        }
        audit::record(&self.place, &self.tenant, now, events).map_err(Failure::from)
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
            target: Some(Target {
                id: step.account_id.to_string(),
                name: step.account_name.clone(),
            }),
            prior: Some(Arc::clone(&step.prior)),
            new: Some(wanted(step.kind, self.new_password)),
            ..self.event(Activity::of_step(step.kind), phase, Some(task))
        }
    }

    /// A step is about to be sent: for the first time, or once more.
    pub(crate) fn intent(&self, item: &Item, task: TaskId) -> Event {
        Event {
            client_request_id: item.number(),
            approved_by: self.approved_by.clone(),
            after: item.before().map(|before| {
                serde_json::json!({
                    "clientRequestId": before.number.map(|number| number.to_string()),
                    "requestId": before.result.request_id,
                    "statusCode": before.result.status_code,
                    "detail": before.result.error,
                })
            }),
            ..self.of_step(&item.step, Phase::Intent, task)
        }
    }

    /// What came of a step.
    pub(crate) fn result(&self, item: &Item, result: &StepResult, task: TaskId) -> Event {
        let phase = match result.outcome {
            StepOutcome::Done => Phase::Success,
            StepOutcome::Failed | StepOutcome::NotTried | StepOutcome::NotPossible => {
                Phase::Failure
            }
            StepOutcome::Unconfirmed => Phase::Unknown,
        };
        Event {
            status_code: result.status_code,
            request_id: result.request_id.clone(),
            client_request_id: item.number(),
            detail: result.error.clone(),
            ..self.of_step(&item.step, phase, task)
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
        if !matches!(failure.exit, Exit::Refused | Exit::NotAgreed) {
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
