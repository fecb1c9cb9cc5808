//! Break-glass accounts: enabled, cloud-only, active and permanent Global
//! Administrators that no enabled Block policy of Conditional Access reaches.
//!
//! A policy reaches an account that it includes and does not exclude: exclusion
//! wins. Pure: what Graph says comes from `enforcement::check::break_glass`.
//! Detection only adds protection; the settings decide.
use std::collections::BTreeSet;

use crate::ids::{ObjectId, RoleTemplateId};

/// Kinds of guests and external users, as policies tell them apart.
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
    /// All of them: what *all guests and external users* means.
    pub const ALL: [Self; 3] = [
        Self::Internal,
        Self::CollaborationGuest,
        Self::CollaborationMember,
    ];
}

/// Whether a policy is in force.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// It is.
    Enabled,
    /// It only writes down what it would do.
    ReportOnly,
    /// It is not.
    Disabled,
}

/// The multifactor authentication that a policy demands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mfa {
    /// None.
    No,
    /// Any method.
    Any,
    /// Phishing-resistant methods only.
    PhishingResistant,
}

/// The accounts that a policy names, on one side.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Scope {
    /// Everyone.
    pub everyone: bool,
    /// Users by object id.
    pub users: BTreeSet<ObjectId>,
    /// Groups, with everyone who is in them through groups.
    pub groups: BTreeSet<ObjectId>,
    /// Built-in roles, held actively over the whole tenant.
    pub roles: BTreeSet<RoleTemplateId>,
    /// Guests and external users.
    pub guests: BTreeSet<GuestKind>,
}

/// A Conditional Access policy, as far as it decides about accounts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Policy {
    /// Its name.
    pub name: String,
    /// Whether it is in force.
    pub state: State,
    /// It blocks access.
    pub blocks: bool,
    /// The multifactor authentication that it demands.
    pub mfa: Mfa,
    /// It decides at sign-in: not about an authentication context or a user
    /// action alone.
    pub at_sign_in: bool,
    /// It is about service principals or agents.
    pub workloads: bool,
    /// The accounts that it includes.
    pub include: Scope,
    /// The accounts that it excludes.
    pub exclude: Scope,
}

/// What a policy looks at in an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subject {
    /// Its object id.
    pub id: ObjectId,
    /// Groups that it is in, also through groups.
    pub groups: BTreeSet<ObjectId>,
    /// Built-in roles that it holds actively over the whole tenant.
    pub roles: BTreeSet<RoleTemplateId>,
    /// The kind of guest that it is.
    pub guest: Option<GuestKind>,
}

/// A Global Administrator, directly or through a group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Administrator {
    /// What policies look at.
    pub subject: Subject,
    /// Its user principal name.
    pub upn: String,
    /// Sign-in is not blocked.
    pub enabled: bool,
    /// Not synced from Active Directory.
    pub cloud_only: bool,
    /// The role is active without an end.
    pub permanent: bool,
}

/// A break-glass account that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BreakGlass {
    /// Its object id.
    pub id: ObjectId,
    /// Its user principal name.
    pub upn: String,
    /// Names of the enabled policies that reach it, none of which blocks.
    pub policies: Vec<String>,
    /// Phishing-resistant MFA is demanded, and no policy is content with less.
    pub phishing_resistant_only: bool,
    /// Names of report-only Block policies that would lock it out when enabled.
    pub report_only_blocks: Vec<String>,
}

/// What is known of break-glass accounts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Detection {
    /// No enabled Block policy is about people: nothing tells them apart.
    NoBlockPolicy,
    /// These were found, perhaps none.
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

    fn covers(&self, subject: &Subject) -> bool {
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
    /// Whether it decides about sign-ins of people at all.
    fn is_about_people(&self) -> bool {
        self.at_sign_in && !self.workloads && !self.include.is_empty()
    }

    /// Whether it blocks sign-ins of people, now or when it is enabled.
    fn blocks_people(&self) -> bool {
        self.blocks && self.is_about_people()
    }

    /// Whether it reaches an account: included and not excluded.
    pub fn reaches(&self, subject: &Subject) -> bool {
        self.include.covers(subject) && !self.exclude.covers(subject)
    }
}

/// Whether groups and other roles of the administrators have to be read: a
/// policy that counts names some.
pub fn needs_memberships(policies: &[Policy], administrator: &RoleTemplateId) -> bool {
    policies
        .iter()
        .filter(|one| one.state != State::Disabled && one.is_about_people())
        .flat_map(|one| [&one.include, &one.exclude])
        .any(|scope| {
            !scope.groups.is_empty() || scope.roles.iter().any(|role| role != administrator)
        })
}

/// The break-glass accounts among the Global Administrators, in their order.
pub fn detect(policies: &[Policy], administrators: &[Administrator]) -> Detection {
    let blocks: Vec<&Policy> = policies.iter().filter(|one| one.blocks_people()).collect();
    let in_state = |state| blocks.iter().filter(move |one| one.state == state);
    if in_state(State::Enabled).next().is_none() {
        return Detection::NoBlockPolicy;
    }
    let found = administrators
        .iter()
        .filter(|one| {
            let candidate =
                one.enabled && one.cloud_only && one.permanent && one.subject.guest.is_none();
            candidate && !in_state(State::Enabled).any(|policy| policy.reaches(&one.subject))
        })
        .map(|one| {
            let reaching: Vec<&Policy> = policies
                .iter()
                .filter(|policy| policy.state == State::Enabled && policy.is_about_people())
                .filter(|policy| policy.reaches(&one.subject))
                .collect();
            let demands = |mfa| reaching.iter().any(|policy| policy.mfa == mfa);
            BreakGlass {
                id: one.subject.id.clone(),
                upn: one.upn.clone(),
                policies: reaching.iter().map(|policy| policy.name.clone()).collect(),
                phishing_resistant_only: demands(Mfa::PhishingResistant) && !demands(Mfa::Any),
                report_only_blocks: in_state(State::ReportOnly)
                    .filter(|policy| policy.reaches(&one.subject))
                    .map(|policy| policy.name.clone())
                    .collect(),
            }
        })
        .collect();
    Detection::Found(found)
}

#[cfg(test)]
mod tests;
