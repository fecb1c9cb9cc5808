//! The state machine of a step. Pure.
//!
//! | event | from → to |
//! |---|---|
//! | announced | planned, waiting, unclear (repeatable, attempts left, read and effect not seen) → announced |
//! | withdrawn, not recorded | announced → planned |
//! | sent | announced → sent |
//! | success | sent → done |
//! | accepted | sent → running |
//! | unexpected success, unusable, not Graph | sent → unclear, may be applied |
//! | refused | sent → refused; unclear if it may be applied |
//! | batch refused | sent → planned; unclear if it may be applied |
//! | mastered elsewhere | sent → planned, from now on as a write-back |
//! | throttled, conflict | sent → waiting |
//! | fault, lost | sent → waiting if repeatable, else unclear; may be applied |
//! | not delivered | announced, sent → planned |
//! | dependency failed, session ended | sent → planned |
//! | forbidden | planned, announced, waiting, unclear → not possible; unclear if it may be applied |
//! | effect seen | unclear → done |
//! | effect not seen | unclear → refused or not possible if that was the last verdict and the effect is overdue; else unclear |
//! | operation succeeded, failed, running | running → done; refused (unclear if it may be applied); running |
//! | attempts used up | planned, announced, waiting → not sent; unclear if it may be applied |
//! | unclear from earlier run | planned → unclear, may be applied |
//! | run ended | planned, announced, waiting → not sent; unclear if it may be applied; sent → unclear |
#[cfg(test)]
mod rows;
#[cfg(test)]
mod tests;

/// Maximum attempts of one step in one run. Waiting for quota does not count.
pub const MAX_ATTEMPTS: u32 = 5;

/// The state of a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StepState {
    /// Planned; no attempt is in progress.
    Planned,
    /// The intent is on disk; nothing was sent.
    Announced,
    /// The request may have started to leave this machine.
    Sent,
    /// Will be sent again later: throttled, in conflict, or after a fault.
    Waiting,
    /// Accepted; the service executes the step asynchronously.
    Running,
    /// The outcome is unknown until a read shows it.
    Unclear,
    /// Succeeded, as the answer or a later read shows.
    Done,
    /// Refused, and no attempt took effect.
    Refused,
    /// Ruled out by a guard-rail or the kind of account.
    NotPossible,
    /// Not executed: no attempt took effect, and none follows in this run.
    NotSent,
}

/// An event in the life of a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StepEvent {
    /// Intent and `client-request-id` are on disk.
    Announced,
    /// The announced intent became too old or was held back; it will be announced again.
    Withdrawn,
    /// The intent could not be written to disk.
    NotRecorded,
    /// The request may have started to leave this machine.
    Sent,
    /// The documented success, without an error in its body.
    Success,
    /// Accepted, with a link to an asynchronous operation.
    Accepted,
    /// Any other answer with a 2xx status.
    UnexpectedSuccess,
    /// Graph refused this step.
    Refused,
    /// Graph refused the batch request that contained the step.
    BatchRefused,
    /// Active Directory manages this password.
    MasteredElsewhere,
    /// Throttled by Graph: status 429.
    Throttled,
    /// Conflict with another write: 409 `Directory_ConcurrencyViolation`, or 423.
    Conflict,
    /// Service error: status 408 or any 5xx.
    Fault,
    /// No answer, or a truncated one.
    Lost,
    /// An answer that is missing, duplicated or cannot be parsed.
    Unusable,
    /// A proxy or a sign-in portal answered.
    NotGraph,
    /// Nothing was sent: name resolution, connection or TLS failed.
    NotDelivered,
    /// Status 424: an earlier step of the same chain failed.
    DependencyFailed,
    /// The session ended and could not be renewed.
    SessionEnded,
    /// A guard-rail forbids the step now.
    Forbidden,
    /// A read shows the effect of the step.
    EffectSeen,
    /// A read does not show the effect of the step.
    EffectNotSeen {
        /// Whether the lag of reads has passed since the last attempt that may have been
        /// applied.
        overdue: bool,
    },
    /// The asynchronous operation succeeded.
    OperationSucceeded,
    /// The asynchronous operation failed.
    OperationFailed,
    /// The asynchronous operation is still running.
    OperationRunning,
    /// No attempt is left in this run.
    AttemptsUsedUp,
    /// An earlier run left the step without a known outcome.
    UnclearFromEarlierRun,
    /// The run ended.
    RunEnded,
}

impl StepEvent {
    /// Whether Graph may have applied the attempt that had this outcome.
    pub fn may_have_been_applied(self) -> bool {
        matches!(
            self,
            Self::UnexpectedSuccess | Self::Unusable | Self::NotGraph | Self::Fault | Self::Lost
        )
    }
}

/// Why a step failed last. Becomes its final state if reads show that no earlier attempt
/// was applied.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum LastVerdict {
    None,
    Refused,
    Forbidden,
}

/// The state of a step and its attempts so far.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StepLife {
    state: StepState,
    /// Whether any attempt, of this run or an earlier one, may have been applied. No
    /// answer resets it.
    maybe_applied: bool,
    /// Whether sending the step twice has the same effect as once.
    repeatable: bool,
    attempts: u32,
    last_verdict: LastVerdict,
    /// Whether a read since the last attempt did not show the effect of the step.
    read_without_effect: bool,
}

impl StepLife {
    /// Creates a planned step. `repeatable`: sending it twice has the same effect as
    /// once.
    pub fn new(repeatable: bool) -> Self {
        Self {
            state: StepState::Planned,
            maybe_applied: false,
            repeatable,
            attempts: 0,
            last_verdict: LastVerdict::None,
            read_without_effect: false,
        }
    }

    /// Returns the current state.
    pub fn state(&self) -> StepState {
        self.state
    }

    /// Whether any attempt may have been applied. No later event resets it.
    pub fn maybe_applied(&self) -> bool {
        self.maybe_applied
    }

    /// Whether Graph refused the last attempt, but an earlier one may have been applied.
    pub fn is_refused_unclear(&self) -> bool {
        self.state == StepState::Unclear && self.last_verdict == LastVerdict::Refused
    }

    /// Whether the step may be attempted again in this run.
    pub fn has_attempts_left(&self) -> bool {
        self.attempts < MAX_ATTEMPTS
    }

    /// Whether the step may be announced now, to be sent next.
    pub fn can_announce(&self) -> bool {
        match self.state {
            StepState::Planned | StepState::Waiting => self.has_attempts_left(),
            StepState::Unclear => {
                self.repeatable
                    && self.has_attempts_left()
                    && self.read_without_effect
                    && self.last_verdict == LastVerdict::None
            }
            _ => false,
        }
    }

    /// Moves to the next state. Returns whether the event can happen in the current state;
    /// if not, nothing changes.
    #[expect(
        clippy::match_same_arms,
        reason = "a row of the table each, in its order"
    )]
    pub fn handle(&mut self, event: StepEvent) -> bool {
        use StepEvent as E;
        use StepState as S;
        let next = match (self.state, event) {
            (_, E::Announced) if self.can_announce() => S::Announced,
            (S::Announced, E::Withdrawn | E::NotRecorded) => S::Planned,
            (S::Announced, E::Sent) => {
                self.read_without_effect = false;
                S::Sent
            }
            (S::Sent, E::Success) => S::Done,
            (S::Sent, E::Accepted) => S::Running,
            (S::Sent, E::UnexpectedSuccess | E::Unusable | E::NotGraph) => {
                self.attempts += 1;
                self.maybe_applied = true;
                S::Unclear
            }
            (S::Sent, E::Refused) => {
                self.last_verdict = LastVerdict::Refused;
                self.unclear_if_maybe_applied(S::Refused)
            }
            (S::Sent, E::BatchRefused) => self.unclear_if_maybe_applied(S::Planned),
            (S::Sent, E::MasteredElsewhere) => {
                self.repeatable = false;
                S::Planned
            }
            (S::Sent, E::Throttled) => S::Waiting,
            (S::Sent, E::Conflict) => {
                self.attempts += 1;
                S::Waiting
            }
            (S::Sent, E::Fault | E::Lost) => {
                self.attempts += 1;
                self.maybe_applied = true;
                if self.repeatable {
                    S::Waiting
                } else {
                    S::Unclear
                }
            }
            (S::Sent | S::Announced, E::NotDelivered) => {
                self.attempts += 1;
                S::Planned
            }
            (S::Sent, E::DependencyFailed | E::SessionEnded) => S::Planned,
            (S::Planned | S::Announced | S::Waiting | S::Unclear, E::Forbidden) => {
                self.last_verdict = LastVerdict::Forbidden;
                self.unclear_if_maybe_applied(S::NotPossible)
            }
            (S::Unclear, E::EffectSeen) => S::Done,
            (S::Unclear, E::EffectNotSeen { overdue }) => {
                self.read_without_effect = true;
                match self.last_verdict {
                    LastVerdict::Refused if overdue => S::Refused,
                    LastVerdict::Forbidden if overdue => S::NotPossible,
                    LastVerdict::None | LastVerdict::Refused | LastVerdict::Forbidden => S::Unclear,
                }
            }
            (S::Running, E::OperationSucceeded) => S::Done,
            (S::Running, E::OperationFailed) => self.unclear_if_maybe_applied(S::Refused),
            (S::Running, E::OperationRunning | E::RunEnded) => S::Running,
            (S::Planned, E::UnclearFromEarlierRun) if self.attempts == 0 => {
                self.maybe_applied = true;
                S::Unclear
            }
            (S::Planned | S::Announced | S::Waiting, E::AttemptsUsedUp | E::RunEnded) => {
                self.unclear_if_maybe_applied(S::NotSent)
            }
            (S::Sent, E::RunEnded) => {
                self.maybe_applied = true;
                S::Unclear
            }
            (S::Unclear, E::AttemptsUsedUp | E::RunEnded)
            | (S::Done | S::Refused | S::NotPossible | S::NotSent, E::RunEnded) => self.state,
            _ => return false,
        };
        self.state = next;
        true
    }

    /// Returns `state`, or `Unclear` if an earlier attempt may have been applied.
    fn unclear_if_maybe_applied(&self, state: StepState) -> StepState {
        if self.maybe_applied {
            StepState::Unclear
        } else {
            state
        }
    }
}
