//! The organization, its domains, products and policies.
use super::{Call, not_found, query};
use crate::sandbox::reply::Answer;
use crate::sandbox::tenant::Tenant;

pub(super) fn organization(tenant: &mut Tenant, call: &Call) -> Answer {
    let all = vec![tenant.organization.clone()];
    query::list_answer(tenant, call, all, "organization", "organization")
}

pub(super) fn domains(tenant: &mut Tenant, call: &Call) -> Answer {
    let all = tenant.domains.clone();
    query::list_answer(tenant, call, all, "domains", "domain")
}

pub(super) fn get_domain(tenant: &mut Tenant, call: &Call) -> Answer {
    match tenant
        .domains
        .iter()
        .find(|domain| domain.id() == call.id(0))
    {
        Some(domain) => query::object_answer(tenant, call, domain, "domains", "domain"),
        None => not_found(call.id(0)),
    }
}

pub(super) fn subscribed_skus(tenant: &mut Tenant, call: &Call) -> Answer {
    let all = tenant.skus.clone();
    query::list_answer(tenant, call, all, "subscribedSkus", "subscribedSku")
}

pub(super) fn get_policy(tenant: &mut Tenant, call: &Call) -> Answer {
    match tenant.policies.get(call.id(0)) {
        Some(policy) => query::object_answer(
            tenant,
            call,
            policy,
            &format!("policies/{}", call.id(0)),
            call.id(0),
        ),
        None => Answer::not_found(&format!("the policy {}", call.id(0))),
    }
}

pub(super) fn token_policies(tenant: &mut Tenant, call: &Call) -> Answer {
    let all = tenant.token_policies.clone();
    let set = "policies/tokenLifetimePolicies";
    query::list_answer(tenant, call, all, set, "tokenLifetimePolicy")
}

pub(super) fn access_policies(tenant: &mut Tenant, call: &Call) -> Answer {
    let all = tenant.access_policies.all().cloned().collect();
    query::list_answer(
        tenant,
        call,
        all,
        "identity/conditionalAccess/policies",
        "conditionalAccessPolicy",
    )
}
