//! The life of a step: what each event makes of it. Pure.
//!
//! | event | from → to |
//! |---|---|
//! | announced | planned, waiting, unclear (repeatable, attempts left, read and not seen) → announced |
//! | withdrawn, not recorded | announced → planned |
//! | sent | announced → sent |
//! | yes | sent → done |
//! | accepted | sent → running |
//! | odd success, unusable, not Graph | sent → unclear, may be applied |
//! | no | sent → refused; unclear if it may be applied |
//! | batch refused | sent → planned; unclear if it may be applied |
//! | mastered elsewhere | sent → planned, from now on as a write-back |
//! | throttled, conflict | sent → waiting |
//! | fault, lost | sent → waiting if repeatable, else unclear; may be applied |
//! | not delivered | announced, sent → planned |
//! | cut off, session ended | sent → planned |
//! | barred | planned, announced, waiting, unclear → not possible; unclear if it may be applied |
//! | seen | unclear → done |
//! | not seen | unclear → refused or not possible where that was the last word and it should have shown by now; else unclear |
//! | operation succeeded, failed, running | running → done; refused (unclear if it may be applied); running |
//! | attempts used up | planned, announced, waiting → not sent; unclear if it may be applied |
//! | found at start | planned → unclear, may be applied |
//! | run ended | planned, announced, waiting → not sent; unclear if it may be applied; sent → unclear |
//!
//! An event that is not in the table for a state changes nothing.
#[cfg(test)]
mod rows;
#[cfg(test)]
mod tests;

/// Attempts of one step in one run. Waiting for the quota is none.
pub const MAX_ATTEMPTS: u32 = 5;

/// Where a step is in its life.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StepState {
    /// Decided on; nothing of this attempt exists yet.
    Planned,
    /// Its intent is durable; no byte has left.
    Announced,
    /// The first byte may have left.
    Sent,
    /// It goes again later: the service asked for time.
    Waiting,
    /// Accepted; the service carries it out on its own time.
    Running,
    /// Only a read can tell.
    Unclear,
    /// A definite yes, or a read that shows it.
    Done,
    /// A definite no, and nothing that may have been applied.
    Refused,
    /// A guard-rail or the kind of account forbids it.
    NotPossible,
    /// No attempt of it may have been applied, and none follows in this run.
    NotSent,
}

/// What happens to a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StepEvent {
    /// Intent and `client-request-id` are durable.
    Announced,
    /// The intent is too old, or is held back: it will be announced again.
    Withdrawn,
    /// The intent could not be made durable.
    NotRecorded,
    /// The first byte may have left.
    Sent,
    /// The documented success, without an error in it.
    Yes,
    /// Accepted, with a link to an operation that runs on.
    Accepted,
    /// Any other 2xx.
    OddSuccess,
    /// Graph's own refusal of this step.
    No,
    /// Graph's own refusal of the request that carried it.
    BatchRefused,
    /// Active Directory decides about this password.
    MasteredElsewhere,
    /// 429.
    Throttled,
    /// 409 `Directory_ConcurrencyViolation`, 423.
    Conflict,
    /// 408 or any 5xx.
    Fault,
    /// No answer, or one that was cut.
    Lost,
    /// An answer that is missing, doubled or cannot be read.
    Unusable,
    /// A proxy or a sign-in portal answered.
    NotGraph,
    /// No byte left: name, connection, TLS.
    NotDelivered,
    /// 424: an earlier step of its chain failed.
    CutOff,
    /// The session ended and could not be renewed.
    SessionEnded,
    /// A guard-rail forbids it by now.
    Barred,
    /// A read shows its effect.
    Seen,
    /// A read does not show its effect.
    NotSeen {
        /// The last attempt that may have been applied is longer ago than reads lag.
        overdue: bool,
    },
    /// The operation ended well.
    OperationSucceeded,
    /// The operation ended badly.
    OperationFailed,
    /// The operation runs on.
    OperationRunning,
    /// No attempt is left in this run.
    AttemptsUsedUp,
    /// An earlier run left it without a definite outcome.
    FoundAtStart,
    /// The run ended.
    RunEnded,
}

impl StepEvent {
    /// Whether the attempt that it ends may have been applied.
    pub fn may_apply(self) -> bool {
        matches!(
            self,
            Self::OddSuccess | Self::Unusable | Self::NotGraph | Self::Fault | Self::Lost
        )
    }
}

/// The last definite word on a step that may have been applied before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum LastWord {
    None,
    No,
    Barred,
}

/// One step's life so far.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StepLife {
    state: StepState,
    /// Some attempt, of this run or an earlier one, may have been applied. No
    /// answer clears it.
    maybe_applied: bool,
    /// Twice is the same as once.
    repeatable: bool,
    attempts: u32,
    last_word: LastWord,
    /// Read since its last attempt, and not seen.
    read_not_seen: bool,
}

impl StepLife {
    /// A step that was decided on. `repeatable`: twice is the same as once.
    pub fn new(repeatable: bool) -> Self {
        Self {
            state: StepState::Planned,
            maybe_applied: false,
            repeatable,
            attempts: 0,
            last_word: LastWord::None,
            read_not_seen: false,
        }
    }

    /// Where it is.
    pub fn state(&self) -> StepState {
        self.state
    }

    /// Whether some attempt may have been applied, whatever came after it.
    pub fn maybe_applied(&self) -> bool {
        self.maybe_applied
    }

    /// Whether its last word was a no.
    pub fn is_refused_unclear(&self) -> bool {
        self.state == StepState::Unclear && self.last_word == LastWord::No
    }

    /// Whether an attempt is left in this run.
    pub fn has_attempts(&self) -> bool {
        self.attempts < MAX_ATTEMPTS
    }

    /// Whether it may be announced now.
    pub fn can_go(&self) -> bool {
        match self.state {
            StepState::Planned | StepState::Waiting => self.has_attempts(),
            StepState::Unclear => {
                self.repeatable
                    && self.has_attempts()
                    && self.read_not_seen
                    && self.last_word == LastWord::None
            }
            StepState::Announced
            | StepState::Sent
            | StepState::Running
            | StepState::Done
            | StepState::Refused
            | StepState::NotPossible
            | StepState::NotSent => false,
        }
    }

    /// Takes an event in. Returns whether it can happen in this state; one that
    /// cannot changes nothing.
    #[expect(
        clippy::match_same_arms,
        reason = "a row of the table each, in its order"
    )]
    pub fn on(&mut self, event: StepEvent) -> bool {
        use StepEvent as E;
        use StepState as S;
        let next = match (self.state, event) {
            (_, E::Announced) if self.can_go() => S::Announced,
            (S::Announced, E::Withdrawn | E::NotRecorded) => S::Planned,
            (S::Announced, E::Sent) => {
                self.read_not_seen = false;
                S::Sent
            }
            (S::Sent, E::Yes) => S::Done,
            (S::Sent, E::Accepted) => S::Running,
            (S::Sent, E::OddSuccess | E::Unusable | E::NotGraph) => {
                self.attempts += 1;
                self.maybe_applied = true;
                S::Unclear
            }
            (S::Sent, E::No) => {
                self.last_word = LastWord::No;
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
            (S::Sent, E::CutOff | E::SessionEnded) => S::Planned,
            (S::Planned | S::Announced | S::Waiting | S::Unclear, E::Barred) => {
                self.last_word = LastWord::Barred;
                self.ensure_not_applied(S::NotPossible)
            }
            (S::Unclear, E::Seen) => S::Done,
            (S::Unclear, E::NotSeen { overdue }) => {
                self.read_not_seen = true;
                match self.last_word {
                    LastWord::No if overdue => S::Refused,
                    LastWord::Barred if overdue => S::NotPossible,
                    LastWord::None | LastWord::No | LastWord::Barred => S::Unclear,
                }
            }
            (S::Running, E::OperationSucceeded) => S::Done,
            (S::Running, E::OperationFailed) => self.ensure_not_applied(S::Refused),
            (S::Running, E::OperationRunning | E::RunEnded) => S::Running,
            (S::Planned, E::FoundAtStart) if self.attempts == 0 => {
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

    /// No answer takes back what an earlier attempt may have done.
    fn ensure_not_applied(&self, state: StepState) -> StepState {
        if self.maybe_applied {
            StepState::Unclear
        } else {
            state
        }
    }
}
