//! What a failure of the network means for a call: gone for good, to be tried
//! again, or nobody knows.
use super::answer::{unclear, unreadable};
use super::batch::Item;
use super::call::{Call, Repeat};
use super::client::Once;
use super::error::GraphError;
use crate::transport::TransportError;

/// Sorts a failure of the network.
pub(super) fn sort_transport(call: &Call, source: TransportError) -> Once {
    // That was an answer, and none that can be trusted: whoever gave it would
    // give it again, and each time costs as much as the first.
    if let TransportError::TooLarge { limit, .. } = source {
        let why = format!("it is larger than {limit} bytes");
        return Once::Over(unclear(call, unreadable(call, &why, None)));
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
        Once::Over(error)
    } else if !ambiguous || (call.is_read() && !timeout) {
        Once::Again { wait: None, error }
    } else if call.is_read() {
        Once::Over(error)
    } else if call.repeat == Repeat::Safe && !timeout {
        Once::Again {
            wait: None,
            error: unclear(call, error),
        }
    } else {
        Once::Over(unclear(call, error))
    }
}

impl Item {
    /// Takes over from the batch which machine answered and the request id, where
    /// the item itself does not say.
    pub(super) fn inherit(&mut self, machine: Option<&str>, id: Option<&str>) {
        let (slot, own_id) = if let Self::Over(Ok(answer)) = self {
            (&mut answer.diagnostic, &mut answer.request_id)
        } else if let Self::Over(Err(GraphError::Refused {
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

    use super::sort_transport;
    use crate::graph::call::Call;
    use crate::graph::client::Once;
    use crate::graph::error::GraphError;
    use crate::transport::TransportError;

    #[test]
    fn an_answer_that_is_too_large_is_not_asked_for_again() {
        let sorted = |call: &Call| {
            let host = "graph.example".to_owned();
            match sort_transport(call, TransportError::TooLarge { host, limit: 7 }) {
                Once::Over(error) => error,
                Once::Answer(_) | Once::Again { .. } => panic!("{call} would go again"),
            }
        };
        let error = sorted(&Call::get(&["users"]));
        assert!(matches!(error, GraphError::Unreadable { .. }), "{error:?}");
        assert!(error.to_string().ends_with("it is larger than 7 bytes"));
        for write in [
            Call::post(&["users"], json!({})),
            Call::post(&["users"], json!({})).repeatable(),
        ] {
            // It may have been carried out.
            let error = sorted(&write);
            assert!(matches!(error, GraphError::Unclear { .. }), "{error:?}");
        }
    }
}
