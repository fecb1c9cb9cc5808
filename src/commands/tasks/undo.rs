//! `tasks undo`: re-enables the accounts that a task disabled, unless they were
//! changed since. Passwords and sessions do not come back.
use std::collections::BTreeSet;

use super::open::{self, Opened};
use super::undo_devices::{Devices, question};
use crate::audit::Activity;
use crate::cli::auth::Purpose;
use crate::cli::tasks::UndoArgs;
use crate::commands::audited::Trail;
use crate::commands::connect::{Connected, connect};
use crate::commands::context::{CommandResult, Ctx, Outcome};
use crate::domain::account::Account;
use crate::domain::bulk::Row;
use crate::domain::guard_rails::Why;
use crate::domain::ids::ObjectId;
use crate::domain::task::{Action, so_many_accounts};
use crate::domain::text::shell_word;
use crate::domain::undo::{Changed, Doubt, Verdict};
use crate::enforcement::check::changes::{self, Blocked, Changes};
use crate::enforcement::check::device_changes;
use crate::enforcement::check::large_groups;
use crate::enforcement::check::tenant_facts::{self, Tenancy};
use crate::enforcement::confirm::size_rules::{self, Records, Size};
use crate::enforcement::execute::administrators::Recheck;
use crate::enforcement::execute::run::{self, RunInputs};
use crate::enforcement::plan::account_plan::steps_in_words;
use crate::enforcement::plan::steps::steps;
use crate::enforcement::plan::write_plan;
use crate::enforcement::report::action_report::{self, LeftOut, ReportInputs};
use crate::enforcement::resolve::facts;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::graph::calls;
use crate::graph::wire::User;
use crate::journal::{Journal, NewTask, Sheet, TYPED, Task};
use crate::reports::users_bulk::{BulkAccount, BulkPlan, MAX_ROWS, SkippedLine};

/// Accounts that are read before the next ones are.
const AT_A_TIME: usize = 240;

/// What is re-enabled, what only if the user says so, and what is left.
#[derive(Debug, Default)]
struct Found {
    accounts: Vec<Account>,
    doubtful: Vec<(Account, Doubt)>,
    skipped: Vec<SkippedLine>,
    /// Accounts that may sign in already.
    enabled: BTreeSet<ObjectId>,
}

/// Undoes a task.
pub(crate) async fn run(ctx: &mut Ctx<'_>, args: &UndoArgs) -> CommandResult {
    let connected = connect(ctx, Purpose::Respond).await?;
    let Opened { mut journal, task } = open::to_write(ctx, &connected.me.tenant, args.id)?;
    let mut tenancy = tenant_facts::read(ctx, &connected, &ctx.guard_rails()?).await?;
    let Decided {
        accounts,
        devices,
        skipped,
        in_doubt,
    } = decide(ctx, &connected, &journal, &task, &mut tenancy, args).await?;
    let command = ctx.command(&format!("tasks undo {}", task.id));
    let mut plan = plan(&connected, &task, &accounts, &skipped, &command);
    let mut rows = Sheet::new()?;
    for row in accounts.iter().filter_map(Row::of) {
        rows.push(&row)?;
    }
    devices.add_to(&mut plan, &command);
    let records = Records {
        journal: Some(&journal),
        tenant: &connected.me.tenant,
    };
    let size = Size::of(ctx, records, Action::Enable, &rows, &tenancy)?;
    let reason = args.agreement.reason.clone().or(task.reason.clone());
    if args.agreement.dry_run {
        if let Some(path) = &args.plan_out {
            let header = write_plan::Header {
                action: Action::Enable,
                via: task.via,
                new_password: false,
                reason,
                undoes: Some(task.id),
            };
            plan.next = write_plan::write(ctx, &connected, header, &rows, size, path)?;
            plan.plan_file = Some(path.to_string_lossy().into_owned());
            plan.warnings.extend(devices.not_in_plan(&command));
        }
        return Ok(Outcome::done(plan));
    }
    if accounts.is_empty() && devices.len() == 0 {
        return Err(none_to_enable(ctx, &task, &skipped, in_doubt));
    }
    let to_enable: BTreeSet<ObjectId> = accounts.iter().map(|one| one.id.clone()).collect();
    devices.add_rows(&mut rows, &to_enable)?;
    let trail = Trail::of(&connected.me, "tasks undo", &args.agreement);
    let activity = Activity::of_action(Action::Enable);
    if !args.agreement.yes {
        ctx.show_plan(&plan.question_view());
    }
    let question = question(accounts.len(), devices.len());
    let asked = size_rules::Asked {
        agreement: &args.agreement,
        expect_count: args.expect_count,
        question: &question,
        command: &command,
    };
    let agreed = size_rules::ask(ctx, rows, size, &asked);
    let agreed = trail.refusals(ctx, activity, agreed)?;
    let new = new_task(&connected, &task, reason);
    let app_only = connected.me.app_only;
    let rows = agreed.into_plan();
    let steps = |row: &Row| {
        let Some(id) = row.id() else {
            return Vec::new();
        };
        let account = row.account().filter(|_| to_enable.contains(&id));
        let mut own = steps(Action::Enable, false, app_only, account.as_ref());
        own.extend(devices.steps(&id));
        own
    };
    let begun = journal.begin_sheet(&new, &rows, steps, ctx.clock.now())?;
    drop(rows);
    let inputs = RunInputs {
        passwords: None,
        recheck: Recheck::after(&tenancy.watch.administrators, tenancy.read_at),
        ..RunInputs::default()
    };
    let finished = run::execute(ctx, &connected, journal, begun, inputs).await?;
    let left_out = LeftOut {
        count: skipped.len(),
        lines: skipped.into_iter().take(MAX_ROWS).collect(),
    };
    let inputs = ReportInputs::of_rows(&tenancy.tokens, left_out);
    action_report::report(ctx, &connected, finished, inputs)
}

/// What is re-enabled, after the user was asked about what is in doubt.
struct Decided {
    accounts: Vec<Account>,
    devices: Devices,
    skipped: Vec<SkippedLine>,
    /// Something was in doubt.
    in_doubt: bool,
}

/// Which accounts and devices are re-enabled.
async fn decide(
    ctx: &mut Ctx<'_>,
    connected: &Connected,
    journal: &Journal,
    task: &Task,
    tenancy: &mut Tenancy,
    args: &UndoArgs,
) -> Result<Decided, Failure> {
    let own = changes::blocked_by(journal, task)?;
    let ids: Vec<ObjectId> = own
        .iter()
        .map(|blocked| blocked.step.account_id.clone())
        .collect();
    large_groups::add(connected, &mut tenancy.watch.protected, &ids).await?;
    let found = still_blocked(ctx, connected, journal, task, tenancy, &own).await?;
    let own = device_changes::devices_blocked_by(journal, task)?;
    let mut devices = Devices::find(ctx, connected, journal, task, own).await?;
    let in_doubt = !found.doubtful.is_empty() || devices.is_in_doubt();
    let Found {
        accounts,
        mut skipped,
        enabled,
        ..
    } = decide_doubtful(ctx, found, args);
    let left = skipped.iter().filter_map(|line| line.id.clone());
    let left = left.filter(|id| !enabled.contains(id)).collect();
    devices.leave_with(&left);
    devices.decide_doubtful(ctx, may_act(args));
    skipped.extend(devices.skipped(skipped.len()));
    Ok(Decided {
        accounts,
        devices,
        skipped,
        in_doubt,
    })
}

fn new_task(connected: &Connected, undone: &Task, reason: Option<String>) -> NewTask {
    NewTask {
        action: Action::Enable,
        via: undone.via,
        reason,
        actor_id: connected.me.object_id.clone(),
        actor_name: connected.me.user_principal_name.clone(),
        new_password: false,
        undoes: Some(undone.id),
        plan_digest: None,
        approved_by: None,
    }
}

/// Why no account is re-enabled, and how to re-enable those that should be.
fn none_to_enable(ctx: &Ctx<'_>, task: &Task, skipped: &[SkippedLine], in_doubt: bool) -> Failure {
    let what = format!("no account that undoing task {} may re-enable", task.id);
    // In doubt is not the same as nothing to do: in a terminal it is asked.
    let exit = if in_doubt {
        Exit::Partial
    } else {
        Exit::NotFound
    };
    let mut failure = Failure::new(exit, what);
    for one in skipped.iter().take(3) {
        failure = failure.advise(format!("{}: {}", one.user, one.why));
    }
    if in_doubt {
        failure = failure.run(ctx.command(&format!("tasks undo {}", task.id)));
    }
    match skipped {
        [one] if one.why.contains("users enable ") => failure,
        [one] => failure.run(ctx.command(&format!("users enable {}", shell_word(&one.user)))),
        _ => failure.run(ctx.command(&format!("tasks show {}", task.id))),
    }
}

/// Asks about accounts of which it is not known whether someone changed them
/// since. `--yes` was typed before that was known: it is no answer. Without a
/// terminal they are left.
fn decide_doubtful(ctx: &mut Ctx<'_>, mut found: Found, args: &UndoArgs) -> Found {
    let mut doubts: Vec<Doubt> = Vec::new();
    for (_, doubt) in &found.doubtful {
        if !doubts.contains(doubt) {
            doubts.push(*doubt);
        }
    }
    let can_ask = ctx.io.terminal.interactive && !ctx.global.no_input;
    let re_enable = !doubts.is_empty() && can_ask && may_act(args) && {
        for doubt in &doubts {
            ctx.io.warn(&format!("warning: {doubt}"));
        }
        for (account, _) in found.doubtful.iter().take(10) {
            ctx.io.warn(&format!("  {}", account.upn));
        }
        let accounts = so_many_accounts(found.doubtful.len());
        let question = format!("Re-enable {accounts} without knowing that? [y/N]");
        ctx.io.ask(&question).is_yes()
    };
    for (account, doubt) in std::mem::take(&mut found.doubtful) {
        if re_enable {
            found.accounts.push(account);
        } else {
            let why = format!("{doubt}; {}", knowingly(ctx, account.id.as_str()));
            found.skipped.push(SkippedLine {
                line: found.skipped.len() + 1,
                record: None,
                user: account.upn,
                id: Some(account.id),
                content: None,
                why,
            });
        }
    }
    found
}

/// Whether something may be re-enabled, now or by a plan.
fn may_act(args: &UndoArgs) -> bool {
    !args.agreement.dry_run || args.plan_out.is_some()
}

/// How to re-enable an account that undo leaves.
fn knowingly(ctx: &Ctx<'_>, id: &str) -> String {
    format!(
        "to re-enable it: {}",
        ctx.command(&format!("users enable {id}"))
    )
}

/// Why an account is left that someone changed since.
fn left(ctx: &Ctx<'_>, id: &str, changed: &Changed) -> String {
    format!("{changed}; {}", knowingly(ctx, id))
}

/// Which accounts it may re-enable, and which not.
async fn still_blocked(
    ctx: &Ctx<'_>,
    connected: &Connected,
    journal: &Journal,
    task: &Task,
    tenancy: &Tenancy,
    own: &[Blocked],
) -> Result<Found, Failure> {
    let mut found = Found::default();
    let changes = Changes::read(ctx, connected, task, own).await;
    for chunk in own.chunks(AT_A_TIME) {
        let reads = chunk
            .iter()
            .map(|blocked| calls::users::by_id(&blocked.step.account_id));
        let replies = connected.graph.read_many(reads.collect()).await;
        if replies.len() != chunk.len() {
            return Err(Failure::new(Exit::Fault, "a batch gave too few answers"));
        }
        for (blocked, reply) in chunk.iter().zip(replies) {
            let step = &blocked.step;
            let mut doubt = None;
            let user = reply.and_then(|answer| answer.read::<User>());
            let why = match &user {
                Err(error) if error.is_not_found() => Some("it is gone".to_owned()),
                Err(_) => Some("it could not be read".to_owned()),
                Ok(user) if user.id != step.account_id => Some("it could not be read".to_owned()),
                Ok(user) if user.account_enabled != Some(false) => {
                    found.enabled.insert(user.id.clone());
                    Some("it may sign in already".to_owned())
                }
                Ok(user) => {
                    let forbidden = match tenancy.forbids(&connected.me.object_id, user) {
                        Some(Why::Yourself) => Some("it is you"),
                        Some(_) => Some("it is protected"),
                        None if step.prior.get(TYPED) == Some(&true.into()) => None,
                        None if user.is_management_restricted == Some(true) => {
                            Some("it is in a restricted management administrative unit by now")
                        }
                        None => tenancy.holds_a_role(&user.id),
                    };
                    match (forbidden, changes.verdict(journal, task, blocked, user)?) {
                        (Some(why), _) => Some(why.to_owned()),
                        (None, Verdict::Changed(how)) => Some(left(ctx, user.id.as_str(), &how)),
                        (None, Verdict::Doubt(found)) => {
                            doubt = Some(found);
                            None
                        }
                        (None, Verdict::Reenable) => None,
                    }
                }
            };
            match (why, user) {
                (None, Ok(user)) => {
                    let domains = tenancy.domains.as_deref();
                    let account = facts::account(user, Some(Vec::new()), Some(&[]), domains);
                    match doubt {
                        Some(doubt) => found.doubtful.push((account, doubt)),
                        None => found.accounts.push(account),
                    }
                }
                (why, _) => found.skipped.push(SkippedLine {
                    line: found.skipped.len() + 1,
                    record: None,
                    user: step.account_name.clone(),
                    id: Some(step.account_id.clone()),
                    content: None,
                    why: why.unwrap_or_else(|| "it could not be read".to_owned()),
                }),
            }
        }
    }
    Ok(found)
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
        skipped: skipped.iter().take(MAX_ROWS).cloned().collect(),
        skipped_count: skipped.len(),
        warnings: vec!["passwords and sessions do not come back".to_owned()],
        plan_file: None,
        next: match accounts {
            [] => Vec::new(),
            _ => vec![command.to_owned()],
        },
    }
}
