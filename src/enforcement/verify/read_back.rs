//! Reads accounts whose step has no definite answer: is it visible?
use jiff::Timestamp;
use serde_json::Value;

use crate::context::failures::exit_of;
use crate::domain::device::StepDevice;
use crate::domain::step_life::StepState;
use crate::domain::task::{StepKind, StepMethod};
use crate::enforcement::execute::executor::Executor;
use crate::enforcement::execute::stage::Stage;
use crate::enforcement::execute::step_run::is_beyond;
use crate::enforcement::execute::stop::StopReason;
use crate::exit::Exit;
use crate::graph::devices::Device;
use crate::graph::wire::User;
use crate::graph::{Answer, Call, Client, GraphError, calls};
use crate::ids::ObjectId;
use crate::journal::OpenStep;

/// Steps that are read at a time.
pub(crate) const AT_A_TIME: usize = 400;

/// What a step changes, as a read shows it.
#[derive(Debug)]
pub(crate) enum State {
    /// The account.
    User(Box<User>),
    /// A device of it.
    Device(Device),
}

impl State {
    /// The call that reads what a step changes.
    pub(crate) fn call(device: Option<&StepDevice>, account: &ObjectId) -> Call {
        match device {
            Some(device) => calls::devices::state(&device.id),
            None => calls::users::state(account),
        }
    }

    /// The state that an answer shows.
    ///
    /// # Errors
    /// Where it is of another kind.
    pub(crate) fn of(answer: &Answer, is_device: bool) -> Result<Self, GraphError> {
        if is_device {
            answer.read::<Device>().map(Self::Device)
        } else {
            answer.read::<User>().map(|user| Self::User(Box::new(user)))
        }
    }

    /// Object id of what was read.
    pub(crate) fn id(&self) -> &ObjectId {
        match self {
            Self::User(user) => &user.id,
            Self::Device(device) => &device.id,
        }
    }
}

/// Whether the account, or the device, shows what the step wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shown {
    /// It does; since when, where the account keeps a time of it.
    Yes(Option<Timestamp>),
    /// It does not, which may be a late read.
    No,
    /// It could not be read.
    Unread,
    /// There is no such account or device any more.
    Gone,
}

impl Shown {
    /// Whether it does.
    pub(crate) fn is_yes(self) -> bool {
        matches!(self, Self::Yes(_))
    }

    /// Whether an unclear step is seen to be done. What shows does not count if
    /// something else can have made it show.
    pub(crate) fn counts(self, step: Unclear) -> Option<bool> {
        match self {
            Self::Yes(_) if step.is_written_down && step.kind == StepKind::Reset => Some(false),
            Self::Yes(_) if is_beyond(step.way, step.kind) => Some(false),
            Self::Yes(None) => Some(true),
            Self::Yes(Some(at)) => Some(step.can_be_from(at)),
            Self::No | Self::Gone => Some(false),
            Self::Unread => None,
        }
    }
}

/// What decides whether a read proves an unclear step.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Unclear {
    pub kind: StepKind,
    /// Of a guest's sessions only those here are seen.
    pub way: StepMethod,
    /// Its password is to be in a file, and known only after a definite yes.
    pub is_written_down: bool,
    /// A reset of the same task came before: a new password revokes sessions as well.
    pub follows_reset: bool,
    /// The first attempt that may have been applied, by the service's clock.
    pub sent: Option<Timestamp>,
}

impl Unclear {
    /// Whether a change at this time can be the step's own: an earlier one is
    /// another actor's, such as an attacker's own password change. Times of accounts
    /// have no parts of a second.
    fn can_be_from(self, at: Timestamp) -> bool {
        let ambiguous = self.follows_reset && self.kind == StepKind::Revoke;
        match self.sent {
            Some(sent) if ambiguous => at.as_second() > sent.as_second(),
            Some(sent) => at.as_second() >= sent.as_second(),
            None => !ambiguous,
        }
    }
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
        .map(|step| State::call(step.device.as_ref(), &step.account_id))
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
            reply => match reply.and_then(|answer| State::of(&answer, step.device.is_some())) {
                Ok(state) if state.id() == step.object_id() => {
                    (shown(step.kind, new_password, &step.prior, &state), None)
                }
                Ok(_) => (Shown::Unread, Some(Exit::Untrusted)),
                Err(error) => (Shown::Unread, Some(exit_of(&error))),
            },
        })
        .collect()
}

/// Whether `now` shows what a step wanted; `prior` was read before it.
pub(crate) fn shown(kind: StepKind, new_password: bool, prior: &Value, now: &State) -> Shown {
    let is = |seen: bool| if seen { Shown::Yes(None) } else { Shown::No };
    let now = match (kind, now) {
        (StepKind::DisableDevice, State::Device(now)) => {
            return is(now.account_enabled == Some(false));
        }
        (StepKind::EnableDevice, State::Device(now)) => {
            return is(now.account_enabled == Some(true));
        }
        (_, State::User(now)) => now,
        (_, State::Device(_)) => return Shown::Unread,
    };
    let before = |name: &str| {
        prior
            .get(name)
            .and_then(Value::as_str)
            .and_then(|text| text.parse::<jiff::Timestamp>().ok())
    };
    let later = |now: Option<Timestamp>, name: &str| {
        if now > before(name) {
            Shown::Yes(now)
        } else {
            Shown::No
        }
    };
    match kind {
        StepKind::DisableDevice | StepKind::EnableDevice => Shown::Unread,
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
                let is_written_down = self.passwords.is_some();
                let offset = self.server.offset();
                let seen = run.read(shown, self.action, is_written_down, offset, now);
                match run.life.state() {
                    StepState::Unclear if run.life.can_go() && self.stop.is_none() => {
                        stage.put(run);
                    }
                    StepState::Unclear
                        if shown == Shown::Unread && self.stop.is_none() && run.is_read_again() =>
                    {
                        stage.unclear.push(run);
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
