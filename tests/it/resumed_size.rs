//! What was begun in pieces, or decided a while ago, is judged once more before
//! it goes on.
use std::time::Duration;

use crate::support::bench::writes;
use crate::support::faults::{clear_faults, inject};
use crate::support::files::{write_config, write_list};
use crate::support::plans::write_plan;
use crate::support::text::one_line;
use crate::support::users::{PLAIN, is_enabled, ordinary_users, signed_in};
use entractl::sandbox::FaultKind;

#[test]
fn pieces_that_were_left_open_are_as_large_together_as_one_list() {
    let mut bench = signed_in();
    let people = ordinary_users(&bench, 6);
    let first = write_list(&bench, &people[..3]);
    bench
        .run(&format!("users disable --from {first} --yes"))
        .exits(0);
    let second = write_list(&bench, &people[3..]);
    bench.kill_at(4, false);
    bench.run(&format!("users disable --from {second} --yes"));
    let mut bench = bench.killed().expect("it was killed");
    write_config(&bench, "[guard_rails]\nsigned_above = 5\n");
    bench.requests();
    let ran = bench.run("tasks resume 2 --yes").exits(12);
    assert!(one_line(&ran.err).contains("3 more"), "{}", ran.all());
    assert_eq!(writes(&bench.requests()), 0);
    // A day later they stand alone.
    bench.clock.advance(Duration::from_secs(25 * 3600));
    bench.run("tasks resume 2 --yes").exits(0);
}

#[test]
fn what_could_not_be_read_is_no_drift_and_the_plan_can_be_applied_later() {
    let mut bench = signed_in();
    let people = ordinary_users(&bench, 3);
    let file = write_plan(&mut bench, &people);
    inject(&bench, FaultKind::ErrorBefore, |rule| {
        rule.method = Some("GET".to_owned());
        rule.path = Some("/users/".to_owned());
    });
    let apply = format!("tasks apply {file} --yes");
    let ran = bench.run(&apply).exits(6);
    assert!(
        one_line(&ran.err).contains("nothing was sent"),
        "{}",
        ran.all()
    );
    assert_eq!(writes(&bench.requests()), 0);
    clear_faults(&bench);
    bench.run(&apply).exits(0);
}

#[test]
fn an_idle_resume_does_not_hide_that_somebody_changed_an_account_since() {
    let mut bench = signed_in();
    bench.run(&format!("users contain {PLAIN} --yes")).exits(0);
    bench.clock.advance(Duration::from_secs(3600));
    bench.run(&format!("users sign-out {PLAIN} --yes")).exits(0);
    bench.clock.advance(Duration::from_secs(3600));
    bench.run("tasks resume 1 --yes").exits(0);
    let ran = bench.run("tasks undo 1 --yes").exits(5);
    assert!(
        one_line(&ran.err).contains("task 2 changed it since"),
        "{}",
        ran.all()
    );
    assert!(!is_enabled(&bench, PLAIN));
}
