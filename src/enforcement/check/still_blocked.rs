//! Checks which of the accounts that a task disabled may be re-enabled by undo.
use std::collections::BTreeSet;

use crate::context::Ctx;
use crate::context::connect::Connected;
use crate::domain::account::Account;
use crate::domain::guard_rails::GuardRailReason;
use crate::domain::undo::{ChangeEvidence, Doubt, ReenableVerdict};
use crate::enforcement::check::changes::{BlockedObject, Changes};
use crate::enforcement::check::tenant_facts::TenantFacts;
use crate::enforcement::resolve::facts;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::graph::calls;
use crate::graph::wire::User;
use crate::ids::ObjectId;
use crate::journal::{Journal, TYPED, Task};
use crate::reports::users::bulk_plan::SkippedLine;

/// Number of accounts that are read at a time.
const AT_A_TIME: usize = 240;

/// Accounts of a task by whether undo may re-enable them.
#[derive(Debug, Default)]
pub(crate) struct UndoCandidates {
    pub(crate) accounts: Vec<Account>,
    pub(crate) doubtful: Vec<(Account, Doubt)>,
    pub(crate) skipped: Vec<SkippedLine>,
    /// Accounts whose sign-in is not blocked.
    pub(crate) enabled: BTreeSet<ObjectId>,
    /// Questions that the run would ask, for a dry run.
    pub(crate) questions: Vec<String>,
}

/// Returns the hint how to re-enable an account that undo skips.
pub(crate) fn enable_hint(ctx: &Ctx<'_>, id: &str) -> String {
    format!("to re-enable it: {}", ctx.command("users enable").arg(id))
}

/// Returns why an account that someone changed is skipped.
fn changed_since_reason(ctx: &Ctx<'_>, id: &str, changed: &ChangeEvidence) -> String {
    format!("{changed}; {}", enable_hint(ctx, id))
}

/// Checks which accounts undoing a task may re-enable.
///
/// # Errors
/// Fails if the journal cannot be read or answers are missing.
pub(crate) async fn check_blocked_accounts(
    ctx: &Ctx<'_>,
    connected: &Connected,
    journal: &Journal,
    task: &Task,
    tenancy: &TenantFacts,
    own: &[BlockedObject],
) -> Result<UndoCandidates, Failure> {
    let mut found = UndoCandidates::default();
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
                    let forbidden = match tenancy.refusal_reason(&connected.me.object_id, user) {
                        Some(GuardRailReason::Yourself) => Some("it is you"),
                        Some(_) => Some("it is protected"),
                        None if step.prior.get(TYPED) == Some(&true.into()) => None,
                        None if user.is_management_restricted == Some(true) => {
                            Some("it is in a restricted management administrative unit by now")
                        }
                        None => tenancy.privilege_reason(&user.id),
                    };
                    match (
                        forbidden,
                        changes.account_verdict(journal, task, blocked, user)?,
                    ) {
                        (Some(why), _) => Some(why.to_owned()),
                        (None, ReenableVerdict::Changed(how)) => {
                            Some(changed_since_reason(ctx, user.id.as_str(), &how))
                        }
                        (None, ReenableVerdict::Doubt(found)) => {
                            doubt = Some(found);
                            None
                        }
                        (None, ReenableVerdict::Reenable) => None,
                    }
                }
            };
            match (why, user) {
                (None, Ok(user)) => {
                    let domains = tenancy.domains.as_deref();
                    let account =
                        facts::account_from_user(user, Some(Vec::new()), Some(&[]), domains);
                    match doubt {
                        Some(doubt) => found.doubtful.push((account, doubt)),
                        None => found.accounts.push(account),
                    }
                }
                (why, _) => found.skipped.push(SkippedLine::for_account(
                    found.skipped.len() + 1,
                    step.account_name.clone(),
                    Some(step.account_id.clone()),
                    why.unwrap_or_else(|| "it could not be read".to_owned()),
                )),
            }
        }
    }
    Ok(found)
}
