//! The tool must not become the weapon: accounts that no action touches.
//!
//! Decided on object ids after the directory was asked, for the whole command
//! at once; what could not be read counts against the action.
use std::collections::BTreeSet;

use super::account::Account;
use super::ids::{ObjectId, RoleTemplateId};
use super::task::Action;

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
const GLOBAL_ADMINISTRATOR: &str = "Global Administrator";

/// Who holds the role Global Administrator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum GlobalAdministrators {
    /// All of them were read: those who may sign in.
    Enabled(BTreeSet<ObjectId>),
    /// They could not be read, or not all of them.
    Unread,
}

/// The accounts that the settings protect.
#[derive(Debug, Clone, Default)]
pub struct Protected {
    /// What the settings say: object ids, principal names, mail addresses.
    pub written: Vec<String>,
    /// Whom the names among them stand for in the directory.
    pub resolved: BTreeSet<ObjectId>,
    /// Whom no Conditional Access policy applies to could not be read.
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
    /// Protected by the settings, or by every Conditional Access policy.
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
        } else if self.protected.covers_names(id, names) {
            Some(Why::Protected)
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

    /// Whether too few Global Administrators remain without these accounts.
    pub fn leaves_too_few(&self, accounts: &BTreeSet<ObjectId>) -> bool {
        match &self.administrators {
            GlobalAdministrators::Unread => false,
            GlobalAdministrators::Enabled(ids) => {
                !ids.is_disjoint(accounts) && ids.difference(accounts).count() < MUST_REMAIN
            }
        }
    }
}

/// Why an account may not be touched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// It is the caller
    Yourself,
    /// The settings protect it
    Protected,
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
    /// It holds a role, and may be one that no Conditional Access policy applies to
    ExemptUnread,
}

impl Why {
    /// A stable word.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Yourself => "yourself",
            Self::Protected => "protected",
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
            Self::Protected => {
                "is protected: by config.toml, by this machine's policy, or because no \
                 Conditional Access policy applies to it"
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
    /// Whether the account with this id and these names is on the list.
    pub fn covers_names(&self, id: &ObjectId, names: &[&str]) -> bool {
        self.resolved.contains(id)
            || self.written.iter().any(|entry| {
                let entry = entry.trim().to_lowercase();
                match entry.parse::<ObjectId>() {
                    Ok(written) => written == *id,
                    Err(_) => names.iter().any(|name| {
                        let name = name.to_lowercase();
                        name == entry || is_guest_form(&name, &entry)
                    }),
                }
            })
    }

    /// Whether `account`, or a name it was typed as, is on the list.
    pub fn covers(&self, account: &Account, typed: &str) -> bool {
        let mut names = vec![account.upn.as_str(), typed];
        names.extend(account.mail.as_deref());
        self.covers_names(&account.id, &names)
    }
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
        if watch.protected.covers(account, typed) {
            refuse(Why::Protected);
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
