//! Answers of the simulated Graph to writes of grants and roles, and their replication
//! lag. All kinds of assignment share them.
use super::{Call, not_found, query, replication_lag};
use crate::sandbox::object::{Lag, Object};
use crate::sandbox::reply::Answer;
use crate::sandbox::tenant::Tenant;

/// Returns the lag of a grant: the tenant's own, or a fault's.
pub(super) fn grant_lag(tenant: &mut Tenant, call: &Call) -> Lag {
    let usual = tenant.grant_lag;
    replication_lag(tenant, call, usual)
}

/// Returns status 201 with the created object.
pub(super) fn created_answer(
    tenant: &Tenant,
    call: &Call,
    object: &Object,
    set: &str,
    kind: &str,
) -> Answer {
    let mut answer = query::object_answer(tenant, call, object, set, kind);
    answer.status = 201;
    answer.with_write_applied()
}

/// Returns status 204 if an object was removed, else 404 about `id`.
pub(super) fn deleted_answer(was_there: bool, id: &str) -> Answer {
    if was_there {
        Answer::empty(204).with_write_applied()
    } else {
        not_found(id)
    }
}
