//! Size rules: for many accounts the number must be typed, and for very many a second
//! person must sign.
use jiff::{SignedDuration, Timestamp};

use crate::cli::Agreement;
use crate::cli::command_line::CommandLine;
use crate::context::Ctx;
use crate::context::suggested;
use crate::domain::bulk::Limits;
use crate::domain::confirmation::{ConfirmationSource, Confirmed};
use crate::domain::device::other_users_suffix;
use crate::domain::task::{Action, account_count_text};
use crate::enforcement::check::tenant_facts::TenantFacts;
use crate::enforcement::confirm::recent_accounts::{self, CurrentTime};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::ids::{ObjectId, TenantId};
use crate::io;
use crate::journal::{Journal, StagingTable, Task};

/// Period in which actions without approval count.
const RECENT: SignedDuration = SignedDuration::from_hours(24);

/// The size of a run.
#[derive(Debug, Clone, Copy)]
pub(crate) struct RunSize {
    /// Number of accounts.
    pub accounts: usize,
    /// Other users of the devices that it disables, who lose a device. They count for
    /// this run only.
    pub device_users: usize,
    /// Other accounts that tasks of the last 24 hours changed without approval:
    /// splitting a list does not make it smaller.
    pub recent: usize,
    /// Number of users in the tenant, if known.
    pub user_count: Option<usize>,
    /// Size limits for plans that one person decides.
    pub limits: Limits,
    /// Whether the run restricts accounts. A run that only re-enables accounts needs no
    /// second signature.
    pub harmful: bool,
}

/// The records of recent actions.
#[derive(Debug, Clone, Copy)]
pub(crate) struct RecentRecords<'a> {
    pub journal: Option<&'a Journal>,
    pub tenant: &'a TenantId,
}

/// The parameters of a confirmation.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ConfirmationRequest<'a> {
    pub agreement: &'a Agreement,
    pub expect_count: Option<usize>,
    pub question: &'a str,
    pub command: &'a CommandLine,
}

impl RunSize {
    /// Computes the size of a run over `rows`.
    ///
    /// # Errors
    /// Fails if journal or audit log cannot be read.
    pub(crate) fn of_rows(
        ctx: &Ctx<'_>,
        records: RecentRecords<'_>,
        action: Action,
        rows: &StagingTable,
        tenancy: &TenantFacts,
    ) -> Result<Self, Failure> {
        let size = Self {
            accounts: rows.len(),
            device_users: 0,
            recent: 0,
            user_count: tenancy.user_count,
            limits: tenancy.limits,
            harmful: action.is_restrictive(),
        };
        size.add_recent_accounts(ctx, records, |visit| {
            rows.for_each_row::<Failure>(|row| row.id().map_or(Ok(()), |id| visit(&id)))
        })
    }

    /// Computes the size of a run over named accounts. The number of users in the
    /// tenant is not known yet.
    ///
    /// # Errors
    /// See [`Self::of_rows`].
    pub(crate) fn of_typed(
        ctx: &Ctx<'_>,
        records: RecentRecords<'_>,
        action: Action,
        ids: &[&ObjectId],
        device_users: usize,
        limits: Limits,
    ) -> Result<Self, Failure> {
        let size = Self {
            accounts: ids.len(),
            device_users,
            recent: 0,
            user_count: None,
            limits,
            harmful: action.is_restrictive(),
        };
        size.add_recent_accounts(ctx, records, |visit| {
            ids.iter().try_for_each(|id| visit(id))
        })
    }

    /// Adds the other accounts of the last 24 hours; `own` visits those of this run.
    fn add_recent_accounts(
        mut self,
        ctx: &Ctx<'_>,
        records: RecentRecords<'_>,
        own: impl FnOnce(&mut dyn FnMut(&ObjectId) -> Result<(), Failure>) -> Result<(), Failure>,
    ) -> Result<Self, Failure> {
        // A larger run needs a signature in any case.
        if !self.harmful || self.needs_signature() {
            return Ok(self);
        }
        let since = recent_since(ctx);
        let RecentRecords { journal, tenant } = records;
        let mut logged = recent_accounts::count_unsigned_accounts(ctx.dirs, tenant, since)?;
        let known = |id: &ObjectId| match journal {
            Some(journal) => journal.is_unsigned_account(id, since),
            None => Ok(false),
        };
        if let Some(journal) = journal {
            self.recent = journal.count_unsigned_accounts(since)?;
            for id in std::mem::take(&mut logged) {
                if !known(&id)? {
                    logged.insert(id);
                }
            }
        }
        self.recent += logged.len();
        if self.recent > 0 {
            let others = &mut self.recent;
            own(&mut |id: &ObjectId| {
                if logged.contains(id) || known(id)? {
                    *others = others.saturating_sub(1);
                }
                Ok(())
            })?;
        }
        Ok(self)
    }

    /// Computes the size of the open steps of a task.
    ///
    /// # Errors
    /// Fails if the journal cannot be read.
    pub(crate) fn of_open(
        ctx: &Ctx<'_>,
        journal: &Journal,
        task: &Task,
        tenancy: &TenantFacts,
    ) -> Result<Self, Failure> {
        let since = recent_since(ctx);
        let (accounts, mut others) = journal.count_open_and_unsigned(task.id, since)?;
        for id in recent_accounts::count_unsigned_accounts(ctx.dirs, journal.tenant(), since)? {
            others += usize::from(!journal.is_unsigned_account(&id, since)?);
        }
        Ok(Self {
            accounts,
            device_users: 0,
            recent: others,
            user_count: tenancy.user_count,
            limits: tenancy.limits,
            harmful: task.action.is_restrictive(),
        })
    }

    /// Returns the number of accounts above which a second signature is needed.
    pub(crate) fn max_without_signature(&self) -> usize {
        self.limits.signature_threshold(self.user_count)
    }

    /// Whether a second signature is needed.
    pub(crate) fn needs_signature(&self) -> bool {
        self.harmful && self.affected_users() + self.recent > self.max_without_signature()
    }

    /// Returns the number of accounts, plus users who lose a device.
    pub(crate) fn affected_users(&self) -> usize {
        self.accounts + self.device_users
    }

    /// Describes the affected users: "3 accounts, and 4 other users of their devices".
    fn subject(&self) -> String {
        let others = other_users_suffix(self.accounts, self.device_users);
        format!("{}{others}", account_count_text(self.accounts))
    }

    /// Describes the size, including recent actions.
    pub(crate) fn description(&self) -> String {
        let count = self.subject();
        match self.recent {
            0 => count,
            others => {
                format!("{count}, with {others} more that tasks of the last 24 hours were about,")
            }
        }
    }
}

/// Returns the time since which actions count as recent. Setting the clock forward does
/// not exclude any.
fn recent_since(ctx: &Ctx<'_>) -> Timestamp {
    let now = CurrentTime::read(ctx.dirs, ctx.clock.now()).earlier();
    now.saturating_sub(RECENT).unwrap_or(Timestamp::MIN)
}

/// Refuses a run that needs a second signature.
///
/// # Errors
/// Exit code 12 with the command that writes a plan to sign.
pub(crate) fn ensure_within_limits(size: RunSize, command: CommandLine) -> Result<(), Failure> {
    if !size.needs_signature() {
        return Ok(());
    }
    Err(Failure::new(
        Exit::Refused,
        format!(
            "{} need a second person's signature (more than {}): nothing was sent",
            size.description(),
            size.max_without_signature()
        ),
    )
    .run(
        command
            .flag("--dry-run")
            .file_option("--plan-out", Some(&suggested::suggested_plan_file())),
    ))
}

/// Asks for confirmation. Above the limit (50 accounts by default), yes is not enough:
/// the number must be typed or given with `--expect-count`.
///
/// # Errors
/// Exit code 13 if the user does not confirm, 12 if the number is wrong.
pub(crate) fn confirm<P>(
    ctx: &mut Ctx<'_>,
    plan: P,
    size: RunSize,
    request: &ConfirmationRequest<'_>,
) -> Result<Confirmed<P>, Failure> {
    let count = size.affected_users();
    if let Some(expected) = request.expect_count
        && expected != count
    {
        return Err(Failure::new(
            Exit::Refused,
            format!(
                "--expect-count says {expected}, but the command would affect {count}: {}; nothing \
                 was sent",
                size.subject()
            ),
        )
        .run(request.command.clone().flag("--dry-run")));
    }
    let typed_above = size.limits.typed_above;
    if count <= typed_above {
        return ctx.confirm(plan, request.agreement, request.question, request.command);
    }
    if request.expect_count.is_some() {
        let command = request.command.clone().option("--expect-count", count);
        return ctx.confirm(plan, request.agreement, request.question, &command);
    }
    let can_ask = ctx.io.terminal.interactive && !ctx.global.no_input;
    if request.agreement.yes || !can_ask {
        return Err(Failure::new(
            Exit::NotConfirmed,
            format!(
                "more than {}: say how many, nothing was changed",
                account_count_text(typed_above)
            ),
        )
        .run(request.command.clone().flag("--dry-run"))
        .run(
            request
                .command
                .clone()
                .flag("--yes")
                .option("--expect-count", count),
        ));
    }
    let what = match size.device_users {
        0 => "the number of accounts",
        _ => "their number together",
    };
    let question = format!("{} Type {what} to confirm:", request.question);
    let mut typed = || match ctx.io.ask(&question) {
        io::Asked::Answer(line) => line.trim() == count.to_string(),
        io::Asked::NoAnswer => false,
    };
    Confirmed::obtain(plan, ConfirmationSource::Ask(&mut typed)).map_err(|_| {
        Failure::new(
            Exit::NotConfirmed,
            "the number was not typed: nothing was changed",
        )
    })
}
