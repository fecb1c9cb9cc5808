//! How the made-up Graph answers a write of a grant or a role, and how late it
//! shows. One way for every kind of assignment.
use super::{Call, lag, missing, query};
use crate::sandbox::object::{Lag, Object};
use crate::sandbox::reply::Answer;
use crate::sandbox::tenant::Tenant;

/// The lag of a grant: the tenant's own, or a fault's.
pub(super) fn grant_lag(tenant: &mut Tenant, call: &Call) -> Lag {
    let usual = tenant.grant_lag;
    lag(tenant, call, usual)
}

/// 201 with what was made.
pub(super) fn made(call: &Call, object: &Object, set: &str, kind: &str) -> Answer {
    let mut answer = query::one(call, object, set, kind, &[]);
    answer.status = 201;
    answer.applied()
}

/// 204 where something was removed, 404 about `id` where nothing was there.
pub(super) fn removed(was_there: bool, id: &str) -> Answer {
    if was_there {
        Answer::empty(204).applied()
    } else {
        missing(id)
    }
}
