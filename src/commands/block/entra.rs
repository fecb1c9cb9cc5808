//! `block --revoke` and `--delete`: takes back what the app's required sets list,
//! or deletes their enterprise applications. Plan, agree, write, read back.
use std::collections::BTreeMap;
use std::time::Duration;

use crate::audit::{Activity, Event, Phase, Target};
use crate::catalogue::{App, Catalogue, PermissionKind, PermissionSet};
use crate::cli::access::BlockArgs;
use crate::cli::auth::Purpose;
use crate::commands::announced::Announced;
use crate::commands::apps::known;
use crate::commands::audited::{Trail, planned};
use crate::commands::block::removal::{Removal, apply};
use crate::commands::block::{also_affected, mark, switch};
use crate::commands::connect::{Connected, connect};
use crate::commands::context::{CommandResult, Ctx, Outcome};
use crate::commands::lacking::unread_failure;
use crate::commands::status::check::{Checked, check};
use crate::domain::health::{PrincipalFacts, SetFacts};
use crate::domain::identity::Identity;
use crate::domain::ids::AppId;
use crate::domain::text::shell_word;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::poll::{PollLoop, seen_if};
use crate::reports::block::{BlockReport, BlockStep};
use crate::reports::calls::StepReport;

/// How long Graph is asked whether a removal shows.
const READ_BACK: Duration = Duration::from_secs(60);

/// Runs `block APP --revoke` or `--delete`.
pub(super) async fn run(
    ctx: &mut Ctx<'_>,
    args: &BlockArgs,
    catalogue: &Catalogue,
    app: &App,
) -> CommandResult {
    let connected = connect(ctx, Purpose::Grant).await?;
    let sets: Vec<&PermissionSet> = catalogue.required_sets(app).collect();
    let tenant = &connected.me.tenant;
    let (_, state) = known::load(ctx, tenant)?;
    known::bound(ctx, &state, &sets)?;
    let checked = check(ctx, &connected, catalogue, &sets).await?;
    let flag = if args.delete { "--delete" } else { "--revoke" };
    let trail = Trail::of(&connected.me, &format!("block {flag}"), &args.agreement);
    let removals = plan(ctx, &connected.me, catalogue, &sets, &checked, args.delete);
    let removals = trail.refusals(ctx, Activity::Delete, removals)?;
    let name = shell_word(&app.id);
    let mut report = BlockReport {
        tenant: tenant.clone(),
        app: app.id.to_string(),
        name: app.name.to_string(),
        action: flag.trim_start_matches('-').to_owned(),
        already_blocked: state.blocked.contains_key(app.id.as_ref()),
        blocked: state.blocked.contains_key(app.id.as_ref()),
        dry_run: args.agreement.dry_run,
        lost: app.enables.to_string(),
        also_affected: also_affected(catalogue, app, &sets),
        steps: removals
            .iter()
            .map(|(text, removal)| step(text, removal))
            .collect(),
        reconnect: ctx.command(&format!("grant {name} --direct")),
        further: Vec::new(),
    };
    let phase = if report.dry_run {
        Phase::DryRun
    } else {
        Phase::Intent
    };
    let lines: Vec<Event> = calls(app, &removals, &report.steps)
        .map(|(target, step)| trail.call(phase, &target, step))
        .collect();
    if report.dry_run {
        trail.note(ctx, &lines);
        return Ok(Outcome::done(report));
    }
    let mut exit = Exit::Done;
    let mut unrecorded = None;
    let only_here = removals.is_empty();
    if only_here {
        trail.intend(ctx, &[switch(&trail, app, Phase::Intent)])?;
    } else {
        ctx.show_plan(&report.plan_view());
        let question = match (args.delete, removals.len()) {
            (true, 1) => format!("Delete the enterprise application of {}?", app.name),
            (true, many) => format!("Delete {many} enterprise applications of {}?", app.name),
            (false, 1) => format!("Revoke this permission from {}?", app.name),
            (false, many) => format!("Revoke these {many} grants from {}?", app.name),
        };
        let line = ctx.repeat(&args.repeated());
        let agreed = ctx.agree(removals, &args.agreement, &question, &line);
        let agreed = trail.refusals(ctx, Activity::Delete, agreed)?;
        let _hold = ctx.interrupt.hold().await;
        let announced = Announced::begin(ctx, &connected, lines)?;
        exit = apply(ctx, &announced, agreed.plan(), &mut report.steps).await;
        unrecorded = trail.ended(ctx, calls(app, agreed.plan(), &report.steps));
        match read_back(ctx, &connected, catalogue, &sets, args.delete).await {
            Ok(gone) => {
                if exit == Exit::Done && !gone {
                    exit = Exit::Unconfirmed;
                }
            }
            // What was taken away stays away: the report says so all the same.
            Err(failure) => {
                ctx.io.warn(&format!(
                    "warning: it could not be read back: {:#}",
                    failure.error
                ));
                unrecorded.get_or_insert(failure.exit);
            }
        }
    }
    if matches!(exit, Exit::Done | Exit::Partial | Exit::Unconfirmed) {
        let marked = mark(ctx, tenant, app, Some(connected.me.label().to_owned()));
        report.blocked |= marked.is_ok();
        if only_here && marked.is_ok() {
            unrecorded = trail.note(ctx, &[switch(&trail, app, Phase::Success)]);
        }
        late(ctx, &mut unrecorded, marked);
    }
    if matches!(exit, Exit::Done | Exit::Unconfirmed) {
        // It was taken away on purpose: its absence is no error from now on.
        let kept = checked.store.change(|state| {
            for set in &sets {
                state.granted.remove(&set.id);
            }
        });
        late(ctx, &mut unrecorded, kept.map_err(Failure::from));
    }
    Ok(Outcome::with(report, unrecorded.unwrap_or(exit)))
}

/// Says what could not be remembered once Entra was changed; the report of the
/// change is not lost over it.
fn late<T>(ctx: &Ctx<'_>, exit: &mut Option<Exit>, outcome: Result<T, Failure>) {
    if let Err(failure) = outcome {
        ctx.io.warn(&format!(
            "warning: this machine could not remember it: {:#}",
            failure.error
        ));
        exit.get_or_insert(failure.exit);
    }
}

/// Each call with the service principal that loses something.
fn calls<'a>(
    app: &'a App,
    removals: &'a [(String, Removal)],
    steps: &'a [BlockStep],
) -> impl Iterator<Item = (Target, &'a StepReport)> {
    removals.iter().zip(steps).map(|((_, removal), shown)| {
        let target = Target {
            id: removal.principal().to_string(),
            name: app.name.to_string(),
        };
        (target, &shown.step)
    })
}

/// Reads until nothing of the sets shows any more, or the time is up.
async fn read_back(
    ctx: &Ctx<'_>,
    connected: &Connected,
    catalogue: &Catalogue,
    sets: &[&PermissionSet],
    delete: bool,
) -> Result<bool, Failure> {
    let stop = || ctx.interrupt.is_asked();
    let gone = PollLoop::within(READ_BACK)
        .run(ctx.clock.as_ref(), stop, async |_| {
            let checked = check(ctx, connected, catalogue, sets).await?;
            let read = !sets.iter().any(|set| {
                matches!(
                    checked.facts.sets.get(&set.id),
                    Some(SetFacts::Unread { .. })
                )
            });
            let gone =
                read && plan(ctx, &connected.me, catalogue, sets, &checked, delete)?.is_empty();
            Ok::<_, Failure>(seen_if(gone, ()))
        })
        .await?;
    Ok(gone.is_break())
}

fn step(text: &str, removal: &Removal) -> BlockStep {
    BlockStep {
        text: text.to_owned(),
        step: planned(&removal.call()),
    }
}

fn plan(
    ctx: &Ctx<'_>,
    me: &Identity,
    catalogue: &Catalogue,
    sets: &[&PermissionSet],
    checked: &Checked,
    delete: bool,
) -> Result<Vec<(String, Removal)>, Failure> {
    let mut removals = Vec::new();
    let mut deleted: Vec<&AppId> = Vec::new();
    for set in sets {
        let principal = match checked.facts.sets.get(&set.id) {
            Some(SetFacts::Read(principal)) => principal,
            Some(SetFacts::Gone { .. } | SetFacts::Unbound) | None => continue,
            Some(SetFacts::Unread { unread, .. }) => {
                return Err(unread_failure(ctx, &set.id, unread, me));
            }
        };
        if delete {
            if !deleted.contains(&&principal.app_id) {
                deleted.push(&principal.app_id);
                let name = principal.display_name.as_deref().unwrap_or("(no name)");
                let text = format!(
                    "delete {name}, client id {}; Entra keeps it for 30 days",
                    principal.app_id
                );
                removals.push((text, Removal::Application(principal.id.clone())));
            }
            continue;
        }
        revoke(catalogue, sets, set, principal, checked, &mut removals);
    }
    Ok(removals)
}

/// The grants of one set, but not what another set on the same application asks
/// for as well.
fn revoke(
    catalogue: &Catalogue,
    sets: &[&PermissionSet],
    set: &PermissionSet,
    principal: &PrincipalFacts,
    checked: &Checked,
    removals: &mut Vec<(String, Removal)>,
) {
    let bound = &checked.record.bound;
    let needed = |kind: PermissionKind, resource: &AppId, fits: &dyn Fn(&str, &str) -> bool| {
        let others = catalogue.sets.iter().filter(|other| {
            !sets.iter().any(|one| one.id == other.id)
                && bound.get(&other.id) == Some(&principal.app_id)
        });
        let mut all = others.flat_map(|other| &other.permissions);
        all.any(|one| {
            one.kind == kind && one.resource.app_id == *resource && fits(one.id.as_str(), &one.name)
        })
    };
    let mut scopes: BTreeMap<&str, (&crate::domain::consent::HeldScopes, Vec<String>)> =
        BTreeMap::new();
    for permission in &set.permissions {
        let api = &permission.resource.app_id;
        let Some(resource) = checked.facts.resources.found.get(api) else {
            continue;
        };
        let same = |id: &str, name: &str| match permission.kind {
            PermissionKind::Application => id == permission.id.as_str(),
            PermissionKind::Delegated => name.eq_ignore_ascii_case(&permission.name),
        };
        if needed(permission.kind, api, &same) {
            continue;
        }
        match permission.kind {
            PermissionKind::Application => {
                let held = principal.held.roles.iter();
                for role in held.filter(|one| one.resource == *resource && one.id == permission.id)
                {
                    let text = format!(
                        "take {} ({}) back",
                        permission.name, permission.resource.name
                    );
                    removals.push((
                        text,
                        Removal::Role {
                            principal: principal.id.clone(),
                            resource: role.resource.clone(),
                            assignment: role.assignment.clone(),
                        },
                    ));
                }
            }
            PermissionKind::Delegated => {
                for grant in principal
                    .held
                    .scopes
                    .iter()
                    .filter(|one| one.resource == *resource)
                {
                    let mine = grant.scopes.iter();
                    let found = mine
                        .filter(|one| one.eq_ignore_ascii_case(&permission.name))
                        .cloned();
                    let entry = scopes.entry(&grant.grant).or_insert((grant, Vec::new()));
                    entry.1.extend(found);
                }
            }
        }
    }
    for (grant, removed) in scopes.into_values() {
        if !removed.is_empty() {
            let text = format!("take the delegated {} back", removed.join(", "));
            removals.push((
                text,
                Removal::Scopes {
                    principal: principal.id.clone(),
                    grant: grant.grant.clone(),
                    kept: grant.scopes.clone(),
                    removed,
                },
            ));
        }
    }
}
