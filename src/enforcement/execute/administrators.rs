//! Who is Global Administrator, looked at once more while a run goes on: a run
//! can be long, and a person can take long to agree to it.
use std::collections::BTreeSet;
use std::time::Duration;

use super::executor::Executor;
use super::stage::Stage;
use super::step_run::StepRun;
use super::stop::StopReason;

use crate::domain::guard_rails::{GlobalAdministrators, MUST_REMAIN, Why};
use crate::enforcement::check::guard_rail_facts::administrators_now;
use crate::ids::ObjectId;
use crate::journal::{OpenStep, StepId};

/// For how long what was read counts.
const FRESH: Duration = Duration::from_secs(30);

/// What is known of Global Administrators in a run.
#[derive(Debug, Default)]
pub(crate) struct Recheck {
    /// Those who may sign in, and when that was read.
    read: Option<(BTreeSet<ObjectId>, Duration)>,
    /// Those of them that this run takes something from.
    taken: BTreeSet<ObjectId>,
    /// Steps that are left as they are.
    pub barred: BTreeSet<StepId>,
}

impl Recheck {
    /// Begins with what was read at `at`, before the accounts were checked.
    pub(crate) fn after(administrators: &GlobalAdministrators, at: Duration) -> Self {
        let read = match administrators {
            GlobalAdministrators::Enabled(ids) => Some((ids.clone(), at)),
            GlobalAdministrators::Unread => None,
        };
        Self {
            read,
            taken: BTreeSet::new(),
            barred: BTreeSet::new(),
        }
    }

    /// Whether this step is left as it is.
    pub(crate) fn bars(&self, step: &OpenStep) -> bool {
        self.barred.contains(&step.id)
    }

    fn is_fresh(&self, now: Duration) -> bool {
        let read = self.read.as_ref();
        read.is_some_and(|(_, at)| now.saturating_sub(*at) < FRESH)
    }

    fn is_administrator(&self, id: &ObjectId) -> bool {
        self.read.as_ref().is_some_and(|(ids, _)| ids.contains(id))
    }

    /// Whether something may be taken from this account; notes that it is.
    pub(crate) fn may_take(&mut self, id: &ObjectId) -> bool {
        let Some((enabled, _)) = &self.read else {
            return false;
        };
        if !enabled.contains(id) || self.taken.contains(id) {
            return true;
        }
        // A read may lag behind what this run did a moment ago.
        let remain = enabled
            .iter()
            .filter(|one| *one != id && !self.taken.contains(*one))
            .count();
        if remain >= MUST_REMAIN {
            self.taken.insert(id.clone());
        }
        remain >= MUST_REMAIN
    }
}

impl Executor {
    /// The batches without the steps that would leave too few Global
    /// Administrators by now; those steps get their outcome.
    pub(super) async fn recheck(
        &mut self,
        stage: &mut Stage,
        batches: Vec<Vec<StepRun>>,
    ) -> Vec<Vec<StepRun>> {
        self.read_if_blind(stage).await;
        if self.stop.is_some() {
            stage.put_back(batches);
            return Vec::new();
        }
        if batches.is_empty() || !self.action.is_harmful() {
            return batches;
        }
        let mut runs = batches.iter().flatten();
        let some = runs.any(|run| self.recheck.is_administrator(&run.step.account_id));
        let now = self.clock.monotonic();
        if some || !self.recheck.is_fresh(now) {
            match administrators_now(&self.graph).await {
                GlobalAdministrators::Enabled(ids) => self.recheck.read = Some((ids, now)),
                GlobalAdministrators::Unread => {
                    let why = "the Global Administrators could not be read again".to_owned();
                    self.stop.get_or_insert(StopReason::Breaker(why));
                    stage.put_back(batches);
                    return Vec::new();
                }
            }
        }
        let mut kept = Vec::new();
        for batch in batches {
            let (go, stay): (Vec<StepRun>, Vec<StepRun>) = batch
                .into_iter()
                .partition(|run| self.recheck.may_take(&run.step.account_id));
            for mut run in stay {
                run.bar(Why::LastGlobalAdministrators.sentence());
                self.place(stage, run);
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

    use super::Recheck;
    use crate::domain::account::tests::person;

    #[test]
    fn two_administrators_remain_whatever_reads_show_of_those_already_taken() {
        let now = std::time::Duration::ZERO;
        let all: BTreeSet<_> = (1..=4).map(|n| person(n).id).collect();
        let mut recheck = Recheck {
            read: Some((all.clone(), now)),
            taken: BTreeSet::new(),
            barred: BTreeSet::new(),
        };
        assert!(recheck.may_take(&person(9).id));
        assert!(recheck.may_take(&person(1).id));
        assert!(recheck.may_take(&person(2).id));
        // The next stage of one that was taken, and a late read.
        recheck.read = Some((all, now));
        assert!(recheck.may_take(&person(1).id));
        assert!(!recheck.may_take(&person(3).id));
        assert!(!Recheck::default().may_take(&person(9).id));
        let later = now + std::time::Duration::from_secs(30);
        assert!(recheck.is_fresh(now) && !recheck.is_fresh(later));
    }
}
