//! Classifies a network failure or a status of a call: retry, failed, or unknown outcome.
use super::answer::{error_code, header_text, refusal_error, unclear_if_write, unreadable};
use super::batch::ceil_seconds;
use super::call::{Call, Repeat};
use super::client::{Answer, AttemptOutcome, Client};
use super::error::GraphError;
use crate::transport::retry_after::requested_wait;
use crate::transport::{Response, TransportError};

/// Classifies a network failure.
pub(super) fn classify_transport_error(
    call: &Call,
    source: TransportError,
) -> AttemptOutcome<Response> {
    // Another answer would be just as large.
    if let TransportError::TooLarge { limit, .. } = source {
        let why = format!("it is larger than {limit} bytes");
        return AttemptOutcome::Final(Err(unclear_if_write(call, unreadable(call, &why, None))));
    }
    let ambiguous = source.is_ambiguous();
    let setup = matches!(
        source,
        TransportError::Setup { .. } | TransportError::Certificate { .. }
    );
    let timeout = matches!(source, TransportError::Timeout { .. });
    let error = GraphError::Transport {
        call: call.to_string(),
        source,
    };
    if setup {
        AttemptOutcome::Final(Err(error))
    } else if !ambiguous || (call.is_read() && !timeout) {
        AttemptOutcome::Retry { wait: None, error }
    } else if call.is_read() {
        AttemptOutcome::Final(Err(error))
    } else if call.repeat == Repeat::Safe && !timeout {
        AttemptOutcome::Retry {
            wait: None,
            error: unclear_if_write(call, error),
        }
    } else {
        AttemptOutcome::Final(Err(unclear_if_write(call, error)))
    }
}

impl Client {
    /// Classifies the status of a response, and closes the gate if Graph asks to wait.
    pub(super) fn classify_status(
        &self,
        call: &Call,
        response: Response,
    ) -> AttemptOutcome<Response> {
        let wait = requested_wait(response.headers(), self.clock.now());
        if let (429 | 503, Some(wait)) = (response.status().as_u16(), wait) {
            self.gate.close(self.clock.monotonic(), wait);
        }
        match response.status().as_u16() {
            429 => AttemptOutcome::Retry {
                wait,
                error: GraphError::Throttled {
                    call: call.to_string(),
                    seconds: wait.map_or(0, ceil_seconds),
                    request_id: header_text(response.headers(), "request-id"),
                },
            },
            409 if error_code(&response) == "Directory_ConcurrencyViolation" => {
                AttemptOutcome::Retry {
                    wait,
                    error: refusal_error(call, &response),
                }
            }
            500 | 502..=504 if call.repeat == Repeat::Safe => AttemptOutcome::Retry {
                wait,
                error: unclear_if_write(call, refusal_error(call, &response)),
            },
            500 | 502..=504 => {
                AttemptOutcome::Final(Err(unclear_if_write(call, refusal_error(call, &response))))
            }
            _ => AttemptOutcome::Final(Ok(response)),
        }
    }
}

impl AttemptOutcome<Answer> {
    /// Sets the machine and the request id of the batch if the item has none.
    pub(super) fn inherit_from_batch(&mut self, machine: Option<&str>, id: Option<&str>) {
        let (slot, own_id) = if let Self::Final(Ok(answer)) = self {
            (&mut answer.diagnostic, &mut answer.request_id)
        } else if let Self::Final(Err(GraphError::Refused {
            headers,
            request_id,
            ..
        })) = self
        {
            (&mut headers.diagnostic, request_id)
        } else {
            return;
        };
        if slot.is_none() {
            *slot = machine.map(str::to_owned);
        }
        if own_id.is_none() {
            *own_id = id.map(str::to_owned);
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::classify_transport_error;
    use crate::graph::call::Call;
    use crate::graph::client::AttemptOutcome;
    use crate::graph::error::GraphError;
    use crate::transport::TransportError;

    #[test]
    fn too_large_answer_is_not_requested_again() {
        let final_error = |call: &Call| {
            let host = "graph.example".to_owned();
            match classify_transport_error(call, TransportError::TooLarge { host, limit: 7 }) {
                AttemptOutcome::Final(Err(error)) => error,
                AttemptOutcome::Final(Ok(_)) | AttemptOutcome::Retry { .. } => {
                    panic!("{call} would be retried")
                }
            }
        };
        let error = final_error(&Call::get(&["users"]));
        assert!(matches!(error, GraphError::Unreadable { .. }), "{error:?}");
        assert!(error.to_string().ends_with("it is larger than 7 bytes"));
        for write in [
            Call::post(&["users"], json!({})),
            Call::post(&["users"], json!({})).repeatable(),
        ] {
            // It may have been applied.
            let error = final_error(&write);
            assert!(matches!(error, GraphError::Unclear { .. }), "{error:?}");
        }
    }
}
