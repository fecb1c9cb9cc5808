//! Authentication methods of users. Most are derived from the user, so that a large tenant
//! stores none; removed and added ones are kept.
use serde_json::{Value, json};

use super::resources::{PARENT, list_of, one_of};
use super::{Call, bad_request, not_found, users};
use crate::sandbox::object::{Lag, Object};
use crate::sandbox::reply::Answer;
use crate::sandbox::tenant::{Tenant, rfc3339, sha256, uuid_of};

/// Store of the methods that were added.
const STORE: &str = "authentication-methods";

/// Id of everybody's password, the same in every tenant.
const PASSWORD_ID: &str = "28c10230-6103-485e-b985-444c60001490";

/// Id of everybody's mobile phone, the same in every tenant.
const MOBILE_ID: &str = "3179e48a-750b-4051-897c-87b9720928f7";

/// Part of the address and type of each kind of method.
const KINDS: [(&str, &str); 10] = [
    ("emailMethods", "emailAuthenticationMethod"),
    (
        "externalAuthenticationMethods",
        "externalAuthenticationMethod",
    ),
    ("fido2Methods", "fido2AuthenticationMethod"),
    (
        "microsoftAuthenticatorMethods",
        "microsoftAuthenticatorAuthenticationMethod",
    ),
    ("passwordMethods", "passwordAuthenticationMethod"),
    ("phoneMethods", "phoneAuthenticationMethod"),
    (
        "platformCredentialMethods",
        "platformCredentialAuthenticationMethod",
    ),
    ("softwareOathMethods", "softwareOathAuthenticationMethod"),
    (
        "temporaryAccessPassMethods",
        "temporaryAccessPassAuthenticationMethod",
    ),
    (
        "windowsHelloForBusinessMethods",
        "windowsHelloForBusinessAuthenticationMethod",
    ),
];

/// Returns the type that an address names; `None` for all types.
fn kind_of_path(path: &str) -> Option<&'static str> {
    let named = |part: &str| path.split('/').any(|segment| segment == part);
    KINDS
        .iter()
        .find(|(part, _)| named(part))
        .map(|(_, kind)| *kind)
}

fn typed(kind: &str, value: Value) -> Object {
    let mut method =
        Object::from_value(json!({ "@odata.type": format!("#microsoft.graph.{kind}") }));
    method.0.extend(Object::from_value(value).0);
    method
}

/// Returns every method of a user.
fn methods_of(tenant: &Tenant, user: &Object) -> Vec<Object> {
    let id = user.id();
    let created = user.get("createdDateTime").clone();
    let chance = sha256(id.as_bytes());
    let has = |at: usize, of: u8| chance.get(at).is_some_and(|byte| byte % of == 0);
    let own = |what: &str| uuid_of(&format!("{what} of {id}"));
    let mut all = vec![typed(
        "passwordAuthenticationMethod",
        json!({
            "id": PASSWORD_ID, "password": null,
            "createdDateTime": user.get("lastPasswordChangeDateTime"),
        }),
    )];
    if !has(0, 3) {
        all.push(typed(
            "phoneAuthenticationMethod",
            json!({
                "id": MOBILE_ID, "phoneNumber": "+49 1555 0100000", "phoneType": "mobile",
                "smsSignInState": "notAllowedByPolicy", "createdDateTime": created,
            }),
        ));
    }
    if !has(1, 4) {
        all.push(typed(
            "microsoftAuthenticatorAuthenticationMethod",
            json!({
                "id": own("authenticator"), "createdDateTime": created, "displayName": "Phone",
                "deviceTag": "SoftwareTokenActivated", "phoneAppVersion": "6.2408.5000",
            }),
        ));
    }
    if has(2, 5) {
        all.push(typed(
            "fido2AuthenticationMethod",
            json!({
                "id": own("key"), "createdDateTime": created, "displayName": "Security key",
                "aaGuid": "2fc0579f-8113-47ea-b116-bb5a8db9202a", "model": "Made-up Key 5",
                "attestationCertificates": [], "attestationLevel": "attested",
            }),
        ));
    }
    if has(3, 4) {
        all.push(typed(
            "windowsHelloForBusinessAuthenticationMethod",
            json!({
                "id": own("hello"), "createdDateTime": created, "displayName": "WARD-PC",
                "keyStrength": "normal",
            }),
        ));
    }
    if let Some(added) = tenant.stores.get(STORE) {
        all.extend(added.all().filter(|one| one.text(PARENT) == id).cloned());
    }
    all.retain(|method| {
        !tenant
            .removed_methods
            .contains(&format!("{id} {}", method.id()))
    });
    all
}

fn find_user(tenant: &Tenant, call: &Call) -> Option<Object> {
    let id = users::user_id(tenant, call)?;
    tenant.users.get(&id).cloned()
}

pub(super) fn list(tenant: &mut Tenant, call: &Call) -> Answer {
    let Some(user) = find_user(tenant, call) else {
        return not_found(call.id(0));
    };
    let wanted = kind_of_path(&call.path).map(|kind| format!("#microsoft.graph.{kind}"));
    let mut all = methods_of(tenant, &user);
    all.retain(|method| {
        wanted
            .as_ref()
            .is_none_or(|kind| method.text("@odata.type") == kind)
    });
    list_of(tenant, call, all)
}

fn find_method(tenant: &Tenant, call: &Call) -> Option<(Object, Object)> {
    let user = find_user(tenant, call)?;
    let wanted = kind_of_path(&call.path).map(|kind| format!("#microsoft.graph.{kind}"));
    let mut all = methods_of(tenant, &user).into_iter();
    let method = all.find(|method| {
        let fits = wanted
            .as_ref()
            .is_none_or(|kind| method.text("@odata.type") == kind);
        fits && method.id() == call.id(1)
    })?;
    Some((user, method))
}

pub(super) fn get(tenant: &mut Tenant, call: &Call) -> Answer {
    let found = find_method(tenant, call).map(|(_, method)| method);
    one_of(tenant, call, found.as_ref())
}

pub(super) fn delete(tenant: &mut Tenant, call: &Call) -> Answer {
    let Some((user, method)) = find_method(tenant, call) else {
        return not_found(call.id(1));
    };
    tenant
        .removed_methods
        .insert(format!("{} {}", user.id(), method.id()));
    Answer::empty(204).with_write_applied()
}

pub(super) fn create_access_pass(tenant: &mut Tenant, call: &Call) -> Answer {
    let Some(user) = find_user(tenant, call) else {
        return not_found(call.id(0));
    };
    let minutes = call.property("lifetimeInMinutes");
    if !minutes.is_null()
        && !minutes
            .as_i64()
            .is_some_and(|life| (10..=43_200).contains(&life))
    {
        return bad_request("The lifetime must be between 10 and 43200 minutes.");
    }
    let kind = "temporaryAccessPassAuthenticationMethod";
    let mut pass = typed(
        kind,
        json!({
            "id": tenant.uuid("access pass"),
            "createdDateTime": rfc3339(call.now),
            "isUsable": true,
            "isUsableOnce": call.property("isUsableOnce").as_bool().unwrap_or_default(),
            "lifetimeInMinutes": minutes.as_i64().unwrap_or(60),
            "methodUsabilityReason": "EnabledByPolicy",
            "startDateTime": rfc3339(call.now),
            "temporaryAccessPass": null,
        }),
    );
    pass.set(PARENT, user.id());
    let all = tenant.stores.entry(STORE.to_owned()).or_default();
    all.write(pass.clone(), Lag::default(), call.now);
    // Only this answer has the pass itself.
    let secret = tenant.secret("pass");
    pass.set("temporaryAccessPass", secret);
    let mut answer = one_of(tenant, call, Some(&pass));
    answer.status = 201;
    answer.with_write_applied()
}

/// Returns what a report says of a user's methods.
fn registration_details(tenant: &Tenant, user: &Object) -> Object {
    let methods = methods_of(tenant, user);
    let has = |kind: &str| {
        methods
            .iter()
            .any(|one| one.text("@odata.type").contains(kind))
    };
    let mut registered = Vec::new();
    for (kind, name) in [
        ("phone", "mobilePhone"),
        ("microsoftAuthenticator", "microsoftAuthenticatorPush"),
        ("fido2", "fido2SecurityKey"),
        ("windowsHello", "windowsHelloForBusiness"),
    ] {
        if has(kind) {
            registered.push(name);
        }
    }
    let strong = !registered.is_empty();
    Object::from_value(json!({
        "id": user.id(),
        "isAdmin": !tenant.role_templates(user.id()).is_empty(),
        "isMfaCapable": strong,
        "isMfaRegistered": strong,
        "isPasswordlessCapable": has("fido2") || has("windowsHello"),
        "isSsprCapable": strong,
        "isSsprEnabled": true,
        "isSsprRegistered": strong,
        "isSystemPreferredAuthenticationMethodEnabled": true,
        "lastUpdatedDateTime": user.get("createdDateTime"),
        "methodsRegistered": registered,
        "systemPreferredAuthenticationMethods": [],
        "userDisplayName": user.get("displayName"),
        "userPreferredMethodForSecondaryAuthentication": if strong { "push" } else { "none" },
        "userPrincipalName": user.get("userPrincipalName"),
        "userType": if user.text("userType") == "Guest" { "guest" } else { "member" },
    }))
}

pub(super) fn list_registration_details(tenant: &mut Tenant, call: &Call) -> Answer {
    let all = tenant
        .users
        .all()
        .map(|user| registration_details(tenant, user))
        .collect();
    list_of(tenant, call, all)
}

pub(super) fn get_registration_details(tenant: &mut Tenant, call: &Call) -> Answer {
    let user = tenant.users.get(call.id(0));
    let found = user.map(|user| registration_details(tenant, user));
    one_of(tenant, call, found.as_ref())
}
