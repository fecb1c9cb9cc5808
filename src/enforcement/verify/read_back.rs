//! Reads the accounts of steps without a definite answer to see their effect.
use jiff::Timestamp;
use serde_json::Value;

use crate::context::failures::exit_of;
use crate::domain::device::StepDevice;
use crate::domain::step_life::StepState;
use crate::domain::task::{StepKind, StepMethod};
use crate::enforcement::execute::executor::Executor;
use crate::enforcement::execute::stage::Stage;
use crate::enforcement::execute::step_run::is_unverifiable_here;
use crate::enforcement::execute::stop::StopReason;
use crate::exit::Exit;
use crate::graph::devices::Device;
use crate::graph::wire::User;
use crate::graph::{Answer, Call, Client, GraphError, calls};
use crate::ids::ObjectId;
use crate::journal::OpenStep;

/// Number of steps that are read at a time.
pub(crate) const AT_A_TIME: usize = 400;

/// The current state of a step's target.
#[derive(Debug)]
pub(crate) enum ReadState {
    /// The account.
    User(Box<User>),
    /// A device of the account.
    Device(Device),
}

impl ReadState {
    /// Returns the call that reads the target of a step.
    pub(crate) fn read_call(device: Option<&StepDevice>, account: &ObjectId) -> Call {
        match device {
            Some(device) => calls::devices::state(&device.id),
            None => calls::users::state(account),
        }
    }

    /// Parses the state in an answer.
    ///
    /// # Errors
    /// Fails if it is of another kind.
    pub(crate) fn parse(answer: &Answer, is_device: bool) -> Result<Self, GraphError> {
        if is_device {
            answer.read::<Device>().map(Self::Device)
        } else {
            answer.read::<User>().map(|user| Self::User(Box::new(user)))
        }
    }

    /// Returns the object id of the target.
    pub(crate) fn id(&self) -> &ObjectId {
        match self {
            Self::User(user) => &user.id,
            Self::Device(device) => &device.id,
        }
    }
}

/// Whether a read shows the effect of a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ReadEffect {
    /// Visible; with its time, if the account has one.
    Visible(Option<Timestamp>),
    /// Effect that is not visible, which may be replication lag.
    NotVisible,
    /// The target could not be read.
    Unread,
    /// The account or device does not exist anymore.
    Deleted,
}

impl ReadEffect {
    /// Whether the effect is visible.
    pub(crate) fn is_visible(self) -> bool {
        matches!(self, Self::Visible(_))
    }

    /// Returns whether the read proves that an unclear step is done. A visible effect
    /// proves nothing if something else may have caused it.
    pub(crate) fn proves_done(self, step: UnclearStep) -> Option<bool> {
        match self {
            Self::Visible(_) if step.is_written_down && step.kind == StepKind::Reset => Some(false),
            Self::Visible(_) if is_unverifiable_here(step.way, step.kind) => Some(false),
            Self::Visible(None) => Some(true),
            Self::Visible(Some(at)) => Some(step.may_have_changed_at(at)),
            Self::NotVisible | Self::Deleted => Some(false),
            Self::Unread => None,
        }
    }
}

/// Facts that decide whether a read proves an unclear step.
#[derive(Debug, Clone, Copy)]
pub(crate) struct UnclearStep {
    pub kind: StepKind,
    /// Method of the step: reads show only the sessions of a guest in this tenant.
    pub way: StepMethod,
    /// Whether its password is written to a file, which requires a definite answer.
    pub is_written_down: bool,
    /// Whether a reset in the same task came before: it revokes sessions as well.
    pub follows_reset: bool,
    /// Time of the first attempt that may have been applied, by the service's clock.
    pub sent: Option<Timestamp>,
}

impl UnclearStep {
    /// Whether the step may have caused a change at this time. An earlier change is
    /// someone else's, such as an attacker's own password change. Timestamps of
    /// accounts have whole seconds.
    fn may_have_changed_at(self, at: Timestamp) -> bool {
        let ambiguous = self.follows_reset && self.kind == StepKind::Revoke;
        match self.sent {
            Some(sent) if ambiguous => at.as_second() > sent.as_second(),
            Some(sent) => at.as_second() >= sent.as_second(),
            None => !ambiguous,
        }
    }
}

/// Reads the accounts of `steps` and returns the effects in the same order.
pub(crate) async fn read_effects(
    client: &Client,
    steps: &[&OpenStep],
    new_password: bool,
) -> Vec<ReadEffect> {
    let found = read_effects_with_reasons(client, steps, new_password).await;
    found.into_iter().map(|(shown, _)| shown).collect()
}

/// Reads the accounts of `steps`, and returns for each failed read the exit code of the
/// reason.
pub(crate) async fn read_effects_with_reasons(
    client: &Client,
    steps: &[&OpenStep],
    new_password: bool,
) -> Vec<(ReadEffect, Option<Exit>)> {
    let calls = steps
        .iter()
        .map(|step| ReadState::read_call(step.device.as_ref(), &step.account_id))
        .collect();
    let replies = client.read_many(calls).await;
    if replies.len() != steps.len() {
        return vec![(ReadEffect::Unread, Some(Exit::Fault)); steps.len()];
    }
    steps
        .iter()
        .zip(replies)
        .map(|(step, reply)| match reply {
            Err(error) if error.is_not_found() => (ReadEffect::Deleted, None),
            reply => {
                match reply.and_then(|answer| ReadState::parse(&answer, step.device.is_some())) {
                    Ok(state) if state.id() == step.object_id() => (
                        visible_effect(step.kind, new_password, &step.prior, &state),
                        None,
                    ),
                    Ok(_) => (ReadEffect::Unread, Some(Exit::Untrusted)),
                    Err(error) => (ReadEffect::Unread, Some(exit_of(&error))),
                }
            }
        })
        .collect()
}

/// Returns whether `now` shows the effect of a step; `prior` is the state before it.
pub(crate) fn visible_effect(
    kind: StepKind,
    new_password: bool,
    prior: &Value,
    now: &ReadState,
) -> ReadEffect {
    let is = |seen: bool| {
        if seen {
            ReadEffect::Visible(None)
        } else {
            ReadEffect::NotVisible
        }
    };
    let now = match (kind, now) {
        (StepKind::DisableDevice, ReadState::Device(now)) => {
            return is(now.account_enabled == Some(false));
        }
        (StepKind::EnableDevice, ReadState::Device(now)) => {
            return is(now.account_enabled == Some(true));
        }
        (_, ReadState::User(now)) => now,
        (_, ReadState::Device(_)) => return ReadEffect::Unread,
    };
    let before = |name: &str| {
        prior
            .get(name)
            .and_then(Value::as_str)
            .and_then(|text| text.parse::<jiff::Timestamp>().ok())
    };
    let later = |now: Option<Timestamp>, name: &str| {
        if now > before(name) {
            ReadEffect::Visible(now)
        } else {
            ReadEffect::NotVisible
        }
    };
    match kind {
        StepKind::DisableDevice | StepKind::EnableDevice => ReadEffect::Unread,
        StepKind::Disable => is(now.account_enabled == Some(false)),
        StepKind::Enable => is(now.account_enabled == Some(true)),
        StepKind::Reset if new_password => later(
            now.last_password_change_date_time,
            "lastPasswordChangeDateTime",
        ),
        StepKind::Reset => is(now
            .password_profile
            .as_ref()
            .is_some_and(|profile| profile.force_change_password_next_sign_in == Some(true))),
        StepKind::Revoke => later(
            now.sign_in_sessions_valid_from_date_time,
            "signInSessionsValidFromDateTime",
        ),
    }
}

impl Executor {
    /// Reads the accounts of unclear steps. Visible ones are done; the others are sent
    /// again if possible, or wait for the end of the stage.
    pub(crate) async fn read_unclear(&mut self, stage: &mut Stage) {
        let mut unclear = std::mem::take(&mut stage.unclear);
        while !unclear.is_empty() {
            let rest = unclear.split_off(unclear.len().min(AT_A_TIME));
            let runs = std::mem::replace(&mut unclear, rest);
            let steps: Vec<_> = runs.iter().map(|run| &run.step).collect();
            let shown = read_effects(&self.graph, &steps, self.new_password).await;
            let now = self.clock.now();
            for (mut run, shown) in runs.into_iter().zip(shown) {
                let is_written_down = self.passwords.is_some();
                let offset = self.server.offset();
                let seen = run.handle_read(shown, self.action, is_written_down, offset, now);
                match run.life.state() {
                    StepState::Unclear if run.life.can_announce() && self.stop.is_none() => {
                        stage.add_step(run);
                    }
                    StepState::Unclear
                        if shown == ReadEffect::Unread
                            && self.stop.is_none()
                            && run.should_read_again() =>
                    {
                        stage.unclear.push(run);
                    }
                    _ => self.finish_step(stage, run, seen),
                }
            }
        }
        if self.stop.is_none() {
            self.stop = self.breaker.stop_reason().map(StopReason::Breaker);
        }
    }
}
