//! Checks a plan file against journal, signature and the tenant's current state.
use crate::cli::tasks::ApplyArgs;
use crate::context::Ctx;
use crate::context::connect::Connected;
use crate::context::failures::guard_rail_refusal;
use crate::domain::plan_file::PlanHeader;
use crate::domain::task::Action;
use crate::enforcement::check::plan_drift::{CheckedPlan, check_plan_rows};
use crate::enforcement::check::tenant_facts::{self, TenantFacts};
use crate::enforcement::confirm::approval::PlanSignature;
use crate::enforcement::confirm::approver::ExcludedApprovers;
use crate::enforcement::confirm::recent_accounts::{self, CurrentTime};
use crate::enforcement::confirm::size_rules::{RecentRecords, RunSize};
use crate::enforcement::confirm::stored_approval::VerifiedApproval;
use crate::enforcement::execute::audit_events::AuditEvents;
use crate::enforcement::execute::progress::ReadProgress;
use crate::enforcement::plan::read_plan::LoadedPlan;
use crate::enforcement::resolve::rows::RowRules;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::files::Opened;
use crate::journal::Journal;
use crate::signature::Text;

/// A plan that may be applied, with everything the checks have read.
pub(crate) struct ApplicablePlan {
    pub(crate) journal: Journal,
    pub(crate) tenancy: TenantFacts,
    pub(crate) size: RunSize,
    pub(crate) approver: Option<VerifiedApproval>,
    pub(crate) found: CheckedPlan,
}

/// Checks whether the plan may be applied, and to which accounts.
///
/// # Errors
/// Fails if it must not be applied; nothing was sent.
pub(crate) async fn check_plan(
    ctx: &Ctx<'_>,
    connected: &Connected,
    args: &ApplyArgs,
    audit_events: &AuditEvents,
    plan: &LoadedPlan,
    text: Text<Opened>,
) -> Result<ApplicablePlan, Failure> {
    ensure_applicable(ctx, connected, &plan.head)?;
    let guard_rails = ctx.guard_rails()?;
    let journal = Journal::open(ctx.dirs, &connected.me.tenant)?;
    let tenant = &connected.me.tenant;
    // A new journal knows less than the audit log.
    let before = match journal.task_of_plan(&plan.digest)? {
        None => {
            recent_accounts::task_that_applied(ctx.dirs, tenant, &plan.digest, plan.head.created)?
        }
        task => task,
    };
    if let Some(task) = before {
        return Err(guard_rail_refusal("the plan was applied already")
            .run(ctx.command("tasks show").arg(task)));
    }
    let sets_passwords = plan.head.new_password && plan.head.action == Action::ResetPassword;
    if sets_passwords && args.password_file.is_none() {
        return Err(Failure::new(
            Exit::Usage,
            "the plan writes new passwords down: say where, with --password-file FILE",
        ));
    }
    let tenancy = tenant_facts::read_tenant_facts(ctx, connected, &guard_rails).await?;
    // Now the service's time is known.
    ensure_applicable(ctx, connected, &plan.head)?;
    let records = RecentRecords {
        journal: Some(&journal),
        tenant,
    };
    let size = RunSize::of_rows(ctx, records, plan.head.action, &plan.rows, &tenancy)?;
    let allowed = guard_rails.allowed_signers();
    let needed = size.needs_signature();
    let named = args.signature.as_deref();
    let signature = if needed {
        Some(PlanSignature::find_required(
            &args.plan,
            named,
            allowed,
            size.description(),
        )?)
    } else {
        let offered = PlanSignature::find_optional(&args.plan, named, allowed);
        ignore_optional_signature_error(ctx, args, offered)?.flatten()
    };
    let rules = RowRules {
        action: plan.head.action,
        new_password: plan.head.new_password,
        tenancy: &tenancy,
        connected,
    };
    let approver = async {
        let Some(signature) = signature else {
            return Ok(None);
        };
        let barred = ExcludedApprovers {
            author: &plan.head.author_id,
            owners: &tenancy.rail_facts.owners,
        };
        let approved = VerifiedApproval::verify(connected, signature, text, barred).await;
        if needed {
            approved.map(Some)
        } else {
            ignore_optional_signature_error(ctx, args, approved)
        }
    };
    // Verification runs in another program, so the directory is read meanwhile. Its
    // failure is reported even if the directory could not be read.
    let found = async { Ok(check_plan_rows(rules, audit_events, &plan.rows).await) };
    let reading = ReadProgress::new(
        ctx.io.status_writer(),
        ctx.io.terminal.redraws,
        ctx.clock.monotonic(),
    );
    let (approver, found) = tokio::try_join!(approver, found)?;
    drop(reading);
    let mut found = found?;
    if let Some(undone) = plan.head.undoes {
        let since = (undone, plan.head.created);
        found
            .skip_changed_accounts(ctx, connected, &journal, since)
            .await?;
    }
    if let Err(error) = audit_events.record(&found.refusals, ctx.clock.now()) {
        if !found.rows.is_empty() {
            return Err(error);
        }
        ctx.io.warn(&format!("warning: {:#}", error.error));
    }
    if found.rows.is_empty() {
        return Err(found.no_account_left_failure());
    }
    Ok(ApplicablePlan {
        journal,
        tenancy,
        size,
        approver,
        found,
    })
}

/// Handles the result for a signature that the plan does not need. An error counts only
/// if the signature was named on the command line; otherwise it becomes a warning.
fn ignore_optional_signature_error<T>(
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

fn ensure_applicable(
    ctx: &Ctx<'_>,
    connected: &Connected,
    plan: &PlanHeader,
) -> Result<(), Failure> {
    if plan.tenant != connected.me.tenant {
        return Err(guard_rail_refusal(format!(
            "the plan is for tenant {}, you are signed in to {}",
            plan.tenant, connected.me.tenant
        )));
    }
    let now = CurrentTime::read(ctx.dirs, ctx.clock.now()).later();
    if now < plan.created {
        let made = plan.created;
        return Err(guard_rail_refusal(format!(
            "the plan was made at {made}, which is later than it is here ({now})"
        ))
        .advise("set the clock of this machine, or of the one that made the plan"));
    }
    if !plan.is_valid_at(now) {
        return Err(guard_rail_refusal(format!(
            "the plan has expired (it holds until {}, and one day at most)",
            plan.expires
        ))
        .advise("make a new one with --dry-run --plan-out"));
    }
    let reason = plan.reason.as_deref();
    crate::context::reason::ensure_reason(ctx, reason)
        .map_err(|failure| failure.advise("make a new plan with --reason"))
}
