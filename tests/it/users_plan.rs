//! Account actions as a tired person meets them: what the plan says before the
//! question, whose name is marked, how it sounds, and how long it takes.
use crate::support::bench::{Bench, writes};
use crate::support::faults::refuse_changes_of;
use crate::support::users::{GUEST, ME, PLAIN, SYNCED, TWIN_1, TWIN_2, signed_in};
use entractl::sandbox::seed::{cast, user_id};

#[test]
fn the_plan_says_every_step_and_what_stays_open() {
    let mut bench = signed_in();
    for (action, steps) in [
        (
            "contain",
            &["block sign-in", "random password", "revoke sessions"][..],
        ),
        ("disable", &["block sign-in", "revoke sessions"]),
        (
            "reset-password",
            &["at the next sign-in", "revoke sessions"],
        ),
        ("sign-out", &["revoke sessions"]),
        ("enable", &["unblock sign-in"]),
    ] {
        for whom in [PLAIN.to_owned(), format!("{PLAIN} {TWIN_1} {SYNCED}")] {
            if action == "reset-password" && whom.contains(SYNCED) {
                continue;
            }
            bench.typed = Some("n\n".to_owned());
            let ran = bench.run(&format!("users {action} {whom}")).exits(13);
            let mut rest = ran.err.as_str();
            for step in steps {
                let at = rest.find(step);
                let at = at.unwrap_or_else(|| panic!("{action}: {step}: {}", ran.err));
                rest = &rest[at..];
            }
            let open = ran.err.contains("Stays open");
            assert_eq!(open, action != "enable", "{action}: {}", ran.err);
            for line in ran.err.lines().filter(|line| !line.contains("[y/N]")) {
                assert!(line.chars().count() <= 80, "{line}");
            }
        }
    }
    // What cannot be done to a guest is not promised.
    for (whom, promised) in [
        (GUEST.to_owned(), None),
        (
            format!("{PLAIN} {GUEST}"),
            Some("never shown (1 of 2 accounts)"),
        ),
    ] {
        bench.typed = Some("n\n".to_owned());
        let ran = bench.run(&format!("users contain {whom}")).exits(13);
        let found = ran.err.contains("random password");
        assert_eq!(found, promised.is_some(), "{}", ran.err);
        if let Some(promised) = promised {
            assert!(ran.err.contains(promised), "{}", ran.err);
        }
    }
    let list = bench.folder.path().join("list.txt");
    std::fs::write(&list, format!("{PLAIN}\n{TWIN_1}\n")).unwrap();
    bench.typed = Some("n\n".to_owned());
    let line = format!("users contain --from {}", list.display());
    let ran = bench.run(&line).exits(13);
    for step in ["block sign-in", "random password", "revoke sessions"] {
        assert!(ran.err.contains(step), "{}", ran.err);
    }
    assert_eq!(writes(&bench.requests()), 0);
}

#[test]
fn a_name_that_may_deceive_is_marked_where_it_is_decided() {
    for (name, mark) in [
        ("Ro\u{432}an Reyes-Vale", "mixed scripts"),
        ("Rowan\u{200b} Reyes-Vale", "hidden characters"),
        ("\u{1d411}owan Reyes-Vale", "look-alike letters"),
    ] {
        let mut bench = signed_in();
        bench.sandbox.with_tenant(|tenant| {
            let user = tenant.users.get_mut(&user_id(PLAIN)).unwrap();
            user.set("displayName", name);
        });
        let shown = bench.run(&format!("users show {PLAIN}")).exits(0);
        assert_eq!(shown.out.matches(mark).count(), 2, "{}", shown.out);
        bench.typed = Some("n\n".to_owned());
        let asked = bench.run(&format!("users contain {PLAIN}")).exits(13);
        let asked = asked.err.replace('\n', " ");
        let question = asked.find("Contain rowan").expect("a question");
        assert!(asked[..question].contains(mark), "{asked}");
        assert!(asked[question..].contains(mark), "{asked}");
        let listed = bench.run("users list reyes").exits(0).out;
        assert!(
            listed
                .replace('\n', " ")
                .contains(mark.split(' ').next().unwrap())
        );
    }
    let mut bench = signed_in();
    let shown = bench
        .run(&format!("users show {}", cast::NOT_ASCII))
        .exits(0);
    assert!(!shown.out.contains("Careful"), "{}", shown.out);
}

#[test]
fn a_screen_reader_hears_whole_lines_in_every_account_command() {
    let mut bench = signed_in();
    bench.terminal.accessible = true;
    bench.terminal.width = 40;
    refuse_changes_of(&bench, TWIN_2);
    let reason = "a reason that is longer than forty columns by a good deal";
    for line in [
        format!("users show {ME}"),
        "users list sam".to_owned(),
        format!("users contain {PLAIN} {TWIN_2} --dry-run"),
        format!("users contain {PLAIN} {TWIN_2} --yes --reason '{reason}'"),
        "tasks show 1".to_owned(),
        "status search".to_owned(),
        "users show me".to_owned(),
    ] {
        let ran = bench.run(&line);
        let text = format!("{}{}", ran.out, ran.err);
        let drawn = |c: char| ('\u{2500}'..='\u{259f}').contains(&c);
        assert!(!text.contains(drawn), "{line}: {text}");
        for shown in text
            .lines()
            .filter(|shown| shown.starts_with("  entractl "))
        {
            let quotes = shown.matches('\'').count();
            assert_eq!(quotes % 2, 0, "{shown}");
        }
        // Nothing goes on in the next line: that would begin with blanks.
        let broken = text.lines().find(|shown| shown.starts_with("   "));
        assert_eq!(broken, None, "{line}: {text}");
    }
    let asked = bench.run("users contain --help").exits(0);
    assert!(asked.out.lines().any(|line| line.chars().count() > 60));
}

#[test]
fn owner_of_role_assignable_group_counts_as_administrator() {
    let mut bench = signed_in();
    let plain = bench
        .run(&format!("users show {PLAIN} -o json"))
        .exits(0)
        .json();
    assert_eq!(plain["tier"], "none");
    bench.sandbox.with_tenant(|tenant| {
        for owners in tenant.owners.values_mut() {
            owners.insert(user_id(PLAIN));
        }
    });
    let owner = bench
        .run(&format!("users show {PLAIN} -o json"))
        .exits(0)
        .json();
    assert_eq!(owner["tier"], "administrator", "{owner:#}");
    assert_eq!(owner["roleAssignableGroup"], true);
    let list = bench.folder.path().join("list.txt");
    std::fs::write(&list, format!("{PLAIN}\n")).unwrap();
    bench.requests();
    let line = format!("users disable --from {} --yes", list.display());
    let ran = bench.run(&line).exits(12);
    assert!(
        ran.err.contains("name it on the command line"),
        "{}",
        ran.err
    );
    assert_eq!(writes(&bench.requests()), 0);
    let typed = bench.run(&format!("users disable {PLAIN} --yes -o json"));
    assert!(typed.err.contains("owns"), "{}", typed.err);
    typed.exits(0);
}

#[test]
fn resets_that_run_on_are_waited_for_together() {
    let mut bench = signed_in();
    let synced: Vec<String> = bench.sandbox.with_tenant(|tenant| {
        let all = tenant.users.all();
        all.filter(|user| user.flag("onPremisesSyncEnabled"))
            .map(|user| user.text("userPrincipalName").to_owned())
            .filter(|upn| upn.ends_with("@meridian.example"))
            .take(5)
            .collect()
    });
    let names = entractl::text::shell_word;
    let all: Vec<String> = synced.iter().map(|upn| names(upn)).collect();
    let file = bench.folder.path().join("new.csv");
    let before = entractl::clock::Clock::now(bench.clock.as_ref());
    let line = format!(
        "users reset-password {} --new-password --password-file {} --yes -o json",
        all.join(" "),
        file.display()
    );
    bench.run(&line).exits(0);
    let took = entractl::clock::Clock::now(bench.clock.as_ref()).duration_since(before);
    assert!(took.as_secs() <= 15, "{took}");
    assert!(took.as_secs() >= 3, "nothing was waited for: {took}");
    let written = std::fs::read_to_string(&file).unwrap();
    assert_eq!(written.lines().count(), 6, "{}", written.lines().count());
}

/// A flag of lists is never ignored: clap lets `requires` go where the required flag
/// conflicts with what was typed.
#[test]
fn flags_of_lists_refuse_named_accounts() {
    let mut bench = Bench::new();
    let file = bench.folder.path().join("plan.json");
    for flag in [
        format!("--dry-run --plan-out {}", file.display()),
        "--dry-run --skip-invalid".to_owned(),
    ] {
        let ran = bench.run(&format!(
            "users disable rowan.reyes-vale@meridian.example {flag}"
        ));
        let ran = ran.exits(2);
        assert!(ran.err.contains("cannot be used with"), "{}", ran.err);
    }
    assert!(!file.exists());
}
