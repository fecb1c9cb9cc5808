//! Obstacles to an action. The same rules apply to the action itself, `users can-i` and
//! `users show`, so that they never differ.
use crate::catalog::scopes::Use;
use crate::domain::access::Access;
use crate::domain::guard_rails::{GuardRailReason, GuardRailRefusal};
use crate::domain::restricted::{self, RestrictedUnit};
use crate::domain::task::{Action, StepKind};
use crate::enforcement::plan::account_plan::{AccountPlan, PlannedMethod};
use crate::exit::Exit;
use crate::reports::users::can_i::Answer;
use crate::text::printable;

/// An obstacle to an action on one account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Obstacle {
    /// The sign-in was not for actions on accounts.
    WrongSignIn(Use),
    /// Policy enforcement of Zero Trust Secure Access is off.
    PolicyEnforcementOff,
    /// A guard-rail forbids it.
    GuardRail(GuardRailReason),
    /// The token lacks these permissions.
    Permission(Vec<&'static str>),
    /// No call can do it for this account.
    NotPossible(&'static str),
    /// The plan needs a second signature; the text says why.
    NeedsSignature(String),
    /// One of these roles is required; the token has none.
    Role(StepKind, Vec<&'static str>),
    /// One of these roles is required, assigned at a restricted unit.
    Unit(StepKind, Vec<&'static str>, Vec<RestrictedUnit>),
    /// A required role is held, but not visible in the token.
    RoleElsewhere(StepKind, &'static str),
    /// The token does not show which roles are active.
    RolesUnknown,
    /// A guard-rail excludes a device; the rest can be done.
    Device(String),
}

/// Finds the obstacles for the account at index `place`, from directory, guard-rails
/// and token.
pub(crate) fn find_obstacles(
    plan: &AccountPlan,
    place: usize,
    refusals: &[GuardRailRefusal],
) -> Vec<Obstacle> {
    let account = plan.accounts.get(place).map(|(account, _)| account);
    let id = account.map(|account| &account.id);
    let units = account.and_then(|account| account.restricted.clone());
    let units = units.unwrap_or_default();
    let mut found: Vec<Obstacle> = refusals
        .iter()
        .filter(|one| Some(&one.id) == id)
        .map(|one| Obstacle::GuardRail(one.why))
        .collect();
    for step in plan.steps.iter().filter(|step| step.account == place) {
        if let PlannedMethod::NotPossible(why) = step.how {
            // Other actions still do their remaining steps.
            if plan.action == Action::ResetPassword {
                found.push(Obstacle::NotPossible(why));
            }
            continue;
        }
        if step.how == PlannedMethod::Barred {
            found.extend(step.device.as_ref().and_then(|one| {
                let name = printable(&one.device.to_step_device().name);
                let why = one.skip_reason.as_ref()?;
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
            Access::Unknown => Some(Obstacle::RolesUnknown),
        });
    }
    found.dedup();
    found
}

impl Obstacle {
    /// Returns the answer of `users can-i` for the obstacle.
    pub(crate) fn answer(&self) -> Answer {
        match self {
            Self::RoleElsewhere(..) | Self::RolesUnknown => Answer::Unknown,
            Self::Device(_) => Answer::InPart,
            _ => Answer::No,
        }
    }

    /// Returns the precedence of an obstacle and its exit code, in the order in which
    /// the action checks them.
    fn rank(&self) -> (u8, Exit) {
        match self {
            Self::WrongSignIn(_) => (0, Exit::Denied),
            Self::PolicyEnforcementOff => (1, Exit::Refused),
            Self::GuardRail(_) => (2, Exit::Refused),
            Self::Permission(_) => (3, Exit::Denied),
            Self::NotPossible(_) => (4, Exit::Usage),
            Self::NeedsSignature(_) => (5, Exit::Refused),
            Self::Role(..) | Self::Unit(..) => (6, Exit::Denied),
            Self::RoleElsewhere(..) => (7, Exit::TryAgain),
            Self::RolesUnknown => (8, Exit::TryAgain),
            Self::Device(_) => (9, Exit::Partial),
        }
    }

    /// Returns the reason as a sentence.
    pub(crate) fn sentence(&self) -> String {
        match self {
            Self::WrongSignIn(use_) => crate::context::connect::missing_use_text(*use_),
            Self::PolicyEnforcementOff => {
                crate::enforcement::check::refusals::POLICY_ENFORCEMENT_OFF.to_owned()
            }
            Self::GuardRail(why) => format!("refused: it {}", why.sentence()),
            Self::Permission(names) => format!("your session lacks {}", names.join(" and ")),
            Self::NotPossible(why) => (*why).to_owned(),
            Self::Device(what) => what.clone(),
            Self::NeedsSignature(what) => format!("refused: {what}"),
            Self::Role(kind, roles) => {
                format!("to {} it takes one of: {}", kind.title(), roles.join(", "))
            }
            Self::Unit(kind, roles, units) => format!(
                "{}; to {} it takes one of: {}",
                restricted::role_requirement(units),
                kind.title(),
                roles.join(", ")
            ),
            Self::RoleElsewhere(kind, role) => format!(
                "to {} it takes {role}, which you hold for a part of the tenant or since a moment \
                 ago: Graph decides",
                kind.title()
            ),
            Self::RolesUnknown => {
                "your token does not say which roles you have: Graph decides".to_owned()
            }
        }
    }
}

/// Returns the answer of `users can-i` for all obstacles together.
pub(crate) fn combined_answer(obstacles: &[Obstacle]) -> Answer {
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

/// Returns the exit code that the action would have, if that is known before its first write.
pub(crate) fn expected_exit<'o>(obstacles: impl Iterator<Item = &'o Obstacle>) -> Exit {
    let first = obstacles.map(Obstacle::rank).min_by_key(|(rank, _)| *rank);
    first.map_or(Exit::Done, |(_, exit)| exit)
}
