//! Applies consent changes in Entra: steps are confirmed, recorded in the audit log, sent
//! one by one, and recorded again with their outcome.
use std::collections::BTreeMap;
use std::convert::Infallible;
use std::ops::ControlFlow;

use crate::audit::{Activity, Event, Phase};
use crate::cli::Agreement;
use crate::cli::command_line::CommandLine;
use crate::consent::audited_client::AuditedClient;
use crate::consent::step::{Change, Principal, Step, StepOutcome};
use crate::context::audit_context::{AuditContext, Receipt};
use crate::context::connect::Connected;
use crate::context::{Ctx, InterruptGuard};
use crate::domain::consent::plan::GrantStep;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::graph::GraphError;
use crate::graph::calls::service_principals;
use crate::graph::wire::ServicePrincipal;
use crate::ids::{AppId, ObjectId};
use crate::output::view::View;
use crate::poll::{PollLoop, break_if, into_value};
use crate::reports::calls::StepReport;

/// Maximum number of attempts on a service principal that was just created: replicas
/// refuse it until they know it.
const ATTEMPTS_IF_CREATED: u32 = 7;
/// Maximum number of attempts on an existing service principal, which another
/// administrator may have just created or deleted.
const ATTEMPTS_IF_FOUND: u32 = 4;

/// Ordered steps, with the actor and the reason.
#[derive(Debug)]
pub(crate) struct Plan<'a> {
    /// Facts that all audit events share.
    pub(crate) trail: &'a AuditContext,
    /// Activity under which a refusal is recorded.
    pub(crate) activity: Activity,
    /// Confirmation flags.
    pub(crate) agreement: &'a Agreement,
    /// The steps.
    pub(crate) steps: Vec<Step>,
}

/// Outcomes of a plan's steps; each vector has an entry for each step.
#[derive(Debug)]
pub(crate) struct Applied {
    /// The steps in report form.
    pub(crate) reports: Vec<StepReport>,
    /// Outcome of each step.
    pub(crate) outcomes: Vec<StepOutcome>,
    /// The exit code if the results could not be recorded.
    pub(crate) unrecorded: Option<Exit>,
    /// Delays signals until everything is reported.
    _hold: InterruptGuard,
}

impl Applied {
    /// Whether any step succeeded or was already in effect.
    pub(crate) fn any_done(&self) -> bool {
        let done = |one: &StepOutcome| matches!(one, StepOutcome::Done | StepOutcome::AlreadyThere);
        self.outcomes.iter().any(done)
    }

    /// Whether the outcome of any step is unknown.
    pub(crate) fn any_unclear(&self) -> bool {
        let unclear = |one: &StepOutcome| matches!(one, StepOutcome::Unclear(_));
        self.outcomes.iter().any(unclear)
    }

    /// Returns the exit code of the first refusal; an interruption takes precedence.
    pub(crate) fn failed(&self) -> Option<Exit> {
        if self.outcomes.contains(&StepOutcome::NotSent) {
            return Some(Exit::Interrupted);
        }
        self.outcomes.iter().find_map(|one| match one {
            StepOutcome::Refused { exit, .. } => Some(*exit),
            _ => None,
        })
    }
}

impl Plan<'_> {
    fn lines(&self, phase: Phase) -> Vec<Event> {
        let line = |step: &Step| self.trail.call_event(phase, &step.target, &step.report());
        self.steps.iter().map(line).collect()
    }

    /// Records that the steps were only planned.
    pub(crate) fn dry_run(&self, ctx: &Ctx<'_>) {
        self.trail.record_or_warn(ctx, &self.lines(Phase::DryRun));
    }

    /// Shows `view`, asks `question`, records the steps and sends them one after the other.
    /// Suggests `command` if it is not possible to ask.
    ///
    /// # Errors
    /// Fails if the steps are not confirmed or cannot be recorded; nothing was sent then.
    pub(crate) async fn apply(
        self,
        ctx: &mut Ctx<'_>,
        connected: &Connected,
        view: &View,
        question: &str,
        command: &CommandLine,
    ) -> Result<Applied, Failure> {
        ctx.show_plan(view);
        let intents = self.lines(Phase::Intent);
        let confirmed = ctx.confirm(self.steps, self.agreement, question, command);
        let confirmed = self
            .trail
            .record_if_refused(ctx, self.activity, confirmed)?;
        let hold = ctx.interrupt.hold().await;
        let client = AuditedClient::open(ctx, connected, intents)?;
        let mut created = BTreeMap::new();
        let (mut reports, mut outcomes) = (Vec::new(), Vec::new());
        for (index, step) in confirmed.plan().iter().enumerate() {
            let (outcome, receipt) = send(ctx, &client, index, step, &mut created).await;
            let mut report = step.report();
            report.client_request_id = client.last_request_id(index);
            receipt.write_to(&mut report);
            outcome.write_to(&mut report);
            reports.push(report);
            outcomes.push(outcome);
        }
        let targets = confirmed.plan().iter().map(|step| step.target.clone());
        let unrecorded = self.trail.record_results(ctx, targets.zip(&reports));
        Ok(Applied {
            reports,
            outcomes,
            unrecorded,
            _hold: hold,
        })
    }
}

/// Sends one step, and repeats it while replicas are behind.
async fn send(
    ctx: &Ctx<'_>,
    client: &AuditedClient,
    index: usize,
    step: &Step,
    created: &mut BTreeMap<AppId, ObjectId>,
) -> (StepOutcome, Receipt) {
    let not_sent = || (StepOutcome::NotSent, Receipt::default());
    let is_interrupted = || ctx.interrupt.is_requested();
    if is_interrupted() {
        return not_sent();
    }
    if let Change::Grant {
        step: GrantStep::CreatePrincipal { client: app },
        ..
    } = &step.change
    {
        let (outcome, receipt, id) = create(ctx, client, index, app).await;
        created.extend(id.map(|id| (app.clone(), id)));
        return (outcome, receipt);
    }
    let (principal, attempts) = match step.principal() {
        None => (None, 1),
        Some(Principal::Found(id)) => (Some(id), ATTEMPTS_IF_FOUND),
        Some(Principal::Created(app)) => match created.get(app) {
            Some(id) => (Some(id), ATTEMPTS_IF_CREATED),
            None => return not_sent(),
        },
    };
    let Ok(sent) = PollLoop::times(attempts)
        .run(ctx.clock.as_ref(), is_interrupted, async |before| {
            let call = match step.next_call(&client.graph, principal).await {
                Ok(Some(call)) => call,
                // An earlier attempt succeeded, or another administrator made the change.
                Ok(None) if before > 0 => {
                    return Ok(ControlFlow::Break((StepOutcome::Done, Receipt::default())));
                }
                Ok(None) => {
                    let there = (StepOutcome::AlreadyThere, Receipt::default());
                    return Ok(ControlFlow::Break(there));
                }
                Err(error) => {
                    let early = step.is_transient_refusal(&error);
                    return Ok(break_if(!early, step.outcome(Err(error))));
                }
            };
            let sent = client.send(index, &call).await;
            let early = sent
                .as_ref()
                .is_err_and(|error| step.is_transient_refusal(error));
            Ok::<_, Infallible>(break_if(!early, step.outcome(sent)))
        })
        .await;
    match sent {
        // The refusal is temporary, but the interrupted run does not wait for another attempt.
        ControlFlow::Continue(_) if is_interrupted() => not_sent(),
        sent => into_value(sent),
    }
}

/// Creates the service principal. If the outcome is unclear, looks for it.
async fn create(
    ctx: &Ctx<'_>,
    client: &AuditedClient,
    index: usize,
    app: &AppId,
) -> (StepOutcome, Receipt, Option<ObjectId>) {
    let sent = client.send(index, &service_principals::create(app)).await;
    let receipt = Receipt::from_result(&sent);
    let error = match sent.and_then(|answer| answer.read::<ServicePrincipal>()) {
        Ok(principal) if principal.app_id == *app => {
            return (StepOutcome::Done, receipt, Some(principal.id));
        }
        Ok(_) => {
            let refused = StepOutcome::Refused {
                why: "Graph answered about another application than was asked for".to_owned(),
                code: None,
                exit: Exit::Untrusted,
            };
            return (refused, receipt, None);
        }
        Err(error) => error,
    };
    let unread = matches!(error, GraphError::Unreadable { .. });
    if !error.already_exists() && !error.is_unclear() && !unread {
        return (error.into(), receipt, None);
    }
    let stop = || ctx.interrupt.is_requested();
    let Ok(found) = PollLoop::times(ATTEMPTS_IF_CREATED - 1)
        .run(ctx.clock.as_ref(), stop, async |_| {
            let found = client.graph.send(&service_principals::by_app(app)).await;
            let found = found.and_then(|answer| answer.read::<ServicePrincipal>());
            let id = found.ok().filter(|one| one.app_id == *app);
            Ok::<_, Infallible>(break_if(id.is_some(), id.map(|one| one.id)))
        })
        .await;
    match into_value(found) {
        Some(id) => (StepOutcome::Done, receipt, Some(id)),
        None => (error.into(), receipt, None),
    }
}
