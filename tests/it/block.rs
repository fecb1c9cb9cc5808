//! `block`: on this machine, and in Entra where that is asked for.
use crate::bench::{Bench, writes};

#[test]
fn a_block_is_local_and_says_so() {
    let mut bench = Bench::new();
    bench.requests();
    let ran = bench.run("block mobile-security").exits(0);
    assert!(ran.out.contains("on this machine"), "{}", ran.all());
    assert!(bench.requests().is_empty());
    let list = bench.run("apps list").exits(0);
    assert!(list.out.contains("Blocked on this"), "{}", list.all());
}

#[test]
fn a_revocation_names_who_else_loses_and_takes_the_set_alone() {
    let mut bench = Bench::new();
    bench.sandbox.with_tenant(|tenant| {
        tenant.apply_scene("s1-surplus".parse().unwrap(), crate::bench::start());
    });
    bench.requests();
    let dry = bench
        .run("block mobile-security --revoke --dry-run")
        .exits(0);
    assert!(dry.out.contains("user-accounts"), "{}", dry.all());
    bench.run("block mobile-security --revoke").exits(13);
    assert_eq!(writes(&bench.requests()), 0);
    bench.run("block mobile-security --revoke --yes").exits(0);
    assert_eq!(writes(&bench.requests()), 4);
    let after = bench.run("status user-accounts -o json").exits(11).json();
    let set = &after["apps"][0]["sets"][0];
    assert_eq!(set["counts"]["granted"], 0, "{set:#}");
    assert_eq!(set["counts"]["surplus"], 1, "{set:#}");
    assert_eq!(set["status"], "not-granted");
    bench.run("grant mobile-security --direct --yes").exits(0);
    bench.run("status mobile-security").exits(0);
}

#[test]
fn a_deletion_takes_the_application_and_a_grant_brings_it_back() {
    let mut bench = Bench::new();
    bench.requests();
    bench.run("block mobile-security --delete --yes").exits(0);
    assert_eq!(writes(&bench.requests()), 1);
    bench.run("status mobile-security").exits(11);
    bench.run("grant mobile-security --direct --yes").exits(0);
    bench.run("status mobile-security").exits(0);
}
