//! Which restricted management administrative units accounts are in: read only
//! for those that Graph marks as restricted.
use std::collections::BTreeMap;

use crate::context::connect::Connected;
use crate::domain::account::Account;
use crate::domain::restricted::Unit;
use crate::enforcement::resolve::facts::whole_list;
use crate::graph::wire::AdministrativeUnit;
use crate::graph::{Call, calls};
use crate::ids::ObjectId;

/// Fills in the units of the accounts that are in one.
pub(crate) async fn fill<'a>(
    connected: &Connected,
    accounts: impl Iterator<Item = &'a mut Account>,
) {
    let restricted: Vec<&mut Account> = accounts.filter(|one| one.restricted.is_some()).collect();
    let ids: Vec<ObjectId> = restricted.iter().map(|one| one.id.clone()).collect();
    let mut units = of(connected, &ids).await;
    for account in restricted {
        account.restricted = Some(units.remove(&account.id).unwrap_or_default());
    }
}

/// The restricted units of these accounts. What could not be read is left out:
/// that an account is in one is known all the same.
pub(crate) async fn of(connected: &Connected, ids: &[ObjectId]) -> BTreeMap<ObjectId, Vec<Unit>> {
    let mut found = BTreeMap::new();
    if ids.is_empty() {
        return found;
    }
    let calls: Vec<Call> = ids.iter().map(calls::users::administrative_units).collect();
    let replies = connected.graph.batch(&calls).await;
    for ((id, call), reply) in ids.iter().zip(&calls).zip(replies) {
        let units: Vec<AdministrativeUnit> = whole_list(&connected.graph, call, reply)
            .await
            .unwrap_or_default();
        let units = units.into_iter();
        let restricted = units.filter(|one| one.is_member_management_restricted == Some(true));
        let restricted = restricted.map(|one| Unit {
            id: one.id,
            name: one.display_name,
        });
        found.insert(id.clone(), restricted.collect());
    }
    found
}
