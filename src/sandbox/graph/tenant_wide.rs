//! The organization, its domains, products, policies and sign-in log.
use super::service_principals::holds;
use super::users::{licensed, not_premium};
use super::{Call, denied, missing, query};
use crate::sandbox::ledger::TokenKind;
use crate::sandbox::reply::Answer;
use crate::sandbox::seed::roles;
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

pub(super) fn sign_ins(tenant: &mut Tenant, call: &Call) -> Answer {
    if !licensed(tenant) {
        return not_premium();
    }
    let readers = [
        roles::GLOBAL_ADMINISTRATOR,
        roles::GLOBAL_READER,
        roles::SECURITY_READER,
        roles::REPORTS_READER,
    ];
    if call.caller.kind == TokenKind::Delegated && !holds(tenant, call, &readers) {
        return denied();
    }
    // The log is kept newest first; ordering it needs no advanced query here.
    let mut plain = call.clone();
    if let Some(order) = plain.query.remove("$orderby")
        && order != "createdDateTime desc"
    {
        return Answer::unknown(&format!("the order {order} of signIns"));
    }
    let all = tenant.sign_ins.clone();
    query::list(tenant, &plain, all, "auditLogs/signIns", "signIn", &[])
}
