//! Reads the accounts of a task for `tasks verify`. An account that is not found is
//! read again before it counts as deleted, since a replica that lags answers 404 too.
use std::time::Duration;

use crate::clock::Clock;
use crate::enforcement::verify::read_back::{self, ReadEffect};
use crate::exit::Exit;
use crate::graph::Client;
use crate::journal::OpenStep;

/// Waits before missing accounts are read again.
const PAUSES: [Duration; 2] = [Duration::from_secs(2), Duration::from_secs(5)];

/// Reads accounts and remembers why reads failed.
#[derive(Debug, Default)]
pub(crate) struct TaskReader {
    reasons: Vec<Exit>,
}

impl TaskReader {
    /// Reads the accounts of `steps` and returns the effects in the same order.
    pub(crate) async fn read_effects(
        &mut self,
        client: &Client,
        clock: &dyn Clock,
        steps: &[&OpenStep],
        new_password: bool,
    ) -> Vec<ReadEffect> {
        let mut found = read_back::read_effects_with_reasons(client, steps, new_password).await;
        for pause in PAUSES {
            let missing: Vec<usize> = found
                .iter()
                .enumerate()
                .filter(|(_, (shown, _))| *shown == ReadEffect::Deleted)
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
            let again = read_back::read_effects_with_reasons(client, &again, new_password).await;
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

    /// Returns the exit code if nothing could be read: the reason, if all share one.
    pub(crate) fn exit_code(&self) -> Exit {
        match self.reasons.split_first() {
            Some((first, rest)) if rest.iter().all(|one| one == first) => *first,
            _ => Exit::TryAgain,
        }
    }
}
