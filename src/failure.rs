//! What a command says when it could not do its work.
//!
//! Every failure says what failed, why, and what to do next; it carries the
//! exit code and, where Microsoft gave one, the request id. It never holds a
//! secret: errors below it are built without them.
use std::fmt;

use crate::exit::Exit;

/// What a person can do about a failure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Next {
    /// A command line that can be copied as it is.
    Run(String),
    /// Something that no command of ours can do.
    Do(String),
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

    /// Adds a command line that mends it.
    #[must_use]
    pub fn run(mut self, command: impl Into<String>) -> Self {
        self.next.push(Next::Run(command.into()));
        self
    }

    /// The same with every command line that has no flag before its first word
    /// made whole by `full`.
    #[must_use]
    pub fn completed(mut self, full: &dyn Fn(&str) -> String) -> Self {
        for next in &mut self.next {
            if let Next::Run(line) = next
                && let Some(rest) = line.strip_prefix("entractl ")
                && !rest.starts_with('-')
            {
                *line = full(rest);
            }
        }
        self
    }

    /// The same with every sign-in that it names made one for `purpose`.
    #[must_use]
    pub fn sign_in_for(mut self, purpose: &str) -> Self {
        for next in &mut self.next {
            if let Next::Run(line) = next
                && line.ends_with(" auth login")
            {
                line.push_str(&format!(" --for {purpose}"));
            }
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
