//! One step under way: what is known of it so far.
use crate::domain::task::{ReadBack, StepKind, StepOutcome};
use crate::enforcement::plan::account_plan::{How, Planned};
use crate::exit::Exit;
use crate::graph::GraphError;
use crate::journal::{StepId, StepResult};
use crate::secret::Secret;

/// What is known of a step's effect.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Made {
    /// Nothing was sent, or nothing of it arrived.
    Nothing,
    /// A definite 2xx.
    Done,
    /// A definite no.
    Failed,
    /// It may have been carried out.
    Unclear,
    /// Accepted (202) and running on.
    Running,
}

/// A step under way.
#[derive(Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
pub(crate) struct Live {
    pub planned: Planned,
    pub id: StepId,
    pub sent: bool,
    /// An earlier step of the same batch took it down; it goes again alone.
    pub cut_off: bool,
    pub made: Made,
    /// It failed with an answer that does not say for sure that nothing was
    /// done (a service fault, an unreadable body): a read may show otherwise.
    pub doubtful: bool,
    /// Graph asked to wait longer than we do.
    pub throttled: bool,
    pub read_back: ReadBack,
    pub status: Option<u16>,
    pub request_id: Option<String>,
    pub code: Option<String>,
    pub error: Option<String>,
    /// The exit code that its failure asks for.
    pub exit: Option<Exit>,
    pub password: Option<Secret>,
    /// The password that it set is in the password file.
    pub written_down: bool,
    /// The call and the link of a reset that runs on.
    pub operation: Option<(crate::graph::Call, String)>,
}

impl Live {
    /// A step that nothing is known of yet.
    pub(crate) fn new(planned: Planned, id: StepId) -> Self {
        let error = match planned.how {
            How::NotPossible(why) => Some(why.to_owned()),
            How::Call | How::WriteBack => None,
        };
        Self {
            planned,
            id,
            sent: false,
            cut_off: false,
            made: Made::Nothing,
            doubtful: false,
            throttled: false,
            read_back: ReadBack::NotRead,
            status: None,
            request_id: None,
            code: None,
            error,
            exit: None,
            password: None,
            written_down: false,
            operation: None,
        }
    }

    /// Notes that the call did not succeed.
    pub(crate) fn failed(&mut self, error: &GraphError, exit: Exit) {
        self.cut_off = matches!(error, GraphError::NotTried { .. });
        // What an earlier try may have done, a later refusal does not undo.
        let was_unclear = matches!(self.made, Made::Unclear);
        self.made = if was_unclear || error.is_unclear() {
            Made::Unclear
        } else if self.cut_off {
            Made::Nothing
        } else {
            Made::Failed
        };
        self.status = match error {
            GraphError::Refused { status, .. } => Some(*status),
            _ => None,
        };
        self.doubtful |= match error {
            GraphError::Refused { status, .. } => (500..600).contains(status),
            GraphError::Unreadable { .. } => true,
            GraphError::Throttled { .. }
            | GraphError::Foreign { .. }
            | GraphError::Unclear { .. }
            | GraphError::Transport { .. }
            | GraphError::SignIn { .. }
            | GraphError::NotTried { .. }
            | GraphError::Unrecorded { .. } => false,
        };
        self.throttled = matches!(error, GraphError::Throttled { .. });
        self.request_id = error.request_id().map(str::to_owned);
        self.code = error.code().map(str::to_owned);
        self.exit = Some(exit);
        self.error = Some(error.whole());
    }

    /// Whether the step is sent once more on its own: its outcome is not known
    /// or the service failed, and twice is the same as once.
    pub(crate) fn goes_again(&self) -> bool {
        let passing = self.made == Made::Failed && (self.doubtful || self.throttled);
        let repeatable = self.planned.how == How::Call;
        repeatable && (self.made == Made::Unclear || self.cut_off || passing)
    }

    /// Whether reading the account can say more about it.
    pub(crate) fn is_worth_reading(&self) -> bool {
        let doubtful = self.made == Made::Failed && self.doubtful;
        self.sent && (doubtful || matches!(self.made, Made::Done | Made::Unclear))
    }

    /// Whether Entra says that Active Directory decides about the password.
    pub(crate) fn is_mastered_elsewhere(&self) -> bool {
        self.planned.kind == StepKind::Reset
            && self.planned.how == How::Call
            && self.made == Made::Failed
            && self.status == Some(400)
            && self
                .error
                .as_deref()
                .is_some_and(|text| text.contains("on-premises mastered"))
    }

    /// What came of it, as far as is known now.
    pub(crate) fn outcome(&self) -> StepOutcome {
        if !self.planned.is_possible() {
            return StepOutcome::NotPossible;
        }
        // Sessions at a guest's own tenant cannot be ended from here.
        let beyond_reach = self.planned.guest && self.planned.kind == StepKind::Revoke;
        match self.made {
            Made::Done if beyond_reach => StepOutcome::Unconfirmed,
            Made::Done => StepOutcome::Done,
            Made::Failed if self.doubtful && self.read_back == ReadBack::Seen => StepOutcome::Done,
            Made::Failed => StepOutcome::Failed,
            Made::Unclear if self.read_back == ReadBack::Seen => StepOutcome::Done,
            Made::Unclear | Made::Running => StepOutcome::Unconfirmed,
            Made::Nothing => StepOutcome::NotTried,
        }
    }

    /// What the journal keeps.
    pub(crate) fn result(&self) -> StepResult {
        StepResult {
            outcome: self.outcome(),
            read_back: self.read_back,
            status_code: self.status,
            request_id: self.request_id.clone(),
            error: self.error.clone(),
        }
    }
}
