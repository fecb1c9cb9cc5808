//! Accounts that could become privileged: eligible roles, and owners.
use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::service_principals::{find_id, holds_any};
use super::{Call, access_denied, not_found, query, users};
use crate::sandbox::ledger::TokenKind;
use crate::sandbox::object::Object;
use crate::sandbox::reply::Answer;
use crate::sandbox::seed::roles;
use crate::sandbox::tenant::Tenant;

/// Roles whose holders may read eligible assignments.
const READERS: &[&str] = &[
    roles::GLOBAL_ADMINISTRATOR,
    roles::PRIVILEGED_ROLE_ADMINISTRATOR,
    roles::GLOBAL_READER,
    roles::SECURITY_READER,
];

/// Returns the refusal if the tenant has no license, or the user no role that may read.
fn read_refusal(tenant: &Tenant, call: &Call) -> Option<Answer> {
    if !users::has_premium_license(tenant) {
        return Some(Answer::graph_error(
            400,
            "AadPremiumLicenseRequired",
            "The tenant needs an AAD Premium 2 license.",
        ));
    }
    let delegated = call.caller.kind == TokenKind::Delegated;
    (delegated && !holds_any(tenant, call, READERS)).then(access_denied)
}

pub(super) fn eligibilities(tenant: &mut Tenant, call: &Call) -> Answer {
    if let Some(refusal) = read_refusal(tenant, call) {
        return refusal;
    }
    let all = tenant.role_eligibilities.all().cloned().collect();
    query::list_answer(
        tenant,
        call,
        all,
        "roleManagement/directory/roleEligibilityScheduleInstances",
        "unifiedRoleEligibilityScheduleInstance",
    )
}

/// Answers with the active role assignments and their end times.
pub(super) fn assignments(tenant: &mut Tenant, call: &Call) -> Answer {
    if let Some(refusal) = read_refusal(tenant, call) {
        return refusal;
    }
    let given = |one: &Object, name: &str, usual: Value| match one.get(name) {
        Value::Null => usual,
        known => known.clone(),
    };
    let all = tenant
        .role_assignments
        .all()
        .map(|one| {
            Object::from_value(json!({
                "id": one.get("id"),
                "appScopeId": Value::Null,
                "assignmentType": given(one, "assignmentType", json!("Assigned")),
                "directoryScopeId": one.get("directoryScopeId"),
                "endDateTime": given(one, "endDateTime", Value::Null),
                "memberType": "Direct",
                "principalId": one.get("principalId"),
                "roleAssignmentOriginId": one.get("id"),
                "roleAssignmentScheduleId": one.get("id"),
                "roleDefinitionId": one.get("roleDefinitionId"),
                "startDateTime": Value::Null,
            }))
        })
        .collect();
    query::list_answer(
        tenant,
        call,
        all,
        "roleManagement/directory/roleAssignmentScheduleInstances",
        "unifiedRoleAssignmentScheduleInstance",
    )
}

fn owners(tenant: &mut Tenant, call: &Call, thing: &str) -> Answer {
    let ids: BTreeSet<String> = tenant.owners.get(thing).cloned().unwrap_or_default();
    let all: Vec<Object> = ids
        .iter()
        .filter_map(|id| tenant.directory_object(id))
        .collect();
    query::list_answer(tenant, call, all, "directoryObjects", "directoryObject")
}

pub(super) fn group_owners(tenant: &mut Tenant, call: &Call) -> Answer {
    let id = call.id(0).to_owned();
    if tenant.groups.get(&id).is_none() {
        return not_found(&id);
    }
    owners(tenant, call, &id)
}

pub(super) fn service_principal_owners(tenant: &mut Tenant, call: &Call) -> Answer {
    match find_id(tenant, call) {
        Some(id) => owners(tenant, call, &id),
        None => not_found(call.id(0)),
    }
}

pub(super) fn application_owners(tenant: &mut Tenant, call: &Call) -> Answer {
    let id = tenant
        .registration(call.id(0))
        .map(|known| known.0.id().to_owned());
    match id {
        Some(id) => owners(tenant, call, &id),
        None => not_found(call.id(0)),
    }
}

pub(super) fn owned_objects(tenant: &mut Tenant, call: &Call) -> Answer {
    let Some(id) = users::user_id(tenant, call) else {
        return not_found(call.id(0));
    };
    let all: Vec<Object> = tenant
        .owners
        .iter()
        .filter(|(_, owners)| owners.contains(&id))
        .filter_map(|(thing, _)| tenant.groups.get(thing))
        .map(|group| {
            let mut group = group.clone();
            group.set("@odata.type", "#microsoft.graph.group");
            group
        })
        .collect();
    query::list_answer(tenant, call, all, "directoryObjects", "directoryObject")
}
