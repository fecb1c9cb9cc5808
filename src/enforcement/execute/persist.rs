//! Writes the intents and results of steps to disk, and keeps announced batches ready.
//!
//! A background thread writes one change at a time while earlier batches are in flight.
use tokio::sync::oneshot::error::RecvError;

use super::executor::Executor;
use super::recorder::{Change, Recorder};
use super::stage::Stage;
use super::step_run::StepRun;
use super::stop::StopReason;
use super::writer::{Writing, Written};
use crate::domain::step_life::StepEvent;
use crate::domain::task::StepKind;
use crate::graph::batch::BATCH_SIZE;
use crate::graph::bulk::MAX_BATCHES_IN_FLIGHT;

/// Maximum number of ready batches. Half of them are sent while the other half is
/// written: three syncs take about as long as twelve batches on a fast network.
const MAX_READY: usize = 3 * MAX_BATCHES_IN_FLIGHT;

/// Maximum number of ready write-back batches. They are sent slowly, and old intents
/// must be announced again.
const MAX_READY_WRITE_BACKS: usize = 2;

/// Number of steps that are loaded from the journal at a time.
const STEPS_PER_LOAD: usize = MAX_READY / 2 * BATCH_SIZE;

/// Waits for the pending write; never returns if there is none.
pub(super) async fn wait_for_write(writing: &mut Option<Writing>) -> Result<Written, RecvError> {
    match writing {
        Some(handle) => {
            let written = handle.await;
            *writing = None;
            written
        }
        None => std::future::pending().await,
    }
}

impl Executor {
    /// Writes the next intents, with all results so far, if few batches are ready.
    pub(super) fn prepare_batches(&mut self, stage: &mut Stage) {
        let enough = stage.ready.len() > MAX_READY / 2 && stage.stale.is_empty();
        if enough && !stage.in_flight.is_empty()
            || matches!(self.stop, Some(StopReason::Storage(_)))
        {
            return;
        }
        let Some(recorder) = self.recorder.take() else {
            return;
        };
        let mut batches = self.load_batches(&recorder, stage);
        self.recorder = Some(recorder);
        let mut runs = batches.iter_mut().flatten();
        if let Err(failure) = runs.try_for_each(|run| run.assign_request_id(self.entropy.as_ref()))
        {
            self.stop = Some(StopReason::Storage(failure));
            return stage.return_batches(batches);
        }
        self.persist(stage, batches);
    }

    /// Writes the results so far and the intents of `batches` to disk.
    pub(super) fn persist(&mut self, stage: &mut Stage, mut batches: Vec<Vec<StepRun>>) {
        let Some(mut recorder) = self.recorder.take() else {
            return stage.return_batches(batches);
        };
        for run in batches.iter_mut().flatten() {
            run.announced_at = self.clock.monotonic();
        }
        let change = Change {
            finished: std::mem::take(&mut stage.finished),
            batches,
            now: self.clock.now(),
        };
        if change.is_empty() {
            self.recorder = Some(recorder);
            return;
        }
        if let Some(writer) = &self.writer {
            stage.writing = Some(writer.write(recorder, change));
        } else {
            let durable = recorder.write(&change);
            self.handle_written(stage, Ok((recorder, change, durable)));
        }
    }

    /// Handles a finished write: announced batches become ready; after a failure
    /// nothing is sent.
    pub(super) fn handle_written(
        &mut self,
        stage: &mut Stage,
        written: Result<Written, RecvError>,
    ) {
        let Ok((recorder, mut change, durable)) = written else {
            let why = "a part of the run ended unexpectedly".to_owned();
            self.stop.get_or_insert(StopReason::Breaker(why));
            return;
        };
        self.recorder = Some(recorder);
        match durable {
            Ok(()) => {
                for run in change.batches.iter_mut().flatten() {
                    run.life.handle(StepEvent::Announced);
                    run.announced = Some(change.now);
                }
                stage.ready.extend(change.batches);
            }
            Err(failure) => {
                // These results are written again at the end of the stage.
                change.finished.append(&mut stage.finished);
                stage.finished = change.finished;
                stage.return_batches(change.batches);
                // The first reason counts.
                if !matches!(self.stop, Some(StopReason::Storage(_))) {
                    self.stop = Some(StopReason::Storage(failure));
                }
            }
        }
    }

    /// Returns the next batches up to the limit, stale ones first.
    fn load_batches(&mut self, recorder: &Recorder, stage: &mut Stage) -> Vec<Vec<StepRun>> {
        let mut batches = std::mem::take(&mut stage.stale);
        while self.stop.is_none() && stage.ready.len() + batches.len() < MAX_READY {
            let room = self
                .slow_start
                .capacity()
                .min(BATCH_SIZE)
                .min(self.pace.max_batch());
            if room == 0 || stage.chain_sent {
                break;
            }
            let lie_ready = stage.ready.iter().chain(&batches);
            let slow = lie_ready.filter(|batch| batch.iter().any(StepRun::is_write_back));
            let is_slow = slow.count() >= MAX_READY_WRITE_BACKS;
            let others = stage.waiting.iter().filter(|run| !run.is_write_back());
            let able = if is_slow {
                others.count()
            } else {
                stage.waiting.len()
            };
            if let Some(kind) = stage.kind
                && able < room
                && stage.waiting.len() < 2 * STEPS_PER_LOAD
                && !stage.exhausted
            {
                self.load_steps(recorder, stage, kind);
            }
            let batch = stage.next_batch(room, is_slow);
            stage.chain_sent = stage.kind.is_none();
            if batch.is_empty() {
                break;
            }
            self.slow_start.record_sent(batch.len());
            batches.push(batch);
        }
        batches
    }

    /// Loads open steps from the journal. Steps that an earlier run may have applied
    /// are read before they are sent again.
    fn load_steps(&mut self, recorder: &Recorder, stage: &mut Stage, kind: StepKind) {
        let steps = recorder
            .journal
            .open_steps(recorder.task, kind, stage.after, STEPS_PER_LOAD);
        match steps {
            Ok(steps) => {
                stage.exhausted = steps.len() < STEPS_PER_LOAD;
                stage.after = steps.last().map_or(stage.after, |step| step.id);
                for step in steps
                    .into_iter()
                    .filter(|step| !self.administrators.skips(step))
                {
                    stage.add_step(StepRun::new(step));
                }
            }
            Err(error) => self.stop = Some(StopReason::Storage(error.into())),
        }
    }

    /// Loads all open steps of a task about one account.
    pub(super) fn load_chain(&mut self, stage: &mut Stage) {
        let Some(recorder) = self.recorder.take() else {
            return;
        };
        for kind in self.action.steps() {
            stage.after = 0;
            self.load_steps(&recorder, stage, *kind);
        }
        stage.exhausted = true;
        self.recorder = Some(recorder);
    }
}
