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
//! | found at start | planned → unclear, may be applied |
//! | run ended | planned, announced, waiting → not sent; unclear if it may be applied; sent → unclear |
//!
//! | unclear from earlier run | planned → unclear, may be applied |
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
    /// The first byte may have left.
    Sent,
    /// Will be sent again later: the service asked to wait.
    Waiting,
    /// Accepted; the service executes it asynchronously.
    Running,
    /// The outcome is unknown until a read shows it.
    Unclear,
    /// Succeeded by the answer, or a read shows it.
    Done,
    /// Refused, and no attempt may have been applied.
    Refused,
    /// Ruled out by a guard-rail or the kind of account.
    NotPossible,
    /// No attempt may have been applied, and none follows in this run.
    NotSent,
}

/// An event in the life of a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StepEvent {
    /// Intent and `client-request-id` are on disk.
    Announced,
    /// The intent is too old, or was held back; it will be announced again.
    Withdrawn,
    /// The intent could not be written to disk.
    NotRecorded,
    /// The first byte may have left.
    Sent,
    /// The documented success, without an error in its body.
    Success,
    /// Accepted, with a link to an asynchronous operation.
    Accepted,
    /// Any other 2xx.
    UnexpectedSuccess,
    /// Graph refused this step.
    Refused,
    /// Graph refused the batch request that carried it.
    BatchRefused,
    /// Active Directory manages this password.
    MasteredElsewhere,
    /// 429.
    Throttled,
    /// 409 `Directory_ConcurrencyViolation`, 423.
    Conflict,
    /// 408 or any 5xx.
    Fault,
    /// No answer, or a truncated one.
    Lost,
    /// An answer that is missing, duplicated or cannot be parsed.
    Unusable,
    /// A proxy or a sign-in portal answered.
    NotGraph,
    /// Nothing was sent: name resolution, connection or TLS failed.
    NotDelivered,
    /// 424: an earlier step of its chain failed.
    DependencyFailed,
    /// The session ended and could not be renewed.
    SessionEnded,
    /// A guard-rail forbids it now.
    Forbidden,
    /// A read shows its effect.
    EffectSeen,
    /// A read does not show its effect.
    EffectNotSeen {
        /// Whether the last attempt that may have been applied is older than the lag of reads.
        overdue: bool,
    },
    /// The operation succeeded.
    OperationSucceeded,
    /// The operation failed.
    OperationFailed,
    /// The operation is still running.
    OperationRunning,
    /// No attempt is left in this run.
    AttemptsUsedUp,
    /// An earlier run left it without a known outcome.
    UnclearFromEarlierRun,
    /// The run ended.
    RunEnded,
}

impl StepEvent {
    /// Whether the attempt may have been applied.
    pub fn may_apply(self) -> bool {
        matches!(
            self,
            Self::UnexpectedSuccess | Self::Unusable | Self::NotGraph | Self::Fault | Self::Lost
        )
    }
}

/// The last verdict on a step of which an earlier attempt may have been applied.
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
    /// Whether sending it twice has the same effect as once.
    repeatable: bool,
    attempts: u32,
    last_verdict: LastVerdict,
    /// Whether a read after the last attempt did not show its effect.
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

    /// Whether it is unclear and its last verdict was a refusal.
    pub fn is_refused_unclear(&self) -> bool {
        self.state == StepState::Unclear && self.last_verdict == LastVerdict::Refused
    }

    /// Whether an attempt is left in this run.
    pub fn has_attempts(&self) -> bool {
        self.attempts < MAX_ATTEMPTS
    }

    /// Whether it may be announced now.
    pub fn can_announce(&self) -> bool {
        match self.state {
            StepState::Planned | StepState::Waiting => self.has_attempts(),
            StepState::Unclear => {
                self.repeatable
                    && self.has_attempts()
                    && self.read_without_effect
                    && self.last_verdict == LastVerdict::None
            }
            _ => false,
        }
    }

    /// Handles an event. Returns whether it can happen in this state; otherwise nothing
    /// changes.
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
                self.ensure_not_applied(S::Refused)
            }
            (S::Sent, E::BatchRefused) => self.ensure_not_applied(S::Planned),
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
                self.ensure_not_applied(S::NotPossible)
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
            (S::Running, E::OperationFailed) => self.ensure_not_applied(S::Refused),
            (S::Running, E::OperationRunning | E::RunEnded) => S::Running,
            (S::Planned, E::UnclearFromEarlierRun) if self.attempts == 0 => {
                self.maybe_applied = true;
                S::Unclear
            }
            (S::Planned | S::Announced | S::Waiting, E::AttemptsUsedUp | E::RunEnded) => {
                self.ensure_not_applied(S::NotSent)
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

    /// Returns `state`, or unclear if an earlier attempt may have been applied.
    fn ensure_not_applied(&self, state: StepState) -> StepState {
        if self.maybe_applied {
            StepState::Unclear
        } else {
            state
        }
    }
}
