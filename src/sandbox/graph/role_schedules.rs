//! Privileged Identity Management: schedules of assignments, and requests to change them.
use serde_json::{Value, json};

use super::resources::{list_of, one_of};
use super::{Call, bad_request, not_found};
use crate::sandbox::object::{Lag, Object};
use crate::sandbox::reply::Answer;
use crate::sandbox::tenant::{Tenant, rfc3339};

/// Answers with the schedules of assignments or eligibilities, as the address says.
pub(super) fn list(tenant: &mut Tenant, call: &Call) -> Answer {
    let eligible = call.path.contains("Eligibility");
    let instances = if eligible {
        &tenant.role_eligibilities
    } else {
        &tenant.role_assignments
    };
    let all = instances.all().map(|one| schedule(one, eligible)).collect();
    list_of(tenant, call, all)
}

fn schedule(one: &Object, eligible: bool) -> Object {
    let end = one.get("endDateTime").clone();
    let kind = if end.is_null() {
        "noExpiration"
    } else {
        "afterDateTime"
    };
    let mut schedule = json!({
        "id": if eligible { one.get("roleEligibilityScheduleId") } else { one.get("id") },
        "appScopeId": null,
        "createdDateTime": one.get("startDateTime"),
        "createdUsing": null,
        "directoryScopeId": one.get("directoryScopeId"),
        "memberType": "Direct",
        "modifiedDateTime": null,
        "principalId": one.get("principalId"),
        "roleDefinitionId": one.get("roleDefinitionId"),
        "scheduleInfo": {
            "startDateTime": one.get("startDateTime"),
            "recurrence": null,
            "expiration": { "type": kind, "endDateTime": end, "duration": null },
        },
        "status": "Provisioned",
    });
    if let Some(schedule) = schedule.as_object_mut()
        && !eligible
    {
        schedule.insert("assignmentType".to_owned(), json!("Assigned"));
    }
    Object::from_value(schedule)
}

/// Carries out a request to assign or remove a role at once.
pub(super) fn request(tenant: &mut Tenant, call: &Call) -> Answer {
    let text = |name: &str| call.property(name).as_str().unwrap_or_default().to_owned();
    let (action, principal, role) = (
        text("action"),
        text("principalId"),
        text("roleDefinitionId"),
    );
    if tenant.directory_object(&principal).is_none() {
        return not_found(&principal);
    }
    if !tenant
        .roles
        .all()
        .any(|known| known.text("roleTemplateId") == role)
    {
        return not_found(&role);
    }
    let holds = tenant.role_assignments.all().any(|known| {
        known.text("principalId") == principal && known.text("roleDefinitionId") == role
    });
    match action.as_str() {
        "adminAssign" | "selfActivate" if holds => {
            return Answer::graph_error(
                400,
                "RoleAssignmentExists",
                "The Role assignment already exists.",
            );
        }
        "adminAssign" | "selfActivate" => tenant.give_role(&principal, &role),
        "adminRemove" | "selfDeactivate" if holds => tenant.take_role(&principal, &role),
        "adminRemove" | "selfDeactivate" => {
            return Answer::graph_error(
                400,
                "RoleAssignmentDoesNotExist",
                "The Role assignment does not exist.",
            );
        }
        _ => return bad_request("The request's action is not supported."),
    }
    let id = tenant.uuid("role request");
    let mut made = Object::from_value(json!({
        "id": id,
        "action": action,
        "appScopeId": null,
        "approvalId": null,
        "completedDateTime": rfc3339(call.now),
        "createdBy": { "user": { "id": call.caller.principal, "displayName": null } },
        "createdDateTime": rfc3339(call.now),
        "customData": null,
        "directoryScopeId": "/",
        "isValidationOnly": false,
        "justification": call.property("justification"),
        "principalId": principal,
        "roleDefinitionId": role,
        "scheduleInfo": call.property("scheduleInfo"),
        "status": "Provisioned",
        "targetScheduleId": id,
        "ticketInfo": call.property("ticketInfo"),
    }));
    made.0
        .retain(|name, value| !(name == "scheduleInfo" && *value == Value::Null));
    let store = "role-assignment-schedule-requests".to_owned();
    let all = tenant.stores.entry(store).or_default();
    all.write(made.clone(), Lag::default(), call.now);
    let mut answer = one_of(tenant, call, Some(&made));
    answer.status = 201;
    answer.with_write_applied()
}
