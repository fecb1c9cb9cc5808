//! The tool must not become the weapon: accounts that no action touches.
//!
//! Decided on object ids after the directory was asked, for the whole command
//! at once; what could not be read counts against the action.
use std::collections::BTreeSet;

use super::account::Account;
use super::ids::ObjectId;
use super::task::Action;

/// Global Administrators who must still be able to sign in afterwards.
pub const MUST_REMAIN: usize = 2;

/// Roles of the accounts with which Entra Connect writes to the directory.
const SYNC_ROLES: [&str; 2] = [
    "Directory Synchronization Accounts",
    "On Premises Directory Sync Account",
];

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
        }
    }

    /// The reason as a sentence without its subject.
    pub fn sentence(self) -> &'static str {
        match self {
            Self::Yourself => "is you",
            Self::Protected => {
                "is protected: by config.toml, or because no Conditional Access policy applies to it"
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
    protected: &Protected,
    administrators: &GlobalAdministrators,
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
        if protected.covers(account, typed) {
            refuse(Why::Protected);
        }
        if is_sync_account(account) {
            refuse(Why::SyncAccount);
        }
        if action.is_harmful() {
            if account.roles.is_none() {
                refuse(Why::RolesUnread);
            }
            if let Some(why) = last_administrator(account, accounts, administrators) {
                refuse(why);
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
mod tests {
    use std::collections::BTreeSet;

    use super::super::account::tests::{person, with_role};
    use super::{GlobalAdministrators, Protected, Why, check};
    use crate::domain::task::Action;

    fn named(accounts: Vec<crate::domain::account::Account>) -> Vec<(super::Account, String)> {
        accounts
            .into_iter()
            .map(|account| {
                let typed = account.upn.clone();
                (account, typed)
            })
            .collect()
    }

    fn administrators(numbers: &[u32]) -> GlobalAdministrators {
        GlobalAdministrators::Enabled(numbers.iter().map(|n| person(*n).id).collect())
    }

    fn reasons(
        action: Action,
        accounts: Vec<super::Account>,
        protected: &Protected,
        all: &GlobalAdministrators,
    ) -> Vec<Why> {
        check(action, &named(accounts), &person(9).id, protected, all)
            .iter()
            .map(|refusal| refusal.why)
            .collect()
    }

    #[test]
    fn nobody_locks_themselves_out() {
        let none = Protected::default();
        let all = administrators(&[]);
        for action in [Action::Disable, Action::Enable, Action::SignOut] {
            let found = reasons(action, vec![person(1), person(9)], &none, &all);
            assert_eq!(found, [Why::Yourself]);
        }
    }

    #[test]
    fn every_spelling_of_a_protected_account_is_refused() {
        let mut guest = person(1);
        guest.upn = "Alice_Partner.org#EXT#@contoso.onmicrosoft.com".to_owned();
        guest.mail = Some("Alice@Partner.org".to_owned());
        let all = administrators(&[]);
        for entry in [
            guest.id.as_str().to_uppercase().as_str(),
            "ALICE@partner.ORG",
            " alice@partner.org ",
            "alice_partner.org#ext#@contoso.onmicrosoft.com",
        ] {
            let protected = Protected {
                written: vec![entry.to_owned()],
                resolved: BTreeSet::new(),
            };
            let found = reasons(Action::SignOut, vec![guest.clone()], &protected, &all);
            assert_eq!(found, [Why::Protected], "{entry}");
            guest.mail = None;
        }
        let resolved = Protected {
            written: vec!["alias@contoso.com".to_owned()],
            resolved: BTreeSet::from([guest.id.clone()]),
        };
        assert_eq!(
            reasons(Action::Disable, vec![guest], &resolved, &all),
            [Why::Protected]
        );
    }

    #[test]
    fn two_global_administrators_remain_after_the_whole_plan() {
        let admin = |n| with_role(person(n), "Global Administrator");
        let none = Protected::default();
        let all = administrators(&[1, 2, 3, 4]);
        let act = |accounts| reasons(Action::Contain, accounts, &none, &all);
        assert!(act(vec![admin(1), admin(2)]).is_empty());
        assert_eq!(
            act(vec![admin(1), admin(2), admin(3)]),
            [Why::LastGlobalAdministrators; 3]
        );
        let enable = reasons(Action::Enable, vec![admin(1)], &none, &administrators(&[1]));
        assert!(enable.is_empty());
        let unread = reasons(
            Action::Disable,
            vec![admin(1), person(5)],
            &none,
            &GlobalAdministrators::Unread,
        );
        assert_eq!(unread, [Why::AdministratorsUnread]);
    }

    #[test]
    fn sync_accounts_and_unread_roles_are_refused() {
        let none = Protected::default();
        let all = administrators(&[2, 3]);
        let sync = with_role(person(1), "Directory Synchronization Accounts");
        assert_eq!(
            reasons(Action::Disable, vec![sync], &none, &all),
            [Why::SyncAccount]
        );
        let mut unread = person(1);
        unread.roles = None;
        assert_eq!(
            reasons(Action::Disable, vec![unread], &none, &all),
            [Why::RolesUnread]
        );
    }
}
