//! Which devices `users contain --devices` leaves, and that one that is left keeps no
//! account from being contained.
use std::sync::Arc;
use std::sync::atomic::Ordering;

use entractl::sandbox::seed::cast::{self, BREAK_GLASS_1};
use entractl::sandbox::seed::user_id;
use serde_json::{Value, json};

use crate::bench::Bench;
use crate::contain_devices::{PHONE, able, id_of, is_usable, register};
use crate::users::{PLAIN, is_enabled};
use crate::wire::{Tamper, each_document};

#[test]
fn contain_devices_asks_owner_and_users() {
    let mut bench = able();
    register(&bench, "OWNED-BY-BREAK-GLASS", "AzureAd", &[PLAIN]);
    let id = id_of(&bench, "OWNED-BY-BREAK-GLASS");
    bench.sandbox.with_tenant(|tenant| {
        tenant.device_owners.insert(id, user_id(BREAK_GLASS_1));
    });
    register(
        &bench,
        "USED-BY-BREAK-GLASS",
        "AzureAd",
        &[PLAIN, BREAK_GLASS_1],
    );
    let ran = bench
        .run(&format!("users contain {PLAIN} --devices --yes"))
        .exits(9);
    for name in ["OWNED-BY-BREAK-GLASS", "USED-BY-BREAK-GLASS"] {
        assert!(is_usable(&bench, name), "{name}: {}", ran.all());
    }
    assert!(!is_enabled(&bench, PLAIN) && !is_usable(&bench, PHONE));
}

/// Changes what Graph answers of the owners and users of devices.
fn lie(bench: &mut Bench, lie: impl Fn(&mut Value) + Send + Sync + 'static) -> Arc<Tamper> {
    let wire = Tamper::changing(&bench.sandbox, move |_, response| {
        each_document(response, |document| {
            let items = document["value"].as_array().into_iter().flatten();
            let mut names = items.map(|item| &item["userPrincipalName"]);
            let context = document["@odata.context"].as_str().unwrap_or_default();
            if context.contains("#directoryObjects") && names.any(|name| name == PLAIN) {
                lie(document);
            }
        })
    });
    bench.wire = Some(wire.clone());
    wire
}

#[test]
fn contain_devices_leaves_device_whose_users_do_not_name_the_account() {
    for case in ["none", "another", "more", "garbage"] {
        let mut bench = able();
        let other = user_id(cast::OTHER_MAIL);
        let wire = lie(&mut bench, move |document| match case {
            "none" => document["value"] = json!([]),
            "another" => document["value"] = json!([{ "id": other, "displayName": "x" }]),
            "garbage" => document["value"] = json!([{ "id": 7 }]),
            _ => {
                document["@odata.nextLink"] =
                    "https://graph.microsoft.com/v1.0/devices/x/registeredUsers?$skip=1".into();
            }
        });
        let ran = bench
            .run(&format!("users contain {PLAIN} --devices --yes"))
            .exits(9);
        assert!(wire.lies.load(Ordering::Relaxed) > 0, "{case}");
        assert!(is_usable(&bench, PHONE), "{case}: {}", ran.all());
        assert!(!is_enabled(&bench, PLAIN), "{case}: {}", ran.all());
    }
}
