//! What a command over several accounts ends with: where all accounts came to the
//! same, with that.
use crate::support::bench::Bench;
use crate::support::faults::{clear_faults, inject};
use crate::support::files::write_list;
use crate::support::users::{ordinary_users, signed_in};
use entractl::sandbox::FaultKind;
use entractl::sandbox::seed::user_id;

/// Graph refuses changes of this account with this status; of every account for "".
fn refuse(bench: &Bench, upn: &str, status: u16) {
    let id = if upn.is_empty() {
        String::new()
    } else {
        user_id(upn)
    };
    inject(bench, FaultKind::ErrorBefore, |rule| {
        rule.path = Some(format!("/users/{id}"));
        rule.method = Some("PATCH".to_owned());
        rule.status = Some(status);
    });
    inject(bench, FaultKind::ErrorBefore, |rule| {
        rule.path = Some(format!("/users/{id}"));
        rule.method = Some("POST".to_owned());
        rule.status = Some(status);
    });
}

/// The same accounts typed and as a list.
fn both(bench: &Bench, people: &[String]) -> [String; 2] {
    let file = write_list(bench, people);
    [
        format!("users disable {} --yes -o json", people.join(" ")),
        format!("users disable --from {file} --yes -o json"),
    ]
}

#[test]
fn accounts_that_are_all_refused_alike_end_with_that_answer() {
    for (status, exit) in [(403, 4), (404, 5), (400, 10)] {
        let mut bench = signed_in();
        let people = ordinary_users(&bench, 3);
        refuse(&bench, "", status);
        for command in both(&bench, &people) {
            let ran = bench.run(&command);
            assert_eq!(ran.exit, exit, "{status}: {command}: {}", ran.all());
        }
    }
}

#[test]
fn accounts_whose_exits_differ_end_with_9() {
    // Two answers, both of them a no.
    let mut refused = signed_in();
    let three = ordinary_users(&refused, 3);
    refuse(&refused, &three[0], 404);
    refuse(&refused, "", 403);
    for command in both(&refused, &three) {
        let ran = refused.run(&command);
        assert_eq!(ran.exit, 9, "{command}: {}", ran.all());
    }
    // A no beside a yes, of another account and of the same one.
    for whose in ["another", "same"] {
        let mut bench = signed_in();
        let three = ordinary_users(&bench, 3);
        let commands = both(&bench, &three);
        for command in &commands {
            clear_faults(&bench);
            if whose == "another" {
                refuse(&bench, &three[1], 403);
            } else {
                inject(&bench, FaultKind::ErrorBefore, |rule| {
                    rule.method = Some("POST".to_owned());
                    rule.path = Some("revokeSignInSessions".to_owned());
                    rule.status = Some(403);
                });
            }
            let ran = bench.run(command);
            assert_eq!(ran.exit, 9, "{whose}: {command}: {}", ran.all());
            assert!(ran.json()["task"].is_number(), "{whose}");
        }
    }
}

#[test]
fn record_left_out_beside_refused_accounts_ends_with_9() {
    let mut bench = signed_in();
    let mut people = ordinary_users(&bench, 3);
    people.push("no.such.user@meridian.example".to_owned());
    refuse(&bench, "", 403);
    let file = write_list(&bench, &people);
    let command = format!("users disable --from {file} --skip-invalid --yes -o json");
    let ran = bench.run(&command);
    assert_eq!(ran.exit, 9, "{}", ran.all());
}
