//! Reads accounts whose step has no definite answer: is it visible?
use serde_json::Value;

use crate::domain::task::StepKind;
use crate::graph::Client;
use crate::graph::calls;
use crate::graph::wire::User;
use crate::journal::OpenStep;

/// Whether the account shows what the step wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shown {
    /// It does.
    Yes,
    /// It does not, which may be a late read.
    No,
    /// It could not be read.
    Unread,
    /// There is no such account any more.
    Gone,
}

/// Reads the accounts of `steps`; the result at each place belongs to the step
/// at that place.
pub(crate) async fn read(client: &Client, steps: &[&OpenStep], new_password: bool) -> Vec<Shown> {
    let calls = steps
        .iter()
        .map(|step| calls::users::state(&step.account_id))
        .collect();
    let replies = client.read_many(calls).await;
    if replies.len() != steps.len() {
        return vec![Shown::Unread; steps.len()];
    }
    steps
        .iter()
        .zip(replies)
        .map(|(step, reply)| match reply {
            Err(error) if error.is_not_found() => Shown::Gone,
            reply => match reply.and_then(|answer| answer.read::<User>()) {
                Ok(user) if user.id == step.account_id => {
                    shown(step.kind, new_password, &step.prior, &user)
                }
                Ok(_) | Err(_) => Shown::Unread,
            },
        })
        .collect()
}

/// Whether `now` shows what a step wanted; `prior` was read before it.
pub(crate) fn shown(kind: StepKind, new_password: bool, prior: &Value, now: &User) -> Shown {
    let before = |name: &str| {
        prior
            .get(name)
            .and_then(Value::as_str)
            .and_then(|text| text.parse::<jiff::Timestamp>().ok())
    };
    let seen = match kind {
        StepKind::Disable => now.account_enabled == Some(false),
        StepKind::Enable => now.account_enabled == Some(true),
        StepKind::Reset if new_password => {
            now.last_password_change_date_time > before("lastPasswordChangeDateTime")
        }
        StepKind::Reset => now
            .password_profile
            .as_ref()
            .is_some_and(|profile| profile.force_change_password_next_sign_in == Some(true)),
        StepKind::Revoke => {
            now.sign_in_sessions_valid_from_date_time > before("signInSessionsValidFromDateTime")
        }
    };
    if seen { Shown::Yes } else { Shown::No }
}
