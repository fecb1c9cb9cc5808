//! Runs an account action for named accounts: resolve, check, confirm, execute, verify,
//! report.
use crate::audit::{self, Activity, Actor, Event, Phase, Target};
use crate::context::connect::{Connected, connect};
use crate::context::{CommandResult, Ctx, Outcome};
use crate::domain::bulk::Limits;
use crate::domain::confirmation::Confirmed;
use crate::domain::device::other_users_suffix;
use crate::domain::task::account_count_text;
use crate::enforcement::check::{devices, refusals};
use crate::enforcement::confirm::{size_rules, typed_size};
use crate::enforcement::execute::administrators::AdministratorGuard;
use crate::enforcement::execute::password_file::{self, PasswordFile};
use crate::enforcement::execute::run::{self, RunInputs};
use crate::enforcement::list;
use crate::enforcement::plan::account_plan::{AccountPlan, account_warnings};
use crate::enforcement::plan::steps::plan_steps;
use crate::enforcement::report::action_report::{self, ReportInputs, SkippedSummary, TypedRequest};
use crate::enforcement::report::plan_preview;
use crate::enforcement::request::ActionRequest;
use crate::enforcement::resolve::typed_names;
use crate::failure::Failure;
use crate::journal::{Journal, NewTask};

/// Runs an account action.
pub(crate) async fn run_action(ctx: &mut Ctx<'_>, request: ActionRequest<'_>) -> CommandResult {
    password_file::ensure_creatable(request.password_file, |other| {
        request.command_with_password_file(ctx, Some(other))
    })?;
    let connected = connect(ctx, request.purpose()).await?;
    refusals::ensure_policy_enforcement(ctx, &request, &connected.me)?;
    if let Some(from) = &request.args.from {
        return list::run_list(ctx, &connected, request, from).await;
    }
    let rules = ctx.guard_rails()?;
    let read_at = ctx.clock.monotonic();
    let found =
        typed_names::resolve_typed_names(ctx, &connected, &request.args.users, &rules).await?;
    let (mut watch, unread) = (found.rail_facts, found.roles_unread);
    let tokens = found.tokens;
    let mut plan = AccountPlan::new(
        request.action,
        found.accounts,
        request.new_password,
        &connected.me,
    );
    plan.tokens = tokens;
    refusals::ensure_guard_rails_allow(
        ctx,
        &request,
        &connected.me,
        &plan.accounts,
        &watch,
        unread.as_ref(),
    )?;
    if request.devices {
        let found =
            devices::read_account_devices(ctx, &connected, &plan.accounts, &mut watch).await?;
        plan.add_devices(found, &connected.me);
    }
    refusals::ensure_possible(ctx, &plan, &connected.me)?;
    let shown = plan_preview::preview_plan(ctx, &request, &plan, &connected.me);
    if request.args.agreement.dry_run {
        let events = [run_event(&request, &connected, &plan, Phase::DryRun)];
        if let Err(error) = record_events(ctx, &connected, &events) {
            ctx.io.warn(&format!("warning: {:#}", error.error));
        }
        return Ok(Outcome::done(shown));
    }
    let limits = rules.limits();
    // Keep it open until it is opened for writing: SQLite checkpoints each time the
    // last handle is closed.
    let journal = Journal::open_read_only(ctx.dirs, &connected.me.tenant)?;
    let size = typed_size::typed_run_size(ctx, &connected, &plan, limits, journal.as_ref()).await?;
    if let Err(failure) = typed_size::ensure_within_limits(ctx, &request, size) {
        let refused = run_event(&request, &connected, &plan, Phase::Refused);
        record_refusal(ctx, &connected, refused, &failure);
        return Err(failure);
    }
    if request.args.agreement.yes {
        for (account, _) in &plan.accounts {
            for warning in account_warnings(&plan, account) {
                ctx.io.warn(&format!("warning: {}: {warning}", account.upn));
            }
        }
        for line in shown.device_warnings() {
            ctx.io.warn(&format!("warning: {line}"));
        }
    } else {
        ctx.show_plan(&shown.confirmation_view());
    }
    let question = confirmation_question(&plan);
    let command = request.command(ctx);
    let refused = run_event(&request, &connected, &plan, Phase::Refused);
    let agreement = size_rules::ConfirmationRequest {
        agreement: &request.args.agreement,
        expect_count: request.args.expect_count,
        question: &question,
        command: &command,
    };
    let confirmed = size_rules::confirm(ctx, plan, size, &agreement);
    let confirmed =
        confirmed.inspect_err(|failure| record_refusal(ctx, &connected, refused, failure))?;
    let recheck = AdministratorGuard::starting_from(&watch.administrators, read_at);
    let applied = execute_plan(ctx, &request, &connected, &confirmed, limits, recheck).await;
    drop(journal);
    applied
}

/// Returns the confirmation question, with the object id, since the name may deceive.
fn confirmation_question(plan: &AccountPlan) -> String {
    let others = other_users_suffix(plan.accounts.len(), plan.other_device_users());
    match plan.accounts.as_slice() {
        [(account, _)] => {
            let odd = account.name_risk().map_or(String::new(), |odd| {
                format!(", a name with {}", odd.label())
            });
            plan.action.question(&format!(
                "{} (object id {}, {}{odd}){others}",
                account.upn,
                account.id,
                account.tier_description(),
            ))
        }
        many => {
            let accounts = account_count_text(many.len());
            plan.action.question(&format!("{accounts}{others}"))
        }
    }
}

/// Records that the plan was refused or not confirmed. Only warns if recording fails.
fn record_refusal(ctx: &Ctx<'_>, connected: &Connected, event: Event, failure: &Failure) {
    let event = Event {
        detail: Some(format!("{:#}", failure.error)),
        ..event
    };
    if let Err(error) = record_events(ctx, connected, &[event]) {
        ctx.io.warn(&format!("warning: {:#}", error.error));
    }
}

fn record_events(ctx: &Ctx<'_>, connected: &Connected, events: &[Event]) -> Result<(), Failure> {
    audit::record(ctx.dirs, &connected.me.tenant, ctx.clock.now(), events).map_err(Failure::from)
}

/// Returns the account of a plan if it has only one.
fn single_target(plan: &AccountPlan) -> Option<Target> {
    match plan.accounts.as_slice() {
        [(account, _)] => Some(Target {
            id: account.id.to_string(),
            name: account.upn.clone(),
        }),
        _ => None,
    }
}

fn run_event(
    request: &ActionRequest<'_>,
    connected: &Connected,
    plan: &AccountPlan,
    phase: Phase,
) -> Event {
    let others: Vec<String> = plan
        .accounts
        .iter()
        .map(|(a, _)| a.id.to_string())
        .collect();
    Event {
        target: single_target(plan),
        reason: request.args.agreement.reason.clone(),
        via: Some(request.via().as_str()),
        new: Some(serde_json::json!({ "accounts": others })),
        ..Event::new(
            Activity::of_action(plan.action),
            phase,
            Actor::from(&connected.me),
            plan.action.as_str(),
        )
    }
}

/// Executes a confirmed plan as a task.
async fn execute_plan(
    ctx: &mut Ctx<'_>,
    request: &ActionRequest<'_>,
    connected: &Connected,
    confirmed: &Confirmed<AccountPlan>,
    limits: Limits,
    recheck: AdministratorGuard,
) -> CommandResult {
    let plan = confirmed.plan();
    let _hold = ctx.interrupt.hold().await;
    let mut journal = Journal::open(ctx.dirs, &connected.me.tenant)?;
    // Check again now that no other run can interfere.
    let size = typed_size::typed_run_size(ctx, connected, plan, limits, Some(&journal)).await?;
    typed_size::ensure_within_limits(ctx, request, size).inspect_err(|failure| {
        let refused = run_event(request, connected, plan, Phase::Refused);
        record_refusal(ctx, connected, refused, failure);
    })?;
    let passwords = request
        .password_file
        .map(PasswordFile::create)
        .transpose()?;
    let me = &connected.me;
    let task = NewTask {
        action: plan.action,
        via: request.via(),
        reason: request.args.agreement.reason.clone(),
        actor_id: me.object_id.clone(),
        actor_name: me.user_principal_name.clone().or_else(|| me.name.clone()),
        new_password: plan.new_password,
        undoes: None,
        plan_digest: None,
        approved_by: None,
    };
    refusals::record_device_refusals(ctx, request, me, plan);
    let steps = plan_steps(plan, me.app_only);
    let started = journal.start_task(&task, steps, ctx.clock.now());
    let started = match started {
        Ok(started) => started,
        Err(error) => {
            passwords.map(PasswordFile::close);
            return Err(Failure::from(error).context("nothing was sent"));
        }
    };
    let inputs = RunInputs {
        password_file: passwords,
        administrators: recheck,
        is_typed: true,
        target: single_target(plan),
    };
    let finished = run::execute(ctx, connected, journal, started, inputs).await?;
    let inputs = ReportInputs {
        tokens: &plan.tokens,
        left_out: SkippedSummary::default(),
        typed: Some(TypedRequest { request, plan }),
    };
    action_report::report(ctx, connected, finished, inputs)
}
