//! The organization, its domains, products and policies.
use super::{Call, missing, query};
use crate::sandbox::reply::Answer;
use crate::sandbox::tenant::Tenant;

pub(super) fn organization(tenant: &mut Tenant, call: &Call) -> Answer {
    let all = vec![tenant.organization.clone()];
    query::list(tenant, call, all, "organization", "organization", &[])
}

pub(super) fn domains(tenant: &mut Tenant, call: &Call) -> Answer {
    let all = tenant.domains.clone();
    query::list(tenant, call, all, "domains", "domain", &[])
}

pub(super) fn domain(tenant: &mut Tenant, call: &Call) -> Answer {
    match tenant
        .domains
        .iter()
        .find(|domain| domain.id() == call.id(0))
    {
        Some(domain) => query::one(call, domain, "domains", "domain", &[]),
        None => missing(call.id(0)),
    }
}

pub(super) fn skus(tenant: &mut Tenant, call: &Call) -> Answer {
    let all = tenant.skus.clone();
    query::list(tenant, call, all, "subscribedSkus", "subscribedSku", &[])
}

pub(super) fn policy(tenant: &mut Tenant, call: &Call) -> Answer {
    match tenant.policies.get(call.id(0)) {
        Some(policy) => query::one(
            call,
            policy,
            &format!("policies/{}", call.id(0)),
            call.id(0),
            &[],
        ),
        None => Answer::unknown(&format!("the policy {}", call.id(0))),
    }
}

pub(super) fn token_policies(tenant: &mut Tenant, call: &Call) -> Answer {
    let all = tenant.token_policies.clone();
    let set = "policies/tokenLifetimePolicies";
    query::list(tenant, call, all, set, "tokenLifetimePolicy", &[])
}

pub(super) fn access_policies(tenant: &mut Tenant, call: &Call) -> Answer {
    let all = tenant.access_policies.all().cloned().collect();
    query::list(
        tenant,
        call,
        all,
        "identity/conditionalAccess/policies",
        "conditionalAccessPolicy",
        &[],
    )
}
