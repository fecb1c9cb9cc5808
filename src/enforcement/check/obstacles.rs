//! Whether an action would go through: one judgement for the preflight of an
//! action, for `users can-i` and for `users show`, so that they never differ.
use crate::catalog::scopes::Use;
use crate::domain::access::Access;
use crate::domain::guard_rails::{Refusal, Why};
use crate::domain::restricted::{self, Unit};
use crate::domain::task::{Action, StepKind};
use crate::enforcement::plan::account_plan::{How, Plan};
use crate::exit::Exit;
use crate::reports::users::can_i::Answer;
use crate::text::printable;

/// What stands in the way of an action on one account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Obstacle {
    /// The sign-in did not ask for what acting on accounts needs.
    Session(Use),
    /// Policy enforcement of Zero Trust Secure Access is off.
    Switch,
    /// A guard-rail.
    Guard(Why),
    /// The token lacks these permissions.
    Permission(Vec<&'static str>),
    /// No call can do it to this account.
    NotPossible(&'static str),
    /// A second person must have signed; what is too large.
    Size(String),
    /// It takes one of these roles, which the token does not show.
    Role(StepKind, Vec<&'static str>),
    /// It takes one of these roles, assigned at a restricted unit.
    Unit(StepKind, Vec<&'static str>, Vec<Unit>),
    /// One of the roles that it takes is held, but not as the token shows.
    Elsewhere(StepKind, &'static str),
    /// The token does not say which roles are active.
    Unsaid,
    /// A guard-rail keeps a device; the rest is done.
    Device(String),
}

/// What stands in the way for the account at `place`, of what the directory,
/// the guard-rails and the token say.
pub(crate) fn obstacles(plan: &Plan, place: usize, refusals: &[Refusal]) -> Vec<Obstacle> {
    let account = plan.accounts.get(place).map(|(account, _)| account);
    let id = account.map(|account| &account.id);
    let units = account.and_then(|account| account.restricted.clone());
    let units = units.unwrap_or_default();
    let mut found: Vec<Obstacle> = refusals
        .iter()
        .filter(|one| Some(&one.id) == id)
        .map(|one| Obstacle::Guard(one.why))
        .collect();
    for step in plan.steps.iter().filter(|step| step.account == place) {
        if let How::NotPossible(why) = step.how {
            // Other actions do the rest of their steps all the same.
            if plan.action == Action::ResetPassword {
                found.push(Obstacle::NotPossible(why));
            }
            continue;
        }
        if step.how == How::Barred {
            found.extend(step.device.as_ref().and_then(|one| {
                let name = printable(&one.device.step().name);
                let why = one.barred.as_ref()?;
                Some(Obstacle::Device(format!("device {name} is kept: {why}")))
            }));
            continue;
        }
        found.extend(match &step.access {
            Access::Allowed => None,
            Access::NeedsPermission(names) => Some(Obstacle::Permission(names.clone())),
            Access::NeedsRole(roles) => Some(Obstacle::Role(step.kind, roles.clone())),
            Access::NeedsUnitRole(roles) => {
                Some(Obstacle::Unit(step.kind, roles.clone(), units.clone()))
            }
            Access::Unknown => Some(Obstacle::Unsaid),
        });
    }
    found.dedup();
    found
}

impl Obstacle {
    /// What it makes of the question.
    pub(crate) fn answer(&self) -> Answer {
        match self {
            Self::Session(_)
            | Self::Switch
            | Self::Guard(_)
            | Self::Permission(_)
            | Self::NotPossible(_)
            | Self::Size(_)
            | Self::Role(..)
            | Self::Unit(..) => Answer::No,
            Self::Elsewhere(..) | Self::Unsaid => Answer::Unknown,
            Self::Device(_) => Answer::InPart,
        }
    }

    /// Its place among obstacles, and what a command ends with whose first one
    /// it is: as the action looks for them.
    fn rank(&self) -> (u8, Exit) {
        match self {
            Self::Session(_) => (0, Exit::Denied),
            Self::Switch => (1, Exit::Refused),
            Self::Guard(_) => (2, Exit::Refused),
            Self::Permission(_) => (3, Exit::Denied),
            Self::NotPossible(_) => (4, Exit::Usage),
            Self::Size(_) => (5, Exit::Refused),
            Self::Role(..) | Self::Unit(..) => (6, Exit::Denied),
            Self::Elsewhere(..) => (7, Exit::TryAgain),
            Self::Unsaid => (8, Exit::TryAgain),
            Self::Device(_) => (9, Exit::Partial),
        }
    }

    /// The reason as a sentence.
    pub(crate) fn sentence(&self) -> String {
        match self {
            Self::Session(use_) => crate::context::connect::not_asked_for(*use_),
            Self::Switch => crate::enforcement::check::refusals::SWITCHED_OFF.to_owned(),
            Self::Guard(why) => format!("refused: it {}", why.sentence()),
            Self::Permission(names) => format!("your session lacks {}", names.join(" and ")),
            Self::NotPossible(why) => (*why).to_owned(),
            Self::Device(what) => what.clone(),
            Self::Size(what) => format!("refused: {what}"),
            Self::Role(kind, roles) => {
                format!("to {} it takes one of: {}", kind.title(), roles.join(", "))
            }
            Self::Unit(kind, roles, units) => format!(
                "{}; to {} it takes one of: {}",
                restricted::needs(units),
                kind.title(),
                roles.join(", ")
            ),
            Self::Elsewhere(kind, role) => format!(
                "to {} it takes {role}, which you hold for a part of the tenant or since a moment \
                 ago: Graph decides",
                kind.title()
            ),
            Self::Unsaid => {
                "your token does not say which roles you have: Graph decides".to_owned()
            }
        }
    }
}

/// What all obstacles together make of the question.
pub(crate) fn answer(obstacles: &[Obstacle]) -> Answer {
    let has = |wanted| obstacles.iter().any(|one| one.answer() == wanted);
    if has(Answer::No) {
        Answer::No
    } else if has(Answer::Unknown) {
        Answer::Unknown
    } else if has(Answer::InPart) {
        Answer::InPart
    } else {
        Answer::Yes
    }
}

/// What the action would end with, as far as is known before its first write.
pub(crate) fn exit<'o>(obstacles: impl Iterator<Item = &'o Obstacle>) -> Exit {
    let first = obstacles.map(Obstacle::rank).min_by_key(|(rank, _)| *rank);
    first.map_or(Exit::Done, |(_, exit)| exit)
}
