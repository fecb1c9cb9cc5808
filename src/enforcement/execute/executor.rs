//! Executes the open steps of a task, in one of two schedules: one account in a
//! chained batch, many stage by stage, 20 a batch, several batches in flight.
//! What was decided is in the journal; this only executes it.
//!
//! No byte of a batch leaves before its intents are on disk (`persist.rs`). Some
//! batches lie ready, so that the network never waits for the disk.
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use super::administrators::Recheck;
use super::password_file::PasswordFile;
use super::persist;
use super::progress::Progress;
use super::recorder::Recorder;
use super::stage::Stage;
use super::step_run::StepRun;
use super::stop::StopReason;
use super::writer::Writer;
use crate::clock::{Clock, ServerTime};
use crate::context::Interrupt;
use crate::domain::bulk::{Breaker, Ramp};
use crate::domain::step_life::StepEvent;
use crate::domain::task::Action;
use crate::entropy::Entropy;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::graph::bulk::{MAX_BATCHES_IN_FLIGHT, Order};
use crate::graph::pace::Pace;
use crate::graph::{Call, Client};
use crate::journal::StepId;

/// Longest time in which Ctrl-C goes unnoticed.
const POLL_EVERY: Duration = Duration::from_secs(1);

/// Unclear steps that are held before they are read.
const MAX_UNCLEAR: usize = 400;

/// A run over the open steps of a task.
#[derive(Debug)]
pub(crate) struct Executor {
    pub graph: Client,
    pub clock: Arc<dyn Clock>,
    pub entropy: Arc<dyn Entropy>,
    /// The service's clock: what a read shows is judged by it.
    pub server: ServerTime,
    pub interrupt: Interrupt,
    /// `None` while the writer thread owns it.
    pub recorder: Option<Recorder>,
    /// Writes the disk while the network goes on. The sandbox answers at once and
    /// in one order, so that a run can be replayed: there is none for it.
    pub writer: Option<Writer>,
    pub action: Action,
    pub new_password: bool,
    /// A person is signed in: only they reset a password by way of Active Directory.
    pub is_delegated: bool,
    /// The task is about one account whose steps can go in one chained batch.
    pub is_chained: bool,
    pub passwords: Option<PasswordFile>,
    pub pace: Pace,
    /// The pace of write-backs, beside that of all writes.
    pub methods: Pace,
    pub breaker: Breaker,
    pub recheck: Recheck,
    pub ramp: Ramp,
    pub progress: Progress,
    pub stop: Option<StopReason>,
    pub faults_in_a_row: u32,
    pub undelivered_in_a_row: u32,
    /// When a request could not be delivered last; several at a time are one.
    pub undelivered: Option<Duration>,
    /// When the service last answered anything.
    pub answered: Duration,
    /// What the journal does not keep of the steps that finished; of many the first.
    pub details: BTreeMap<StepId, StepDetail>,
}

/// What the journal does not keep of a step.
#[derive(Debug, Clone, Default)]
pub(crate) struct StepDetail {
    /// Graph's error code.
    pub code: Option<String>,
    /// The exit code that its failure asks for.
    pub exit: Option<Exit>,
    /// The password that it set is in the password file.
    pub is_in_file: bool,
    /// An answer said yes, and not only a read.
    pub has_yes: bool,
    /// Accepted, and still running.
    pub is_running: bool,
}

impl Executor {
    /// Executes every open step, until all are finished or something ends the run.
    pub(crate) async fn run(&mut self) {
        let mut carried: Option<Vec<StepRun>> = None;
        if self.is_chained {
            carried = Some(self.chain().await);
        }
        for kind in self.action.kinds() {
            // The chain is about the account: steps on devices are a stage after it.
            let chained = carried.as_mut().filter(|_| !kind.is_of_device());
            let own = chained.map(|runs| {
                let of_kind = |run: &mut StepRun| run.step.kind == *kind;
                runs.extract_if(.., of_kind).collect::<Vec<_>>()
            });
            if self.stop.is_none() || own.as_ref().is_some_and(|own| !own.is_empty()) {
                let mut stage = Stage::of(Some(*kind), own);
                self.drive(&mut stage).await;
                self.follow_operations(&mut stage).await;
                self.close(&mut stage).await;
            }
        }
        self.progress.close();
    }

    /// Sends the steps of one account in one chained batch, once. Returns those
    /// that go again, each on its own.
    async fn chain(&mut self) -> Vec<StepRun> {
        let mut stage = Stage::of(None, None);
        self.load_chain(&mut stage);
        self.read_unclear(&mut stage).await;
        // What was read comes back last: disable still comes before revoke.
        let waiting = stage.waiting.make_contiguous();
        waiting.sort_by_key(|run| run.step.id);
        self.drive(&mut stage).await;
        self.write(&mut stage, Vec::new());
        self.finish_writing(&mut stage).await;
        stage
            .unclear
            .drain(..)
            .chain(stage.running.drain(..))
            .chain(stage.waiting.drain(..))
            .collect()
    }

    async fn drive(&mut self, stage: &mut Stage) {
        loop {
            if let Some(landed) = stage.in_flight.try_join_next() {
                self.land(stage, landed);
            }
            if self.stop.is_none() && self.interrupt.is_asked() {
                self.stop = Some(StopReason::Interrupted);
            }
            // What is ready leaves first: the disk is written while it is on its way.
            let mut wait = self.launch(stage).await;
            if self.stop.is_some() {
                let ready = std::mem::take(&mut stage.ready);
                stage.put_back(ready);
            }
            tokio::task::yield_now().await;
            self.read_if_blind(stage).await;
            self.prepare(stage);
            if wait.is_none() {
                wait = self.launch(stage).await;
            }
            self.progress.wait = wait;
            self.progress.tick(self.clock.monotonic());
            if stage.in_flight.is_empty() && stage.writing.is_none() {
                if self.stop.is_some() {
                    break;
                }
                match wait {
                    Some(wait) => self.clock.sleep(wait.min(POLL_EVERY)).await,
                    None if stage.is_over() => {
                        if stage.unclear.is_empty() || stage.kind.is_none() {
                            break;
                        }
                        // What a read does not show goes again; what is left is
                        // finished.
                        self.read_unclear(stage).await;
                        if stage.waiting.is_empty() {
                            if stage.unclear.is_empty() {
                                break;
                            }
                            self.clock.sleep(POLL_EVERY).await;
                        }
                    }
                    None if stage.ready.is_empty() => self.ramp.all_back(),
                    None => {}
                }
                continue;
            }
            if wait.is_some() {
                // What may go leaves before the time is waited for that it is paced by.
                tokio::task::yield_now().await;
            }
            let poll = wait.unwrap_or(POLL_EVERY).min(POLL_EVERY);
            let clock = Arc::clone(&self.clock);
            tokio::select! {
                biased;
                Some(landed) = stage.in_flight.join_next() => self.land(stage, landed),
                written = persist::end_of(&mut stage.writing) => self.written(stage, written),
                () = clock.sleep(poll), if wait.is_some() => {}
            }
        }
    }

    /// Gives every step of the stage its result, and makes it durable.
    async fn close(&mut self, stage: &mut Stage) {
        self.read_unclear(stage).await;
        let ready = std::mem::take(&mut stage.ready);
        stage.put_back(ready);
        let old = std::mem::take(&mut stage.stale);
        stage.put_back(old);
        let left = std::mem::take(&mut stage.waiting);
        let unclear = std::mem::take(&mut stage.unclear);
        let running = std::mem::take(&mut stage.running);
        for mut run in left.into_iter().chain(unclear).chain(running) {
            // Of a step that was never announced, the journal says so as it is.
            if run.announced.is_some() || run.last().is_some() {
                run.life.on(StepEvent::RunEnded);
                self.finish(stage, run, None);
            }
        }
        self.write(stage, Vec::new());
        self.finish_writing(stage).await;
    }

    async fn finish_writing(&mut self, stage: &mut Stage) {
        if stage.writing.is_some() {
            let written = persist::end_of(&mut stage.writing).await;
            self.written(stage, written);
        }
    }

    /// Sends what is ready, as far as there is room and the pace allows;
    /// otherwise says how long to wait.
    async fn launch(&mut self, stage: &mut Stage) -> Option<Duration> {
        while self.stop.is_none() && stage.in_flight.len() < MAX_BATCHES_IN_FLIGHT {
            let ready = match self.next_ready(stage) {
                Ok(index) => stage.ready.remove(index?)?,
                Err(wait) => return Some(wait),
            };
            if ready.iter().any(|run| run.is_stale(self.clock.monotonic())) {
                self.give_back(&ready);
                stage.stale.push(ready);
                continue;
            }
            let order = match stage.kind {
                None => Order::Chained,
                Some(_) => Order::Parallel,
            };
            for mut batch in self.recheck(stage, vec![ready]).await {
                // The re-check may have taken long.
                if batch.iter().any(|run| run.is_stale(self.clock.monotonic())) {
                    self.give_back(&batch);
                    stage.stale.push(batch);
                    continue;
                }
                let calls: Result<Vec<Call>, Failure> = batch
                    .iter_mut()
                    .map(|run| run.call(self.new_password, self.entropy.as_ref()))
                    .collect();
                match calls {
                    Ok(calls) => {
                        let graph = self.graph.clone();
                        stage.in_flight.spawn(async move {
                            let attempt = graph.batch_once(&calls, order).await;
                            (batch, attempt)
                        });
                    }
                    Err(failure) => {
                        self.stop = Some(StopReason::Storage(failure));
                        stage.put_back([batch]);
                    }
                }
            }
        }
        None
    }

    /// Takes leave to send the first batch that may go now, and says which it is.
    /// Write-backs, which go slowly, keep no others waiting.
    ///
    /// # Errors
    /// How long to wait.
    fn next_ready(&mut self, stage: &Stage) -> Result<Option<usize>, Duration> {
        let now = self.clock.monotonic();
        let mut wait = None;
        for (index, batch) in stage.ready.iter().enumerate() {
            let slow = write_backs(batch);
            if slow > 0 && wait.is_some() {
                continue;
            }
            self.pace.try_acquire(batch.len(), now)?;
            if slow > 0
                && let Err(longer) = self.methods.try_acquire(slow, now)
            {
                self.pace.release(batch.len());
                wait = Some(longer);
                continue;
            }
            return Ok(Some(index));
        }
        wait.map_or(Ok(None), Err)
    }

    /// Of what leave was just taken for, nothing goes out.
    fn give_back(&mut self, batch: &[StepRun]) {
        self.pace.release(batch.len());
        self.methods.release(write_backs(batch));
    }

    /// Reads the unclear steps where there are many of them, or one of them had a
    /// no: what is not counted would not stop the run.
    pub(crate) async fn read_if_blind(&mut self, stage: &mut Stage) {
        let unclear = &stage.unclear;
        let refused = unclear.iter().any(|run| run.life.is_refused_unclear());
        if refused || unclear.len() >= MAX_UNCLEAR {
            self.read_unclear(stage).await;
        }
    }
}

/// How many of these steps go by way of the authentication methods API.
fn write_backs(batch: &[StepRun]) -> usize {
    batch.iter().filter(|run| run.is_write_back()).count()
}
