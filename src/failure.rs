//! Failures of commands.
//!
//! Every failure says what failed, why, and what to do next. It has an exit code and, if
//! Microsoft gave one, the request id. It never has a secret, since the underlying errors
//! are built without them.
use std::fmt;

use crate::cli::command_line::{CommandLine, TargetFlags};
use crate::exit::Exit;

/// A next step for the user after a failure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Next {
    /// Run a command of this program.
    Run(CommandLine),
    /// Sign in for the purpose of the failed command.
    SignIn,
    /// Run a command line of another program.
    RunProgram(String),
    /// Do something for which there is no command.
    Do(String),
}

impl Next {
    /// Returns the command line to copy; `None` if there is no command.
    pub fn command(&self) -> Option<String> {
        match self {
            Self::Run(line) => Some(line.to_string()),
            Self::SignIn => Some(CommandLine::from_words("auth login").to_string()),
            Self::RunProgram(line) => Some(line.clone()),
            Self::Do(_) => None,
        }
    }

    /// Returns the command line, or the advice.
    pub fn text(&self) -> String {
        match self {
            Self::Do(text) => text.clone(),
            Self::Run(_) | Self::SignIn | Self::RunProgram(_) => self.command().unwrap_or_default(),
        }
    }
}

/// Failure of a command: the exit code, the cause and the remedy.
#[derive(Debug)]
pub struct Failure {
    /// Exit code of the process.
    pub exit: Exit,
    /// The error, with its chain of causes.
    pub error: anyhow::Error,
    /// Next steps, best first.
    pub next: Vec<Next>,
    /// Graph's `request-id` or Entra's `trace_id`, for a support request.
    pub request_id: Option<String>,
    /// The service's own error code, such as `Authorization_RequestDenied` or `AADSTS53003`.
    pub code: Option<String>,
}

impl Failure {
    /// Creates a failure with the message `what`.
    pub fn new(exit: Exit, what: impl fmt::Display) -> Self {
        Self::from_error(exit, anyhow::anyhow!("{what}"))
    }

    /// Creates a failure with the whole chain of causes of `error`.
    pub fn from_error(exit: Exit, error: impl Into<anyhow::Error>) -> Self {
        Self {
            exit,
            error: error.into(),
            next: Vec::new(),
            request_id: None,
            code: None,
        }
    }

    /// Adds the action `what` that failed.
    #[must_use]
    pub fn context(mut self, what: impl fmt::Display + Send + Sync + 'static) -> Self {
        self.error = self.error.context(what);
        self
    }

    /// Adds a command line of this program as a fix.
    #[must_use]
    pub fn run(mut self, line: impl Into<CommandLine>) -> Self {
        self.next.push(Next::Run(line.into()));
        self
    }

    /// Adds a command line of another program as a remedy, quoted for a shell.
    #[must_use]
    pub fn run_program(mut self, line: impl Into<String>) -> Self {
        self.next.push(Next::RunProgram(line.into()));
        self
    }

    /// Adds a sign-in for the purpose of the failed command.
    #[must_use]
    pub fn sign_in(mut self) -> Self {
        self.next.push(Next::SignIn);
        self
    }

    /// Returns the failure with complete command lines: with the flags of the failed command,
    /// and a sign-in for `purpose`.
    #[must_use]
    pub fn with_target(mut self, flags: &TargetFlags, purpose: Option<&'static str>) -> Self {
        for next in &mut self.next {
            let line = match next {
                Next::Run(line) => line.clone(),
                Next::SignIn => CommandLine::from_words("auth login").option_if("--for", purpose),
                Next::RunProgram(_) | Next::Do(_) => continue,
            };
            *next = Next::Run(line.with_target(flags));
        }
        self
    }

    /// Adds a next step outside of this program.
    #[must_use]
    pub fn advise(mut self, text: impl Into<String>) -> Self {
        self.next.push(Next::Do(text.into()));
        self
    }

    /// Sets the service's request id.
    #[must_use]
    pub fn request_id(mut self, id: Option<String>) -> Self {
        self.request_id = id;
        self
    }

    /// Sets the service's error code.
    #[must_use]
    pub fn code(mut self, code: Option<String>) -> Self {
        self.code = code;
        self
    }
}

impl From<crate::entropy::NoEntropy> for Failure {
    fn from(error: crate::entropy::NoEntropy) -> Self {
        Self::from_error(Exit::Fault, error)
    }
}

/// Returns an error with its causes, in one line.
pub fn one_line(error: &dyn std::error::Error) -> String {
    let mut line = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        line = format!("{line}: {cause}");
        source = cause.source();
    }
    line
}
