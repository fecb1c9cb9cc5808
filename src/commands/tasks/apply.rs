//! `tasks apply`: carries out a plan file, exactly that, once.
use std::path::{Path, PathBuf};

use crate::audit::{Actor, Phase};
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
use crate::commands::users::facts;
use crate::commands::users::passwords::{self, PasswordFile};
use crate::domain::account::Account;
use crate::domain::plan::Agreed;
use crate::domain::plan_file::{NAMESPACE, NoPlan, PlanFile};
use crate::domain::task::{Action, so_many_accounts};
use crate::domain::text::shell_word;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::graph::calls;
use crate::graph::wire::User;
use crate::journal::{Journal, NewTask};
use crate::reports::users_bulk::{MOST_ROWS, SkippedLine};
use crate::settings::guard_rails::Source;
use crate::signature;

/// Accounts that are read before the next ones are.
const AT_A_TIME: usize = 240;

/// Applies a plan.
pub(crate) async fn run(ctx: &mut Ctx<'_>, args: &ApplyArgs) -> CommandResult {
    passwords::unless_free(args.password_file.as_deref(), |other| {
        command(ctx, args, Some(other))
    })?;
    let connected = connect(ctx, Purpose::Respond).await?;
    let text = read(&args.plan)?;
    let plan = check(ctx, &connected, &text)?;
    let guard_rails = ctx.guard_rails()?;
    let mut journal = Journal::open(ctx.place, &connected.me.tenant)?;
    if let Some(task) = journal.applied(&plan.digest)? {
        return Err(
            refused("the plan was applied already").run(ctx.command(&format!("tasks show {task}")))
        );
    }
    let sets_passwords = plan.new_password && plan.action == Action::ResetPassword;
    if sets_passwords && args.password_file.is_none() {
        return Err(Failure::new(
            Exit::Usage,
            "the plan writes new passwords down: say where, with --password-file FILE",
        ));
    }
    let tenancy = tenancy::read(ctx, &connected, &guard_rails).await?;
    let approver = if plan.rows.len() > tenancy.limits.signed_above(tenancy.people) {
        let allowed = guard_rails.allowed_signers();
        let found = approver(&connected, args, allowed, &text, plan.rows.len());
        Some(note_refusal(ctx, &connected, &plan, found)?)
    } else {
        None
    };
    let rules = Rules {
        action: plan.action,
        new_password: plan.new_password,
        tenancy: &tenancy,
        connected: &connected,
    };
    let (accounts, skipped) = as_planned(rules, &plan).await?;
    if accounts.is_empty() {
        return Err(refused("no account is as it was when the plan was made"));
    }
    let command = command(ctx, args, args.password_file.as_deref());
    for one in &skipped {
        ctx.io.say(&format!("skipped: {}: {}", one.user, one.why));
    }
    let size = Size {
        accounts: accounts.len(),
        people: tenancy.people,
        limits: tenancy.limits,
    };
    let question = plan.action.question(&so_many_accounts(accounts.len()));
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
    let agreed = agree::ask(ctx, accounts, size, &asked)?;
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
    carry_out(ctx, &connected, &mut journal, args, &plan, decided).await
}

/// What was decided before anything is sent.
struct Decided {
    agreed: Agreed<Vec<Account>>,
    approver: Option<String>,
    luggage: Luggage,
}

/// Records that a plan was refused.
fn note_refusal<T>(
    ctx: &Ctx<'_>,
    connected: &Connected,
    plan: &PlanFile,
    result: Result<T, Failure>,
) -> Result<T, Failure> {
    if let Err(failure) = &result {
        let trail = Trail {
            place: ctx.place,
            tenant: connected.me.tenant.clone(),
            actor: Actor::from(&connected.me),
            action: plan.action,
            via: plan.via,
            reason: plan.reason.clone(),
            new_password: plan.new_password,
        };
        let why = format!("{:#}", failure.error);
        let event = trail.whole(Phase::Refused, plan.rows.len(), Some(why));
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
    journal: &mut Journal,
    args: &ApplyArgs,
    plan: &PlanFile,
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
        plan_digest: Some(plan.digest.clone()),
    };
    let passwords = args.password_file.as_deref().map(PasswordFile::create);
    luggage.passwords = passwords.transpose()?;
    let app_only = me.app_only;
    let steps = agreed
        .into_plan()
        .into_iter()
        .flat_map(|account| list::steps(plan.action, plan.new_password, app_only, Some(account)));
    let (id, _) = journal.begin(&task, steps, ctx.clock.now())?;
    let Some(task) = journal.task(id)? else {
        return Err(Failure::new(Exit::Storage, "the journal lost the task"));
    };
    let detail = match &approver {
        Some(who) => format!("plan {}, approved by {who}", plan.digest),
        None => format!("plan {}", plan.digest),
    };
    let trail = carry::trail(ctx, connected, &task);
    let event = trail.whole(Phase::Intent, plan.rows.len(), Some(detail));
    trail.record(&[event], ctx.clock.now())?;
    carry::out(ctx, connected, journal, &task, luggage).await
}

fn refused(why: impl std::fmt::Display) -> Failure {
    Failure::new(Exit::Refused, format!("{why}: nothing was sent"))
}

fn read(path: &Path) -> Result<String, Failure> {
    let bytes =
        crate::files::read_public(path).map_err(|error| Failure::from_error(Exit::Usage, error))?;
    String::from_utf8(bytes).map_err(|_| Failure::new(Exit::Untrusted, "the plan is no text"))
}

fn check(ctx: &Ctx<'_>, connected: &Connected, text: &str) -> Result<PlanFile, Failure> {
    let plan = PlanFile::parse(text).map_err(|error| {
        let exit = match error {
            NoPlan::Foreign(_) => Exit::Usage,
            NoPlan::Changed => Exit::Untrusted,
        };
        Failure::from_error(exit, error).context("the plan cannot be applied: nothing was sent")
    })?;
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
    Ok(plan)
}

/// The second person who signed the plan.
fn approver(
    connected: &Connected,
    args: &ApplyArgs,
    allowed: Option<(PathBuf, Source)>,
    text: &str,
    count: usize,
) -> Result<String, Failure> {
    let file = shell_word(&args.plan.to_string_lossy());
    let sign = format!("ssh-keygen -Y sign -f KEY -n {NAMESPACE} {file}");
    let need = |why: String| {
        refused(format!(
            "{count} accounts need a second person's signature: {why}"
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
    let signers = signature::signers(&allowed, &signature, NAMESPACE, text.as_bytes())
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
    plan: &PlanFile,
) -> Result<(Vec<Account>, Vec<SkippedLine>), Failure> {
    let mut accounts = Vec::new();
    let mut skipped = Vec::new();
    let domains = rules.tenancy.domains.as_deref();
    for (at, chunk) in plan.rows.chunks(AT_A_TIME).enumerate() {
        let reads = chunk.iter().map(|row| calls::users::by_id(&row.id));
        let replies = rules.connected.graph.read_many(reads.collect()).await;
        if replies.len() != chunk.len() {
            return Err(Failure::new(Exit::Fault, "a batch gave too few answers"));
        }
        for (place, (row, reply)) in chunk.iter().zip(replies).enumerate() {
            let mut skip = |why: String| {
                skipped.push(SkippedLine {
                    line: at * AT_A_TIME + place + 1,
                    user: row.upn.clone(),
                    why: format!("drift: {why}"),
                });
            };
            match reply.and_then(|answer| answer.read::<User>()) {
                Err(error) if error.is_not_found() => skip("it is gone".to_owned()),
                Err(error) => skip(format!("it could not be read: {error}")),
                Ok(user) => {
                    let mut account = facts::account(user, Some(Vec::new()), Some(&[]), domains);
                    account.owns_role_group = Some(false);
                    account.eligible = rules.tenancy.watch.eligible.as_ref().map(|_| false);
                    let guarded = against(&rules, &account, &row.upn).map(|bad| bad.text());
                    match row.drift(&account).map(str::to_owned).or(guarded) {
                        Some(why) => skip(why),
                        None => accounts.push(account),
                    }
                }
            }
        }
    }
    Ok((accounts, skipped))
}
