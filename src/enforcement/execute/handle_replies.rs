//! Handles the replies to a batch: each step is sent again, read or finished, and the
//! run slows down or stops.
use std::time::Duration;

use super::classify_reply::event_for_reply;
use super::executor::Executor;
use super::operations::MAX_FOLLOWED;
use super::stage::Stage;
use super::step_run::StepRun;
use super::stop::StopReason;
use crate::domain::step_life::{StepEvent, StepState};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::graph::bulk::BatchAttempt;
use crate::graph::{Answer, GraphError};

/// Wait after a server fault, doubled with each consecutive one.
const AFTER_A_FAULT: Duration = Duration::from_secs(1);

/// Maximum wait after faults.
const MAX_AFTER_A_FAULT: Duration = Duration::from_secs(8);

/// Maximum time without any answer.
const MAX_SILENCE: Duration = Duration::from_secs(30 * 60);

/// Number of consecutive undeliverable requests after which the run stops.
const MAX_UNDELIVERED: u32 = 5;

/// Maximum number of steps whose details are kept.
const MAX_DETAILS: usize = 600;

impl Executor {
    /// Handles the replies to a batch.
    pub(super) fn handle_batch_reply(
        &mut self,
        stage: &mut Stage,
        landed: Result<(Vec<StepRun>, BatchAttempt), tokio::task::JoinError>,
    ) {
        let Ok((runs, attempt)) = landed else {
            let why = "a part of the run ended unexpectedly".to_owned();
            self.stop.get_or_insert(StopReason::Breaker(why));
            return;
        };
        let (now, elapsed) = (self.clock.now(), self.clock.monotonic());
        self.pace.limit_to_load(attempt.load, elapsed);
        let mut seen = BatchSummary::default();
        let can_write_back = self.is_delegated && self.new_password;
        // Only the first reply has the cause if the entire request failed.
        let whole = runs.first().zip(attempt.replies.first());
        let whole = whole.filter(|_| attempt.is_request_failure);
        let whole =
            whole.map(|(run, reply)| event_for_reply(&run.step, reply, true, can_write_back));
        for (mut run, reply) in runs.into_iter().zip(attempt.replies) {
            let event =
                whole.unwrap_or_else(|| event_for_reply(&run.step, &reply, false, can_write_back));
            let event = match event {
                // Without a chain there is no dependency that could fail.
                StepEvent::DependencyFailed
                    if stage.kind.is_some() || attempt.is_request_failure =>
                {
                    StepEvent::Conflict
                }
                event => event,
            };
            seen.record(event);
            let is_renewed = attempt.is_token_renewed && !run.was_renewed;
            run.was_renewed |= attempt.is_token_renewed && event == StepEvent::SessionEnded;
            self.stop_if_final(event, &reply, is_renewed);
            if event == StepEvent::Refused {
                self.breaker
                    .record_failure(reply.as_ref().err().and_then(GraphError::status));
            }
            run.handle_reply(event, reply, now);
            if event == StepEvent::Success {
                self.save_password(&mut run);
                self.pace.reset_backoff();
            }
            self.route(stage, run);
        }
        self.apply_backoff(seen, attempt.wait, elapsed);
        if self.stop.is_none() {
            self.stop = self.breaker.stop_reason().map(StopReason::Breaker);
        }
    }

    /// Stops the run if a reply is final for it. `is_renewed`: the step is sent again
    /// with a renewed token, for the first time.
    fn stop_if_final(
        &mut self,
        event: StepEvent,
        reply: &Result<Answer, GraphError>,
        is_renewed: bool,
    ) {
        let Err(error) = reply else { return };
        match event {
            StepEvent::SessionEnded if is_renewed => {}
            StepEvent::SessionEnded => {
                self.stop.get_or_insert(StopReason::session_ended(error));
            }
            StepEvent::NotGraph => {
                self.stop
                    .get_or_insert(StopReason::Service(error.full_message()));
            }
            StepEvent::BatchRefused => {
                self.stop.get_or_insert(StopReason::batch_refused(error));
            }
            StepEvent::NotDelivered if error.is_permanent() => {
                self.stop
                    .get_or_insert(StopReason::Service(error.full_message()));
            }
            _ => {}
        }
    }

    /// Delays the next requests after these replies, or stops the run if the service is
    /// unreachable.
    fn apply_backoff(&mut self, seen: BatchSummary, wait: Option<Duration>, now: Duration) {
        if seen.answered {
            self.answered = now;
        }
        let is_new = |at: Duration| now.saturating_sub(at) >= Duration::from_secs(1);
        if !seen.undelivered {
            self.undelivered_in_a_row = 0;
        } else if self.undelivered.is_none_or(is_new) {
            self.undelivered_in_a_row += 1;
            self.undelivered = Some(now);
        }
        self.faults_in_a_row = if seen.faulty {
            self.faults_in_a_row + 1
        } else {
            0
        };
        let silent = now.saturating_sub(self.answered);
        let why = if silent > MAX_SILENCE {
            Some("Graph has not answered for 30 minutes")
        } else if self.undelivered_in_a_row >= MAX_UNDELIVERED {
            Some("Graph could not be reached 5 times in a row")
        } else {
            None
        };
        if let Some(why) = why {
            self.stop.get_or_insert(StopReason::Service(why.to_owned()));
        }
        if seen.throttled || wait.is_some() {
            let held = self.pace.on_throttled(wait, self.graph.random_byte(), now);
            if let Err(too_long) = held {
                let why = too_long.to_string();
                self.stop.get_or_insert(StopReason::Service(why));
            }
        } else if seen.faulty || seen.undelivered {
            let in_a_row = self.faults_in_a_row.max(self.undelivered_in_a_row);
            let wait = AFTER_A_FAULT * 2_u32.pow(in_a_row.saturating_sub(1).min(3));
            self.pace.pause_for(wait.min(MAX_AFTER_A_FAULT), now);
        }
    }

    /// Routes a step by its state: sent again, read, or finished.
    pub(crate) fn route(&mut self, stage: &mut Stage, mut run: StepRun) {
        if matches!(run.life.state(), StepState::Planned | StepState::Waiting)
            && !run.life.has_attempts_left()
        {
            run.life.handle(StepEvent::AttemptsUsedUp);
            if run.life.state() == StepState::NotSent {
                self.breaker
                    .record_failure(run.last_attempt().and_then(|last| last.status));
            }
        }
        match run.life.state() {
            StepState::Done | StepState::Refused | StepState::NotPossible | StepState::NotSent => {
                self.finish_step(stage, run, None);
            }
            // The limit is reached: this operation is not followed.
            StepState::Running if stage.running.len() >= MAX_FOLLOWED => {
                run.password = None;
                self.finish_step(stage, run, None);
            }
            _ => stage.add_step(run),
        }
    }

    /// Finishes a step; `seen`: whether a read showed its effect.
    pub(crate) fn finish_step(&mut self, stage: &mut Stage, run: StepRun, seen: Option<bool>) {
        let result = run.result(seen);
        self.progress.finished += 1;
        match run.life.state() {
            StepState::Done => self.breaker.record_success(),
            StepState::Refused => self.progress.failed += 1,
            _ => {}
        }
        if self.details.len() < MAX_DETAILS {
            let detail = self.details.entry(run.step.id).or_default();
            detail.is_running = run.life.state() == StepState::Running;
            detail.is_confirmed |= run.life.state() == StepState::Done && seen.is_none();
            if let Some(last) = run.last_attempt() {
                detail.code.clone_from(&last.code);
                detail.exit = last.exit;
            }
        }
        stage.finished.push((run, result));
    }

    /// Writes the password of a successful step to the password file.
    pub(crate) fn save_password(&mut self, run: &mut StepRun) {
        let (Some(file), Some(secret)) = (&mut self.passwords, run.password.take()) else {
            return;
        };
        if let Err(error) = file.append(&run.step.account_id, &run.step.account_name, &secret) {
            let failure = Failure::from_error(Exit::Storage, error)
                .context("a password was set but could not be written to the password file");
            self.stop = Some(StopReason::Storage(failure));
        } else if self.details.len() < MAX_DETAILS {
            self.details.entry(run.step.id).or_default().is_in_file = true;
        }
    }
}

/// Common properties of the replies to one batch.
#[derive(Debug, Default, Clone, Copy)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
struct BatchSummary {
    answered: bool,
    throttled: bool,
    faulty: bool,
    undelivered: bool,
}

impl BatchSummary {
    fn record(&mut self, event: StepEvent) {
        self.throttled |= event == StepEvent::Throttled;
        self.faulty |= matches!(
            event,
            StepEvent::Fault | StepEvent::Lost | StepEvent::Conflict
        );
        self.undelivered |= event == StepEvent::NotDelivered;
        self.answered |= !matches!(event, StepEvent::Lost | StepEvent::NotDelivered);
    }
}
