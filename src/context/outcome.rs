//! What a command returns.
use crate::exit::Exit;
use crate::failure::Failure;
use crate::output::{Records, Report};

/// What a command did: the answer to print and the exit code.
#[derive(Debug)]
pub struct Outcome {
    /// The answer, unless there is none.
    pub report: Option<Box<dyn Report>>,
    /// What the process ends with.
    pub exit: Exit,
    /// Its lines as `jsonl`, if the answer itself does not hold them all.
    pub records: Option<Box<dyn Records>>,
}

impl Outcome {
    /// Done, with an answer.
    pub fn done(report: impl Report + 'static) -> Self {
        Self::with(report, Exit::Done)
    }

    /// An answer with an exit code of its own.
    pub fn with(report: impl Report + 'static, exit: Exit) -> Self {
        Self {
            report: Some(Box::new(report)),
            exit,
            records: None,
        }
    }

    /// Without an answer: it was printed already, or there is none.
    pub fn silent(exit: Exit) -> Self {
        Self {
            report: None,
            exit,
            records: None,
        }
    }

    /// An answer that holds only some of its lines.
    pub fn streamed(
        report: impl Report + 'static,
        exit: Exit,
        records: impl Records + 'static,
    ) -> Self {
        Self {
            records: Some(Box::new(records)),
            ..Self::with(report, exit)
        }
    }
}

/// What every command returns.
pub type CommandResult = Result<Outcome, Failure>;
