//! Single policies, logs and tenant-wide objects by id, and What If.
use serde_json::{Value, json};

use super::resources::{list_of, one_of};
use super::{Call, bad_request, not_found};
use crate::sandbox::object::Object;
use crate::sandbox::reply::Answer;
use crate::sandbox::tenant::Tenant;

pub(super) fn get_access_policy(tenant: &mut Tenant, call: &Call) -> Answer {
    one_of(tenant, call, tenant.access_policies.get(call.id(0)))
}

pub(super) fn get_token_policy(tenant: &mut Tenant, call: &Call) -> Answer {
    let found = tenant
        .token_policies
        .iter()
        .find(|one| one.id() == call.id(0));
    one_of(tenant, call, found)
}

pub(super) fn token_policy_targets(tenant: &mut Tenant, call: &Call) -> Answer {
    if tenant
        .token_policies
        .iter()
        .any(|one| one.id() == call.id(0))
    {
        list_of(tenant, call, Vec::new())
    } else {
        not_found(call.id(0))
    }
}

pub(super) fn get_organization(tenant: &mut Tenant, call: &Call) -> Answer {
    let own = Some(&tenant.organization).filter(|own| own.id() == call.id(0));
    one_of(tenant, call, own)
}

pub(super) fn get_sign_in(tenant: &mut Tenant, call: &Call) -> Answer {
    let found = tenant.sign_ins.iter().find(|one| one.id() == call.id(0));
    one_of(tenant, call, found)
}

pub(super) fn get_directory_audit(tenant: &mut Tenant, call: &Call) -> Answer {
    let all = tenant.audit_objects(call.now, tenant.directory_audits.lag);
    let found = all.iter().find(|one| one.id() == call.id(0));
    one_of(tenant, call, found)
}

pub(super) fn list_role_templates(tenant: &mut Tenant, call: &Call) -> Answer {
    let template = |role: &Object| {
        Object::from_value(json!({
            "id": role.get("roleTemplateId"),
            "deletedDateTime": null,
            "description": role.get("description"),
            "displayName": role.get("displayName"),
        }))
    };
    let all = tenant.roles.all().map(template).collect();
    list_of(tenant, call, all)
}

/// Answers which Conditional Access policies would apply to a sign-in of a user.
pub(super) fn evaluate(tenant: &mut Tenant, call: &Call) -> Answer {
    let user = call
        .property("signInIdentity")
        .get("userId")
        .and_then(Value::as_str);
    let Some(user) = user
        .filter(|id| tenant.users.get(id).is_some())
        .map(str::to_owned)
    else {
        return bad_request("The sign-in identity must name a user of the tenant.");
    };
    let only_applied = call
        .property("appliedPoliciesOnly")
        .as_bool()
        .unwrap_or_default();
    let results = tenant.access_policies.all().filter_map(|policy| {
        let reason = reason_not_applied(tenant, policy, &user);
        if only_applied && reason.is_some() {
            return None;
        }
        let mut result = policy.clone();
        result.set("policyApplies", reason.is_none());
        result.set("analysisReasons", reason.unwrap_or("notSet"));
        Some(result)
    });
    let results = results.collect();
    list_of(tenant, call, results)
}

/// Returns why a policy does not apply to a user; `None` if it does.
fn reason_not_applied(tenant: &Tenant, policy: &Object, user: &str) -> Option<&'static str> {
    if policy.text("state") != "enabled" {
        return Some("policyNotEnabled");
    }
    let users = policy.get("conditions").get("users");
    let groups = tenant.transitive_groups(user);
    let roles = tenant.role_templates(user);
    let names = |list: &str| {
        let list = users
            .and_then(|users| users.get(list))
            .and_then(Value::as_array);
        list.into_iter()
            .flatten()
            .filter_map(Value::as_str)
            .collect::<Vec<_>>()
    };
    let reaches = |people: &str, in_groups: &str, with_roles: &str| {
        names(people)
            .iter()
            .any(|one| *one == "All" || *one == user)
            || names(in_groups).iter().any(|one| groups.contains(*one))
            || names(with_roles)
                .iter()
                .any(|one| roles.iter().any(|role| role == one))
    };
    if reaches("excludeUsers", "excludeGroups", "excludeRoles")
        || !reaches("includeUsers", "includeGroups", "includeRoles")
    {
        return Some("users");
    }
    None
}
