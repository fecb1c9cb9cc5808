//! Guard-rails for devices: a device that a protected account uses as well is never
//! disabled, since that would lock the account out.
use std::collections::BTreeSet;

use super::device::{MANY_USERS, Owner};
use super::guard_rails::{AppOwners, GlobalAdministrators, GuardRailFacts, GuardRailReason};
use crate::ids::ObjectId;
use crate::text::printable;

/// The facts that decide whether a device may be disabled.
#[derive(Debug, Clone, Copy)]
pub struct DeviceGuardRails<'a> {
    /// Object id of the caller.
    pub me: &'a ObjectId,
    /// The accounts that the command names.
    pub named: &'a BTreeSet<ObjectId>,
    /// Guard-rail facts about accounts.
    pub rail_facts: &'a GuardRailFacts,
    /// Holders of directory roles, and members and owners of role-assignable groups;
    /// `None` if not read.
    pub privileged: Option<&'a BTreeSet<ObjectId>>,
}

impl DeviceGuardRails<'_> {
    /// Returns why a device of `account` must not be disabled; `None` if it may be.
    /// `users` are its owners and users; `None` if not all of them could be read. Facts
    /// that could not be read count as a reason.
    pub fn block_reason(self, users: Option<&[Owner]>, account: &ObjectId) -> Option<String> {
        let Some(users) = users else {
            let why = "not all of its owners and users could be read, and one may be protected";
            return Some(why.to_owned());
        };
        if users.len() >= MANY_USERS {
            return Some(format!("{MANY_USERS} users or more share it"));
        }
        if users.iter().all(|user| user.id != *account) {
            let why = "the account is not among its registered owners and users";
            return Some(why.to_owned());
        }
        let mut others = users.iter().filter(|user| user.id != *account);
        others.find_map(|user| self.owner_block_reason(user))
    }

    /// Returns why `owner`, another owner or user of the device, prevents disabling it.
    fn owner_block_reason(self, owner: &Owner) -> Option<String> {
        let Self {
            me,
            named,
            rail_facts: watch,
            privileged,
        } = self;
        let who = printable(&owner.name);
        let owns = |why: &str| Some(format!("its user {who} {why}"));
        if let Some(why) = watch.refusal_reason(me, &owner.id, &[&owner.name]) {
            return owns(why.sentence());
        }
        match &watch.owners {
            AppOwners::Known(ids) if ids.contains(&owner.id) => {
                return owns(GuardRailReason::ApplicationOwner.sentence());
            }
            AppOwners::Known(_) => {}
            AppOwners::Unread => return owns(GuardRailReason::OwnersUnread.sentence()),
        }
        if named.contains(&owner.id) {
            return None;
        }
        if watch.protected.break_glass_unread {
            return owns(
                "may be a break-glass account: the Conditional Access policies could not be read",
            );
        }
        match (&watch.administrators, privileged, &watch.eligible) {
            (GlobalAdministrators::Unread, ..) => {
                owns("may be a Global Administrator: who is one could not be read")
            }
            (GlobalAdministrators::Enabled(ids), ..) if ids.contains(&owner.id) => {
                owns("is a Global Administrator who was not named")
            }
            (_, None, _) => owns("may hold a directory role: who holds one could not be read"),
            (_, Some(ids), _) if ids.contains(&owner.id) => {
                owns("holds a directory role, or could give itself one, and was not named")
            }
            (.., None) => owns("may be eligible for a directory role: who is could not be read"),
            (.., Some(ids)) if ids.contains(&owner.id) => {
                owns("is eligible for a directory role and was not named")
            }
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::DeviceGuardRails;
    use crate::domain::account::tests::person;
    use crate::domain::device::Owner;
    use crate::domain::guard_rails::{
        AppOwners, GlobalAdministrators, GuardRailFacts, ProtectedAccounts, ProtectionRule,
    };

    fn watch() -> GuardRailFacts {
        GuardRailFacts {
            protected: ProtectedAccounts::default(),
            administrators: GlobalAdministrators::Enabled(BTreeSet::new()),
            owners: AppOwners::Known(BTreeSet::new()),
            sync: BTreeSet::new(),
            eligible: Some(BTreeSet::new()),
        }
    }

    fn users(numbers: &[u32]) -> Vec<Owner> {
        let user = |number: &u32| Owner {
            id: person(*number).id,
            name: person(*number).upn,
        };
        numbers.iter().map(user).collect()
    }

    #[track_caller]
    fn barred(watch: &GuardRailFacts, owners: Option<&[u32]>, expected: Option<&str>) {
        let named = BTreeSet::from([person(1).id]);
        let me = person(9).id;
        let privileged = BTreeSet::from([person(1).id, person(7).id]);
        let rails = DeviceGuardRails {
            me: &me,
            named: &named,
            rail_facts: watch,
            privileged: Some(&privileged),
        };
        let found = rails.block_reason(owners.map(users).as_deref(), &person(1).id);
        match (&found, expected) {
            (None, None) => {}
            (Some(found), Some(expected)) => assert!(found.contains(expected), "{found}"),
            _ => panic!("{found:?}, expected {expected:?}"),
        }
    }

    #[test]
    fn each_rule_of_another_owner_bars_the_device() {
        let open = watch();
        barred(&open, Some(&[1]), None);
        barred(&open, Some(&[1, 2]), None);
        barred(&open, None, Some("could be read"));
        barred(&open, Some(&[]), Some("not among"));
        barred(&open, Some(&[2]), Some("not among"));
        barred(&open, Some(&[1, 9]), Some("is you"));
        let mut one = watch();
        let protected = &mut one.protected;
        protected
            .resolved
            .insert(person(2).id, ProtectionRule::BreakGlass);
        barred(&one, Some(&[1, 2]), Some("break-glass"));
        barred(&one, Some(&[1, 3]), None);
        let mut one = watch();
        let entry = (person(2).upn.to_uppercase(), ProtectionRule::PolicyEntry);
        one.protected.entries.push(entry);
        barred(&one, Some(&[1, 2]), Some("machine's policy"));
        let mut one = watch();
        one.sync.insert(person(2).id);
        barred(&one, Some(&[1, 2]), Some("synchronization"));
        let mut one = watch();
        one.protected.break_glass_unread = true;
        barred(&one, Some(&[1, 2]), Some("break-glass"));
        barred(&one, Some(&[1]), None);
        let mut one = watch();
        one.owners = AppOwners::Known(BTreeSet::from([person(2).id]));
        barred(&one, Some(&[1, 2]), Some("owns the application"));
        one.owners = AppOwners::Unread;
        barred(&one, Some(&[1, 3]), Some("owners could not be read"));
        let mut one = watch();
        one.administrators = GlobalAdministrators::Enabled(BTreeSet::from([person(2).id]));
        barred(&one, Some(&[1, 2]), Some("was not named"));
        one.administrators = GlobalAdministrators::Enabled(BTreeSet::new());
        barred(&one, Some(&[1, 7]), Some("holds a directory role"));
        one.eligible = Some(BTreeSet::from([person(2).id]));
        barred(&one, Some(&[1, 2]), Some("is eligible"));
        one.eligible = None;
        barred(&one, Some(&[1, 2]), Some("may be eligible"));
        barred(&one, Some(&[1]), None);
        one.administrators = GlobalAdministrators::Unread;
        barred(&one, Some(&[1, 2]), Some("could not be read"));
        barred(&one, Some(&[1]), None);
    }

    /// For every set of owners: no device of a protected account passes, and none
    /// whose owners are not all known.
    #[test]
    fn no_device_of_protected_account_passes_whoever_else_owns_it() {
        let mut seed = 7_u64;
        let mut next = |below: u64| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            (seed >> 33) % below
        };
        let (mut passed, mut stopped) = (0, 0);
        for _ in 0..20_000 {
            let mut all = watch();
            let protected: BTreeSet<u32> = (0..next(4))
                .map(|_| 1 + u32::try_from(next(30)).unwrap())
                .collect();
            for number in &protected {
                let resolved = &mut all.protected.resolved;
                resolved.insert(person(*number).id, ProtectionRule::ConfigEntry);
            }
            let count = next(24);
            let mut owners: Vec<u32> = (0..count)
                .map(|_| 1 + u32::try_from(next(30)).unwrap())
                .collect();
            if let Some(first) = owners.first_mut().filter(|_| next(10) > 0) {
                *first = 1;
            }
            let known = next(10) > 0;
            let named = BTreeSet::from([person(1).id]);
            let me = person(99).id;
            let rails = DeviceGuardRails {
                me: &me,
                named: &named,
                rail_facts: &all,
                privileged: Some(&named),
            };
            let all = known.then(|| users(&owners));
            let others = owners.iter().filter(|number| **number != 1);
            let hits = others.filter(|number| protected.contains(number)).count();
            let has_account = owners.contains(&1);
            let must_stop = !known || count >= 20 || hits > 0 || !has_account;
            assert_eq!(
                rails.block_reason(all.as_deref(), &person(1).id).is_some(),
                must_stop
            );
            if must_stop {
                stopped += 1;
            } else {
                passed += 1;
            }
        }
        assert!(passed > 2_000 && stopped > 2_000, "{passed} {stopped}");
    }
}
