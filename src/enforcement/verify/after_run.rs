//! Verifies a run by reading its accounts: visible effects, and the outcome of steps
//! whose answer was lost.
use std::collections::BTreeMap;
use std::time::Duration;

use jiff::Timestamp;

use super::read_back::{ReadState, UnclearStep, visible_effect};
use crate::clock::Clock;
use crate::context::Interrupt;
use crate::domain::clock_offset::ClockOffset;
use crate::domain::task::{ReadBack, StepKind, StepOutcome};
use crate::enforcement::execute::recorder::Recorder;
use crate::enforcement::execute::step_run::is_unverifiable_here;
use crate::failure::Failure;
use crate::graph::Client;
use crate::graph::bulk::ReadPipeline;
use crate::ids::ObjectId;
use crate::journal::{Step, StepId, Task};

/// Seconds to wait before each further read while an outcome is unclear. Reads in Entra
/// lag behind writes by seconds.
const WAITS: [u64; 4] = [1, 2, 4, 8];

/// Number of steps that are read and recorded together.
const AT_A_TIME: usize = 2_400;

/// How often the tasks that send a request run before it has left.
const YIELDS: usize = 4;

/// No further read starts after this time.
const MAX_TIME: Duration = Duration::from_secs(20);

/// [`MAX_TIME`] after a run that was stopped.
const MAX_TIME_STOPPED: Duration = Duration::from_secs(10);

/// The inputs of a verification.
#[derive(Debug)]
pub(crate) struct Verification<'a> {
    pub graph: &'a Client,
    pub clock: &'a dyn Clock,
    pub interrupt: &'a Interrupt,
    /// Start of the run: steps of an earlier run are already verified.
    pub since: Timestamp,
    /// The difference between the local and the service's clock.
    pub offset: Option<ClockOffset>,
    /// Whether the run was stopped: only unclear steps are read then.
    pub is_stopped: bool,
}

impl Verification<'_> {
    /// Verifies the steps of a task that this run sent.
    ///
    /// # Errors
    /// Fails if the journal or the audit log fails.
    pub(crate) async fn run(self, recorder: &mut Recorder, task: &Task) -> Result<(), Failure> {
        let start = self.clock.monotonic();
        let limit = if self.is_stopped {
            MAX_TIME_STOPPED
        } else {
            MAX_TIME
        };
        let until = start.saturating_add(limit);
        let mut unclear = self
            .read_all(recorder, task, self.is_stopped, until)
            .await?;
        for wait in WAITS {
            let late = self.clock.monotonic() > until;
            if unclear == 0 || late || (self.interrupt.is_requested() && !self.is_stopped) {
                break;
            }
            self.clock.sleep(Duration::from_secs(wait)).await;
            unclear = self.read_all(recorder, task, true, until).await?;
        }
        Ok(())
    }

    /// Reads each account once. Returns the number of unclear steps whose effect is not
    /// visible.
    async fn read_all(
        &self,
        recorder: &mut Recorder,
        task: &Task,
        only_unclear: bool,
        until: Duration,
    ) -> Result<usize, Failure> {
        let load = |recorder: &Recorder, after| {
            let journal = &recorder.journal;
            journal.steps_to_verify(task.id, self.since, after, AT_A_TIME)
        };
        let mut unclear = 0;
        let mut read: Option<(Vec<Step>, BTreeMap<ObjectId, ReadState>)> = None;
        let mut steps = load(recorder, 0)?;
        loop {
            let late = only_unclear && self.clock.monotonic() > until;
            let is_interrupted = self.interrupt.is_requested() && !self.is_stopped;
            let last = steps.last().map(|step| step.id);
            let Some(last) = last.filter(|_| !late && !is_interrupted) else {
                if let Some((steps, states)) = read {
                    unclear += self.record(recorder, task, &steps, &states)?;
                }
                return Ok(unclear);
            };
            steps.retain(|step| is_verifiable(task, step, only_unclear));
            // While these are read, the results of those before are written, and the next are
            // loaded.
            let meanwhile = async {
                let_requests_leave().await;
                let still_unclear = match read.take() {
                    Some((steps, states)) => self.record(recorder, task, &steps, &states)?,
                    None => 0,
                };
                Ok::<_, Failure>((still_unclear, load(recorder, last)?))
            };
            let (states, others) = tokio::join!(self.read_states(&steps), meanwhile);
            let (still_unclear, next) = others?;
            unclear += still_unclear;
            read = Some((std::mem::replace(&mut steps, next), states));
        }
    }

    /// Records what was read about these steps. Returns the number of unclear ones whose
    /// effect is not visible.
    fn record(
        &self,
        recorder: &mut Recorder,
        task: &Task,
        steps: &[Step],
        states: &BTreeMap<ObjectId, ReadState>,
    ) -> Result<usize, Failure> {
        let follows_reset = task.action.steps().contains(&StepKind::Reset);
        let mut unclear = 0;
        let mut results: Vec<(StepId, StepOutcome, ReadBack)> = Vec::new();
        let mut events = Vec::new();
        for step in steps {
            let outcome = step.outcome.unwrap_or(StepOutcome::Unconfirmed);
            let is_unclear = outcome == StepOutcome::Unconfirmed;
            let Some(state) = states.get(step.object_id()) else {
                unclear += usize::from(is_unclear);
                continue;
            };
            let shown = visible_effect(step.kind, task.new_password, &step.prior, state);
            let is_seen = if is_unclear {
                let sent = step
                    .sent
                    .map(|at| self.offset.unwrap_or_default().service_time(at));
                let proof = UnclearStep {
                    kind: step.kind,
                    way: step.way,
                    is_written_down: task.has_password_file(),
                    follows_reset,
                    sent,
                };
                shown.proves_done(proof) == Some(true)
            } else {
                shown.is_visible()
            };
            unclear += usize::from(is_unclear && !is_seen);
            let read_back = if is_seen {
                ReadBack::Seen
            } else {
                ReadBack::NotVisibleYet
            };
            let settled = if is_seen { StepOutcome::Done } else { outcome };
            if settled != outcome {
                events.push(recorder.events.late_success_event(step, task.id));
            }
            results.push((step.id, settled, read_back));
        }
        recorder
            .journal
            .record_read_backs(&results, self.clock.now())?;
        recorder.events.record(&events, self.clock.now())?;
        Ok(unclear)
    }

    /// Reads the current state of the targets of these steps; skips those that cannot
    /// be read.
    async fn read_states(&self, steps: &[Step]) -> BTreeMap<ObjectId, ReadState> {
        let mut targets: Vec<&Step> = steps.iter().collect();
        targets.dedup_by_key(|step| step.object_id());
        let mut targets = targets.into_iter();
        let mut states = BTreeMap::new();
        let mut reads = ReadPipeline::new(self.graph);
        let mut fill = |reads: &mut ReadPipeline<_>| {
            reads.fill(|| {
                let step = targets.next()?;
                let call = ReadState::read_call(step.device.as_ref(), &step.account_id);
                Some(((step.object_id().clone(), step.device.is_some()), call))
            });
        };
        fill(&mut reads);
        while let Some(read) = reads.next().await {
            fill(&mut reads);
            // Better no states than states of the wrong accounts.
            let Ok(read) = read else {
                return BTreeMap::new();
            };
            for ((id, is_device), reply) in read {
                let state = reply.and_then(|answer| ReadState::parse(&answer, is_device));
                if let Some(state) = state.ok().filter(|state| *state.id() == id) {
                    states.insert(id, state);
                }
            }
        }
        states
    }
}

/// Whether a read can show the effect of a step.
fn is_verifiable(task: &Task, step: &Step, only_unclear: bool) -> bool {
    let is_unclear = step.outcome == Some(StepOutcome::Unconfirmed);
    let counts = !(step.kind == StepKind::Reset && is_unclear && task.has_password_file());
    counts && !is_unverifiable_here(step.way, step.kind) && (is_unclear || !only_unclear)
}

/// Waits until the requests that were started are on their way.
async fn let_requests_leave() {
    for _ in 0..YIELDS {
        tokio::task::yield_now().await;
    }
}
