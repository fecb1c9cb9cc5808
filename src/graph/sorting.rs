//! What a failure of the network means for a call: gone for good, to be tried
//! again, or nobody knows.
use super::answer::unclear;
use super::batch::Item;
use super::call::{Call, Repeat};
use super::client::Once;
use super::error::GraphError;
use crate::transport::TransportError;

/// Sorts a failure of the network.
pub(super) fn sort_transport(call: &Call, source: TransportError) -> Once {
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
    /// Notes which machine answered the whole batch, where the item itself does
    /// not say.
    pub(super) fn answered_by(&mut self, machine: Option<&str>) {
        let slot = if let Self::Over(Ok(answer)) = self {
            &mut answer.diagnostic
        } else if let Self::Over(Err(GraphError::Refused { diagnostic, .. })) = self {
            diagnostic
        } else {
            return;
        };
        if slot.is_none() {
            *slot = machine.map(str::to_owned);
        }
    }
}
