//! Types of the tenant's logs and of its policies on tokens.
use jiff::Timestamp;
use serde::Deserialize;

/// One entry of the directory audit log.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DirectoryAudit {
    /// Time of the change.
    pub activity_date_time: Timestamp,
    /// Activity, such as `Disable account`.
    pub activity_display_name: Option<String>,
    /// The `client-request-id` of the request, if it came through Graph.
    pub correlation_id: Option<String>,
    /// `success`, `failure`, `timeout`.
    pub result: Option<String>,
    /// Actor.
    pub initiated_by: Option<Initiator>,
    /// Changed objects.
    pub target_resources: Option<Vec<Target>>,
}

/// The user or application that made a change.
#[derive(Debug, Clone, Deserialize)]
pub struct Initiator {
    /// The user.
    pub user: Option<InitiatingUser>,
    /// The application.
    pub app: Option<InitiatingApp>,
}

/// The user that made a change.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct InitiatingUser {
    /// Object id.
    pub id: Option<String>,
    /// User principal name.
    pub user_principal_name: Option<String>,
    /// Display name.
    pub display_name: Option<String>,
}

/// The application that made a change.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct InitiatingApp {
    /// Application id.
    pub app_id: Option<String>,
    /// Object id of its service principal.
    pub service_principal_id: Option<String>,
    /// Display name.
    pub display_name: Option<String>,
}

/// A changed object.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Target {
    /// Object id.
    pub id: Option<String>,
    /// The properties that were changed, if the log lists them.
    pub modified_properties: Option<Vec<ModifiedProperty>>,
}

/// One property that was changed.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ModifiedProperty {
    /// Name of the property.
    pub display_name: Option<String>,
    /// The new value as JSON text.
    pub new_value: Option<String>,
}

/// One sign-in, with the fields that say which app was used.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SignIn {
    /// The user.
    pub user_id: Option<String>,
    /// Name of the app.
    pub app_display_name: Option<String>,
    /// Whether it succeeded.
    pub status: Option<SignInStatus>,
}

/// `status` of a sign-in.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SignInStatus {
    /// Zero for success.
    pub error_code: Option<i64>,
}

/// A token lifetime policy.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TokenLifetimePolicy {
    /// Name.
    pub display_name: Option<String>,
    /// JSON texts.
    pub definition: Option<Vec<String>>,
    /// Whether it applies to every app without its own policy.
    pub is_organization_default: Option<bool>,
}

/// A Conditional Access policy, with the fields that affect tokens.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SessionPolicy {
    /// Name.
    pub display_name: Option<String>,
    /// `enabled`, `disabled` or `enabledForReportingButNotEnforced`.
    pub state: Option<String>,
    /// Session controls.
    pub session_controls: Option<SessionControls>,
}

/// `sessionControls` of a Conditional Access policy.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SessionControls {
    /// Continuous access evaluation; Graph v1.0 may omit it.
    pub continuous_access_evaluation: Option<ContinuousAccessEvaluation>,
}

/// `continuousAccessEvaluation` of `sessionControls`.
#[derive(Debug, Clone, Deserialize)]
pub struct ContinuousAccessEvaluation {
    /// `disabled`, `strictEnforcement`, `strictLocation`.
    pub mode: Option<String>,
}
