//! The organization, its domains, products, policies and sign-in log.
use jiff::Timestamp;
use serde_json::Value;

use super::json_objects::{objects, scenario_objects, stores, tenant_part};
use crate::sandbox::object::Object;
use crate::sandbox::tenant::{Tenant, uuid_of};

/// Creates everything but users and applications.
pub(super) fn seed_policies(tenant: &mut Tenant, now: Timestamp) {
    tenant.organization = Object::from_value(tenant_part("organization", now));
    tenant.domains = objects(tenant_part("domains", now));
    tenant.skus = objects(tenant_part("skus", now));
    if let Value::Object(policies) = tenant_part("policies", now) {
        for (name, policy) in policies {
            tenant.policies.insert(name, Object::from_value(policy));
        }
    }
    for policy in objects(tenant_part("accessPolicies", now)) {
        tenant.access_policies.insert(policy);
    }
    tenant.sign_ins = objects(tenant_part("signIns", now));
    seed_stores(tenant, now);
}

/// Fills the stores of objects without rules of their own. An object without id has one that
/// depends only on its place.
fn seed_stores(tenant: &mut Tenant, now: Timestamp) {
    let Value::Object(stores) = stores(now) else {
        return;
    };
    for (name, list) in stores {
        let store = tenant.stores.entry(name.clone()).or_default();
        for (index, mut object) in objects(list).into_iter().enumerate() {
            if object.id().is_empty() {
                object.set("id", uuid_of(&format!("{name} {index}")));
            }
            store.insert(object);
        }
    }
}

/// Adds the policies that exist in a scenario alone.
pub(super) fn add_scenario_policies(tenant: &mut Tenant, scenario: &str, now: Timestamp) {
    for policy in scenario_objects(scenario, "accessPolicies", now) {
        tenant.access_policies.insert(policy);
    }
    tenant
        .token_policies
        .extend(scenario_objects(scenario, "tokenPolicies", now));
}
