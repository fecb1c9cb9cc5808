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
use crate::ids::ObjectId;
use crate::journal::{Step, StepId, Task};

/// Seconds to wait before each further read while an outcome is unclear. Reads in Entra
/// lag behind writes by seconds.
const WAITS: [u64; 4] = [1, 2, 4, 8];

/// Number of steps that are read and recorded together. Nothing is in flight between
/// two such chunks, so small ones cost a round trip each.
const AT_A_TIME: usize = 2_400;

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
        let follows_reset = task.action.steps().contains(&StepKind::Reset);
        let mut unclear = 0;
        let mut after = 0;
        loop {
            let late = only_unclear && self.clock.monotonic() > until;
            if late || (self.interrupt.is_requested() && !self.is_stopped) {
                return Ok(unclear);
            }
            let steps = recorder
                .journal
                .steps_to_verify(task.id, self.since, after, AT_A_TIME)?;
            let Some(last) = steps.last() else {
                return Ok(unclear);
            };
            after = last.id;
            let wanted = |step: &&Step| {
                let is_unclear = step.outcome == Some(StepOutcome::Unconfirmed);
                let counts =
                    !(step.kind == StepKind::Reset && is_unclear && task.has_password_file());
                counts
                    && !is_unverifiable_here(step.way, step.kind)
                    && (is_unclear || !only_unclear)
            };
            let steps: Vec<&Step> = steps.iter().filter(wanted).collect();
            let states = self.read_states(&steps).await;
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
        }
    }

    /// Reads the current state of the targets of these steps; skips those that cannot
    /// be read.
    async fn read_states(&self, steps: &[&Step]) -> BTreeMap<ObjectId, ReadState> {
        let mut steps: Vec<&Step> = steps.to_vec();
        steps.dedup_by_key(|step| step.object_id());
        if steps.is_empty() {
            return BTreeMap::new();
        }
        let calls = steps.iter();
        let calls = calls.map(|step| ReadState::read_call(step.device.as_ref(), &step.account_id));
        let calls: Vec<_> = calls.collect();
        let replies = if calls.len() <= crate::graph::batch::BATCH_SIZE {
            self.graph.batch(&calls).await
        } else {
            self.graph.read_many(calls).await
        };
        steps
            .into_iter()
            .zip(replies)
            .filter_map(|(step, reply)| {
                let is_device = step.device.is_some();
                let state = reply.and_then(|answer| ReadState::parse(&answer, is_device));
                let state = state.ok()?;
                (state.id() == step.object_id()).then(|| (state.id().clone(), state))
            })
            .collect()
    }
}
