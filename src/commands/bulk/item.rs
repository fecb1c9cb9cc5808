//! One step under way in a bulk run: its call, how often it was tried, and
//! what an answer makes of it.
use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

use super::settle::is_beyond;
use crate::commands::failures::exit_of;
use crate::domain::password;
use crate::domain::task::{ReadBack, StepKind, StepOutcome, Way};
use crate::entropy::Entropy;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::graph::{Answer, Call, GraphError, calls};
use crate::journal::{OpenStep, StepResult};
use crate::secret::Secret;

/// Longest time between an intent and its first byte: what is sent after a long
/// wait, or after the machine slept, is announced anew.
const STALE: SignedDuration = SignedDuration::from_secs(60);

/// How often a step is tried while its outcome is open.
const MOST_TRIES: u32 = 5;

/// How often a throttled step waits its turn.
const MOST_WAITS: u32 = 200;

/// For how long a read may not show what was written.
const MAY_LAG: SignedDuration = SignedDuration::from_mins(15);

/// A step under way.
#[derive(Debug)]
pub(crate) struct Item {
    pub step: OpenStep,
    pub password: Option<Secret>,
    /// Its intent is in the audit log.
    pub announced: Option<Timestamp>,
    tries: u32,
    waits: u32,
    /// The `client-request-id` of the last try.
    number: Option<Uuid>,
    /// What the last try said.
    last: Option<Last>,
    /// Some try of this run may have been carried out.
    doubtful_now: bool,
}

/// What came of a try after which it may go again.
#[derive(Debug)]
pub(crate) struct Last {
    unclear: bool,
    /// Its `client-request-id`; an earlier run's is not known here.
    pub number: Option<Uuid>,
    pub result: StepResult,
}

/// What to do with a step after a try.
#[derive(Debug)]
pub(crate) enum Then {
    /// It has its outcome.
    Finished(StepResult),
    /// Only reading can tell.
    Read,
    /// It goes again.
    Again,
}

impl Item {
    /// A step that was not tried in this run. Where an earlier one may have
    /// carried it out, no refusal takes that back.
    pub(crate) fn new(step: OpenStep) -> Self {
        let last = step.doubtful.then(|| Last {
            unclear: true,
            number: None,
            result: StepResult {
                outcome: StepOutcome::Unconfirmed,
                read_back: ReadBack::NotRead,
                status_code: None,
                request_id: None,
                error: Some("an earlier run ended before it had an answer".to_owned()),
            },
        });
        Self {
            step,
            password: None,
            announced: None,
            tries: 0,
            waits: 0,
            number: None,
            last,
            doubtful_now: false,
        }
    }

    /// The `client-request-id` of the last try, or of the one that a result is of.
    pub(crate) fn number(&self) -> Option<String> {
        self.number.as_ref().map(Uuid::to_string)
    }

    /// What came of the try before this one.
    pub(crate) fn before(&self) -> Option<&Last> {
        self.last.as_ref()
    }

    /// Whether its intent is so old that when it was written says nothing of when
    /// it leaves.
    pub(crate) fn is_stale(&self, now: Timestamp) -> bool {
        let is_old = |at: Timestamp| now.duration_since(at) > STALE;
        self.announced.is_some_and(is_old)
    }

    /// Gives the next try its `client-request-id`, so that its intent names it.
    ///
    /// # Errors
    /// Where there is no randomness.
    pub(crate) fn begin_try(&mut self, entropy: &dyn Entropy) -> Result<(), Failure> {
        self.number = Some(entropy.uuid()?);
        Ok(())
    }

    /// The call of the try that was begun; each one that sets a password sets a new one.
    ///
    /// # Errors
    /// Where there is no randomness.
    pub(crate) fn call(
        &mut self,
        new_password: bool,
        entropy: &dyn Entropy,
    ) -> Result<Call, Failure> {
        let step = &self.step;
        let id = &step.account_id;
        let call = match step.kind {
            StepKind::Disable => calls::users::set_enabled(id, false),
            StepKind::Enable => calls::users::set_enabled(id, true),
            StepKind::Revoke => calls::users::revoke_sessions(id),
            StepKind::Reset if new_password => {
                let secret = password::generate(entropy)?;
                self.password = Some(secret.clone());
                if step.way == Way::WriteBack {
                    calls::users::reset_with_write_back(id, secret)
                } else {
                    calls::users::set_password(id, secret)
                }
            }
            StepKind::Reset => calls::users::force_password_change(id),
        };
        Ok(match self.number {
            Some(number) => call.announced_as(number),
            None => call,
        })
    }

    /// A definite 2xx. The outcome of a guest's sessions and of a reset that
    /// runs on stays open.
    pub(crate) fn done(&self, answer: &Answer) -> StepResult {
        let beyond = match self.step.way {
            Way::Guest => is_beyond(self.step.way, self.step.kind),
            Way::WriteBack => answer.status == 202,
            Way::Call | Way::NotPossible => false,
        };
        StepResult {
            outcome: if beyond {
                StepOutcome::Unconfirmed
            } else {
                StepOutcome::Done
            },
            read_back: ReadBack::NotRead,
            status_code: Some(answer.status),
            request_id: answer.request_id.clone(),
            error: None,
        }
    }

    /// An error after which it may go again.
    pub(crate) fn again(&mut self, error: &GraphError) -> Then {
        let throttled = matches!(error, GraphError::Throttled { .. });
        if throttled {
            self.waits += 1;
        } else {
            self.tries += 1;
        }
        let result = failed(error);
        self.doubtful_now |= error.is_unclear();
        let unclear = error.is_unclear() || self.is_unclear();
        self.last = Some(Last {
            unclear,
            number: self.number,
            result: result.clone(),
        });
        if self.tries < MOST_TRIES && self.waits < MOST_WAITS {
            Then::Again
        } else if unclear {
            Then::Read
        } else {
            Then::Finished(result)
        }
    }

    /// An error after which it does not go again.
    pub(crate) fn over(&mut self, error: &GraphError) -> Then {
        let mut result = failed(error);
        if error.is_unclear() {
            self.doubtful_now = true;
            self.last = Some(Last {
                unclear: true,
                number: self.number,
                result,
            });
            return Then::Read;
        }
        if matches!(
            error,
            GraphError::SignIn { .. } | GraphError::NotTried { .. } | GraphError::Unrecorded { .. }
        ) {
            result.outcome = StepOutcome::NotTried;
        }
        if self.is_unclear() {
            // An earlier try may have been carried out.
            self.last = Some(Last {
                unclear: true,
                number: self.number,
                result,
            });
            return Then::Read;
        }
        Then::Finished(result)
    }

    /// Whether some try may have been carried out.
    pub(crate) fn is_unclear(&self) -> bool {
        self.last.as_ref().is_some_and(|last| last.unclear)
    }

    /// Whether an earlier run may have carried it out, and what this one sent
    /// was refused.
    pub(crate) fn is_refused_anew(&self) -> bool {
        let refused = |last: &Last| is_refusal(&last.result);
        !self.doubtful_now && self.last.as_ref().is_some_and(refused)
    }

    /// A guard-rail forbids it by now, which says nothing of an earlier try.
    pub(crate) fn barred(&mut self, why: &str) -> Then {
        let result = StepResult {
            outcome: StepOutcome::NotPossible,
            read_back: ReadBack::NotRead,
            status_code: None,
            request_id: None,
            error: Some(format!("refused by a guard-rail: it {why}")),
        };
        match &mut self.last {
            Some(last) if last.unclear => {
                last.result = result;
                Then::Read
            }
            _ => Then::Finished(result),
        }
    }

    /// What is recorded of a step that only reading can settle. A no stands
    /// where an earlier try should have shown long ago and does not.
    pub(crate) fn after_reading(&mut self, seen: Option<bool>, now: Timestamp) -> StepResult {
        let mut result = self.left(seen);
        let sent = self.step.sent.filter(|_| !self.doubtful_now);
        let is_old = sent.is_some_and(|sent| now.duration_since(sent) >= MAY_LAG);
        if let (Some(false), Some(last)) = (seen, &self.last)
            && is_old
            && (is_refusal(&last.result) || last.result.outcome == StepOutcome::NotPossible)
        {
            result.outcome = last.result.outcome;
        }
        result
    }

    /// What is recorded of a step that is left as it is: `seen` says whether a
    /// read showed its effect. It is the result of the last try that left, not
    /// of one that lies ready.
    pub(crate) fn left(&mut self, seen: Option<bool>) -> StepResult {
        let unclear = self.is_unclear();
        let mut result = match &self.last {
            Some(last) => {
                self.number = last.number;
                last.result.clone()
            }
            None => StepResult {
                outcome: StepOutcome::NotTried,
                read_back: ReadBack::NotRead,
                status_code: None,
                request_id: None,
                error: None,
            },
        };
        result.outcome = match seen {
            Some(true) => StepOutcome::Done,
            Some(false) | None if unclear => StepOutcome::Unconfirmed,
            Some(false) | None => StepOutcome::NotTried,
        };
        result.read_back = match seen {
            Some(true) => ReadBack::Seen,
            Some(false) => ReadBack::NotVisibleYet,
            None => ReadBack::NotRead,
        };
        result
    }
}

/// Whether it is a definite no to the step itself: neither to who asks nor to
/// how often.
pub(crate) fn is_refusal(result: &StepResult) -> bool {
    let status = result
        .status_code
        .filter(|status| (400..500).contains(status));
    status.is_some_and(|status| !matches!(status, 401 | 408 | 429))
}

fn failed(error: &GraphError) -> StepResult {
    let mut text = error.to_string();
    let mut cause = std::error::Error::source(error);
    while let Some(error) = cause {
        text.push_str(": ");
        text.push_str(&error.to_string());
        cause = error.source();
    }
    StepResult {
        outcome: StepOutcome::Failed,
        read_back: ReadBack::NotRead,
        status_code: status(error),
        request_id: error.request_id().map(str::to_owned),
        error: Some(text),
    }
}

fn status(error: &GraphError) -> Option<u16> {
    match error {
        GraphError::Refused { status, .. } => Some(*status),
        GraphError::Throttled { .. } => Some(429),
        GraphError::Unclear { source, .. } => status(source),
        GraphError::Unreadable { .. }
        | GraphError::Foreign { .. }
        | GraphError::Transport { .. }
        | GraphError::SignIn { .. }
        | GraphError::NotTried { .. }
        | GraphError::Unrecorded { .. } => None,
    }
}

/// Whether an error means that nothing more can be sent in this session.
pub(crate) fn ends_session(error: &GraphError) -> bool {
    match error {
        GraphError::Unclear { source, .. } => ends_session(source),
        other => exit_of(other) == Exit::SignIn,
    }
}

/// Whether the sign-in service could not renew the session now, but may later.
pub(crate) fn is_sign_in_busy(error: &GraphError) -> bool {
    match error {
        GraphError::Unclear { source, .. } => is_sign_in_busy(source),
        other => matches!(other, GraphError::SignIn { .. }) && exit_of(other) == Exit::TryAgain,
    }
}
