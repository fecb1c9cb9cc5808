//! Conversion of Graph errors into failures: the exit code, and what to do next.
use crate::audit::AuditError;
use crate::cli::command_line::CommandLine;
use crate::context::missing_permissions::explain_denied;
use crate::context::sign_in_failure::CERTIFICATE;
use crate::domain::identity::Identity;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::files::FileError;
use crate::graph::{BearerError, GraphError};
use crate::state::StateError;
use crate::transport::TransportError;

/// Returns the failure for a Graph error; `what` is the attempted action. With `me`, a
/// refusal also names the permissions in the token.
pub(crate) fn graph_failure(
    what: impl std::fmt::Display + Send + Sync + 'static,
    error: GraphError,
    me: Option<&Identity>,
) -> Failure {
    let exit = exit_of(&error);
    let request_id = error.request_id().map(str::to_owned);
    let code = error.code().map(str::to_owned);
    let sign_in_code = sign_in_code(&error);
    let call = error.call().to_owned();
    let wait = retry_after_seconds(&error);
    let refused = error.status().is_some();
    let certificate = is_certificate_error(&error);
    let failure = Failure::from_error(exit, error)
        .context(what)
        .request_id(request_id)
        .code(code.or(sign_in_code));
    match wait {
        Some(minutes) => failure.advise(format!(
            "wait {minutes} minutes, as Graph asks, and run the same command again"
        )),
        None if certificate => failure.advise(CERTIFICATE),
        None if refused && exit == Exit::Untrusted => with_final_advice(failure),
        None => with_advice(failure, &call, me),
    }
}

/// Whether the service's certificate was rejected.
fn is_certificate_error(error: &GraphError) -> bool {
    match error {
        GraphError::Transport { source, .. } => {
            matches!(source, TransportError::Certificate { .. })
        }
        GraphError::Unclear { source, .. } => is_certificate_error(source),
        _ => false,
    }
}

/// Returns the minutes that Graph asked to wait, if more than one.
fn retry_after_seconds(error: &GraphError) -> Option<u64> {
    match error {
        GraphError::Throttled { seconds, .. } if *seconds > 60 => Some(seconds.div_ceil(60)),
        _ => None,
    }
}

/// Returns the exit code for a refusal with this status.
pub(crate) fn exit_of_status(status: u16) -> Exit {
    match status {
        401 => Exit::SignIn,
        403 => Exit::Denied,
        404 => Exit::NotFound,
        408 | 409 | 423 | 425 | 429 | 500..=599 => Exit::TryAgain,
        // Repeating the request would give the same answer.
        400..=499 => Exit::Untrusted,
        _ => Exit::Fault,
    }
}

/// Returns the exit code for a Graph error.
pub(crate) fn exit_of(error: &GraphError) -> Exit {
    match error {
        error if error.is_session_ended() => Exit::SignIn,
        GraphError::Refused { status, .. } => exit_of_status(*status),
        GraphError::Unreadable { .. }
        | GraphError::CrossOrigin { .. }
        | GraphError::NotGraph { .. } => Exit::Untrusted,
        GraphError::Unclear { .. } => Exit::Unconfirmed,
        GraphError::Throttled { .. } | GraphError::Transport { .. } => Exit::TryAgain,
        GraphError::SignIn { source, .. } => match source {
            BearerError::SignIn { .. } => Exit::SignIn,
            BearerError::TryAgain { .. } => Exit::TryAgain,
            BearerError::Store { .. } => Exit::Storage,
            BearerError::Untrusted { .. } => Exit::Untrusted,
        },
        GraphError::NotAttempted { .. } => Exit::Partial,
        GraphError::Unrecorded { .. } => Exit::Storage,
    }
}

fn sign_in_code(error: &GraphError) -> Option<String> {
    match error {
        GraphError::SignIn {
            source: BearerError::SignIn { code, .. },
            ..
        } => code.clone(),
        _ => None,
    }
}

/// Advice for a refusal that does not change if the request is repeated.
pub(crate) const FINAL: &str = "the same request gets the same answer: look up the error code, and report it with the request id";

fn with_final_advice(failure: Failure) -> Failure {
    let explained = failure
        .code
        .as_ref()
        .map(|code| CommandLine::from_words("explain").arg(code));
    let failure = failure.advise(FINAL);
    match explained {
        Some(command) => failure.run(command),
        None => failure,
    }
}

fn with_advice(failure: Failure, call: &str, me: Option<&Identity>) -> Failure {
    let explained = failure
        .code
        .as_ref()
        .map(|code| CommandLine::from_words("explain").arg(code));
    let failure = match failure.exit {
        Exit::SignIn => failure.sign_in(),
        Exit::Denied => match me {
            Some(me) => explain_denied(failure, call, me),
            None => failure,
        },
        Exit::TryAgain => failure.advise("wait a minute and run the same command again"),
        Exit::Untrusted => {
            failure.advise("check the network for a sign-in portal or a proxy that changes answers")
        }
        Exit::Done
        | Exit::Fault
        | Exit::Usage
        | Exit::NotFound
        | Exit::Locked
        | Exit::Storage
        | Exit::Partial
        | Exit::Unhealthy
        | Exit::Refused
        | Exit::NotConfirmed
        | Exit::Unconfirmed
        | Exit::HungUp
        | Exit::Interrupted
        | Exit::Terminated => failure,
    };
    match explained {
        Some(command) => failure.run(command),
        None => failure,
    }
}

impl From<StateError> for Failure {
    fn from(error: StateError) -> Self {
        let exit = match &error {
            StateError::File(FileError::Locked { .. }) => Exit::Locked,
            StateError::File(FileError::Io { .. } | FileError::NoLocks { .. }) => Exit::Storage,
            StateError::File(FileError::Untrusted { .. })
            | StateError::Unreadable { .. }
            | StateError::Version { .. }
            | StateError::OtherTenant { .. } => Exit::Untrusted,
        };
        let advice = match &error {
            StateError::Version { .. } => Some("use the newer entractl; nothing was changed"),
            StateError::Unreadable { .. } | StateError::OtherTenant { .. } => {
                Some("look at the file; moving it away forgets the bindings of this tenant")
            }
            StateError::File(_) => None,
        };
        let failure = Self::from_error(exit, error);
        match advice {
            Some(text) => failure.advise(text),
            None => failure,
        }
    }
}

impl From<AuditError> for Failure {
    fn from(error: AuditError) -> Self {
        let (exit, damaged) = match &error {
            AuditError::Damaged { tenant, .. } => (Exit::Untrusted, Some(tenant.clone())),
            AuditError::File(FileError::Untrusted { .. }) | AuditError::Policy(_) => {
                (Exit::Untrusted, None)
            }
            AuditError::File(FileError::Locked { .. }) => (Exit::Locked, None),
            AuditError::File(FileError::Io { .. } | FileError::NoLocks { .. })
            | AuditError::Io { .. }
            | AuditError::Sink { .. }
            | AuditError::NoFolder => (Exit::Storage, None),
        };
        let whose = match &error {
            AuditError::Sink { .. } | AuditError::Policy(_) => {
                Some("nothing is sent without it: ask the administrator of this machine")
            }
            _ => None,
        };
        let failure = Self::from_error(exit, error);
        if let Some(whose) = whose {
            return failure.advise(whose);
        }
        match (exit, damaged) {
            (_, Some(tenant)) => failure
                .run(CommandLine::from_words("audit verify").tenant(&tenant))
                .run(CommandLine::from_words("audit archive --reason TEXT").tenant(&tenant)),
            (Exit::Locked, None) => failure.advise("wait until the other run has ended"),
            (Exit::Untrusted, None) => failure.advise(
                "look who changed it; move it away and keep it as evidence to start a new one",
            ),
            _ => failure.advise("make room, or set XDG_STATE_HOME to a folder that can be written"),
        }
    }
}

/// Returns a failure that happened after `done` successful writes, and says so first.
pub(crate) fn after_writes(failure: Failure, done: usize, look: CommandLine) -> Failure {
    if done == 0 {
        return failure;
    }
    let what = if done == 1 {
        "1 write was"
    } else {
        "several writes were"
    };
    failure
        .context(format!(
            "{what} carried out and stand, but what came after did not end well"
        ))
        .advise("the same command again writes only what is missing")
        .run(look)
}

/// Returns the failure of a command that was refused before its first write.
pub(crate) fn guard_rail_refusal(why: impl std::fmt::Display) -> Failure {
    Failure::new(Exit::Refused, format!("{why}: nothing was sent"))
}
