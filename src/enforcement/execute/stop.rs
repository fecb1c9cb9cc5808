//! Why a run ended before its last step.
use crate::context::failures::exit_of;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::graph::GraphError;

/// Why a run ended before its last step.
#[derive(Debug)]
pub(crate) enum StopReason {
    /// Something could not be recorded.
    Storage(Failure),
    /// Too many steps in a row failed, or what decides could not be read again.
    Breaker(String),
    /// There is no usable session any more.
    Session {
        /// What the sign-in service or Graph said.
        why: String,
        /// Sign in again, or wait.
        exit: Exit,
    },
    /// Graph is out of reach, or a proxy answers in its place.
    Service(String),
    /// Graph refused the request that carried the steps.
    Refused {
        /// What Graph said.
        why: String,
        /// The exit code that its answer asks for.
        exit: Exit,
    },
    /// Ctrl-C, or a closed terminal.
    Interrupted,
}

impl StopReason {
    /// The session ended, as this error says.
    pub(crate) fn of_session(error: &GraphError) -> Self {
        let exit = match error {
            GraphError::Unclear { source, .. } => exit_of(source),
            other => exit_of(other),
        };
        Self::Session {
            why: error.full_message(),
            exit,
        }
    }

    /// Graph refused a whole request, as this error says.
    pub(crate) fn of_refusal(error: &GraphError) -> Self {
        Self::Refused {
            why: error.full_message(),
            exit: exit_of(error),
        }
    }

    /// What the command ends with.
    pub(crate) fn exit(&self) -> Exit {
        match self {
            Self::Storage(failure) => failure.exit,
            Self::Breaker(_) => Exit::Partial,
            Self::Session { exit, .. } | Self::Refused { exit, .. } => *exit,
            Self::Service(_) => Exit::TryAgain,
            Self::Interrupted => Exit::Interrupted,
        }
    }

    /// The reason as a sentence.
    pub(crate) fn sentence(&self) -> String {
        match self {
            Self::Storage(failure) => format!("it could not be recorded: {:#}", failure.error),
            Self::Breaker(why)
            | Self::Service(why)
            | Self::Session { why, .. }
            | Self::Refused { why, .. } => why.clone(),
            Self::Interrupted => "interrupted; what was under way was finished".to_owned(),
        }
    }
}
