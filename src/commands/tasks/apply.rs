//! `tasks apply`: carries out a plan file, exactly that, once.
use std::path::Path;

use super::refused;
use crate::audit::{Activity, Event, Phase};
use crate::cli::auth::Purpose;
use crate::cli::tasks::ApplyArgs;
use crate::commands::audited;
use crate::commands::connect::{Connected, connect};
use crate::commands::context::{CommandResult, Ctx, Outcome};
use crate::domain::bulk::Row;
use crate::domain::plan::Agreed;
use crate::domain::plan_file::PlanHead;
use crate::domain::stays_open::Tokens;
use crate::domain::task::{Action, so_many_accounts};
use crate::domain::text::shell_word;
use crate::enforcement::check::plan_drift::{Planned, as_planned};
use crate::enforcement::check::tenant_facts::{self, Tenancy};
use crate::enforcement::confirm::approval::Signature;
use crate::enforcement::confirm::approver::Barred;
use crate::enforcement::confirm::kept_approval::Approved;
use crate::enforcement::confirm::lately::{self, Now};
use crate::enforcement::confirm::size_rules::{self, Records, Size};
use crate::enforcement::execute::administrators::Recheck;
use crate::enforcement::execute::audit_events::AuditEvents;
use crate::enforcement::execute::password_file::{self, PasswordFile};
use crate::enforcement::execute::progress::Reading;
use crate::enforcement::execute::run::{self, RunInputs};
use crate::enforcement::list::{self, Deed};
use crate::enforcement::plan::read_plan::{Opening, Plan};
use crate::enforcement::plan::steps::steps;
use crate::enforcement::report::action_report::{self, LeftOut, ReportInputs};
use crate::enforcement::resolve::rows::Rules;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::files::Opened;
use crate::journal::{Journal, NewTask, Sheet};
use crate::reports::users_bulk::{BulkPlan, MAX_ROWS, SkippedLine};
use crate::signature::Text;

/// Applies a plan.
pub(crate) async fn run(ctx: &mut Ctx<'_>, args: &ApplyArgs) -> CommandResult {
    password_file::unless_free(args.password_file.as_deref(), |other| {
        command(ctx, args, Some(other))
    })?;
    let opening = Opening::of(&args.plan);
    let connected = connect(ctx, Purpose::Respond).await?;
    let (plan, text) = unless_changed(ctx, &connected, opening.end().await)?;
    let trail = trail(ctx, &connected, &plan.head);
    let judged = judge(ctx, &connected, args, &trail, &plan, text).await;
    let judged =
        judged.inspect_err(|failure| trail.note_refusal(ctx, None, plan.head.accounts, failure))?;
    let Judged {
        journal,
        tenancy,
        size,
        approver,
        found: Planned { rows, skipped, .. },
    } = judged;
    let command = command(ctx, args, args.password_file.as_deref());
    let outline = || outlined(&connected, args, &plan.head, &rows, &skipped, &tenancy);
    if args.dry_run {
        trail.dry_run(ctx, rows.len(), None);
        let next = vec![command];
        return Ok(Outcome::done(BulkPlan { next, ..outline()? }));
    }
    if args.yes {
        for warning in tenancy.warnings() {
            ctx.io.warn(&format!("warning: {warning}"));
        }
        for one in &skipped {
            ctx.io.say(&format!("skipped: {}: {}", one.user, one.why));
        }
    } else {
        ctx.show_plan(&outline()?.question_view());
    }
    let size = Size {
        accounts: rows.len(),
        ..size
    };
    let action = plan.head.action;
    let mut target = so_many_accounts(rows.len());
    if let Some(approver) = &approver {
        target.push_str(&format!(" (plan signed by {})", approver.by.name));
    }
    let question = action.question(&target);
    let asked = size_rules::Asked {
        agreement: &crate::cli::Agreement {
            yes: args.yes,
            ..crate::cli::Agreement::default()
        },
        expect_count: args.expect_count,
        question: &question,
        command: &command,
    };
    let agreed = size_rules::ask(ctx, rows, size, &asked);
    let accounts = plan.head.accounts;
    let agreed = agreed.inspect_err(|failure| trail.note_refusal(ctx, None, accounts, failure))?;
    let decided = Decided {
        agreed,
        approver,
        left_out: LeftOut {
            count: skipped.len(),
            lines: skipped.into_iter().take(MAX_ROWS).collect(),
        },
        inputs: RunInputs {
            passwords: None,
            recheck: Recheck::after(&tenancy.watch.administrators, tenancy.read_at),
            ..RunInputs::default()
        },
        tokens: tenancy.tokens,
    };
    let Plan { head, digest, rows } = plan;
    // A run may be long: what was planned is held no longer than it is needed.
    drop(rows);
    carry_out(ctx, &connected, journal, args, (head, digest), decided).await
}

/// What was decided before anything is sent.
struct Decided {
    agreed: Agreed<Sheet>,
    approver: Option<Approved>,
    left_out: LeftOut,
    inputs: RunInputs,
    tokens: Tokens,
}

/// A plan that may be applied, as far as it is still so.
struct Judged {
    journal: Journal,
    tenancy: Tenancy,
    size: Size,
    approver: Option<Approved>,
    found: Planned,
}

/// The plan. One that was changed is recorded as a refusal: what it says of
/// itself counts for nothing.
fn unless_changed<T>(
    ctx: &Ctx<'_>,
    connected: &Connected,
    opened: Result<T, Failure>,
) -> Result<T, Failure> {
    opened.inspect_err(|failure| {
        if failure.exit != Exit::Untrusted {
            return;
        }
        let of_itself = crate::cli::Agreement::default();
        let trail = audited::Trail::of(&connected.me, "tasks apply", &of_itself);
        let event = Event {
            detail: Some(format!("{:#}", failure.error)),
            ..trail.event(Activity::OtherAccountChange, Phase::Refused)
        };
        // The refusal stands whether it could be recorded or not.
        trail.note(ctx, &[event]);
    })
}

/// What forbids the plan, and whom it is still right about.
async fn judge(
    ctx: &Ctx<'_>,
    connected: &Connected,
    args: &ApplyArgs,
    trail: &AuditEvents,
    plan: &Plan,
    text: Text<Opened>,
) -> Result<Judged, Failure> {
    check(ctx, connected, &plan.head)?;
    let guard_rails = ctx.guard_rails()?;
    let journal = Journal::open(ctx.place, &connected.me.tenant)?;
    let tenant = &connected.me.tenant;
    // A journal that began again knows less than the audit log.
    let before = match journal.applied(&plan.digest)? {
        None => lately::applied(ctx.place, tenant, &plan.digest, plan.head.created)?,
        task => task,
    };
    if let Some(task) = before {
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
    let tenancy = tenant_facts::read(ctx, connected, &guard_rails).await?;
    // By now the service has said what time it is.
    check(ctx, connected, &plan.head)?;
    let records = Records {
        journal: Some(&journal),
        tenant,
    };
    let size = Size::of(ctx, records, plan.head.action, &plan.rows, &tenancy)?;
    let allowed = guard_rails.allowed_signers();
    let needed = size.needs_signature();
    let named = args.signature.as_deref();
    let signature = if needed {
        Some(Signature::of(&args.plan, named, allowed, size.words())?)
    } else {
        let offered = Signature::offered(&args.plan, named, allowed);
        unless_named(ctx, args, offered)?.flatten()
    };
    let rules = Rules {
        action: plan.head.action,
        new_password: plan.head.new_password,
        tenancy: &tenancy,
        connected,
    };
    let approver = async {
        let Some(signature) = signature else {
            return Ok(None);
        };
        let barred = Barred {
            author: &plan.head.author_id,
            owners: &tenancy.watch.owners,
        };
        let approved = Approved::of(connected, signature, text, barred).await;
        if needed {
            approved.map(Some)
        } else {
            unless_named(ctx, args, approved)
        }
    };
    // Whose signature it is says another program, and the directory need not wait.
    // Whatever becomes of the directory, a signature that does not count is told.
    let found = async { Ok(as_planned(rules, trail, &plan.rows).await) };
    let reading = Reading::new(ctx.io.talk(), ctx.io.terminal.redraws, ctx.clock.now());
    let (approver, found) = tokio::try_join!(approver, found)?;
    drop(reading);
    let mut found = found?;
    if let Some(undone) = plan.head.undoes {
        let since = (undone, plan.head.created);
        found
            .unless_changed(ctx, connected, &journal, since)
            .await?;
    }
    if let Err(error) = trail.record(&found.refusals, ctx.clock.now()) {
        if !found.rows.is_empty() {
            return Err(error);
        }
        ctx.io.warn(&format!("warning: {:#}", error.error));
    }
    if found.rows.is_empty() {
        return Err(found.nobody_left());
    }
    Ok(Judged {
        journal,
        tenancy,
        size,
        approver,
        found,
    })
}

/// What came of a signature that the plan does not need. One that was named on
/// the command line must count; of one that lies beside the plan it is said why
/// it does not.
fn unless_named<T>(
    ctx: &Ctx<'_>,
    args: &ApplyArgs,
    found: Result<T, Failure>,
) -> Result<Option<T>, Failure> {
    match found {
        Ok(found) => Ok(Some(found)),
        Err(failure) if args.signature.is_some() => Err(failure),
        Err(failure) => {
            ctx.io.warn(&format!(
                "warning: {:#}; this plan needs no signature",
                failure.error
            ));
            Ok(None)
        }
    }
}

/// What is shown before anybody agrees.
fn outlined(
    connected: &Connected,
    args: &ApplyArgs,
    plan: &PlanHead,
    rows: &Sheet,
    skipped: &[SkippedLine],
    tenancy: &Tenancy,
) -> Result<BulkPlan, Failure> {
    let deed = Deed {
        action: plan.action,
        via: plan.via,
        new_password: plan.new_password,
        password_file: args.password_file.as_deref(),
    };
    let mut outline = list::outline(connected, deed, rows)?;
    outline.warnings.extend(tenancy.warnings());
    outline.skipped_count = skipped.len();
    outline.skipped = skipped.iter().take(MAX_ROWS).cloned().collect();
    Ok(outline)
}

fn trail(ctx: &Ctx<'_>, connected: &Connected, plan: &PlanHead) -> AuditEvents {
    AuditEvents {
        reason: plan.reason.clone(),
        new_password: plan.new_password,
        ..AuditEvents::new(ctx, connected, plan.action, plan.via)
    }
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
        left_out,
        mut inputs,
        tokens,
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
        approved_by: approver.as_ref().map(|approved| approved.by.name.clone()),
        plan_digest: Some(digest.clone()),
    };
    if let Some(approved) = approver {
        approved.keep(ctx, connected, &digest)?;
    }
    let passwords = args.password_file.as_deref().map(PasswordFile::create);
    inputs.passwords = passwords.transpose()?;
    let app_only = me.app_only;
    let rows = agreed.into_plan();
    let steps = |row: &Row| {
        let account = row.account();
        steps(plan.action, plan.new_password, app_only, account.as_ref())
    };
    let begun = journal.begin_sheet(&task, &rows, steps, ctx.clock.now())?;
    drop(rows);
    let finished = run::execute(ctx, connected, journal, begun, inputs).await?;
    let inputs = ReportInputs::of_rows(&tokens, left_out);
    action_report::report(ctx, connected, finished, inputs)
}

fn check(ctx: &Ctx<'_>, connected: &Connected, plan: &PlanHead) -> Result<(), Failure> {
    if plan.tenant != connected.me.tenant {
        return Err(refused(format!(
            "the plan is for tenant {}, you are signed in to {}",
            plan.tenant, connected.me.tenant
        )));
    }
    let now = Now::of(ctx.place, ctx.clock.now()).later();
    if now < plan.created {
        let made = plan.created;
        return Err(refused(format!(
            "the plan was made at {made}, which is later than it is here ({now})"
        ))
        .advise("set the clock of this machine, or of the one that made the plan"));
    }
    if !plan.holds_at(now) {
        return Err(refused(format!(
            "the plan has expired (it holds until {}, and one day at most)",
            plan.expires
        ))
        .advise("make a new one with --dry-run --plan-out"));
    }
    let reason = plan.reason.as_deref();
    crate::commands::reason::ensure(ctx, reason)
        .map_err(|failure| failure.advise("make a new plan with --reason"))
}
