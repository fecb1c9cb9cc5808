//! What a command says when it could not do its work.
//!
//! Every failure says what failed, why, and what to do next; it carries the
//! exit code and, where Microsoft gave one, the request id. It never holds a
//! secret: errors below it are built without them.
use std::fmt;

use crate::cli::command_line::{CommandLine, TargetFlags};
use crate::exit::Exit;

/// What the user can do about a failure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Next {
    /// Run a command of this program.
    Run(CommandLine),
    /// Sign in for what the command that failed needs.
    SignIn,
    /// Run a command line of another program.
    RunProgram(String),
    /// Do something that no command can do.
    Do(String),
}

impl Next {
    /// The command line to copy; `None` of what no command can do.
    pub fn command(&self) -> Option<String> {
        match self {
            Self::Run(line) => Some(line.to_string()),
            Self::SignIn => Some(CommandLine::from_words("auth login").to_string()),
            Self::RunProgram(line) => Some(line.clone()),
            Self::Do(_) => None,
        }
    }

    /// The command line, or the advice.
    pub fn text(&self) -> String {
        match self {
            Self::Do(text) => text.clone(),
            Self::Run(_) | Self::SignIn | Self::RunProgram(_) => self.command().unwrap_or_default(),
        }
    }
}

/// A command that did not succeed: the exit code, the cause and the remedy.
#[derive(Debug)]
pub struct Failure {
    /// What the process ends with.
    pub exit: Exit,
    /// What failed, with its chain of causes.
    pub error: anyhow::Error,
    /// What to do next, best first.
    pub next: Vec<Next>,
    /// Graph's `request-id` or Entra's `trace_id`, for a support request.
    pub request_id: Option<String>,
    /// The service's own error code (`Authorization_RequestDenied`, `AADSTS53003`).
    pub code: Option<String>,
}

impl Failure {
    /// A failure that says `what` went wrong.
    pub fn new(exit: Exit, what: impl fmt::Display) -> Self {
        Self::from_error(exit, anyhow::anyhow!("{what}"))
    }

    /// A failure that keeps the whole chain of causes of `error`.
    pub fn from_error(exit: Exit, error: impl Into<anyhow::Error>) -> Self {
        Self {
            exit,
            error: error.into(),
            next: Vec::new(),
            request_id: None,
            code: None,
        }
    }

    /// Says `what` was being done when the cause struck.
    #[must_use]
    pub fn context(mut self, what: impl fmt::Display + Send + Sync + 'static) -> Self {
        self.error = self.error.context(what);
        self
    }

    /// Adds a command line of this program that fixes it.
    #[must_use]
    pub fn run(mut self, line: impl Into<CommandLine>) -> Self {
        self.next.push(Next::Run(line.into()));
        self
    }

    /// Adds a command line of another program, quoted for a shell.
    #[must_use]
    pub fn run_program(mut self, line: impl Into<String>) -> Self {
        self.next.push(Next::RunProgram(line.into()));
        self
    }

    /// Adds a sign-in for what the command that failed needs.
    #[must_use]
    pub fn sign_in(mut self) -> Self {
        self.next.push(Next::SignIn);
        self
    }

    /// The failure with complete command lines: with the flags of the command
    /// that failed, and a sign-in for `purpose`.
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

    /// Adds something to do outside the tool.
    #[must_use]
    pub fn advise(mut self, text: impl Into<String>) -> Self {
        self.next.push(Next::Do(text.into()));
        self
    }

    /// Notes the service's request id.
    #[must_use]
    pub fn request_id(mut self, id: Option<String>) -> Self {
        self.request_id = id;
        self
    }

    /// Notes the service's error code.
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

/// An error with its causes, in one line.
pub fn one_line(error: &dyn std::error::Error) -> String {
    let mut line = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        line = format!("{line}: {cause}");
        source = cause.source();
    }
    line
}
