//! The tool must not become the weapon: accounts that no action touches.
//!
//! Decided on object ids after the directory was asked, for the whole command
//! at once; what could not be read counts against the action.
use std::collections::{BTreeMap, BTreeSet};

use super::account::Account;
use super::task::Action;
use crate::ids::{ObjectId, RoleTemplateId};
use crate::text::compatible;

/// Global Administrators who must still be able to sign in afterwards.
pub const MUST_REMAIN: usize = 2;

/// Roles of the accounts with which Entra Connect writes to the directory.
const SYNC_ROLES: [&str; 2] = [
    "Directory Synchronization Accounts",
    "On Premises Directory Sync Account",
];

/// Their template ids.
const SYNC_TEMPLATES: [&str; 2] = [
    "d29b2b05-8046-44ba-8758-1e26182fcf32",
    "a92aed5d-d78a-4d16-b381-09adb37eb3b0",
];

/// Whether a role with this template id is one of the synchronization's.
pub fn is_sync_role(template: &RoleTemplateId) -> bool {
    SYNC_TEMPLATES.contains(&template.as_str())
}

/// Display names that roles not in the table are known by.
pub const GLOBAL_ADMINISTRATOR: &str = "Global Administrator";

/// Who holds the role Global Administrator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum GlobalAdministrators {
    /// All of them were read: those who may sign in.
    Enabled(BTreeSet<ObjectId>),
    /// They could not be read, or not all of them.
    Unread,
}

/// The rule that protects an account; the first of several is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rule {
    /// An entry of the machine's policy.
    PolicyEntry,
    /// A group that the machine's policy protects.
    PolicyGroup,
    /// An entry of `config.toml`.
    ConfigEntry,
    /// A group that `config.toml` protects.
    ConfigGroup,
    /// It is a break-glass account.
    BreakGlass,
}

/// A protected group with more members than are listed: each account is asked
/// whether it is in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LargeGroup {
    /// Its object id.
    pub id: ObjectId,
    /// The rule that its members are protected by.
    pub rule: Rule,
    /// The line and file that name it.
    pub place: String,
}

/// The protected accounts.
#[derive(Debug, Clone, Default)]
pub struct Protected {
    /// What the settings say: object ids, principal names, mail addresses.
    pub written: Vec<(String, Rule)>,
    /// The accounts that they stand for in the directory, and those that were
    /// detected.
    pub resolved: BTreeMap<ObjectId, Rule>,
    /// Groups whose members are not among them.
    pub large_groups: Vec<LargeGroup>,
    /// Break-glass accounts could not be read.
    pub exempt_unread: bool,
}

/// The people who own the application that acts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Owners {
    /// All of them; none where a person acts.
    Known(BTreeSet<ObjectId>),
    /// They could not be read.
    Unread,
}

/// What is known of who may not be touched: read once for a command.
#[derive(Debug, Clone)]
pub struct Watch {
    /// Protected by the settings, or detected as break-glass accounts.
    pub protected: Protected,
    /// Who holds the role Global Administrator.
    pub administrators: GlobalAdministrators,
    /// Who owns the application that acts.
    pub owners: Owners,
    /// Accounts of the synchronization, as far as roles of the whole tenant
    /// were read.
    pub sync: BTreeSet<ObjectId>,
    /// People and groups that could activate a role; `None`: not read.
    pub eligible: Option<BTreeSet<ObjectId>>,
}

impl Watch {
    /// Why nobody touches the account with this id and these names.
    pub fn forbids(&self, me: &ObjectId, id: &ObjectId, names: &[&str]) -> Option<Why> {
        if id == me {
            Some(Why::Yourself)
        } else if let Some(rule) = self.protected.rule_for(id, names) {
            Some(Why::Protected(rule))
        } else if self.sync.contains(id) {
            Some(Why::SyncAccount)
        } else {
            None
        }
    }

    /// Whether this is the id of a Global Administrator who may sign in.
    pub fn is_enabled_administrator(&self, id: &ObjectId) -> bool {
        match &self.administrators {
            GlobalAdministrators::Enabled(ids) => ids.contains(id),
            GlobalAdministrators::Unread => false,
        }
    }

    /// Whether it is a Global Administrator, directly or through a group.
    pub fn is_administrator(&self, account: &Account) -> bool {
        self.is_enabled_administrator(&account.id)
            || account.holds(GLOBAL_ADMINISTRATOR) == Some(true)
    }
}

/// Why an account may not be touched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// It is the caller
    Yourself,
    /// This rule protects it
    Protected(Rule),
    /// The directory synchronisation uses it
    SyncAccount,
    /// Too few Global Administrators would remain
    LastGlobalAdministrators,
    /// Its roles could not be read
    RolesUnread,
    /// Who else is Global Administrator could not be read
    AdministratorsUnread,
    /// It owns the application that acts
    ApplicationOwner,
    /// Who owns the application that acts could not be read
    OwnersUnread,
    /// Who could activate a role could not be read, and the settings require it
    EligibilityUnread,
    /// It holds a role, and may be a break-glass account
    ExemptUnread,
}

impl Why {
    /// A stable word.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Yourself => "yourself",
            Self::Protected(Rule::PolicyEntry) => "protected-by-policy",
            Self::Protected(Rule::PolicyGroup) => "in-group-protected-by-policy",
            Self::Protected(Rule::ConfigEntry) => "protected-by-config",
            Self::Protected(Rule::ConfigGroup) => "in-group-protected-by-config",
            Self::Protected(Rule::BreakGlass) => "break-glass",
            Self::SyncAccount => "sync-account",
            Self::LastGlobalAdministrators => "last-global-administrators",
            Self::RolesUnread => "roles-unread",
            Self::AdministratorsUnread => "administrators-unread",
            Self::ApplicationOwner => "application-owner",
            Self::OwnersUnread => "owners-unread",
            Self::EligibilityUnread => "eligibility-unread",
            Self::ExemptUnread => "exempt-unread",
        }
    }

    /// The reason as a sentence without its subject.
    pub fn sentence(self) -> &'static str {
        match self {
            Self::Yourself => "is you",
            Self::Protected(Rule::PolicyEntry) => "is protected by this machine's policy",
            Self::Protected(Rule::PolicyGroup) => {
                "is in a group that this machine's policy protects"
            }
            Self::Protected(Rule::ConfigEntry) => "is protected by config.toml",
            Self::Protected(Rule::ConfigGroup) => "is in a group that config.toml protects",
            Self::Protected(Rule::BreakGlass) => {
                "is a break-glass account: a permanent Global Administrator that no Block policy \
                 of Conditional Access reaches"
            }
            Self::SyncAccount => "is used by the directory synchronization",
            Self::LastGlobalAdministrators => {
                "is one of the last Global Administrators who can sign in: at least two others must remain"
            }
            Self::RolesUnread => {
                "may be a synchronization account or a last administrator: its roles could not be read"
            }
            Self::AdministratorsUnread => {
                "is a Global Administrator, and who else is one could not be read"
            }
            Self::ApplicationOwner => "owns the application that you are signed in as",
            Self::OwnersUnread => {
                "may own the application that you are signed in as: its owners could not be read"
            }
            Self::EligibilityUnread => {
                "may be able to activate a role: that could not be read, and the guard-rails \
                 require it"
            }
            Self::ExemptUnread => {
                "holds a role and may be a break-glass account: the Conditional Access policies \
                 could not be read; a role such as Security Reader can read them"
            }
        }
    }
}

/// An account that stands in the way of the whole command.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// The account.
    pub id: ObjectId,
    /// Its principal name.
    pub upn: String,
    /// Why.
    pub why: Why,
}

impl Protected {
    /// The rule that protects the account with this id and these names.
    pub fn rule_for(&self, id: &ObjectId, names: &[&str]) -> Option<Rule> {
        let known = self.resolved.get(id).copied();
        let names: Vec<String> = match self.written.as_slice() {
            [] => return known,
            _ => names.iter().map(|name| comparable(name)).collect(),
        };
        let written = self.written.iter().filter(|(entry, _)| {
            let entry = comparable(entry);
            match entry.parse::<ObjectId>() {
                Ok(written) => written == *id,
                Err(_) => names
                    .iter()
                    .any(|name| *name == entry || is_guest_form(name, &entry)),
            }
        });
        written.map(|(_, rule)| *rule).chain(known).min()
    }

    /// The rule that protects `account`, or a name it was typed as.
    pub fn rule_of(&self, account: &Account, typed: &str) -> Option<Rule> {
        let mut names = vec![account.upn.as_str(), typed];
        names.extend(account.mail.as_deref());
        self.rule_for(&account.id, &names)
    }
}

/// A name as names are compared: in any case and any form of Unicode.
fn comparable(name: &str) -> String {
    compatible(name.trim()).to_lowercase()
}

/// Whether `upn` is how a tenant writes the guest whose address is `address`:
/// `a_b.com#ext#@tenant` for `a@b.com`.
fn is_guest_form(upn: &str, address: &str) -> bool {
    upn.split_once("#ext#")
        .is_some_and(|(local, _)| local == address.replace('@', "_"))
}

/// Every reason against `action` on these accounts; each comes with the name
/// it was typed as. Empty: nothing stands in the way.
pub fn check(
    action: Action,
    accounts: &[(Account, String)],
    me: &ObjectId,
    watch: &Watch,
) -> Vec<Refusal> {
    let mut refusals = Vec::new();
    for (account, typed) in accounts {
        let mut refuse = |why| {
            refusals.push(Refusal {
                id: account.id.clone(),
                upn: account.upn.clone(),
                why,
            });
        };
        if account.id == *me {
            refuse(Why::Yourself);
        }
        if let Some(rule) = watch.protected.rule_of(account, typed) {
            refuse(Why::Protected(rule));
        }
        if is_sync_account(account) || watch.sync.contains(&account.id) {
            refuse(Why::SyncAccount);
        }
        if action.is_harmful() {
            if account.roles.is_none() {
                refuse(Why::RolesUnread);
            }
            let holds_role = account.roles.as_ref().is_some_and(|all| !all.is_empty());
            if watch.protected.exempt_unread && holds_role {
                refuse(Why::ExemptUnread);
            }
            if let Some(why) = last_administrator(account, accounts, &watch.administrators) {
                refuse(why);
            }
            match &watch.owners {
                Owners::Known(ids) if ids.contains(&account.id) => refuse(Why::ApplicationOwner),
                Owners::Known(_) => {}
                Owners::Unread => refuse(Why::OwnersUnread),
            }
        }
    }
    refusals
}

fn is_sync_account(account: &Account) -> bool {
    account.roles.iter().flatten().any(|role| {
        SYNC_ROLES
            .iter()
            .any(|name| role.name.eq_ignore_ascii_case(name))
    }) || account.holds(SYNC_ROLES[0]) == Some(true)
}

fn last_administrator(
    account: &Account,
    accounts: &[(Account, String)],
    administrators: &GlobalAdministrators,
) -> Option<Why> {
    let is_one = account.holds(GLOBAL_ADMINISTRATOR) == Some(true);
    match administrators {
        GlobalAdministrators::Unread => is_one.then_some(Why::AdministratorsUnread),
        GlobalAdministrators::Enabled(ids) => {
            if !is_one && !ids.contains(&account.id) {
                return None;
            }
            let remain = ids
                .iter()
                .filter(|id| !accounts.iter().any(|(target, _)| target.id == **id))
                .count();
            (remain < MUST_REMAIN).then_some(Why::LastGlobalAdministrators)
        }
    }
}

#[cfg(test)]
mod tests;
