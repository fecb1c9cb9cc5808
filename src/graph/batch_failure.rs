//! Copies the failure of a whole batch for each of its calls.
use super::answer::unreadable;
use super::call::Call;
use super::error::GraphError;

/// Copies the failure of a whole batch for another of its calls. The kind of failure
/// stays the same, since the next action depends on it. `text` is the full message.
pub(super) fn copy_for_call(call: &Call, error: &GraphError, text: &str) -> GraphError {
    let call_text = call.to_string();
    match error {
        GraphError::Refused {
            status,
            code,
            message,
            request_id,
            headers,
            ..
        } => GraphError::Refused {
            call: call_text,
            status: *status,
            code: code.clone(),
            message: message.clone(),
            request_id: request_id.clone(),
            headers: headers.clone(),
        },
        GraphError::NotGraph {
            status,
            why,
            request_id,
            ..
        } => GraphError::NotGraph {
            call: call_text,
            status: *status,
            why: why.clone(),
            request_id: request_id.clone(),
        },
        GraphError::Throttled {
            seconds,
            request_id,
            ..
        } => GraphError::Throttled {
            call: call_text,
            seconds: *seconds,
            request_id: request_id.clone(),
        },
        GraphError::Unclear { source, .. } => copy_for_call(call, source, text),
        GraphError::NotAttempted { .. } => GraphError::NotAttempted { call: call_text },
        GraphError::Unrecorded { why, .. } => GraphError::Unrecorded {
            call: call_text,
            why: why.clone(),
        },
        GraphError::SignIn { source, .. } => GraphError::SignIn {
            call: call_text,
            source: source.clone(),
        },
        // Their causes cannot be copied; the first call of the batch keeps them.
        GraphError::Unreadable { .. }
        | GraphError::CrossOrigin { .. }
        | GraphError::Transport { .. } => unreadable(call, text, None),
    }
}
