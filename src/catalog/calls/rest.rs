//! Routes of the tenant, groups, devices, policies, risk and logs.
//!
//! From Microsoft's table of permissions by path; the recommended name is first.
use super::{AllOf, Route};

const DOMAIN_READ_ALL: AllOf = &[&[
    "Domain.Read.All",
    "Directory.Read.All",
    "Domain.ReadWrite.All",
]];
const IDENTITY_RISKY_USER_READ_ALL: AllOf = &[&["IdentityRiskyUser.Read.All"]];
const IDENTITY_RISKY_USER_READ_WRITE_ALL: AllOf = &[&["IdentityRiskyUser.ReadWrite.All"]];
const IDENTITY_RISK_EVENT_READ_ALL: AllOf = &[&["IdentityRiskEvent.Read.All"]];
const IDENTITY_RISKY_SERVICE_PRINCIPAL_READ_ALL: AllOf = &[&[
    "IdentityRiskyServicePrincipal.Read.All",
    "IdentityRiskyServicePrincipal.ReadWrite.All",
]];
const AUDIT_LOG_READ_ALL: AllOf = &[&["AuditLog.Read.All"]];
const AUDIT_LOG_READ_ALL_OR_DIRECTORY_READ_ALL: AllOf =
    &[&["AuditLog.Read.All", "Directory.Read.All"]];
const DEVICE_READ_ALL: AllOf = &[&[
    "Device.Read.All",
    "Device.ReadWrite.All",
    "Directory.Read.All",
    "Directory.ReadWrite.All",
]];
const DEVICE_READ_ALL_OR_DIRECTORY_READ_WRITE_ALL: AllOf = &[&[
    "Device.Read.All",
    "Directory.Read.All",
    "Directory.ReadWrite.All",
]];
const GROUP_MEMBER_READ_ALL: AllOf = &[&[
    "GroupMember.Read.All",
    "Directory.Read.All",
    "Directory.ReadWrite.All",
    "Group.ManageProtection.All",
    "Group.Read.All",
    "Group.ReadBasic.All",
    "Group.ReadWrite.All",
]];
const GROUP_MEMBER_READ_ALL_OR_GROUP_MEMBER_READ_WRITE_ALL: AllOf = &[&[
    "GroupMember.Read.All",
    "Directory.Read.All",
    "Group.Read.All",
    "Group.ReadBasic.All",
    "Group.ReadWrite.All",
    "GroupMember.ReadBasic.All",
    "GroupMember.ReadWrite.All",
]];
const DIRECTORY_READ_ALL: AllOf = &[&["Directory.Read.All"]];
const POLICY_READ_ALL: AllOf = &[&["Policy.Read.All"]];
const APPLICATION_READ_ALL: AllOf = &[&[
    "Application.Read.All",
    "Application.ReadWrite.All",
    "Directory.Read.All",
]];

const GROUP_OWNERS: AllOf = &[&[
    "GroupMember.Read.All",
    "Directory.Read.All",
    "Group.Read.All",
    "Group.ReadWrite.All",
    "GroupMember.ReadWrite.All",
]];

pub(super) static ROUTES: &[Route] = &[
    Route::both("GET", "/groups/{id}/owners", GROUP_OWNERS),
    Route::both("POST", "/$batch", &[]),
    Route::new(
        "GET",
        "/organization",
        Some(&[&[
            "User.Read",
            "Directory.Read.All",
            "Directory.ReadWrite.All",
            "Organization.Read.All",
            "Organization.ReadWrite.All",
            "User.Read.All",
        ]]),
        Some(&[&[
            "Organization.Read.All",
            "Directory.Read.All",
            "Directory.ReadWrite.All",
            "Organization.ReadWrite.All",
            "User.Read.All",
        ]]),
    ),
    Route::new(
        "GET",
        "/organization/{id}",
        Some(&[&["User.Read", "User.Read.All"]]),
        Some(&[&["Organization.Read.All", "User.Read.All"]]),
    ),
    Route::both("GET", "/domains", DOMAIN_READ_ALL),
    Route::both("GET", "/domains/{id}", DOMAIN_READ_ALL),
    Route::both(
        "GET",
        "/subscribedSkus",
        &[&[
            "LicenseAssignment.Read.All",
            "Directory.Read.All",
            "Directory.ReadWrite.All",
            "Organization.Read.All",
            "Organization.ReadWrite.All",
        ]],
    ),
    Route::both(
        "GET",
        "/identityProtection/riskyUsers",
        IDENTITY_RISKY_USER_READ_ALL,
    ),
    Route::both(
        "GET",
        "/identityProtection/riskyUsers/{id}",
        IDENTITY_RISKY_USER_READ_ALL,
    ),
    Route::both(
        "GET",
        "/identityProtection/riskyUsers/{id}/history",
        &[&[
            "IdentityRiskyUser.Read.All",
            "IdentityRiskyUser.ReadWrite.All",
        ]],
    ),
    Route::both(
        "POST",
        "/identityProtection/riskyUsers/dismiss",
        IDENTITY_RISKY_USER_READ_WRITE_ALL,
    ),
    Route::both(
        "POST",
        "/identityProtection/riskyUsers/confirmCompromised",
        IDENTITY_RISKY_USER_READ_WRITE_ALL,
    ),
    Route::both(
        "POST",
        "/identityProtection/riskyUsers/confirmSafe",
        IDENTITY_RISKY_USER_READ_WRITE_ALL,
    ),
    Route::both(
        "GET",
        "/identityProtection/riskDetections",
        IDENTITY_RISK_EVENT_READ_ALL,
    ),
    Route::both(
        "GET",
        "/identityProtection/riskDetections/{id}",
        IDENTITY_RISK_EVENT_READ_ALL,
    ),
    Route::both(
        "GET",
        "/identityProtection/riskyServicePrincipals",
        IDENTITY_RISKY_SERVICE_PRINCIPAL_READ_ALL,
    ),
    Route::both(
        "GET",
        "/identityProtection/riskyServicePrincipals/{id}",
        IDENTITY_RISKY_SERVICE_PRINCIPAL_READ_ALL,
    ),
    Route::both(
        "GET",
        "/identityProtection/servicePrincipalRiskDetections",
        IDENTITY_RISK_EVENT_READ_ALL,
    ),
    Route::both("GET", "/auditLogs/signIns", AUDIT_LOG_READ_ALL),
    Route::both("GET", "/auditLogs/signIns/{id}", AUDIT_LOG_READ_ALL),
    Route::both(
        "GET",
        "/auditLogs/directoryAudits",
        AUDIT_LOG_READ_ALL_OR_DIRECTORY_READ_ALL,
    ),
    Route::both(
        "GET",
        "/auditLogs/directoryAudits/{id}",
        AUDIT_LOG_READ_ALL_OR_DIRECTORY_READ_ALL,
    ),
    Route::new(
        "GET",
        "/devices",
        Some(DEVICE_READ_ALL_OR_DIRECTORY_READ_WRITE_ALL),
        Some(DEVICE_READ_ALL),
    ),
    Route::new(
        "GET",
        "/devices/{id}",
        Some(DEVICE_READ_ALL_OR_DIRECTORY_READ_WRITE_ALL),
        Some(DEVICE_READ_ALL),
    ),
    Route::new(
        "GET",
        "/devices/{id}/registeredOwners",
        Some(DEVICE_READ_ALL_OR_DIRECTORY_READ_WRITE_ALL),
        Some(DEVICE_READ_ALL),
    ),
    Route::new(
        "GET",
        "/devices/{id}/registeredUsers",
        Some(DEVICE_READ_ALL_OR_DIRECTORY_READ_WRITE_ALL),
        Some(DEVICE_READ_ALL),
    ),
    Route::new(
        "PATCH",
        "/devices/{id}",
        Some(&[&["Directory.AccessAsUser.All"]]),
        Some(&[&["Device.ReadWrite.All", "Directory.ReadWrite.All"]]),
    ),
    Route::new(
        "GET",
        "/devices(deviceId='{id}')",
        Some(DEVICE_READ_ALL_OR_DIRECTORY_READ_WRITE_ALL),
        Some(DEVICE_READ_ALL),
    ),
    Route::both("GET", "/groups", GROUP_MEMBER_READ_ALL),
    Route::both("GET", "/groups/{id}", GROUP_MEMBER_READ_ALL),
    Route::both(
        "GET",
        "/groups/{id}/members",
        GROUP_MEMBER_READ_ALL_OR_GROUP_MEMBER_READ_WRITE_ALL,
    ),
    Route::both(
        "GET",
        "/groups/{id}/transitiveMembers",
        GROUP_MEMBER_READ_ALL_OR_GROUP_MEMBER_READ_WRITE_ALL,
    ),
    Route::both(
        "GET",
        "/groups/{id}/transitiveMembers/$count",
        GROUP_MEMBER_READ_ALL_OR_GROUP_MEMBER_READ_WRITE_ALL,
    ),
    Route::both("POST", "/directoryObjects/getByIds", DIRECTORY_READ_ALL),
    Route::both("GET", "/directoryObjects/{id}", DIRECTORY_READ_ALL),
    Route::both(
        "GET",
        "/policies/authorizationPolicy",
        &[&["Policy.Read.All", "Policy.ReadWrite.Authorization"]],
    ),
    Route::both(
        "GET",
        "/policies/adminConsentRequestPolicy",
        &[&[
            "Policy.Read.All",
            "Directory.Read.All",
            "Directory.ReadWrite.All",
            "Policy.ReadWrite.ConsentRequest",
        ]],
    ),
    Route::both(
        "GET",
        "/policies/identitySecurityDefaultsEnforcementPolicy",
        POLICY_READ_ALL,
    ),
    Route::both(
        "GET",
        "/policies/tokenLifetimePolicies",
        &[&[
            "Policy.Read.All",
            "Policy.ReadWrite.ApplicationConfiguration",
        ]],
    ),
    Route::both(
        "GET",
        "/identity/conditionalAccess/policies",
        POLICY_READ_ALL,
    ),
    Route::both(
        "GET",
        "/identity/conditionalAccess/policies/{id}",
        POLICY_READ_ALL,
    ),
    Route::both(
        "GET",
        "/directory/deletedItems/microsoft.graph.application",
        APPLICATION_READ_ALL,
    ),
    Route::both(
        "GET",
        "/directory/deletedItems/microsoft.graph.servicePrincipal",
        APPLICATION_READ_ALL,
    ),
];
