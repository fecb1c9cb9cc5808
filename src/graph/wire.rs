//! Types of Graph's answers. Fields that Graph may omit are optional, and enumerations
//! stay text, since Microsoft adds values.
use jiff::Timestamp;
use serde::Deserialize;

use crate::ids::{AppId, ObjectId, PermissionId, RoleTemplateId, TenantId};

/// A user, with the fields of `calls::users::FIELDS`.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct User {
    /// Object id.
    pub id: ObjectId,
    /// User principal name.
    pub user_principal_name: String,
    /// Display name.
    pub display_name: Option<String>,
    /// Mail address.
    pub mail: Option<String>,
    /// Whether sign-in is allowed; absent without permission to read it.
    pub account_enabled: Option<bool>,
    /// `Member` or `Guest`.
    pub user_type: Option<String>,
    /// Whether the user is synced from Active Directory.
    pub on_premises_sync_enabled: Option<bool>,
    /// Time before which all sessions are revoked.
    pub sign_in_sessions_valid_from_date_time: Option<Timestamp>,
    /// Time of the last password change.
    pub last_password_change_date_time: Option<Timestamp>,
    /// Department.
    pub department: Option<String>,
    /// Job title.
    pub job_title: Option<String>,
    /// Time of creation.
    pub created_date_time: Option<Timestamp>,
    /// Whether the user is in a restricted management administrative unit.
    pub is_management_restricted: Option<bool>,
    /// Last sign-ins; needs a P1 or P2 license and `AuditLog.Read.All`.
    pub sign_in_activity: Option<SignInActivity>,
    /// Password settings, if selected.
    pub password_profile: Option<PasswordProfile>,
}

/// `signInActivity` of a user.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SignInActivity {
    /// Last interactive sign-in, failed or successful.
    pub last_sign_in_date_time: Option<Timestamp>,
    /// Last successful sign-in of any kind.
    pub last_successful_sign_in_date_time: Option<Timestamp>,
}

/// `passwordProfile` of a user; the password itself is never returned.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PasswordProfile {
    /// Whether the user must change the password at the next sign-in.
    pub force_change_password_next_sign_in: Option<bool>,
}

/// A service principal (enterprise application).
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ServicePrincipal {
    /// Object id.
    pub id: ObjectId,
    /// Application id.
    pub app_id: AppId,
    /// Display name, chosen by the publisher.
    pub display_name: Option<String>,
    /// Whether sign-in is allowed.
    pub account_enabled: Option<bool>,
    /// Newer form of `accountEnabled`; unknown if absent.
    pub is_disabled: Option<bool>,
    /// Microsoft's status if it disabled the application.
    pub disabled_by_microsoft_status: Option<String>,
    /// `Application`, `ManagedIdentity`, ...
    pub service_principal_type: Option<String>,
    /// Whether users must be assigned.
    pub app_role_assignment_required: Option<bool>,
    /// The tenant that owns the application.
    pub app_owner_organization_id: Option<TenantId>,
    /// Publisher that Microsoft verified.
    pub verified_publisher: Option<VerifiedPublisher>,
    /// Redirect URIs.
    #[serde(default)]
    pub reply_urls: Vec<String>,
    /// Application permissions that it offers as a resource.
    #[serde(default)]
    pub app_roles: Vec<AppRole>,
    /// Delegated permissions that it offers as a resource.
    #[serde(default)]
    pub oauth2_permission_scopes: Vec<PermissionScope>,
}

/// `verifiedPublisher` of an application.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct VerifiedPublisher {
    /// Name of the publisher.
    pub display_name: Option<String>,
    /// Id.
    pub verified_publisher_id: Option<String>,
}

/// One application permission that a resource offers.
#[derive(Debug, Clone, Deserialize)]
pub struct AppRole {
    /// Id.
    pub id: PermissionId,
    /// Name, such as `User.Read.All`.
    pub value: Option<String>,
}

/// One delegated permission that a resource offers.
#[derive(Debug, Clone, Deserialize)]
pub struct PermissionScope {
    /// Id.
    pub id: PermissionId,
    /// Name, such as `User.Read`.
    pub value: Option<String>,
}

/// A granted application permission.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AppRoleAssignment {
    /// Id of the assignment; not a GUID.
    pub id: String,
    /// Id of the permission; all zeros is the default access without a role.
    pub app_role_id: PermissionId,
    /// Service principal that has it.
    pub principal_id: ObjectId,
    /// Service principal of the resource.
    pub resource_id: ObjectId,
    /// Name of the resource.
    pub resource_display_name: Option<String>,
    /// Time of the grant.
    pub created_date_time: Option<Timestamp>,
}

/// Granted delegated permissions of one client on one resource.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PermissionGrant {
    /// Id of the grant; not a GUID.
    pub id: String,
    /// Service principal that has it.
    pub client_id: ObjectId,
    /// `AllPrincipals` or `Principal`.
    pub consent_type: String,
    /// The user, if `consentType` is `Principal`.
    pub principal_id: Option<ObjectId>,
    /// Service principal of the resource.
    pub resource_id: ObjectId,
    /// Scope names, separated by spaces.
    pub scope: Option<String>,
}

/// A directory role, as listed in memberships.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DirectoryRole {
    /// Object id in this tenant.
    pub id: ObjectId,
    /// Name.
    pub display_name: Option<String>,
    /// Template id, the same in every tenant.
    pub role_template_id: Option<RoleTemplateId>,
}

/// A role assignment.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RoleAssignment {
    /// Id of the assignment; not a GUID.
    pub id: String,
    /// Principal that has the role.
    pub principal_id: ObjectId,
    /// The role; for built-in roles the template id.
    pub role_definition_id: RoleTemplateId,
    /// `/` for the whole tenant.
    pub directory_scope_id: Option<String>,
}

/// A group.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Group {
    /// Object id.
    pub id: ObjectId,
    /// Display name.
    pub display_name: Option<String>,
    /// Whether it is role-assignable.
    pub is_assignable_to_role: Option<bool>,
}

/// An administrative unit.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AdministrativeUnit {
    /// Object id.
    pub id: ObjectId,
    /// Display name.
    pub display_name: Option<String>,
    /// Whether only administrators of the unit may change its members.
    pub is_member_management_restricted: Option<bool>,
}

/// The tenant.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Organization {
    /// Tenant id.
    pub id: TenantId,
    /// Name.
    pub display_name: Option<String>,
    /// Verified domains; one is the default.
    #[serde(default)]
    pub verified_domains: Vec<VerifiedDomain>,
}

/// A domain of the tenant.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct VerifiedDomain {
    /// Name.
    pub name: Option<String>,
    /// Whether it is the default domain.
    pub is_default: Option<bool>,
}

/// A domain and how its users sign in.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Domain {
    /// Name.
    pub id: String,
    /// `Managed` or `Federated`.
    pub authentication_type: Option<String>,
}

/// A license that the tenant has.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct License {
    /// `AAD_PREMIUM_P2`, `SPE_E5`, ...
    pub sku_part_number: Option<String>,
    /// `Enabled`, `Suspended`, ...
    pub capability_status: Option<String>,
    /// Plans that the license includes.
    #[serde(default)]
    pub service_plans: Vec<ServicePlan>,
}

/// A part of a license.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ServicePlan {
    /// `AAD_PREMIUM`, `AAD_PREMIUM_P2`, ...
    pub service_plan_name: Option<String>,
    /// `Success`, `Disabled`, ...
    pub provisioning_status: Option<String>,
}

/// The items of a page or list.
#[derive(Debug, Clone, Deserialize)]
pub struct List<T> {
    /// The items.
    pub value: Vec<T>,
    /// Link to the next page.
    #[serde(rename = "@odata.nextLink")]
    pub next_link: Option<String>,
}
