//! Guard-rails: accounts that no action may change.
//!
//! They check object ids, for all accounts of a command at once. Facts that could not be
//! read count against the action.
use std::collections::{BTreeMap, BTreeSet};

use super::account::Account;
use super::task::Action;
use crate::ids::{ObjectId, RoleTemplateId};
use crate::text::to_nfkc;

/// Number of Global Administrators that must still be able to sign in after an action.
pub const MUST_REMAIN: usize = 2;

/// Roles of the accounts that Entra Connect uses to write to the directory.
const SYNC_ROLES: [&str; 2] = [
    "Directory Synchronization Accounts",
    "On Premises Directory Sync Account",
];

/// Template ids of [`SYNC_ROLES`].
const SYNC_TEMPLATES: [&str; 2] = [
    "d29b2b05-8046-44ba-8758-1e26182fcf32",
    "a92aed5d-d78a-4d16-b381-09adb37eb3b0",
];

/// Whether this is the template id of a directory synchronization role.
pub fn is_sync_role(template: &RoleTemplateId) -> bool {
    SYNC_TEMPLATES.contains(&template.as_str())
}

/// Name of the role Global Administrator.
pub const GLOBAL_ADMINISTRATOR: &str = "Global Administrator";

/// The Global Administrators of the tenant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum GlobalAdministrators {
    /// All Global Administrators whose sign-in is not blocked.
    Enabled(BTreeSet<ObjectId>),
    /// They could not be read, or not completely.
    Unread,
}

/// The rule that protects an account. If several do, the first in this order is reported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ProtectionRule {
    /// An entry of this machine's policy file.
    PolicyEntry,
    /// A group that this machine's policy file protects.
    PolicyGroup,
    /// An entry of `config.toml`.
    ConfigEntry,
    /// A group that `config.toml` protects.
    ConfigGroup,
    /// The account is a break-glass account.
    BreakGlass,
}

/// A protected group with too many members to list: membership is checked for each
/// account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LargeGroup {
    /// Object id.
    pub id: ObjectId,
    /// The rule that protects its members.
    pub rule: ProtectionRule,
    /// File and line of the entry.
    pub place: String,
}

/// The protected accounts.
#[derive(Debug, Clone, Default)]
pub struct ProtectedAccounts {
    /// Entries of the settings: object ids, UPNs, mail addresses.
    pub entries: Vec<(String, ProtectionRule)>,
    /// Object ids that the entries resolve to, and detected break-glass accounts.
    pub resolved: BTreeMap<ObjectId, ProtectionRule>,
    /// Protected groups whose members are not in `resolved`.
    pub large_groups: Vec<LargeGroup>,
    /// Whether detecting break-glass accounts failed.
    pub break_glass_unread: bool,
}

/// The owners of the application that is signed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AppOwners {
    /// All owners; empty if a user is signed in.
    Known(BTreeSet<ObjectId>),
    /// They could not be read.
    Unread,
}

/// The facts for guard-rails, read once per command.
#[derive(Debug, Clone)]
pub struct GuardRailFacts {
    /// Accounts that the settings protect, and break-glass accounts.
    pub protected: ProtectedAccounts,
    /// The Global Administrators.
    pub administrators: GlobalAdministrators,
    /// The owners of the application that is signed in.
    pub owners: AppOwners,
    /// Synchronization accounts; incomplete if tenant-wide roles could not be read.
    pub sync: BTreeSet<ObjectId>,
    /// Users and groups that are eligible for a role; `None` if not read.
    pub eligible: Option<BTreeSet<ObjectId>>,
}

impl GuardRailFacts {
    /// Returns why no action may change the account with this id and these names; `None`
    /// if nothing prevents it. `me` is the caller.
    pub fn refusal_reason(
        &self,
        me: &ObjectId,
        id: &ObjectId,
        names: &[&str],
    ) -> Option<GuardRailReason> {
        if id == me {
            Some(GuardRailReason::Yourself)
        } else if let Some(rule) = self.protected.rule_for(id, names) {
            Some(GuardRailReason::Protected(rule))
        } else if self.sync.contains(id) {
            Some(GuardRailReason::SyncAccount)
        } else {
            None
        }
    }

    /// Whether `id` is a Global Administrator whose sign-in is not blocked.
    pub fn is_enabled_global_administrator(&self, id: &ObjectId) -> bool {
        match &self.administrators {
            GlobalAdministrators::Enabled(ids) => ids.contains(id),
            GlobalAdministrators::Unread => false,
        }
    }

    /// Whether the account is a Global Administrator, directly or through a group.
    pub fn is_global_administrator(&self, account: &Account) -> bool {
        self.is_enabled_global_administrator(&account.id)
            || account.has_active_role(GLOBAL_ADMINISTRATOR) == Some(true)
    }
}

/// Reason why a guard-rail refuses an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GuardRailReason {
    /// It is the caller
    Yourself,
    /// A rule protects it
    Protected(ProtectionRule),
    /// Directory synchronization uses it
    SyncAccount,
    /// Too few Global Administrators would remain
    LastGlobalAdministrators,
    /// Its roles could not be read
    RolesUnread,
    /// The Global Administrators could not be read
    AdministratorsUnread,
    /// It owns the application that is signed in
    ApplicationOwner,
    /// The owners of the application that is signed in could not be read
    OwnersUnread,
    /// Eligible roles could not be read, and the settings require reading them
    EligibilityUnread,
    /// It holds a role and may be a break-glass account
    BreakGlassUnread,
}

impl GuardRailReason {
    /// Returns the reason as a stable identifier.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Yourself => "yourself",
            Self::Protected(ProtectionRule::PolicyEntry) => "protected-by-policy",
            Self::Protected(ProtectionRule::PolicyGroup) => "in-group-protected-by-policy",
            Self::Protected(ProtectionRule::ConfigEntry) => "protected-by-config",
            Self::Protected(ProtectionRule::ConfigGroup) => "in-group-protected-by-config",
            Self::Protected(ProtectionRule::BreakGlass) => "break-glass",
            Self::SyncAccount => "sync-account",
            Self::LastGlobalAdministrators => "last-global-administrators",
            Self::RolesUnread => "roles-unread",
            Self::AdministratorsUnread => "administrators-unread",
            Self::ApplicationOwner => "application-owner",
            Self::OwnersUnread => "owners-unread",
            Self::EligibilityUnread => "eligibility-unread",
            Self::BreakGlassUnread => "exempt-unread",
        }
    }

    /// Returns the reason as a sentence without its subject, such as "is you".
    pub fn sentence(self) -> &'static str {
        match self {
            Self::Yourself => "is you",
            Self::Protected(ProtectionRule::PolicyEntry) => "is protected by this machine's policy",
            Self::Protected(ProtectionRule::PolicyGroup) => {
                "is in a group that this machine's policy protects"
            }
            Self::Protected(ProtectionRule::ConfigEntry) => "is protected by config.toml",
            Self::Protected(ProtectionRule::ConfigGroup) => {
                "is in a group that config.toml protects"
            }
            Self::Protected(ProtectionRule::BreakGlass) => {
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
            Self::BreakGlassUnread => {
                "holds a role and may be a break-glass account: the Conditional Access policies \
                 could not be read; a role such as Security Reader can read them"
            }
        }
    }
}

/// An account because of which the guard-rails refuse the command.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GuardRailRefusal {
    /// The account.
    pub id: ObjectId,
    /// User principal name.
    pub upn: String,
    /// The reason.
    pub why: GuardRailReason,
}

impl ProtectedAccounts {
    /// Returns the rule that protects the account with this id and these names.
    pub fn rule_for(&self, id: &ObjectId, names: &[&str]) -> Option<ProtectionRule> {
        let known = self.resolved.get(id).copied();
        let names: Vec<String> = match self.entries.as_slice() {
            [] => return known,
            _ => names.iter().map(|name| fold_name(name)).collect(),
        };
        let written = self.entries.iter().filter(|(entry, _)| {
            let entry = fold_name(entry);
            match entry.parse::<ObjectId>() {
                Ok(written) => written == *id,
                Err(_) => names
                    .iter()
                    .any(|name| *name == entry || is_guest_upn_of(name, &entry)),
            }
        });
        written.map(|(_, rule)| *rule).chain(known).min()
    }

    /// Returns the rule that protects `account`, by its id, its names or the name as typed.
    pub fn rule_for_account(&self, account: &Account, typed: &str) -> Option<ProtectionRule> {
        let mut names = vec![account.upn.as_str(), typed];
        names.extend(account.mail.as_deref());
        self.rule_for(&account.id, &names)
    }
}

/// Returns a name trimmed, in NFKC and in lower case, for comparison.
fn fold_name(name: &str) -> String {
    to_nfkc(name.trim()).to_lowercase()
}

/// Whether `upn` is the UPN of the guest `address`: `a_b.com#ext#@tenant` for `a@b.com`.
fn is_guest_upn_of(upn: &str, address: &str) -> bool {
    upn.split_once("#ext#")
        .is_some_and(|(local, _)| local == address.replace('@', "_"))
}

/// Returns every reason to refuse `action` on these accounts; empty if there is none. Each
/// account comes with the name as typed; `me` is the caller.
pub fn check_accounts(
    action: Action,
    accounts: &[(Account, String)],
    me: &ObjectId,
    watch: &GuardRailFacts,
) -> Vec<GuardRailRefusal> {
    let mut refusals = Vec::new();
    for (account, typed) in accounts {
        let mut refuse = |why| {
            refusals.push(GuardRailRefusal {
                id: account.id.clone(),
                upn: account.upn.clone(),
                why,
            });
        };
        if account.id == *me {
            refuse(GuardRailReason::Yourself);
        }
        if let Some(rule) = watch.protected.rule_for_account(account, typed) {
            refuse(GuardRailReason::Protected(rule));
        }
        if is_sync_account(account) || watch.sync.contains(&account.id) {
            refuse(GuardRailReason::SyncAccount);
        }
        if action.is_restrictive() {
            if account.roles.is_none() {
                refuse(GuardRailReason::RolesUnread);
            }
            let holds_role = account.roles.as_ref().is_some_and(|all| !all.is_empty());
            if watch.protected.break_glass_unread && holds_role {
                refuse(GuardRailReason::BreakGlassUnread);
            }
            if let Some(why) = last_administrator_reason(account, accounts, &watch.administrators) {
                refuse(why);
            }
            match &watch.owners {
                AppOwners::Known(ids) if ids.contains(&account.id) => {
                    refuse(GuardRailReason::ApplicationOwner);
                }
                AppOwners::Known(_) => {}
                AppOwners::Unread => refuse(GuardRailReason::OwnersUnread),
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
    }) || account.has_active_role(SYNC_ROLES[0]) == Some(true)
}

fn last_administrator_reason(
    account: &Account,
    accounts: &[(Account, String)],
    administrators: &GlobalAdministrators,
) -> Option<GuardRailReason> {
    let is_one = account.has_active_role(GLOBAL_ADMINISTRATOR) == Some(true);
    match administrators {
        GlobalAdministrators::Unread => is_one.then_some(GuardRailReason::AdministratorsUnread),
        GlobalAdministrators::Enabled(ids) => {
            if !is_one && !ids.contains(&account.id) {
                return None;
            }
            let remain = ids
                .iter()
                .filter(|id| !accounts.iter().any(|(target, _)| target.id == **id))
                .count();
            (remain < MUST_REMAIN).then_some(GuardRailReason::LastGlobalAdministrators)
        }
    }
}

#[cfg(test)]
mod tests;
