//! How a task stands when a run of it has ended, in one pass over its steps.
use rusqlite::params;

use super::bulk::OPEN;
use super::columns::{id, maybe, word};
use super::steps::{STEP, place, step};
use super::{Journal, JournalError, Step, TaskId};
use crate::domain::task::{StepOutcome, Way};

/// A step that is done and of which there is nothing more to say is left out:
/// that is nearly every step of most tasks.
const UNUSUAL: &str = "outcome IS NOT 'done' OR way <> 'call' OR instr(prior, '\"synced\"') > 0";

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
    pub fn count(&mut self, outcomes: &[(Way, Option<StepOutcome>)]) {
        if outcomes.is_empty() {
            return;
        }
        let has = |wanted: StepOutcome| outcomes.iter().any(|(_, found)| *found == Some(wanted));
        // A guest's password is the guest's own tenant's affair.
        let guest = outcomes.iter().any(|(way, _)| *way == Way::Guest);
        let refused = outcomes.iter().any(|(way, found)| {
            *found == Some(StepOutcome::NotPossible) && !(guest && *way == Way::NotPossible)
        });
        let counter =
            if outcomes.iter().any(|(_, found)| found.is_none()) || has(StepOutcome::NotTried) {
                &mut self.open
            } else if has(StepOutcome::Failed) || refused {
                &mut self.failed
            } else if has(StepOutcome::Unconfirmed) {
                &mut self.unconfirmed
            } else {
                &mut self.done
            };
        *counter += 1;
        self.accounts += 1;
    }
}

/// How a task stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Closing {
    /// Its accounts.
    pub standing: Standing,
    /// How many of its steps are open.
    pub open: usize,
    /// Whether a step of it is done.
    pub has_effect: bool,
}

impl Journal {
    /// How a task stands. Shows `visit` each step that is not done, or of which
    /// there is more to say, in their order.
    ///
    /// # Errors
    /// As [`Journal::each_step`].
    pub fn closing<E: From<JournalError>>(
        &self,
        task: TaskId,
        mut visit: impl FnMut(Step) -> Result<(), E>,
    ) -> Result<Closing, E> {
        let sqlite = |error| E::from(JournalError::from(error));
        let sql =
            format!("SELECT {STEP}, {OPEN}, {UNUSUAL} FROM steps WHERE task = ?1 ORDER BY id");
        let mut query = self.connection.prepare_cached(&sql).map_err(sqlite)?;
        let mut rows = query.query(params![task]).map_err(sqlite)?;
        let mut closing = Closing::default();
        let mut account = String::new();
        let mut outcomes = Vec::new();
        while let Some(row) = rows.next().map_err(sqlite)? {
            let of = row.get_ref(place::ACCOUNT).map_err(sqlite)?;
            let of = of.as_str().map_err(|error| sqlite(error.into()))?;
            if of != account {
                id(of).ok_or_else(|| JournalError::Strange(of.to_owned()))?;
                closing.standing.count(&outcomes);
                outcomes.clear();
                of.clone_into(&mut account);
            }
            let way = word(row, place::WAY, Way::parse)?;
            let outcome = maybe(row, place::OUTCOME, StepOutcome::parse)?;
            outcomes.push((way, outcome));
            closing.has_effect |= outcome == Some(StepOutcome::Done);
            closing.open += usize::from(row.get::<_, bool>(place::NEXT).map_err(sqlite)?);
            if row.get(place::NEXT + 1).map_err(sqlite)? {
                visit(step(row)?)?;
            }
        }
        closing.standing.count(&outcomes);
        Ok(closing)
    }
}
