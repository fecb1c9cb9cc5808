//! The straight line of every account action: read, decide, agree, act, read
//! back, report.
use std::sync::{Arc, Mutex};

use super::act::Run;
use super::asked::Asked;
use super::passwords::{self, PasswordFile};
use super::preflight::{Plan, prior, wanted, warnings};
use super::{refuse, report, resolve, typed_size};
use crate::audit::{self, Activity, Actor, Event, Phase, Target};
use crate::cli::auth::Purpose;
use crate::commands::bulk;
use crate::commands::bulk::agree;
use crate::commands::connect::{Connected, connect};
use crate::commands::context::{CommandResult, Ctx, Outcome};
use crate::commands::tries::Tries;
use crate::domain::bulk::Limits;
use crate::domain::plan::Agreed;
use crate::domain::task::{StepOutcome, TaskStatus, so_many_accounts};
use crate::failure::Failure;
use crate::journal::{Journal, NewTask, StepPlan, TYPED, TaskId};

/// Runs an account action.
pub(super) async fn run(ctx: &mut Ctx<'_>, asked: Asked<'_>) -> CommandResult {
    passwords::unless_free(asked.password_file, |other| {
        asked.command_into(ctx, Some(other))
    })?;
    let connected = connect(ctx, Purpose::Respond).await?;
    refuse::unless_enforced(ctx, &asked, &connected.me)?;
    if let Some(from) = &asked.args.from {
        return bulk::list::run(ctx, &connected, asked, from).await;
    }
    let rules = ctx.guard_rails()?;
    let gathered = resolve::gather(ctx, &connected, &asked.args.users, &rules).await?;
    let (watch, unread) = (gathered.watch, gathered.roles_unread);
    let plan = Plan::new(
        asked.action,
        gathered.accounts,
        asked.new_password,
        &connected.me,
    );
    refuse::by_guard_rails(
        ctx,
        &asked,
        &connected.me,
        &plan.accounts,
        &watch,
        unread.as_ref(),
    )?;
    refuse::what_cannot_be(ctx, &plan, &connected.me)?;
    let shown = report::plan(ctx, &asked, &plan, &connected.me);
    if asked.args.agreement.dry_run {
        let events = [event(&asked, &connected, &plan, Phase::DryRun, None)];
        if let Err(error) = record(ctx, &connected, &events) {
            ctx.io.warn(&format!("warning: {:#}", error.error));
        }
        return Ok(Outcome::done(shown));
    }
    let limits = rules.limits();
    let journal = Journal::read(ctx.place, &connected.me.tenant)?;
    let size = typed_size::size(ctx, &connected, &plan, limits, journal.as_ref()).await?;
    drop(journal);
    if let Err(failure) = typed_size::unless_too_many(ctx, &asked, size) {
        let refused = event(&asked, &connected, &plan, Phase::Refused, None);
        note_refusal(ctx, &connected, refused, &failure);
        return Err(failure);
    }
    if asked.args.agreement.yes {
        for (account, _) in &plan.accounts {
            for warning in warnings(&plan, account) {
                ctx.io.warn(&format!("warning: {}: {warning}", account.upn));
            }
        }
    } else {
        ctx.show_plan(&shown.question_view());
    }
    let question = question(&plan);
    let command = asked.command(ctx);
    let refused = event(&asked, &connected, &plan, Phase::Refused, None);
    let agreement = agree::Asked {
        agreement: &asked.args.agreement,
        expect_count: asked.args.expect_count,
        question: &question,
        command: &command,
    };
    let agreed = agree::ask(ctx, plan, size, &agreement);
    let agreed = agreed.inspect_err(|failure| note_refusal(ctx, &connected, refused, failure))?;
    refuse::at_the_last_moment(ctx, &asked, &connected, agreed.plan(), watch).await?;
    apply(ctx, &asked, &connected, &agreed, limits).await
}

/// The question, with what the account is known by whatever its name looks like.
fn question(plan: &Plan) -> String {
    match plan.accounts.as_slice() {
        [(account, _)] => {
            let odd = account.oddity().map_or(String::new(), |odd| {
                format!(", a name with {}", odd.words())
            });
            plan.action.question(&format!(
                "{} (object id {}, {}{odd})",
                account.upn,
                account.id,
                account.tier_title(),
            ))
        }
        many => plan.action.question(&so_many_accounts(many.len())),
    }
}

/// Nobody agreed: the refusal stands whether it can be recorded or not.
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
    audit::record(ctx.place, &connected.me.tenant, ctx.clock.now(), events).map_err(Failure::from)
}

fn event(
    asked: &Asked<'_>,
    connected: &Connected,
    plan: &Plan,
    phase: Phase,
    task: Option<TaskId>,
) -> Event {
    let one = match plan.accounts.as_slice() {
        [(account, _)] => Some(Target {
            id: account.id.to_string(),
            name: account.upn.clone(),
        }),
        _ => None,
    };
    let others: Vec<String> = plan
        .accounts
        .iter()
        .map(|(a, _)| a.id.to_string())
        .collect();
    Event {
        target: one,
        task,
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

/// Carries out an agreed plan. Nothing is sent before the password file, the
/// journal and the audit log have taken what is intended.
async fn apply(
    ctx: &mut Ctx<'_>,
    asked: &Asked<'_>,
    connected: &Connected,
    agreed: &Agreed<Plan>,
    limits: Limits,
) -> CommandResult {
    let plan = agreed.plan();
    let _hold = ctx.interrupt.hold().await;
    let mut journal = Journal::open(ctx.place, &connected.me.tenant)?;
    // Once more where no other run can come in between.
    let size = typed_size::size(ctx, connected, plan, limits, Some(&journal)).await?;
    typed_size::unless_too_many(ctx, asked, size).inspect_err(|failure| {
        let refused = event(asked, connected, plan, Phase::Refused, None);
        note_refusal(ctx, connected, refused, failure);
    })?;
    let passwords = asked.password_file.map(PasswordFile::create).transpose()?;
    let begun = begin(ctx, asked, connected, plan, &mut journal);
    let (task, ids, tries) = match begun {
        Ok(begun) => begun,
        Err(failure) => {
            passwords.map(PasswordFile::close);
            return Err(failure.context("nothing was sent"));
        }
    };
    let graph = connected.graph.clone().witnessed(Arc::clone(&tries) as _);
    let mut run = Run::new(ctx, &graph, &mut journal, agreed, (ids, Arc::clone(&tries)));
    run.app_only = connected.me.app_only;
    run.passwords = passwords;
    run.all().await;
    let outcomes = run.outcomes();
    let status = TaskStatus::of(&report::counted(&run));
    let stopped = run.interrupt.is_asked() && outcomes.contains(&StepOutcome::NotTried);
    let results = result_events(asked, connected, &run, task);
    let mut storage = run.storage.take();
    let file = run.passwords.take().and_then(PasswordFile::close);
    let report = report::action(ctx, asked, connected, &run, (task, status), file);
    let exit = report::exit(&run, stopped);
    drop(run);
    if let Err(error) = journal.finish(task, status, ctx.clock.now()) {
        storage.get_or_insert_with(|| error.into());
    }
    if let Err(failure) = record(ctx, connected, &results) {
        storage.get_or_insert(failure);
    }
    let exit = match storage {
        None => exit,
        Some(failure) => {
            ctx.io.warn(&format!(
                "error: not everything could be recorded, so nothing more was sent: {:#}",
                failure.error
            ));
            failure.exit
        }
    };
    Ok(Outcome::with(report, exit))
}

fn begin(
    ctx: &Ctx<'_>,
    asked: &Asked<'_>,
    connected: &Connected,
    plan: &Plan,
    journal: &mut Journal,
) -> Result<(TaskId, Vec<i64>, Arc<Tries>), Failure> {
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
    let steps: Vec<StepPlan> = plan
        .steps
        .iter()
        .filter_map(|step| {
            let account = plan.account(step)?;
            Some(StepPlan {
                account_id: account.id.clone(),
                account_name: account.upn.clone(),
                kind: step.kind,
                prior: as_typed(prior(account, step.kind)),
                way: step.way(),
                not_possible: None,
            })
        })
        .collect();
    let (task, ids) = journal.begin(&task, steps, ctx.clock.now())?;
    let intents: Vec<Option<Event>> = plan
        .steps
        .iter()
        .map(|step| {
            let account = plan.account(step).filter(|_| step.is_possible())?;
            Some(Event {
                activity: Activity::of_step(step.kind),
                target: Some(Target {
                    id: account.id.to_string(),
                    name: account.upn.clone(),
                }),
                prior: Some(prior(account, step.kind).into()),
                new: Some(wanted(step.kind, plan.new_password)),
                ..event(asked, connected, plan, Phase::Intent, Some(task))
            })
        })
        .collect();
    let tries = Arc::new(Tries {
        place: ctx.place.clone(),
        tenant: me.tenant.clone(),
        clock: Arc::clone(&ctx.clock),
        known: Mutex::default(),
        intents,
    });
    let first = (0..plan.steps.len())
        .filter(|step| tries.intents.get(*step).is_some_and(Option::is_some))
        .map(|step| Ok((step, ctx.entropy.uuid()?)))
        .collect::<Result<Vec<_>, Failure>>();
    if let Err(failure) = first.and_then(|first| tries.announce(&first)) {
        let cancelled = journal.finish(task, TaskStatus::Cancelled, ctx.clock.now());
        drop(cancelled);
        return Err(failure);
    }
    Ok((task, ids, tries))
}

/// Marks an account as typed: only such ones may hold a role when a task is
/// resumed or undone.
fn as_typed(mut prior: serde_json::Value) -> serde_json::Value {
    if let Some(fields) = prior.as_object_mut() {
        fields.insert(TYPED.to_owned(), true.into());
    }
    prior
}

fn result_events(
    asked: &Asked<'_>,
    connected: &Connected,
    run: &Run<'_>,
    task: TaskId,
) -> Vec<Event> {
    let possible = |(_, step): &(usize, &super::live::Live)| step.planned.is_possible();
    run.steps
        .iter()
        .enumerate()
        .filter(possible)
        .filter_map(|(at, step)| {
            let account = run.plan.account(&step.planned)?;
            let phase = match step.outcome() {
                StepOutcome::Done => Phase::Success,
                StepOutcome::Failed | StepOutcome::NotTried | StepOutcome::NotPossible => {
                    Phase::Failure
                }
                StepOutcome::Unconfirmed => Phase::Unknown,
            };
            Some(Event {
                activity: Activity::of_step(step.planned.kind),
                target: Some(Target {
                    id: account.id.to_string(),
                    name: account.upn.clone(),
                }),
                prior: Some(prior(account, step.planned.kind).into()),
                new: Some(wanted(step.planned.kind, run.plan.new_password)),
                status_code: step.status,
                request_id: step.request_id.clone(),
                client_request_id: run.tries.last(at).map(|number| number.to_string()),
                detail: step.error.clone(),
                ..event(asked, connected, run.plan, phase, Some(task))
            })
        })
        .collect()
}
