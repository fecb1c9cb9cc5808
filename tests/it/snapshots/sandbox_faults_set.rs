//! Output of `entractl sandbox faults set`.
use crate::support::snapshots::{json, ordinary, refusal};
use insta::assert_snapshot;

#[test]
fn sets_fault() {
    assert_snapshot!(ordinary("sandbox faults set throttle:rate=0.3,seed=7"), @"
    $ entractl sandbox faults set throttle:rate=0.3,seed=7
    -- stdout --
    Set

     Fault                      What it does                                 Struck
    ────────────────────────────────────────────────────────────────────────────────
     throttle:rate=0.3,seed=7   429 with Retry-After (seconds=N;             0
                                form=seconds, decimal, date or none), also
                                inside batches
    -- stderr --
    sandbox: simulated tenant, no real changes
    -- exit 0 --
    ");
}

#[test]
fn prints_json() {
    assert_snapshot!(json("sandbox faults set throttle:rate=0.3,seed=7 --query rules"), @"
    $ entractl sandbox faults set throttle:rate=0.3,seed=7 --query rules -o json 2>/dev/null
    -- stdout --
    null
    -- exit 0 --
    ");
}

#[test]
fn refuses_unknown_fault() {
    assert_snapshot!(refusal("sandbox faults set thunder"), @r#"
    $ entractl sandbox faults set thunder
    -- stderr --
    sandbox: simulated tenant, no real changes
    error: there is no fault "thunder"
    Next:
      entractl sandbox faults list
    -- exit 2 --
    "#);
}
