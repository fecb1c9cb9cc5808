//! The steps of one stage of a run, by their position between journal and outcome.
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

/// A stage: all open steps of one kind, or of one account in a chain.
#[derive(Default)]
pub(crate) struct Stage {
    /// The kind of its steps; `None` for a chain.
    pub(crate) kind: Option<StepKind>,
    /// The last step that was loaded from the journal.
    pub(crate) after: StepId,
    /// Whether the journal has no more steps.
    pub(crate) exhausted: bool,
    /// Whether the chain was sent.
    pub(crate) chain_sent: bool,
    pub(crate) waiting: VecDeque<StepRun>,
    /// Batches to announce again before they are sent.
    pub(crate) stale: Vec<Vec<StepRun>>,
    /// Batches whose intents are on disk.
    pub(crate) ready: VecDeque<Vec<StepRun>>,
    pub(crate) in_flight: InFlight,
    /// Results that are not on disk yet.
    pub(crate) finished: Vec<(StepRun, StepResult)>,
    /// The pending write.
    pub(crate) writing: Option<Writing>,
    /// Steps whose outcome only a read can show.
    pub(crate) unclear: Vec<StepRun>,
    /// Steps that the service executes asynchronously.
    pub(crate) running: Vec<StepRun>,
}

impl Stage {
    /// Creates a stage, perhaps with steps from the chain.
    pub(crate) fn new(kind: Option<StepKind>, carried: Option<Vec<StepRun>>) -> Self {
        let mut stage = Self {
            kind,
            exhausted: carried.is_some(),
            ..Self::default()
        };
        for run in carried.into_iter().flatten() {
            stage.add_step(run);
        }
        stage
    }

    /// Adds an unfinished step by its state.
    pub(crate) fn add_step(&mut self, run: StepRun) {
        match run.life.state() {
            StepState::Unclear if !run.life.can_announce() => self.unclear.push(run),
            StepState::Running => self.running.push(run),
            _ => self.waiting.push_back(run),
        }
    }

    /// Returns the next steps for one request, at most `room`: either write-backs,
    /// which have their own pace, or none of them. `is_slow`: enough write-backs are
    /// ready.
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

    /// Returns batches that are not sent now to the waiting steps.
    pub(crate) fn return_batches(&mut self, batches: impl IntoIterator<Item = Vec<StepRun>>) {
        for mut run in batches.into_iter().flatten() {
            run.life.handle(StepEvent::Withdrawn);
            self.waiting.push_back(run);
        }
    }

    /// Whether there is nothing more to send.
    pub(crate) fn is_finished(&self) -> bool {
        let nothing_ready = self.ready.is_empty() && self.stale.is_empty();
        nothing_ready && (self.chain_sent || (self.exhausted && self.waiting.is_empty()))
    }
}
