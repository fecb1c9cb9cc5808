//! A confirmed plan file becomes a task, which is carried out.
use super::password_file::PasswordFile;
use super::run::{self, RunInputs};
use crate::cli::tasks::ApplyArgs;
use crate::context::connect::Connected;
use crate::context::{CommandResult, Ctx};
use crate::domain::bulk::Row;
use crate::domain::plan::Confirmed;
use crate::domain::plan_file::PlanHead;
use crate::domain::stays_open::Tokens;
use crate::enforcement::confirm::kept_approval::Approved;
use crate::enforcement::plan::steps::steps;
use crate::enforcement::report::action_report::{self, LeftOut, ReportInputs};
use crate::journal::{Journal, NewTask, StagingTable};

/// What was decided before anything is sent.
pub(crate) struct Decided {
    pub(crate) agreed: Confirmed<StagingTable>,
    pub(crate) approver: Option<Approved>,
    pub(crate) left_out: LeftOut,
    pub(crate) inputs: RunInputs,
    pub(crate) tokens: Tokens,
}

/// Begins the task of a plan and carries it out.
///
/// # Errors
/// Where nothing could be recorded: nothing was sent.
pub(crate) async fn apply_plan(
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
    let begun = journal.start_staged_task(&task, &rows, steps, ctx.clock.now())?;
    drop(rows);
    let finished = run::execute(ctx, connected, journal, begun, inputs).await?;
    let inputs = ReportInputs::of_rows(&tokens, left_out);
    action_report::report(ctx, connected, finished, inputs)
}
