//! Whom no Conditional Access policy applies to: accounts that are left out of
//! every one of them are kept for emergencies, whatever they are called. Pure.
use std::collections::{BTreeMap, BTreeSet};

use super::ids::ObjectId;

/// Whom one policy leaves out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Exclusion {
    /// Users.
    pub users: BTreeSet<ObjectId>,
    /// Groups.
    pub groups: BTreeSet<ObjectId>,
}

/// The groups whose members have to be known.
pub fn groups(policies: &[Exclusion]) -> BTreeSet<ObjectId> {
    policies
        .iter()
        .flat_map(|one| one.groups.iter().cloned())
        .collect()
}

/// The accounts that every policy leaves out, by itself or by a group. Without
/// a policy there are none.
pub fn everywhere(
    policies: &[Exclusion],
    members: &BTreeMap<ObjectId, BTreeSet<ObjectId>>,
) -> BTreeSet<ObjectId> {
    let of = |one: &Exclusion| -> BTreeSet<ObjectId> {
        let inside = one
            .groups
            .iter()
            .filter_map(|group| members.get(group))
            .flatten();
        one.users.iter().chain(inside).cloned().collect()
    };
    let mut rest = policies.iter();
    let Some(first) = rest.next() else {
        return BTreeSet::new();
    };
    rest.fold(of(first), |common, one| {
        common.intersection(&of(one)).cloned().collect()
    })
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use super::{Exclusion, everywhere, groups};
    use crate::domain::account::tests::person;

    #[test]
    fn only_who_is_left_out_everywhere_counts() {
        let id = |n| person(n).id;
        let by_user = Exclusion {
            users: BTreeSet::from([id(1), id(2)]),
            groups: BTreeSet::new(),
        };
        let by_group = Exclusion {
            users: BTreeSet::from([id(3)]),
            groups: BTreeSet::from([id(90)]),
        };
        let members = BTreeMap::from([(id(90), BTreeSet::from([id(2), id(4)]))]);
        let both = [by_user.clone(), by_group];
        assert_eq!(groups(&both), BTreeSet::from([id(90)]));
        assert_eq!(everywhere(&both, &members), BTreeSet::from([id(2)]));
        assert_eq!(
            everywhere(std::slice::from_ref(&by_user), &members),
            by_user.users
        );
        assert!(everywhere(&[], &members).is_empty());
    }
}
