//! Calls on users. Writes go to `/users/{object id}` only.
use serde_json::json;

use crate::graph::call::{Call, literal};
use crate::ids::{ObjectId, UserRef};
use crate::secret::Secret;

/// What is read of a user; `accountEnabled` is not in Graph's default set.
pub const FIELDS: &str = "id,userPrincipalName,displayName,mail,accountEnabled,userType,\
onPremisesSyncEnabled,signInSessionsValidFromDateTime,lastPasswordChangeDateTime,department,\
jobTitle,createdDateTime,isManagementRestricted";

/// Id of the password method, the same for every user.
pub const PASSWORD_METHOD: &str = "28c10230-6103-485e-b985-444c60001490";

/// Who is signed in.
pub fn me() -> Call {
    Call::get(&["me"]).select(FIELDS)
}

/// One user by object id.
pub fn by_id(id: &ObjectId) -> Call {
    Call::get(&["users", id.as_str()]).select(FIELDS)
}

/// One user by object id, with password settings for a read-back.
pub fn state(id: &ObjectId) -> Call {
    Call::get(&["users", id.as_str()]).select(
        "id,userPrincipalName,accountEnabled,signInSessionsValidFromDateTime,\
lastPasswordChangeDateTime,passwordProfile",
    )
}

/// Everyone that a typed name can mean: the object id, or whose user
/// principal name or mail address it is. At most two are asked for: two is
/// already ambiguous.
pub fn named(user: &UserRef) -> Call {
    let call = Call::get(&["users"]).select(FIELDS);
    match user {
        UserRef::Id(id) => call.query("$filter", &format!("id eq {}", literal(id.as_str()))),
        UserRef::Name(name) => {
            let name = literal(name);
            call.query(
                "$filter",
                &format!("userPrincipalName eq {name} or mail eq {name}"),
            )
        }
    }
    .query("$top", "5")
}

/// Whoever receives mail under this address, as a second name too.
pub fn receiving(address: &str) -> Call {
    let address = literal(&format!("smtp:{address}"));
    Call::get(&["users"])
        .select(FIELDS)
        .query("$filter", &format!("proxyAddresses/any(a:a eq {address})"))
        .query("$top", "5")
}

/// Last sign-ins; needs a license, so it is asked apart from the rest.
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

/// Groups of a user, also through groups; the key is as for roles.
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

/// Which of these groups, at most 20, a user is in, also through groups.
pub fn check_member_groups(id: &ObjectId, groups: &[ObjectId]) -> Call {
    let ids: Vec<&str> = groups.iter().map(ObjectId::as_str).collect();
    Call::post(
        &["users", id.as_str(), "checkMemberGroups"],
        json!({ "groupIds": ids }),
    )
    .reading()
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

/// What a user owns: groups among it. Delegated only.
pub fn owned(user: &UserRef) -> Call {
    Call::get(&["users", user.as_str(), "ownedObjects"])
        .select("id,displayName,isAssignableToRole")
        .query("$top", "999")
}

/// A page of people of whom some name or address begins with `text`, or everyone.
pub fn search(text: Option<&str>, filter: &[String], top: u16) -> Call {
    let mut conditions = Vec::new();
    if let Some(text) = text {
        let text = literal(text);
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

/// How many users the tenant has.
pub fn count() -> Call {
    Call::get(&["users", "$count"]).eventual()
}

/// Allows or forbids sign-in.
pub fn set_enabled(id: &ObjectId, enabled: bool) -> Call {
    Call::patch(
        &["users", id.as_str()],
        json!({ "accountEnabled": enabled }),
    )
}

/// Makes the next sign-in set a new password; the old one still opens it.
pub fn force_password_change(id: &ObjectId) -> Call {
    Call::patch(
        &["users", id.as_str()],
        json!({ "passwordProfile": { "forceChangePasswordNextSignIn": true } }),
    )
}

/// Sets a password and makes the next sign-in change it.
pub fn set_password(id: &ObjectId, password: Secret) -> Call {
    let document = json!({
        "passwordProfile": { "forceChangePasswordNextSignIn": true, "password": "" }
    });
    Call::patch(&["users", id.as_str()], document).seal("/passwordProfile/password", password)
}

/// Resets a password with write-back to Active Directory; delegated only.
/// Not repeatable: each call is a reset of its own.
pub fn reset_with_write_back(id: &ObjectId, password: Secret) -> Call {
    let path = [
        "users",
        id.as_str(),
        "authentication",
        "methods",
        PASSWORD_METHOD,
        "resetPassword",
    ];
    Call::post(&path, json!({ "newPassword": "" })).seal("/newPassword", password)
}

/// Ends every session: refresh tokens and browser cookies.
pub fn revoke_sessions(id: &ObjectId) -> Call {
    Call::post(&["users", id.as_str(), "revokeSignInSessions"], json!({})).repeatable()
}
