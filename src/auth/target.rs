//! What a sign-in is pinned to: one authority, one tenant, one application.
//!
//! Every address of a sign-in is built from here. None is discovered, and
//! `common` does not exist.
use std::path::PathBuf;

use crate::domain::ids::{AppId, TenantId};
use crate::graph::Origin;

/// The cloud, the tenant and the application that a credential belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignInTarget {
    /// Name of the cloud, such as `public`.
    pub cloud: String,
    /// Where people and applications sign in.
    pub authority: Origin,
    /// The Microsoft Graph of the same cloud.
    pub graph: Origin,
    /// The tenant.
    pub tenant: TenantId,
    /// The application that signs in: the user's own registration.
    pub client_id: AppId,
    /// PEM file of roots to trust beside the system's.
    pub ca_file: Option<PathBuf>,
}

impl SignInTarget {
    /// The address of one page of the tenant's sign-in service, such as `token`.
    /// <https://learn.microsoft.com/entra/identity-platform/v2-protocols>
    pub fn address(&self, page: &str) -> String {
        format!("{}/{}/oauth2/v2.0/{page}", self.authority, self.tenant)
    }

    /// The issuer that answers and tokens of this tenant name.
    pub fn issuer(&self) -> String {
        format!("{}/{}/v2.0", self.authority, self.tenant)
    }

    /// Under which name a session of this target is stored. Authority, tenant
    /// and application are all in it, so that no other one can find it.
    pub fn key(&self) -> String {
        format!("{} {} {}", self.authority, self.tenant, self.client_id)
    }

    /// The `scope` parameter that asks for these Graph permissions, an identity
    /// token and a refresh token.
    pub fn scope<'a>(&self, permissions: impl IntoIterator<Item = &'a str>) -> String {
        let mut scope = "openid profile offline_access".to_owned();
        for permission in permissions {
            scope.push_str(&format!(" {}/{permission}", self.graph));
        }
        scope
    }

    /// The `scope` parameter of an application that signs in as itself.
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
            target.address("token"),
            "https://login.example/11111111-1111-4111-8111-111111111111/oauth2/v2.0/token"
        );
        assert_eq!(
            target.scope(["User.Read.All"]),
            "openid profile offline_access https://graph.example/User.Read.All"
        );
        assert_eq!(target.application_scope(), "https://graph.example/.default");
    }

    #[test]
    fn another_authority_tenant_or_client_is_another_key() {
        let target = super::example();
        let mut other = target.clone();
        other.authority = crate::graph::Origin::parse("https://evil.example").unwrap();
        assert_ne!(target.key(), other.key());
        let mut other = target.clone();
        other.client_id = "33333333-3333-4333-8333-333333333333".parse().unwrap();
        assert_ne!(target.key(), other.key());
    }
}
