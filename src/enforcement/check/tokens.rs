//! What decides how long tokens and sessions stay good: read along with
//! everything else, and never worth a wait.
use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};
use serde_json::Value;

use crate::domain::account::Account;
use crate::domain::stays_open::{AccessPolicies, DAYS, LifetimePolicy};
use crate::enforcement::resolve::facts::Reply;
use crate::graph::batch::BATCH_SIZE;
use crate::graph::logs::{SessionPolicy, SignIn, TokenLifetimePolicy};
use crate::graph::{Call, calls};
use crate::ids::{ObjectId, UserRef};

/// Typed accounts whose sign-ins are read: the log allows five requests in ten
/// seconds.
const MAX_ACCOUNTS: usize = 3;

/// The items of a page that holds everything; `None` if it does not, or if they
/// cannot be read.
fn whole_page<T: serde::de::DeserializeOwned>(reply: &Reply) -> Option<Vec<T>> {
    let body = &reply.as_ref().ok()?.body;
    if body
        .get("@odata.nextLink")
        .is_some_and(|link| !link.is_null())
    {
        return None;
    }
    items(body)
}

fn items<T: serde::de::DeserializeOwned>(body: &Value) -> Option<Vec<T>> {
    let items = body.get("value")?.as_array()?.iter();
    items.map(|item| T::deserialize(item).ok()).collect()
}

/// Token lifetime policies, from the answer to their call.
pub(crate) fn lifetimes(reply: &Reply) -> Option<Vec<LifetimePolicy>> {
    let policies: Vec<TokenLifetimePolicy> = whole_page(reply)?;
    let policies = policies.into_iter().map(|policy| {
        LifetimePolicy::new(
            policy.display_name.unwrap_or_default(),
            policy.is_organization_default == Some(true),
            &policy.definition.unwrap_or_default(),
        )
    });
    Some(policies.collect())
}

/// What Conditional Access says of tokens, from the answers of a batch that asks
/// for its policies.
pub(crate) fn access(calls: &[Call], replies: &[Reply]) -> Option<AccessPolicies> {
    let wanted = calls::policies::conditional_access().path;
    let mut both = calls.iter().zip(replies);
    let (_, reply) = both.find(|(call, _)| call.path == wanted)?;
    let policies: Vec<SessionPolicy> = whole_page(reply)?;
    let mut enabled = policies
        .into_iter()
        .filter(|policy| policy.state.as_deref() == Some("enabled"))
        .peekable();
    let any_enabled = enabled.peek().is_some();
    let no_evaluation = enabled.find_map(|policy| {
        let evaluation = policy.session_controls?.continuous_access_evaluation?;
        (evaluation.mode.as_deref() == Some("disabled"))
            .then(|| policy.display_name.unwrap_or_default())
    });
    Some(AccessPolicies {
        any_enabled,
        no_evaluation,
    })
}

/// The calls that say which apps typed accounts used, if they fit into the last
/// of the batches that are sent anyway.
pub(crate) fn sign_in_calls<'a>(
    now: Timestamp,
    users: impl Iterator<Item = &'a UserRef>,
    others: usize,
) -> Vec<Call> {
    let since = now.saturating_sub(SignedDuration::from_hours(24 * DAYS));
    let since = since.unwrap_or(now);
    let calls: Vec<Call> = users
        .map(|user| match user {
            UserRef::Id(id) => calls::audit_logs::sign_ins(id, since),
            UserRef::Name(name) => calls::audit_logs::sign_ins_by_upn(&name.to_lowercase(), since),
        })
        .collect();
    let room = others.next_multiple_of(BATCH_SIZE) - others;
    if calls.len() > room.min(MAX_ACCOUNTS) {
        return Vec::new();
    }
    calls
}

/// Notes which apps an account used, newest first, from a page of its sign-ins.
/// A page without any says that it used none only if the log knows the account
/// by the name that it was asked for.
pub(crate) fn note_apps(
    apps: &mut BTreeMap<ObjectId, Vec<String>>,
    account: &Account,
    typed: &str,
    reply: &Reply,
) {
    let page = reply.as_ref().ok().map(|answer| items(&answer.body));
    let Some(Some(sign_ins)) = page else { return };
    let mut own: Vec<String> = Vec::new();
    for sign_in in sign_ins {
        let SignIn {
            user_id,
            app_display_name,
            status,
        } = sign_in;
        let theirs = user_id.is_some_and(|user| user.eq_ignore_ascii_case(account.id.as_str()));
        let succeeded = status.is_none_or(|status| status.error_code.unwrap_or(0) == 0);
        let name = app_display_name.filter(|name| !name.is_empty());
        if let Some(name) = name.filter(|name| theirs && succeeded && !own.contains(name)) {
            own.push(name);
        }
    }
    let by_id = typed.eq_ignore_ascii_case(account.id.as_str());
    let by_name = typed.to_lowercase() == account.upn.to_lowercase() && !account.guest;
    if by_id || by_name || !own.is_empty() {
        apps.insert(account.id.clone(), own);
    }
}
