//! The pinned target of a sign-in: one authority, one tenant, one application.
//!
//! Every URL of a sign-in is built here. None is discovered, and `common` is not supported.
use std::path::PathBuf;

use super::clouds;
use crate::graph::Origin;
use crate::ids::{AppId, TenantId};

/// The application id of Microsoft Graph, the same in every tenant.
const GRAPH_APP_ID: &str = "00000003-0000-0000-c000-000000000000";

/// The cloud, the tenant and the application that a credential belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignInTarget {
    /// Name of the cloud, such as `public`.
    pub cloud: String,
    /// Origin of the sign-in service.
    pub authority: Origin,
    /// Origin of Microsoft Graph in the same cloud.
    pub graph: Origin,
    /// The tenant.
    pub tenant: TenantId,
    /// Client id of the application that signs in: the user's own app registration.
    pub client_id: AppId,
    /// PEM file of roots to trust in addition to the system's.
    pub ca_file: Option<PathBuf>,
}

impl SignInTarget {
    /// Returns the URL of an OAuth endpoint of the tenant, such as `token`.
    /// <https://learn.microsoft.com/entra/identity-platform/v2-protocols>
    pub fn endpoint_url(&self, endpoint: &str) -> String {
        format!("{}/{}/oauth2/v2.0/{endpoint}", self.authority, self.tenant)
    }

    /// Returns the issuer in responses and tokens of this tenant.
    pub fn issuer(&self) -> String {
        format!("{}/{}/v2.0", self.authority, self.tenant)
    }

    /// Returns the key under which a session is stored. It contains authority, tenant,
    /// application and Graph, so that no other target finds the session.
    pub fn key(&self) -> String {
        format!(
            "{} {} {} {}",
            self.authority, self.tenant, self.client_id, self.graph
        )
    }

    /// Whether a token with this `audience` is for the target's Graph: its origin or its
    /// application id. Clouds with the same sign-in host share their audiences.
    pub fn is_graph(&self, audience: &str) -> bool {
        if audience.eq_ignore_ascii_case(GRAPH_APP_ID) {
            return true;
        }
        let Ok(audience) = Origin::parse(audience) else {
            return false;
        };
        audience == self.graph
            || clouds::has_same_sign_in_host(&self.authority, &self.graph, &audience)
    }

    /// Returns the `scope` parameter that requests these Graph permissions, an ID token
    /// and a refresh token.
    pub fn scope<'a>(&self, permissions: impl IntoIterator<Item = &'a str>) -> String {
        let mut scope = "openid profile offline_access".to_owned();
        for permission in permissions {
            scope.push_str(&format!(" {}/{permission}", self.graph));
        }
        scope
    }

    /// Returns the `scope` parameter of an application that signs in as itself.
    pub fn application_scope(&self) -> String {
        format!("{}/.default", self.graph)
    }
}

#[cfg(test)]
pub(crate) fn example() -> SignInTarget {
    SignInTarget {
        cloud: "public".to_owned(),
        authority: Origin::parse("https://login.example").unwrap(),
        graph: Origin::parse("https://graph.example").unwrap(),
        tenant: "11111111-1111-4111-8111-111111111111".parse().unwrap(),
        client_id: "22222222-2222-4222-8222-222222222222".parse().unwrap(),
        ca_file: None,
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_address_is_the_pinned_tenants_own() {
        let target = super::example();
        assert_eq!(
            target.endpoint_url("token"),
            "https://login.example/11111111-1111-4111-8111-111111111111/oauth2/v2.0/token"
        );
        assert_eq!(
            target.scope(["User.Read.All"]),
            "openid profile offline_access https://graph.example/User.Read.All"
        );
        assert_eq!(target.application_scope(), "https://graph.example/.default");
    }

    #[test]
    fn another_authority_tenant_client_or_graph_is_another_key() {
        let target = super::example();
        let mut other = target.clone();
        other.authority = crate::graph::Origin::parse("https://evil.example").unwrap();
        assert_ne!(target.key(), other.key());
        let mut other = target.clone();
        other.client_id = "33333333-3333-4333-8333-333333333333".parse().unwrap();
        assert_ne!(target.key(), other.key());
        let mut other = target.clone();
        other.graph = crate::graph::Origin::parse("https://evil.example").unwrap();
        assert_ne!(target.key(), other.key());
    }

    #[test]
    fn only_the_pinned_graph_is_an_audience() {
        let target = super::example();
        for (audience, expected) in [
            ("https://graph.example", true),
            ("https://GRAPH.example/", true),
            (super::GRAPH_APP_ID, true),
            ("https://graph.example.evil.example", false),
            ("https://graph.microsoft.com", false),
            ("00000002-0000-0000-c000-000000000000", false),
            ("", false),
        ] {
            assert_eq!(target.is_graph(audience), expected, "{audience}");
        }
        let mut dod = target;
        let origin = |text: &str| crate::graph::Origin::parse(text).unwrap();
        dod.authority = origin("https://login.microsoftonline.us");
        dod.graph = origin("https://dod-graph.microsoft.us");
        assert!(dod.is_graph("https://graph.microsoft.us"));
        assert!(!dod.is_graph("https://graph.microsoft.com"));
    }
}
