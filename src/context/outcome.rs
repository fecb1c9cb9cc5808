//! Return value of commands.
use crate::exit::Exit;
use crate::failure::Failure;
use crate::output::{Records, Report};

/// Result of a command: the report to print and the exit code.
#[derive(Debug)]
pub struct Outcome {
    /// The report, if there is one.
    pub report: Option<Box<dyn Report>>,
    /// Exit code of the process.
    pub exit: Exit,
    /// Exit code of a program that the command ran, in place of `exit`.
    pub program_exit: Option<u8>,
    /// Records for `jsonl`, if the report itself does not have all of them.
    pub records: Option<Box<dyn Records>>,
}

impl Outcome {
    /// Returns a successful outcome with a report.
    pub fn done(report: impl Report + 'static) -> Self {
        Self::with(report, Exit::Done)
    }

    /// Returns an outcome with a report and an exit code of its own.
    pub fn with(report: impl Report + 'static, exit: Exit) -> Self {
        Self {
            report: Some(Box::new(report)),
            exit,
            program_exit: None,
            records: None,
        }
    }

    /// Returns an outcome without a report: it was printed already, or there is none.
    pub fn silent(exit: Exit) -> Self {
        Self {
            report: None,
            exit,
            program_exit: None,
            records: None,
        }
    }

    /// Returns the outcome of a program that the command ran: it has written its own output.
    pub fn of_program(code: u8) -> Self {
        Self {
            program_exit: Some(code),
            ..Self::silent(Exit::Done)
        }
    }

    /// Returns an outcome whose report has only some of the records.
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

/// Result of every command.
pub type CommandResult = Result<Outcome, Failure>;
