//! The way of a run's steps to the disk and from there to what lies ready.
//!
//! The disk is written on a thread of its own, one change at a time, while
//! batches of earlier changes are under way.
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

/// Batches that lie ready at most. Half of them leave while the disk is written
/// for the other half: three syncs, which take about as long as twelve batches
/// do where the network costs nothing. More of them only take more memory.
const AHEAD: usize = 3 * MAX_BATCHES_IN_FLIGHT;

/// Batches of write-backs that lie ready at most. They leave slowly, and an intent
/// that is old is announced again.
const SLOW_AHEAD: usize = 2;

/// Steps that are taken out of the journal at a time.
const PIECE: usize = AHEAD / 2 * BATCH_SIZE;

/// Waits for the change that is on its way, for ever where none is.
pub(super) async fn end_of(writing: &mut Option<Writing>) -> Result<Written, RecvError> {
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
    /// Takes the next steps on their way to the disk, with all outcomes so far,
    /// where few lie ready.
    pub(super) fn prepare(&mut self, stage: &mut Stage) {
        let enough = stage.ready.len() > AHEAD / 2 && stage.stale.is_empty();
        if enough && !stage.in_flight.is_empty()
            || matches!(self.stop, Some(StopReason::Storage(_)))
        {
            return;
        }
        let Some(recorder) = self.recorder.take() else {
            return;
        };
        let mut batches = self.load(&recorder, stage);
        self.recorder = Some(recorder);
        let mut runs = batches.iter_mut().flatten();
        if let Err(failure) = runs.try_for_each(|run| run.name_attempt(self.entropy.as_ref())) {
            self.stop = Some(StopReason::Storage(failure));
            return stage.put_back(batches);
        }
        self.write(stage, batches);
    }

    /// Makes the outcomes so far and the intents of `batches` durable.
    pub(super) fn write(&mut self, stage: &mut Stage, mut batches: Vec<Vec<StepRun>>) {
        let Some(mut recorder) = self.recorder.take() else {
            return stage.put_back(batches);
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
            self.written(stage, Ok((recorder, change, durable)));
        }
    }

    /// What is durable may be sent; what is not goes nowhere.
    pub(super) fn written(&mut self, stage: &mut Stage, written: Result<Written, RecvError>) {
        let Ok((recorder, mut change, durable)) = written else {
            let why = "a part of the run ended unexpectedly".to_owned();
            self.stop.get_or_insert(StopReason::Breaker(why));
            return;
        };
        self.recorder = Some(recorder);
        match durable {
            Ok(()) => {
                for run in change.batches.iter_mut().flatten() {
                    run.life.on(StepEvent::Announced);
                    run.announced = Some(change.now);
                }
                stage.ready.extend(change.batches);
            }
            Err(failure) => {
                // What came back is written once more at the end of the stage.
                change.finished.append(&mut stage.finished);
                stage.finished = change.finished;
                stage.put_back(change.batches);
                // The first reason counts.
                if !matches!(self.stop, Some(StopReason::Storage(_))) {
                    self.stop = Some(StopReason::Storage(failure));
                }
            }
        }
    }

    /// The batches that go next, as many as may lie ready; those that waited too
    /// long come first.
    fn load(&mut self, recorder: &Recorder, stage: &mut Stage) -> Vec<Vec<StepRun>> {
        let mut batches = std::mem::take(&mut stage.stale);
        while self.stop.is_none() && stage.ready.len() + batches.len() < AHEAD {
            let room = self.ramp.room().min(BATCH_SIZE).min(self.pace.max_batch());
            if room == 0 || stage.chain_sent {
                break;
            }
            let lie_ready = stage.ready.iter().chain(&batches);
            let slow = lie_ready.filter(|batch| batch.iter().any(StepRun::is_write_back));
            let is_slow = slow.count() >= SLOW_AHEAD;
            let others = stage.waiting.iter().filter(|run| !run.is_write_back());
            let able = if is_slow {
                others.count()
            } else {
                stage.waiting.len()
            };
            if let Some(kind) = stage.kind
                && able < room
                && stage.waiting.len() < 2 * PIECE
                && !stage.exhausted
            {
                self.refill(recorder, stage, kind);
            }
            let batch = stage.next_batch(room, is_slow);
            stage.chain_sent = stage.kind.is_none();
            if batch.is_empty() {
                break;
            }
            self.ramp.took(batch.len());
            batches.push(batch);
        }
        batches
    }

    /// Takes the next open steps out of the journal. What an earlier run may have
    /// done is read before it goes again.
    fn refill(&mut self, recorder: &Recorder, stage: &mut Stage, kind: StepKind) {
        let steps = recorder
            .journal
            .open_steps(recorder.task, kind, stage.after, PIECE);
        match steps {
            Ok(steps) => {
                stage.exhausted = steps.len() < PIECE;
                stage.after = steps.last().map_or(stage.after, |step| step.id);
                for step in steps.into_iter().filter(|step| !self.recheck.bars(step)) {
                    stage.put(StepRun::new(step));
                }
            }
            Err(error) => self.stop = Some(StopReason::Storage(error.into())),
        }
    }

    /// Takes all open steps of a task about one account.
    pub(super) fn load_chain(&mut self, stage: &mut Stage) {
        let Some(recorder) = self.recorder.take() else {
            return;
        };
        for kind in self.action.steps() {
            stage.after = 0;
            self.refill(&recorder, stage, *kind);
        }
        stage.exhausted = true;
        self.recorder = Some(recorder);
    }
}
