//! Deleted objects, which can be restored for 30 days.
use jiff::Timestamp;

use super::resources::{list_of, one_of};
use super::users::with_odata_type;
use super::{Call, not_found};
use crate::sandbox::object::{Lag, Object};
use crate::sandbox::reply::Answer;
use crate::sandbox::tenant::{Tenant, rfc3339};

/// Keeps an object that was deleted.
pub(super) fn keep_deleted(tenant: &mut Tenant, mut object: Object, kind: &str, now: Timestamp) {
    object.set("deletedDateTime", rfc3339(now));
    tenant.deleted.insert(with_odata_type(&object, kind));
}

pub(super) fn list(tenant: &mut Tenant, call: &Call) -> Answer {
    let kind = call.path.rsplit('/').next().map(|last| format!("#{last}"));
    let kind = kind.unwrap_or_default();
    let all = tenant
        .deleted
        .all()
        .filter(|one| one.text("@odata.type") == kind);
    let all = all.cloned().collect();
    list_of(tenant, call, all)
}

pub(super) fn get(tenant: &mut Tenant, call: &Call) -> Answer {
    one_of(tenant, call, tenant.deleted.get(call.id(0)))
}

pub(super) fn purge(tenant: &mut Tenant, call: &Call) -> Answer {
    match tenant.deleted.remove_everywhere(call.id(0)) {
        Some(_) => Answer::empty(204).with_write_applied(),
        None => not_found(call.id(0)),
    }
}

pub(super) fn restore(tenant: &mut Tenant, call: &Call) -> Answer {
    let Some(mut object) = tenant.deleted.remove_everywhere(call.id(0)) else {
        return not_found(call.id(0));
    };
    object.set("deletedDateTime", serde_json::Value::Null);
    let answer = one_of(tenant, call, Some(&object)).with_write_applied();
    let kind = object.0.shift_remove("@odata.type").unwrap_or_default();
    let home = match kind.as_str().unwrap_or_default() {
        "#microsoft.graph.user" => &mut tenant.users,
        "#microsoft.graph.group" => &mut tenant.groups,
        "#microsoft.graph.application" => &mut tenant.applications,
        _ => &mut tenant.service_principals,
    };
    home.write(object, Lag::default(), call.now);
    answer
}
