//! `grant --direct`: plan, agree, write through Graph, read back.
use std::collections::BTreeMap;

use crate::audit::{Activity, Event, Phase, Target};
use crate::catalogue::{App, SetId};
use crate::cli::access::GrantArgs;
use crate::cli::auth::Purpose;
use crate::commands::announced::Announced;
use crate::commands::audited::{self, Trail};
use crate::commands::connect::{Connected, connect};
use crate::commands::context::{CommandResult, Ctx, Outcome};
use crate::commands::failures::after_writes;
use crate::commands::grant::apply::{apply, call_of};
use crate::commands::grant::judge::{exit_of_all, expected_of, judge, show};
use crate::commands::grant::prepare::{Named, Prepared, named, prepare};
use crate::commands::grant::settle::{Expected, Settled, read, settle};
use crate::commands::grant::{Method, READ_BACK};
use crate::commands::status::app_status;
use crate::commands::status::check::Checked;
use crate::consent::signed_plan;
use crate::domain::consent::{Line, drift};
use crate::domain::ids::ObjectId;
use crate::domain::plan::Agreed;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::reports::calls::{StepReport, StepState};
use crate::reports::grant::{GrantReport, GrantState, GrantedSet};
use crate::state::FailedGrant;

/// Runs `grant APP... --direct`.
pub(super) async fn run(ctx: &mut Ctx<'_>, args: &GrantArgs, method: Method) -> CommandResult {
    let named = named(ctx, args)?;
    let connected = connect(ctx, Purpose::Grant).await?;
    let action = format!("grant {}", method.flag());
    let trail = Trail::of(&connected.me, &action, &args.agreement);
    let prepared = prepare(ctx, &connected, &named).await;
    let (checked, prepared) = trail.refusals(ctx, Activity::Create, prepared)?;
    let mut report = begin(ctx, &connected, &named, &prepared, method);
    let plans = || prepared.iter().map(|one| &one.plan);
    if args.agreement.dry_run {
        trail.note(ctx, &lines(&trail, Phase::DryRun, &report));
        report.next = signed_plan::write(ctx, &connected, args, method.flag(), plans())?;
        report.dry_run = true;
        return Ok(Outcome::done(report));
    }
    let writes: usize = prepared.iter().map(|one| one.plan.steps.len()).sum();
    if writes == 0 {
        return finish_unchanged(ctx, &connected, &named, checked, report);
    }
    let approval = signed_plan::check(ctx, &connected, args, method.flag(), plans()).await;
    let approval = trail.refusals(ctx, Activity::Create, approval)?;
    let trail = trail.approved(approval);
    ctx.show_plan(&report.plan_view());
    let question = report.question(&named.app_names());
    let line = ctx.repeat(&args.repeated(method.flag(), None));
    let agreed = ctx.agree(prepared, &args.agreement, &question, &line);
    let agreed = trail.refusals(ctx, Activity::Create, agreed)?;
    // Held to the end: what was done is reported, whenever Ctrl-C comes.
    let _hold = ctx.interrupt.hold().await;
    let announced = Announced::begin(ctx, &connected, lines(&trail, Phase::Intent, &report))?;
    let mut first = 0;
    let mut outcomes = BTreeMap::new();
    let mut expected = Expected::new();
    for (set, one) in report.sets.iter_mut().zip(agreed.plan()) {
        let part = agreed_part(&agreed, one);
        let taken = apply(ctx, &announced, first, &part).await;
        expected.insert(one.plan.set.clone(), expected_of(one, &taken));
        show(set, &taken);
        for (place, step) in set.steps.iter_mut().enumerate() {
            step.client_request_id = announced.number(first + place);
        }
        first += set.steps.len();
        outcomes.insert(one.plan.set.clone(), taken);
    }
    let unrecorded = trail.ended(ctx, calls(&report.sets));
    let limit = args.wait.unwrap_or(READ_BACK);
    let steps = report.sets.iter().flat_map(|set| &set.steps);
    let done = steps.filter(|step| step.state == StepState::Done).count();
    let look = ctx.command("status");
    let late = |failure| after_writes(failure, done, &look);
    let settled = settle(ctx, &connected, &named, &expected, limit)
        .await
        .map_err(late)?;
    let settled = look_again(ctx, &connected, &named, agreed.plan(), settled)
        .await
        .map_err(late)?;
    for (set, one) in report.sets.iter_mut().zip(agreed.plan()) {
        let taken = outcomes.remove(&one.plan.set).unwrap_or_default();
        judge(set, one, &taken, &settled, &expected);
    }
    let mut outcome = finish(ctx, &connected, &named, settled.checked, report).map_err(late)?;
    outcome.exit = unrecorded.unwrap_or(outcome.exit);
    Ok(outcome)
}

/// What the audit log says of every call.
fn lines(trail: &Trail, phase: Phase, report: &GrantReport) -> Vec<Event> {
    calls(&report.sets)
        .map(|(target, step)| trail.call(phase, &target, step))
        .collect()
}

/// Each call with the application that it is about.
fn calls(sets: &[GrantedSet]) -> impl Iterator<Item = (Target, &StepReport)> {
    sets.iter()
        .flat_map(|set| set.steps.iter().map(|step| (target(set), step)))
}

/// The application of a set, as the audit log names it.
pub(super) fn target(set: &GrantedSet) -> Target {
    Target {
        id: match &set.service_principal_id {
            Some(principal) => principal.to_string(),
            None => set.client_id.to_string(),
        },
        name: set.display_name.clone().unwrap_or_default(),
    }
}

/// The agreement to all plans covers each of them.
fn agreed_part<'a>(
    agreed: &'a Agreed<Vec<Prepared>>,
    one: &'a Prepared,
) -> Agreed<&'a crate::domain::consent::plan::GrantPlan> {
    agreed.part(|_| &one.plan)
}

/// A report of what is planned.
pub(super) fn begin(
    ctx: &Ctx<'_>,
    connected: &Connected,
    named: &Named,
    prepared: &[Prepared],
    method: Method,
) -> GrantReport {
    GrantReport {
        tenant: connected.me.tenant.clone(),
        method: method.as_str().to_owned(),
        at: ctx.clock.now(),
        requested: named.apps.clone(),
        dry_run: false,
        sets: prepared.iter().map(planned).collect(),
        apps: Vec::new(),
        notes: Vec::new(),
        again: None,
        next: Vec::new(),
    }
}

fn planned(one: &Prepared) -> GrantedSet {
    let new = "00000000-0000-0000-0000-000000000000";
    let nobody: Option<ObjectId> = new.parse().ok();
    let principal = one.plan.principal.clone().or(nobody);
    let steps = one.plan.steps.iter().filter_map(|step| {
        let call = call_of(step, principal.as_ref()?);
        let body = call.shown().map(|body| {
            let text = body
                .to_string()
                .replace(new, "(made by the call that adds it)");
            serde_json::from_str(&text).unwrap_or(body)
        });
        Some(StepReport {
            body,
            ..audited::planned(&call)
        })
    });
    let difference = &one.before.difference;
    let done = one.plan.steps.is_empty() && one.plan.unavailable.is_empty();
    GrantedSet {
        set: one.plan.set.to_string(),
        name: one.before.name.clone(),
        client_id: one.plan.client.clone(),
        service_principal_id: one.plan.principal.clone(),
        display_name: one.display_name.clone(),
        verified_publisher: one.publisher.clone(),
        state: if done {
            GrantState::AlreadyGranted
        } else {
            GrantState::Planned
        },
        adds: one.plan.adds.clone(),
        present: difference.granted.clone(),
        surplus: difference.surplus.clone(),
        unavailable: one.plan.unavailable.clone(),
        steps: steps.collect(),
        address: None,
        error: None,
        code: None,
        vanished: Vec::new(),
        unexpected: Vec::new(),
        exit: 0,
    }
}

/// Something seems to be gone: Graph's copies may only be behind, so it is
/// read once more before it is said.
async fn look_again(
    ctx: &Ctx<'_>,
    connected: &Connected,
    named: &Named,
    prepared: &[Prepared],
    settled: Settled,
) -> Result<Settled, Failure> {
    let lost = prepared.iter().any(|one| {
        settled.sets.get(&one.plan.set).is_some_and(|after| {
            let adds: Vec<&Line> = one.plan.adds.iter().collect();
            !drift(&one.before.difference, &after.difference, &adds)
                .vanished
                .is_empty()
        })
    });
    if !lost {
        return Ok(settled);
    }
    ctx.clock.sleep(std::time::Duration::from_secs(5)).await;
    read(ctx, connected, named).await
}

/// Everything was there: nothing is written, and what was failed or blocked is
/// so no more.
fn finish_unchanged(
    ctx: &Ctx<'_>,
    connected: &Connected,
    named: &Named,
    checked: Checked,
    mut report: GrantReport,
) -> CommandResult {
    for set in &mut report.sets {
        if !set.unavailable.is_empty() {
            set.state = GrantState::Partial;
            set.exit = Exit::Partial.code();
        }
    }
    finish(ctx, connected, named, checked, report)
}

/// Records what came of it and ends with the code that weighs most.
pub(super) fn finish(
    ctx: &Ctx<'_>,
    connected: &Connected,
    named: &Named,
    mut checked: Checked,
    mut report: GrantReport,
) -> CommandResult {
    let now = ctx.clock.now();
    let in_order = |id: &SetId, report: &GrantReport| {
        let state = report.sets.iter().find(|one| one.set == id.as_str());
        state
            .is_none_or(|one| matches!(one.state, GrantState::Granted | GrantState::AlreadyGranted))
    };
    let apps = named.apps();
    let kept = checked.store.change(|state| {
        for app in &apps {
            let id = app.id.to_string();
            let bad = app.required.iter().find_map(|set| {
                let mut all = report.sets.iter();
                all.find(|one| one.set == set.as_str() && one.state == GrantState::Failed)
            });
            let stopped = Exit::Interrupted.code();
            if bad.is_some_and(|one| one.exit == stopped) {
                // Nothing failed: the same command finishes it.
            } else if let Some(bad) = bad {
                let failed = FailedGrant {
                    at: now,
                    method: report.method.clone(),
                    why: bad.error.clone().unwrap_or_default(),
                    code: bad.code.clone(),
                };
                state.failed.insert(id, failed);
            } else if app.required.iter().all(|set| in_order(set, &report)) {
                state.failed.remove(&id);
                state.blocked.remove(&id);
            }
        }
    });
    let state = kept?;
    checked.record.blocked = state.blocked.keys().cloned().collect();
    checked.record.failed = state
        .failed
        .iter()
        .map(|(app, failed)| (app.clone(), failed.why.clone()))
        .collect();
    let whole: Vec<&App> = apps
        .iter()
        .copied()
        .filter(|app| {
            app.required
                .iter()
                .all(|set| checked.facts.sets.contains_key(set))
        })
        .collect();
    let health = checked.assess(&named.catalogue, &whole);
    checked.remember(ctx, &named.catalogue, &health);
    report.apps = health.iter().map(|app| app_status(ctx, app)).collect();
    report.notes = notes(connected, &report);
    let late = |one: &GrantedSet| one.state == GrantState::NotVisibleYet;
    if matches!(report.method.as_str(), "direct" | "device-code") && report.sets.iter().any(late) {
        // Nothing has to be granted again: it was written.
        report.again = Some(ctx.command(&format!("status {}", report.requested.join(" "))));
    }
    let exit = exit_of_all(&report);
    Ok(Outcome::with(report, exit))
}

/// Who could have done it, where Graph said no.
fn notes(connected: &Connected, report: &GrantReport) -> Vec<String> {
    let denied = report.sets.iter().any(|one| {
        one.state == GrantState::Failed
            && one.code.as_deref() == Some("Authorization_RequestDenied")
    });
    if !denied {
        return Vec::new();
    }
    let roles: Vec<&str> = crate::catalogue::roles::who_may_consent(
        crate::catalogue::roles::Consent::GraphApplication,
    )
    .iter()
    .map(|role| role.name)
    .collect();
    vec![format!(
        "{} may not grant this; one of these roles may: {}",
        connected.me.label(),
        roles.join(", ")
    )]
}
