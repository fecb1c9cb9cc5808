//! Tests of the simulated tenant's initial state.
use std::collections::BTreeSet;

use jiff::Timestamp;

use super::scenarios::{Scenario, SetState};
use super::{cast, roles, user_id, vendor_apps};
use crate::sandbox::Tenant;

fn seed() -> (Tenant, Timestamp) {
    let now = "2026-03-01T08:00:00Z".parse().unwrap();
    (Tenant::seed(now), now)
}

#[test]
fn two_hundred_people_of_every_kind_work_there() {
    let (tenant, _) = seed();
    let count = |property: &str, value: serde_json::Value| {
        tenant
            .users
            .all()
            .filter(|user| *user.get(property) == value)
            .count()
    };
    assert_eq!(tenant.users.all().count(), 200);
    assert_eq!(count("userType", "Guest".into()), 15);
    assert!((40..=45).contains(&count("onPremisesSyncEnabled", true.into())));
    assert_eq!(count("accountEnabled", false.into()), 9);
    assert_eq!(count("displayName", "Sam Rivers".into()), 2);
    let names: BTreeSet<&str> = tenant
        .users
        .all()
        .map(|u| u.text("userPrincipalName"))
        .collect();
    assert_eq!(names.len(), 200);
}

#[test]
fn there_are_four_global_administrators_and_two_are_for_emergencies() {
    let (tenant, _) = seed();
    let holders: Vec<&str> = tenant
        .users
        .all()
        .filter(|user| {
            tenant
                .role_templates(user.id())
                .contains(&roles::GLOBAL_ADMINISTRATOR.to_owned())
        })
        .map(|user| user.text("userPrincipalName"))
        .collect();
    assert_eq!(holders.len(), 4);
    for policy in tenant.access_policies.all() {
        let excluded = policy.get("conditions")["users"]["excludeUsers"].to_string();
        for upn in [cast::BREAK_GLASS_1, cast::BREAK_GLASS_2] {
            assert!(holders.contains(&upn) && excluded.contains(&user_id(upn)));
        }
    }
    let by_group = tenant.role_templates(&user_id(cast::ROLE_BY_GROUP));
    assert_eq!(by_group, [roles::PRIVILEGED_ROLE_ADMINISTRATOR]);
}

#[test]
fn the_seed_depends_on_the_moment_only_and_survives_saving() {
    let (tenant, now) = seed();
    assert_eq!(tenant, Tenant::seed(now));
    let text = serde_json::to_string(&tenant).unwrap();
    assert_eq!(serde_json::from_str::<Tenant>(&text).unwrap(), tenant);
}

#[test]
fn a_saved_tenant_holds_no_secret() {
    let (mut tenant, now) = seed();
    let session = tenant.administrator_session(now);
    assert!(session.access_token.expose().contains("CANARY"));
    assert!(session.refresh_token.expose().contains("CANARY"));
    assert!(!serde_json::to_string(&tenant).unwrap().contains("CANARY"));
}

#[test]
fn every_scene_has_a_name_and_can_be_set_from_every_other() {
    let (mut tenant, now) = seed();
    for scenario in Scenario::all() {
        assert_eq!(scenario.to_string().parse(), Ok(scenario));
        tenant.apply_scenario(scenario, now);
    }
    tenant.apply_scenario(Scenario::Every(SetState::Granted), now);
    for app in vendor_apps() {
        let principal = tenant.service_principal_of(app.client_id).unwrap();
        assert!(principal.flag("accountEnabled"));
        assert!(
            !tenant
                .application_permissions(principal.id(), &crate::sandbox::Resource::Graph)
                .is_empty()
        );
        let held = tenant.role_templates(principal.id());
        assert_eq!(held.len(), app.roles.len(), "{}", app.set);
    }
    assert!("s9-granted".parse::<Scenario>().is_err());
}

#[test]
fn each_set_carries_what_the_catalog_lists() {
    let (mut tenant, now) = seed();
    tenant.apply_scenario(Scenario::Every(SetState::Granted), now);
    for set in crate::catalog::Catalog::builtin().sets {
        let app = vendor_apps()
            .iter()
            .find(|app| app.set == set.id.as_str())
            .unwrap_or_else(|| panic!("{} has no application", set.id));
        let principal = tenant
            .service_principal_of(app.client_id)
            .unwrap()
            .id()
            .to_owned();
        for permission in &set.permissions {
            let resource = tenant
                .service_principal_of(permission.resource.app_id.as_str())
                .unwrap();
            let granted = match permission.kind {
                crate::catalog::PermissionKind::Application => {
                    tenant.app_role_assignments.all().any(|known| {
                        known.text("principalId") == principal
                            && known.text("resourceId") == resource.id()
                            && known.text("appRoleId") == permission.id.as_str()
                    })
                }
                crate::catalog::PermissionKind::Delegated => tenant.grants.all().any(|grant| {
                    grant.text("clientId") == principal
                        && grant.text("resourceId") == resource.id()
                        && grant
                            .text("scope")
                            .split(' ')
                            .any(|s| s == permission.name.as_ref())
                }),
            };
            assert!(granted, "{} {}", set.id, permission.name);
        }
    }
}
