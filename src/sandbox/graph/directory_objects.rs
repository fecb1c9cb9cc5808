//! Directory objects of any type by id, and administrative units.
use serde_json::Value;

use super::resources::{list_of, one_of};
use super::{Call, bad_request};
use crate::sandbox::object::Object;
use crate::sandbox::reply::Answer;
use crate::sandbox::tenant::Tenant;

/// Maximum number of ids in one request.
const MAX_IDS: usize = 1_000;

pub(super) fn get(tenant: &mut Tenant, call: &Call) -> Answer {
    let found = tenant.directory_object(call.id(0));
    one_of(tenant, call, found.as_ref())
}

pub(super) fn get_by_ids(tenant: &mut Tenant, call: &Call) -> Answer {
    let texts = |name: &str| {
        let all = call.property(name).as_array().into_iter().flatten();
        all.filter_map(Value::as_str)
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    let (ids, types) = (texts("ids"), texts("types"));
    if ids.is_empty() || ids.len() > MAX_IDS {
        return bad_request("The number of ids must be between 1 and 1000.");
    }
    let wanted = |object: &Object| {
        let kind = object.text("@odata.type");
        types.is_empty()
            || types
                .iter()
                .any(|one| one == "directoryObject" || kind.ends_with(&format!(".{one}")))
    };
    let found = ids
        .iter()
        .filter_map(|id| tenant.directory_object(id))
        .filter(wanted)
        .collect();
    list_of(tenant, call, found)
}

pub(super) fn list_units(tenant: &mut Tenant, call: &Call) -> Answer {
    let all = tenant.administrative_units.all().cloned().collect();
    list_of(tenant, call, all)
}

pub(super) fn get_unit(tenant: &mut Tenant, call: &Call) -> Answer {
    one_of(tenant, call, tenant.administrative_units.get(call.id(0)))
}

pub(super) fn list_unit_members(tenant: &mut Tenant, call: &Call) -> Answer {
    let Some(members) = tenant.unit_members.get(call.id(0)).cloned() else {
        return super::not_found(call.id(0));
    };
    let all = members
        .iter()
        .filter_map(|id| tenant.directory_object(id))
        .collect();
    list_of(tenant, call, all)
}
