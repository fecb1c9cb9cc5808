//! Applies a confirmed plan file as a task.
use super::password_file::PasswordFile;
use super::run::{self, RunInputs};
use crate::cli::tasks::ApplyArgs;
use crate::context::connect::Connected;
use crate::context::{CommandResult, Ctx};
use crate::domain::bulk::BulkRow;
use crate::domain::confirmation::Confirmed;
use crate::domain::plan_file::PlanHeader;
use crate::domain::residual_access::TokenFacts;
use crate::enforcement::confirm::stored_approval::VerifiedApproval;
use crate::enforcement::plan::steps::account_steps;
use crate::enforcement::report::action_report::{self, ReportInputs, SkippedSummary};
use crate::journal::{Journal, NewTask, StagingTable};

/// A confirmed plan, with the inputs of its run.
pub(crate) struct ConfirmedPlan {
    pub(crate) agreed: Confirmed<StagingTable>,
    pub(crate) approver: Option<VerifiedApproval>,
    pub(crate) left_out: SkippedSummary,
    pub(crate) inputs: RunInputs,
    pub(crate) tokens: TokenFacts,
}

/// Creates the task of a plan and executes it.
///
/// # Errors
/// Fails if nothing could be recorded: nothing was sent.
pub(crate) async fn apply_plan(
    ctx: &mut Ctx<'_>,
    connected: &Connected,
    mut journal: Journal,
    args: &ApplyArgs,
    (plan, digest): (PlanHeader, String),
    decided: ConfirmedPlan,
) -> CommandResult {
    let ConfirmedPlan {
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
        approved.store(ctx, connected, &digest)?;
    }
    let passwords = args.password_file.as_deref().map(PasswordFile::create);
    inputs.password_file = passwords.transpose()?;
    let app_only = me.app_only;
    let rows = agreed.into_plan();
    let steps = |row: &BulkRow| {
        let account = row.to_account();
        account_steps(plan.action, plan.new_password, app_only, account.as_ref())
    };
    let begun = journal.start_staged_task(&task, &rows, steps, ctx.clock.now())?;
    drop(rows);
    let finished = run::execute(ctx, connected, journal, begun, inputs).await?;
    let inputs = ReportInputs::for_rows(&tokens, left_out);
    action_report::report(ctx, connected, finished, inputs)
}
