//! What the accounts of a task came to, each kind of end once: a task of a hundred
//! thousand accounts has a few.
use std::collections::BTreeSet;

use crate::domain::task::{StepMethod, StepOutcome};

/// What a step came to, as far as it decides an exit code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum StepEnd {
    /// Done.
    Done,
    /// Accepted or lost on the way, and not seen by any read; or done until the next
    /// directory sync.
    NotVerified,
    /// Refused by Graph, with the status of its answer.
    Refused(Option<u16>),
    /// A guard-rail forbids it.
    Barred,
    /// The kind of account does not allow it.
    NotPossible,
    /// Not sent; the status of the last answer where there was one.
    NotSent(Option<u16>),
}

/// One step of an account, as the journal has it.
#[derive(Debug, Clone, Copy)]
pub(super) struct StepFacts {
    pub way: StepMethod,
    pub outcome: Option<StepOutcome>,
    pub was_sent: bool,
    pub status: Option<u16>,
}

/// The ends of the accounts of a task, each once.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AccountEnds(BTreeSet<BTreeSet<StepEnd>>);

impl AccountEnds {
    /// Each of them.
    pub fn iter(&self) -> impl Iterator<Item = &BTreeSet<StepEnd>> {
        self.0.iter()
    }

    /// Adds an account; without steps it is none. `until_sync`: what is done lasts
    /// until the next directory sync, or the password is kept elsewhere.
    pub(super) fn add(&mut self, steps: &[StepFacts], until_sync: bool) {
        let guest = steps.iter().any(|step| step.way == StepMethod::Guest);
        let is_elsewhere = |step: &&StepFacts| {
            (guest || until_sync)
                && step.way == StepMethod::NotPossible
                && step.outcome == Some(StepOutcome::NotPossible)
        };
        let counted = steps.iter().filter(|step| !is_elsewhere(step));
        let mut ends: BTreeSet<StepEnd> = counted.clone().map(|step| step.end()).collect();
        if counted.clone().any(|step| step.is_done_here()) {
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
    /// A guest's sessions: done in this tenant, and not verified in the home tenant.
    fn is_done_here(self) -> bool {
        let is_success = self.status.is_some_and(|status| status < 300);
        self.way == StepMethod::Guest
            && self.outcome == Some(StepOutcome::Unconfirmed)
            && is_success
    }

    fn end(self) -> StepEnd {
        match self.outcome {
            Some(StepOutcome::Done) => StepEnd::Done,
            Some(StepOutcome::Unconfirmed) => StepEnd::NotVerified,
            Some(StepOutcome::Failed) => StepEnd::Refused(self.status),
            Some(StepOutcome::NotPossible) if self.way == StepMethod::NotPossible => {
                StepEnd::NotPossible
            }
            Some(StepOutcome::NotPossible) => StepEnd::Barred,
            // The journal says that it left, but not what came of it.
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
    fn each_kind_of_end_is_kept_once() {
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
    fn what_another_directory_decides_is_not_held_against_an_account() {
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
