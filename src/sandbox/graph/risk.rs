//! Identity Protection: confirming and dismissing risk.
use serde_json::{Value, json};

use super::resources::PARENT;
use super::{Call, bad_request};
use crate::sandbox::object::{Lag, Object};
use crate::sandbox::reply::Answer;
use crate::sandbox::tenant::{Tenant, rfc3339};

/// Maximum number of ids in one request.
const MAX_IDS: usize = 60;

/// Confirms or dismisses the risk of users or service principals, as the address says.
pub(super) fn set(tenant: &mut Tenant, call: &Call) -> Answer {
    let users = call.path.contains("/riskyUsers/");
    let (store, property) = if users {
        ("risky-users", "userIds")
    } else {
        ("risky-service-principals", "servicePrincipalIds")
    };
    let ids = call.property(property).as_array().into_iter().flatten();
    let ids: Vec<String> = ids.filter_map(Value::as_str).map(str::to_owned).collect();
    if ids.is_empty() || ids.len() > MAX_IDS {
        return bad_request("The number of ids must be between 1 and 60.");
    }
    let (level, state, detail) = match call.path.rsplit('/').next() {
        Some("confirmCompromised") => (
            "high",
            "confirmedCompromised",
            if users {
                "adminConfirmedUserCompromised"
            } else {
                "adminConfirmedServicePrincipalCompromised"
            },
        ),
        Some("confirmSafe") => ("none", "confirmedSafe", "adminConfirmedUserSafe"),
        _ => (
            "none",
            "dismissed",
            if users {
                "adminDismissedAllRiskForUser"
            } else {
                "adminDismissedAllRiskForServicePrincipal"
            },
        ),
    };
    for id in ids {
        let Some(object) = tenant.directory_object(&id) else {
            return super::not_found(&id);
        };
        let known = tenant
            .stores
            .get(store)
            .and_then(|all| all.get(&id))
            .cloned();
        let mut risky = known.unwrap_or_else(|| new_risky(&object, users));
        for (name, value) in [
            ("riskLevel", level),
            ("riskState", state),
            ("riskDetail", detail),
        ] {
            risky.set(name, value);
        }
        risky.set("riskLastUpdatedDateTime", rfc3339(call.now));
        if users {
            let mut history = risky.clone();
            history.set("id", tenant.uuid("risk history"));
            history.set(PARENT, id.clone());
            history.set("userId", id);
            history.set("initiatedBy", call.caller.principal.clone());
            history.set(
                "activity",
                json!({ "detail": detail, "eventTypes": [], "riskEventTypes": [] }),
            );
            let all = tenant
                .stores
                .entry("risky-user-history".to_owned())
                .or_default();
            all.write(history, Lag::default(), call.now);
        }
        let all = tenant.stores.entry(store.to_owned()).or_default();
        all.write(risky, Lag::default(), call.now);
    }
    Answer::empty(204).with_write_applied()
}

fn new_risky(object: &Object, user: bool) -> Object {
    let mut risky = Object::from_value(json!({
        "id": object.id(),
        "isProcessing": false,
    }));
    if user {
        risky.set("isDeleted", false);
        risky.set("userDisplayName", object.get("displayName").clone());
        risky.set("userPrincipalName", object.get("userPrincipalName").clone());
    } else {
        risky.set("isEnabled", object.flag("accountEnabled"));
        risky.set("displayName", object.get("displayName").clone());
        risky.set("appId", object.get("appId").clone());
        risky.set(
            "servicePrincipalType",
            object.get("servicePrincipalType").clone(),
        );
    }
    risky
}
