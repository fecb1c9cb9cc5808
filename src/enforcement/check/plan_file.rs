//! A plan file against the journal, its signature and the tenant as it is now.
use crate::cli::tasks::ApplyArgs;
use crate::context::Ctx;
use crate::context::connect::Connected;
use crate::context::failures::refused;
use crate::domain::plan_file::PlanHead;
use crate::domain::task::Action;
use crate::enforcement::check::plan_drift::{Planned, as_planned};
use crate::enforcement::check::tenant_facts::{self, Tenancy};
use crate::enforcement::confirm::approval::Signature;
use crate::enforcement::confirm::approver::Barred;
use crate::enforcement::confirm::kept_approval::Approved;
use crate::enforcement::confirm::recent_accounts::{self, Now};
use crate::enforcement::confirm::size_rules::{Records, Size};
use crate::enforcement::execute::audit_events::AuditEvents;
use crate::enforcement::execute::progress::Reading;
use crate::enforcement::plan::read_plan::Plan;
use crate::enforcement::resolve::rows::Rules;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::files::Opened;
use crate::journal::Journal;
use crate::signature::Text;

/// A plan that may be applied, as far as it is still so.
pub(crate) struct Judged {
    pub(crate) journal: Journal,
    pub(crate) tenancy: Tenancy,
    pub(crate) size: Size,
    pub(crate) approver: Option<Approved>,
    pub(crate) found: Planned,
}

/// What forbids the plan, and whom it is still right about.
///
/// # Errors
/// Where it may not be applied; nothing was sent.
pub(crate) async fn judge(
    ctx: &Ctx<'_>,
    connected: &Connected,
    args: &ApplyArgs,
    trail: &AuditEvents,
    plan: &Plan,
    text: Text<Opened>,
) -> Result<Judged, Failure> {
    check(ctx, connected, &plan.head)?;
    let guard_rails = ctx.guard_rails()?;
    let journal = Journal::open(ctx.dirs, &connected.me.tenant)?;
    let tenant = &connected.me.tenant;
    // A journal that began again knows less than the audit log.
    let before = match journal.task_of_plan(&plan.digest)? {
        None => recent_accounts::applied(ctx.dirs, tenant, &plan.digest, plan.head.created)?,
        task => task,
    };
    if let Some(task) = before {
        return Err(
            refused("the plan was applied already").run(ctx.command("tasks show").arg(task))
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
        ensure_named(ctx, args, offered)?.flatten()
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
            ensure_named(ctx, args, approved)
        }
    };
    // Whose signature it is says another program, and the directory need not wait.
    // Whatever becomes of the directory, a signature that does not count is told.
    let found = async { Ok(as_planned(rules, trail, &plan.rows).await) };
    let reading = Reading::new(
        ctx.io.talk(),
        ctx.io.terminal.redraws,
        ctx.clock.monotonic(),
    );
    let (approver, found) = tokio::try_join!(approver, found)?;
    drop(reading);
    let mut found = found?;
    if let Some(undone) = plan.head.undoes {
        let since = (undone, plan.head.created);
        found
            .ensure_unchanged(ctx, connected, &journal, since)
            .await?;
    }
    if let Err(error) = trail.record(&found.refusals, ctx.clock.now()) {
        if !found.rows.is_empty() {
            return Err(error);
        }
        ctx.io.warn(&format!("warning: {:#}", error.error));
    }
    if found.rows.is_empty() {
        return Err(found.none_left());
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
fn ensure_named<T>(
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

fn check(ctx: &Ctx<'_>, connected: &Connected, plan: &PlanHead) -> Result<(), Failure> {
    if plan.tenant != connected.me.tenant {
        return Err(refused(format!(
            "the plan is for tenant {}, you are signed in to {}",
            plan.tenant, connected.me.tenant
        )));
    }
    let now = Now::of(ctx.dirs, ctx.clock.now()).later();
    if now < plan.created {
        let made = plan.created;
        return Err(refused(format!(
            "the plan was made at {made}, which is later than it is here ({now})"
        ))
        .advise("set the clock of this machine, or of the one that made the plan"));
    }
    if !plan.is_valid_at(now) {
        return Err(refused(format!(
            "the plan has expired (it holds until {}, and one day at most)",
            plan.expires
        ))
        .advise("make a new one with --dry-run --plan-out"));
    }
    let reason = plan.reason.as_deref();
    crate::context::reason::ensure(ctx, reason)
        .map_err(|failure| failure.advise("make a new plan with --reason"))
}
