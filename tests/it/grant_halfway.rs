//! What happens to a grant, a block and a watch while they are under way:
//! Ctrl-C, and somebody else's changes.
use crate::support::bench::{Bench, Hook, start, writes};
use entractl::sandbox::{Object, Sandbox};

fn scenario(bench: &Bench, name: &str) {
    let scenario = name.parse().unwrap();
    bench
        .sandbox
        .with_tenant(|tenant| tenant.apply_scenario(scenario, start()));
}

#[test]
fn after_ctrl_c_nothing_more_is_sent_and_a_repeat_finishes_it() {
    // Graph requests: what is there, the new service principal, each application
    // permission, the delegated ones.
    let mut stopped = 0;
    for answered in 1..=5 {
        let mut bench = Bench::new();
        scenario(&bench, "s1-deleted");
        bench.requests();
        bench.hook = Some((answered, Hook::CtrlC));
        let ran = bench.run("grant mobile-security --direct --yes -o json");
        let first = writes(&bench.requests());
        if ran.exit == 130 {
            stopped += 1;
            assert!(first < 5, "{answered}");
            let steps = ran.json()["sets"][0]["steps"].clone();
            let steps = steps.as_array().unwrap();
            let done = steps.iter().filter(|one| one["state"] == "done").count();
            assert_eq!(done, first, "{answered}: {steps:#?}");
            assert!(steps.iter().any(|one| one["state"] == "not-tried"));
        } else {
            assert_eq!(first, 5, "{answered}\n{}", ran.all());
        }
        let status = bench.run("status mobile-security -o json").json();
        assert!(status["apps"][0]["failedGrant"].is_null(), "{status:#}");
        bench.requests();
        bench.run("grant mobile-security --direct --yes").exits(0);
        assert_eq!(first + writes(&bench.requests()), 5, "{answered}");
    }
    assert!(stopped >= 3, "{stopped}");
}

#[test]
fn a_block_that_is_stopped_says_what_is_left_and_a_repeat_finishes_it() {
    let mut bench = Bench::new();
    bench.requests();
    bench.hook = Some((2, Hook::CtrlC));
    bench.run("block mobile-security --revoke --yes").exits(130);
    let first = writes(&bench.requests());
    assert!((1..4).contains(&first), "{first}");
    bench.run("block mobile-security --revoke --yes").exits(0);
    assert_eq!(first + writes(&bench.requests()), 4);
}

#[test]
fn scopes_that_somebody_adds_between_reading_and_writing_stay() {
    fn scopes(sandbox: &Sandbox, text: &str) {
        sandbox.with_tenant(|tenant| {
            let mut mine: Vec<Object> = tenant.grants.all().cloned().collect();
            mine.retain(|one| {
                one.text("scope").contains("User.Read") || one.text("scope").contains("openid")
            });
            for mut one in mine {
                one.set("scope", text);
                tenant.grants.insert(one);
            }
        });
    }
    let mut bench = Bench::new();
    scopes(&bench.sandbox, "openid");
    bench.run("status mobile-security").exits(11);
    bench.hook = Some((
        1,
        Hook::Meddle(|sandbox| scopes(sandbox, "openid Calendars.Read")),
    ));
    bench.run("grant mobile-security --direct --yes");
    let held: Vec<String> = bench.sandbox.with_tenant(|tenant| {
        let all = tenant.grants.all();
        all.map(|one| one.text("scope").to_owned())
            .filter(|scope| scope.contains("openid"))
            .collect()
    });
    assert!(
        held.iter()
            .any(|scope| { scope.contains("Calendars.Read") && scope.split(' ').count() > 2 }),
        "{held:?}"
    );
    bench.run("status mobile-security").exits(0);
}

#[test]
fn a_watch_prints_once_for_each_change_and_ends_on_ctrl_c() {
    let mut bench = Bench::new();
    bench.hook = Some((3, Hook::CtrlC));
    let ran = bench
        .run("status mobile-security --watch --interval 10s -o jsonl")
        .exits(130);
    assert_eq!(ran.out.lines().count(), 1, "{}", ran.all());
}

#[test]
fn a_device_code_signs_in_and_then_grants() {
    let mut bench = Bench::new();
    bench.requests();
    let ran = bench
        .run("grant search --device-code --yes -o json")
        .exits(0);
    assert_eq!(ran.json()["method"], "device-code");
    assert_eq!(ran.json()["sets"][0]["state"], "granted");
    assert!(ran.err.contains("never pass it on"), "{}", ran.all());
    let requests = bench.requests();
    assert!(requests.iter().any(|one| one.path.ends_with("/devicecode")));
    assert_eq!(writes(&requests), 3);
}
