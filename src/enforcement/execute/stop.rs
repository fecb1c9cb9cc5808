//! Reasons why a run ended before its last step.
use crate::context::failures::exit_of;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::graph::GraphError;

/// Reason why a run ended before its last step.
#[derive(Debug)]
pub(crate) enum StopReason {
    /// A record could not be written.
    Storage(Failure),
    /// Too many consecutive steps failed, or facts could not be read again.
    Breaker(String),
    /// There is no valid session anymore.
    Session {
        /// The message of the sign-in service or Graph.
        why: String,
        /// Exit code: sign in again, or wait.
        exit: Exit,
    },
    /// Graph is unreachable, or a proxy answered instead.
    Service(String),
    /// Graph refused the batch request.
    Refused {
        /// The message of Graph.
        why: String,
        /// The exit code for the answer.
        exit: Exit,
    },
    /// Ctrl-C, or the terminal was closed.
    Interrupted,
}

impl StopReason {
    /// Returns the reason for an ended session.
    pub(crate) fn session_ended(error: &GraphError) -> Self {
        let exit = match error {
            GraphError::Unclear { source, .. } => exit_of(source),
            other => exit_of(other),
        };
        Self::Session {
            why: error.full_message(),
            exit,
        }
    }

    /// Returns the reason for a refused batch request.
    pub(crate) fn batch_refused(error: &GraphError) -> Self {
        Self::Refused {
            why: error.full_message(),
            exit: exit_of(error),
        }
    }

    /// Returns the exit code of the command.
    pub(crate) fn exit(&self) -> Exit {
        match self {
            Self::Storage(failure) => failure.exit,
            Self::Breaker(_) => Exit::Partial,
            Self::Session { exit, .. } | Self::Refused { exit, .. } => *exit,
            Self::Service(_) => Exit::TryAgain,
            Self::Interrupted => Exit::Interrupted,
        }
    }

    /// Returns the reason as a sentence.
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
