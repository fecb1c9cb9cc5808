//! Passwords: forced change, a new password, and the reset with writeback.
use jiff::Timestamp;
use serde_json::{Value, json};

use super::administrative_units::restricted_unit_error;
use super::users::{is_allowed, user_id};
use super::{Call, access_denied, audit_logs, bad_request, not_found, query};
use crate::sandbox::GRAPH;
use crate::sandbox::directory_audits::AuditedChange;
use crate::sandbox::ledger::TokenKind;
use crate::sandbox::object::Object;
use crate::sandbox::reply::Answer;
use crate::sandbox::seed::roles::AccountOperation;
use crate::sandbox::tenant::{Tenant, rfc3339};

/// Id of the password method, the same for all users.
const PASSWORD_METHOD_ID: &str = "28c10230-6103-485e-b985-444c60001490";

/// Checks that the caller may write this password profile to a user.
pub(super) fn check_profile(
    tenant: &Tenant,
    call: &Call,
    id: &str,
    profile: &Value,
) -> Result<(), Answer> {
    // User.ReadWrite.All and Directory.ReadWrite.All are not enough.
    if !call.caller.holds(&["User-PasswordProfile.ReadWrite.All"]) {
        return Err(access_denied());
    }
    // An application always needs a directory role for this.
    let application = call.caller.kind == TokenKind::Application;
    if application && tenant.role_templates(&call.caller.principal).is_empty()
        || !is_allowed(tenant, call, AccountOperation::Reset, id)
    {
        return Err(restricted_unit_error(tenant, id));
    }
    let Some(map) = profile.as_object() else {
        return Err(bad_request(
            "Invalid value specified for property 'passwordProfile' of resource 'User'.",
        ));
    };
    let known = [
        "password",
        "forceChangePasswordNextSignIn",
        "forceChangePasswordNextSignInWithMfa",
    ];
    if let Some(name) = map.keys().find(|name| !known.contains(&name.as_str())) {
        return Err(Answer::not_found(&format!("passwordProfile.{name}")));
    }
    let user = tenant.users.get(id).cloned().unwrap_or_default();
    if user.flag("onPremisesSyncEnabled") {
        return Err(bad_request(
            "Unable to update the specified properties for on-premises mastered Directory Sync objects or objects currently undergoing migration.",
        ));
    }
    if is_federated(tenant, &user) {
        return Err(bad_request(
            "Unable to update the password of a federated user.",
        ));
    }
    if let Some(password) = map.get("password").filter(|value| !value.is_null()) {
        check_strength(password.as_str().unwrap_or_default())?;
    }
    Ok(())
}

fn is_federated(tenant: &Tenant, user: &Object) -> bool {
    let domain = user
        .text("userPrincipalName")
        .rsplit_once('@')
        .map_or("", |(_, domain)| domain);
    tenant
        .domains
        .iter()
        .any(|known| known.id() == domain && known.text("authenticationType") == "Federated")
}

/// Checks Microsoft's rule: 8 to 256 characters of three kinds.
fn check_strength(password: &str) -> Result<(), Answer> {
    let kinds = [
        password.chars().any(char::is_lowercase),
        password.chars().any(char::is_uppercase),
        password.chars().any(|c| c.is_ascii_digit()),
        password.chars().any(|c| !c.is_alphanumeric()),
    ];
    let enough = kinds.iter().filter(|kind| **kind).count() >= 3;
    if enough && (8..=256).contains(&password.chars().count()) {
        Ok(())
    } else {
        Err(bad_request(
            "The specified password does not comply with password complexity requirements. Please provide a different password.",
        ))
    }
}

/// Writes a checked profile. The password itself is not stored.
pub(super) fn apply_profile(user: &mut Object, profile: &Value, now: Timestamp) {
    let flag = |name: &str| {
        profile
            .get(name)
            .and_then(Value::as_bool)
            .unwrap_or_default()
    };
    if profile.get("password").is_some_and(Value::is_string) {
        user.set("lastPasswordChangeDateTime", rfc3339(now));
        // A new password revokes the sessions that began with the old one.
        user.set("signInSessionsValidFromDateTime", rfc3339(now));
    }
    user.set(
        "passwordProfile",
        json!({
            "password": null,
            "forceChangePasswordNextSignIn": flag("forceChangePasswordNextSignIn"),
            "forceChangePasswordNextSignInWithMfa": flag("forceChangePasswordNextSignInWithMfa"),
        }),
    );
}

/// Returns the audited change of a checked profile.
pub(super) fn audited_change_for(profile: &Value) -> AuditedChange {
    if profile.get("password").is_some_and(Value::is_string) {
        AuditedChange::Reset
    } else {
        AuditedChange::ForceReset
    }
}

pub(super) fn reset(tenant: &mut Tenant, call: &Call) -> Answer {
    if let Err(answer) = call.check_known_properties(&["newPassword", "requireChangeOnNextSignIn"])
    {
        return answer;
    }
    let Some(id) = user_id(tenant, call) else {
        return not_found(call.id(0));
    };
    if call.id(1) != PASSWORD_METHOD_ID {
        return not_found(call.id(1));
    }
    if id == call.caller.principal || !is_allowed(tenant, call, AccountOperation::Reset, &id) {
        return restricted_unit_error(tenant, &id);
    }
    let given = call.property("newPassword").as_str().map(str::to_owned);
    let synced = tenant
        .users
        .get(&id)
        .is_some_and(|user| user.flag("onPremisesSyncEnabled"));
    if given.is_none() && synced {
        return bad_request("A new password is needed for a hybrid user.");
    }
    if let Some(password) = &given
        && let Err(answer) = check_strength(password)
    {
        return answer;
    }
    let operation = tenant.uuid("reset");
    tenant.operations.insert(Object::from_value(json!({
        "id": operation,
        "createdDateTime": rfc3339(call.now),
        "lastActionDateTime": rfc3339(call.now),
        "resourceLocation": null,
        "status": "running",
        "statusDetail": "The request is being carried out.",
        "userId": id,
    })));
    if let Some(user) = tenant.users.get_mut(&id) {
        user.set("lastPasswordChangeDateTime", rfc3339(call.now));
        user.set("signInSessionsValidFromDateTime", rfc3339(call.now));
    }
    audit_logs::record_audit(tenant, call, AuditedChange::Reset, &id);
    let location = format!(
        "{GRAPH}/v1.0/users/{id}/authentication/operations/{operation}?aadgdc=MADEUP&aadgsu=sandbox"
    );
    let answer = if given.is_some() {
        Answer::empty(202)
    } else {
        let password = format!("Q7!{}", tenant.secret("password"));
        Answer::json(
            202,
            json!({
                "@odata.context": format!("{GRAPH}/v1.0/$metadata#microsoft.graph.passwordResetResponse"),
                "newPassword": password,
            }),
        )
    };
    answer.header("location", location).with_write_applied()
}

pub(super) fn get_reset_operation(tenant: &mut Tenant, call: &Call) -> Answer {
    let user = user_id(tenant, call).unwrap_or_default();
    let Some(operation) = tenant
        .operations
        .get_mut(call.id(1))
        .filter(|operation| operation.text("userId") == user)
    else {
        return not_found(call.id(1));
    };
    let mut shown = operation.clone();
    shown.0.shift_remove("userId");
    // Running at the first read, done at the second.
    operation.set("status", "succeeded");
    operation.set("statusDetail", "The password was reset.");
    operation.set("lastActionDateTime", rfc3339(call.now));
    let mut call = call.clone();
    call.query.clear();
    query::object_answer(
        tenant,
        &call,
        &shown,
        "users/authentication/operations",
        "longRunningOperation",
    )
}
