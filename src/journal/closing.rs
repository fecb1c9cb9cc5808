//! How a task stands when a run of it has ended, in one pass over its steps.
use rusqlite::params;
use rusqlite::types::ValueRef;

use super::account_end::{AccountEnds, StepFacts};
use super::bulk::OPEN;
use super::columns::{id, maybe, word};
use super::steps::{STEP, place, step};
use super::{Journal, JournalError, Step, Task};
use crate::domain::task::{Action, StepKind, StepOutcome, Way};

/// A step that is done and of which there is nothing more to say is left out:
/// that is nearly every step of most tasks.
const UNUSUAL: &str = "outcome IS NOT 'done' OR way <> 'call' OR instr(prior, '\"synced\"') > 0";

/// A step on an account of which Active Directory or another identity provider
/// decides.
const ELSEWHERE: &str = "instr(prior, '\"synced\"') > 0 OR instr(prior, '\"federated\"') > 0";

/// How the accounts of a task stand, each counted once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Standing {
    /// All accounts.
    pub accounts: u64,
    /// Everything that was asked is done.
    pub done: u64,
    /// Something was refused or cannot be done from here.
    pub failed: u64,
    /// Something was accepted and not confirmed.
    pub unconfirmed: u64,
    /// Something was not sent, or its outcome is not known.
    pub open: u64,
}

impl Standing {
    /// Counts an account by the outcomes of its steps; without any it is none.
    /// `until_sync`: what is done lasts until the next directory sync, or the
    /// password is kept elsewhere, which no containment is.
    pub fn count(&mut self, outcomes: &[(Way, Option<StepOutcome>)], until_sync: bool) {
        if outcomes.is_empty() {
            return;
        }
        let has = |wanted: StepOutcome| outcomes.iter().any(|(_, found)| *found == Some(wanted));
        // A guest's password is the guest's own tenant's affair.
        let guest = outcomes.iter().any(|(way, _)| *way == Way::Guest);
        let refused = outcomes.iter().any(|(way, found)| {
            let elsewhere = (guest || until_sync) && *way == Way::NotPossible;
            *found == Some(StepOutcome::NotPossible) && !elsewhere
        });
        let counter =
            if outcomes.iter().any(|(_, found)| found.is_none()) || has(StepOutcome::NotTried) {
                &mut self.open
            } else if has(StepOutcome::Failed) || refused {
                &mut self.failed
            } else if has(StepOutcome::Unconfirmed) || until_sync {
                &mut self.unconfirmed
            } else {
                &mut self.done
            };
        *counter += 1;
        self.accounts += 1;
    }
}

/// What came of the steps of one kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct StageCounts {
    /// Done.
    pub done: u64,
    /// Accepted or lost on the way, and not seen by any read.
    pub not_verified: u64,
    /// Refused by Graph.
    pub refused: u64,
    /// Not sent.
    pub not_sent: u64,
    /// Not possible from here.
    pub not_possible: u64,
}

impl StageCounts {
    fn count(&mut self, outcome: Option<StepOutcome>, was_sent: bool) {
        let counter = match outcome {
            Some(StepOutcome::Done) => &mut self.done,
            Some(StepOutcome::Failed) => &mut self.refused,
            Some(StepOutcome::Unconfirmed) => &mut self.not_verified,
            Some(StepOutcome::NotPossible) => &mut self.not_possible,
            None if was_sent => &mut self.not_verified,
            Some(StepOutcome::NotTried) | None => &mut self.not_sent,
        };
        *counter += 1;
    }
}

/// What came of the steps of each kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Stages([StageCounts; 4]);

impl Stages {
    fn index(kind: StepKind) -> usize {
        match kind {
            StepKind::Disable => 0,
            StepKind::Enable => 1,
            StepKind::Reset => 2,
            StepKind::Revoke => 3,
        }
    }

    /// Of one kind.
    pub fn of(&self, kind: StepKind) -> StageCounts {
        let counts = self.0.get(Self::index(kind));
        counts.copied().unwrap_or_default()
    }

    /// Of all kinds.
    pub fn all(&self) -> impl Iterator<Item = StageCounts> {
        self.0.into_iter()
    }

    fn count(&mut self, kind: StepKind, outcome: Option<StepOutcome>, was_sent: bool) {
        if let Some(counts) = self.0.get_mut(Self::index(kind)) {
            counts.count(outcome, was_sent);
        }
    }
}

/// How a task stands.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Closing {
    /// Its accounts.
    pub standing: Standing,
    /// Its steps.
    pub stages: Stages,
    /// How many of its steps are open.
    pub open: usize,
    /// Whether a step of it is done.
    pub has_effect: bool,
    /// What its accounts came to, each kind once.
    pub ends: AccountEnds,
}

impl Closing {
    /// Counts an account.
    fn count(&mut self, steps: &[StepFacts], until_sync: bool) {
        let outcomes: Vec<_> = steps.iter().map(|step| (step.way, step.outcome)).collect();
        self.standing.count(&outcomes, until_sync);
        self.ends.add(steps, until_sync);
    }
}

impl Journal {
    /// How a task stands. Shows `visit` each step that is not done, or of which
    /// there is more to say, in their order.
    ///
    /// # Errors
    /// As [`Journal::each_step`].
    pub fn closing<E: From<JournalError>>(
        &self,
        task: &Task,
        mut visit: impl FnMut(Step) -> Result<(), E>,
    ) -> Result<Closing, E> {
        let sqlite = |error| E::from(JournalError::from(error));
        let sql = format!(
            "SELECT {STEP}, {OPEN}, {UNUSUAL}, {ELSEWHERE} FROM steps WHERE task = ?1 ORDER BY id"
        );
        let mut query = self.connection.prepare_cached(&sql).map_err(sqlite)?;
        let mut rows = query.query(params![task.id]).map_err(sqlite)?;
        let mut closing = Closing::default();
        let mut account = String::new();
        let mut steps = Vec::new();
        let mut elsewhere = false;
        while let Some(row) = rows.next().map_err(sqlite)? {
            let of = row.get_ref(place::ACCOUNT).map_err(sqlite)?;
            let of = of.as_str().map_err(|error| sqlite(error.into()))?;
            if of != account {
                id(of).ok_or_else(|| JournalError::Strange(of.to_owned()))?;
                closing.count(&steps, elsewhere);
                steps.clear();
                elsewhere = false;
                of.clone_into(&mut account);
            }
            let way = word(row, place::WAY, Way::parse)?;
            let outcome = maybe(row, place::OUTCOME, StepOutcome::parse)?;
            let kind = word(row, place::KIND, StepKind::parse)?;
            let was_sent = row.get_ref(place::SENT).map_err(sqlite)? != ValueRef::Null;
            steps.push(StepFacts {
                way,
                outcome,
                was_sent,
                status: row.get(place::STATUS).map_err(sqlite)?,
            });
            closing.stages.count(kind, outcome, was_sent);
            closing.has_effect |= outcome == Some(StepOutcome::Done);
            closing.open += usize::from(row.get::<_, bool>(place::NEXT).map_err(sqlite)?);
            elsewhere |= task.action == Action::Contain
                && row.get::<_, bool>(place::NEXT + 2).map_err(sqlite)?;
            if row.get(place::NEXT + 1).map_err(sqlite)? {
                visit(step(row)?)?;
            }
        }
        closing.count(&steps, elsewhere);
        Ok(closing)
    }
}
