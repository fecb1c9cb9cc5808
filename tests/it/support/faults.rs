//! Faults of the simulated tenant.
use crate::support::bench::Bench;
use entractl::sandbox::seed::user_id;
use entractl::sandbox::{FaultKind, FaultRule};

pub(crate) fn inject_by_command(bench: &mut Bench, text: &str) {
    bench.run(&format!("sandbox faults set {text}")).exits(0);
    bench.requests();
}

/// Makes the tenant refuse every change to an account.
pub(crate) fn refuse_changes(bench: &Bench) {
    inject(bench, FaultKind::ErrorBefore, |rule| {
        rule.method = Some("PATCH".to_owned());
        rule.status = Some(403);
    });
}

pub(crate) fn inject(bench: &Bench, kind: FaultKind, change: impl FnOnce(&mut FaultRule)) {
    let mut rule = FaultRule::new(kind);
    change(&mut rule);
    bench.sandbox.with_tenant(|tenant| tenant.faults.set(rule));
}

pub(crate) fn clear_faults(bench: &Bench) {
    bench.sandbox.with_tenant(|tenant| {
        tenant.faults.clear(None);
    });
}

pub(crate) fn fault(bench: &Bench, kind: FaultKind, change: impl FnOnce(&mut FaultRule)) {
    let mut rule = FaultRule::new(kind);
    change(&mut rule);
    bench.sandbox.with_tenant(|tenant| tenant.faults.set(rule));
}

/// Makes the tenant refuse every write to this account.
pub(crate) fn refuse_changes_of(bench: &Bench, upn: &str) {
    for method in ["PATCH", "POST"] {
        fault(bench, FaultKind::ErrorBefore, |rule| {
            rule.method = Some(method.to_owned());
            rule.path = Some(user_id(upn));
            rule.status = Some(403);
        });
    }
}
