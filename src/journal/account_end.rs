//! The distinct outcomes of the accounts of a task: a task of a hundred thousand accounts
//! has a few.
use std::collections::BTreeSet;

use crate::domain::task::{StepMethod, StepOutcome};

/// Outcome of a step, with the details that determine an exit code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum StepEnd {
    /// Done.
    Done,
    /// Accepted or unanswered, and not verified by a read; or done until the next directory
    /// sync.
    NotVerified,
    /// Refused by Graph, with the HTTP status.
    Refused(Option<u16>),
    /// Forbidden by a guard-rail.
    Barred,
    /// Step that is not possible for this kind of account.
    NotPossible,
    /// Step that was not sent, with the status of the last answer, if any.
    NotSent(Option<u16>),
}

/// The columns of a step that decide its outcome.
#[derive(Debug, Clone, Copy)]
pub(super) struct StepFacts {
    pub way: StepMethod,
    pub outcome: Option<StepOutcome>,
    pub was_sent: bool,
    pub status: Option<u16>,
}

/// The distinct outcomes of the accounts of a task.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AccountEnds(BTreeSet<BTreeSet<StepEnd>>);

impl AccountEnds {
    /// Iterates over the outcomes, each with those of its steps.
    pub fn iter(&self) -> impl Iterator<Item = &BTreeSet<StepEnd>> {
        self.0.iter()
    }

    /// Adds an account that has steps. `until_sync`: changes last until the next directory
    /// sync, or the password is managed by another directory.
    pub(super) fn add(&mut self, steps: &[StepFacts], until_sync: bool) {
        let guest = steps.iter().any(|step| step.way == StepMethod::Guest);
        let is_elsewhere = |step: &&StepFacts| {
            (guest || until_sync)
                && step.way == StepMethod::NotPossible
                && step.outcome == Some(StepOutcome::NotPossible)
        };
        let counted = steps.iter().filter(|step| !is_elsewhere(step));
        let mut ends: BTreeSet<StepEnd> = counted.clone().map(|step| step.step_end()).collect();
        if counted.clone().any(|step| step.is_revoked_for_guest()) {
            ends.insert(StepEnd::Done);
        }
        if until_sync && ends.contains(&StepEnd::Done) {
            ends.insert(StepEnd::NotVerified);
        }
        if !ends.is_empty() && !self.0.contains(&ends) {
            self.0.insert(ends);
        }
    }
}

impl StepFacts {
    /// Whether the sessions of a guest were revoked in this tenant; those of the home tenant
    /// cannot be verified.
    fn is_revoked_for_guest(self) -> bool {
        let is_success = self.status.is_some_and(|status| status < 300);
        self.way == StepMethod::Guest
            && self.outcome == Some(StepOutcome::Unconfirmed)
            && is_success
    }

    fn step_end(self) -> StepEnd {
        match self.outcome {
            Some(StepOutcome::Done) => StepEnd::Done,
            Some(StepOutcome::Unconfirmed) => StepEnd::NotVerified,
            Some(StepOutcome::Failed) => StepEnd::Refused(self.status),
            Some(StepOutcome::NotPossible) if self.way == StepMethod::NotPossible => {
                StepEnd::NotPossible
            }
            Some(StepOutcome::NotPossible) => StepEnd::Barred,
            // The step was sent, but the run ended before its outcome was recorded.
            None if self.was_sent => StepEnd::NotVerified,
            Some(StepOutcome::NotTried) | None => StepEnd::NotSent(self.status),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{AccountEnds, StepEnd, StepFacts};
    use crate::domain::task::{StepMethod, StepOutcome};

    fn step(way: StepMethod, outcome: Option<StepOutcome>, status: Option<u16>) -> StepFacts {
        StepFacts {
            way,
            outcome,
            was_sent: status.is_some(),
            status,
        }
    }

    #[test]
    fn equal_outcomes_are_kept_once() {
        let mut ends = AccountEnds::default();
        let no = step(StepMethod::Call, Some(StepOutcome::Failed), Some(403));
        let unsent = step(StepMethod::Call, None, None);
        for _ in 0..3 {
            ends.add(&[no, unsent], false);
            ends.add(&[], false);
        }
        let kinds: Vec<_> = ends.iter().flatten().copied().collect();
        let expected = [StepEnd::Refused(Some(403)), StepEnd::NotSent(None)];
        assert_eq!(kinds, expected);
    }

    #[test]
    fn steps_of_another_directory_do_not_fail_an_account() {
        let done = step(StepMethod::Call, Some(StepOutcome::Done), Some(204));
        let home = step(StepMethod::Guest, Some(StepOutcome::Unconfirmed), Some(200));
        let cannot = step(
            StepMethod::NotPossible,
            Some(StepOutcome::NotPossible),
            None,
        );
        for (steps, until_sync, expected) in [
            (
                vec![done, cannot, home],
                false,
                vec![StepEnd::Done, StepEnd::NotVerified],
            ),
            (
                vec![done, cannot],
                true,
                vec![StepEnd::Done, StepEnd::NotVerified],
            ),
            (vec![home], false, vec![StepEnd::Done, StepEnd::NotVerified]),
            (
                vec![done, cannot],
                false,
                vec![StepEnd::Done, StepEnd::NotPossible],
            ),
        ] {
            let mut ends = AccountEnds::default();
            ends.add(&steps, until_sync);
            let found: Vec<_> = ends.iter().flatten().copied().collect();
            assert_eq!(found, expected, "{steps:?}");
        }
    }
}
