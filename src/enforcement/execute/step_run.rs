//! A step in a run: its state, its last attempt, and its next call.
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

use crate::context::failures::exit_of;
use crate::domain::clock_offset::ClockOffset;
use crate::domain::password;
use crate::domain::step_life::{StepEvent, StepLife, StepState};
use crate::domain::task::{Action, ReadBack, StepKind, StepMethod, StepOutcome};
use crate::enforcement::verify::read_back::{ReadEffect, UnclearStep};
use crate::entropy::Entropy;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::graph::{Answer, Call, GraphError, calls};
use crate::journal::{OpenStep, StepResult};
use crate::secret::Secret;

/// Maximum age of an intent: after a long wait, or after the machine slept, it is
/// announced again before sending.
const MAX_INTENT_AGE: Duration = Duration::from_secs(60);

/// Time for which a read may not show a write.
const MAX_READ_LAG: SignedDuration = SignedDuration::from_mins(15);

/// Maximum number of failed reads of an account.
const MAX_FAILED_READS: u32 = 4;

/// A step in a run.
#[derive(Debug)]
pub(crate) struct StepRun {
    pub step: OpenStep,
    pub life: StepLife,
    /// The password of the current attempt.
    pub password: Option<Secret>,
    /// The link of an asynchronous reset.
    pub operation: Option<String>,
    /// Time at which its intent was written to disk.
    pub announced: Option<Timestamp>,
    /// Time of the announcement by the monotonic clock.
    pub announced_at: Duration,
    /// Whether the token was renewed for it, which happens only once.
    pub was_renewed: bool,
    /// The `client-request-id` of the announced attempt.
    client_request_id: Option<Uuid>,
    last: Option<Attempt>,
    /// Number of failed reads.
    unread: u32,
    /// Times at which the first and the last attempt were sent that may have been applied.
    maybe_applied: Option<(Timestamp, Timestamp)>,
}

/// The outcome of an attempt.
#[derive(Debug, Clone, Default)]
pub(crate) struct Attempt {
    /// `None` for an attempt of an earlier run.
    pub client_request_id: Option<Uuid>,
    pub status: Option<u16>,
    pub request_id: Option<String>,
    /// Graph's error code.
    pub code: Option<String>,
    pub error: Option<String>,
    /// The exit code for its failure.
    pub exit: Option<Exit>,
}

impl StepRun {
    /// Creates a step without attempts in this run. If an earlier run may have applied
    /// it, no refusal changes that.
    pub(crate) fn new(step: OpenStep) -> Self {
        let mut life = StepLife::new(step.way != StepMethod::WriteBack);
        let last = step.doubtful.then(|| {
            life.handle(StepEvent::UnclearFromEarlierRun);
            Attempt {
                error: Some("an earlier run ended before it had an answer".to_owned()),
                ..Attempt::default()
            }
        });
        Self {
            maybe_applied: step.sent.filter(|_| step.doubtful).map(|at| (at, at)),
            step,
            life,
            password: None,
            operation: None,
            announced: None,
            announced_at: Duration::ZERO,
            was_renewed: false,
            client_request_id: None,
            last,
            unread: 0,
        }
    }

    /// Whether it is written back to Active Directory.
    pub(crate) fn is_write_back(&self) -> bool {
        self.step.way == StepMethod::WriteBack
    }

    /// Returns the `client-request-id` of the announced attempt.
    pub(crate) fn announced_request_id(&self) -> Option<String> {
        self.client_request_id.as_ref().map(Uuid::to_string)
    }

    /// Returns the previous attempt.
    pub(crate) fn last_attempt(&self) -> Option<&Attempt> {
        self.last.as_ref()
    }

    /// Returns the `client-request-id` for its result: that of the last attempt that
    /// was sent, not of one that is ready.
    pub(crate) fn result_request_id(&self) -> Option<String> {
        match &self.last {
            Some(last) => last.client_request_id.as_ref().map(Uuid::to_string),
            None => self.announced_request_id(),
        }
    }

    /// Whether the intent is older than [`MAX_INTENT_AGE`] and must be logged again before
    /// sending.
    pub(crate) fn is_stale(&self, now: Duration) -> bool {
        self.announced.is_some() && now.saturating_sub(self.announced_at) > MAX_INTENT_AGE
    }

    /// Assigns a `client-request-id` to the next attempt, for its intent.
    ///
    /// # Errors
    /// Fails if the system provides no random bytes.
    pub(crate) fn assign_request_id(&mut self, entropy: &dyn Entropy) -> Result<(), Failure> {
        if self.life.state() == StepState::Announced {
            self.life.handle(StepEvent::Withdrawn);
        }
        self.client_request_id = Some(entropy.uuid()?);
        Ok(())
    }

    /// Returns the call for the announced attempt, each time with a new password if it
    /// sets one.
    ///
    /// # Errors
    /// Fails if the system provides no random bytes.
    pub(crate) fn next_call(
        &mut self,
        new_password: bool,
        entropy: &dyn Entropy,
    ) -> Result<Call, Failure> {
        let id = &self.step.account_id;
        let call = match self.step.kind {
            StepKind::Disable => calls::users::set_enabled(id, false),
            StepKind::Enable => calls::users::set_enabled(id, true),
            StepKind::Revoke => calls::users::revoke_sessions(id),
            StepKind::Reset if new_password => {
                let secret = password::generate(entropy)?;
                self.password = Some(secret.clone());
                if self.step.way == StepMethod::WriteBack {
                    calls::users::reset_with_write_back(id, secret)
                } else {
                    calls::users::set_password(id, secret)
                }
            }
            StepKind::Reset => calls::users::force_password_change(id),
            StepKind::DisableDevice | StepKind::EnableDevice => {
                let Some(device) = &self.step.device else {
                    return Err(Failure::new(Exit::Fault, "a step names no device"));
                };
                let enabled = self.step.kind == StepKind::EnableDevice;
                calls::devices::set_enabled(&device.id, enabled)
            }
        };
        Ok(match self.client_request_id {
            Some(number) => call.with_request_id(number),
            None => call,
        })
    }

    /// Handles the reply to the attempt.
    pub(crate) fn handle_reply(
        &mut self,
        event: StepEvent,
        reply: Result<Answer, GraphError>,
        now: Timestamp,
    ) {
        let was_applied = self.life.maybe_applied();
        self.life.handle(StepEvent::Sent);
        self.life.handle(event);
        if self.life.maybe_applied() && (!was_applied || event.may_have_been_applied()) {
            let left = self.announced.unwrap_or(now);
            let first = self.maybe_applied.map_or(left, |(first, _)| first);
            self.maybe_applied = Some((first, now));
        }
        if event == StepEvent::MasteredElsewhere {
            self.step.way = StepMethod::WriteBack;
        }
        if event != StepEvent::Success && event != StepEvent::Accepted {
            self.password = None;
        }
        self.last = Some(match reply {
            Ok(answer) => {
                let odd = event == StepEvent::UnexpectedSuccess;
                self.operation = answer.location.filter(|_| event == StepEvent::Accepted);
                Attempt {
                    client_request_id: self.client_request_id,
                    status: Some(answer.status),
                    request_id: answer.request_id,
                    error: odd
                        .then(|| format!("HTTP {} is not the documented success", answer.status)),
                    ..Attempt::default()
                }
            }
            Err(error) => Attempt {
                client_request_id: self.client_request_id,
                status: error.status(),
                request_id: error.request_id().map(str::to_owned),
                code: error.code().map(str::to_owned),
                error: Some(error.full_message()),
                exit: Some(exit_of(&error)),
            },
        });
    }

    /// Refuses the step because of a guard-rail. This says nothing about earlier
    /// attempts.
    pub(crate) fn refuse(&mut self, why: &str) {
        self.rule_out(format!("refused by a guard-rail: it {why}"), Exit::Refused);
    }

    /// Rules the step out because its target was deleted.
    pub(crate) fn rule_out_deleted(&mut self, why: &str) {
        self.rule_out(why.to_owned(), Exit::NotFound);
    }

    fn rule_out(&mut self, error: String, exit: Exit) {
        self.life.handle(StepEvent::Forbidden);
        self.last = Some(Attempt {
            error: Some(error),
            exit: Some(exit),
            ..Attempt::default()
        });
    }

    /// Handles the state of the operation that the step started.
    pub(crate) fn handle_operation(&mut self, event: StepEvent, why: Option<String>) {
        self.life.handle(event);
        if let (StepEvent::OperationFailed, Some(last)) = (event, &mut self.last) {
            last.exit = Some(Exit::Partial);
            last.error =
                Some(why.unwrap_or_else(|| {
                    "the reset failed on its way to Active Directory".to_owned()
                }));
        }
    }

    /// Handles the result of a read. Returns whether the effect was visible. A visible
    /// effect that does not prove the step may be sent again, and is never reported as
    /// refused.
    pub(crate) fn handle_read(
        &mut self,
        shown: ReadEffect,
        action: Action,
        is_written_down: bool,
        offset: Option<ClockOffset>,
        now: Timestamp,
    ) -> Option<bool> {
        let lagged = self
            .maybe_applied
            .is_some_and(|(_, last)| now.duration_since(last) >= MAX_READ_LAG);
        let first = self.maybe_applied.map(|(first, _)| first);
        let seen = shown.proves_done(UnclearStep {
            kind: self.step.kind,
            way: self.step.way,
            is_written_down,
            follows_reset: action.steps().contains(&StepKind::Reset),
            sent: first.map(|first| offset.unwrap_or_default().service_time(first)),
        });
        let overdue = lagged && !shown.is_visible();
        match seen {
            Some(true) => self.life.handle(StepEvent::EffectSeen),
            Some(false) => self.life.handle(StepEvent::EffectNotSeen { overdue }),
            None => false,
        };
        seen
    }

    /// Counts a failed read, and returns whether to read again.
    pub(crate) fn should_read_again(&mut self) -> bool {
        self.unread += 1;
        self.unread < MAX_FAILED_READS
    }

    /// Returns the result for the journal; `seen`: whether a read showed the effect.
    pub(crate) fn result(&self, seen: Option<bool>) -> StepResult {
        let last = self.last.clone().unwrap_or_default();
        let outcome = match self.life.state() {
            StepState::Done if is_unverifiable_here(self.step.way, self.step.kind) => {
                StepOutcome::Unconfirmed
            }
            StepState::Done => StepOutcome::Done,
            StepState::Refused => StepOutcome::Failed,
            StepState::Unclear | StepState::Running | StepState::Sent => StepOutcome::Unconfirmed,
            StepState::NotPossible => StepOutcome::NotPossible,
            StepState::NotSent | StepState::Planned | StepState::Announced | StepState::Waiting => {
                StepOutcome::NotTried
            }
        };
        StepResult {
            outcome,
            read_back: match seen {
                Some(true) => ReadBack::Seen,
                Some(false) => ReadBack::NotVisibleYet,
                None => ReadBack::NotRead,
            },
            // A guest's undocumented success must not look like the documented one.
            status_code: last.status.filter(|status| {
                let is_odd = last.error.is_some() && *status < 300;
                !(is_odd
                    && self.step.way == StepMethod::Guest
                    && outcome == StepOutcome::Unconfirmed)
            }),
            request_id: last.request_id,
            error: last.error,
        }
    }
}

/// Whether no read from this tenant can show the effect: a guest's sessions belong to
/// the home tenant.
pub(crate) fn is_unverifiable_here(way: StepMethod, kind: StepKind) -> bool {
    way == StepMethod::Guest && kind == StepKind::Revoke
}
