//! `apps`, `sync` and `explain`: what is known, and how it becomes known.
use crate::support::bench::Bench;

#[test]
fn the_list_asks_nobody_and_shows_what_was_recorded() {
    let mut bench = Bench::new();
    bench.requests();
    let before = bench.run("apps list").exits(0);
    assert!(bench.requests().is_empty());
    assert!(before.out.contains("not checked yet"), "{}", before.all());
    bench.run("status").exits(11);
    let after = bench.run("apps list -o json").exits(0).json();
    let first = &after["apps"][0];
    assert_eq!(first["id"], "mobile-security");
    assert_eq!(first["recorded"]["status"], "granted");
}

#[test]
fn every_permission_of_an_app_is_shown_with_its_id() {
    let mut bench = Bench::new();
    let ran = bench.run("apps show 'XDR Data Explorer'").exits(0);
    assert!(
        ran.out.contains("741f803b-c850-494e-b5df-cde7c675a1ca"),
        "{}",
        ran.all()
    );
    assert!(ran.out.contains("User.RevokeSessions.All"), "{}", ran.all());
    bench.run("apps show nothing-like-it").exits(2);
}

#[test]
fn look_alikes_are_both_listed_and_none_is_picked() {
    let mut bench = Bench::new();
    let found = bench.run("apps discover -o json").exits(0).json();
    let proposals = found["proposals"].as_array().unwrap();
    let alike: Vec<_> = proposals
        .iter()
        .filter(|one| one["lookAlike"] == true)
        .collect();
    assert_eq!(alike.len(), 2, "{found:#}");
    assert!(alike.iter().all(|one| one["onlyOne"] == false));
    let certain = proposals
        .iter()
        .filter(|one| one["onlyOne"] == true)
        .count();
    assert_eq!(certain, 4, "{found:#}");
}

#[test]
fn a_binding_is_by_id_and_refuses_what_is_not_the_vendors() {
    let mut bench = Bench::new();
    bench.requests();
    let line = "apps bind s3 --client-id 5e700003-aaaa-4aaa-8aaa-00000000da7a";
    let ran = bench.run(line).exits(0);
    assert!(ran.out.contains("User.RevokeSessions.All"), "{}", ran.all());
    let graph = "apps bind s1 --client-id 00000003-0000-0000-c000-000000000000";
    bench.run(graph).exits(12);
    let nobody = "apps bind s1 --client-id 00000000-1111-4222-8333-444444444444";
    bench.run(nobody).exits(5);
    bench
        .run("apps bind s99 --client-id 5e700003-aaaa-4aaa-8aaa-00000000da7a")
        .exits(2);
    assert_eq!(crate::support::bench::writes(&bench.requests()), 0);
}

#[test]
fn sync_says_what_is_known_of_the_tenant() {
    let mut bench = Bench::new();
    let ran = bench.run("sync --scope all -o json").exits(0).json();
    assert_eq!(ran["scope"], "all");
    assert!(ran["groups"].as_u64().unwrap() > 0, "{ran:#}");
    assert!(ran["organization"].is_string());
    assert_eq!(ran["bindings"].as_array().unwrap().len(), 5);
    bench
        .run("sync --group 00000000-1111-4222-8333-444444444444")
        .exits(5);
    let again = bench.run("sync -o json").exits(0).json();
    assert_eq!(again["scope"], "all");
}

#[test]
fn a_code_is_explained_and_an_unknown_one_is_not_found() {
    let mut bench = Bench::new();
    let ran = bench.run("explain 53003 -o json").exits(0).json();
    assert_eq!(ran["code"], "AADSTS53003");
    bench.run("explain AADSTS1").exits(5);
}
