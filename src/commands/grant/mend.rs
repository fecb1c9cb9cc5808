//! `grant --settings` and `grant --enable`: what an app needs in Entra besides
//! its permissions. Plan, agree, write, read back.
use crate::audit::{Activity, Event, Phase, Target};
use crate::catalogue::roles::{Consent, who_may_assign_roles, who_may_consent};
use crate::cli::access::GrantArgs;
use crate::cli::auth::Purpose;
use crate::commands::announced::Announced;
use crate::commands::apps::known;
use crate::commands::audited::{Receipt, Trail, planned};
use crate::commands::connect::{Connected, connect};
use crate::commands::context::{CommandResult, Ctx, Outcome};
use crate::commands::failures::exit_of;
use crate::commands::grant::READ_BACK;
use crate::commands::grant::prepare::{Named, named};
use crate::commands::grant::settle::{Settled, read};
use crate::commands::lacking::unread_failure;
use crate::commands::status::app_status;
use crate::commands::status::read::one_line;
use crate::domain::health::{Remedy, SetFacts};
use crate::domain::identity::Identity;
use crate::domain::ids::{ObjectId, RoleTemplateId};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::graph::Call;
use crate::graph::calls::{roles, service_principals};
use crate::poll::{PollLoop, last, seen_if};
use crate::reports::calls::StepState;
use crate::reports::grant_mend::{GrantMend, MendStep};

/// What is mended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum What {
    /// Directory roles.
    Settings,
    /// The switch for sign-in.
    Enable,
}

impl What {
    fn as_str(self) -> &'static str {
        match self {
            Self::Settings => "settings",
            Self::Enable => "enable",
        }
    }

    fn flag(self) -> &'static str {
        match self {
            Self::Settings => "--settings",
            Self::Enable => "--enable",
        }
    }
}

/// One thing to change.
#[derive(Debug, Clone)]
struct Mend {
    set: String,
    principal: ObjectId,
    name: Option<String>,
    role: Option<(RoleTemplateId, String, String)>,
    call: Call,
}

impl Mend {
    fn text(&self) -> String {
        match &self.role {
            Some((_, role, why)) => format!("directory role {role} over the whole tenant: {why}"),
            None => "allow sign-in to the enterprise application again".to_owned(),
        }
    }

    /// Whether the last reading shows it.
    fn shows(&self, settled: &Settled) -> bool {
        settled.checked.facts.sets.iter().any(|(set, facts)| {
            let SetFacts::Read(one) = facts else {
                return false;
            };
            set.as_str() == self.set
                && match &self.role {
                    Some((role, _, _)) => {
                        one.roles.as_ref().is_some_and(|held| held.contains(role))
                    }
                    None => one.enabled,
                }
        })
    }
}

/// Runs `grant APP... --settings` or `--enable`.
pub(super) async fn run(ctx: &mut Ctx<'_>, args: &GrantArgs, what: What) -> CommandResult {
    let named = named(ctx, args)?;
    let connected = connect(ctx, Purpose::Grant).await?;
    let (_, state) = known::load(ctx, &connected.me.tenant)?;
    known::bound(ctx, &state, &named.sets())?;
    let mut settled = read(ctx, &connected, &named).await?;
    let action = format!("grant {}", what.flag());
    let trail = Trail::of(&connected.me, &action, &args.agreement);
    let mends = plan(ctx, &connected.me, args, &settled, what);
    let mends = trail.refusals(ctx, Activity::Update, mends)?;
    let mut report = GrantMend {
        tenant: connected.me.tenant.clone(),
        what: what.as_str().to_owned(),
        at: ctx.clock.now(),
        dry_run: args.agreement.dry_run,
        steps: mends.iter().map(step).collect(),
        apps: Vec::new(),
        notes: Vec::new(),
    };
    let planned: Vec<Event> = calls(&report.steps)
        .map(|(target, step)| {
            let phase = if report.dry_run {
                Phase::DryRun
            } else {
                Phase::Intent
            };
            trail.call(phase, &target, step)
        })
        .collect();
    if report.dry_run {
        trail.note(ctx, &planned);
        return Ok(Outcome::done(report));
    }
    let mut exit = Exit::Done;
    let mut unrecorded = None;
    if !mends.is_empty() {
        ctx.show_plan(&report.plan_view());
        let line = ctx.repeat(&args.repeated(what.flag(), None));
        let question = format!(
            "Make {} for {} in Entra?",
            count(mends.len()),
            named.app_names()
        );
        let agreed = ctx.agree(mends, &args.agreement, &question, &line);
        let agreed = trail.refusals(ctx, Activity::Update, agreed)?;
        let mut failed = None;
        let _hold = ctx.interrupt.hold().await;
        let announced = Announced::begin(ctx, &connected, planned)?;
        for (place, (mend, shown)) in agreed.plan().iter().zip(&mut report.steps).enumerate() {
            if ctx.interrupt.is_asked() {
                shown.step.state = StepState::NotTried;
                failed = Some(Exit::Interrupted);
                continue;
            }
            let sent = announced.send(place, &mend.call).await;
            shown.step.client_request_id = announced.number(place);
            Receipt::of(&sent).put_on(&mut shown.step);
            match sent {
                Ok(_) => shown.step.state = StepState::Done,
                Err(error) if error.is_already_there() => {
                    shown.step.state = StepState::AlreadyThere;
                }
                Err(error) => {
                    shown.step.state = if error.is_unclear() {
                        StepState::Unclear
                    } else {
                        StepState::Failed
                    };
                    shown.step.error = Some(one_line(&error));
                    if !error.is_unclear() {
                        failed.get_or_insert(exit_of(&error));
                    }
                }
            }
        }
        unrecorded = trail.ended(ctx, calls(&report.steps));
        match wait(ctx, args, &connected, &named, agreed.plan(), &report.steps).await {
            Ok(read) => settled = read,
            // What was set stays set: the report says so all the same.
            Err(failure) => {
                ctx.io.warn(&format!(
                    "warning: it could not be read back: {:#}",
                    failure.error
                ));
                unrecorded.get_or_insert(failure.exit);
            }
        }
        for (mend, shown) in agreed.plan().iter().zip(&mut report.steps) {
            shown.visible = mend.shows(&settled);
        }
        if failed == Some(Exit::Denied) {
            report.notes.push(who_may(&connected, what));
        }
        exit = settled_exit(failed, &report.steps);
    }
    let health = settled.checked.assess(&named.catalogue, &named.apps());
    settled.checked.remember(ctx, &named.catalogue, &health);
    report.apps = health.iter().map(|app| app_status(ctx, app)).collect();
    Ok(Outcome::with(report, unrecorded.unwrap_or(exit)))
}

/// A role that is there already is refused: what is read decides.
fn settled_exit(failed: Option<Exit>, steps: &[MendStep]) -> Exit {
    let all = steps.iter().all(|one| one.visible);
    let some = steps.iter().any(|one| one.visible);
    match failed {
        _ if all => Exit::Done,
        Some(Exit::Interrupted) => Exit::Interrupted,
        Some(_) if some => Exit::Partial,
        Some(exit) => exit,
        None => Exit::Unconfirmed,
    }
}

/// Who could have done it, where Graph said no.
fn who_may(connected: &Connected, what: What) -> String {
    let may = match what {
        What::Settings => who_may_assign_roles(),
        What::Enable => who_may_consent(Consent::Other),
    };
    let names: Vec<&str> = may.iter().map(|role| role.name).collect();
    format!(
        "{} may not do this; one of these roles may: {}; with PIM, activate it and sign in again",
        connected.me.label(),
        names.join(", ")
    )
}

/// Each call with what it is about.
fn calls(steps: &[MendStep]) -> impl Iterator<Item = (Target, &crate::reports::calls::StepReport)> {
    steps.iter().map(|one| {
        let target = Target {
            id: one.service_principal_id.to_string(),
            name: one.display_name.clone().unwrap_or_default(),
        };
        (target, &one.step)
    })
}

fn count(number: usize) -> String {
    match number {
        1 => "this change".to_owned(),
        many => format!("these {many} changes"),
    }
}

fn step(mend: &Mend) -> MendStep {
    MendStep {
        set: mend.set.clone(),
        service_principal_id: mend.principal.clone(),
        display_name: mend.name.clone(),
        role: mend.role.as_ref().map(|(id, _, _)| id.clone()),
        text: mend.text(),
        visible: false,
        step: planned(&mend.call),
    }
}

fn plan(
    ctx: &Ctx<'_>,
    me: &Identity,
    args: &GrantArgs,
    settled: &Settled,
    what: What,
) -> Result<Vec<Mend>, Failure> {
    let mut mends: Vec<Mend> = Vec::new();
    for (id, health) in &settled.sets {
        let facts = match settled.checked.facts.sets.get(id) {
            Some(SetFacts::Read(facts)) => facts,
            Some(SetFacts::Unread { unread, .. }) => {
                return Err(unread_failure(ctx, id, unread, me));
            }
            Some(SetFacts::Gone { .. } | SetFacts::Unbound) | None => {
                return Err(Failure::new(
                    Exit::NotFound,
                    format!("the enterprise application of set {id} is not in the tenant"),
                )
                .run(ctx.repeat(&args.repeated("--direct", None))));
            }
        };
        if health.remedy == Remedy::Microsoft {
            return Err(Failure::new(Exit::Refused, health.reason.clone())
                .advise(Remedy::Microsoft.advice().unwrap_or_default()));
        }
        match what {
            What::Enable if !facts.enabled => mends.push(Mend {
                set: id.to_string(),
                principal: facts.id.clone(),
                name: facts.display_name.clone(),
                role: None,
                call: service_principals::set_enabled(&facts.id, true),
            }),
            What::Enable => {}
            What::Settings => {
                for setting in health.settings.iter().filter(|one| !one.held) {
                    mends.push(Mend {
                        set: id.to_string(),
                        principal: facts.id.clone(),
                        name: facts.display_name.clone(),
                        role: Some((
                            setting.role.clone(),
                            setting.role_name.clone(),
                            setting.why.clone(),
                        )),
                        call: roles::assign(&facts.id, &setting.role),
                    });
                }
            }
        }
    }
    Ok(mends)
}

/// Reads until everything that was not refused shows, or the time is up.
async fn wait(
    ctx: &Ctx<'_>,
    args: &GrantArgs,
    connected: &crate::commands::connect::Connected,
    named: &Named,
    mends: &[Mend],
    steps: &[MendStep],
) -> Result<Settled, Failure> {
    let limit = args.wait.unwrap_or(READ_BACK);
    let stop = || ctx.interrupt.is_asked();
    let settled = PollLoop::within(limit)
        .run(ctx.clock.as_ref(), stop, async |_| {
            let settled = read(ctx, connected, named).await?;
            let all = mends
                .iter()
                .zip(steps)
                .all(|(mend, shown)| shown.step.state == StepState::Failed || mend.shows(&settled));
            Ok::<_, Failure>(seen_if(all, settled))
        })
        .await?;
    Ok(last(settled))
}
