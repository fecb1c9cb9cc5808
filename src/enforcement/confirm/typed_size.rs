//! The size rules for accounts that were typed. They hold as for a list: thirty
//! commands of twenty accounts are as large together as a list of six hundred.
use super::size_rules::{Records, Size};
use crate::context::Ctx;
use crate::context::connect::Connected;
use crate::domain::bulk::Limits;
use crate::enforcement::plan::account_plan::Plan;
use crate::enforcement::request::Asked;
use crate::enforcement::resolve::facts;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::graph::calls;
use crate::ids::ObjectId;
use crate::journal::Journal;

/// How large the command is, with what was done in the last 24 hours.
///
/// # Errors
/// Fails where journal or audit log cannot be read.
pub(crate) async fn size(
    ctx: &Ctx<'_>,
    connected: &Connected,
    plan: &Plan,
    limits: Limits,
    journal: Option<&Journal>,
) -> Result<Size, Failure> {
    let ids: Vec<&ObjectId> = plan.accounts.iter().map(|(one, _)| &one.id).collect();
    let users = plan.other_device_users();
    let records = Records {
        journal,
        tenant: &connected.me.tenant,
    };
    let mut size = Size::of_typed(ctx, records, plan.action, &ids, users, limits)?;
    if size.needs_signature() {
        // By the smallest limit of any tenant. How large this one is costs a
        // request, so only now it is asked.
        let replies = connected.graph.batch(&[calls::users::count()]).await;
        let answer = replies.into_iter().next().and_then(Result::ok);
        size.people = answer.and_then(|answer| facts::count(&answer.body));
    }
    Ok(size)
}

/// What is too large for one person, in words.
pub(crate) fn needs(size: Size) -> String {
    format!(
        "{} need a second person's signature (more than {})",
        size.words(),
        size.most()
    )
}

/// Refuses what needs a second person's signature.
///
/// # Errors
/// Exit 12 with the way to one.
pub(crate) fn ensure_within_limits(
    ctx: &Ctx<'_>,
    asked: &Asked<'_>,
    size: Size,
) -> Result<(), Failure> {
    if !size.needs_signature() {
        return Ok(());
    }
    let what = format!("{}: nothing was sent", needs(size));
    if asked.devices {
        // A list takes no devices, so no second person can sign for them.
        let what = Failure::new(Exit::Refused, what);
        return Err(what
            .advise("leave out --devices, and disable the devices in the Entra admin center")
            .advise("or name fewer accounts at a time"));
    }
    Err(Failure::new(Exit::Refused, what)
        .advise(
            "write the accounts into a file, one a line, and ask a second person to sign its plan",
        )
        .run(asked.plan_of_list(ctx, "accounts.txt")))
}
