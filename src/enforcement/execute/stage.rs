//! One stage of a run: where each of its steps is between the journal and its
//! outcome.
use std::collections::VecDeque;

use tokio::task::JoinSet;

use super::step_run::StepRun;
use super::writer::Writing;
use crate::domain::step_life::{StepEvent, StepState};
use crate::domain::task::StepKind;
use crate::graph::bulk::BatchAttempt;
use crate::graph::pace::METHODS_QUOTA;
use crate::journal::{StepId, StepResult};

type InFlight = JoinSet<(Vec<StepRun>, BatchAttempt)>;

/// One stage: all open steps of one kind, or those of one account in a chain.
#[derive(Default)]
pub(crate) struct Stage {
    /// The kind; `None`: a chain.
    pub(crate) kind: Option<StepKind>,
    /// The last step that was taken out of the journal.
    pub(crate) after: StepId,
    /// The journal has no more.
    pub(crate) exhausted: bool,
    /// The chain left.
    pub(crate) chain_sent: bool,
    pub(crate) waiting: VecDeque<StepRun>,
    /// Batches that are announced again before they leave.
    pub(crate) stale: Vec<Vec<StepRun>>,
    /// Batches whose intents are on disk.
    pub(crate) ready: VecDeque<Vec<StepRun>>,
    pub(crate) in_flight: InFlight,
    /// Outcomes that are not on disk yet.
    pub(crate) finished: Vec<(StepRun, StepResult)>,
    /// What is on its way there.
    pub(crate) writing: Option<Writing>,
    /// Steps that only a read can settle.
    pub(crate) unclear: Vec<StepRun>,
    /// Steps that the service carries out on its own time.
    pub(crate) running: Vec<StepRun>,
}

impl Stage {
    /// A stage of these steps, of which some may be carried over from the chain.
    pub(crate) fn of(kind: Option<StepKind>, carried: Option<Vec<StepRun>>) -> Self {
        let mut stage = Self {
            kind,
            exhausted: carried.is_some(),
            ..Self::default()
        };
        for run in carried.into_iter().flatten() {
            stage.put(run);
        }
        stage
    }

    /// Puts a step that is not finished where it belongs.
    pub(crate) fn put(&mut self, run: StepRun) {
        match run.life.state() {
            StepState::Unclear if !run.life.can_go() => self.unclear.push(run),
            StepState::Running => self.running.push(run),
            _ => self.waiting.push_back(run),
        }
    }

    /// The steps that go next in one request, at most `room`: write-backs, which have
    /// a pace of their own, or none of them. `is_slow`: enough of those lie ready.
    pub(crate) fn next_batch(&mut self, room: usize, is_slow: bool) -> Vec<StepRun> {
        let others = self.waiting.iter().any(|run| !run.is_write_back());
        if is_slow && !others {
            return Vec::new();
        }
        let first = self.waiting.front();
        let wanted = !is_slow && first.is_some_and(StepRun::is_write_back);
        let room = if wanted {
            room.min(METHODS_QUOTA)
        } else {
            room
        };
        let mut batch = Vec::new();
        let mut rest = Vec::new();
        while batch.len() < room
            && let Some(run) = self.waiting.pop_front()
        {
            if run.is_write_back() == wanted {
                batch.push(run);
            } else {
                rest.push(run);
            }
        }
        for run in rest.into_iter().rev() {
            self.waiting.push_front(run);
        }
        batch
    }

    /// Takes batches back that are not sent now.
    pub(crate) fn put_back(&mut self, batches: impl IntoIterator<Item = Vec<StepRun>>) {
        for mut run in batches.into_iter().flatten() {
            run.life.on(StepEvent::Withdrawn);
            self.waiting.push_back(run);
        }
    }

    /// Whether there is nothing more to send.
    pub(crate) fn is_over(&self) -> bool {
        let nothing_ready = self.ready.is_empty() && self.stale.is_empty();
        nothing_ready && (self.chain_sent || (self.exhausted && self.waiting.is_empty()))
    }
}
