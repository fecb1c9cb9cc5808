//! One step in a run: its life, its last attempt, and the call of the next.
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

use crate::context::failures::exit_of;
use crate::domain::clock_offset::ClockOffset;
use crate::domain::password;
use crate::domain::step_life::{StepEvent, StepLife, StepState};
use crate::domain::task::{Action, ReadBack, StepKind, StepMethod, StepOutcome};
use crate::enforcement::verify::read_back::{Shown, Unclear};
use crate::entropy::Entropy;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::graph::{Answer, Call, GraphError, calls};
use crate::journal::{OpenStep, StepResult};
use crate::secret::Secret;

/// Longest time between an intent and its first byte: what is sent after a long
/// wait, or after the machine slept, is announced again.
const STALE: Duration = Duration::from_secs(60);

/// For how long a read may not show what was written.
const MAY_LAG: SignedDuration = SignedDuration::from_mins(15);

/// How often an account is read that cannot be read.
const MAX_UNREAD: u32 = 4;

/// A step in a run.
#[derive(Debug)]
pub(crate) struct StepRun {
    pub step: OpenStep,
    pub life: StepLife,
    /// The password of the attempt that is under way.
    pub password: Option<Secret>,
    /// The link of a reset that runs on.
    pub operation: Option<String>,
    /// When its intent became durable.
    pub announced: Option<Timestamp>,
    /// The same by the monotonic clock.
    pub announced_at: Duration,
    /// The token was renewed for it once: that is not done again.
    pub was_renewed: bool,
    /// The `client-request-id` of the attempt that was announced last.
    client_request_id: Option<Uuid>,
    last: Option<Attempt>,
    /// How often it could not be read.
    unread: u32,
    /// When the first and the last attempt left that may have been applied.
    maybe_applied: Option<(Timestamp, Timestamp)>,
}

/// What came of an attempt.
#[derive(Debug, Clone, Default)]
pub(crate) struct Attempt {
    /// None of an earlier run.
    pub client_request_id: Option<Uuid>,
    pub status: Option<u16>,
    pub request_id: Option<String>,
    /// Graph's error code.
    pub code: Option<String>,
    pub error: Option<String>,
    /// The exit code that its failure asks for.
    pub exit: Option<Exit>,
}

impl StepRun {
    /// A step that this run did not attempt yet. What an earlier run may have
    /// done, no refusal takes back.
    pub(crate) fn new(step: OpenStep) -> Self {
        let mut life = StepLife::new(step.way != StepMethod::WriteBack);
        let last = step.doubtful.then(|| {
            life.on(StepEvent::FoundAtStart);
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

    /// Whether it goes by way of Active Directory.
    pub(crate) fn is_write_back(&self) -> bool {
        self.step.way == StepMethod::WriteBack
    }

    /// The `client-request-id` of the attempt that is announced.
    pub(crate) fn announced_id(&self) -> Option<String> {
        self.client_request_id.as_ref().map(Uuid::to_string)
    }

    /// What came of the attempt before this one.
    pub(crate) fn last(&self) -> Option<&Attempt> {
        self.last.as_ref()
    }

    /// The `client-request-id` that its result belongs to: of the last attempt
    /// that left, not of one that lies ready.
    pub(crate) fn result_id(&self) -> Option<String> {
        match &self.last {
            Some(last) => last.client_request_id.as_ref().map(Uuid::to_string),
            None => self.announced_id(),
        }
    }

    /// Whether the intent is older than [`STALE`] and must be logged again before
    /// sending.
    pub(crate) fn is_stale(&self, now: Duration) -> bool {
        self.announced.is_some() && now.saturating_sub(self.announced_at) > STALE
    }

    /// Gives the next attempt its `client-request-id`, so that its intent names it.
    ///
    /// # Errors
    /// Where there is no randomness.
    pub(crate) fn name_attempt(&mut self, entropy: &dyn Entropy) -> Result<(), Failure> {
        if self.life.state() == StepState::Announced {
            self.life.on(StepEvent::Withdrawn);
        }
        self.client_request_id = Some(entropy.uuid()?);
        Ok(())
    }

    /// The call of the announced attempt; each one that sets a password sets a new one.
    ///
    /// # Errors
    /// Where there is no randomness.
    pub(crate) fn call(
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

    /// Takes in what came of the attempt that was sent.
    pub(crate) fn absorb(
        &mut self,
        event: StepEvent,
        reply: Result<Answer, GraphError>,
        now: Timestamp,
    ) {
        let was_applied = self.life.maybe_applied();
        self.life.on(StepEvent::Sent);
        self.life.on(event);
        if self.life.maybe_applied() && (!was_applied || event.may_apply()) {
            let left = self.announced.unwrap_or(now);
            let first = self.maybe_applied.map_or(left, |(first, _)| first);
            self.maybe_applied = Some((first, now));
        }
        if event == StepEvent::MasteredElsewhere {
            self.step.way = StepMethod::WriteBack;
        }
        if event != StepEvent::Yes && event != StepEvent::Accepted {
            self.password = None;
        }
        self.last = Some(match reply {
            Ok(answer) => {
                let odd = event == StepEvent::OddSuccess;
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

    /// A guard-rail forbids it by now, which says nothing of an earlier attempt.
    pub(crate) fn bar(&mut self, why: &str) {
        self.rule_out(format!("refused by a guard-rail: it {why}"), Exit::Refused);
    }

    /// What it would change is gone.
    pub(crate) fn rule_out_gone(&mut self, why: &str) {
        self.rule_out(why.to_owned(), Exit::NotFound);
    }

    fn rule_out(&mut self, error: String, exit: Exit) {
        self.life.on(StepEvent::Barred);
        self.last = Some(Attempt {
            error: Some(error),
            exit: Some(exit),
            ..Attempt::default()
        });
    }

    /// What the operation that it started came to.
    pub(crate) fn operation_ended(&mut self, event: StepEvent, why: Option<String>) {
        self.life.on(event);
        if let (StepEvent::OperationFailed, Some(last)) = (event, &mut self.last) {
            last.exit = Some(Exit::Partial);
            last.error =
                Some(why.unwrap_or_else(|| {
                    "the reset failed on its way to Active Directory".to_owned()
                }));
        }
    }

    /// Takes in what a read showed, and returns whether the effect was seen. What
    /// shows but does not count may go again, and is never called refused.
    pub(crate) fn read(
        &mut self,
        shown: Shown,
        action: Action,
        is_written_down: bool,
        offset: Option<ClockOffset>,
        now: Timestamp,
    ) -> Option<bool> {
        let lagged = self
            .maybe_applied
            .is_some_and(|(_, last)| now.duration_since(last) >= MAY_LAG);
        let first = self.maybe_applied.map(|(first, _)| first);
        let seen = shown.counts(Unclear {
            kind: self.step.kind,
            way: self.step.way,
            is_written_down,
            follows_reset: action.steps().contains(&StepKind::Reset),
            sent: first.map(|first| offset.unwrap_or_default().service_time(first)),
        });
        let overdue = lagged && !shown.is_yes();
        match seen {
            Some(true) => self.life.on(StepEvent::Seen),
            Some(false) => self.life.on(StepEvent::NotSeen { overdue }),
            None => false,
        };
        seen
    }

    /// Notes that its account could not be read, and says whether it is read again.
    pub(crate) fn is_read_again(&mut self) -> bool {
        self.unread += 1;
        self.unread < MAX_UNREAD
    }

    /// What the journal keeps; `seen`: what a read showed.
    pub(crate) fn result(&self, seen: Option<bool>) -> StepResult {
        let last = self.last.clone().unwrap_or_default();
        let outcome = match self.life.state() {
            StepState::Done if is_beyond(self.step.way, self.step.kind) => StepOutcome::Unconfirmed,
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
            // A guest's odd success must not look like the documented one.
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

/// Whether the effect of a step lies where no read from this tenant reaches: a
/// guest's sessions are the home tenant's.
pub(crate) fn is_beyond(way: StepMethod, kind: StepKind) -> bool {
    way == StepMethod::Guest && kind == StepKind::Revoke
}
