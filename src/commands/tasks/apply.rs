//! `tasks apply`: carries out a plan file exactly, and only once.
use std::path::Path;

use crate::audit::{Activity, Event, Phase};
use crate::cli::auth::Purpose;
use crate::cli::command_line::CommandLine;
use crate::cli::tasks::ApplyArgs;
use crate::context::audit_context;
use crate::context::connect::{Connected, connect};
use crate::context::{CommandResult, Ctx, Outcome};
use crate::domain::plan_file::PlanHeader;
use crate::domain::task::account_count_text;
use crate::enforcement::check::plan_drift::CheckedPlan;
use crate::enforcement::check::plan_file::{ApplicablePlan, check_plan};
use crate::enforcement::check::tenant_facts::TenantFacts;
use crate::enforcement::confirm::size_rules::{self, RunSize};
use crate::enforcement::execute::administrators::AdministratorGuard;
use crate::enforcement::execute::audit_events::AuditEvents;
use crate::enforcement::execute::password_file;
use crate::enforcement::execute::planned_task::{ConfirmedPlan, apply_plan};
use crate::enforcement::execute::run::RunInputs;
use crate::enforcement::list::{self, ActionSpec};
use crate::enforcement::plan::read_plan::{LoadedPlan, PlanReading};
use crate::enforcement::report::action_report::SkippedSummary;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::journal::StagingTable;
use crate::reports::users::bulk_plan::{BulkPlan, MAX_ROWS, SkippedLine};

/// Applies a plan.
pub(crate) async fn run(ctx: &mut Ctx<'_>, args: &ApplyArgs) -> CommandResult {
    password_file::ensure_creatable(args.password_file.as_deref(), |other| {
        apply_command(ctx, args, Some(other))
    })?;
    let opening = PlanReading::start(&args.plan);
    let connected = connect(ctx, Purpose::Respond).await?;
    let (plan, text) = ensure_unchanged(ctx, &connected, opening.finish().await)?;
    let trail = audit_events(ctx, &connected, &plan.head);
    let judged = check_plan(ctx, &connected, args, &trail, &plan, text).await;
    let judged = judged
        .inspect_err(|failure| trail.record_refusal(ctx, None, plan.head.accounts, failure))?;
    let ApplicablePlan {
        journal,
        tenancy,
        size,
        approver,
        found: CheckedPlan { rows, skipped, .. },
    } = judged;
    let command = apply_command(ctx, args, args.password_file.as_deref());
    let outline = || bulk_plan(&connected, args, &plan.head, &rows, &skipped, &tenancy);
    if args.dry_run {
        trail.record_dry_run(ctx, rows.len(), None);
        let next = vec![command.to_string()];
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
        ctx.show_plan(&outline()?.confirmation_view());
    }
    let size = RunSize {
        accounts: rows.len(),
        ..size
    };
    let action = plan.head.action;
    let mut target = account_count_text(rows.len());
    if let Some(approver) = &approver {
        target.push_str(&format!(" (plan signed by {})", approver.by.name));
    }
    let question = action.question(&target);
    let asked = size_rules::ConfirmationRequest {
        agreement: &crate::cli::Agreement {
            yes: args.yes,
            ..crate::cli::Agreement::default()
        },
        expect_count: args.expect_count,
        question: &question,
        command: &command,
    };
    let agreed = size_rules::confirm(ctx, rows, size, &asked);
    let accounts = plan.head.accounts;
    let agreed =
        agreed.inspect_err(|failure| trail.record_refusal(ctx, None, accounts, failure))?;
    let decided = ConfirmedPlan {
        agreed,
        approver,
        left_out: SkippedSummary {
            count: skipped.len(),
            lines: skipped.into_iter().take(MAX_ROWS).collect(),
        },
        inputs: RunInputs {
            password_file: None,
            administrators: AdministratorGuard::starting_from(
                &tenancy.rail_facts.administrators,
                tenancy.read_at,
            ),
            ..RunInputs::default()
        },
        tokens: tenancy.tokens,
    };
    let LoadedPlan { head, digest, rows } = plan;
    // A run may be long, so free the rows as soon as they are no longer needed.
    drop(rows);
    apply_plan(ctx, &connected, journal, args, (head, digest), decided).await
}

/// Returns the plan. A plan that was changed is recorded as a refusal, without using its
/// contents.
fn ensure_unchanged<T>(
    ctx: &Ctx<'_>,
    connected: &Connected,
    opened: Result<T, Failure>,
) -> Result<T, Failure> {
    opened.inspect_err(|failure| {
        if failure.exit != Exit::Untrusted {
            return;
        }
        let of_itself = crate::cli::Agreement::default();
        let trail =
            audit_context::AuditContext::for_change(&connected.me, "tasks apply", &of_itself);
        let event = Event {
            detail: Some(format!("{:#}", failure.error)),
            ..trail.event(Activity::OtherAccountChange, Phase::Refused)
        };
        // The refusal applies even if it could not be recorded.
        trail.record_or_warn(ctx, &[event]);
    })
}

/// Returns the view shown before confirmation.
fn bulk_plan(
    connected: &Connected,
    args: &ApplyArgs,
    plan: &PlanHeader,
    rows: &StagingTable,
    skipped: &[SkippedLine],
    tenancy: &TenantFacts,
) -> Result<BulkPlan, Failure> {
    let deed = ActionSpec {
        action: plan.action,
        via: plan.via,
        new_password: plan.new_password,
        password_file: args.password_file.as_deref(),
    };
    let mut outline = list::preview_rows(connected, deed, rows)?;
    outline.warnings.extend(tenancy.warnings());
    outline.skipped_count = skipped.len();
    outline.skipped = skipped.iter().take(MAX_ROWS).cloned().collect();
    Ok(outline)
}

fn audit_events(ctx: &Ctx<'_>, connected: &Connected, plan: &PlanHeader) -> AuditEvents {
    AuditEvents {
        reason: plan.reason.clone(),
        new_password: plan.new_password,
        ..AuditEvents::new(ctx, connected, plan.action, plan.via)
    }
}

/// Returns this command line with the given password file.
fn apply_command(ctx: &Ctx<'_>, args: &ApplyArgs, file: Option<&Path>) -> CommandLine {
    ctx.command("tasks apply")
        .file(&args.plan)
        .file_option("--signature", args.signature.as_deref())
        .file_option("--password-file", file)
}
