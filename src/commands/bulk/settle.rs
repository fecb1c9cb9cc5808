//! Reads accounts whose step has no definite answer: is it visible?
use serde_json::Value;

use super::engine::{Engine, Halt, Stage};
use super::item::Item;
use crate::commands::failures::exit_of;
use crate::domain::task::{StepKind, Way};
use crate::exit::Exit;
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

impl Shown {
    /// Whether a step of this kind is seen to be done. A password that is to be
    /// `written_down` is only known after a definite answer: one that was set
    /// without it is neither done nor proof that nothing happened. Of a guest's
    /// sessions only those here are seen, and not those at home.
    pub(super) fn of(self, step: &OpenStep, written_down: bool) -> Option<bool> {
        match self {
            Self::Yes if written_down && step.kind == StepKind::Reset => None,
            Self::Yes if is_beyond(step.way, step.kind) => None,
            Self::Yes => Some(true),
            Self::No | Self::Gone => Some(false),
            Self::Unread => None,
        }
    }
}

/// Whether the effect of a step lies where nobody here can look: a guest's
/// sessions are its own tenant's.
pub(crate) fn is_beyond(way: Way, kind: StepKind) -> bool {
    way == Way::Guest && kind == StepKind::Revoke
}

/// Reads the accounts of `steps`; the result at each place belongs to the step
/// at that place.
pub(crate) async fn read(client: &Client, steps: &[&OpenStep], new_password: bool) -> Vec<Shown> {
    let found = read_why(client, steps, new_password).await;
    found.into_iter().map(|(shown, _)| shown).collect()
}

/// The same, and for each that could not be read the exit code of the reason.
pub(crate) async fn read_why(
    client: &Client,
    steps: &[&OpenStep],
    new_password: bool,
) -> Vec<(Shown, Option<Exit>)> {
    let calls = steps
        .iter()
        .map(|step| calls::users::state(&step.account_id))
        .collect();
    let replies = client.read_many(calls).await;
    if replies.len() != steps.len() {
        return vec![(Shown::Unread, Some(Exit::Fault)); steps.len()];
    }
    steps
        .iter()
        .zip(replies)
        .map(|(step, reply)| match reply {
            Err(error) if error.is_not_found() => (Shown::Gone, None),
            reply => match reply.and_then(|answer| answer.read::<User>()) {
                Ok(user) if user.id == step.account_id => {
                    (shown(step.kind, new_password, &step.prior, &user), None)
                }
                Ok(_) => (Shown::Unread, Some(Exit::Untrusted)),
                Err(error) => (Shown::Unread, Some(exit_of(&error))),
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

impl Engine {
    /// Reads what no answer told.
    pub(super) async fn settle(&mut self, stage: &mut Stage) {
        let unclear = std::mem::take(&mut stage.unclear);
        self.settle_these(stage, unclear).await;
    }

    /// Reads what an earlier run may have done and this one was refused, before
    /// more is sent: refusals that nobody counts would stop no run.
    pub(super) async fn settle_refused(&mut self, stage: &mut Stage) {
        let unclear = std::mem::take(&mut stage.unclear);
        let (refused, rest) = unclear.into_iter().partition(Item::is_refused_anew);
        stage.unclear = rest;
        self.settle_these(stage, refused).await;
    }

    async fn settle_these(&mut self, stage: &mut Stage, unclear: Vec<Item>) {
        if unclear.is_empty() {
            return;
        }
        let steps: Vec<_> = unclear.iter().map(|item| &item.step).collect();
        let shown = read(&self.graph, &steps, self.new_password).await;
        let now = self.clock.now();
        for (mut item, shown) in unclear.into_iter().zip(shown) {
            let written_down = self.passwords.is_some();
            let result = item.after_reading(shown.of(&item.step, written_down), now);
            self.finish(stage, item, result);
        }
        if self.halt.is_none() {
            self.halt = self.breaker.tripped().map(Halt::Broken);
        }
    }
}
