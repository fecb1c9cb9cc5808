//! A stored sign-in, and the checks that it fits its use.
//!
//! A session is text only inside the store, and a secret there. A loaded one is checked
//! against the current cloud, tenant and application, and its access token against the
//! rest.
use std::borrow::Cow;
use std::sync::Arc;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::claims::Claims;
use super::error::AuthError;
use super::service::Tokens;
use super::store::{StoreError, TokenStore};
use super::token_check;
use crate::domain::identity::{AuthFlow, Identity};
use crate::ids::{AppId, ObjectId, TenantId};
use crate::secret::Secret;
use crate::settings::SignInTarget;

/// Version of the stored form.
const VERSION: u32 = 2;

/// A usable sign-in.
#[derive(Debug, Clone)]
pub struct Session {
    /// The tenant.
    pub tenant: TenantId,
    /// Object id of the user or of the application's service principal.
    pub object_id: ObjectId,
    /// User principal name.
    pub user_principal_name: Option<String>,
    /// Display name.
    pub name: Option<String>,
    /// Whether an application signed in as itself.
    pub app_only: bool,
    /// Graph permissions that the sign-in requested. The token may contain more, but
    /// the permissions of a command are decided by these.
    pub asked: Vec<String>,
    /// The access token.
    pub access_token: Secret,
    /// The refresh token.
    pub refresh_token: Option<Secret>,
    /// Expiry time of the access token.
    pub expires_at: Timestamp,
    /// Time of the sign-in.
    pub signed_in_at: Timestamp,
    /// Sign-in method; `None` if an earlier version stored the session.
    pub flow: Option<AuthFlow>,
    /// The application.
    pub client_id: AppId,
}

/// The stored form.
#[derive(Serialize, Deserialize)]
struct Stored<'a> {
    version: u32,
    authority: Cow<'a, str>,
    graph: Cow<'a, str>,
    tenant: TenantId,
    client_id: Cow<'a, str>,
    object_id: ObjectId,
    user_principal_name: Option<Cow<'a, str>>,
    name: Option<Cow<'a, str>>,
    asked: Vec<String>,
    access_token: Cow<'a, str>,
    refresh_token: Option<Cow<'a, str>>,
    expires_at: Timestamp,
    signed_in_at: Timestamp,
    #[serde(default)]
    flow: Option<AuthFlow>,
}

impl Session {
    /// Returns the session with `tokens`, after a check that they are for this tenant
    /// and this sign-in. The ID token is trusted because it came from the tenant's
    /// token endpoint over TLS.
    ///
    /// # Errors
    /// [`AuthError::Other`] if they are for another tenant, application or resource,
    /// [`AuthError::Untrusted`] if they do not identify the user or belong to another
    /// sign-in.
    pub fn from_tokens(
        tokens: Tokens,
        target: &SignInTarget,
        permissions: &[&str],
        nonce: Option<&Secret>,
        now: Timestamp,
    ) -> Result<Self, AuthError> {
        let untrusted = |why: &str| AuthError::Untrusted(why.to_owned());
        let id_token = tokens
            .id_token
            .as_ref()
            .ok_or_else(|| untrusted("it holds no identity token"))?;
        let said = Claims::read(id_token);
        token_check::check_identity_token(&said, target, None)?;
        if nonce.is_some_and(|nonce| said.nonce.as_deref() != Some(nonce.expose())) {
            return Err(untrusted("its identity token is for another sign-in"));
        }
        let object_id: ObjectId = said
            .oid
            .as_deref()
            .and_then(|id| id.parse().ok())
            .ok_or_else(|| untrusted("its identity token names no account"))?;
        let access = Claims::read(&tokens.access_token);
        token_check::check_access_token(&access, target, Some(&object_id))?;
        Ok(Self {
            tenant: target.tenant.clone(),
            object_id,
            user_principal_name: said.upn.or(access.upn),
            name: said.name.or(access.name),
            app_only: false,
            asked: permissions.iter().map(|&p| p.to_owned()).collect(),
            access_token: tokens.access_token,
            refresh_token: tokens.refresh_token,
            expires_at: tokens.expires_at,
            signed_in_at: now,
            flow: None,
            client_id: target.client_id.clone(),
        })
    }

    /// Returns the session with its sign-in method.
    #[must_use]
    pub fn with_flow(self, flow: AuthFlow) -> Self {
        Self {
            flow: Some(flow),
            ..self
        }
    }

    /// Returns the text to store for `target`.
    ///
    /// # Errors
    /// [`StoreError::Failed`], which does not happen in practice.
    pub fn to_secret(&self, target: &SignInTarget) -> Result<Secret, StoreError> {
        let stored = Stored {
            version: VERSION,
            authority: target.authority.to_string().into(),
            graph: target.graph.to_string().into(),
            tenant: self.tenant.clone(),
            client_id: target.client_id.as_str().into(),
            object_id: self.object_id.clone(),
            user_principal_name: self.user_principal_name.as_deref().map(Cow::Borrowed),
            name: self.name.as_deref().map(Cow::Borrowed),
            asked: self.asked.clone(),
            access_token: self.access_token.expose().into(),
            refresh_token: self.refresh_token.as_ref().map(|t| t.expose().into()),
            expires_at: self.expires_at,
            signed_in_at: self.signed_in_at,
            flow: self.flow,
        };
        serde_json::to_string(&stored)
            .map(Secret::new)
            .map_err(|error| StoreError::Failed(error.to_string()))
    }

    /// Parses a stored session, if it belongs to `target`.
    ///
    /// # Errors
    /// [`AuthError::NoSession`] if it is damaged, belongs to another cloud, tenant or
    /// application, or contains a token of another one. No part of it is used then.
    pub fn from_secret(text: &Secret, target: &SignInTarget) -> Result<Self, AuthError> {
        let stored: Stored<'static> = serde_json::from_str(text.expose())
            .map_err(|_| AuthError::NoSession("the stored session is damaged".to_owned()))?;
        let fits = stored.version == VERSION
            && stored.authority == target.authority.to_string()
            && stored.graph == target.graph.to_string()
            && stored.tenant == target.tenant
            && stored.client_id == target.client_id.as_str();
        if !fits {
            return Err(AuthError::NoSession(
                "the stored session belongs to another cloud, tenant or application".to_owned(),
            ));
        }
        let access_token = Secret::new(stored.access_token.into_owned());
        let access = Claims::read(&access_token);
        token_check::check_access_token(&access, target, Some(&stored.object_id))
            .map_err(ownership_mismatch)?;
        Ok(Self {
            tenant: stored.tenant,
            object_id: stored.object_id,
            user_principal_name: stored.user_principal_name.map(Cow::into_owned),
            name: stored.name.map(Cow::into_owned),
            app_only: false,
            asked: stored.asked,
            access_token,
            refresh_token: stored.refresh_token.map(|t| Secret::new(t.into_owned())),
            expires_at: stored.expires_at,
            signed_in_at: stored.signed_in_at,
            flow: stored.flow,
            client_id: target.client_id.clone(),
        })
    }

    /// Returns the session of `target` in `store`, if there is one.
    ///
    /// # Errors
    /// Fails if the store fails, or as [`Session::from_secret`].
    pub fn load(
        store: &Arc<dyn TokenStore>,
        target: &SignInTarget,
    ) -> Result<Option<Self>, AuthError> {
        match store.load(&target.key())? {
            None => Ok(None),
            Some(text) => Self::from_secret(&text, target).map(Some),
        }
    }

    /// Stores the session in `store` and replaces the previous one.
    ///
    /// # Errors
    /// Fails if the store fails. The previous one may then still be stored.
    pub fn save(
        &self,
        store: &Arc<dyn TokenStore>,
        target: &SignInTarget,
    ) -> Result<(), StoreError> {
        store.save(&target.key(), &self.to_secret(target)?)
    }

    /// Returns the signed-in identity, with the permissions in the access token.
    pub fn identity(&self) -> Identity {
        let claims = Claims::read(&self.access_token);
        Identity {
            tenant: self.tenant.clone(),
            object_id: self.object_id.clone(),
            user_principal_name: self.user_principal_name.clone(),
            name: self.name.clone(),
            app_only: self.app_only,
            permissions: claims.permissions,
            directory_roles: claims.directory_roles,
            app_id: Some(self.client_id.clone()),
            flow: self.flow,
        }
    }

    /// Whether the sign-in requested all of `permissions`.
    pub fn has_requested(&self, permissions: &[&str]) -> bool {
        permissions.iter().all(|wanted| {
            self.asked
                .iter()
                .any(|asked| asked.eq_ignore_ascii_case(wanted))
        })
    }
}

/// Converts a mismatch of a stored access token into [`AuthError::NoSession`].
fn ownership_mismatch(error: AuthError) -> AuthError {
    match error {
        AuthError::Other {
            what,
            expected,
            got,
        } => AuthError::NoSession(format!(
            "the stored access token is for {what} {got}, not {expected}, and was not sent"
        )),
        other => other,
    }
}

#[cfg(test)]
pub(crate) fn example() -> Session {
    Session {
        tenant: crate::settings::target::example().tenant,
        object_id: "33333333-3333-4333-8333-333333333333".parse().unwrap(),
        user_principal_name: Some("ada@contoso.example".to_owned()),
        name: Some("Ada".to_owned()),
        app_only: false,
        asked: vec!["User.Read.All".to_owned()],
        access_token: Secret::new("access-CANARY"),
        refresh_token: Some(Secret::new("refresh-CANARY")),
        expires_at: "2030-01-01T01:00:00Z".parse().unwrap(),
        signed_in_at: "2030-01-01T00:00:00Z".parse().unwrap(),
        flow: Some(AuthFlow::Browser),
        client_id: crate::settings::target::example().client_id,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{Session, Tokens, example};
    use crate::auth::AuthError;
    use crate::auth::claims::token_with_payload;
    use crate::graph::Origin;
    use crate::secret::Secret;
    use crate::settings::target;

    #[test]
    fn a_session_comes_back_as_it_was_and_only_to_its_own_target() {
        let target = target::example();
        let text = example().to_secret(&target).unwrap();
        let back = Session::from_secret(&text, &target).unwrap();
        assert_eq!(back.access_token.expose(), "access-CANARY");
        assert_eq!(back.asked, ["User.Read.All"]);
        let mut other = target.clone();
        other.authority = Origin::parse("https://evil.example").unwrap();
        assert!(Session::from_secret(&text, &other).is_err());
        let mut other = target.clone();
        other.graph = Origin::parse("https://evil.example").unwrap();
        assert!(Session::from_secret(&text, &other).is_err());
        let mut other = target.clone();
        other.tenant = "44444444-4444-4444-8444-444444444444".parse().unwrap();
        assert!(Session::from_secret(&text, &other).is_err());
        let mut other = target.clone();
        other.client_id = "44444444-4444-4444-8444-444444444444".parse().unwrap();
        assert!(Session::from_secret(&text, &other).is_err());
    }

    #[test]
    fn a_damaged_session_is_no_session() {
        for text in ["", "{", "null", r#"{"version":1}"#] {
            let read = Session::from_secret(&Secret::new(text), &target::example());
            assert!(read.is_err(), "{text}");
        }
    }

    fn tokens(id: &serde_json::Value) -> Tokens {
        Tokens {
            access_token: Secret::new("opaque"),
            refresh_token: None,
            id_token: Some(token_with_payload(id)),
            expires_at: "2030-01-01T01:00:00Z".parse().unwrap(),
        }
    }

    #[test]
    fn a_token_of_another_tenant_or_another_sign_in_makes_no_session() {
        let target = target::example();
        let nonce = Secret::new("n");
        let of = |tid: &str, nonce_said: &str| {
            let id = json!({
                "tid": tid, "oid": example().object_id, "nonce": nonce_said,
                "iss": target.issuer(), "aud": target.client_id,
            });
            Session::from_tokens(
                tokens(&id),
                &target,
                &[],
                Some(&nonce),
                example().signed_in_at,
            )
        };
        assert!(of(target.tenant.as_str(), "n").is_ok());
        let other = "44444444-4444-4444-8444-444444444444";
        let error = of(other, "n").unwrap_err();
        assert!(matches!(error, AuthError::Other { what: "tenant", .. }));
        let text = error.to_string();
        assert!(
            text.contains(other) && text.contains(target.tenant.as_str()),
            "{text}"
        );
        assert!(matches!(
            of(target.tenant.as_str(), "m"),
            Err(AuthError::Untrusted(_))
        ));
        let mut without = tokens(&json!({}));
        without.id_token = None;
        let made = Session::from_tokens(without, &target, &[], None, example().signed_in_at);
        assert!(matches!(made, Err(AuthError::Untrusted(_))));
    }

    #[test]
    fn nothing_of_a_session_is_printed() {
        assert!(!format!("{:?}", example()).contains("CANARY"));
    }
}
