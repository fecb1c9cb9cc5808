//! Each rule of the Status column, on made-up facts.
use std::collections::{BTreeMap, BTreeSet};

use super::{
    Condition, Facts, PrincipalFacts, Record, Remedy, SetFacts, Unread, UnreadCause, assess,
};
use crate::catalog::{Catalog, PermissionKind, PermissionSet, SetId};
use crate::domain::consent::{Held, HeldRole, HeldScopes, Resources};
use crate::ids::{AppId, ObjectId};

fn id(number: usize) -> ObjectId {
    format!("00000000-0000-4000-8000-{number:012}")
        .parse()
        .unwrap()
}

fn client() -> AppId {
    "5e700001-aaaa-4aaa-8aaa-00000000da7a".parse().unwrap()
}

fn principal(set: &PermissionSet, resources: &Resources, leave_out: &[&str]) -> PrincipalFacts {
    let mut held = Held::default();
    for one in &set.permissions {
        if leave_out.contains(&one.name.as_ref()) {
            continue;
        }
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
                scopes: vec![one.name.to_string()],
            }),
        }
    }
    PrincipalFacts {
        id: id(99),
        app_id: client(),
        display_name: Some("made up".to_owned()),
        enabled: true,
        disabled_by_microsoft: None,
        assignment_required: false,
        owner: None,
        verified_publisher: None,
        loopback: false,
        held,
        roles: Some(set.settings.iter().map(|one| one.role.clone()).collect()),
    }
}

struct Case {
    catalog: Catalog,
    facts: Facts,
    record: Record,
}

impl Case {
    fn new(set: &str, change: impl FnOnce(&mut PrincipalFacts), leave_out: &[&str]) -> Self {
        let catalog = Catalog::builtin();
        let resources = Resources {
            found: catalog
                .resources
                .iter()
                .enumerate()
                .map(|(number, one)| (one.app_id.clone(), id(number + 1)))
                .collect(),
        };
        let mut facts = principal(catalog.set(set).unwrap(), &resources, leave_out);
        change(&mut facts);
        let id = SetId::new(set);
        Self {
            facts: Facts {
                sets: BTreeMap::from([(id.clone(), SetFacts::Read(Box::new(facts)))]),
                resources,
            },
            record: Record {
                bound: BTreeMap::from([(id, client())]),
                ..Record::default()
            },
            catalog,
        }
    }

    fn with(mut self, set: &str, facts: SetFacts) -> Self {
        self.facts.sets.insert(SetId::new(set), facts);
        self
    }

    fn recorded(mut self, set: &str, version: u32) -> Self {
        self.record.granted.insert(SetId::new(set), version);
        self
    }

    fn status(&self, app: &str) -> (Condition, Remedy) {
        let app = self.catalog.app(app).unwrap();
        let health = assess(&self.catalog, app, &self.facts, &self.record);
        assert!(!health.reason.is_empty());
        (health.condition, health.remedy)
    }
}

fn everything(set: &str) -> Vec<String> {
    let catalog = Catalog::builtin();
    let set = catalog.set(set).unwrap();
    set.permissions
        .iter()
        .map(|one| one.name.to_string())
        .collect()
}

#[test]
fn all_there_is_granted_and_a_missing_role_needs_settings() {
    let full = Case::new("s3", |_| {}, &[]);
    assert_eq!(full.status("search"), (Condition::Granted, Remedy::Nothing));
    let no_role = Case::new("s3", |one| one.roles = Some(BTreeSet::new()), &[]);
    assert_eq!(
        no_role.status("search"),
        (Condition::NeedsSettings, Remedy::Settings)
    );
}

#[test]
fn nothing_there_is_not_granted_unless_it_was_once() {
    let all = everything("s1");
    let all: Vec<&str> = all.iter().map(String::as_str).collect();
    let none = Case::new("s1", |_| {}, &all);
    assert_eq!(none.status("mobile-security").0, Condition::NotGranted);
    let once = Case::new("s1", |_| {}, &all).recorded("s1", 2);
    assert_eq!(once.status("mobile-security").0, Condition::PermissionError);
}

#[test]
fn what_is_only_newer_is_an_update_with_or_without_a_record() {
    let newer = |version: u32| {
        let case = Case::new("s2", |_| {}, &["Place.Read.All"]);
        if version == 0 {
            case
        } else {
            case.recorded("s2", version)
        }
    };
    let update = Condition::PermissionUpdateRequired;
    assert_eq!(newer(0).status("risk-insights").0, update);
    assert_eq!(newer(1).status("risk-insights").0, update);
    // It was there when version 2 was granted, so somebody took it away.
    assert_eq!(
        newer(2).status("risk-insights").0,
        Condition::PermissionError
    );
    let older = Case::new("s2", |_| {}, &["Place.Read.All", "AuditLog.Read.All"]);
    assert_eq!(older.status("risk-insights").0, Condition::PermissionError);
}

#[test]
fn a_disabled_application_outweighs_what_is_missing() {
    let off = Case::new("s3", |one| one.enabled = false, &["User.ReadWrite.All"]);
    assert_eq!(
        off.status("search"),
        (Condition::ApplicationDisabled, Remedy::Enable)
    );
    let by_microsoft = Case::new(
        "s3",
        |one| {
            one.disabled_by_microsoft =
                Some("DisabledDueToViolationOfServicesAgreement".to_owned());
        },
        &[],
    );
    assert_eq!(
        by_microsoft.status("search"),
        (Condition::ApplicationDisabled, Remedy::Microsoft)
    );
}

#[test]
fn a_deleted_application_is_an_error_only_after_a_grant() {
    let gone = || Case::new("s3", |_| {}, &[]).with("s3", SetFacts::Gone { client: client() });
    assert_eq!(gone().status("search").0, Condition::NotGranted);
    assert_eq!(
        gone().recorded("s3", 2).status("search"),
        (Condition::AuthenticationError, Remedy::Recreate)
    );
}

#[test]
fn unbound_unread_and_blocked_are_said_as_they_are() {
    let unbound = Case::new("s3", |_| {}, &[]).with("s3", SetFacts::Unbound);
    assert_eq!(
        unbound.status("search"),
        (Condition::NotBound, Remedy::Bind(SetId::new("s3")))
    );
    let unread = Case::new("s3", |_| {}, &[]).with(
        "s3",
        SetFacts::Unread {
            client: client(),
            unread: Unread::new(UnreadCause::TryAgain, "Graph is throttling"),
        },
    );
    assert_eq!(unread.status("search"), (Condition::Unknown, Remedy::Again));
    let mut blocked = Case::new("s3", |_| {}, &[]);
    blocked.record.blocked.insert("search".to_owned());
    assert_eq!(blocked.status("search").0, Condition::Blocked);
    assert_eq!(blocked.status("workbench").0, Condition::Granted);
}

#[test]
fn the_words_in_json_are_those_of_the_type() {
    for condition in Condition::ALL {
        let json = serde_json::to_value(condition).unwrap();
        assert_eq!(json, condition.as_str());
    }
}
