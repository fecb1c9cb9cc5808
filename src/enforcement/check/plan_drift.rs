//! The accounts of a plan file against the tenant as it is now.
use std::collections::BTreeSet;

use jiff::Timestamp;

use super::changes;
use crate::audit::{Event, Target};
use crate::context::Ctx;
use crate::context::connect::Connected;
use crate::context::failures::graph_failure;
use crate::domain::account::Account;
use crate::domain::bulk::Row;
use crate::domain::guard_rails::Why;
use crate::domain::plan_file::PlanRow;
use crate::enforcement::check::large_groups;
use crate::enforcement::execute::audit_events::AuditEvents;
use crate::enforcement::resolve::facts::{self, Reply};
use crate::enforcement::resolve::rows::{Bad, Rules, against};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::graph::batch::BATCH_SIZE;
use crate::graph::bulk::ReadPipeline;
use crate::graph::calls;
use crate::graph::wire::User;
use crate::ids::ObjectId;
use crate::journal::{Journal, StagingTable, TaskId};
use crate::reports::users::bulk_plan::SkippedLine;

/// The accounts of a plan, read again.
#[derive(Debug)]
pub(crate) struct Planned {
    /// Those that are as they were.
    pub(crate) rows: StagingTable,
    /// The others.
    pub(crate) skipped: Vec<SkippedLine>,
    /// What is recorded of those that a guard-rail keeps out.
    pub(crate) refusals: Vec<Event>,
}

/// Why nothing is done to an account of a plan.
enum SkipReason {
    /// It is not as it was when the plan was made.
    AsItWas(String),
    /// A guard-rail, which a plan does not lift.
    Allowed(Bad),
}

/// The accounts that are as they were when the plan was made, and the others.
///
/// # Errors
/// Where the directory could not be read: nothing may be sent.
pub(crate) async fn as_planned(
    rules: Rules<'_>,
    trail: &AuditEvents,
    planned: &StagingTable,
) -> Result<Planned, Failure> {
    let mut found = Planned {
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
        let large = &rules.tenancy.watch.protected.large_groups;
        let inside = large_groups::members(rules.connected, large, &ids).await?;
        for ((line, row), reply) in read {
            let reply = match reply {
                // What could not be read did not change.
                Err(error) if !error.is_not_found() => {
                    let what = format!("{} could not be read: nothing was sent", row.upn);
                    return Err(graph_failure(what, error, Some(&rules.connected.me)));
                }
                reply => reply,
            };
            let by_group = row.id().and_then(|id| inside.get(&id).copied());
            let by_group =
                by_group.map(|rule| SkipReason::Allowed(Bad::Guarded(Why::Protected(rule))));
            match still_so(rules, &row, reply).and_then(|one| by_group.map_or(Ok(one), Err)) {
                Ok(account) => {
                    if let Some(row) = Row::of(&account) {
                        found.rows.push(&row)?;
                    }
                }
                Err(not) => found.leave_out(trail, line, &row, &not),
            }
        }
    }
}

/// The account of a row of the plan, or why nothing is done to it.
fn still_so(rules: Rules<'_>, row: &Row, reply: Reply) -> Result<Account, SkipReason> {
    let user = match reply.and_then(|answer| answer.read::<User>()) {
        Ok(user) => user,
        Err(error) if error.is_not_found() => {
            return Err(SkipReason::AsItWas("it is gone".to_owned()));
        }
        Err(error) => {
            return Err(SkipReason::AsItWas(format!(
                "it could not be read: {error}"
            )));
        }
    };
    let domains = rules.tenancy.domains.as_deref();
    let mut account = facts::account(user, Some(Vec::new()), Some(&[]), domains);
    account.owns_role_group = Some(false);
    account.eligible = rules.tenancy.watch.eligible.as_ref().map(|_| false);
    let drift = PlanRow::of(row).and_then(|row| row.drift(&account));
    if let Some(why) = drift {
        return Err(SkipReason::AsItWas(why.to_owned()));
    }
    match against(&rules, &account, &row.upn) {
        Some(bad) => Err(SkipReason::Allowed(bad)),
        None => Ok(account),
    }
}

impl Planned {
    /// Leaves out the accounts that someone changed since the task that the plan
    /// undoes.
    ///
    /// # Errors
    /// Where journal or disk could not be read or written.
    pub(crate) async fn ensure_unchanged(
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
        let changed = changes::changed_since(ctx, connected, journal, since, &ids).await?;
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
            self.skipped.push(SkippedLine {
                line: self.skipped.len() + 1,
                record: None,
                user,
                id,
                content: None,
                why,
            });
        }
        Ok(())
    }

    fn leave_out(&mut self, trail: &AuditEvents, line: usize, row: &Row, not: &SkipReason) {
        let why = match not {
            SkipReason::AsItWas(why) => format!("drift: {why}"),
            SkipReason::Allowed(bad) => format!("refused: {}", bad.text()),
        };
        if let (SkipReason::Allowed(bad), Some(id)) = (not, row.id()) {
            let target = Target {
                id: id.to_string(),
                name: row.upn.to_string(),
            };
            self.refusals.push(trail.refusal(Some(target), bad.text()));
        }
        self.skipped.push(SkippedLine {
            line,
            record: None,
            user: row.upn.to_string(),
            id: row.id(),
            content: None,
            why,
        });
    }

    /// The failure of a plan of which nobody is left.
    pub(crate) fn none_left(&self) -> Failure {
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
