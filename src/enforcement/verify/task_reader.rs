//! Reads the accounts of a task for `tasks verify`. An account that Graph does not
//! find is read again before it is called deleted: one replica that lags answers
//! 404 as well.
use std::time::Duration;

use crate::clock::Clock;
use crate::enforcement::verify::read_back::{self, Shown};
use crate::exit::Exit;
use crate::graph::Client;
use crate::journal::OpenStep;

/// Waits before accounts that were not found are read again.
const PAUSES: [Duration; 2] = [Duration::from_secs(2), Duration::from_secs(5)];

/// What was read, and why accounts could not be.
#[derive(Debug, Default)]
pub(crate) struct Reader {
    reasons: Vec<Exit>,
}

impl Reader {
    /// Reads the accounts of `steps`, in their order.
    pub(crate) async fn read(
        &mut self,
        client: &Client,
        clock: &dyn Clock,
        steps: &[&OpenStep],
        new_password: bool,
    ) -> Vec<Shown> {
        let mut found = read_back::read_why(client, steps, new_password).await;
        for pause in PAUSES {
            let missing: Vec<usize> = found
                .iter()
                .enumerate()
                .filter(|(_, (shown, _))| *shown == Shown::Gone)
                .map(|(index, _)| index)
                .collect();
            if missing.is_empty() {
                break;
            }
            clock.sleep(pause).await;
            let again: Vec<&OpenStep> = missing
                .iter()
                .filter_map(|&index| steps.get(index).copied())
                .collect();
            let again = read_back::read_why(client, &again, new_password).await;
            for (index, one) in missing.into_iter().zip(again) {
                if let Some(slot) = found.get_mut(index) {
                    *slot = one;
                }
            }
        }
        self.reasons
            .extend(found.iter().filter_map(|(_, reason)| *reason));
        found.into_iter().map(|(shown, _)| shown).collect()
    }

    /// The exit code if nothing could be read: the reason, if all share one.
    pub(crate) fn exit(&self) -> Exit {
        match self.reasons.split_first() {
            Some((first, rest)) if rest.iter().all(|one| one == first) => *first,
            _ => Exit::TryAgain,
        }
    }
}
