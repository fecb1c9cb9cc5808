//! Every state of the Status column, the command that the output prints for it,
//! copied as it stands, and the mended state afterwards.
use crate::support::bench::{Bench, Ran, start};
use entractl::sandbox::Faults;

const APP: &str = "mobile-security";

fn scenario(bench: &Bench, name: &str) {
    let scenario = name.parse().unwrap();
    bench
        .sandbox
        .with_tenant(|tenant| tenant.apply_scenario(scenario, start()));
}

/// The words of the Status column for `app`.
#[track_caller]
fn column(ran: &Ran, app: &str) -> String {
    let row = ran.out.lines().find(|line| {
        let mut words = line.split_whitespace();
        words.next() == Some(app)
    });
    let row = row.unwrap_or_else(|| panic!("no row for {app}\n{}", ran.all()));
    let mut cells = row.trim().split("  ").filter(|cell| !cell.is_empty());
    cells.nth(1).unwrap().trim().to_owned()
}

/// The command lines that an answer prints, as they stand.
fn commands(text: &str) -> Vec<String> {
    let lines = text.lines().map(str::trim);
    lines
        .filter(|line| line.starts_with("entractl "))
        .map(str::to_owned)
        .collect()
}

#[track_caller]
fn first_command(ran: &Ran) -> String {
    let all = commands(&ran.out);
    all.first()
        .unwrap_or_else(|| panic!("no command\n{}", ran.all()))
        .clone()
}

/// Copies the printed command, and says yes where it asks, at a terminal or
/// beforehand.
#[track_caller]
fn copy(bench: &mut Bench, command: &str, at_terminal: bool) {
    if at_terminal {
        bench.typed = Some("y\n".to_owned());
        bench.run_printed(command).exits(0);
    } else {
        bench.run_printed(&format!("{command} --yes")).exits(0);
    }
}

/// From a state to the mended one, by the printed command alone.
#[track_caller]
fn mended(prepare: &dyn Fn(&mut Bench), app: &str, state: &str, exit: u8, after: &str) {
    for at_terminal in [true, false] {
        let mut bench = Bench::new();
        prepare(&mut bench);
        let before = bench.run(&format!("status {app}")).exits(exit);
        assert_eq!(column(&before, app), state, "{}", before.all());
        let command = first_command(&before);
        copy(&mut bench, &command, at_terminal);
        let mended = bench.run(&format!("status {app}")).exits(0);
        assert_eq!(column(&mended, app), after, "{command}\n{}", mended.all());
    }
}

#[test]
fn granted_asks_for_nothing() {
    let mut bench = Bench::new();
    let ran = bench.run(&format!("status {APP}")).exits(0);
    assert_eq!(column(&ran, APP), "Granted");
    assert!(commands(&ran.out).is_empty(), "{}", ran.all());
}

#[test]
fn granted_but_in_need_of_settings() {
    let needs = |bench: &mut Bench| scenario(bench, "s3-needs-settings");
    mended(&needs, "search", "Granted, needs settings", 0, "Granted");
}

#[test]
fn permission_update_required() {
    mended(
        &|_| {},
        "risk-insights",
        "Permission update required",
        11,
        "Granted",
    );
}

#[test]
fn permission_error() {
    let wrong = |bench: &mut Bench| scenario(bench, "s1-permission-error");
    mended(&wrong, APP, "Permission error", 11, "Granted");
}

#[test]
fn application_disabled() {
    let disabled = |bench: &mut Bench| scenario(bench, "s1-disabled");
    mended(&disabled, APP, "Application disabled", 11, "Granted");
}

#[test]
fn authentication_error() {
    let deleted = |bench: &mut Bench| scenario(bench, "s1-deleted");
    mended(&deleted, APP, "Authentication error", 11, "Granted");
}

#[test]
fn not_granted() {
    let nothing = |_: &mut Bench| {};
    // The directory role is another thing to set.
    let after = "Granted, needs settings";
    mended(&nothing, "search", "Not granted", 11, after);
}

#[test]
fn blocked_on_this_machine_and_in_entra() {
    for (flag, entra) in [
        ("", "Entra still holds what was granted"),
        ("--revoke --yes", "none of its 4 permissions is granted"),
        (
            "--delete --yes",
            "its enterprise application is not in the tenant",
        ),
    ] {
        let blocked = |bench: &mut Bench| {
            bench.run(&format!("block {APP} {flag}")).exits(0);
            let ran = bench.run(&format!("status {APP} -o json")).exits(11);
            let reason = ran.json()["apps"][0]["reason"].clone();
            assert!(reason.as_str().unwrap().contains(entra), "{flag}: {reason}");
        };
        mended(&blocked, APP, "Blocked on this machine", 11, "Granted");
    }
}

#[test]
fn unknown_for_now() {
    let fault = |bench: &Bench, text: &str| {
        bench.sandbox.with_tenant(|tenant| {
            tenant.faults.set(Faults::parse(text).unwrap());
        });
    };
    for (text, exit) in [
        ("error-before:rate=1.0", 6),
        ("html:rate=1.0", 10),
        ("permissions-denied:method=GET", 4),
    ] {
        let mut bench = Bench::new();
        fault(&bench, text);
        let before = bench.run(&format!("status {APP}")).exits(exit);
        assert_eq!(column(&before, APP), "Unknown", "{}", before.all());
        let command = first_command(&before);
        bench
            .sandbox
            .with_tenant(|tenant| tenant.faults.rules.clear());
        bench.typed = Some(String::new());
        bench.run_printed(&command).exits(0);
        let mended = bench.run(&format!("status {APP}")).exits(0);
        assert_eq!(column(&mended, APP), "Granted", "{command}");
    }
}

/// What `status` advises where a read is refused to who signed in this way.
fn refused_read(bench: &mut Bench, login: &str) -> String {
    bench.run(login).exits(0);
    bench.sandbox.with_tenant(|tenant| {
        let rules = Faults::parse("permissions-denied:method=GET").unwrap();
        tenant.faults.set(rules);
    });
    let ran = bench.run(&format!("status {APP}")).exits(4);
    let words = ran.out.split_whitespace().filter(|word| *word != "#");
    words.collect::<Vec<_>>().join(" ")
}

#[test]
fn a_refused_read_asks_for_what_is_missing() {
    let said = refused_read(&mut Bench::new(), "auth login --for read --browser");
    assert!(
        said.contains("Directory Readers or Global Reader"),
        "{said}"
    );
    assert!(said.contains("auth login --for read"), "{said}");
}

#[test]
fn unknown_until_somebody_signs_in() {
    let mut bench = Bench::new();
    bench.run("auth logout").exits(0);
    let ran = bench.run(&format!("status {APP}")).exits(3);
    let printed = commands(&ran.err);
    bench.typed = Some(String::new());
    bench.run_printed(&printed[0]).exits(0);
    let mended = bench.run(&format!("status {APP}")).exits(0);
    assert_eq!(column(&mended, APP), "Granted");
}
