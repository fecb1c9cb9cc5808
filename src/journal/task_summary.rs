//! How a task stands when a run of it has ended, in one pass over its steps.
use std::ops::RangeInclusive;

use rusqlite::params;
use rusqlite::types::ValueRef;

use super::account_end::{AccountEnds, StepFacts};
use super::bulk::OPEN;
use super::columns::{id, maybe, word};
use super::steps::{STEP, step};
use super::{Journal, JournalError, Step, StepId, Task};
use crate::domain::task::{Action, StepKind, StepMethod, StepOutcome};

/// A step on an account that is synced from Active Directory.
const SYNCED: &str = "instr(prior, '\"synced\"') > 0";

/// A step on an account whose password another identity provider keeps.
const FEDERATED: &str = "instr(prior, '\"federated\"') > 0";

/// How the accounts of a task stand, each counted once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Standing {
    /// All accounts.
    pub accounts: u64,
    /// Everything that was asked is done.
    pub done: u64,
    /// Something was refused or cannot be done from here.
    pub failed: u64,
    /// Something was accepted and not verified.
    pub unconfirmed: u64,
    /// Something was not sent, or its outcome is not known.
    pub open: u64,
}

/// What the steps of one account came to together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AccountState {
    /// Everything that was asked is done.
    Done,
    /// Something was refused or cannot be done from here.
    Refused,
    /// Something was accepted and not verified.
    NotVerified,
    /// Something was not sent, or its outcome is not known.
    Open,
}

impl AccountState {
    /// The state by the outcomes of the steps; `None` without any. `until_sync`: what
    /// is done lasts until the next directory sync, or the password is kept elsewhere,
    /// which no containment is.
    pub fn of(outcomes: &[(StepMethod, Option<StepOutcome>)], until_sync: bool) -> Option<Self> {
        if outcomes.is_empty() {
            return None;
        }
        let has = |wanted: StepOutcome| outcomes.iter().any(|(_, found)| *found == Some(wanted));
        // A guest's password is the guest's own tenant's affair.
        let guest = outcomes.iter().any(|(way, _)| *way == StepMethod::Guest);
        let refused = outcomes.iter().any(|(way, found)| {
            let elsewhere = (guest || until_sync) && *way == StepMethod::NotPossible;
            *found == Some(StepOutcome::NotPossible) && !elsewhere
        });
        let state =
            if outcomes.iter().any(|(_, found)| found.is_none()) || has(StepOutcome::NotTried) {
                Self::Open
            } else if has(StepOutcome::Failed) || refused {
                Self::Refused
            } else if has(StepOutcome::Unconfirmed) || until_sync {
                Self::NotVerified
            } else if has(StepOutcome::Done) {
                Self::Done
            } else {
                Self::Refused
            };
        Some(state)
    }
}

impl Standing {
    /// Counts an account; without steps it is none.
    fn count(&mut self, state: Option<AccountState>) {
        let counter = match state {
            None => return,
            Some(AccountState::Done) => &mut self.done,
            Some(AccountState::Refused) => &mut self.failed,
            Some(AccountState::NotVerified) => &mut self.unconfirmed,
            Some(AccountState::Open) => &mut self.open,
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
pub struct Stages([StageCounts; 6]);

impl Stages {
    fn index(kind: StepKind) -> usize {
        match kind {
            StepKind::Disable => 0,
            StepKind::Enable => 1,
            StepKind::Reset => 2,
            StepKind::Revoke => 3,
            StepKind::DisableDevice => 4,
            StepKind::EnableDevice => 5,
        }
    }

    /// Of one kind.
    pub fn of(&self, kind: StepKind) -> StageCounts {
        let counts = self.0.get(Self::index(kind));
        counts.copied().unwrap_or_default()
    }

    /// Whether there are steps of one kind.
    pub fn has(&self, kind: StepKind) -> bool {
        self.of(kind) != StageCounts::default()
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
pub struct TaskSummary {
    /// Its accounts.
    pub standing: Standing,
    /// Its steps.
    pub stages: Stages,
    /// How many of its steps are open.
    pub open: usize,
    /// Whether a step of it is done.
    pub has_effect: bool,
    /// Whether sessions of a guest were to be revoked: those in the home tenant go on.
    pub has_guests: bool,
    /// Whether sign-in of a synced account was to be blocked: the next sync decides.
    pub has_synced: bool,
    /// The steps of each account that is worth a line of a report.
    pub listed: Vec<RangeInclusive<StepId>>,
    /// What its accounts came to, each kind once.
    pub ends: AccountEnds,
    /// Those of which something was not sent.
    listed_open: Vec<RangeInclusive<StepId>>,
}

/// Which accounts are worth a line of a report.
#[derive(Debug, Clone, Copy)]
pub struct Listing {
    /// Every account of a task of at most so many.
    pub all_up_to: u64,
    /// Otherwise so many of those that are not done.
    pub max_not_done: usize,
}

/// One account while its steps are counted.
#[derive(Debug, Default)]
struct Counted {
    id: String,
    steps: Option<RangeInclusive<StepId>>,
    facts: Vec<StepFacts>,
    is_elsewhere: bool,
}

impl TaskSummary {
    /// Counts the account whose last step was read.
    fn count(&mut self, account: &mut Counted, task: &Task, listing: Listing) {
        let account = std::mem::take(account);
        let outcomes: Vec<_> = account
            .facts
            .iter()
            .map(|step| (step.way, step.outcome))
            .collect();
        let state = AccountState::of(&outcomes, account.is_elsewhere);
        self.standing.count(state);
        self.ends.add(&account.facts, account.is_elsewhere);
        let list = match state {
            _ if task.accounts <= listing.all_up_to => &mut self.listed,
            None | Some(AccountState::Done) => return,
            Some(AccountState::Open) => &mut self.listed_open,
            Some(AccountState::Refused | AccountState::NotVerified) => &mut self.listed,
        };
        if list.len() < listing.max_not_done {
            list.extend(account.steps);
        }
    }

    /// After the last account: what was refused says more than what was not sent.
    fn close(&mut self, listing: Listing) {
        let room = listing.max_not_done.saturating_sub(self.listed.len());
        self.listed.extend(self.listed_open.drain(..).take(room));
    }
}

impl Journal {
    /// How a task stands, in one pass over its steps.
    ///
    /// # Errors
    /// As [`Journal::each_step`].
    pub fn closing(&self, task: &Task, listing: Listing) -> Result<TaskSummary, JournalError> {
        let sql = format!(
            "SELECT id, account_id, kind, way, outcome, sent, {OPEN}, {SYNCED}, {FEDERATED}, \
             status_code FROM steps WHERE task = ?1 ORDER BY id"
        );
        let mut query = self.connection.prepare_cached(&sql)?;
        let mut rows = query.query(params![task.id])?;
        let mut closing = TaskSummary::default();
        let mut account = Counted::default();
        while let Some(row) = rows.next()? {
            let step: StepId = row.get(0)?;
            let of = row.get_ref(1)?.as_str().map_err(rusqlite::Error::from)?;
            if of != account.id {
                id(of).ok_or_else(|| JournalError::Strange(of.to_owned()))?;
                closing.count(&mut account, task, listing);
                of.clone_into(&mut account.id);
            }
            let kind = word(row, 2, StepKind::parse)?;
            let way = word(row, 3, StepMethod::parse)?;
            let outcome = maybe(row, 4, StepOutcome::parse)?;
            let was_sent = row.get_ref(5)? != ValueRef::Null;
            let (synced, federated): (bool, bool) = (row.get(7)?, row.get(8)?);
            let first = account.steps.as_ref().map_or(step, |steps| *steps.start());
            account.steps = Some(first..=step);
            // What a guard-rail keeps from a device counts, whoever owns it.
            let counted = if kind.is_device_step() {
                StepMethod::Call
            } else {
                way
            };
            account.facts.push(StepFacts {
                way: counted,
                outcome,
                was_sent,
                status: row.get(9)?,
            });
            account.is_elsewhere |= task.action == Action::Contain
                && (synced || federated)
                && (!kind.is_device_step() || outcome == Some(StepOutcome::Done));
            closing.stages.count(kind, outcome, was_sent);
            closing.has_effect |= outcome == Some(StepOutcome::Done);
            closing.open += usize::from(row.get::<_, bool>(6)?);
            closing.has_guests |= way == StepMethod::Guest && kind == StepKind::Revoke;
            closing.has_synced |= synced && kind == StepKind::Disable;
        }
        closing.count(&mut account, task, listing);
        closing.close(listing);
        Ok(closing)
    }

    /// The steps of one account that [`TaskSummary::listed`] names.
    ///
    /// # Errors
    /// As [`Journal::each_step`].
    pub fn steps_between(&self, steps: &RangeInclusive<StepId>) -> Result<Vec<Step>, JournalError> {
        let sql = format!("SELECT {STEP} FROM steps WHERE id BETWEEN ?1 AND ?2 ORDER BY id");
        let mut query = self.connection.prepare_cached(&sql)?;
        let mut rows = query.query(params![steps.start(), steps.end()])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            found.push(step(row)?);
        }
        Ok(found)
    }
}
