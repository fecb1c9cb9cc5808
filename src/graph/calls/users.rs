//! Calls on users. Writes always use `/users/{object id}`.
use serde_json::json;

use crate::graph::call::{Call, odata_literal};
use crate::ids::{ObjectId, UserRef};
use crate::secret::Secret;

/// The fields that are read of a user; `accountEnabled` is not a default field.
pub const FIELDS: &str = "id,userPrincipalName,displayName,mail,accountEnabled,userType,\
onPremisesSyncEnabled,signInSessionsValidFromDateTime,lastPasswordChangeDateTime,department,\
jobTitle,createdDateTime,isManagementRestricted";

/// Id of the password method, the same for every user.
pub const PASSWORD_METHOD: &str = "28c10230-6103-485e-b985-444c60001490";

/// The signed-in user.
pub fn me() -> Call {
    Call::get(&["me"]).select(FIELDS)
}

/// Reads one user by object id.
pub fn by_id(id: &ObjectId) -> Call {
    Call::get(&["users", id.as_str()]).select(FIELDS)
}

/// Reads one user by object id, with password settings for a read-back.
pub fn state(id: &ObjectId) -> Call {
    Call::get(&["users", id.as_str()]).select(
        "id,userPrincipalName,accountEnabled,signInSessionsValidFromDateTime,\
lastPasswordChangeDateTime,passwordProfile",
    )
}

/// Users with this object id, user principal name or mail address. Two are already
/// ambiguous.
pub fn by_name(user: &UserRef) -> Call {
    let call = Call::get(&["users"]).select(FIELDS);
    match user {
        UserRef::Id(id) => call.query("$filter", &format!("id eq {}", odata_literal(id.as_str()))),
        UserRef::Name(name) => {
            let name = odata_literal(name);
            call.query(
                "$filter",
                &format!("userPrincipalName eq {name} or mail eq {name}"),
            )
        }
    }
    .query("$top", "5")
}

/// Users with this mail address, also as an alias.
pub fn by_mail_alias(address: &str) -> Call {
    let address = odata_literal(&format!("smtp:{address}"));
    Call::get(&["users"])
        .select(FIELDS)
        .query("$filter", &format!("proxyAddresses/any(a:a eq {address})"))
        .query("$top", "5")
}

/// Last sign-ins of a user. A separate call, since it needs a license.
pub fn sign_in_activity(id: &ObjectId) -> Call {
    Call::get(&["users", id.as_str()]).select("id,userPrincipalName,signInActivity")
}

/// Directory roles that are active for a user, also through groups. Graph
/// takes the object id or the principal name as key.
pub fn directory_roles(user: &UserRef) -> Call {
    Call::get(&[
        "users",
        user.as_str(),
        "transitiveMemberOf",
        "microsoft.graph.directoryRole",
    ])
    .select("id,displayName,roleTemplateId")
}

/// Groups of a user, also through groups. The key is as in [`directory_roles`].
pub fn groups(user: &UserRef) -> Call {
    Call::get(&["users", user.as_str(), "transitiveMemberOf"])
        .select("id,displayName,isAssignableToRole")
        .query("$top", "999")
}

/// Ids of the groups and directory roles of a user, also through groups.
pub fn memberships(id: &ObjectId) -> Call {
    Call::get(&["users", id.as_str(), "transitiveMemberOf"])
        .select("id,roleTemplateId")
        .query("$top", "999")
}

/// The subset of these groups, at most 20, that a user is in, also through groups.
pub fn check_member_groups(id: &ObjectId, groups: &[ObjectId]) -> Call {
    let ids: Vec<&str> = groups.iter().map(ObjectId::as_str).collect();
    Call::post(
        &["users", id.as_str(), "checkMemberGroups"],
        json!({ "groupIds": ids }),
    )
    .read_only()
}

/// Administrative units that a user is in.
pub fn administrative_units(id: &ObjectId) -> Call {
    Call::get(&[
        "users",
        id.as_str(),
        "memberOf",
        "microsoft.graph.administrativeUnit",
    ])
    .select("id,displayName,isMemberManagementRestricted")
}

/// Objects that a user owns, such as groups. Delegated only.
pub fn owned_objects(user: &UserRef) -> Call {
    Call::get(&["users", user.as_str(), "ownedObjects"])
        .select("id,displayName,isAssignableToRole")
        .query("$top", "999")
}

/// A page of users with a name or address that starts with `text`, or of all users.
pub fn search(text: Option<&str>, filter: &[String], top: u16) -> Call {
    let mut conditions = Vec::new();
    if let Some(text) = text {
        let text = odata_literal(text);
        let names = [
            "displayName",
            "givenName",
            "surname",
            "userPrincipalName",
            "mail",
        ];
        let each = names.map(|name| format!("startswith({name},{text})"));
        conditions.push(format!("({})", each.join(" or ")));
    }
    conditions.extend(filter.iter().cloned());
    let mut call = Call::get(&["users"]).select(FIELDS);
    if !conditions.is_empty() {
        call = call.query("$filter", &conditions.join(" and "));
    }
    call.query("$top", &top.to_string())
}

/// Number of users in the tenant.
pub fn count() -> Call {
    Call::get(&["users", "$count"]).eventual()
}

/// Unblocks or blocks sign-in.
pub fn set_enabled(id: &ObjectId, enabled: bool) -> Call {
    Call::patch(
        &["users", id.as_str()],
        json!({ "accountEnabled": enabled }),
    )
}

/// Requires a new password at the next sign-in, which still takes the old one.
pub fn force_password_change(id: &ObjectId) -> Call {
    Call::patch(
        &["users", id.as_str()],
        json!({ "passwordProfile": { "forceChangePasswordNextSignIn": true } }),
    )
}

/// Sets a password that must be changed at the next sign-in.
pub fn set_password(id: &ObjectId, password: Secret) -> Call {
    let document = json!({
        "passwordProfile": { "forceChangePasswordNextSignIn": true, "password": "" }
    });
    Call::patch(&["users", id.as_str()], document)
        .with_secret("/passwordProfile/password", password)
}

/// Resets a password with write-back to Active Directory; delegated only.
/// Not repeatable: each call is another reset.
pub fn reset_with_write_back(id: &ObjectId, password: Secret) -> Call {
    let path = [
        "users",
        id.as_str(),
        "authentication",
        "methods",
        PASSWORD_METHOD,
        "resetPassword",
    ];
    Call::post(&path, json!({ "newPassword": "" })).with_secret("/newPassword", password)
}

/// Revokes all sessions: refresh tokens and browser cookies.
pub fn revoke_sessions(id: &ObjectId) -> Call {
    Call::post(&["users", id.as_str(), "revokeSignInSessions"], json!({})).repeatable()
}
