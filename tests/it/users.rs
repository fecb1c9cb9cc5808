//! Account actions as whole programs: what they send, what they refuse and what
//! they say.
use crate::support::bench::{Bench, sent, writes};
use crate::support::files::audit_file;
use crate::support::text::steps;
use crate::support::users::{
    FEDERATED, GUEST, ME, PLAIN, SYNC_ACCOUNT, SYNCED, is_enabled, signed_in,
};
use crate::support::users::{TWIN_1, TWIN_2};
use entractl::sandbox::LedgerEntry;

/// The item paths of one batch each, in their order.
pub(crate) fn batches(entries: &[LedgerEntry]) -> Vec<Vec<String>> {
    let mut numbers: Vec<u64> = entries.iter().filter_map(|e| e.in_batch).collect();
    numbers.sort_unstable();
    numbers.dedup();
    numbers
        .into_iter()
        .map(|number| {
            entries
                .iter()
                .filter(|entry| entry.in_batch == Some(number))
                .map(|entry| format!("{} {}", entry.method, entry.path))
                .collect()
        })
        .collect()
}

#[test]
fn containing_one_account_is_one_read_one_write_and_one_read_back() {
    let mut bench = signed_in();
    let ran = bench.run(&format!(
        "users contain {PLAIN} --yes --reason INC-1 -o json"
    ));
    let report = ran.exits(0).json();
    assert_eq!(report["accounts"][0]["verdict"], "contained");
    assert_eq!(
        steps(&report),
        ["disable done seen", "reset done seen", "revoke done seen"]
    );
    let entries = bench.requests();
    assert_eq!(sent(&entries), 3, "{entries:#?}");
    let batches = batches(&entries);
    let kinds: Vec<&str> = batches[1].iter().map(|item| &item[..5]).collect();
    assert_eq!(kinds, ["PATCH", "PATCH", "POST "]);
    assert_eq!(writes(&entries), 3);
    assert!(!is_enabled(&bench, PLAIN));
    let task = bench.run("tasks show 1 -o json").exits(0).json();
    assert_eq!(task["task"]["status"], "successful");
    assert_eq!(task["steps"][0]["prior"]["accountEnabled"], true);
}

#[test]
fn disabling_signs_out_and_enabling_undoes_it() {
    let mut bench = signed_in();
    let ran = bench
        .run(&format!("users disable {PLAIN} --yes -o json"))
        .exits(0);
    let undo = format!("users enable {PLAIN}");
    let next: Vec<String> = serde_json::from_value(ran.json()["next"].clone()).unwrap();
    assert!(next.iter().any(|line| line.ends_with(&undo)), "{next:?}");
    assert!(!is_enabled(&bench, PLAIN));
    bench.run(&format!("{undo} --yes")).exits(0);
    assert!(is_enabled(&bench, PLAIN));
    assert_eq!(writes(&bench.requests()), 3);
}

#[test]
fn guard_rails_refuse_the_whole_command_before_any_write() {
    for wrong in [ME, SYNC_ACCOUNT] {
        for action in ["disable", "contain", "sign-out", "reset-password"] {
            let mut bench = signed_in();
            let ran = bench.run(&format!("users {action} {PLAIN} {wrong} --yes"));
            let ran = ran.exits(12);
            assert!(ran.err.contains(wrong), "{}", ran.all());
            assert_eq!(writes(&bench.requests()), 0);
            let log = std::fs::read_to_string(audit_file(&bench)).unwrap();
            assert!(log.contains("\"phase\":\"refusal\""), "{log}");
            assert!(entractl::audit::verify(&log).is_ok());
        }
    }
}

#[test]
fn the_last_two_global_administrators_stay() {
    let mut bench = signed_in();
    let all = [
        "gil.guardian@meridian.example",
        "breakglass1@meridian.example",
        "breakglass2@meridian.example",
    ];
    let ran = bench.run(&format!("users disable {} --yes", all.join(" ")));
    ran.exits(12);
    assert_eq!(writes(&bench.requests()), 0);
    bench
        .run("users sign-out gil.guardian@meridian.example --yes")
        .exits(0);
}

#[test]
fn an_unknown_name_stops_everything_and_near_names_are_told() {
    let mut bench = signed_in();
    let ran = bench.run(&format!(
        "users disable {PLAIN} rowan.reyes-val@meridian.example --yes"
    ));
    let ran = ran.exits(5);
    assert!(ran.err.contains(PLAIN), "{}", ran.all());
    assert_eq!(writes(&bench.requests()), 0);
}

#[test]
fn without_agreement_nothing_is_sent() {
    let mut bench = signed_in();
    bench.run(&format!("users contain {PLAIN}")).exits(13);
    bench.typed = Some("n\n".to_owned());
    let ran = bench.run(&format!("users contain {PLAIN}")).exits(13);
    assert!(ran.err.contains("object id"), "{}", ran.err);
    assert_eq!(writes(&bench.requests()), 0);
    bench.typed = Some("y\n".to_owned());
    bench.run(&format!("users contain {PLAIN}")).exits(0);
    assert_eq!(writes(&bench.requests()), 3);
}

#[test]
fn a_dry_run_prints_the_exact_calls_and_sends_none() {
    let mut bench = signed_in();
    let ran = bench.run(&format!("users contain {PLAIN} --dry-run -o json"));
    let plan = ran.exits(0).json();
    let calls = plan["calls"].as_array().unwrap();
    assert_eq!(calls.len(), 3);
    assert_eq!(calls[0]["method"], "PATCH");
    assert_eq!(calls[0]["body"]["accountEnabled"], false);
    assert!(
        calls[2]["path"]
            .as_str()
            .unwrap()
            .ends_with("/revokeSignInSessions")
    );
    assert_eq!(writes(&bench.requests()), 0);
}

#[test]
fn guests_synced_and_federated_accounts_say_what_stays_open() {
    let mut bench = signed_in();
    let guest = bench
        .run(&format!("users contain {GUEST} --yes -o json"))
        .exits(14)
        .json();
    assert_eq!(guest["accounts"][0]["steps"][1]["outcome"], "not-possible");
    assert!(
        guest["accounts"][0]["staysOpen"]
            .to_string()
            .contains("guest")
    );

    let synced = bench
        .run(&format!("users contain {SYNCED} --yes -o json"))
        .exits(14)
        .json();
    assert_eq!(synced["accounts"][0]["done"], false);
    assert!(
        synced["accounts"][0]["verdict"]
            .as_str()
            .unwrap()
            .contains("Active Directory")
    );
    assert!(steps(&synced).contains(&"reset done seen".to_owned()));

    let federated = bench
        .run(&format!("users contain {FEDERATED} --yes -o json"))
        .exits(14)
        .json();
    assert_eq!(
        federated["accounts"][0]["steps"][1]["outcome"],
        "not-possible"
    );
    assert_ne!(federated["accounts"][0]["verdict"], "contained");

    for (wrong, exit) in [(SYNCED, 2), (FEDERATED, 2), (GUEST, 2)] {
        bench.requests();
        bench
            .run(&format!("users reset-password {wrong} --yes"))
            .exits(exit);
        assert_eq!(writes(&bench.requests()), 0);
    }
}

#[test]
fn several_accounts_go_stage_by_stage() {
    let mut bench = signed_in();
    let line = format!("users contain {PLAIN} {TWIN_1} {TWIN_2} --yes -o json");
    let report = bench.run(&line).exits(0).json();
    assert_eq!(report["accounts"].as_array().unwrap().len(), 3);
    assert_eq!(report["accounts"][0]["userPrincipalName"], PLAIN);
    let entries = bench.requests();
    let batches = batches(&entries);
    assert_eq!(batches.len(), 5, "{batches:#?}");
    assert_eq!(writes(&entries), 9);
}

#[test]
fn two_spellings_of_one_account_are_one_account() {
    let mut bench = signed_in();
    let line = "users sign-out m.okafor@meridian.example \
                maryam.okafor-reyes@mail.meridian.example --yes -o json";
    let ran = bench.run(line).exits(0);
    assert_eq!(ran.json()["accounts"].as_array().unwrap().len(), 1);
    assert!(ran.err.contains("the same account"), "{}", ran.err);
    assert_eq!(writes(&bench.requests()), 1);
}

#[test]
fn zero_trust_acts_only_while_its_enforcement_is_on() {
    let mut bench = signed_in();
    let line = format!("users sign-out {PLAIN} --via zero-trust-secure-access --yes");
    let refused = bench.run(&line).exits(12);
    assert!(refused.err.contains("zero-trust policy-enforcement on"));
    assert_eq!(writes(&bench.requests()), 0);
    bench.run("zero-trust policy-enforcement on").exits(0);
    let shown = bench.run("zero-trust show -o json").exits(0).json();
    assert_eq!(shown["policyEnforcement"], true);
    bench.run(&line).exits(0);
}

#[test]
fn showing_an_account_says_what_may_be_done_to_it() {
    let mut bench = signed_in();
    let shown = bench
        .run(&format!("users show {PLAIN} -o json"))
        .exits(0)
        .json();
    assert_eq!(shown["tier"], "none");
    assert!(
        shown["actions"]
            .as_array()
            .unwrap()
            .iter()
            .all(|a| a["allowed"] == true),
        "{shown:#}"
    );
    let me = bench
        .run(&format!("users show {ME} -o json"))
        .exits(0)
        .json();
    assert_eq!(me["tier"], "highest");
    assert!(
        me["actions"]
            .as_array()
            .unwrap()
            .iter()
            .all(|a| a["allowed"] == false)
    );
    let ran = bench.run(&format!("users show {PLAIN}")).exits(0);
    assert!(
        ran.out.lines().all(|line| line.chars().count() <= 80),
        "{}",
        ran.out
    );
}

#[test]
fn people_are_listed_by_the_beginning_of_their_name() {
    let mut bench = signed_in();
    let found = bench.run("users list sam -o json").exits(0).json();
    let names: Vec<&str> = found["users"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|user| user["userPrincipalName"].as_str())
        .collect();
    assert!(
        names.contains(&TWIN_1) && names.contains(&TWIN_2),
        "{names:?}"
    );
    let few = bench.run("users list --limit 3 -o json").exits(0).json();
    assert_eq!(few["users"].as_array().unwrap().len(), 3);
    assert_eq!(few["more"], true);
}

#[test]
fn a_session_for_reading_may_not_act() {
    let mut bench = Bench::new();
    bench.run("auth logout").exits(0);
    bench.run("auth login --for read --browser").exits(0);
    bench.requests();
    let ran = bench.run(&format!("users contain {PLAIN} --yes")).exits(4);
    assert!(
        ran.err.contains("auth login --for respond"),
        "{}",
        ran.all()
    );
    assert_eq!(writes(&bench.requests()), 0);
}

#[test]
fn every_spelling_of_a_protected_account_is_refused_in_every_action() {
    for entry in [
        "Rowan.Reyes-Vale@MERIDIAN.example",
        "8b2bef09-a0be-4e04-afc2-9604d83276f8",
    ] {
        let mut bench = signed_in();
        let config = bench.folder.path().join("config/config.toml");
        let text = format!("[guard_rails]\nprotected = [\"{entry}\"]\n");
        entractl::files::replace_private(&config, text.as_bytes()).unwrap();
        for action in ["disable", "enable", "reset-password", "sign-out", "contain"] {
            let line = format!("users {action} {TWIN_1} {PLAIN} --yes");
            let ran = bench.run(&line).exits(12);
            assert!(ran.err.contains("is protected"), "{}", ran.all());
        }
        assert_eq!(writes(&bench.requests()), 0);
    }
}
