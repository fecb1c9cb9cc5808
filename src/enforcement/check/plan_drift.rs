//! Compares the accounts of a plan file with the tenant's current state.
use std::collections::BTreeSet;

use jiff::Timestamp;

use super::changes;
use crate::audit::{Event, Target};
use crate::context::Ctx;
use crate::context::connect::Connected;
use crate::context::failures::graph_failure;
use crate::domain::account::Account;
use crate::domain::bulk::BulkRow;
use crate::domain::guard_rails::GuardRailReason;
use crate::domain::plan_file::PlanRow;
use crate::enforcement::check::large_groups;
use crate::enforcement::execute::audit_events::AuditEvents;
use crate::enforcement::resolve::facts::{self, Reply};
use crate::enforcement::resolve::rows::{RowProblem, RowRules, row_problem};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::graph::batch::BATCH_SIZE;
use crate::graph::bulk::ReadPipeline;
use crate::graph::calls;
use crate::graph::wire::User;
use crate::ids::ObjectId;
use crate::journal::{Journal, StagingTable, TaskId};
use crate::reports::users::bulk_plan::SkippedLine;

/// The accounts of a plan after reading them again.
#[derive(Debug)]
pub(crate) struct CheckedPlan {
    /// Unchanged accounts.
    pub(crate) rows: StagingTable,
    /// Skipped accounts.
    pub(crate) skipped: Vec<SkippedLine>,
    /// Audit events for accounts that a guard-rail refuses.
    pub(crate) refusals: Vec<Event>,
}

/// Reason why an account of a plan is skipped.
enum SkipReason {
    /// The account has changed since the plan was created.
    Drifted(String),
    /// A guard-rail or rule refuses it; a plan does not override these.
    Forbidden(RowProblem),
}

/// Reads the accounts of a plan, and skips those that changed or that a rule refuses.
///
/// # Errors
/// Fails if the directory could not be read: nothing may be sent.
pub(crate) async fn check_plan_rows(
    rules: RowRules<'_>,
    audit_events: &AuditEvents,
    planned: &StagingTable,
) -> Result<CheckedPlan, Failure> {
    let mut found = CheckedPlan {
        rows: StagingTable::new()?,
        skipped: Vec::new(),
        refusals: Vec::new(),
    };
    let mut reads = ReadPipeline::new(&rules.connected.graph);
    let (mut piece, mut last, mut line) = (Vec::new().into_iter(), 0, 0);
    loop {
        let mut unread = None;
        reads.fill(|| {
            let row = piece
                .next()
                .or_else(|| match planned.rows_after(last, BATCH_SIZE) {
                    Ok((rows, number)) => {
                        last = number;
                        piece = rows.into_iter();
                        piece.next()
                    }
                    Err(error) => {
                        unread = Some(error);
                        None
                    }
                })?;
            line += 1;
            let id = row.id()?;
            Some(((line, row), calls::users::by_id(&id)))
        });
        if let Some(error) = unread {
            return Err(error.into());
        }
        let Some(read) = reads.next().await else {
            return Ok(found);
        };
        let read = read.map_err(|_| Failure::new(Exit::Fault, "a batch gave no answers"))?;
        let ids: Vec<ObjectId> = read.iter().filter_map(|((_, row), _)| row.id()).collect();
        let large = &rules.tenancy.rail_facts.protected.large_groups;
        let inside = large_groups::members_of_large_groups(rules.connected, large, &ids).await?;
        for ((line, row), reply) in read {
            let reply = match reply {
                // A failed read is not a change.
                Err(error) if !error.is_not_found() => {
                    let what = format!("{} could not be read: nothing was sent", row.upn);
                    return Err(graph_failure(what, error, Some(&rules.connected.me)));
                }
                reply => reply,
            };
            let by_group = row.id().and_then(|id| inside.get(&id).copied());
            let by_group = by_group.map(|rule| {
                SkipReason::Forbidden(RowProblem::GuardRail(GuardRailReason::Protected(rule)))
            });
            match check_row(rules, &row, reply).and_then(|one| by_group.map_or(Ok(one), Err)) {
                Ok(account) => {
                    if let Some(row) = BulkRow::from_account(&account) {
                        found.rows.push(&row)?;
                    }
                }
                Err(not) => found.skip(audit_events, line, &row, &not),
            }
        }
    }
}

/// Returns the account of a row, or why it is skipped.
fn check_row(rules: RowRules<'_>, row: &BulkRow, reply: Reply) -> Result<Account, SkipReason> {
    let user = match reply.and_then(|answer| answer.read::<User>()) {
        Ok(user) => user,
        Err(error) if error.is_not_found() => {
            return Err(SkipReason::Drifted("it is gone".to_owned()));
        }
        Err(error) => {
            return Err(SkipReason::Drifted(format!(
                "it could not be read: {error}"
            )));
        }
    };
    let domains = rules.tenancy.domains.as_deref();
    let mut account = facts::account_from_user(user, Some(Vec::new()), Some(&[]), domains);
    account.owns_role_group = Some(false);
    account.eligible = rules.tenancy.rail_facts.eligible.as_ref().map(|_| false);
    let drift = PlanRow::from_bulk_row(row).and_then(|row| row.drift(&account));
    if let Some(why) = drift {
        return Err(SkipReason::Drifted(why.to_owned()));
    }
    match row_problem(&rules, &account, &row.upn) {
        Some(bad) => Err(SkipReason::Forbidden(bad)),
        None => Ok(account),
    }
}

impl CheckedPlan {
    /// Skips the accounts that someone changed since the task that the plan undoes.
    ///
    /// # Errors
    /// Fails if journal or disk cannot be read or written.
    pub(crate) async fn skip_changed_accounts(
        &mut self,
        ctx: &Ctx<'_>,
        connected: &Connected,
        journal: &Journal,
        since: (TaskId, Timestamp),
    ) -> Result<(), Failure> {
        let mut ids = BTreeSet::new();
        self.rows.for_each_row::<Failure>(|row| {
            ids.extend(row.id());
            Ok(())
        })?;
        let changed = changes::accounts_changed_since(ctx, connected, journal, since, &ids).await?;
        if changed.is_empty() {
            return Ok(());
        }
        let mut kept = StagingTable::new()?;
        let mut skipped = Vec::new();
        self.rows.for_each_row::<Failure>(|row| {
            match row.id().and_then(|id| changed.get(&id)) {
                None => kept.push(&row)?,
                Some(why) => skipped.push((row.upn.to_string(), row.id(), why.to_string())),
            }
            Ok(())
        })?;
        self.rows = kept;
        for (user, id, why) in skipped {
            let line = self.skipped.len() + 1;
            self.skipped
                .push(SkippedLine::for_account(line, user, id, why));
        }
        Ok(())
    }

    fn skip(&mut self, audit_events: &AuditEvents, line: usize, row: &BulkRow, not: &SkipReason) {
        let why = match not {
            SkipReason::Drifted(why) => format!("drift: {why}"),
            SkipReason::Forbidden(bad) => format!("refused: {}", bad.text()),
        };
        if let (SkipReason::Forbidden(bad), Some(id)) = (not, row.id()) {
            let target = Target {
                id: id.to_string(),
                name: row.upn.to_string(),
            };
            self.refusals
                .push(audit_events.refusal_event(Some(target), bad.text()));
        }
        let skipped = SkippedLine::for_account(line, row.upn.to_string(), row.id(), why);
        self.skipped.push(skipped);
    }

    /// Returns the failure for a plan without remaining accounts.
    pub(crate) fn no_account_left_failure(&self) -> Failure {
        let why = if self.refusals.is_empty() {
            "no account is as it was when the plan was made: nothing was sent"
        } else {
            "no account of the plan may be touched: nothing was sent"
        };
        let mut failure = Failure::new(Exit::Refused, why);
        for one in self.skipped.iter().take(10) {
            failure = failure.advise(format!("{}: {}", one.user, one.why));
        }
        failure.advise("make a new plan with --dry-run --plan-out")
    }
}
