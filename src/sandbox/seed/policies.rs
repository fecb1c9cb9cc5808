//! The organization, its domains, products, policies and sign-in log.
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

use super::{PREMIUM, cast, user_id};
use crate::sandbox::object::Object;
use crate::sandbox::tenant::{Tenant, rfc3339, uuid_of};
use crate::sandbox::{CLIENT_ID, DOMAIN, TENANT_ID, TENANT_NAME};

/// Creates everything but users and applications.
pub(super) fn seed_policies(tenant: &mut Tenant, now: Timestamp) {
    tenant.organization = Object::from_value(json!({
        "id": TENANT_ID,
        "deletedDateTime": null,
        "countryLetterCode": "DE",
        "createdDateTime": "2019-04-01T08:00:00Z",
        "displayName": TENANT_NAME,
        "onPremisesLastSyncDateTime": rfc3339(now),
        "onPremisesSyncEnabled": true,
        "tenantType": "AAD",
        "verifiedDomains": [
            { "capabilities": "Email", "isDefault": true, "isInitial": false, "name": DOMAIN, "type": "Managed" },
            { "capabilities": "Email", "isDefault": false, "isInitial": false, "name": format!("fed.{DOMAIN}"), "type": "Federated" },
        ],
    }));
    for (name, kind, default) in [
        (DOMAIN.to_owned(), "Managed", true),
        (format!("fed.{DOMAIN}"), "Federated", false),
        (format!("mail.{DOMAIN}"), "Managed", false),
    ] {
        tenant.domains.push(Object::from_value(json!({
            "id": name,
            "authenticationType": kind,
            "isAdminManaged": true,
            "isDefault": default,
            "isInitial": false,
            "isRoot": default,
            "isVerified": true,
            "supportedServices": ["Email"],
        })));
    }
    for (name, bought) in [(PREMIUM, 250), ("MERIDIAN_MADE_UP_SUITE", 200)] {
        tenant.skus.push(Object::from_value(json!({
            "id": format!("{TENANT_ID}_{}", uuid_of(name)),
            "accountId": TENANT_ID,
            "accountName": "meridian",
            "appliesTo": "User",
            "capabilityStatus": "Enabled",
            "consumedUnits": 180,
            "prepaidUnits": { "enabled": bought, "lockedOut": 0, "suspended": 0, "warning": 0 },
            "servicePlans": [{
                "appliesTo": "User",
                "provisioningStatus": "Success",
                "servicePlanId": uuid_of(&format!("plan {name}")),
                "servicePlanName": name,
            }],
            "skuId": uuid_of(name),
            "skuPartNumber": name,
        })));
    }
    seed_tenant_policies(tenant);
    seed_access_policies(tenant);
    seed_sign_ins(tenant, now);
}

fn seed_tenant_policies(tenant: &mut Tenant) {
    let mut put = |name: &str, policy: Value| {
        tenant
            .policies
            .insert(name.to_owned(), Object::from_value(policy));
    };
    put(
        "authorizationPolicy",
        json!({
            "id": "authorizationPolicy",
            "allowEmailVerifiedUsersToJoinOrganization": false,
            "allowInvitesFrom": "adminsAndGuestInviters",
            "allowedToSignUpEmailBasedSubscriptions": false,
            "allowedToUseSSPR": true,
            "blockMsolPowerShell": true,
            "defaultUserRolePermissions": {
                "allowedToCreateApps": false,
                "allowedToCreateSecurityGroups": false,
                "allowedToReadOtherUsers": true,
                "permissionGrantPoliciesAssigned": [],
            },
            "description": "Made up",
            "displayName": "Authorization Policy",
            "guestUserRoleId": "10dae51f-b6af-4016-8d66-8c2a99b929b3",
        }),
    );
    put(
        "adminConsentRequestPolicy",
        json!({
            "isEnabled": true,
            "notifyReviewers": true,
            "remindersEnabled": true,
            "requestDurationInDays": 30,
            "reviewers": [],
            "version": 0,
        }),
    );
    put(
        "identitySecurityDefaultsEnforcementPolicy",
        json!({
            "id": "00000000-0000-0000-0000-000000000005",
            "description": "Made up",
            "displayName": "Security Defaults",
            "isEnabled": false,
        }),
    );
}

/// Sets the lifetime of access tokens to 23 hours.
pub(super) fn seed_token_policies(tenant: &mut Tenant) {
    tenant.token_policies = vec![Object::from_value(json!({
        "id": uuid_of("token lifetime policy"),
        "deletedDateTime": null,
        "definition": [
            "{\"TokenLifetimePolicy\":{\"Version\":1,\"AccessTokenLifetime\":\"23:00:00\"}}",
        ],
        "displayName": "Ward terminals keep their tokens",
        "isOrganizationDefault": true,
    }))];
}

fn seed_access_policies(tenant: &mut Tenant) {
    let exempt = [user_id(cast::BREAK_GLASS_1), user_id(cast::BREAK_GLASS_2)];
    let everyone = json!({ "includeUsers": ["All"], "excludeUsers": exempt });
    let mut policies = vec![
        access_policy("Require strong sign-in for everybody", "mfa", &everyone),
        access_policy("Block legacy authentication", "block", &everyone),
    ];
    let mut device_code = access_policy("Block device code sign-in", "block", &everyone);
    device_code.set("state", "enabledForReportingButNotEnforced");
    let flows = json!({ "transferMethods": "deviceCodeFlow" });
    set_condition(&mut device_code, "authenticationFlows", flows);
    policies.push(device_code);
    if let Some(legacy) = policies.get_mut(1) {
        let clients = json!(["exchangeActiveSync", "other"]);
        set_condition(legacy, "clientAppTypes", clients);
    }
    for policy in policies {
        tenant.access_policies.insert(policy);
    }
}

fn set_condition(policy: &mut Object, name: &str, value: Value) {
    if let Some(conditions) = policy.0.get_mut("conditions")
        && let Some(conditions) = conditions.as_object_mut()
    {
        conditions.insert(name.to_owned(), value);
    }
}

/// Returns an enabled Conditional Access policy with this control for these users.
pub(super) fn access_policy(name: &str, control: &str, people: &Value) -> Object {
    let list = |key: &str| people.get(key).cloned().unwrap_or_else(|| json!([]));
    Object::from_value(json!({
        "id": uuid_of(&format!("access policy {name}")),
        "createdDateTime": "2024-05-02T08:00:00Z",
        "displayName": name,
        "modifiedDateTime": null,
        "state": "enabled",
        "conditions": {
            "applications": {
                "includeApplications": ["All"],
                "excludeApplications": [],
                "includeUserActions": [],
            },
            "authenticationFlows": null,
            "clientAppTypes": ["all"],
            "users": {
                "includeUsers": list("includeUsers"),
                "excludeUsers": list("excludeUsers"),
                "includeGroups": list("includeGroups"),
                "excludeGroups": list("excludeGroups"),
                "includeRoles": list("includeRoles"),
                "excludeRoles": list("excludeRoles"),
            },
        },
        "grantControls": {
            "operator": "OR",
            "builtInControls": [control],
            "customAuthenticationFactors": [],
            "termsOfUse": [],
        },
        "sessionControls": null,
    }))
}

fn seed_sign_ins(tenant: &mut Tenant, now: Timestamp) {
    for (n, upn) in (0_i64..).zip([
        cast::PLAIN,
        cast::PLAIN,
        cast::TWIN_1,
        cast::SYNCED,
        cast::GUEST,
        cast::ADMINISTRATOR,
    ]) {
        let at = now
            .saturating_sub(SignedDuration::from_mins(17 + 55 * n))
            .unwrap_or(now);
        let id = user_id(upn);
        let name = tenant
            .users
            .get(&id)
            .map(|user| user.text("displayName").to_owned())
            .unwrap_or_default();
        tenant.sign_ins.push(Object::from_value(json!({
            "id": uuid_of(&format!("sign-in {n}")),
            "appDisplayName": "Ward Portal (simulated)",
            "appId": CLIENT_ID,
            "clientAppUsed": "Browser",
            "conditionalAccessStatus": "success",
            "correlationId": uuid_of(&format!("correlation {n}")),
            "createdDateTime": rfc3339(at),
            "ipAddress": format!("203.0.113.{}", n + 10),
            "isInteractive": true,
            "location": { "city": "Harborview", "countryOrRegion": "ZZ", "state": "" },
            "resourceDisplayName": "Microsoft Graph",
            "riskDetail": "none",
            "riskLevelDuringSignIn": if n == 0 { "high" } else { "none" },
            "riskState": if n == 0 { "atRisk" } else { "none" },
            "status": { "errorCode": 0, "failureReason": "", "additionalDetails": null },
            "userDisplayName": name,
            "userId": id,
            "userPrincipalName": upn,
        })));
    }
}
