//! Takes the open steps of a task: stage by stage, 20 a batch, several batches
//! under way. What was decided is in the journal; this only carries it out.
//!
//! One durable change notes what came back and what goes out next, and no byte
//! of a batch leaves before that. Some lie ready: nobody waits for the disk.
use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Duration;

use tokio::task::JoinSet;

use super::item::{Item, Then, ends_session, is_refusal};
use super::progress::Progress;
use super::recheck::Recheck;
use super::trail::Trail;
use crate::audit::Event;
use crate::clock::Clock;
use crate::commands::context::Interrupt;
use crate::commands::users::passwords::PasswordFile;
use crate::domain::bulk::{Breaker, Ramp};
use crate::domain::task::{Action, StepKind, StepOutcome};
use crate::entropy::Entropy;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::graph::batch::BATCH_SIZE;
use crate::graph::bulk::{AT_A_TIME, BatchTried, Tried};
use crate::graph::pace::Pace;
use crate::graph::{Call, Client, GraphError};
use crate::journal::{Journal, StepId, StepResult, TaskId};

/// Batches that lie ready at most: the disk is written once for as many as are
/// under way, when all of those have just left.
const AHEAD: usize = 2 * AT_A_TIME;

/// Longest time in which nobody looks whether Ctrl-C was pressed.
const LOOK_EVERY: Duration = Duration::from_secs(1);

/// Wait before what the service failed to take goes again.
const AFTER_A_FAULT: Duration = Duration::from_secs(2);

/// Why a run ended before its last step.
#[derive(Debug)]
pub(crate) enum Halt {
    /// Something could not be recorded.
    Storage(Failure),
    /// The circuit breaker.
    Broken(String),
    /// There is no token any more.
    SignIn(String),
    /// Ctrl-C.
    Interrupted,
}

/// A run over the open steps of a task.
#[derive(Debug)]
pub(crate) struct Engine<'a> {
    pub graph: Client,
    pub clock: Arc<dyn Clock>,
    pub entropy: Arc<dyn Entropy>,
    pub interrupt: Interrupt,
    pub journal: &'a mut Journal,
    pub trail: Trail<'a>,
    pub task: TaskId,
    pub action: Action,
    pub new_password: bool,
    pub passwords: Option<PasswordFile>,
    pub pace: Pace,
    pub breaker: Breaker,
    pub recheck: Recheck,
    pub ramp: Ramp,
    pub progress: Progress,
    pub halt: Option<Halt>,
}

type Flights = JoinSet<(Vec<Item>, BatchTried)>;

/// One stage: all open steps of one kind.
#[derive(Default)]
pub(super) struct Stage {
    /// The last step that was taken out of the journal.
    after: StepId,
    /// The journal has no more.
    exhausted: bool,
    waiting: VecDeque<Item>,
    /// Batches whose intents are on disk.
    ready: VecDeque<Vec<Item>>,
    flights: Flights,
    /// Outcomes that are not on disk yet.
    finished: Vec<(Item, StepResult)>,
    /// Steps that only reading can settle.
    pub(super) unclear: Vec<Item>,
}

impl Stage {
    /// Takes batches back that are not sent now.
    pub(super) fn put_back(&mut self, batches: impl IntoIterator<Item = Vec<Item>>) {
        self.waiting.extend(batches.into_iter().flatten());
    }

    /// Whether there is nothing more to send.
    fn is_over(&self) -> bool {
        self.exhausted && self.waiting.is_empty() && self.ready.is_empty()
    }
}

impl Engine<'_> {
    /// Takes every open step, until all are taken or something ends the run.
    pub(crate) async fn run(&mut self) {
        for kind in self.action.steps() {
            if self.halt.is_none() {
                self.stage(*kind).await;
            }
        }
        self.progress.close();
    }

    async fn stage(&mut self, kind: StepKind) {
        let mut stage = Stage::default();
        loop {
            while let Some(landed) = stage.flights.try_join_next() {
                self.land(&mut stage, landed);
            }
            if self.halt.is_none() && self.interrupt.is_asked() {
                self.halt = Some(Halt::Interrupted);
            }
            // What is ready leaves first: the disk is written while it is on its way.
            let mut wait = self.launch(&mut stage).await;
            if self.halt.is_some() {
                let ready = std::mem::take(&mut stage.ready);
                stage.put_back(ready);
            }
            if stage.ready.len() <= AHEAD / 2 || stage.flights.is_empty() {
                self.prepare(&mut stage, kind);
            }
            if wait.is_none() {
                wait = self.launch(&mut stage).await;
            }
            self.progress.tick(self.clock.now());
            if stage.flights.is_empty() {
                if self.halt.is_some() {
                    break;
                }
                match wait {
                    Some(wait) => self.clock.sleep(wait.min(LOOK_EVERY)).await,
                    None if stage.is_over() => break,
                    None if stage.ready.is_empty() => self.ramp.all_back(),
                    None => {}
                }
                continue;
            }
            let look = wait.unwrap_or(LOOK_EVERY).min(LOOK_EVERY);
            let clock = Arc::clone(&self.clock);
            let landed = tokio::select! {
                biased;
                landed = stage.flights.join_next() => landed,
                () = clock.sleep(look), if wait.is_some() => None,
            };
            if let Some(landed) = landed {
                self.land(&mut stage, landed);
            }
        }
        self.settle(&mut stage).await;
        let ready = std::mem::take(&mut stage.ready);
        stage.put_back(ready);
        for mut item in std::mem::take(&mut stage.waiting) {
            if item.announced {
                let result = item.left(None);
                stage.finished.push((item, result));
            }
        }
        self.commit(&mut stage, &[]);
    }

    /// Takes the next steps and makes their intents durable, with all outcomes
    /// so far.
    fn prepare(&mut self, stage: &mut Stage, kind: StepKind) {
        let mut batches = self.load(stage, kind);
        let mut items = batches.iter_mut().flatten();
        if let Err(failure) = items.try_for_each(|item| item.begin_try(self.entropy.as_ref())) {
            self.halt = Some(Halt::Storage(failure));
            return stage.put_back(batches);
        }
        if self.commit(stage, &batches) {
            for item in batches.iter_mut().flatten() {
                item.announced = true;
            }
            stage.ready.extend(batches);
        } else {
            stage.put_back(batches);
        }
    }

    /// The batches that go next, as many as may be under way at a time.
    fn load(&mut self, stage: &mut Stage, kind: StepKind) -> Vec<Vec<Item>> {
        let mut batches: Vec<Vec<Item>> = Vec::new();
        while self.halt.is_none() && stage.ready.len() + batches.len() < AHEAD {
            let room = self.ramp.room().min(BATCH_SIZE);
            if room == 0 {
                break;
            }
            if stage.waiting.len() < room && !stage.exhausted {
                match self
                    .journal
                    .open_steps(self.task, kind, stage.after, BATCH_SIZE)
                {
                    Ok(steps) => {
                        stage.exhausted = steps.len() < BATCH_SIZE;
                        stage.after = steps.last().map_or(stage.after, |step| step.id);
                        let steps = steps.into_iter().filter(|step| !self.recheck.bars(step));
                        stage.waiting.extend(steps.map(Item::new));
                    }
                    Err(error) => self.halt = Some(Halt::Storage(error.into())),
                }
            }
            let count = room.min(stage.waiting.len());
            if count == 0 {
                break;
            }
            self.ramp.took(count);
            batches.push(stage.waiting.drain(..count).collect());
        }
        batches
    }

    /// Sends what is ready, as far as there is room and the pace allows;
    /// otherwise says how long to wait.
    async fn launch(&mut self, stage: &mut Stage) -> Option<Duration> {
        while self.halt.is_none() && stage.flights.len() < AT_A_TIME {
            let next = stage.ready.front()?;
            if let Err(wait) = self.pace.take(next.len(), self.clock.now()) {
                return Some(wait);
            }
            let ready = stage.ready.pop_front()?;
            for mut batch in self.recheck(stage, vec![ready]).await {
                let calls: Result<Vec<Call>, Failure> = batch
                    .iter_mut()
                    .map(|item| item.call(self.new_password, self.entropy.as_ref()))
                    .collect();
                match calls {
                    Ok(calls) => {
                        let graph = self.graph.clone();
                        stage.flights.spawn(async move {
                            let tried = graph.batch_once(&calls).await;
                            (batch, tried)
                        });
                    }
                    Err(failure) => {
                        self.halt = Some(Halt::Storage(failure));
                        stage.put_back([batch]);
                    }
                }
            }
        }
        None
    }

    /// Makes outcomes and intents durable: journal first, then the audit log.
    fn commit(&mut self, stage: &mut Stage, batches: &[Vec<Item>]) -> bool {
        let now = self.clock.now();
        let finished = std::mem::take(&mut stage.finished);
        let going: Vec<&Item> = batches.iter().flatten().collect();
        let sent: Vec<StepId> = going.iter().map(|item| item.step.id).collect();
        let mut events: Vec<Event> = Vec::new();
        let mut results: Vec<(StepId, StepResult)> = Vec::new();
        for (item, result) in finished {
            events.push(self.trail.result(&item, &result, self.task));
            results.push((item.step.id, result));
        }
        events.extend(going.iter().map(|item| self.trail.intent(item, self.task)));
        let written = self
            .passwords
            .as_mut()
            .filter(|_| !results.is_empty())
            .map_or(Ok(()), PasswordFile::flush)
            .map_err(|error| Failure::from_error(Exit::Storage, error))
            .and_then(|()| {
                self.journal
                    .exchange(&results, &sent, now)
                    .map_err(Failure::from)
            })
            .and_then(|()| self.trail.record(&events, now));
        match written {
            Ok(()) => true,
            Err(failure) => {
                // The first reason counts.
                if !matches!(self.halt, Some(Halt::Storage(_))) {
                    self.halt = Some(Halt::Storage(failure));
                }
                false
            }
        }
    }

    /// Takes in what came of a batch.
    fn land(
        &mut self,
        stage: &mut Stage,
        landed: Result<(Vec<Item>, BatchTried), tokio::task::JoinError>,
    ) {
        let Ok((items, tried)) = landed else {
            let why = "a part of the run ended unexpectedly".to_owned();
            self.halt.get_or_insert(Halt::Broken(why));
            return;
        };
        let now = self.clock.now();
        self.pace.load(tried.load, now);
        let mut throttled = false;
        let mut faulty = false;
        for (mut item, reply) in items.into_iter().zip(tried.items) {
            let then = match reply {
                Tried::Over(Ok(answer)) => {
                    let result = item.done(&answer);
                    self.keep_password(&mut item);
                    self.pace.accepted();
                    Then::Finished(result)
                }
                Tried::Over(Err(error)) => {
                    self.end_session(&error);
                    item.over(&error)
                }
                Tried::Again(error) => {
                    self.end_session(&error);
                    throttled |= matches!(error, GraphError::Throttled { .. });
                    faulty |= !matches!(error, GraphError::Throttled { .. });
                    item.again(&error)
                }
            };
            item.password = None;
            match then {
                Then::Again => stage.waiting.push_back(item),
                Then::Read => stage.unclear.push(item),
                Then::Finished(result) => self.finish(stage, item, result),
            }
        }
        if throttled || tried.wait.is_some() {
            self.pace.throttled(tried.wait, now);
        } else if faulty {
            self.pace.hold(AFTER_A_FAULT, now);
        }
        if self.halt.is_none() {
            self.halt = self.breaker.tripped().map(Halt::Broken);
        }
    }

    pub(super) fn finish(&mut self, stage: &mut Stage, item: Item, result: StepResult) {
        self.progress.settled += 1;
        match result.outcome {
            StepOutcome::Done => self.breaker.good(),
            StepOutcome::Failed => {
                self.progress.failed += 1;
                self.breaker.bad(result.status_code);
            }
            // What came of an earlier try is not known; this one was refused.
            StepOutcome::Unconfirmed if is_refusal(&result) => {
                self.breaker.bad(result.status_code);
            }
            StepOutcome::Unconfirmed | StepOutcome::NotTried | StepOutcome::NotPossible => {}
        }
        stage.finished.push((item, result));
    }

    fn end_session(&mut self, error: &GraphError) {
        if ends_session(error) {
            let mut text = error.to_string();
            if let Some(cause) = std::error::Error::source(error) {
                text = format!("{text}: {cause}");
            }
            self.halt.get_or_insert(Halt::SignIn(text));
        }
    }

    /// Writes the password of a step that is definitely done.
    fn keep_password(&mut self, item: &mut Item) {
        let (Some(file), Some(secret)) = (&mut self.passwords, item.password.take()) else {
            return;
        };
        if let Err(error) = file.write(&item.step.account_id, &item.step.account_name, &secret) {
            let failure = Failure::from_error(Exit::Storage, error)
                .context("a password was set but could not be written to the password file");
            self.halt = Some(Halt::Storage(failure));
        }
    }
}
