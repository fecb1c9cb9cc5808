//! Break-glass accounts: enabled, cloud-only accounts with a permanent Global Administrator
//! assignment that no enabled Conditional Access block policy applies to.
//!
//! A policy applies to an account that it includes and does not exclude. Pure: facts
//! come from `enforcement::check::break_glass`. Detection only adds protection; the
//! settings decide.
use std::collections::BTreeSet;

use crate::ids::{ObjectId, RoleTemplateId};

/// Kinds of guests and external users that policies distinguish.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum GuestKind {
    /// A guest that this tenant authenticates.
    Internal,
    /// A guest that another tenant authenticates.
    CollaborationGuest,
    /// A member that another tenant authenticates.
    CollaborationMember,
}

impl GuestKind {
    /// All kinds: the meaning of *all guests and external users*.
    pub const ALL: [Self; 3] = [
        Self::Internal,
        Self::CollaborationGuest,
        Self::CollaborationMember,
    ];
}

/// Whether a policy is enforced.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PolicyState {
    /// Enforced.
    Enabled,
    /// Evaluated and logged, but not enforced.
    ReportOnly,
    /// Neither evaluated nor enforced.
    Disabled,
}

/// The multifactor authentication that a policy requires.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mfa {
    /// No multifactor authentication.
    No,
    /// Any method.
    Any,
    /// Phishing-resistant methods only.
    PhishingResistant,
}

/// The accounts that a policy includes or excludes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Scope {
    /// Whether these are all users.
    pub everyone: bool,
    /// Users by object id.
    pub users: BTreeSet<ObjectId>,
    /// Groups by object id.
    pub groups: BTreeSet<ObjectId>,
    /// Users with these built-in roles, active for the whole tenant.
    pub roles: BTreeSet<RoleTemplateId>,
    /// Guests and external users.
    pub guests: BTreeSet<GuestKind>,
}

/// The parts of a Conditional Access policy that concern accounts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Policy {
    /// Name.
    pub name: String,
    /// Whether the policy is enforced.
    pub state: PolicyState,
    /// Whether it blocks access.
    pub blocks: bool,
    /// The multifactor authentication that it requires.
    pub mfa: Mfa,
    /// Whether the policy applies to sign-ins to apps, and not only to an authentication
    /// context or a user action.
    pub at_sign_in: bool,
    /// Whether it applies to service principals or agents.
    pub workloads: bool,
    /// The accounts that it includes.
    pub include: Scope,
    /// The accounts that it excludes.
    pub exclude: Scope,
}

/// The facts about an account that decide which policies apply to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subject {
    /// Object id.
    pub id: ObjectId,
    /// Groups that the account is in, directly or nested.
    pub groups: BTreeSet<ObjectId>,
    /// Built-in roles that are active for the whole tenant.
    pub roles: BTreeSet<RoleTemplateId>,
    /// Kind of guest; `None` for an ordinary member of the tenant.
    pub guest: Option<GuestKind>,
}

/// A Global Administrator, directly or through a group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Administrator {
    /// The facts that decide which policies apply.
    pub subject: Subject,
    /// User principal name.
    pub upn: String,
    /// Whether sign-in is allowed.
    pub enabled: bool,
    /// Whether it is not synced from Active Directory.
    pub cloud_only: bool,
    /// Whether the role assignment has no end date.
    pub permanent: bool,
}

/// A detected break-glass account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BreakGlass {
    /// Object id.
    pub id: ObjectId,
    /// User principal name.
    pub upn: String,
    /// Names of the enabled policies that apply to it; none of them blocks.
    pub policies: Vec<String>,
    /// Whether some policy requires phishing-resistant MFA and none accepts weaker MFA.
    pub phishing_resistant_only: bool,
    /// Names of report-only Block policies that would lock the account out if enabled.
    pub report_only_blocks: Vec<String>,
}

/// The result of the detection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Detection {
    /// No enabled policy blocks users, so break-glass accounts cannot be distinguished.
    NoBlockPolicy,
    /// The detected accounts, perhaps none.
    Found(Vec<BreakGlass>),
}

impl Scope {
    fn is_empty(&self) -> bool {
        !self.everyone
            && self.users.is_empty()
            && self.groups.is_empty()
            && self.roles.is_empty()
            && self.guests.is_empty()
    }

    fn contains(&self, subject: &Subject) -> bool {
        self.everyone
            || self.users.contains(&subject.id)
            || !self.groups.is_disjoint(&subject.groups)
            || !self.roles.is_disjoint(&subject.roles)
            || subject
                .guest
                .is_some_and(|kind| self.guests.contains(&kind))
    }
}

impl Policy {
    /// Whether the policy applies to sign-ins of any users.
    fn applies_to_users(&self) -> bool {
        self.at_sign_in && !self.workloads && !self.include.is_empty()
    }

    /// Whether the policy blocks sign-ins of any users, now or once it is enabled.
    fn blocks_users(&self) -> bool {
        self.blocks && self.applies_to_users()
    }

    /// Whether the policy applies to an account: includes and does not exclude it.
    pub fn applies_to(&self, subject: &Subject) -> bool {
        self.include.contains(subject) && !self.exclude.contains(subject)
    }
}

/// Whether groups and other roles of the Global Administrators must be read, because a
/// policy names groups or roles other than `global_administrator`.
pub fn needs_memberships(policies: &[Policy], global_administrator: &RoleTemplateId) -> bool {
    policies
        .iter()
        .filter(|one| one.state != PolicyState::Disabled && one.applies_to_users())
        .flat_map(|one| [&one.include, &one.exclude])
        .any(|scope| {
            !scope.groups.is_empty() || scope.roles.iter().any(|role| role != global_administrator)
        })
}

/// Returns the break-glass accounts among the Global Administrators, in their order.
pub fn detect(policies: &[Policy], administrators: &[Administrator]) -> Detection {
    let blocks: Vec<&Policy> = policies.iter().filter(|one| one.blocks_users()).collect();
    let in_state = |state| blocks.iter().filter(move |one| one.state == state);
    if in_state(PolicyState::Enabled).next().is_none() {
        return Detection::NoBlockPolicy;
    }
    let found = administrators
        .iter()
        .filter(|one| {
            let candidate =
                one.enabled && one.cloud_only && one.permanent && one.subject.guest.is_none();
            candidate
                && !in_state(PolicyState::Enabled).any(|policy| policy.applies_to(&one.subject))
        })
        .map(|one| {
            let reaching: Vec<&Policy> = policies
                .iter()
                .filter(|policy| policy.state == PolicyState::Enabled && policy.applies_to_users())
                .filter(|policy| policy.applies_to(&one.subject))
                .collect();
            let demands = |mfa| reaching.iter().any(|policy| policy.mfa == mfa);
            BreakGlass {
                id: one.subject.id.clone(),
                upn: one.upn.clone(),
                policies: reaching.iter().map(|policy| policy.name.clone()).collect(),
                phishing_resistant_only: demands(Mfa::PhishingResistant) && !demands(Mfa::Any),
                report_only_blocks: in_state(PolicyState::ReportOnly)
                    .filter(|policy| policy.applies_to(&one.subject))
                    .map(|policy| policy.name.clone())
                    .collect(),
            }
        })
        .collect();
    Detection::Found(found)
}

#[cfg(test)]
mod tests;
