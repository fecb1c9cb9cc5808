//! Devices of the simulated tenant.
use crate::support::bench::{Bench, Ran, writes};
use crate::support::users::{PLAIN, is_enabled, signed_in};
use entractl::clock::Clock as _;
use serde_json::Value;

pub(crate) const PHONE: &str = "Rowan's phone";

pub(crate) const SIGN_IN: &str = "auth login --for respond-devices";

/// Returns a tenant whose administrator can disable devices.
pub(crate) fn device_bench() -> Bench {
    let mut bench = signed_in();
    bench.run(&format!("{SIGN_IN} --browser")).exits(0);
    bench.requests();
    bench
}

pub(crate) fn register_device(bench: &Bench, name: &str, trust: &str, owners: &[&str]) -> String {
    let now = bench.clock.now();
    bench
        .sandbox
        .with_tenant(|tenant| tenant.register_device(name, trust, owners, now))
}

pub(crate) fn device_id(bench: &Bench, name: &str) -> String {
    bench.sandbox.with_tenant(|tenant| {
        let mut all = tenant.devices.all();
        let device = all.find(|device| device.text("displayName") == name);
        device.unwrap().id().to_owned()
    })
}

pub(crate) fn is_usable(bench: &Bench, name: &str) -> bool {
    let id = device_id(bench, name);
    bench
        .sandbox
        .with_tenant(|tenant| tenant.devices.get(&id).unwrap().flag("accountEnabled"))
}

/// Returns the steps on devices as "name outcome read-back".
pub(crate) fn device_steps(report: &Value) -> Vec<String> {
    let accounts = report["accounts"].as_array().unwrap();
    let steps = accounts.iter();
    let steps = steps.flat_map(|account| account["steps"].as_array().unwrap());
    let mut found: Vec<String> = steps
        .filter(|step| !step["device"].is_null())
        .map(|step| {
            let text = |value: &Value| value.as_str().unwrap().to_owned();
            let [name, outcome, read] = [
                text(&step["device"]["name"]),
                text(&step["outcome"]),
                text(&step["readBack"]),
            ];
            format!("{name} {outcome} {read}")
        })
        .collect();
    found.sort();
    found
}

#[track_caller]
pub(crate) fn assert_nothing_sent(bench: &mut Bench, ran: &Ran) {
    assert_eq!(writes(&bench.requests()), 0, "{}", ran.all());
    assert!(is_enabled(bench, PLAIN), "{}", ran.all());
}
