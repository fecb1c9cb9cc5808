//! The difference, the plan and the drift, on made-up holdings.
use std::collections::BTreeMap;

use super::plan::{GrantStep, Refusal, Target, merged, plan, without};
use super::{Held, HeldRole, HeldScopes, Names, Resources, compare, drift};
use crate::catalog::{Catalog, PermissionKind, PermissionSet};
use crate::ids::{AppId, ObjectId};

const SURPLUS_ROLE: &str = "9e3f62cf-ca93-4989-b6ce-bf83c28f9fe8";

fn id(number: u32) -> ObjectId {
    format!("00000000-0000-4000-8000-{number:012}")
        .parse()
        .unwrap()
}

fn client() -> AppId {
    "5e700001-aaaa-4aaa-8aaa-00000000da7a".parse().unwrap()
}

fn resources(catalog: &Catalog) -> Resources {
    let found = (1..).zip(&catalog.resources);
    Resources {
        found: found
            .map(|(number, one)| (one.app_id.clone(), id(number)))
            .collect(),
    }
}

fn all_of(set: &PermissionSet, resources: &Resources) -> Held {
    let mut held = Held::default();
    for one in &set.permissions {
        let resource = resources.found[&one.resource.app_id].clone();
        match one.kind {
            PermissionKind::Application => held.roles.push(HeldRole {
                resource,
                resource_name: None,
                id: one.id.clone(),
                assignment: "a".to_owned(),
            }),
            PermissionKind::Delegated => held.scopes.push(HeldScopes {
                resource,
                grant: "g".to_owned(),
                scopes: vec![one.name.to_uppercase(), "openid".to_owned()],
            }),
        }
    }
    held
}

fn role(resource: ObjectId, id: &str) -> HeldRole {
    HeldRole {
        resource,
        resource_name: None,
        id: id.parse().unwrap(),
        assignment: "b".to_owned(),
    }
}

#[test]
fn what_is_held_is_found_by_api_and_id_whatever_the_case_of_a_scope() {
    let catalog = Catalog::builtin();
    let resources = resources(&catalog);
    let learned = BTreeMap::new();
    let names = Names {
        catalog: &catalog,
        learned: &learned,
    };
    for set in &catalog.sets {
        let held = all_of(set, &resources);
        let full = compare(&set.permissions, &[], &held, &resources, names);
        assert!(
            full.missing.is_empty() && full.surplus.is_empty(),
            "{}",
            set.id
        );
        let none = compare(&set.permissions, &[], &Held::default(), &resources, names);
        assert_eq!(none.missing.len(), set.permissions.len());
    }
}

#[test]
fn the_same_id_on_another_api_does_not_count() {
    let catalog = Catalog::builtin();
    let resources = resources(&catalog);
    let set = catalog.set("s5").unwrap();
    let mut held = all_of(set, &resources);
    // Mail.Read has one id on Graph and on Exchange.
    let exchange = resources.found[&catalog.resources[2].app_id].clone();
    held.roles.retain(|one| {
        one.resource != exchange || one.id.as_str() != "810c84a8-4a9e-49e6-bf7d-12d183f40d01"
    });
    let learned = BTreeMap::new();
    let names = Names {
        catalog: &catalog,
        learned: &learned,
    };
    let difference = compare(&set.permissions, &[], &held, &resources, names);
    assert_eq!(difference.missing.len(), 1);
    assert_eq!(difference.missing[0].name, "Mail.Read");
}

#[test]
fn surplus_is_named_and_ranked_and_default_access_is_none() {
    let catalog = Catalog::builtin();
    let resources = resources(&catalog);
    let set = catalog.set("s1").unwrap();
    let mut held = all_of(set, &resources);
    held.roles.push(role(id(1), SURPLUS_ROLE));
    held.roles.push(role(id(1), super::DEFAULT_ACCESS));
    held.roles.push(role(id(99), SURPLUS_ROLE));
    let learned = BTreeMap::from([(
        SURPLUS_ROLE.parse().unwrap(),
        "RoleManagement.ReadWrite.Directory".to_owned(),
    )]);
    let names = Names {
        catalog: &catalog,
        learned: &learned,
    };
    let difference = compare(&set.permissions, &[], &held, &resources, names);
    assert_eq!(difference.surplus.len(), 2);
    assert!(difference.surplus[0].risk.is_dangerous());
    let beside: Vec<_> = catalog.set("s3").unwrap().permissions.iter().collect();
    held.roles.push(role(id(1), beside[0].id.as_str()));
    let alone = compare(&set.permissions, &[], &held, &resources, names);
    let shared = compare(&set.permissions, &beside, &held, &resources, names);
    assert_eq!(alone.surplus.len(), shared.surplus.len() + 1);
}

#[test]
fn a_plan_adds_what_is_missing_and_extends_what_is_there() {
    let catalog = Catalog::builtin();
    let resources = resources(&catalog);
    let set = catalog.set("s1").unwrap();
    let client = client();
    let principal = id(50);
    let target = Target {
        client: &client,
        principal: Some((&principal, &client)),
        disabled_by_microsoft: None,
    };
    let full = all_of(set, &resources);
    let nothing = plan(set, &set.permissions, target, &full, &resources).unwrap();
    assert!(nothing.steps.is_empty());
    let other = Held {
        scopes: vec![HeldScopes {
            resource: id(1),
            grant: "g1".to_owned(),
            scopes: vec!["Mail.Send".to_owned()],
        }],
        ..Held::default()
    };
    let made = plan(set, &set.permissions, target, &other, &resources).unwrap();
    assert!(made.steps.iter().any(|step| matches!(step,
        GrantStep::ExtendScopes { kept, added, .. }
            if kept == &["Mail.Send"] && added == &["User.Read"])));
    assert_eq!(made.adds.len(), set.permissions.len());
    let absent = Target {
        principal: None,
        ..target
    };
    let made = plan(set, &set.permissions, absent, &Held::default(), &resources).unwrap();
    assert!(matches!(made.steps[0], GrantStep::CreatePrincipal { .. }));
}

#[test]
fn a_plan_refuses_what_is_outside_the_set_or_disabled_by_microsoft() {
    let catalog = Catalog::builtin();
    let resources = resources(&catalog);
    let set = catalog.set("s1").unwrap();
    let client = client();
    let principal = id(50);
    let target = Target {
        client: &client,
        principal: Some((&principal, &client)),
        disabled_by_microsoft: None,
    };
    let other = &catalog.set("s3").unwrap().permissions;
    let held = Held::default();
    assert!(matches!(
        plan(set, other, target, &held, &resources),
        Err(Refusal::OutsideSet { .. })
    ));
    let disabled = Target {
        disabled_by_microsoft: Some("DisabledDueToViolationOfServicesAgreement"),
        ..target
    };
    assert!(matches!(
        plan(set, &set.permissions, disabled, &held, &resources),
        Err(Refusal::DisabledByMicrosoft { .. })
    ));
    let foreign: AppId = "5e700009-aaaa-4aaa-8aaa-00000000da7a".parse().unwrap();
    let wrong = Target {
        principal: Some((&principal, &foreign)),
        ..target
    };
    assert!(matches!(
        plan(set, &set.permissions, wrong, &held, &resources),
        Err(Refusal::OtherApplication { .. })
    ));
}

#[test]
fn scopes_are_merged_and_taken_away_whatever_their_case() {
    let kept = ["Mail.Send".to_owned(), "user.read".to_owned()];
    let mine = ["User.Read".to_owned()];
    assert_eq!(merged(&kept, &mine), "Mail.Send user.read");
    assert_eq!(without(&kept, &mine), "Mail.Send");
    assert_eq!(without(&mine, &mine), "");
}

#[test]
fn what_nobody_planned_is_drift() {
    let catalog = Catalog::builtin();
    let resources = resources(&catalog);
    let set = catalog.set("s1").unwrap();
    let learned = BTreeMap::new();
    let names = Names {
        catalog: &catalog,
        learned: &learned,
    };
    let of = |held: &Held| compare(&set.permissions, &[], held, &resources, names);
    let mut held = Held {
        roles: vec![role(id(1), SURPLUS_ROLE)],
        ..Held::default()
    };
    let before = of(&held);
    held.roles[0].id = "df021288-bdef-4463-88db-98f22de89214".parse().unwrap();
    held.roles.push(role(id(1), set.permissions[0].id.as_str()));
    let after = of(&held);
    let planned: Vec<_> = before.missing.iter().collect();
    let found = drift(&before, &after, &planned);
    assert_eq!(found.vanished.len(), 1);
    assert_eq!(found.added.len(), 1);
    assert_eq!(found.added[0].name, "User.Read.All");
}
