//! The keyring that this machine has, not one that we wrote. `tests/real/keyring.sh`
//! starts it in each of its states and names the state in
//! `ENTRACTL_TEST_KEYRING`; without that, nothing of it is touched.
use std::process::Command;
use std::sync::Arc;
use std::time::{Duration, Instant};

use entractl::auth::keyring_store::KeyringStore;
use entractl::auth::store::{StoreError, TokenStore as _};
use entractl::secret::Secret;

const TENANT: &str = "11111111-1111-4111-8111-111111111111";
const CLIENT: &str = "22222222-2222-4222-8222-222222222222";

/// The state that the keyring is in; none where there is none to test with.
fn state() -> Option<String> {
    let state = std::env::var("ENTRACTL_TEST_KEYRING").ok();
    if state.is_none() {
        eprintln!("skipped: run by tests/real/keyring.sh");
    }
    state
}

fn store() -> KeyringStore {
    KeyringStore::new(false, Arc::new(|_| {}))
}

#[test]
fn what_is_put_into_the_real_keyring_comes_back_whole() {
    if state().as_deref() != Some("open") {
        return;
    }
    let store = store();
    let sizes = [1_000, 2_500, 8_000, 50_000];
    for size in sizes.into_iter().chain(sizes.into_iter().rev()) {
        let text: String = "tokén-".chars().cycle().take(size).collect();
        store
            .save("round trip", &Secret::new(text.clone()))
            .unwrap();
        // Another client sees it: it is not this one's memory.
        let other = KeyringStore::new(false, Arc::new(|_| {}));
        let kept = other.load("round trip").unwrap().unwrap();
        assert!(kept.expose() == text, "{size} characters came back changed");
    }
    store.save("other", &Secret::new("stays")).unwrap();
    store.delete("round trip").unwrap();
    store.delete("round trip").unwrap();
    assert!(store.load("round trip").unwrap().is_none());
    assert_eq!(store.load("other").unwrap().unwrap().expose(), "stays");
}

/// Not much of a test: a keyring is filled with it before it is locked, since
/// an empty one has nothing to hide.
#[test]
fn what_is_locked_away_was_put_there_first() {
    if state().as_deref() != Some("filled") {
        return;
    }
    let session = format!("https://login.microsoftonline.com {TENANT} {CLIENT}");
    for key in ["x", session.as_str()] {
        store().save(key, &Secret::new("CANARY")).unwrap();
    }
}

#[test]
fn a_keyring_that_cannot_be_used_says_why_within_its_limit() {
    let Some(state) = state() else { return };
    let began = Instant::now();
    let answer = store().load("x");
    let fits = match state.as_str() {
        "open" => matches!(answer, Ok(None)),
        "locked" => matches!(answer, Err(StoreError::Locked(_))),
        "locked-display" => matches!(answer, Err(StoreError::Silent(3))),
        "no-service" | "no-bus" => matches!(answer, Err(StoreError::Absent(_))),
        other => panic!("no such state: {other}"),
    };
    assert!(fits, "{state}: {answer:?}");
    let saved = store().save("x", &Secret::new("CANARY"));
    let fits = match state.as_str() {
        "open" => saved.is_ok(),
        "locked" => matches!(saved, Err(StoreError::Locked(_))),
        "locked-display" => matches!(saved, Err(StoreError::Silent(3))),
        _ => matches!(saved, Err(StoreError::Absent(_))),
    };
    assert!(fits, "{state}: {saved:?}");
    assert!(!format!("{saved:?}").contains("CANARY"));
    assert!(
        began.elapsed() < Duration::from_secs(8),
        "{state}: {:?}",
        began.elapsed()
    );
}

/// The built program: what a person reads, and what a script gets.
fn program(args: &[&str]) -> (i32, String, Duration) {
    let began = Instant::now();
    let output = Command::new(env!("CARGO_BIN_EXE_entractl"))
        .args(args)
        .env("AZURE_TENANT_ID", TENANT)
        .env("AZURE_CLIENT_ID", CLIENT)
        .env_remove("CI")
        .stdin(std::process::Stdio::null())
        .output()
        .unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    (output.status.code().unwrap(), said, began.elapsed())
}

#[test]
fn the_program_ends_in_time_and_names_cause_and_remedy() {
    let Some(state) = state() else { return };
    let (status, cause) = match state.as_str() {
        "open" => (3, ""),
        "locked" => (8, "the keyring is locked"),
        "locked-display" => (8, "did not answer within 3 s"),
        "no-service" | "no-bus" => (8, "there is no keyring on this machine"),
        other => panic!("no such state: {other}"),
    };
    let signed_out = if state == "open" { 0 } else { 8 };
    for (args, expected) in [
        (["auth", "status"], status),
        (["auth", "logout"], signed_out),
    ] {
        let (code, said, took) = program(&args);
        assert_eq!(code, expected, "{state} {args:?}: {said}");
        if code == 8 {
            assert!(said.contains(cause), "{state} {args:?}: {said}");
            assert!(said.contains("--no-store"), "{state} {args:?}: {said}");
        }
        assert!(took < Duration::from_secs(5), "{state} {args:?}: {took:?}");
    }
}
