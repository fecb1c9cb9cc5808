//! The accounts that a task disabled, as they are now: which of them undoing it may
//! re-enable.
use std::collections::BTreeSet;

use crate::context::Ctx;
use crate::context::connect::Connected;
use crate::domain::account::Account;
use crate::domain::guard_rails::Why;
use crate::domain::undo::{Changed, Doubt, Verdict};
use crate::enforcement::check::changes::{Blocked, Changes};
use crate::enforcement::check::tenant_facts::Tenancy;
use crate::enforcement::resolve::facts;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::graph::calls;
use crate::graph::wire::User;
use crate::ids::ObjectId;
use crate::journal::{Journal, TYPED, Task};
use crate::reports::users::bulk_plan::SkippedLine;

/// Accounts that are read before the next ones are.
const AT_A_TIME: usize = 240;

/// What is re-enabled, what only if the user says so, and what is left.
#[derive(Debug, Default)]
pub(crate) struct Found {
    pub(crate) accounts: Vec<Account>,
    pub(crate) doubtful: Vec<(Account, Doubt)>,
    pub(crate) skipped: Vec<SkippedLine>,
    /// Accounts that may sign in already.
    pub(crate) enabled: BTreeSet<ObjectId>,
    /// What the run asks about before it acts, for a dry run.
    pub(crate) questions: Vec<String>,
}

/// How to re-enable an account that undo leaves.
pub(crate) fn knowingly(ctx: &Ctx<'_>, id: &str) -> String {
    format!("to re-enable it: {}", ctx.command("users enable").arg(id))
}

/// Why an account is left that someone changed since.
fn left(ctx: &Ctx<'_>, id: &str, changed: &Changed) -> String {
    format!("{changed}; {}", knowingly(ctx, id))
}

/// Which accounts undoing a task may re-enable, and which not.
///
/// # Errors
/// Where the journal or too many answers are missing.
pub(crate) async fn still_blocked(
    ctx: &Ctx<'_>,
    connected: &Connected,
    journal: &Journal,
    task: &Task,
    tenancy: &Tenancy,
    own: &[Blocked],
) -> Result<Found, Failure> {
    let mut found = Found::default();
    let changes = Changes::read(ctx, connected, task, own).await;
    for chunk in own.chunks(AT_A_TIME) {
        let reads = chunk
            .iter()
            .map(|blocked| calls::users::by_id(&blocked.step.account_id));
        let replies = connected.graph.read_many(reads.collect()).await;
        if replies.len() != chunk.len() {
            return Err(Failure::new(Exit::Fault, "a batch gave too few answers"));
        }
        for (blocked, reply) in chunk.iter().zip(replies) {
            let step = &blocked.step;
            let mut doubt = None;
            let user = reply.and_then(|answer| answer.read::<User>());
            let why = match &user {
                Err(error) if error.is_not_found() => Some("it is gone".to_owned()),
                Err(_) => Some("it could not be read".to_owned()),
                Ok(user) if user.id != step.account_id => Some("it could not be read".to_owned()),
                Ok(user) if user.account_enabled != Some(false) => {
                    found.enabled.insert(user.id.clone());
                    Some("it may sign in already".to_owned())
                }
                Ok(user) => {
                    let forbidden = match tenancy.forbids(&connected.me.object_id, user) {
                        Some(Why::Yourself) => Some("it is you"),
                        Some(_) => Some("it is protected"),
                        None if step.prior.get(TYPED) == Some(&true.into()) => None,
                        None if user.is_management_restricted == Some(true) => {
                            Some("it is in a restricted management administrative unit by now")
                        }
                        None => tenancy.holds_a_role(&user.id),
                    };
                    match (forbidden, changes.verdict(journal, task, blocked, user)?) {
                        (Some(why), _) => Some(why.to_owned()),
                        (None, Verdict::Changed(how)) => Some(left(ctx, user.id.as_str(), &how)),
                        (None, Verdict::Doubt(found)) => {
                            doubt = Some(found);
                            None
                        }
                        (None, Verdict::Reenable) => None,
                    }
                }
            };
            match (why, user) {
                (None, Ok(user)) => {
                    let domains = tenancy.domains.as_deref();
                    let account = facts::account(user, Some(Vec::new()), Some(&[]), domains);
                    match doubt {
                        Some(doubt) => found.doubtful.push((account, doubt)),
                        None => found.accounts.push(account),
                    }
                }
                (why, _) => found.skipped.push(SkippedLine {
                    line: found.skipped.len() + 1,
                    record: None,
                    user: step.account_name.clone(),
                    id: Some(step.account_id.clone()),
                    content: None,
                    why: why.unwrap_or_else(|| "it could not be read".to_owned()),
                }),
            }
        }
    }
    Ok(found)
}
