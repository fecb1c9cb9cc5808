//! Agreement to many accounts at once: their number is typed, and very many
//! need a second person.
use jiff::{SignedDuration, Timestamp};

use crate::cli::Agreement;
use crate::cli::command_line::CommandLine;
use crate::context::Ctx;
use crate::context::suggested;
use crate::domain::bulk::{Limits, accounts};
use crate::domain::device::and_other_users;
use crate::domain::plan::{Confirmed, Consent};
use crate::domain::task::Action;
use crate::enforcement::check::tenant_facts::Tenancy;
use crate::enforcement::confirm::recent_accounts::{self, Now};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::ids::{ObjectId, TenantId};
use crate::io;
use crate::journal::{Journal, StagingTable, Task};

/// For how long what one person decided on alone counts.
const COUNTS_FOR: SignedDuration = SignedDuration::from_hours(24);

/// How large a run is.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Size {
    /// Accounts.
    pub accounts: usize,
    /// Other users of the devices that it disables: they lose a device. They count for
    /// this run only.
    pub device_users: usize,
    /// Other accounts that tasks of the last 24 hours locked out without a
    /// second person: a list that is split is as long as it was.
    pub others: usize,
    /// Users of the tenant, where that is known.
    pub people: Option<usize>,
    /// How many accounts one person may decide on alone.
    pub limits: Limits,
    /// Whether it locks accounts out. What lets them in again needs no second
    /// person.
    pub harmful: bool,
}

/// Where what was done lately is looked up.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Records<'a> {
    pub journal: Option<&'a Journal>,
    pub tenant: &'a TenantId,
}

/// What is asked, and how it was answered beforehand.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Asked<'a> {
    pub agreement: &'a Agreement,
    pub expect_count: Option<usize>,
    pub question: &'a str,
    pub command: &'a CommandLine,
}

impl Size {
    /// The size of a run over `rows`.
    ///
    /// # Errors
    /// Where journal or audit log cannot be read.
    pub(crate) fn of(
        ctx: &Ctx<'_>,
        records: Records<'_>,
        action: Action,
        rows: &StagingTable,
        tenancy: &Tenancy,
    ) -> Result<Self, Failure> {
        let size = Self {
            accounts: rows.len(),
            device_users: 0,
            others: 0,
            people: tenancy.people,
            limits: tenancy.limits,
            harmful: action.is_harmful(),
        };
        size.with_others(ctx, records, |visit| {
            rows.for_each_row::<Failure>(|row| row.id().map_or(Ok(()), |id| visit(&id)))
        })
    }

    /// The size of a run over accounts that were typed. How many users the tenant
    /// has is not known yet.
    ///
    /// # Errors
    /// As [`Size::of`].
    pub(crate) fn of_typed(
        ctx: &Ctx<'_>,
        records: Records<'_>,
        action: Action,
        ids: &[&ObjectId],
        device_users: usize,
        limits: Limits,
    ) -> Result<Self, Failure> {
        let size = Self {
            accounts: ids.len(),
            device_users,
            others: 0,
            people: None,
            limits,
            harmful: action.is_harmful(),
        };
        size.with_others(ctx, records, |visit| {
            ids.iter().try_for_each(|id| visit(id))
        })
    }

    /// Adds the other accounts of 24 hours; `own` shows those of this run.
    fn with_others(
        mut self,
        ctx: &Ctx<'_>,
        records: Records<'_>,
        own: impl FnOnce(&mut dyn FnMut(&ObjectId) -> Result<(), Failure>) -> Result<(), Failure>,
    ) -> Result<Self, Failure> {
        // More than that are too many whatever went before.
        if !self.harmful || self.needs_signature() {
            return Ok(self);
        }
        let since = since(ctx);
        let Records { journal, tenant } = records;
        let mut logged = recent_accounts::count_unsigned_accounts(ctx.dirs, tenant, since)?;
        let known = |id: &ObjectId| match journal {
            Some(journal) => journal.is_unsigned_account(id, since),
            None => Ok(false),
        };
        if let Some(journal) = journal {
            self.others = journal.count_unsigned_accounts(since)?;
            for id in std::mem::take(&mut logged) {
                if !known(&id)? {
                    logged.insert(id);
                }
            }
        }
        self.others += logged.len();
        if self.others > 0 {
            let others = &mut self.others;
            own(&mut |id: &ObjectId| {
                if logged.contains(id) || known(id)? {
                    *others = others.saturating_sub(1);
                }
                Ok(())
            })?;
        }
        Ok(self)
    }

    /// The size of what is open of a task.
    ///
    /// # Errors
    /// Where the journal cannot be read.
    pub(crate) fn of_open(
        ctx: &Ctx<'_>,
        journal: &Journal,
        task: &Task,
        tenancy: &Tenancy,
    ) -> Result<Self, Failure> {
        let since = since(ctx);
        let (accounts, mut others) = journal.count_open_and_unsigned(task.id, since)?;
        for id in recent_accounts::count_unsigned_accounts(ctx.dirs, journal.tenant(), since)? {
            others += usize::from(!journal.is_unsigned_account(&id, since)?);
        }
        Ok(Self {
            accounts,
            device_users: 0,
            others,
            people: tenancy.people,
            limits: tenancy.limits,
            harmful: task.action.is_harmful(),
        })
    }

    /// Accounts above which a second person must have signed.
    pub(crate) fn most(&self) -> usize {
        self.limits.signed_above(self.people)
    }

    /// Whether one person may not decide on this alone.
    pub(crate) fn needs_signature(&self) -> bool {
        self.harmful && self.count() + self.others > self.most()
    }

    /// Everyone who is locked out of an account or loses a device.
    pub(crate) fn count(&self) -> usize {
        self.accounts + self.device_users
    }

    /// Who they are: "3 accounts, and 4 other users of their devices".
    fn subject(&self) -> String {
        let others = and_other_users(self.accounts, self.device_users);
        format!("{}{others}", accounts(self.accounts))
    }

    /// So many accounts, in words.
    pub(crate) fn words(&self) -> String {
        let count = self.subject();
        match self.others {
            0 => count,
            others => {
                format!("{count}, with {others} more that tasks of the last 24 hours were about,")
            }
        }
    }
}

/// Since when what one person decided on alone counts. A clock that was set
/// forward hides nothing.
fn since(ctx: &Ctx<'_>) -> Timestamp {
    let now = Now::of(ctx.dirs, ctx.clock.now()).earlier();
    now.saturating_sub(COUNTS_FOR).unwrap_or(Timestamp::MIN)
}

/// Refuses a run that needs a second person's signature.
///
/// # Errors
/// Exit 12 with the way to one.
pub(crate) fn ensure_within_limits(size: Size, command: CommandLine) -> Result<(), Failure> {
    if !size.needs_signature() {
        return Ok(());
    }
    Err(Failure::new(
        Exit::Refused,
        format!(
            "{} need a second person's signature (more than {}): nothing was sent",
            size.words(),
            size.most()
        ),
    )
    .run(
        command
            .flag("--dry-run")
            .file_option("--plan-out", Some(&suggested::plan_file())),
    ))
}

/// Asks for agreement. Above 50 accounts, or fewer where a file says so, a yes is not enough: their number
/// must be typed, or given with `--expect-count`.
///
/// # Errors
/// Exit 13 where nobody agrees, 12 where the number is another one.
pub(crate) fn ask<P>(
    ctx: &mut Ctx<'_>,
    plan: P,
    size: Size,
    asked: &Asked<'_>,
) -> Result<Confirmed<P>, Failure> {
    let count = size.count();
    if let Some(expected) = asked.expect_count
        && expected != count
    {
        return Err(Failure::new(
            Exit::Refused,
            format!(
                "this is about {}, not {expected}: nothing was sent",
                size.subject()
            ),
        )
        .run(asked.command.clone().flag("--dry-run")));
    }
    let typed_above = size.limits.typed_above;
    if count <= typed_above {
        return ctx.agree(plan, asked.agreement, asked.question, asked.command);
    }
    if asked.expect_count.is_some() {
        let command = asked.command.clone().option("--expect-count", count);
        return ctx.agree(plan, asked.agreement, asked.question, &command);
    }
    let can_ask = ctx.io.terminal.interactive && !ctx.global.no_input;
    if asked.agreement.yes || !can_ask {
        return Err(Failure::new(
            Exit::NotConfirmed,
            format!(
                "more than {}: say how many, nothing was changed",
                accounts(typed_above)
            ),
        )
        .run(asked.command.clone().flag("--dry-run"))
        .run(
            asked
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
    let question = format!("{} Type {what} to confirm:", asked.question);
    let mut typed = || match ctx.io.ask(&question) {
        io::Asked::Answer(line) => line.trim() == count.to_string(),
        io::Asked::NoAnswer => false,
    };
    Confirmed::to(plan, Consent::Ask(&mut typed)).map_err(|_| {
        Failure::new(
            Exit::NotConfirmed,
            "the number was not typed: nothing was changed",
        )
    })
}
