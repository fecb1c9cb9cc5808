//! `tasks apply`: carries out a plan file, exactly that, once.
use std::path::{Path, PathBuf};

use super::opened::{self, Plan};
use crate::audit::{Actor, Event, Phase};
use crate::cli::auth::Purpose;
use crate::cli::tasks::ApplyArgs;
use crate::commands::bulk::agree::{self, Size};
use crate::commands::bulk::carry::{self, Luggage};
use crate::commands::bulk::gather::{Rules, against};
use crate::commands::bulk::recheck::Recheck;
use crate::commands::bulk::trail::Trail;
use crate::commands::bulk::{list, tenancy};
use crate::commands::connect::{Connected, connect};
use crate::commands::context::{CommandResult, Ctx};
use crate::commands::failures::graph_failure;
use crate::commands::users::facts::{self, Reply};
use crate::commands::users::passwords::{self, PasswordFile};
use crate::domain::account::Account;
use crate::domain::bulk::Row;
use crate::domain::plan::Agreed;
use crate::domain::plan_file::{NAMESPACE, PlanHead, PlanRow};
use crate::domain::task::{Action, so_many_accounts};
use crate::domain::text::shell_word;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::files::Opened;
use crate::graph::batch::BATCH_SIZE;
use crate::graph::bulk::Reads;
use crate::graph::calls;
use crate::graph::wire::User;
use crate::journal::{Journal, NewTask, Sheet};
use crate::reports::users_bulk::{MOST_ROWS, SkippedLine};
use crate::settings::guard_rails::Source;
use crate::signature::{self, Text};

/// Applies a plan.
pub(crate) async fn run(ctx: &mut Ctx<'_>, args: &ApplyArgs) -> CommandResult {
    passwords::unless_free(args.password_file.as_deref(), |other| {
        command(ctx, args, Some(other))
    })?;
    let connected = connect(ctx, Purpose::Respond).await?;
    let mut plan = opened::open(&args.plan)?;
    check(ctx, &connected, &plan.head)?;
    let guard_rails = ctx.guard_rails()?;
    let journal = Journal::open(ctx.place, &connected.me.tenant)?;
    if let Some(task) = journal.applied(&plan.digest)? {
        return Err(
            refused("the plan was applied already").run(ctx.command(&format!("tasks show {task}")))
        );
    }
    let sets_passwords = plan.head.new_password && plan.head.action == Action::ResetPassword;
    if sets_passwords && args.password_file.is_none() {
        return Err(Failure::new(
            Exit::Usage,
            "the plan writes new passwords down: say where, with --password-file FILE",
        ));
    }
    let tenancy = tenancy::read(ctx, &connected, &guard_rails).await?;
    let size = Size::of(Some(&journal), &plan.rows, &tenancy, ctx.clock.now())?;
    let approver = if size.needs_signature() {
        let allowed = guard_rails.allowed_signers();
        let found = approver(&connected, args, allowed, &mut plan.text, size);
        Some(note_refusal(ctx, &connected, &plan.head, found)?)
    } else {
        None
    };
    let rules = Rules {
        action: plan.head.action,
        new_password: plan.head.new_password,
        tenancy: &tenancy,
        connected: &connected,
    };
    let (rows, skipped) = as_planned(rules, &plan.rows).await?;
    if rows.is_empty() {
        return Err(refused("no account is as it was when the plan was made"));
    }
    let command = command(ctx, args, args.password_file.as_deref());
    for one in &skipped {
        ctx.io.say(&format!("skipped: {}: {}", one.user, one.why));
    }
    let size = Size {
        accounts: rows.len(),
        ..size
    };
    let action = plan.head.action;
    let question = action.question(&so_many_accounts(rows.len()));
    let asked = agree::Asked {
        agreement: &crate::cli::Agreement {
            yes: args.yes,
            ..crate::cli::Agreement::default()
        },
        expect_count: args.expect_count,
        question: &question,
        command: &command,
    };
    for warning in tenancy.warnings() {
        ctx.io.warn(&format!("warning: {warning}"));
    }
    let agreed = agree::ask(ctx, rows, size, &asked)?;
    let decided = Decided {
        agreed,
        approver,
        luggage: Luggage {
            passwords: None,
            skipped_count: skipped.len(),
            skipped: skipped.into_iter().take(MOST_ROWS).collect(),
            recheck: Recheck::after(&tenancy),
        },
    };
    let Plan { head, digest, .. } = plan;
    carry_out(ctx, &connected, journal, args, (head, digest), decided).await
}

/// What was decided before anything is sent.
struct Decided {
    agreed: Agreed<Sheet>,
    approver: Option<String>,
    luggage: Luggage,
}

/// Records that a plan was refused.
fn note_refusal<T>(
    ctx: &Ctx<'_>,
    connected: &Connected,
    plan: &PlanHead,
    result: Result<T, Failure>,
) -> Result<T, Failure> {
    if let Err(failure) = &result {
        let trail = Trail {
            place: ctx.place.clone(),
            tenant: connected.me.tenant.clone(),
            actor: Actor::from(&connected.me),
            action: plan.action,
            via: plan.via,
            reason: plan.reason.clone(),
            new_password: plan.new_password,
        };
        let why = format!("{:#}", failure.error);
        let event = trail.whole(Phase::Refused, plan.accounts, Some(why));
        if let Err(error) = trail.record(&[event], ctx.clock.now()) {
            let error = error.error;
            ctx.io
                .warn(&format!("warning: the refusal was not recorded: {error:#}"));
        }
    }
    result
}

/// The command line again, with this password file.
fn command(ctx: &Ctx<'_>, args: &ApplyArgs, file: Option<&Path>) -> String {
    let word = |path: &Path| shell_word(&path.to_string_lossy());
    let mut line = format!("tasks apply {}", word(&args.plan));
    if let Some(path) = &args.signature {
        line.push_str(&format!(" --signature {}", word(path)));
    }
    if let Some(path) = file {
        line.push_str(&format!(" --password-file {}", word(path)));
    }
    ctx.command(&line)
}

/// Everything that goes into the task.
async fn carry_out(
    ctx: &mut Ctx<'_>,
    connected: &Connected,
    mut journal: Journal,
    args: &ApplyArgs,
    (plan, digest): (PlanHead, String),
    decided: Decided,
) -> CommandResult {
    let Decided {
        agreed,
        approver,
        mut luggage,
    } = decided;
    let me = &connected.me;
    let task = NewTask {
        action: plan.action,
        via: plan.via,
        reason: plan.reason.clone(),
        actor_id: me.object_id.clone(),
        actor_name: me.user_principal_name.clone(),
        new_password: plan.new_password,
        undoes: plan.undoes,
        plan_digest: Some(digest.clone()),
        approved_by: approver.clone(),
    };
    let passwords = args.password_file.as_deref().map(PasswordFile::create);
    luggage.passwords = passwords.transpose()?;
    let app_only = me.app_only;
    let rows = agreed.into_plan();
    let steps = |row: &Row| list::steps(plan.action, plan.new_password, app_only, row.account());
    let id = journal.begin_sheet(&task, &rows, steps, ctx.clock.now())?;
    drop(rows);
    let Some(task) = journal.task(id)? else {
        return Err(Failure::new(Exit::Storage, "the journal lost the task"));
    };
    let detail = match &approver {
        Some(who) => format!("plan {digest}, approved by {who}"),
        None => format!("plan {digest}"),
    };
    let trail = carry::trail(ctx, connected, &task);
    let event = Event {
        plan_digest: Some(digest),
        approved_by: approver,
        ..trail.whole(Phase::Intent, plan.accounts, Some(detail))
    };
    trail.record(&[event], ctx.clock.now())?;
    carry::out(ctx, connected, journal, &task, luggage).await
}

fn refused(why: impl std::fmt::Display) -> Failure {
    Failure::new(Exit::Refused, format!("{why}: nothing was sent"))
}

fn check(ctx: &Ctx<'_>, connected: &Connected, plan: &PlanHead) -> Result<(), Failure> {
    if plan.tenant != connected.me.tenant {
        return Err(refused(format!(
            "the plan is for tenant {}, you are signed in to {}",
            plan.tenant, connected.me.tenant
        )));
    }
    if !plan.holds_at(ctx.clock.now()) {
        return Err(refused(format!("the plan expired at {}", plan.expires))
            .advise("make a new one with --dry-run --plan-out"));
    }
    Ok(())
}

/// The second person who signed the plan.
fn approver(
    connected: &Connected,
    args: &ApplyArgs,
    allowed: Option<(PathBuf, Source)>,
    text: &mut Text<Opened>,
    size: Size,
) -> Result<String, Failure> {
    let file = shell_word(&args.plan.to_string_lossy());
    let sign = format!("ssh-keygen -Y sign -f KEY -n {NAMESPACE} {file}");
    let need = |why: String| {
        refused(format!(
            "{} need a second person's signature: {why}",
            size.words()
        ))
        .advise(format!("let somebody else sign it: {sign}"))
    };
    let Some((allowed, _)) = allowed else {
        return Err(need(
            "neither config.toml nor this machine's policy names guard_rails.allowed_signers"
                .to_owned(),
        ));
    };
    let signature = args.signature.clone().unwrap_or_else(|| {
        let mut name = args.plan.clone().into_os_string();
        name.push(".sig");
        name.into()
    });
    if !signature.is_file() {
        return Err(need(format!("there is no {}", signature.display())));
    }
    let signers = signature::signers(&allowed, &signature, NAMESPACE, text)
        .map_err(|error| need(error.to_string()))?;
    let me = connected
        .me
        .user_principal_name
        .as_deref()
        .unwrap_or_default();
    if signers
        .iter()
        .any(|name| name.to_lowercase() == me.to_lowercase())
    {
        return Err(need("it is signed by yourself".to_owned()));
    }
    signers
        .into_iter()
        .find(|name| name.contains('@'))
        .ok_or_else(|| need("its signer is no user principal name".to_owned()))
}

/// The accounts that are as they were when the plan was made, and the others.
async fn as_planned(
    rules: Rules<'_>,
    planned: &Sheet,
) -> Result<(Sheet, Vec<SkippedLine>), Failure> {
    let mut accounts = Sheet::new()?;
    let mut skipped = Vec::new();
    let mut reads = Reads::new(&rules.connected.graph);
    let (mut piece, mut last, mut line) = (Vec::new().into_iter(), 0, 0);
    loop {
        let mut unread = None;
        reads.fill(|| {
            let row = piece
                .next()
                .or_else(|| match planned.after(last, BATCH_SIZE) {
                    Ok((rows, number)) => {
                        last = number;
                        piece = rows.into_iter();
                        piece.next()
                    }
                    Err(error) => {
                        unread = Some(error);
                        None
                    }
                })?;
            line += 1;
            let id = row.id()?;
            Some(((line, row), calls::users::by_id(&id)))
        });
        if let Some(error) = unread {
            return Err(error.into());
        }
        let Some(read) = reads.next().await else {
            return Ok((accounts, skipped));
        };
        let read = read.map_err(|_| Failure::new(Exit::Fault, "a batch gave no answers"))?;
        for ((line, row), reply) in read {
            let reply = match reply {
                // What could not be read did not change.
                Err(error) if !error.is_not_found() => {
                    let what = format!("{} could not be read: nothing was sent", row.upn);
                    return Err(graph_failure(what, error, Some(&rules.connected.me)));
                }
                reply => reply,
            };
            match still_so(rules, &row, reply) {
                Ok(account) => {
                    if let Some(row) = Row::of(&account) {
                        accounts.push(&row)?;
                    }
                }
                Err(why) => skipped.push(SkippedLine {
                    line,
                    user: row.upn.to_string(),
                    why: format!("drift: {why}"),
                }),
            }
        }
    }
}

/// The account of a row of the plan, or why nothing is done to it.
fn still_so(rules: Rules<'_>, row: &Row, reply: Reply) -> Result<Account, String> {
    let user = match reply.and_then(|answer| answer.read::<User>()) {
        Ok(user) => user,
        Err(error) if error.is_not_found() => return Err("it is gone".to_owned()),
        Err(error) => return Err(format!("it could not be read: {error}")),
    };
    let domains = rules.tenancy.domains.as_deref();
    let mut account = facts::account(user, Some(Vec::new()), Some(&[]), domains);
    account.owns_role_group = Some(false);
    account.eligible = rules.tenancy.watch.eligible.as_ref().map(|_| false);
    let drift = PlanRow::of(row).and_then(|row| row.drift(&account));
    let guarded = || against(&rules, &account, &row.upn).map(|bad| bad.text());
    match drift.map(str::to_owned).or_else(guarded) {
        Some(why) => Err(why),
        None => Ok(account),
    }
}
