//! Registered applications: Graph's `application` objects, as the sign-in service reads them.
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::sandbox::object::Object;
use crate::sandbox::tenant::{Tenant, digest, rfc3339, sha256, uuid_of};

/// Property with the tenant that owns an application. Graph never shows it.
pub(in crate::sandbox) const OWNER: &str = "@owner";

/// Property with the federated credentials of an application. Graph shows them at an address
/// of their own.
pub(in crate::sandbox) const FEDERATED: &str = "@federatedIdentityCredentials";

/// Kind of client that a redirect URI belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::sandbox) enum Platform {
    /// A server with a credential.
    Web,
    /// A program on a user's machine, without a credential.
    Native,
    /// A page in the browser.
    SinglePage,
}

const PLATFORMS: [(Platform, &str); 3] = [
    (Platform::Web, "web"),
    (Platform::Native, "publicClient"),
    (Platform::SinglePage, "spa"),
];

/// A registered application.
#[derive(Debug, Clone, Copy)]
pub struct Registration<'a>(pub(in crate::sandbox) &'a Object);

impl<'a> Registration<'a> {
    /// Returns the display name.
    pub fn display_name(self) -> &'a str {
        self.0.text("displayName")
    }

    /// Returns the object id.
    pub fn id(self) -> &'a str {
        self.0.id()
    }

    /// Returns the entries of `passwordCredentials`.
    pub fn secrets(self) -> &'a [Value] {
        let all = self.0.get("passwordCredentials").as_array();
        all.map_or(&[], Vec::as_slice)
    }

    /// Returns the id of the tenant that owns it.
    pub fn owner(self) -> &'a str {
        self.0.text(OWNER)
    }

    /// Returns the name of the verified publisher, if any.
    pub fn publisher(self) -> Option<&'a str> {
        self.0.get("verifiedPublisher").get("displayName")?.as_str()
    }

    /// Returns the redirect URIs. Loopback addresses match on any port.
    pub(in crate::sandbox) fn redirects(self) -> impl Iterator<Item = (Platform, &'a str)> {
        let object = self.0;
        PLATFORMS.into_iter().flat_map(move |(platform, name)| {
            let uris = object
                .get(name)
                .get("redirectUris")
                .and_then(Value::as_array);
            let uris = uris.into_iter().flatten().filter_map(Value::as_str);
            uris.map(move |uri| (platform, uri))
        })
    }

    /// Returns the platform of a redirect URI; `None` if it is not registered. A loopback
    /// address matches on any port (RFC 8252 section 7.3).
    pub(in crate::sandbox) fn platform_of(self, redirect: &str) -> Option<Platform> {
        let loopback = split_loopback(redirect);
        self.redirects()
            .find(|(_, known)| {
                *known == redirect || loopback.is_some() && split_loopback(known) == loopback
            })
            .map(|(platform, _)| platform)
    }

    /// Whether it may sign users in without a credential.
    pub(in crate::sandbox) fn is_public(self) -> bool {
        self.0.flag("isFallbackPublicClient")
    }

    /// Returns the permissions of its manifest: resource application id, permission id, and
    /// whether it is an application permission.
    pub(in crate::sandbox) fn required(self) -> Vec<(String, String, bool)> {
        let text = |value: &Value, name: &str| {
            value
                .get(name)
                .and_then(Value::as_str)
                .unwrap_or_default()
                .to_owned()
        };
        let resources = self.0.get("requiredResourceAccess").as_array();
        resources
            .into_iter()
            .flatten()
            .flat_map(|resource| {
                let app_id = text(resource, "resourceAppId");
                let access = resource.get("resourceAccess").and_then(Value::as_array);
                access
                    .into_iter()
                    .flatten()
                    .map(move |one| (app_id.clone(), text(one, "id"), text(one, "type") == "Role"))
            })
            .collect()
    }

    /// Returns the ids of its secrets or certificates.
    pub(super) fn key_ids(self, property: &str) -> impl Iterator<Item = &'a str> {
        let all = self.0.get(property).as_array();
        let all = all.into_iter().flatten();
        all.filter_map(|one| one.get("keyId").and_then(Value::as_str))
    }
}

/// Returns the host and path of an http loopback address, without its port.
fn split_loopback(address: &str) -> Option<(&str, &str)> {
    let rest = address.strip_prefix("http://")?;
    let (authority, path) = rest.split_once('/').unwrap_or((rest, ""));
    let host = authority.split(':').next()?;
    ["localhost", "127.0.0.1"]
        .contains(&host)
        .then_some((host, path))
}

/// Returns the value of `requiredResourceAccess` for permissions as [`Registration::required`]
/// returns them.
pub(in crate::sandbox) fn required_access(required: &[(String, String, bool)]) -> Value {
    let mut resources: Vec<Value> = Vec::new();
    for (resource, id, application) in required {
        let access = json!({ "id": id, "type": if *application { "Role" } else { "Scope" } });
        let known = resources
            .iter_mut()
            .find(|known| known.get("resourceAppId").and_then(Value::as_str) == Some(resource))
            .and_then(|known| known.get_mut("resourceAccess")?.as_array_mut());
        match known {
            Some(list) => list.push(access),
            None => {
                resources.push(json!({ "resourceAppId": resource, "resourceAccess": [access] }));
            }
        }
    }
    Value::Array(resources)
}

/// Returns a new application without redirect URIs, permissions and credentials.
pub(in crate::sandbox) fn new_application(
    app_id: &str,
    name: &str,
    owner: &str,
    now: Timestamp,
) -> Object {
    Object::from_value(json!({
        OWNER: owner,
        "id": uuid_of(&format!("application {app_id}")),
        "appId": app_id,
        "displayName": name,
        "createdDateTime": rfc3339(now),
        "api": { "acceptMappedClaims": null, "knownClientApplications": [],
            "requestedAccessTokenVersion": null, "oauth2PermissionScopes": [],
            "preAuthorizedApplications": [] },
        "appRoles": [],
        "identifierUris": [],
        "isFallbackPublicClient": null,
        "keyCredentials": [],
        "passwordCredentials": [],
        "publicClient": { "redirectUris": [] },
        "requiredResourceAccess": [],
        "signInAudience": "AzureADMyOrg",
        "spa": { "redirectUris": [] },
        "tags": [],
        "verifiedPublisher":
            { "displayName": null, "verifiedPublisherId": null, "addedDateTime": null },
        "web": { "homePageUrl": null, "logoutUrl": null, "redirectUris": [],
            "implicitGrantSettings":
                { "enableAccessTokenIssuance": false, "enableIdTokenIssuance": false } },
    }))
}

impl Tenant {
    /// Returns a registered application, of this tenant or of another.
    pub fn registration(&self, app_id: &str) -> Option<Registration<'_>> {
        self.applications
            .get(&uuid_of(&format!("application {app_id}")))
            .map(Registration)
    }

    /// Returns a registered application for a change.
    pub fn registration_mut(&mut self, app_id: &str) -> Option<&mut Object> {
        self.applications
            .get_mut(&uuid_of(&format!("application {app_id}")))
    }

    /// Adds a secret to an application. Returns the new entry of `passwordCredentials`, without
    /// the secret.
    pub(in crate::sandbox) fn add_secret(
        &mut self,
        app_id: &str,
        secret: &str,
        name: Option<&str>,
        (start, end): (Timestamp, Timestamp),
    ) -> Option<Value> {
        let key_id = uuid_of(&format!("secret {}", digest(secret)));
        let entry = json!({
            "customKeyIdentifier": null,
            "displayName": name,
            "endDateTime": rfc3339(end),
            "hint": secret.chars().take(3).collect::<String>(),
            "keyId": key_id,
            "secretText": null,
            "startDateTime": rfc3339(start),
        });
        let application = self.registration_mut(app_id)?;
        push(application, "passwordCredentials", entry.clone());
        self.entra.secrets.insert(key_id, digest(secret));
        Some(entry)
    }
}

impl Tenant {
    /// Adds a certificate (DER) to an application. Returns the new entry of `keyCredentials`.
    pub(in crate::sandbox) fn add_certificate(
        &mut self,
        app_id: &str,
        der: &[u8],
        (start, end): (Timestamp, Timestamp),
    ) -> Option<Value> {
        let sha1 = ring::digest::digest(&ring::digest::SHA1_FOR_LEGACY_USE_ONLY, der);
        let certificate = Certificate {
            sha1: URL_SAFE_NO_PAD.encode(sha1.as_ref()),
            sha256: URL_SAFE_NO_PAD.encode(sha256(der)),
            der: der.to_vec(),
        };
        let key_id = uuid_of(&format!("certificate {}", certificate.sha256));
        let application = self.registration_mut(app_id)?;
        let known = Registration(application)
            .key_ids("keyCredentials")
            .any(|id| id == key_id);
        let entry = json!({
            "customKeyIdentifier": STANDARD.encode(sha1.as_ref()),
            "displayName": null,
            "endDateTime": rfc3339(end),
            "key": null,
            "keyId": key_id,
            "startDateTime": rfc3339(start),
            "type": "AsymmetricX509Cert",
            "usage": "Verify",
        });
        if !known {
            push(application, "keyCredentials", entry.clone());
        }
        self.entra.certificates.insert(key_id, certificate);
        Some(entry)
    }
}

/// A certificate of an application.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Certificate {
    /// Thumbprint as in `x5t`.
    pub(super) sha1: String,
    /// Thumbprint as in `x5t#S256`.
    pub(super) sha256: String,
    pub(super) der: Vec<u8>,
}

/// Adds an entry to a list of an object.
pub(in crate::sandbox) fn push(object: &mut Object, list: &str, entry: Value) {
    let mut all = object.get(list).as_array().cloned().unwrap_or_default();
    all.push(entry);
    object.set(list, all);
}
