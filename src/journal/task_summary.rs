//! Summarizes a task in one pass over its steps.
use std::ops::RangeInclusive;

use rusqlite::params;
use rusqlite::types::ValueRef;

use super::account_end::{AccountEnds, StepFacts};
use super::bulk::IS_OPEN;
use super::columns::{parse_column, parse_object_id, parse_optional_column};
use super::steps::{STEP_COLUMNS, step_from_row};
use super::{Journal, JournalError, Step, StepId, Task};
use crate::domain::task::{Action, StepKind, StepMethod, StepOutcome};

/// SQL condition of steps on accounts that are synced from Active Directory.
const SYNCED: &str = "instr(prior, '\"synced\"') > 0";

/// SQL condition of steps on federated accounts.
const FEDERATED: &str = "instr(prior, '\"federated\"') > 0";

/// Number of accounts of a task by state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct AccountCounts {
    /// All accounts.
    pub accounts: u64,
    /// All steps are done.
    pub done: u64,
    /// A step was refused or is not possible.
    pub failed: u64,
    /// A step was accepted, but not verified.
    pub unconfirmed: u64,
    /// A step was not sent, or its outcome is unknown.
    pub open: u64,
}

/// State of one account, from the outcomes of its steps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AccountState {
    /// All steps are done.
    Done,
    /// A step was refused or is not possible.
    Refused,
    /// A step was accepted, but not verified.
    NotVerified,
    /// A step was not sent, or its outcome is unknown.
    Open,
}

impl AccountState {
    /// Returns the state, or `None` without steps. `until_sync`: changes last until the next
    /// directory sync, or the password is managed by another directory, so that the account
    /// is not contained for good.
    pub fn from_outcomes(
        outcomes: &[(StepMethod, Option<StepOutcome>)],
        until_sync: bool,
    ) -> Option<Self> {
        if outcomes.is_empty() {
            return None;
        }
        let has = |wanted: StepOutcome| outcomes.iter().any(|(_, found)| *found == Some(wanted));
        // The home tenant manages the password of a guest.
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

impl AccountCounts {
    /// Counts an account that has steps.
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

/// Number of steps of one kind by outcome.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct StageCounts {
    /// Done.
    pub done: u64,
    /// Accepted or unanswered, and not verified by a read.
    pub not_verified: u64,
    /// Refused by Graph.
    pub refused: u64,
    /// Number of steps that were not sent.
    pub not_sent: u64,
    /// Number of steps that are not possible.
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

/// Number of steps by kind and outcome.
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

    /// Returns the counts of one kind.
    pub fn counts_of(&self, kind: StepKind) -> StageCounts {
        let counts = self.0.get(Self::index(kind));
        counts.copied().unwrap_or_default()
    }

    /// Whether there are steps of this kind.
    pub fn has(&self, kind: StepKind) -> bool {
        self.counts_of(kind) != StageCounts::default()
    }

    /// Iterates over the counts of all kinds.
    pub fn all(&self) -> impl Iterator<Item = StageCounts> {
        self.0.into_iter()
    }

    fn count(&mut self, kind: StepKind, outcome: Option<StepOutcome>, was_sent: bool) {
        if let Some(counts) = self.0.get_mut(Self::index(kind)) {
            counts.count(outcome, was_sent);
        }
    }
}

/// Summary of a task.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TaskSummary {
    /// Accounts by state.
    pub accounts: AccountCounts,
    /// Steps by kind and outcome.
    pub stages: Stages,
    /// Number of open steps.
    pub open: usize,
    /// Whether a step is done.
    pub has_effect: bool,
    /// Whether sessions of a guest were revoked: those of the home tenant continue.
    pub has_guests: bool,
    /// Whether sign-in of a synced account was blocked: the next sync may undo it.
    pub has_synced: bool,
    /// The steps of each account that a report lists.
    pub listed: Vec<RangeInclusive<StepId>>,
    /// The distinct outcomes of the accounts.
    pub ends: AccountEnds,
    /// Listed accounts with steps that were not sent.
    listed_open: Vec<RangeInclusive<StepId>>,
}

/// Limits of the accounts that a report lists.
#[derive(Debug, Clone, Copy)]
pub struct ListingLimits {
    /// Largest task of which all accounts are listed.
    pub all_up_to: u64,
    /// Maximum number of accounts that are not done, in larger tasks.
    pub max_not_done: usize,
}

/// The steps of one account while they are counted.
#[derive(Debug, Default)]
struct AccountTally {
    id: String,
    steps: Option<RangeInclusive<StepId>>,
    facts: Vec<StepFacts>,
    is_mastered_elsewhere: bool,
}

impl TaskSummary {
    /// Counts an account after its last step.
    fn add_account(&mut self, account: &mut AccountTally, task: &Task, listing: ListingLimits) {
        let account = std::mem::take(account);
        let outcomes: Vec<_> = account
            .facts
            .iter()
            .map(|step| (step.way, step.outcome))
            .collect();
        let state = AccountState::from_outcomes(&outcomes, account.is_mastered_elsewhere);
        self.accounts.count(state);
        self.ends.add(&account.facts, account.is_mastered_elsewhere);
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

    /// Fills the list with accounts that were not sent: refused ones come first.
    fn fill_listed(&mut self, listing: ListingLimits) {
        let room = listing.max_not_done.saturating_sub(self.listed.len());
        self.listed.extend(self.listed_open.drain(..).take(room));
    }
}

impl Journal {
    /// Summarizes a task in one pass over its steps.
    ///
    /// # Errors
    /// As [`Journal::for_each_step`].
    pub fn summarize(
        &self,
        task: &Task,
        listing: ListingLimits,
    ) -> Result<TaskSummary, JournalError> {
        let sql = format!(
            "SELECT id, account_id, kind, way, outcome, sent, {IS_OPEN}, {SYNCED}, {FEDERATED}, \
             status_code FROM steps WHERE task = ?1 ORDER BY id"
        );
        let mut query = self.connection.prepare_cached(&sql)?;
        let mut rows = query.query(params![task.id])?;
        let mut summary = TaskSummary::default();
        let mut account = AccountTally::default();
        while let Some(row) = rows.next()? {
            let step: StepId = row.get(0)?;
            let of = row.get_ref(1)?.as_str().map_err(rusqlite::Error::from)?;
            if of != account.id {
                parse_object_id(of).ok_or_else(|| JournalError::InvalidRow(of.to_owned()))?;
                summary.add_account(&mut account, task, listing);
                of.clone_into(&mut account.id);
            }
            let kind = parse_column(row, 2, StepKind::parse)?;
            let way = parse_column(row, 3, StepMethod::parse)?;
            let outcome = parse_optional_column(row, 4, StepOutcome::parse)?;
            let was_sent = row.get_ref(5)? != ValueRef::Null;
            let (synced, federated): (bool, bool) = (row.get(7)?, row.get(8)?);
            let first = account.steps.as_ref().map_or(step, |steps| *steps.start());
            account.steps = Some(first..=step);
            // A guard-rail on a device counts in any case.
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
            account.is_mastered_elsewhere |= task.action == Action::Contain
                && (synced || federated)
                && (!kind.is_device_step() || outcome == Some(StepOutcome::Done));
            summary.stages.count(kind, outcome, was_sent);
            summary.has_effect |= outcome == Some(StepOutcome::Done);
            summary.open += usize::from(row.get::<_, bool>(6)?);
            summary.has_guests |= way == StepMethod::Guest && kind == StepKind::Revoke;
            summary.has_synced |= synced && kind == StepKind::Disable;
        }
        summary.add_account(&mut account, task, listing);
        summary.fill_listed(listing);
        Ok(summary)
    }

    /// Returns the steps of one account in [`TaskSummary::listed`].
    ///
    /// # Errors
    /// As [`Journal::for_each_step`].
    pub fn steps_in_range(
        &self,
        steps: &RangeInclusive<StepId>,
    ) -> Result<Vec<Step>, JournalError> {
        let sql =
            format!("SELECT {STEP_COLUMNS} FROM steps WHERE id BETWEEN ?1 AND ?2 ORDER BY id");
        let mut query = self.connection.prepare_cached(&sql)?;
        let mut rows = query.query(params![steps.start(), steps.end()])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            found.push(step_from_row(row)?);
        }
        Ok(found)
    }
}
