//! Executes the open steps of a task in one of two schedules: one account in a chained
//! batch; many accounts stage by stage, 20 steps per batch, several batches in flight.
//! All decisions are in the journal already.
//!
//! A batch is sent only after its intents are on disk (`persist.rs`). Some batches are
//! kept ready, so that the network never waits for the disk.
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use super::administrators::AdministratorGuard;
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
use crate::domain::bulk::{CircuitBreaker, SlowStart};
use crate::domain::step_life::StepEvent;
use crate::domain::task::Action;
use crate::entropy::Entropy;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::graph::bulk::{MAX_BATCHES_IN_FLIGHT, Order};
use crate::graph::pace::Pace;
use crate::graph::{Call, Client};
use crate::journal::StepId;

/// Maximum delay until Ctrl-C is noticed.
const POLL_EVERY: Duration = Duration::from_secs(1);

/// Maximum number of unclear steps before they are read.
const MAX_UNCLEAR: usize = 400;

/// A run of the open steps of a task.
#[derive(Debug)]
pub(crate) struct Executor {
    pub graph: Client,
    pub clock: Arc<dyn Clock>,
    pub entropy: Arc<dyn Entropy>,
    /// Clock of the service, to evaluate the results of reads.
    pub server: ServerTime,
    pub interrupt: Interrupt,
    /// `None` while the writer thread owns it.
    pub recorder: Option<Recorder>,
    /// Writes to disk in the background. `None` in the sandbox, whose order of answers
    /// must be reproducible.
    pub writer: Option<Writer>,
    pub action: Action,
    pub new_password: bool,
    /// Whether a user is signed in: only users can reset a password with write-back.
    pub is_delegated: bool,
    /// Whether the task is about one account whose steps fit into one chained batch.
    pub is_chained: bool,
    pub passwords: Option<PasswordFile>,
    pub pace: Pace,
    /// The pace of write-backs, in addition to that of all writes.
    pub write_back_pace: Pace,
    pub breaker: CircuitBreaker,
    pub administrators: AdministratorGuard,
    pub slow_start: SlowStart,
    pub progress: Progress,
    pub stop: Option<StopReason>,
    pub faults_in_a_row: u32,
    pub undelivered_in_a_row: u32,
    /// Time of the last undeliverable request. Concurrent ones count as one.
    pub undelivered: Option<Duration>,
    /// Time of the last answer of the service.
    pub answered: Duration,
    /// Facts about finished steps that the journal does not store, for a limited number
    /// of steps.
    pub details: BTreeMap<StepId, StepDetail>,
}

/// Facts about a finished step that the journal does not store.
#[derive(Debug, Clone, Default)]
pub(crate) struct StepDetail {
    /// Error code of the service.
    pub code: Option<String>,
    /// Exit code for the failure of the step.
    pub exit: Option<Exit>,
    /// Whether the password that it set is in the password file.
    pub is_in_file: bool,
    /// Whether an answer confirmed it, and not only a read.
    pub is_confirmed: bool,
    /// Whether it was accepted and is still running.
    pub is_running: bool,
}

impl Executor {
    /// Executes every open step until all are finished or the run stops.
    pub(crate) async fn run(&mut self) {
        let mut carried: Option<Vec<StepRun>> = None;
        if self.is_chained {
            carried = Some(self.run_chain().await);
        }
        for kind in self.action.sending_order() {
            // The chain is about the account: device steps are a stage after it.
            let chained = carried.as_mut().filter(|_| !kind.is_device_step());
            let own = chained.map(|runs| {
                let of_kind = |run: &mut StepRun| run.step.kind == *kind;
                runs.extract_if(.., of_kind).collect::<Vec<_>>()
            });
            if self.stop.is_none() || own.as_ref().is_some_and(|own| !own.is_empty()) {
                let mut stage = Stage::new(Some(*kind), own);
                self.drive_stage(&mut stage).await;
                self.follow_operations(&mut stage).await;
                self.close_stage(&mut stage).await;
            }
        }
        self.progress.close();
    }

    /// Sends the steps of one account in one chained batch, once. Returns the steps
    /// that must be sent again individually.
    async fn run_chain(&mut self) -> Vec<StepRun> {
        let mut stage = Stage::new(None, None);
        self.load_chain(&mut stage);
        self.read_unclear(&mut stage).await;
        // Steps that were read come back last, but disable must precede revoke.
        let waiting = stage.waiting.make_contiguous();
        waiting.sort_by_key(|run| run.step.id);
        self.drive_stage(&mut stage).await;
        self.persist(&mut stage, Vec::new());
        self.wait_for_writer(&mut stage).await;
        stage
            .unclear
            .drain(..)
            .chain(stage.running.drain(..))
            .chain(stage.waiting.drain(..))
            .collect()
    }

    async fn drive_stage(&mut self, stage: &mut Stage) {
        loop {
            if let Some(landed) = stage.in_flight.try_join_next() {
                self.handle_batch_reply(stage, landed);
            }
            if self.stop.is_none() && self.interrupt.is_requested() {
                self.stop = Some(StopReason::Interrupted);
            }
            // Send ready batches first: the disk is written meanwhile.
            let mut wait = self.send_ready(stage).await;
            if self.stop.is_some() {
                let ready = std::mem::take(&mut stage.ready);
                stage.return_batches(ready);
            }
            tokio::task::yield_now().await;
            self.read_unclear_if_many(stage).await;
            self.prepare_batches(stage);
            if wait.is_none() {
                wait = self.send_ready(stage).await;
            }
            self.progress.wait = wait;
            self.progress.tick(self.clock.monotonic());
            if stage.in_flight.is_empty() && stage.writing.is_none() {
                if self.stop.is_some() {
                    break;
                }
                match wait {
                    Some(wait) => self.clock.sleep(wait.min(POLL_EVERY)).await,
                    None if stage.is_finished() => {
                        if stage.unclear.is_empty() || stage.kind.is_none() {
                            break;
                        }
                        // A step whose effect is not visible is sent again; the others
                        // are finished.
                        self.read_unclear(stage).await;
                        if stage.waiting.is_empty() {
                            if stage.unclear.is_empty() {
                                break;
                            }
                            self.clock.sleep(POLL_EVERY).await;
                        }
                    }
                    None if stage.ready.is_empty() => self.slow_start.advance_level_if_used_up(),
                    None => {}
                }
                continue;
            }
            if wait.is_some() {
                // Let requests leave before waiting for the pace.
                tokio::task::yield_now().await;
            }
            let poll = wait.unwrap_or(POLL_EVERY).min(POLL_EVERY);
            let clock = Arc::clone(&self.clock);
            tokio::select! {
                biased;
                Some(landed) = stage.in_flight.join_next() => self.handle_batch_reply(stage, landed),
                written = persist::wait_for_write(&mut stage.writing) => self.handle_written(stage, written),
                () = clock.sleep(poll), if wait.is_some() => {}
            }
        }
    }

    /// Finishes every remaining step of the stage and writes the results.
    async fn close_stage(&mut self, stage: &mut Stage) {
        self.read_unclear(stage).await;
        let ready = std::mem::take(&mut stage.ready);
        stage.return_batches(ready);
        let old = std::mem::take(&mut stage.stale);
        stage.return_batches(old);
        let left = std::mem::take(&mut stage.waiting);
        let unclear = std::mem::take(&mut stage.unclear);
        let running = std::mem::take(&mut stage.running);
        for mut run in left.into_iter().chain(unclear).chain(running) {
            // The journal already says that other steps were never announced.
            if run.announced.is_some() || run.last_attempt().is_some() {
                run.life.handle(StepEvent::RunEnded);
                self.finish_step(stage, run, None);
            }
        }
        self.persist(stage, Vec::new());
        self.wait_for_writer(stage).await;
    }

    async fn wait_for_writer(&mut self, stage: &mut Stage) {
        if stage.writing.is_some() {
            let written = persist::wait_for_write(&mut stage.writing).await;
            self.handle_written(stage, written);
        }
    }

    /// Sends the ready batches that quota and limits allow; otherwise returns how long
    /// to wait.
    async fn send_ready(&mut self, stage: &mut Stage) -> Option<Duration> {
        while self.stop.is_none() && stage.in_flight.len() < MAX_BATCHES_IN_FLIGHT {
            let ready = match self.reserve_ready_batch(stage) {
                Ok(index) => stage.ready.remove(index?)?,
                Err(wait) => return Some(wait),
            };
            if ready.iter().any(|run| run.is_stale(self.clock.monotonic())) {
                self.release_quota(&ready);
                stage.stale.push(ready);
                continue;
            }
            let order = match stage.kind {
                None => Order::Chained,
                Some(_) => Order::Parallel,
            };
            for mut batch in self.recheck_administrators(stage, vec![ready]).await {
                // The check may have taken long.
                if batch.iter().any(|run| run.is_stale(self.clock.monotonic())) {
                    self.release_quota(&batch);
                    stage.stale.push(batch);
                    continue;
                }
                let calls: Result<Vec<Call>, Failure> = batch
                    .iter_mut()
                    .map(|run| run.next_call(self.new_password, self.entropy.as_ref()))
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
                        stage.return_batches([batch]);
                    }
                }
            }
        }
        None
    }

    /// Reserves quota for the first ready batch that can be sent, and returns its
    /// index. Slow write-backs do not delay other batches.
    ///
    /// # Errors
    /// Returns how long to wait if no quota is available.
    fn reserve_ready_batch(&mut self, stage: &Stage) -> Result<Option<usize>, Duration> {
        let now = self.clock.monotonic();
        let mut wait = None;
        for (index, batch) in stage.ready.iter().enumerate() {
            let slow = count_write_backs(batch);
            if slow > 0 && wait.is_some() {
                continue;
            }
            self.pace.try_acquire(batch.len(), now)?;
            if slow > 0
                && let Err(longer) = self.write_back_pace.try_acquire(slow, now)
            {
                self.pace.release(batch.len());
                wait = Some(longer);
                continue;
            }
            return Ok(Some(index));
        }
        wait.map_or(Ok(None), Err)
    }

    /// Returns the quota that was reserved for a batch.
    fn release_quota(&mut self, batch: &[StepRun]) {
        self.pace.release(batch.len());
        self.write_back_pace.release(count_write_backs(batch));
    }

    /// Reads unclear steps if there are many, or if one was refused: uncounted refusals
    /// would not stop the run.
    pub(crate) async fn read_unclear_if_many(&mut self, stage: &mut Stage) {
        let unclear = &stage.unclear;
        let refused = unclear.iter().any(|run| run.life.is_refused_unclear());
        if refused || unclear.len() >= MAX_UNCLEAR {
            self.read_unclear(stage).await;
        }
    }
}

/// Counts the steps that use the authentication methods API.
fn count_write_backs(batch: &[StepRun]) -> usize {
    batch.iter().filter(|run| run.is_write_back()).count()
}
