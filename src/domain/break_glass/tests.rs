//! Tests of the detected accounts for various policies.
use std::collections::BTreeSet;

use super::{
    Administrator, Detection, GuestKind, Mfa, Policy, PolicyState, Scope, Subject, detect,
    needs_memberships,
};
use crate::catalog::roles::by_name;
use crate::domain::account::tests::person;
use crate::ids::{ObjectId, RoleTemplateId};

fn id(number: u32) -> ObjectId {
    person(number).id
}

fn role(name: &str) -> RoleTemplateId {
    by_name(name).unwrap().id()
}

fn administrator(number: u32) -> Administrator {
    Administrator {
        subject: Subject {
            id: id(number),
            groups: BTreeSet::from([id(number + 100)]),
            roles: BTreeSet::from([role("Global Administrator")]),
            guest: None,
        },
        upn: format!("admin{number}@contoso.example"),
        enabled: true,
        cloud_only: true,
        permanent: true,
    }
}

fn everyone() -> Scope {
    Scope {
        everyone: true,
        ..Scope::default()
    }
}

fn policy(include: Scope, exclude: Scope) -> Policy {
    Policy {
        name: "a policy".to_owned(),
        state: PolicyState::Enabled,
        blocks: true,
        mfa: Mfa::No,
        at_sign_in: true,
        workloads: false,
        include,
        exclude,
    }
}

fn users(numbers: &[u32]) -> Scope {
    Scope {
        users: numbers.iter().map(|n| id(*n)).collect(),
        ..Scope::default()
    }
}

fn groups(numbers: &[u32]) -> Scope {
    Scope {
        groups: numbers.iter().map(|n| id(*n)).collect(),
        ..Scope::default()
    }
}

fn roles(names: &[&str]) -> Scope {
    Scope {
        roles: names.iter().map(|name| role(name)).collect(),
        ..Scope::default()
    }
}

fn guests() -> Scope {
    Scope {
        guests: GuestKind::ALL.into(),
        ..Scope::default()
    }
}

/// Numbers of the three administrators that are found.
fn found(policies: &[Policy]) -> Vec<u32> {
    let three = [administrator(1), administrator(2), administrator(3)];
    match detect(policies, &three) {
        Detection::NoBlockPolicy => panic!("no policy"),
        Detection::Found(found) => (1..=3)
            .filter(|n| found.iter().any(|one| one.id == id(*n)))
            .collect(),
    }
}

#[test]
fn exclusion_wins_over_every_inclusion() {
    let include = [
        everyone(),
        users(&[1, 2, 3]),
        groups(&[101, 102, 103]),
        roles(&["Global Administrator"]),
    ];
    for include in include {
        assert!(found(&[policy(include.clone(), Scope::default())]).is_empty());
        for exclude in [users(&[2]), groups(&[102])] {
            assert_eq!(found(&[policy(include.clone(), exclude)]), [2]);
        }
        let all = policy(include, roles(&["Global Administrator"]));
        assert_eq!(found(&[all]), [1, 2, 3]);
    }
    let other = policy(roles(&["Helpdesk Administrator"]), Scope::default());
    assert_eq!(found(&[other]), [1, 2, 3]);
    assert_eq!(found(&[policy(guests(), Scope::default())]), [1, 2, 3]);
}

#[test]
fn every_enabled_block_policy_must_spare_it() {
    let first = policy(everyone(), users(&[1, 2]));
    let second = policy(everyone(), users(&[2, 3]));
    assert_eq!(found(&[first.clone(), second.clone()]), [2]);
    let group = policy(groups(&[900]), Scope::default());
    assert_eq!(found(&[first.clone(), group]), [1, 2]);
    for (state, blocks) in [
        (PolicyState::ReportOnly, true),
        (PolicyState::Enabled, false),
    ] {
        let idle = Policy {
            state,
            blocks,
            ..second.clone()
        };
        assert_eq!(found(&[first.clone(), idle]), [1, 2]);
    }
}

#[test]
fn policies_that_are_not_about_sign_ins_of_people_do_not_count() {
    let block = policy(everyone(), Scope::default());
    for other in [
        Policy {
            workloads: true,
            ..block.clone()
        },
        Policy {
            at_sign_in: false,
            ..block.clone()
        },
        Policy {
            include: Scope::default(),
            ..block.clone()
        },
        Policy {
            state: PolicyState::Disabled,
            ..block.clone()
        },
    ] {
        let detection = detect(std::slice::from_ref(&other), &[administrator(1)]);
        assert_eq!(detection, Detection::NoBlockPolicy);
        assert_eq!(found(&[other, policy(everyone(), users(&[1]))]), [1]);
    }
    assert_eq!(detect(&[], &[]), Detection::NoBlockPolicy);
}

#[test]
fn candidate_is_enabled_cloud_only_permanent_member() {
    let block = policy(everyone(), users(&[1]));
    let changes: [fn(&mut Administrator); 4] = [
        |one| one.enabled = false,
        |one| one.cloud_only = false,
        |one| one.permanent = false,
        |one| one.subject.guest = Some(GuestKind::CollaborationGuest),
    ];
    for change in changes {
        let mut one = administrator(1);
        change(&mut one);
        let found = detect(std::slice::from_ref(&block), &[one]);
        assert_eq!(found, Detection::Found(Vec::new()));
    }
    // A guest counts by its kind, on both sides.
    let guest = Subject {
        guest: Some(GuestKind::Internal),
        ..administrator(1).subject
    };
    assert!(policy(guests(), Scope::default()).applies_to(&guest));
    assert!(!policy(everyone(), guests()).applies_to(&guest));
}

#[test]
fn policies_that_reach_a_break_glass_account_are_told() {
    let block = policy(everyone(), users(&[1]));
    let strong = Policy {
        name: "strong".to_owned(),
        blocks: false,
        mfa: Mfa::PhishingResistant,
        ..policy(everyone(), Scope::default())
    };
    let weak = Policy {
        name: "weak".to_owned(),
        mfa: Mfa::Any,
        ..strong.clone()
    };
    let ahead = Policy {
        name: "ahead".to_owned(),
        state: PolicyState::ReportOnly,
        ..policy(everyone(), Scope::default())
    };
    let of = |policies: &[Policy]| match detect(policies, &[administrator(1)]) {
        Detection::Found(found) => found.first().unwrap().clone(),
        Detection::NoBlockPolicy => panic!("no policy"),
    };
    let one = of(&[block.clone(), strong.clone(), ahead]);
    assert_eq!(one.policies, ["strong"]);
    assert!(one.phishing_resistant_only);
    assert_eq!(one.report_only_blocks, ["ahead"]);
    assert!(!of(&[block.clone(), strong, weak]).phishing_resistant_only);
    assert!(!of(&[block]).phishing_resistant_only);
}

#[test]
fn memberships_are_read_only_where_a_policy_names_some() {
    let ga = role("Global Administrator");
    let needs = |one: Policy| needs_memberships(&[one], &ga);
    assert!(!needs(policy(everyone(), roles(&["Global Administrator"]))));
    assert!(needs(policy(everyone(), groups(&[1]))));
    assert!(needs(policy(
        roles(&["Helpdesk Administrator"]),
        Scope::default()
    )));
    assert!(!needs(Policy {
        state: PolicyState::Disabled,
        ..policy(everyone(), groups(&[1]))
    }));
}
