//! `tasks undo`: lets those sign in again whom this task disabled, and nobody
//! has changed since. Passwords and sessions do not come back.
use super::open::{self, Opened};
use crate::audit::Activity;
use crate::cli::auth::Purpose;
use crate::cli::tasks::UndoArgs;
use crate::commands::audited::Trail;
use crate::commands::bulk::agree::{self, Records, Size};
use crate::commands::bulk::carry::{self, Luggage};
use crate::commands::bulk::recheck::Recheck;
use crate::commands::bulk::tenancy::{self, Tenancy};
use crate::commands::bulk::{list, plan_out};
use crate::commands::connect::{Connected, connect};
use crate::commands::context::{CommandResult, Ctx, Outcome};
use crate::commands::users::facts;
use crate::commands::users::preflight::steps_in_words;
use crate::domain::account::Account;
use crate::domain::bulk::Row;
use crate::domain::guard_rails::Why;
use crate::domain::task::{Action, StepKind, StepOutcome, so_many_accounts};
use crate::domain::text::shell_word;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::graph::calls;
use crate::graph::wire::User;
use crate::journal::{Journal, JournalError, NewTask, Sheet, Step, TYPED, Task};
use crate::reports::users_bulk::{BulkAccount, BulkPlan, MOST_ROWS, SkippedLine};

/// Accounts that are read before the next ones are.
const AT_A_TIME: usize = 240;

/// A change this long after the task ended is somebody else's.
const SLACK: jiff::SignedDuration = jiff::SignedDuration::from_mins(5);

/// Undoes a task.
pub(crate) async fn run(ctx: &mut Ctx<'_>, args: &UndoArgs) -> CommandResult {
    let connected = connect(ctx, Purpose::Respond).await?;
    let Opened { mut journal, task } = open::to_write(ctx, &connected.me.tenant, args.id)?;
    let own = disabled_by(&journal, &task)?;
    let tenancy = tenancy::read(ctx, &connected, &ctx.guard_rails()?).await?;
    let (accounts, skipped) = still_locked(&connected, &journal, &task, &tenancy, &own).await?;
    let command = ctx.command(&format!("tasks undo {}", task.id));
    let mut plan = plan(&connected, &task, &accounts, &skipped, &command);
    let mut rows = Sheet::new()?;
    for row in accounts.iter().filter_map(Row::of) {
        rows.push(&row)?;
    }
    let records = Records {
        journal: Some(&journal),
        tenant: &connected.me.tenant,
    };
    let size = Size::of(ctx, records, Action::Enable, &rows, &tenancy)?;
    let reason = args.agreement.reason.clone().or(task.reason.clone());
    if args.agreement.dry_run {
        if let Some(path) = &args.plan_out {
            let header = plan_out::Header {
                action: Action::Enable,
                via: task.via,
                new_password: false,
                reason,
                undoes: Some(task.id),
            };
            plan.next = plan_out::write(ctx, &connected, header, &rows, size, path)?;
            plan.plan_file = Some(path.to_string_lossy().into_owned());
        }
        return Ok(Outcome::done(plan));
    }
    if accounts.is_empty() {
        return Err(nobody(ctx, &task, &skipped));
    }
    let trail = Trail::of(&connected.me, "tasks undo", &args.agreement);
    let activity = Activity::of_action(Action::Enable);
    if !args.agreement.yes {
        ctx.show_plan(&plan.question_view());
    }
    let question = Action::Enable.question(&so_many_accounts(accounts.len()));
    let asked = agree::Asked {
        agreement: &args.agreement,
        expect_count: args.expect_count,
        question: &question,
        command: &command,
    };
    let agreed = agree::ask(ctx, rows, size, &asked);
    let agreed = trail.refusals(ctx, activity, agreed)?;
    let new = NewTask {
        action: Action::Enable,
        via: task.via,
        reason,
        actor_id: connected.me.object_id.clone(),
        actor_name: connected.me.user_principal_name.clone(),
        new_password: false,
        undoes: Some(task.id),
        plan_digest: None,
        approved_by: None,
    };
    let app_only = connected.me.app_only;
    let rows = agreed.into_plan();
    let steps = |row: &Row| list::steps(Action::Enable, false, app_only, row.account());
    let begun = journal.begin_sheet(&new, &rows, steps, ctx.clock.now())?;
    drop(rows);
    let luggage = Luggage {
        passwords: None,
        skipped_count: skipped.len(),
        skipped: skipped.into_iter().take(MOST_ROWS).collect(),
        recheck: Recheck::after(&tenancy),
    };
    carry::out(ctx, &connected, journal, begun, luggage).await
}

/// Why nobody is let in again, and what lets in who should be.
fn nobody(ctx: &Ctx<'_>, task: &Task, skipped: &[SkippedLine]) -> Failure {
    let what = format!("there is nobody whom undoing task {} may let in", task.id);
    let mut failure = Failure::new(Exit::NotFound, what);
    for one in skipped.iter().take(3) {
        failure = failure.advise(format!("{}: {}", one.user, one.why));
    }
    match skipped {
        [one] => failure.run(ctx.command(&format!("users enable {}", shell_word(&one.user)))),
        _ => failure.run(ctx.command(&format!("tasks show {}", task.id))),
    }
}

/// Whom it may let in, and whom it may not.
async fn still_locked(
    connected: &Connected,
    journal: &Journal,
    task: &Task,
    tenancy: &Tenancy,
    own: &[Step],
) -> Result<(Vec<Account>, Vec<SkippedLine>), Failure> {
    let mut accounts: Vec<Account> = Vec::new();
    let mut skipped: Vec<SkippedLine> = Vec::new();
    for chunk in own.chunks(AT_A_TIME) {
        let reads = chunk
            .iter()
            .map(|step| calls::users::by_id(&step.account_id));
        let replies = connected.graph.read_many(reads.collect()).await;
        if replies.len() != chunk.len() {
            return Err(Failure::new(Exit::Fault, "a batch gave too few answers"));
        }
        for (step, reply) in chunk.iter().zip(replies) {
            let user = reply.and_then(|answer| answer.read::<User>());
            let why = match &user {
                Err(error) if error.is_not_found() => Some("it is gone"),
                Err(_) => Some("it could not be read"),
                Ok(user) if user.id != step.account_id => Some("it could not be read"),
                Ok(user) if user.account_enabled != Some(false) => Some("it may sign in already"),
                Ok(user) if changed_since(task, step, user) => Some("somebody changed it since"),
                Ok(user) if journal.disabled_later(task.id, &user.id)? => {
                    Some("another task disabled it since")
                }
                Ok(user) => match tenancy.forbids(&connected.me.object_id, user) {
                    Some(Why::Yourself) => Some("it is you"),
                    Some(_) => Some("it is protected"),
                    None if step.prior.get(TYPED) == Some(&true.into()) => None,
                    None => tenancy.holds_a_role(&user.id),
                },
            };
            match (why, user) {
                (None, Ok(user)) => accounts.push(facts::account(
                    user,
                    Some(Vec::new()),
                    Some(&[]),
                    tenancy.domains.as_deref(),
                )),
                (why, _) => skipped.push(SkippedLine {
                    line: skipped.len() + 1,
                    user: step.account_name.clone(),
                    why: why.unwrap_or("it could not be read").to_owned(),
                }),
            }
        }
    }
    Ok((accounts, skipped))
}

/// The steps with which this task disabled somebody who was enabled before.
fn disabled_by(journal: &Journal, task: &Task) -> Result<Vec<Step>, JournalError> {
    let mut own = Vec::new();
    journal.each_account::<JournalError>(task.id, |steps| {
        let last = steps.iter().filter_map(|step| step.finished).max();
        own.extend(steps.iter().filter(|step| undoes(step)).map(|step| Step {
            finished: last,
            ..step.clone()
        }));
        Ok(())
    })?;
    Ok(own)
}

/// Whether a step let somebody out who had been in.
fn undoes(step: &Step) -> bool {
    let was_enabled = step.prior.get("accountEnabled") == Some(&true.into());
    was_enabled && step.kind == StepKind::Disable && step.outcome == Some(StepOutcome::Done)
}

/// Whether password or sessions were changed well after the task had done with
/// the account; its other accounts may have been taken much later.
fn changed_since(task: &Task, step: &Step, user: &User) -> bool {
    let done = step.finished.unwrap_or(task.updated);
    let end = done.saturating_add(SLACK).unwrap_or(done);
    [
        user.last_password_change_date_time,
        user.sign_in_sessions_valid_from_date_time,
    ]
    .into_iter()
    .flatten()
    .any(|at| at > end)
}

fn plan(
    connected: &Connected,
    task: &Task,
    accounts: &[Account],
    skipped: &[SkippedLine],
    command: &str,
) -> BulkPlan {
    BulkPlan {
        tenant: connected.me.tenant.clone(),
        action: Action::Enable,
        via: task.via,
        accounts: accounts.len(),
        steps: steps_in_words(Action::Enable, false, None),
        writes: accounts.len(),
        requests: accounts.len().div_ceil(crate::graph::batch::BATCH_SIZE),
        repeated: 0,
        first: accounts
            .iter()
            .take(3)
            .map(|account| BulkAccount {
                id: account.id.clone(),
                user_principal_name: account.upn.clone(),
            })
            .collect(),
        skipped: skipped.iter().take(MOST_ROWS).cloned().collect(),
        skipped_count: skipped.len(),
        warnings: vec!["passwords and sessions do not come back".to_owned()],
        plan_file: None,
        next: match accounts {
            [] => Vec::new(),
            _ => vec![command.to_owned()],
        },
    }
}
