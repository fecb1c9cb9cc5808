//! Tests of the refusals of the guard-rails, account by account.
use std::collections::{BTreeMap, BTreeSet};

use super::{
    AppOwners, GlobalAdministrators, GuardRailFacts, GuardRailReason, ProtectedAccounts,
    ProtectionRule, check_accounts,
};
use crate::domain::account::tests::{person, with_role};
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

fn watch(protected: &ProtectedAccounts, administrators: &GlobalAdministrators) -> GuardRailFacts {
    GuardRailFacts {
        protected: protected.clone(),
        administrators: administrators.clone(),
        owners: AppOwners::Known(BTreeSet::new()),
        sync: BTreeSet::new(),
        eligible: Some(BTreeSet::new()),
    }
}

fn reasons(
    action: Action,
    accounts: Vec<super::Account>,
    protected: &ProtectedAccounts,
    all: &GlobalAdministrators,
) -> Vec<GuardRailReason> {
    check_accounts(
        action,
        &named(accounts),
        &person(9).id,
        &watch(protected, all),
    )
    .iter()
    .map(|refusal| refusal.why)
    .collect()
}

#[test]
fn nobody_locks_themselves_out() {
    let none = ProtectedAccounts::default();
    let all = administrators(&[]);
    for action in [Action::Disable, Action::Enable, Action::SignOut] {
        let found = reasons(action, vec![person(1), person(9)], &none, &all);
        assert_eq!(found, [GuardRailReason::Yourself]);
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
        "alice\u{ff20}partner.org",
    ] {
        let protected = ProtectedAccounts {
            entries: vec![(entry.to_owned(), ProtectionRule::ConfigEntry)],
            ..ProtectedAccounts::default()
        };
        let found = reasons(Action::SignOut, vec![guest.clone()], &protected, &all);
        assert_eq!(
            found,
            [GuardRailReason::Protected(ProtectionRule::ConfigEntry)],
            "{entry}"
        );
        guest.mail = None;
    }
    let resolved = ProtectedAccounts {
        entries: vec![("alias@contoso.com".to_owned(), ProtectionRule::ConfigEntry)],
        resolved: BTreeMap::from([(guest.id.clone(), ProtectionRule::PolicyGroup)]),
        ..ProtectedAccounts::default()
    };
    assert_eq!(
        reasons(Action::Disable, vec![guest], &resolved, &all),
        [GuardRailReason::Protected(ProtectionRule::PolicyGroup)]
    );
}

#[test]
fn two_global_administrators_remain_after_the_whole_plan() {
    let admin = |n| with_role(person(n), "Global Administrator");
    let none = ProtectedAccounts::default();
    let all = administrators(&[1, 2, 3, 4]);
    let act = |accounts| reasons(Action::Contain, accounts, &none, &all);
    assert!(act(vec![admin(1), admin(2)]).is_empty());
    assert_eq!(
        act(vec![admin(1), admin(2), admin(3)]),
        [GuardRailReason::LastGlobalAdministrators; 3]
    );
    let enable = reasons(Action::Enable, vec![admin(1)], &none, &administrators(&[1]));
    assert!(enable.is_empty());
    let unread = reasons(
        Action::Disable,
        vec![admin(1), person(5)],
        &none,
        &GlobalAdministrators::Unread,
    );
    assert_eq!(unread, [GuardRailReason::AdministratorsUnread]);
}

#[test]
fn sync_accounts_and_unread_roles_are_refused() {
    let none = ProtectedAccounts::default();
    let all = administrators(&[2, 3]);
    let sync = with_role(person(1), "Directory Synchronization Accounts");
    assert_eq!(
        reasons(Action::Disable, vec![sync], &none, &all),
        [GuardRailReason::SyncAccount]
    );
    let mut unread = person(1);
    unread.roles = None;
    assert_eq!(
        reasons(Action::Disable, vec![unread], &none, &all),
        [GuardRailReason::RolesUnread]
    );
}

#[test]
fn an_application_never_harms_its_owner_nor_anybody_while_that_is_not_known() {
    let mut watch = watch(&ProtectedAccounts::default(), &administrators(&[2, 3]));
    watch.owners = AppOwners::Known(BTreeSet::from([person(1).id]));
    let found = |watch: &GuardRailFacts, action| -> Vec<GuardRailReason> {
        let both = named(vec![person(1), person(5)]);
        let found = check_accounts(action, &both, &person(9).id, watch);
        found.iter().map(|one| one.why).collect()
    };
    assert_eq!(
        found(&watch, Action::SignOut),
        [GuardRailReason::ApplicationOwner]
    );
    assert!(found(&watch, Action::Enable).is_empty());
    watch.owners = AppOwners::Unread;
    assert_eq!(
        found(&watch, Action::Disable),
        [GuardRailReason::OwnersUnread; 2]
    );
}

#[test]
fn what_is_known_by_id_alone_is_enough_to_forbid() {
    let mut watch = watch(&ProtectedAccounts::default(), &administrators(&[1, 2, 3]));
    watch.sync.insert(person(4).id);
    let forbids = |id, names: &[&str]| watch.refusal_reason(&person(9).id, &person(id).id, names);
    assert_eq!(forbids(9, &[]), Some(GuardRailReason::Yourself));
    assert_eq!(forbids(4, &[]), Some(GuardRailReason::SyncAccount));
    assert_eq!(forbids(5, &["a@b.example"]), None);
}
