//! Reason why a read failed, in one line and by kind.
use crate::context::failures::exit_of;
use crate::context::missing_permissions::needed_permission_text;
use crate::domain::health::{Unread, UnreadCause};
use crate::exit::Exit;
use crate::failure::one_line;
use crate::graph::GraphError;

/// Returns why a read failed, for the message and the exit code.
pub(crate) fn unread(error: &GraphError) -> Unread {
    // The outcome of a read is never unclear, so use the underlying error.
    if let GraphError::Unclear { source, .. } = error {
        return unread(source);
    }
    let cause = match exit_of(error) {
        Exit::Untrusted => UnreadCause::Untrusted,
        Exit::Storage => UnreadCause::Storage,
        Exit::SignIn => UnreadCause::SignIn,
        Exit::Denied => UnreadCause::Denied,
        _ => UnreadCause::TryAgain,
    };
    Unread {
        cause,
        why: short_reason(error),
        call: Some(error.call().to_owned()),
        code: error.code().map(str::to_owned),
        request_id: error.request_id().map(str::to_owned),
    }
}

/// Returns the error of a read, without the long URL of the call.
fn short_reason(error: &GraphError) -> String {
    match error {
        GraphError::Refused {
            status,
            code,
            message,
            call,
            ..
        } => {
            let said = format!("Graph refused a read: {message} ({status} {code})");
            match needed_permission_text(call).filter(|_| error.is_denied()) {
                Some(needed) => format!("{said}; it needs {needed}"),
                None => said,
            }
        }
        GraphError::Throttled { seconds, .. } => {
            format!("Graph is throttling; it asks to wait {seconds} s")
        }
        GraphError::Unreadable { why, .. } => format!("an answer cannot be used: {why}"),
        GraphError::NotGraph { why, .. } => format!("an answer is not from Graph: {why}"),
        GraphError::CrossOrigin { source, .. } => {
            format!("an answer cannot be trusted: {}", one_line(source))
        }
        GraphError::Unclear { source, .. } => short_reason(source),
        GraphError::Transport { source, .. } => {
            format!("Graph could not be reached: {}", one_line(source))
        }
        GraphError::SignIn { source, .. } => format!("the session failed: {}", one_line(source)),
        GraphError::NotAttempted { .. } | GraphError::Unrecorded { .. } => {
            "a read was not tried".to_owned()
        }
    }
}
