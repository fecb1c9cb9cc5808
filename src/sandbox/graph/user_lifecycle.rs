//! Creating and deleting users, and what the directory says of a user beside the account.
use serde_json::{Value, json};

use super::deleted_items::keep_deleted;
use super::expand::MANAGER;
use super::group_lifecycle::linked_id;
use super::resources::{list_of, one_of};
use super::users::{is_allowed, user_id};
use super::{Call, access_denied, bad_request, not_found, query};
use crate::sandbox::object::{Lag, Object};
use crate::sandbox::reply::Answer;
use crate::sandbox::seed::roles::AccountOperation;
use crate::sandbox::tenant::{Tenant, rfc3339};

/// Properties without which no user is created.
const REQUIRED: [&str; 5] = [
    "accountEnabled",
    "displayName",
    "mailNickname",
    "passwordProfile",
    "userPrincipalName",
];

pub(super) fn create(tenant: &mut Tenant, call: &Call) -> Answer {
    for name in REQUIRED {
        if call.property(name).is_null() {
            return bad_request(&format!(
                "A value is required for property '{name}' of resource 'User'."
            ));
        }
    }
    if call
        .property("passwordProfile")
        .get("password")
        .and_then(Value::as_str)
        .is_none()
    {
        return bad_request("A password must be specified to create a new user.");
    }
    let upn = call
        .property("userPrincipalName")
        .as_str()
        .unwrap_or_default()
        .to_owned();
    let domain = upn.rsplit('@').next().unwrap_or_default();
    if !tenant
        .domains
        .iter()
        .any(|known| known.id().eq_ignore_ascii_case(domain))
    {
        return bad_request(
            "The domain portion of the userPrincipalName property is invalid. You must use one of the verified domain names in your organization.",
        );
    }
    if tenant.users.find("userPrincipalName", &upn).is_some() {
        return bad_request(
            "Another object with the same value for property userPrincipalName already exists.",
        );
    }
    let id = tenant.uuid("user");
    let mut user = Object::from_value(json!({
        "id": id,
        "createdDateTime": rfc3339(call.now),
        "lastPasswordChangeDateTime": rfc3339(call.now),
        "signInSessionsValidFromDateTime": rfc3339(call.now),
        "userType": "Member",
    }));
    for (name, value) in call.body.iter().filter_map(Value::as_object).flatten() {
        if super::types::find("user", name, true).is_none() {
            return bad_request(&format!(
                "The property '{name}' does not exist on type 'microsoft.graph.user'."
            ));
        }
        if name != "passwordProfile" {
            user.set(name, value.clone());
        }
    }
    tenant.users.write(user.clone(), Lag::default(), call.now);
    let mut answer = query::object_answer(tenant, call, &user, "users", "user");
    answer.status = 201;
    answer.with_write_applied()
}

pub(super) fn delete(tenant: &mut Tenant, call: &Call) -> Answer {
    let Some(id) = user_id(tenant, call) else {
        return not_found(call.id(0));
    };
    if !is_allowed(tenant, call, AccountOperation::Sensitive, &id) {
        return access_denied();
    }
    if let Some(user) = tenant.users.get(&id).cloned() {
        tenant.users.remove(&id, Lag::default(), call.now);
        keep_deleted(tenant, user, "user", call.now);
    }
    Answer::empty(204).with_write_applied()
}

/// Answers with the products that a user may use: every member has the tenant's.
pub(super) fn license_details(tenant: &mut Tenant, call: &Call) -> Answer {
    let Some(id) = user_id(tenant, call) else {
        return not_found(call.id(0));
    };
    let member = tenant
        .users
        .get(&id)
        .is_some_and(|user| user.text("userType") == "Member");
    let skus = tenant.skus.iter().filter(|_| member);
    let all = skus.map(|sku| {
        Object::from_value(json!({
            "id": sku.id(),
            "servicePlans": sku.get("servicePlans"),
            "skuId": sku.get("skuId"),
            "skuPartNumber": sku.get("skuPartNumber"),
        }))
    });
    let all = all.collect();
    list_of(tenant, call, all)
}

/// Sets or removes a user's manager.
pub(super) fn set_manager(tenant: &mut Tenant, call: &Call) -> Answer {
    let manager = match call.method {
        http::Method::DELETE => Value::Null,
        _ => match linked_id(tenant, call.property("@odata.id")) {
            Some(id) => id.into(),
            None => return not_found(&call.property("@odata.id").to_string()),
        },
    };
    let user = user_id(tenant, call).and_then(|id| tenant.users.get(&id).cloned());
    let Some(mut user) = user else {
        return not_found(call.id(0));
    };
    user.set(MANAGER, manager);
    tenant.users.write(user, Lag::default(), call.now);
    Answer::empty(204).with_write_applied()
}

/// Assigns and removes licenses of a user.
pub(super) fn assign_license(tenant: &mut Tenant, call: &Call) -> Answer {
    let user = user_id(tenant, call).and_then(|id| tenant.users.get(&id).cloned());
    let Some(mut user) = user else {
        return not_found(call.id(0));
    };
    if user.get("usageLocation").is_null() {
        return bad_request(
            "License assignment cannot be done for user with invalid usage location.",
        );
    }
    let list = |name: &str| call.property(name).as_array().cloned().unwrap_or_default();
    let sku_of = |license: &Value| license.get("skuId").cloned().unwrap_or_default();
    let mut held = user
        .get("assignedLicenses")
        .as_array()
        .cloned()
        .unwrap_or_default();
    for license in list("addLicenses") {
        if !tenant
            .skus
            .iter()
            .any(|sku| *sku.get("skuId") == sku_of(&license))
        {
            return bad_request("License cannot be found in the tenant.");
        }
        held.retain(|one| sku_of(one) != sku_of(&license));
        held.push(license);
    }
    for sku in list("removeLicenses") {
        if !held.iter().any(|one| sku_of(one) == sku) {
            return bad_request("User does not have a corresponding license.");
        }
        held.retain(|one| sku_of(one) != sku);
    }
    user.set("assignedLicenses", held);
    tenant.users.write(user.clone(), Lag::default(), call.now);
    query::object_answer(tenant, call, &user, "users", "user").with_write_applied()
}

/// Invites a guest, who is a user from then on.
pub(super) fn invite(tenant: &mut Tenant, call: &Call) -> Answer {
    let text = |name: &str| call.property(name).as_str().unwrap_or_default().to_owned();
    let (mail, redirect) = (text("invitedUserEmailAddress"), text("inviteRedirectUrl"));
    if !mail.contains('@') || redirect.is_empty() {
        return bad_request("invitedUserEmailAddress and inviteRedirectUrl are required.");
    }
    let local = mail.replace('@', "_");
    let id = tenant.uuid("guest");
    let name = call
        .property("invitedUserDisplayName")
        .as_str()
        .unwrap_or(&local);
    tenant.users.write(
        Object::from_value(json!({
            "id": id, "accountEnabled": true, "createdDateTime": rfc3339(call.now),
            "creationType": "Invitation", "displayName": name, "externalUserState": "PendingAcceptance",
            "mail": mail, "mailNickname": format!("{local}#EXT#"), "userType": "Guest",
            "signInSessionsValidFromDateTime": rfc3339(call.now),
            "userPrincipalName": format!("{local}#EXT#@{}", crate::sandbox::DOMAIN),
        })),
        Lag::default(),
        call.now,
    );
    let made = json!({
        "@odata.context": format!("{}/{}/$metadata#invitations/$entity", crate::sandbox::GRAPH, call.version),
        "id": tenant.uuid("invitation"), "inviteRedeemUrl": format!("{}/redeem", crate::sandbox::AUTHORITY),
        "invitedUserDisplayName": name, "invitedUserEmailAddress": mail, "invitedUserType": "Guest",
        "inviteRedirectUrl": redirect, "sendInvitationMessage": false, "status": "PendingAcceptance",
        "invitedUser": { "id": id },
    });
    Answer::json(201, made).with_write_applied()
}

pub(super) fn get_sync_behavior(tenant: &mut Tenant, call: &Call) -> Answer {
    let Some(id) = user_id(tenant, call) else {
        return not_found(call.id(0));
    };
    let managed = tenant
        .users
        .get(&id)
        .is_some_and(|user| user.flag("@isCloudManaged"));
    let found = Object::from_value(json!({ "id": id, "isCloudManaged": managed }));
    one_of(tenant, call, Some(&found))
}

/// Moves a synchronized user to the cloud, or back.
pub(super) fn set_sync_behavior(tenant: &mut Tenant, call: &Call) -> Answer {
    let Some(id) = user_id(tenant, call) else {
        return not_found(call.id(0));
    };
    let Some(managed) = call.property("isCloudManaged").as_bool() else {
        return bad_request("A value is required for property 'isCloudManaged'.");
    };
    if let Some(mut user) = tenant.users.get(&id).cloned() {
        user.set("@isCloudManaged", managed);
        tenant.users.write(user, Lag::default(), call.now);
    }
    Answer::empty(204).with_write_applied()
}
