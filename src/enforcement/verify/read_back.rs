//! Reads accounts whose step has no definite answer: is it visible?
use serde_json::Value;

use crate::domain::step_life::StepState;
use crate::domain::task::StepKind;
use crate::enforcement::execute::executor::Executor;
use crate::enforcement::execute::stage::Stage;
use crate::enforcement::execute::step_run::is_beyond;
use crate::enforcement::execute::stop::StopReason;
use crate::graph::Client;
use crate::graph::calls;
use crate::graph::wire::User;
use crate::journal::OpenStep;

/// Steps that are read at a time.
pub(crate) const AT_A_TIME: usize = 400;

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
    /// Whether it does.
    pub(crate) fn is_yes(self) -> bool {
        self == Self::Yes
    }

    /// Whether a step of this kind is seen to be done. A password that is to be
    /// `written_down` is only known after a definite answer, and of a guest's
    /// sessions only those here are seen: neither counts as seen.
    pub(crate) fn counts(self, step: &OpenStep, written_down: bool) -> Option<bool> {
        match self {
            Self::Yes if written_down && step.kind == StepKind::Reset => Some(false),
            Self::Yes if is_beyond(step.way, step.kind) => Some(false),
            Self::Yes => Some(true),
            Self::No | Self::Gone => Some(false),
            Self::Unread => None,
        }
    }
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

impl Executor {
    /// Reads the accounts of unclear steps. What is seen is done; what is not goes
    /// again where it may, or waits for its stage to close.
    pub(crate) async fn read_unclear(&mut self, stage: &mut Stage) {
        let mut unclear = std::mem::take(&mut stage.unclear);
        while !unclear.is_empty() {
            let rest = unclear.split_off(unclear.len().min(AT_A_TIME));
            let runs = std::mem::replace(&mut unclear, rest);
            let steps: Vec<_> = runs.iter().map(|run| &run.step).collect();
            let shown = read(&self.graph, &steps, self.new_password).await;
            let now = self.clock.now();
            for (mut run, shown) in runs.into_iter().zip(shown) {
                let seen = run.read(shown, self.passwords.is_some(), now);
                match run.life.state() {
                    StepState::Unclear if run.life.can_go() && self.stop.is_none() => {
                        stage.put(run);
                    }
                    _ => self.finish(stage, run, seen),
                }
            }
        }
        if self.stop.is_none() {
            self.stop = self.breaker.tripped().map(StopReason::Breaker);
        }
    }
}
