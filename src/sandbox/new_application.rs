//! Registration of applications for other people's clients: by Graph, by a file, or by the
//! control path, in Graph's own format of an application.
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use jiff::{SignedDuration, Timestamp};
use serde_json::{Map, Value, json};
use thiserror::Error;

use super::TENANT_ID;
use super::entra::{FEDERATED, apply_manifest, new_application, push};
use super::object::{Lag, Object};
use super::seed::GRAPH_APP_ID;
use super::tenant::Tenant;

/// Reasons why an application cannot be registered.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum InvalidApplication {
    /// The description is no JSON object with a name.
    #[error("an application is a JSON object with a displayName")]
    NoName,
    /// A property that an application does not have.
    #[error("an application has no property {0:?}")]
    UnknownProperty(String),
    /// A permission that Graph does not have.
    #[error("Microsoft Graph has no permission {0:?} in this tenant")]
    UnknownPermission(String),
    /// A key that is not base64.
    #[error("the key of a certificate is its DER form in base64")]
    Key,
    /// The application id is in use.
    #[error("the application id {0} is taken")]
    Taken(String),
}

/// A registered application, with the secrets that nobody can read later.
#[derive(Debug, Clone, PartialEq)]
pub struct RegisteredApplication {
    /// Application id.
    pub app_id: String,
    /// Object id.
    pub id: String,
    /// The new entries of `passwordCredentials`, with their secrets.
    pub secrets: Vec<Value>,
}

/// Properties that a new application may have, as Graph names them.
pub(super) const WRITABLE: [&str; 22] = [
    "api",
    "appRoles",
    "description",
    "displayName",
    "groupMembershipClaims",
    "identifierUris",
    "info",
    "isDeviceOnlyAuthSupported",
    "isFallbackPublicClient",
    "keyCredentials",
    "notes",
    "oauth2RequirePostResponse",
    "optionalClaims",
    "parentalControlSettings",
    "passwordCredentials",
    "publicClient",
    "requiredResourceAccess",
    "serviceManagementReference",
    "signInAudience",
    "spa",
    "tags",
    "web",
];

/// How long a secret or a certificate of a new application is valid.
fn validity(now: Timestamp) -> (Timestamp, Timestamp) {
    let two_years = SignedDuration::from_hours(2 * 365 * 24);
    (now, now.saturating_add(two_years).unwrap_or(now))
}

impl Tenant {
    /// Registers an application. Secrets without text get a new one.
    ///
    /// # Errors
    /// See [`InvalidApplication`].
    pub(super) fn register_application(
        &mut self,
        description: &Map<String, Value>,
        now: Timestamp,
    ) -> Result<RegisteredApplication, InvalidApplication> {
        let name = description.get("displayName").and_then(Value::as_str);
        let name = name.ok_or(InvalidApplication::NoName)?;
        let app_id = match description.get("appId").and_then(Value::as_str) {
            Some(given) if self.registration(given).is_some() => {
                return Err(InvalidApplication::Taken(given.to_owned()));
            }
            Some(given) => given.to_owned(),
            None => self.uuid("application id"),
        };
        let mut application = new_application(&app_id, name, TENANT_ID, now);
        merge_properties(&mut application, description)?;
        let id = application.id().to_owned();
        self.applications.insert(application);
        let mut secrets = Vec::new();
        for secret in entries(description, "passwordCredentials") {
            secrets.extend(self.new_secret(&app_id, secret, now));
        }
        for certificate in entries(description, "keyCredentials") {
            let key = certificate.get("key").and_then(Value::as_str);
            let der = key.and_then(|key| STANDARD.decode(key).ok());
            let der = der.ok_or(InvalidApplication::Key)?;
            self.add_certificate(&app_id, &der, validity(now));
        }
        Ok(RegisteredApplication {
            app_id,
            id,
            secrets,
        })
    }

    /// Adds a secret to an application, as `addPassword` and a new application do. Returns its
    /// entry with the secret; `None` without such an application.
    pub(super) fn new_secret(
        &mut self,
        app_id: &str,
        wanted: &Value,
        now: Timestamp,
    ) -> Option<Value> {
        let text = |name: &str| wanted.get(name).and_then(Value::as_str);
        let secret = match text("secretText") {
            Some(given) => given.to_owned(),
            None => self.secret("client"),
        };
        let (start, end) = validity(now);
        let end = text("endDateTime")
            .and_then(|end| end.parse().ok())
            .unwrap_or(end);
        let mut entry = self.add_secret(app_id, &secret, text("displayName"), (start, end))?;
        if let Some(entry) = entry.as_object_mut() {
            entry.insert("secretText".to_owned(), secret.into());
        }
        Some(entry)
    }

    /// Registers an application for a test, in one step: with its service principal, its
    /// federated credentials and consent to what it requires. `permissions` names permissions
    /// of Graph that are granted, both delegated and to the application itself.
    ///
    /// # Errors
    /// See [`InvalidApplication`].
    pub fn prepare_application(
        &mut self,
        description: &Value,
        now: Timestamp,
    ) -> Result<RegisteredApplication, InvalidApplication> {
        let mut plain = description
            .as_object()
            .cloned()
            .ok_or(InvalidApplication::NoName)?;
        let federated = plain.remove("federatedIdentityCredentials");
        let permissions = plain.remove("permissions").unwrap_or_default();
        let mut access = Vec::new();
        for name in permissions
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
        {
            let found = self.access_by_name(name);
            if found.is_empty() {
                return Err(InvalidApplication::UnknownPermission(name.to_owned()));
            }
            access.extend(found);
        }
        if !access.is_empty() {
            let own = json!([{ "resourceAppId": GRAPH_APP_ID, "resourceAccess": access }]);
            plain.insert("requiredResourceAccess".to_owned(), own);
        }
        let registered = self.register_application(&plain, now)?;
        let federated = federated.unwrap_or_default();
        for credential in federated.as_array().into_iter().flatten() {
            self.add_federated_credential(&registered.app_id, credential);
        }
        apply_manifest(self, &registered.app_id, Lag::default(), now);
        Ok(registered)
    }

    /// Adds a federated credential to an application. Returns it with its id.
    pub(super) fn add_federated_credential(
        &mut self,
        app_id: &str,
        credential: &Value,
    ) -> Option<Value> {
        let get = |name: &str| credential.get(name).cloned().unwrap_or_default();
        let mut entry = json!({
            "id": self.uuid("federated credential"),
            "name": get("name"),
            "issuer": get("issuer"),
            "subject": get("subject"),
            "description": get("description"),
            "audiences": get("audiences"),
        });
        if entry.get("audiences").is_none_or(Value::is_null)
            && let Some(entry) = entry.as_object_mut()
        {
            let usual = json!(["api://AzureADTokenExchange"]);
            entry.insert("audiences".to_owned(), usual);
        }
        push(self.registration_mut(app_id)?, FEDERATED, entry.clone());
        Some(entry)
    }

    /// Returns the entries of `resourceAccess` for the permissions of Graph with a name.
    fn access_by_name(&self, name: &str) -> Vec<Value> {
        let Some(graph) = self.service_principal_of(GRAPH_APP_ID) else {
            return Vec::new();
        };
        [("appRoles", "Role"), ("oauth2PermissionScopes", "Scope")]
            .into_iter()
            .filter_map(|(list, kind)| {
                let mut all = graph.get(list).as_array()?.iter();
                let found =
                    all.find(|one| one.get("value").and_then(Value::as_str) == Some(name))?;
                Some(json!({ "id": found.get("id")?, "type": kind }))
            })
            .collect()
    }
}

fn entries<'a>(object: &'a Map<String, Value>, name: &str) -> impl Iterator<Item = &'a Value> {
    object
        .get(name)
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
}

/// Sets properties of an application. Parts of an object that are not named keep their values.
///
/// # Errors
/// Fails for a property that an application does not have.
pub(super) fn merge_properties(
    application: &mut Object,
    given: &Map<String, Value>,
) -> Result<(), InvalidApplication> {
    for (name, value) in given {
        match name.as_str() {
            "appId" | "id" | "passwordCredentials" | "keyCredentials" => {}
            name if !WRITABLE.contains(&name) => {
                return Err(InvalidApplication::UnknownProperty(name.to_owned()));
            }
            name => {
                let mut merged = application.get(name).clone();
                match (merged.as_object_mut(), value.as_object()) {
                    (Some(old), Some(new)) => old.extend(new.clone()),
                    _ => merged = value.clone(),
                }
                application.set(name, merged);
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tenant() -> (Tenant, Timestamp) {
        let now = "2026-03-01T08:00:00Z".parse().unwrap();
        (Tenant::seed(now), now)
    }

    #[test]
    fn prepared_application_may_do_what_its_permissions_name() {
        let (mut tenant, now) = tenant();
        let description = json!({
            "displayName": "a test",
            "web": { "redirectUris": ["http://localhost:3000/auth/callback"] },
            "passwordCredentials": [{ "secretText": "made-up" }, {}],
            "permissions": ["User.Read.All"],
        });
        let made = tenant.prepare_application(&description, now).unwrap();
        assert_eq!(made.secrets.len(), 2);
        assert_eq!(made.secrets[0]["secretText"], "made-up");
        let registration = tenant.registration(&made.app_id).unwrap();
        assert!(
            registration
                .platform_of("http://localhost:9/auth/callback")
                .is_some()
        );
        assert!(
            registration
                .platform_of("http://localhost:9/other")
                .is_none()
        );
        let principal = tenant
            .service_principal_of(&made.app_id)
            .unwrap()
            .id()
            .to_owned();
        let held = tenant.application_permissions(&principal, &crate::sandbox::Resource::Graph);
        assert_eq!(held, ["User.Read.All"]);
    }

    #[test]
    fn invalid_application_is_refused_by_name() {
        let (mut tenant, now) = tenant();
        let mut refused = |description| tenant.prepare_application(&description, now).unwrap_err();
        assert_eq!(refused(json!({})), InvalidApplication::NoName);
        assert_eq!(
            refused(json!({ "displayName": "x", "redirects": [] })),
            InvalidApplication::UnknownProperty("redirects".to_owned())
        );
        assert_eq!(
            refused(json!({ "displayName": "x", "permissions": ["User.Fly"] })),
            InvalidApplication::UnknownPermission("User.Fly".to_owned())
        );
        let taken = crate::sandbox::CLIENT_ID;
        assert_eq!(
            refused(json!({ "displayName": "x", "appId": taken })),
            InvalidApplication::Taken(taken.to_owned())
        );
    }
}
