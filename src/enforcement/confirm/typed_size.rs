//! Size rules for accounts named on the command line. They are the same as for lists:
//! thirty commands for twenty accounts each count like a list of six hundred.
use super::size_rules::{RecentRecords, RunSize};
use crate::context::Ctx;
use crate::context::connect::Connected;
use crate::domain::bulk::Limits;
use crate::enforcement::plan::account_plan::AccountPlan;
use crate::enforcement::request::ActionRequest;
use crate::enforcement::resolve::facts;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::graph::calls;
use crate::ids::ObjectId;
use crate::journal::Journal;

/// Computes the size of the command, including the last 24 hours.
///
/// # Errors
/// Fails if journal or audit log cannot be read.
pub(crate) async fn typed_run_size(
    ctx: &Ctx<'_>,
    connected: &Connected,
    plan: &AccountPlan,
    limits: Limits,
    journal: Option<&Journal>,
) -> Result<RunSize, Failure> {
    let ids: Vec<&ObjectId> = plan.accounts.iter().map(|(one, _)| &one.id).collect();
    let users = plan.other_device_users();
    let records = RecentRecords {
        journal,
        tenant: &connected.me.tenant,
    };
    let mut size = RunSize::of_typed(ctx, records, plan.action, &ids, users, limits)?;
    if size.needs_signature() {
        // The limit was that of the smallest tenant. Reading the tenant's size costs a
        // request, so only now.
        let replies = connected.graph.batch(&[calls::users::count()]).await;
        let answer = replies.into_iter().next().and_then(Result::ok);
        size.user_count = answer.and_then(|answer| facts::parse_count(&answer.body));
    }
    Ok(size)
}

/// Returns why a second signature is needed.
pub(crate) fn signature_needed_text(size: RunSize) -> String {
    format!(
        "{} need a second person's signature (more than {})",
        size.description(),
        size.max_without_signature()
    )
}

/// Refuses a command that needs a second signature.
///
/// # Errors
/// Exit code 12 with the command that writes a plan to sign.
pub(crate) fn ensure_within_limits(
    ctx: &Ctx<'_>,
    request: &ActionRequest<'_>,
    size: RunSize,
) -> Result<(), Failure> {
    if !size.needs_signature() {
        return Ok(());
    }
    let what = format!("{}: nothing was sent", signature_needed_text(size));
    if request.devices {
        // Lists do not support devices, so there is no plan to sign.
        let what = Failure::new(Exit::Refused, what);
        return Err(what
            .advise("leave out --devices, and disable the devices in the Entra admin center")
            .advise("or name fewer accounts at a time"));
    }
    Err(Failure::new(Exit::Refused, what)
        .advise(
            "write the accounts into a file, one a line, and ask a second person to sign its plan",
        )
        .run(request.list_plan_command(ctx, "accounts.txt")))
}
