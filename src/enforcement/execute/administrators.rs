//! Checks again during a run that enough Global Administrators remain: runs and
//! confirmations can take long.
use std::collections::BTreeSet;
use std::time::Duration;

use super::executor::Executor;
use super::stage::Stage;
use super::step_run::StepRun;
use super::stop::StopReason;

use crate::domain::guard_rails::{GlobalAdministrators, GuardRailReason, MUST_REMAIN};
use crate::enforcement::check::guard_rail_facts::read_global_administrators;
use crate::ids::ObjectId;
use crate::journal::{OpenStep, StepId};

/// Maximum age of the list of Global Administrators.
const MAX_AGE: Duration = Duration::from_secs(30);

/// Keeps a run from locking out the last Global Administrators.
#[derive(Debug, Default)]
pub(crate) struct AdministratorGuard {
    /// Global Administrators whose sign-in is not blocked, and when they were read.
    read: Option<(BTreeSet<ObjectId>, Duration)>,
    /// Administrators in `read` that this run changes.
    changed: BTreeSet<ObjectId>,
    /// Steps that are skipped.
    pub skipped: BTreeSet<StepId>,
}

impl AdministratorGuard {
    /// Starts with administrators that were read at `at`, before the accounts were
    /// checked.
    pub(crate) fn starting_from(administrators: &GlobalAdministrators, at: Duration) -> Self {
        let read = match administrators {
            GlobalAdministrators::Enabled(ids) => Some((ids.clone(), at)),
            GlobalAdministrators::Unread => None,
        };
        Self {
            read,
            changed: BTreeSet::new(),
            skipped: BTreeSet::new(),
        }
    }

    /// Whether the step is skipped.
    pub(crate) fn skips(&self, step: &OpenStep) -> bool {
        self.skipped.contains(&step.id)
    }

    fn is_fresh(&self, now: Duration) -> bool {
        let read = self.read.as_ref();
        read.is_some_and(|(_, at)| now.saturating_sub(*at) < MAX_AGE)
    }

    fn is_administrator(&self, id: &ObjectId) -> bool {
        self.read.as_ref().is_some_and(|(ids, _)| ids.contains(id))
    }

    /// Returns whether this account may be changed, and records the change if so.
    pub(crate) fn allow_change(&mut self, id: &ObjectId) -> bool {
        let Some((enabled, _)) = &self.read else {
            return false;
        };
        if !enabled.contains(id) || self.changed.contains(id) {
            return true;
        }
        // A read may lag behind recent changes of this run.
        let remain = enabled
            .iter()
            .filter(|one| *one != id && !self.changed.contains(*one))
            .count();
        if remain >= MUST_REMAIN {
            self.changed.insert(id.clone());
        }
        remain >= MUST_REMAIN
    }
}

impl Executor {
    /// Returns the batches without steps that would leave too few Global
    /// Administrators. Those steps are refused.
    pub(super) async fn recheck_administrators(
        &mut self,
        stage: &mut Stage,
        batches: Vec<Vec<StepRun>>,
    ) -> Vec<Vec<StepRun>> {
        self.read_unclear_if_many(stage).await;
        if self.stop.is_some() {
            stage.return_batches(batches);
            return Vec::new();
        }
        if batches.is_empty() || !self.action.is_restrictive() {
            return batches;
        }
        let mut runs = batches.iter().flatten();
        let some = runs.any(|run| self.administrators.is_administrator(&run.step.account_id));
        let now = self.clock.monotonic();
        if some || !self.administrators.is_fresh(now) {
            match read_global_administrators(&self.graph).await {
                GlobalAdministrators::Enabled(ids) => self.administrators.read = Some((ids, now)),
                GlobalAdministrators::Unread => {
                    let why = "the Global Administrators could not be read again".to_owned();
                    self.stop.get_or_insert(StopReason::Breaker(why));
                    stage.return_batches(batches);
                    return Vec::new();
                }
            }
        }
        let mut kept = Vec::new();
        for batch in batches {
            let (go, stay): (Vec<StepRun>, Vec<StepRun>) = batch
                .into_iter()
                .partition(|run| self.administrators.allow_change(&run.step.account_id));
            for mut run in stay {
                run.refuse(GuardRailReason::LastGlobalAdministrators.sentence());
                self.route(stage, run);
            }
            if !go.is_empty() {
                kept.push(go);
            }
        }
        kept
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::AdministratorGuard;
    use crate::domain::account::tests::person;

    #[test]
    fn two_administrators_remain_whatever_reads_show_of_those_already_taken() {
        let now = std::time::Duration::ZERO;
        let all: BTreeSet<_> = (1..=4).map(|n| person(n).id).collect();
        let mut recheck = AdministratorGuard {
            read: Some((all.clone(), now)),
            changed: BTreeSet::new(),
            skipped: BTreeSet::new(),
        };
        assert!(recheck.allow_change(&person(9).id));
        assert!(recheck.allow_change(&person(1).id));
        assert!(recheck.allow_change(&person(2).id));
        // The next stage of one that was taken, and a late read.
        recheck.read = Some((all, now));
        assert!(recheck.allow_change(&person(1).id));
        assert!(!recheck.allow_change(&person(3).id));
        assert!(!AdministratorGuard::default().allow_change(&person(9).id));
        let later = now + std::time::Duration::from_secs(30);
        assert!(recheck.is_fresh(now) && !recheck.is_fresh(later));
    }
}
