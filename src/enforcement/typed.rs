//! The straight line of every account action: read, decide, agree, act, read
//! back, report.
use crate::audit::{self, Activity, Actor, Event, Phase, Target};
use crate::context::connect::{Connected, connect};
use crate::context::{CommandResult, Ctx, Outcome};
use crate::domain::bulk::Limits;
use crate::domain::device::and_other_users;
use crate::domain::plan::Confirmed;
use crate::domain::task::account_count;
use crate::enforcement::check::{devices, refusals};
use crate::enforcement::confirm::{size_rules, typed_size};
use crate::enforcement::execute::administrators::Recheck;
use crate::enforcement::execute::password_file::{self, PasswordFile};
use crate::enforcement::execute::run::{self, RunInputs};
use crate::enforcement::list;
use crate::enforcement::plan::account_plan::{Plan, warnings};
use crate::enforcement::plan::steps::plan_steps;
use crate::enforcement::report::action_report::{self, LeftOut, ReportInputs, Typed};
use crate::enforcement::report::plan_preview;
use crate::enforcement::request::Asked;
use crate::enforcement::resolve::typed_names;
use crate::failure::Failure;
use crate::journal::{Journal, NewTask};

/// Runs an account action.
pub(crate) async fn run(ctx: &mut Ctx<'_>, asked: Asked<'_>) -> CommandResult {
    password_file::ensure_free(asked.password_file, |other| {
        asked.command_into(ctx, Some(other))
    })?;
    let connected = connect(ctx, asked.purpose()).await?;
    refusals::ensure_enforced(ctx, &asked, &connected.me)?;
    if let Some(from) = &asked.args.from {
        return list::run(ctx, &connected, asked, from).await;
    }
    let rules = ctx.guard_rails()?;
    let read_at = ctx.clock.monotonic();
    let gathered = typed_names::gather(ctx, &connected, &asked.args.users, &rules).await?;
    let (mut watch, unread) = (gathered.watch, gathered.roles_unread);
    let tokens = gathered.tokens;
    let mut plan = Plan::new(
        asked.action,
        gathered.accounts,
        asked.new_password,
        &connected.me,
    );
    plan.tokens = tokens;
    refusals::by_guard_rails(
        ctx,
        &asked,
        &connected.me,
        &plan.accounts,
        &watch,
        unread.as_ref(),
    )?;
    if asked.devices {
        let found = devices::read(ctx, &connected, &plan.accounts, &mut watch).await?;
        plan.add_devices(found, &connected.me);
    }
    refusals::ensure_possible(ctx, &plan, &connected.me)?;
    let shown = plan_preview::plan(ctx, &asked, &plan, &connected.me);
    if asked.args.agreement.dry_run {
        let events = [event(&asked, &connected, &plan, Phase::DryRun)];
        if let Err(error) = record(ctx, &connected, &events) {
            ctx.io.warn(&format!("warning: {:#}", error.error));
        }
        return Ok(Outcome::done(shown));
    }
    let limits = rules.limits();
    // It stays open until it was opened to write in it: SQLite tidies up each time
    // that nobody has it open any more.
    let journal = Journal::open_read_only(ctx.dirs, &connected.me.tenant)?;
    let size = typed_size::size(ctx, &connected, &plan, limits, journal.as_ref()).await?;
    if let Err(failure) = typed_size::ensure_within_limits(ctx, &asked, size) {
        let refused = event(&asked, &connected, &plan, Phase::Refused);
        note_refusal(ctx, &connected, refused, &failure);
        return Err(failure);
    }
    if asked.args.agreement.yes {
        for (account, _) in &plan.accounts {
            for warning in warnings(&plan, account) {
                ctx.io.warn(&format!("warning: {}: {warning}", account.upn));
            }
        }
        for line in shown.device_lines() {
            ctx.io.warn(&format!("warning: {line}"));
        }
    } else {
        ctx.show_plan(&shown.question_view());
    }
    let question = question(&plan);
    let command = asked.command(ctx);
    let refused = event(&asked, &connected, &plan, Phase::Refused);
    let agreement = size_rules::Asked {
        agreement: &asked.args.agreement,
        expect_count: asked.args.expect_count,
        question: &question,
        command: &command,
    };
    let agreed = size_rules::ask(ctx, plan, size, &agreement);
    let agreed = agreed.inspect_err(|failure| note_refusal(ctx, &connected, refused, failure))?;
    let recheck = Recheck::after(&watch.administrators, read_at);
    let applied = apply(ctx, &asked, &connected, &agreed, limits, recheck).await;
    drop(journal);
    applied
}

/// The question, with what the account is known by whatever its name looks like.
fn question(plan: &Plan) -> String {
    let others = and_other_users(plan.accounts.len(), plan.other_device_users());
    match plan.accounts.as_slice() {
        [(account, _)] => {
            let odd = account.oddity().map_or(String::new(), |odd| {
                format!(", a name with {}", odd.words())
            });
            plan.action.question(&format!(
                "{} (object id {}, {}{odd}){others}",
                account.upn,
                account.id,
                account.tier_title(),
            ))
        }
        many => {
            let accounts = account_count(many.len());
            plan.action.question(&format!("{accounts}{others}"))
        }
    }
}

/// The user did not confirm: the refusal stands whether it can be recorded or not.
fn note_refusal(ctx: &Ctx<'_>, connected: &Connected, event: Event, failure: &Failure) {
    let event = Event {
        detail: Some(format!("{:#}", failure.error)),
        ..event
    };
    if let Err(error) = record(ctx, connected, &[event]) {
        ctx.io.warn(&format!("warning: {:#}", error.error));
    }
}

fn record(ctx: &Ctx<'_>, connected: &Connected, events: &[Event]) -> Result<(), Failure> {
    audit::record(ctx.dirs, &connected.me.tenant, ctx.clock.now(), events).map_err(Failure::from)
}

/// The account of a plan, where it is one.
fn target(plan: &Plan) -> Option<Target> {
    match plan.accounts.as_slice() {
        [(account, _)] => Some(Target {
            id: account.id.to_string(),
            name: account.upn.clone(),
        }),
        _ => None,
    }
}

fn event(asked: &Asked<'_>, connected: &Connected, plan: &Plan, phase: Phase) -> Event {
    let others: Vec<String> = plan
        .accounts
        .iter()
        .map(|(a, _)| a.id.to_string())
        .collect();
    Event {
        target: target(plan),
        reason: asked.args.agreement.reason.clone(),
        via: Some(asked.via().as_str()),
        new: Some(serde_json::json!({ "accounts": others })),
        ..Event::new(
            Activity::of_action(plan.action),
            phase,
            Actor::from(&connected.me),
            plan.action.as_str(),
        )
    }
}

/// Executes a confirmed plan: a task of few accounts.
async fn apply(
    ctx: &mut Ctx<'_>,
    asked: &Asked<'_>,
    connected: &Connected,
    agreed: &Confirmed<Plan>,
    limits: Limits,
    recheck: Recheck,
) -> CommandResult {
    let plan = agreed.plan();
    let _hold = ctx.interrupt.hold().await;
    let mut journal = Journal::open(ctx.dirs, &connected.me.tenant)?;
    // Once more where no other run can come in between.
    let size = typed_size::size(ctx, connected, plan, limits, Some(&journal)).await?;
    typed_size::ensure_within_limits(ctx, asked, size).inspect_err(|failure| {
        let refused = event(asked, connected, plan, Phase::Refused);
        note_refusal(ctx, connected, refused, failure);
    })?;
    let passwords = asked.password_file.map(PasswordFile::create).transpose()?;
    let me = &connected.me;
    let task = NewTask {
        action: plan.action,
        via: asked.via(),
        reason: asked.args.agreement.reason.clone(),
        actor_id: me.object_id.clone(),
        actor_name: me.user_principal_name.clone().or_else(|| me.name.clone()),
        new_password: plan.new_password,
        undoes: None,
        plan_digest: None,
        approved_by: None,
    };
    refusals::of_devices(ctx, asked, me, plan);
    let steps = plan_steps(plan, me.app_only);
    let begun = journal.start_task(&task, steps, ctx.clock.now());
    let begun = match begun {
        Ok(begun) => begun,
        Err(error) => {
            passwords.map(PasswordFile::close);
            return Err(Failure::from(error).context("nothing was sent"));
        }
    };
    let inputs = RunInputs {
        passwords,
        recheck,
        is_typed: true,
        target: target(plan),
    };
    let finished = run::execute(ctx, connected, journal, begun, inputs).await?;
    let inputs = ReportInputs {
        tokens: &plan.tokens,
        left_out: LeftOut::default(),
        typed: Some(Typed { asked, plan }),
    };
    action_report::report(ctx, connected, finished, inputs)
}
