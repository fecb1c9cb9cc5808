//! How the made-up Graph answers a write of a grant or a role, and how late it
//! shows. One way for every kind of assignment.
use super::{Call, not_found, query, replication_lag};
use crate::sandbox::object::{Lag, Object};
use crate::sandbox::reply::Answer;
use crate::sandbox::tenant::Tenant;

/// The lag of a grant: the tenant's own, or a fault's.
pub(super) fn grant_lag(tenant: &mut Tenant, call: &Call) -> Lag {
    let usual = tenant.grant_lag;
    replication_lag(tenant, call, usual)
}

/// 201 with what was made.
pub(super) fn created_answer(call: &Call, object: &Object, set: &str, kind: &str) -> Answer {
    let mut answer = query::object_answer(call, object, set, kind, &[]);
    answer.status = 201;
    answer.with_write_applied()
}

/// 204 where something was removed, 404 about `id` where nothing was there.
pub(super) fn deleted_answer(was_there: bool, id: &str) -> Answer {
    if was_there {
        Answer::empty(204).with_write_applied()
    } else {
        not_found(id)
    }
}
