//! What answers make of a run: each step goes again, is read or is finished, and
//! the run slows down or ends.
use std::time::Duration;

use super::answer::event_of;
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

/// Wait before what the service failed to take goes again, doubled with each
/// fault in a row.
const AFTER_A_FAULT: Duration = Duration::from_secs(1);

/// Longest such wait.
const MAX_AFTER_A_FAULT: Duration = Duration::from_secs(8);

/// Longest time without any answer.
const MAX_SILENCE: Duration = Duration::from_secs(30 * 60);

/// Requests in a row that could not be delivered, after which the run ends.
const MAX_UNDELIVERED: u32 = 5;

/// Steps of which details are kept.
const MAX_DETAILS: usize = 600;

impl Executor {
    /// Takes in what came of a batch.
    pub(super) fn land(
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
        let mut seen = Seen::default();
        let can_write_back = self.is_delegated && self.new_password;
        // Only the first reply keeps the cause of a failure of the whole request.
        let whole = runs.first().zip(attempt.replies.first());
        let whole = whole.filter(|_| attempt.is_request_failure);
        let whole = whole.map(|(run, reply)| event_of(&run.step, reply, true, can_write_back));
        for (mut run, reply) in runs.into_iter().zip(attempt.replies) {
            let event = whole.unwrap_or_else(|| event_of(&run.step, &reply, false, can_write_back));
            let event = match event {
                // Nothing was cut off where nothing was chained.
                StepEvent::CutOff if stage.kind.is_some() || attempt.is_request_failure => {
                    StepEvent::Conflict
                }
                event => event,
            };
            seen.note(event);
            let is_renewed = attempt.is_token_renewed && !run.was_renewed;
            run.was_renewed |= attempt.is_token_renewed && event == StepEvent::SessionEnded;
            self.stop_after(event, &reply, is_renewed);
            if event == StepEvent::No {
                self.breaker
                    .bad(reply.as_ref().err().and_then(GraphError::status));
            }
            run.absorb(event, reply, now);
            if event == StepEvent::Yes {
                self.keep_password(&mut run);
                self.pace.reset_backoff();
            }
            self.place(stage, run);
        }
        self.hold_back(seen, attempt.wait, elapsed);
        if self.stop.is_none() {
            self.stop = self.breaker.tripped().map(StopReason::Breaker);
        }
    }

    /// What an answer means for the run as a whole. `is_renewed`: the step goes
    /// again with a new token, for the first time.
    fn stop_after(
        &mut self,
        event: StepEvent,
        reply: &Result<Answer, GraphError>,
        is_renewed: bool,
    ) {
        let Err(error) = reply else { return };
        match event {
            StepEvent::SessionEnded if is_renewed => {}
            StepEvent::SessionEnded => {
                self.stop.get_or_insert(StopReason::of_session(error));
            }
            StepEvent::NotGraph => {
                self.stop
                    .get_or_insert(StopReason::Service(error.full_message()));
            }
            StepEvent::BatchRefused => {
                self.stop.get_or_insert(StopReason::of_refusal(error));
            }
            StepEvent::NotDelivered if error.is_permanent() => {
                self.stop
                    .get_or_insert(StopReason::Service(error.full_message()));
            }
            _ => {}
        }
    }

    /// How long nothing more leaves after these answers, and whether the service
    /// is gone for good.
    fn hold_back(&mut self, seen: Seen, wait: Option<Duration>, now: Duration) {
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

    /// Puts a step where its state says: it goes again, is read, or is finished.
    pub(crate) fn place(&mut self, stage: &mut Stage, mut run: StepRun) {
        if matches!(run.life.state(), StepState::Planned | StepState::Waiting)
            && !run.life.has_attempts()
        {
            run.life.on(StepEvent::AttemptsUsedUp);
            if run.life.state() == StepState::NotSent {
                self.breaker.bad(run.last().and_then(|last| last.status));
            }
        }
        match run.life.state() {
            StepState::Done | StepState::Refused | StepState::NotPossible | StepState::NotSent => {
                self.finish(stage, run, None);
            }
            // No more operations are followed: this one runs on unseen.
            StepState::Running if stage.running.len() >= MAX_FOLLOWED => {
                run.password = None;
                self.finish(stage, run, None);
            }
            _ => stage.put(run),
        }
    }

    /// Notes what came of a step; `seen`: what a read showed.
    pub(crate) fn finish(&mut self, stage: &mut Stage, run: StepRun, seen: Option<bool>) {
        let result = run.result(seen);
        self.progress.settled += 1;
        match run.life.state() {
            StepState::Done => self.breaker.good(),
            StepState::Refused => self.progress.failed += 1,
            _ => {}
        }
        if self.details.len() < MAX_DETAILS {
            let detail = self.details.entry(run.step.id).or_default();
            detail.is_running = run.life.state() == StepState::Running;
            detail.has_yes |= run.life.state() == StepState::Done && seen.is_none();
            if let Some(last) = run.last() {
                detail.code.clone_from(&last.code);
                detail.exit = last.exit;
            }
        }
        stage.finished.push((run, result));
    }

    /// Writes the password of a step that is definitely done.
    pub(crate) fn keep_password(&mut self, run: &mut StepRun) {
        let (Some(file), Some(secret)) = (&mut self.passwords, run.password.take()) else {
            return;
        };
        if let Err(error) = file.write(&run.step.account_id, &run.step.account_name, &secret) {
            let failure = Failure::from_error(Exit::Storage, error)
                .context("a password was set but could not be written to the password file");
            self.stop = Some(StopReason::Storage(failure));
        } else if self.details.len() < MAX_DETAILS {
            self.details.entry(run.step.id).or_default().is_in_file = true;
        }
    }
}

/// What the answers of one batch have in common.
#[derive(Debug, Default, Clone, Copy)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
struct Seen {
    answered: bool,
    throttled: bool,
    faulty: bool,
    undelivered: bool,
}

impl Seen {
    fn note(&mut self, event: StepEvent) {
        self.throttled |= event == StepEvent::Throttled;
        self.faulty |= matches!(
            event,
            StepEvent::Fault | StepEvent::Lost | StepEvent::Conflict
        );
        self.undelivered |= event == StepEvent::NotDelivered;
        self.answered |= !matches!(event, StepEvent::Lost | StepEvent::NotDelivered);
    }
}
