//! Takes the open steps of a task: stage by stage, 20 a batch, several batches
//! under way. What was decided is in the journal; this only carries it out.
//!
//! No byte of a batch leaves before its intents are on disk (`to_disk.rs`). Some
//! batches lie ready: nobody waits for the disk.
use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Duration;

use tokio::task::JoinSet;

use super::books::Books;
use super::item::{Item, Then, ends_session, is_refusal, is_sign_in_busy};
use super::progress::Progress;
use super::recheck::Recheck;
use super::to_disk;
use super::writer::{Writer, Writing};
use crate::clock::Clock;
use crate::commands::context::Interrupt;
use crate::commands::users::passwords::PasswordFile;
use crate::domain::bulk::{Breaker, Ramp};
use crate::domain::task::{Action, StepKind, StepOutcome};
use crate::entropy::Entropy;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::graph::bulk::{AT_A_TIME, BatchTried, Tried};
use crate::graph::pace::Pace;
use crate::graph::{Call, Client, GraphError};
use crate::journal::{StepId, StepResult};

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
    /// Graph, or the sign-in service, asks to wait longer than a run does.
    Service(String),
    /// Ctrl-C.
    Interrupted,
}

/// A run over the open steps of a task.
#[derive(Debug)]
pub(crate) struct Engine {
    pub graph: Client,
    pub clock: Arc<dyn Clock>,
    pub entropy: Arc<dyn Entropy>,
    pub interrupt: Interrupt,
    /// Away while a change is on its way to the disk.
    pub books: Option<Books>,
    /// Writes the disk beside the network. The made-up tenant answers at once and
    /// in one order, so that a run can be played again: there is none for it.
    pub writer: Option<Writer>,
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
    pub(super) after: StepId,
    /// The journal has no more.
    pub(super) exhausted: bool,
    pub(super) waiting: VecDeque<Item>,
    /// Batches that are announced anew before they leave.
    pub(super) stale: Vec<Vec<Item>>,
    /// Batches whose intents are on disk.
    pub(super) ready: VecDeque<Vec<Item>>,
    pub(super) flights: Flights,
    /// Outcomes that are not on disk yet.
    pub(super) finished: Vec<(Item, StepResult)>,
    /// What is on its way there.
    pub(super) writing: Option<Writing>,
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
        self.exhausted && self.waiting.is_empty() && self.ready.is_empty() && self.stale.is_empty()
    }
}

impl Engine {
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
            if let Some(landed) = stage.flights.try_join_next() {
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
            tokio::task::yield_now().await;
            self.prepare(&mut stage, kind);
            if wait.is_none() {
                wait = self.launch(&mut stage).await;
            }
            self.progress.wait = wait;
            self.progress.tick(self.clock.now());
            if stage.flights.is_empty() && stage.writing.is_none() {
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
            tokio::select! {
                biased;
                Some(landed) = stage.flights.join_next() => self.land(&mut stage, landed),
                written = to_disk::end_of(&mut stage.writing) => self.written(&mut stage, written),
                () = clock.sleep(look), if wait.is_some() => {}
            }
        }
        self.settle(&mut stage).await;
        let ready = std::mem::take(&mut stage.ready);
        stage.put_back(ready);
        let old = std::mem::take(&mut stage.stale);
        stage.put_back(old);
        for mut item in std::mem::take(&mut stage.waiting) {
            if item.announced.is_some() {
                let result = item.left(None);
                stage.finished.push((item, result));
            }
        }
        self.write(&mut stage, Vec::new());
        if stage.writing.is_some() {
            let written = to_disk::end_of(&mut stage.writing).await;
            self.written(&mut stage, written);
        }
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
            if ready.iter().any(|item| item.is_stale(self.clock.now())) {
                self.pace.give_back(ready.len());
                stage.stale.push(ready);
                continue;
            }
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
            let held = self.pace.throttled(tried.wait, self.graph.chance(), now);
            if let Err(too_long) = held {
                self.halt.get_or_insert(Halt::Service(too_long.to_string()));
            }
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
        let halt = if ends_session(error) {
            Halt::SignIn
        } else if is_sign_in_busy(error) {
            Halt::Service
        } else {
            return;
        };
        let mut text = error.to_string();
        if let Some(cause) = std::error::Error::source(error) {
            text = format!("{text}: {cause}");
        }
        self.halt.get_or_insert(halt(text));
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
