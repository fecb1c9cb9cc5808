//! `auth` and `profile` by argv: signing in, out, and who one is.
use std::sync::Arc;

use crate::support::bench::Bench;
use entractl::auth::store::TokenStore as _;
use entractl::sandbox::{BrowserBehavior, SandboxBrowser};
use entractl::secret::Secret;

fn browser(bench: &mut Bench, behavior: BrowserBehavior) {
    let browser = SandboxBrowser::new(Arc::clone(&bench.sandbox));
    browser.set_behavior(behavior);
    bench.browser = Some(Arc::new(browser));
}

#[test]
fn sandbox_administrator_is_signed_in_without_prompt() {
    let mut bench = Bench::new();
    let ran = bench.run("auth status -o json").exits(0);
    let data = ran.json();
    assert_eq!(data["state"], "signed-in");
    assert_eq!(
        data["person"]["purposes"],
        serde_json::json!(["read", "grant", "respond"])
    );
    assert!(bench.requests().is_empty());
    assert!(!ran.out.contains("CANARY"));
}

#[test]
fn status_without_session_exits_3_and_prints_login() {
    let mut bench = Bench::new();
    bench.run("auth logout").exits(0);
    bench.run("auth logout --all").exits(0);
    let ran = bench.run("auth status").exits(3);
    assert!(
        ran.out.contains("entractl --sandbox auth login"),
        "{}",
        ran.out
    );
}

#[test]
fn without_a_terminal_no_browser_opens_by_itself() {
    let mut bench = Bench::new();
    let ran = bench.run("auth login").exits(3);
    assert!(ran.err.contains("auth login --browser"), "{}", ran.err);
    assert!(bench.requests().is_empty());
}

#[test]
fn the_browser_signs_in_for_what_is_asked_and_no_more() {
    let mut bench = Bench::new();
    bench.run("auth logout").exits(0);
    bench.run("auth login --browser").exits(0);
    let ran = bench.run("auth status -o json").exits(0);
    let person = &ran.json()["person"];
    assert_eq!(person["purposes"], serde_json::json!(["read"]));
    bench
        .run("auth login --browser --for grant,respond")
        .exits(0);
    let ran = bench.run("auth status -o json").exits(0);
    let person = &ran.json()["person"];
    assert_eq!(
        person["purposes"],
        serde_json::json!(["read", "grant", "respond"])
    );
}

#[test]
fn forged_and_repeated_redirects_do_not_disturb_a_sign_in() {
    for behavior in [BrowserBehavior::ForgeState, BrowserBehavior::Twice] {
        let mut bench = Bench::new();
        browser(&mut bench, behavior);
        bench.run("auth login --browser").exits(0);
        let tokens = bench
            .requests()
            .iter()
            .filter(|entry| entry.path.ends_with("/token"))
            .count();
        assert_eq!(tokens, 1, "{behavior:?}");
    }
}

#[test]
fn a_sign_in_that_fails_leaves_the_old_one_untouched() {
    for behavior in [BrowserBehavior::Decline, BrowserBehavior::Ignore] {
        let mut bench = Bench::new();
        browser(&mut bench, behavior);
        let ran = bench.run("auth login --browser").exits(3);
        assert!(!ran.all().contains("CANARY"), "{}", ran.all());
        bench.run("auth status").exits(0);
    }
}

#[test]
fn a_device_code_is_shown_with_its_warning_and_nothing_of_the_services_message() {
    let mut bench = Bench::new();
    let ran = bench.run("auth login --device-code").exits(0);
    assert!(ran.err.contains("never pass it on"), "{}", ran.err);
    assert!(ran.err.contains("/device"), "{}", ran.err);
    assert!(!ran.err.contains("To sign in, open"), "{}", ran.err);
    assert!(!ran.all().contains("CANARY"), "{}", ran.all());
}

#[test]
fn the_sandbox_is_one_tenant() {
    let mut bench = Bench::new();
    let ran = bench
        .run("--tenant 11111111-1111-4111-8111-111111111111 auth status")
        .exits(2);
    assert!(ran.err.contains("11111111-1111-4111-8111-111111111111"));
    assert!(ran.err.contains(entractl::sandbox::TENANT_ID));
}

#[cfg(unix)]
#[test]
fn an_application_signs_in_with_its_secret_and_nothing_is_kept() {
    use std::os::unix::fs::PermissionsExt as _;
    let mut bench = Bench::new();
    let file = bench.folder.path().join("secret");
    std::fs::write(&file, entractl::sandbox::CLIENT_SECRET).unwrap();
    let login = format!("auth login --client-secret-file {} -o json", file.display());
    std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o644)).unwrap();
    bench.run(&login).exits(10);
    std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o600)).unwrap();
    let ran = bench.run(&login).exits(0);
    assert_eq!(ran.json()["application"], true);
    assert!(!ran.all().contains("CANARY"), "{}", ran.all());
}

#[test]
fn profiles_are_added_used_shown_and_removed() {
    let mut bench = Bench::new();
    let ids = "--tenant 11111111-1111-4111-8111-111111111111 --client-id 22222222-2222-4222-8222-222222222222";
    assert!(
        bench
            .run("profile list")
            .exits(0)
            .out
            .contains("no profile")
    );
    bench.run(&format!("profile add prod {ids}")).exits(0);
    bench
        .run(&format!("profile add lab {ids} --cloud us-gov"))
        .exits(0);
    bench
        .run(&format!("profile add lab {ids} --cloud us-gvo"))
        .exits(2);
    bench.run("profile use prod").exits(0);
    let ran = bench.run("profile list -o json").exits(0);
    let profiles = ran.json()["profiles"].clone();
    assert_eq!(profiles[0]["cloud"], "us-gov");
    assert_eq!(profiles[1]["inUse"], true);
    assert!(bench.run("profile show").exits(0).out.contains("prod"));
    let ran = bench.run("profile show prd").exits(2);
    assert!(ran.err.contains("did you mean prod"), "{}", ran.err);
    bench.run("profile remove prod").exits(0);
    bench.run("profile show prod").exits(2);
}

#[test]
fn a_session_made_for_reading_changes_nothing_and_says_how_to_get_one_that_does() {
    let mut bench = Bench::new();
    bench.run("auth logout").exits(0);
    bench.run("auth login --browser").exits(0);
    bench.requests();
    let ran = bench
        .run("users disable grace.ncube@meridian.example --yes --reason test")
        .exits(4);
    assert!(
        ran.err
            .contains("entractl --sandbox auth login --for respond"),
        "{}",
        ran.err
    );
    assert!(bench.requests().is_empty());
    bench.run("auth logout").exits(0);
    let ran = bench.run("users list").exits(3);
    assert!(
        ran.err.contains("entractl --sandbox auth login"),
        "{}",
        ran.err
    );
}

#[test]
fn doctor_passes_in_sandbox() {
    let mut bench = Bench::new();
    let ran = bench.run("auth doctor -o json").exits(0);
    let report = ran.json();
    let checks = report["checks"].as_array().unwrap();
    assert_eq!(checks.len(), 14);
    for check in checks {
        assert_eq!(check["state"], "good", "{check}");
    }
    assert_eq!(report["next"], "entractl --sandbox auth status");
}

#[test]
fn logout_works_with_damaged_session() {
    let mut bench = Bench::new();
    let (key, whole) = bench.store.contents().pop_first().unwrap();
    let mut damaged = vec![String::new(), "null".to_owned(), "{}".to_owned()];
    damaged.push(whole.replace("\"version\":2", "\"version\":3"));
    damaged.push(whole.replace("access_token", "access_tokem"));
    for length in (0..whole.len()).step_by(97) {
        damaged.push(whole.chars().take(length).collect());
        let flipped = whole.chars().enumerate();
        damaged.push(
            flipped
                .map(|(at, c)| if at == length { '\u{0}' } else { c })
                .collect(),
        );
    }
    for text in damaged {
        bench.store.save(&key, &Secret::new(text.clone())).unwrap();
        let status = bench.run("auth status");
        assert_eq!(status.exit, 3, "{text}: {}", status.all());
        bench.run("auth logout").exits(0);
        assert!(bench.store.load(&key).unwrap().is_none(), "{text}");
        bench.run("auth status").exits(3);
    }
}

#[cfg(unix)]
#[test]
fn no_file_that_is_damaged_keeps_anybody_signed_in() {
    type Damage = fn(&std::path::Path);
    let damages: [(&str, Damage); 4] = [
        ("a folder", |path| std::fs::create_dir(path).unwrap()),
        ("a link", |path| {
            std::os::unix::fs::symlink("/dev/null", path).unwrap();
        }),
        ("no text", |path| {
            std::fs::write(path, [0xff, 0, 7]).unwrap();
        }),
        ("nothing", |path| std::fs::write(path, "").unwrap()),
    ];
    for name in ["sessions", "sessions.lock", "session.lock"] {
        for (what, damage) in damages {
            let mut bench = Bench::new();
            let path = bench.folder.path().join(name);
            std::fs::create_dir_all(bench.folder.path()).unwrap();
            std::fs::remove_file(&path).ok();
            damage(&path);
            let ran = bench.run("auth logout");
            assert_eq!(ran.exit, 0, "{name}, {what}: {}", ran.all());
            assert!(bench.store.contents().is_empty(), "{name}, {what}");
        }
    }
}

#[cfg(unix)]
#[test]
fn all_are_not_called_signed_out_where_the_list_cannot_be_read() {
    let mut bench = Bench::new();
    std::fs::create_dir_all(bench.folder.path()).unwrap();
    std::fs::remove_file(bench.folder.path().join("sessions")).ok();
    std::fs::create_dir(bench.folder.path().join("sessions")).unwrap();
    bench.run("auth logout --all").exits(8);
    assert!(bench.store.contents().is_empty(), "what is known goes");
}

#[test]
fn a_narrower_sign_in_takes_nothing_from_the_session() {
    let purposes = |bench: &mut Bench| {
        let ran = bench.run("auth status -o json").exits(0);
        ran.json()["person"]["purposes"].clone()
    };
    let all = serde_json::json!(["read", "grant", "respond"]);
    let mut bench = Bench::new();
    bench.run("auth logout").exits(0);
    bench.run("auth login --browser --for respond").exits(0);
    bench.run("grant search --device-code --yes").exits(0);
    assert_eq!(purposes(&mut bench), all);
    let ran = bench.run("auth login --browser --for read").exits(0);
    assert!(ran.err.contains("until auth logout"), "{}", ran.all());
    assert_eq!(purposes(&mut bench), all);
    bench
        .run("users disable rowan.reyes-vale@meridian.example --yes --reason x")
        .exits(0);
    // Signing out is the way to less.
    bench.run("auth logout").exits(0);
    let ran = bench.run("auth login --browser --for read").exits(0);
    assert!(!ran.err.contains("until auth logout"), "{}", ran.all());
    assert_eq!(purposes(&mut bench), serde_json::json!(["read"]));
}

#[test]
fn commands_of_profiles_stay_in_the_sandbox() {
    let mut bench = Bench::new();
    let ids = "--tenant 11111111-1111-4111-8111-111111111111 --client-id 22222222-2222-4222-8222-222222222222";
    for (line, exit, next) in [
        (
            format!("profile add lab {ids}"),
            0,
            "entractl --sandbox --profile lab auth login",
        ),
        (
            "profile use lab".to_owned(),
            0,
            "entractl --sandbox --profile lab auth status",
        ),
        (
            "--profile lob profile show lob".to_owned(),
            2,
            "entractl --sandbox profile list",
        ),
        (
            "profile remove lab".to_owned(),
            0,
            "entractl --sandbox auth logout --all",
        ),
    ] {
        let ran = bench.run(&line).exits(exit);
        let all = format!("{}{}", ran.out, ran.err);
        assert!(
            all.lines().any(|line| line.trim() == next),
            "{line}: {next}\n{}",
            ran.all()
        );
        let next = next.replace("auth login", "auth login --browser");
        bench.run_printed(&next).exits(0);
    }
}
