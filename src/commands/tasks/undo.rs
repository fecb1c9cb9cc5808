//! `tasks undo`: re-enables the accounts that a task disabled, unless they were changed
//! since. Passwords and sessions are not restored.
use std::collections::BTreeSet;

use super::open::{self, OpenedTask};
use super::undo_devices::{UndoDevices, question};
use crate::audit::Activity;
use crate::cli::auth::Purpose;
use crate::cli::tasks::UndoArgs;
use crate::context::audit_context::AuditContext;
use crate::context::connect::{Connected, connect};
use crate::context::{CommandResult, Ctx, Outcome};
use crate::domain::account::Account;
use crate::domain::bulk::BulkRow;
use crate::domain::task::Action;
use crate::enforcement::check::changes;
use crate::enforcement::check::device_changes;
use crate::enforcement::check::large_groups;
use crate::enforcement::check::still_blocked::{UndoCandidates, check_blocked_accounts};
use crate::enforcement::check::tenant_facts::{self, TenantFacts};
use crate::enforcement::confirm::doubts::{ask_about_doubtful, may_reenable};
use crate::enforcement::confirm::size_rules::{self, RecentRecords, RunSize};
use crate::enforcement::execute::administrators::AdministratorGuard;
use crate::enforcement::execute::run::{self, RunInputs};
use crate::enforcement::plan::steps::account_steps;
use crate::enforcement::plan::{undo_plan, write_plan};
use crate::enforcement::report::action_report::{self, ReportInputs, SkippedSummary};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::ids::ObjectId;
use crate::journal::{Journal, NewTask, StagingTable, Task};
use crate::reports::users::bulk_plan::{MAX_ROWS, SkippedLine};

/// Undoes a task.
pub(crate) async fn run(ctx: &mut Ctx<'_>, args: &UndoArgs) -> CommandResult {
    let connected = connect(ctx, Purpose::Respond).await?;
    let OpenedTask { mut journal, task } = open::open_task(ctx, &connected.me.tenant, args.id)?;
    let mut tenancy = tenant_facts::read_tenant_facts(ctx, &connected, &ctx.guard_rails()?).await?;
    let UndoScope {
        accounts,
        devices,
        skipped,
        in_doubt,
        questions,
    } = choose_scope(ctx, &connected, &journal, &task, &mut tenancy, args).await?;
    let command = ctx.command("tasks undo").arg(task.id);
    let mut plan = undo_plan::preview_undo(&connected, &task, &accounts, &skipped, &command);
    let mut rows = StagingTable::new()?;
    for row in accounts.iter().filter_map(BulkRow::from_account) {
        rows.push(&row)?;
    }
    plan.warnings.extend(questions);
    devices.add_to(&mut plan, &command);
    let records = RecentRecords {
        journal: Some(&journal),
        tenant: &connected.me.tenant,
    };
    let size = RunSize::of_rows(ctx, records, Action::Enable, &rows, &tenancy)?;
    let reason = args.agreement.reason.clone().or(task.reason.clone());
    let is_nothing = accounts.is_empty() && devices.len() == 0;
    if is_nothing && !(args.agreement.dry_run && in_doubt) {
        return Err(nothing_to_enable_failure(ctx, &task, &skipped, in_doubt));
    }
    if args.agreement.dry_run {
        if let Some(path) = &args.plan_out {
            let header = write_plan::PlanDetails {
                action: Action::Enable,
                via: task.via,
                new_password: false,
                reason,
                undoes: Some(task.id),
            };
            plan.next = write_plan::write_plan(ctx, &connected, header, &rows, size, path)?;
            plan.plan_file = Some(path.to_string_lossy().into_owned());
            plan.warnings.extend(devices.command_outside_plan(&command));
        }
        return Ok(Outcome::done(plan));
    }
    let to_enable: BTreeSet<ObjectId> = accounts.iter().map(|one| one.id.clone()).collect();
    devices.add_rows(&mut rows, &to_enable)?;
    let trail = AuditContext::for_change(&connected.me, "tasks undo", &args.agreement);
    let activity = Activity::of_action(Action::Enable);
    if !args.agreement.yes {
        ctx.show_plan(&plan.confirmation_view());
    }
    let question = question(accounts.len(), devices.len());
    let asked = size_rules::ConfirmationRequest {
        agreement: &args.agreement,
        expect_count: args.expect_count,
        question: &question,
        command: &command,
    };
    let agreed = size_rules::confirm(ctx, rows, size, &asked);
    let agreed = trail.record_if_refused(ctx, activity, agreed)?;
    let new = new_undo_task(&connected, &task, reason);
    let app_only = connected.me.app_only;
    let rows = agreed.into_plan();
    let steps = |row: &BulkRow| {
        let Some(id) = row.id() else {
            return Vec::new();
        };
        let account = row.to_account().filter(|_| to_enable.contains(&id));
        let mut own = account_steps(Action::Enable, false, app_only, account.as_ref());
        own.extend(devices.steps(&id));
        own
    };
    let begun = journal.start_staged_task(&new, &rows, steps, ctx.clock.now())?;
    drop(rows);
    let inputs = RunInputs {
        password_file: None,
        administrators: AdministratorGuard::starting_from(
            &tenancy.rail_facts.administrators,
            tenancy.read_at,
        ),
        ..RunInputs::default()
    };
    let finished = run::execute(ctx, &connected, journal, begun, inputs).await?;
    let left_out = SkippedSummary {
        count: skipped.len(),
        lines: skipped.into_iter().take(MAX_ROWS).collect(),
    };
    let inputs = ReportInputs::for_rows(&tenancy.tokens, left_out);
    action_report::report(ctx, &connected, finished, inputs)
}

/// Accounts and devices to re-enable, after the user decided the doubtful cases.
struct UndoScope {
    accounts: Vec<Account>,
    devices: UndoDevices,
    skipped: Vec<SkippedLine>,
    /// Whether there were doubtful cases.
    in_doubt: bool,
    /// Questions that a real run would ask, for a dry run.
    questions: Vec<String>,
}

/// Returns the accounts and devices to re-enable. Asks about doubtful cases.
async fn choose_scope(
    ctx: &mut Ctx<'_>,
    connected: &Connected,
    journal: &Journal,
    task: &Task,
    tenancy: &mut TenantFacts,
    args: &UndoArgs,
) -> Result<UndoScope, Failure> {
    let own = changes::accounts_blocked_by(journal, task)?;
    let ids: Vec<ObjectId> = own
        .iter()
        .map(|blocked| blocked.step.account_id.clone())
        .collect();
    large_groups::protect_members(connected, &mut tenancy.rail_facts.protected, &ids).await?;
    let found = check_blocked_accounts(ctx, connected, journal, task, tenancy, &own).await?;
    let own = device_changes::devices_blocked_by(journal, task)?;
    let mut devices = UndoDevices::find(ctx, connected, journal, task, own).await?;
    let in_doubt = !found.doubtful.is_empty() || devices.is_in_doubt();
    let UndoCandidates {
        accounts,
        mut skipped,
        enabled,
        questions,
        ..
    } = ask_about_doubtful(ctx, found, args);
    let left = skipped.iter().filter_map(|line| line.id.clone());
    let left = left.filter(|id| !enabled.contains(id)).collect();
    devices.skip_devices_of(&left);
    devices.decide_doubtful(ctx, may_reenable(args));
    skipped.extend(devices.skipped_lines(skipped.len()));
    Ok(UndoScope {
        accounts,
        devices,
        skipped,
        in_doubt,
        questions,
    })
}

fn new_undo_task(connected: &Connected, undone: &Task, reason: Option<String>) -> NewTask {
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

/// Returns why no account is re-enabled, and how to re-enable those that should be.
fn nothing_to_enable_failure(
    ctx: &Ctx<'_>,
    task: &Task,
    skipped: &[SkippedLine],
    in_doubt: bool,
) -> Failure {
    let what = if skipped.is_empty() {
        format!(
            "there is nothing to undo: task {} disabled no account",
            task.id
        )
    } else {
        format!("undoing task {} would re-enable no account", task.id)
    };
    // Doubtful cases are not the same as nothing to do: a terminal run asks about them.
    let exit = if in_doubt {
        Exit::Partial
    } else {
        Exit::NotFound
    };
    let mut failure = Failure::new(exit, what);
    for one in skipped.iter().take(3) {
        failure = failure.advise(format!("{}: {}", one.user, one.why));
    }
    if let Some(more) = skipped.len().checked_sub(3).filter(|more| *more > 0) {
        failure = failure.advise(format!("the same for {more} more accounts"));
    }
    if in_doubt {
        failure = failure
            .advise("wait until then, or run it at a terminal, where it asks about these accounts")
            .run(ctx.command("tasks undo").arg(task.id));
    }
    match skipped {
        [one] if one.why.contains("users enable ") => failure,
        [one] => failure.run(ctx.command("users enable").arg(&one.user)),
        _ => failure.run(ctx.command("tasks show").arg(task.id)),
    }
}
